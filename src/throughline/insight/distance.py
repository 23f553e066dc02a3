"""The distance between two units, explained: whose journeys they had, what each does, and the rest."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from throughline.insight.case_mix import CaseMix
from throughline.insight.distance_features import Shown, features_for
from throughline.insight.distance_parts import Explained, explained
from throughline.insight.hallway_columns import Codes
from throughline.insight.hallway_difference import Z95
from throughline.insight.hallway_question import Question, is_yes_or_no
from throughline.insight.hallway_rows import AllJourneys, Rows
from throughline.insight.intervals import Interval, Numbers

MIX = "case mix"
UNEXPLAINED = "not explained"


class Kind(StrEnum):
    """Whose a part is."""

    MIX = "case mix"
    DESIGN = "design"
    UNEXPLAINED = "unexplained"


@dataclass(frozen=True, kw_only=True, slots=True)
class DistancePart:
    """One part of the distance, with its interval; a design feature has its measure, on average in both."""

    kind: Kind
    title: str
    value: float
    interval: Interval
    measure: str | None = None
    of_one: float | None = None
    of_other: float | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Distance:
    """One unit less the other, on average. The parts sum to the gap; `mix` takes the case mix apart."""

    question: Question
    one: str
    other: str
    n: tuple[int, int]
    value_of_one: float
    value_of_other: float
    gap: float
    interval: Interval
    parts: tuple[DistancePart, ...]
    mix: tuple[DistancePart, ...]
    left_out: tuple[str, ...]


def distance_between(every: AllJourneys, question: Question, rows: Rows, one: str, other: str) -> Distance:
    """Explain the average of one unit less that of the other."""
    places = [rows.units.index(name) for name in (one, other)]
    chosen = np.flatnonzero(np.isin(rows.unit, places))
    unit = np.where(rows.unit[chosen] == places[0], 0, 1).astype(np.intp)
    values, kept = rows.values[chosen], rows.kept[chosen]
    mix = every.mix.at(kept)
    features, left_out = features_for(question.measure, every.journeys, kept)
    groups = [part.columns for part in mix.parts] + [shown.part.columns for shown in features]
    found = explained(values, unit, groups, yes_or_no=is_yes_or_no(question, values))
    whole = np.zeros(len(groups) + 1)
    whole[-1] = 1
    n = np.bincount(unit)
    return Distance(
        question=question,
        one=one,
        other=other,
        n=(int(n[0]), int(n[1])),
        value_of_one=float(values[unit == 0].mean()),
        value_of_other=float(values[unit == 1].mean()),
        gap=found.gap,
        interval=_interval(found.gap, found, whole),
        parts=tuple(_parts(found, mix, features, unit)),
        mix=tuple(_mix(found, mix)),
        left_out=left_out,
    )


def _parts(
    found: Explained, mix: CaseMix, features: tuple[Shown, ...], unit: Codes
) -> Iterator[DistancePart]:
    """Case mix, each design feature, and what is left of the gap."""
    size, of_mix = len(found.parts), len(mix.parts)
    if of_mix:
        yield _part(Kind.MIX, MIX, found, np.r_[np.ones(of_mix), np.zeros(size - of_mix + 1)])
    for place, shown in enumerate(features, start=of_mix):
        ours, theirs = (float(np.nanmean(shown.values[unit == one])) for one in (0, 1))
        part = _part(Kind.DESIGN, shown.feature.title, found, _only(place, size))
        yield replace(part, measure=shown.part.name, of_one=ours, of_other=theirs)
    yield _part(Kind.UNEXPLAINED, UNEXPLAINED, found, np.r_[-np.ones(size), 1.0])


def _mix(found: Explained, mix: CaseMix) -> Iterator[DistancePart]:
    """Whole attributes only: what single kinds add depends on which of them was taken as the base."""
    for place, part in enumerate(mix.parts):
        yield _part(Kind.MIX, part.name, found, _only(place, len(found.parts)))


def _part(kind: Kind, title: str, found: Explained, weights: Numbers) -> DistancePart:
    value = float(weights @ np.append(found.parts, found.gap))
    return DistancePart(kind=kind, title=title, value=value, interval=_interval(value, found, weights))


def _interval(value: float, found: Explained, weights: Numbers) -> Interval:
    half = Z95 * found.deviation(weights)
    return Interval(value - half, value + half)


def _only(place: int, size: int) -> Numbers:
    weights = np.zeros(size + 1)
    weights[place] = 1
    return weights
