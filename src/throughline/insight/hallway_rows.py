"""The journeys that a comparison rests on, and those it must leave out: counted, and said."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from throughline.insight.case_mix import CaseMix, case_mix
from throughline.insight.hallway_columns import UNKNOWN, Codes, Names, column_of, names_of, numbers
from throughline.insight.hallway_question import Question
from throughline.insight.hallway_units import NothingToCompare
from throughline.insight.hallway_waiting import waited, with_curves
from throughline.insight.intervals import Numbers
from throughline.insight.rung import Summary

FEWEST_JOURNEYS = 10
"""A unit with fewer is shown, greyed, and not judged."""


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class AllJourneys:
    """All journeys in the order of their names, so that results do not depend on the order of an engine."""

    journeys: pa.Table
    units: Names
    open_now: NDArray[np.bool_]
    mix: CaseMix


@dataclass(frozen=True, kw_only=True, slots=True)
class SmallUnit:
    """A unit with too few journeys to be judged."""

    unit: str
    n: int
    raw: float


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Rows:
    """The journeys compared: a value each, and which of `units` each belongs to; `kept` are their places."""

    values: Numbers
    unit: Codes
    units: tuple[str, ...]
    small: tuple[SmallUnit, ...]
    kept: NDArray[np.intp]
    notes: tuple[str, ...]


def all_journeys(journeys: pa.Table, unit: str, mix: Sequence[str]) -> AllJourneys:
    """Journeys with their units and their case mix.

    Raises:
        NothingToCompare: where journeys name no such unit.
    """
    column = column_of(journeys, unit)
    if column is None:
        raise NothingToCompare(f"The journeys do not name a “{unit}”, so there are no units to compare.")
    ordered = journeys.sort_by("journey") if "journey" in journeys.column_names else journeys
    units = names_of(column_of(ordered, unit))
    kept = [name for name in mix if name.removeprefix("attribute.") != unit.removeprefix("attribute.")]
    return AllJourneys(
        journeys=ordered, units=units, open_now=_open(ordered), mix=case_mix(ordered, kept, units)
    )


def rows_of(every: AllJourneys, question: Question) -> Rows:
    """The journeys that tell this measure, in units that can be judged."""
    known = every.units.codes != UNKNOWN
    found = waited(every.journeys, question, every.open_now)
    told = ~np.isnan(found.values)
    kept = np.flatnonzero(told & known)
    unit, values, final = every.units.codes[kept], found.values[kept], found.final[kept]
    counts = np.bincount(unit, minlength=len(every.units.names))
    judged = np.flatnonzero(counts >= FEWEST_JOURNEYS)
    small = tuple(
        SmallUnit(unit=every.units.names[one], n=int(counts[one]), raw=float(values[unit == one].mean()))
        for one in np.flatnonzero((counts > 0) & (counts < FEWEST_JOURNEYS))
    )
    stays = np.isin(unit, judged)
    places = np.full(len(counts), UNKNOWN, dtype=np.intp)
    places[judged] = np.arange(len(judged))
    unit_of = places[unit[stays]]
    curves = values[stays]
    if question.summary is not Summary.MEDIAN:
        curves = with_curves(curves, final[stays], unit_of, found.horizon)
    return Rows(
        values=curves,
        unit=unit_of,
        units=tuple(every.units.names[one] for one in judged),
        small=small,
        kept=kept[stays],
        notes=(*_left_out(told, known, small), *found.told(question, every.open_now)),
    )


def _open(journeys: pa.Table) -> NDArray[np.bool_]:
    """Journeys that were seen not to have ended; none where the log knows no endings."""
    closed = column_of(journeys, "closed")
    if closed is None:
        return np.zeros(journeys.num_rows, dtype=np.bool_)
    return np.asarray(numbers(closed) == 0)


def _left_out(told: NDArray[np.bool_], known: NDArray[np.bool_], small: Sequence[SmallUnit]) -> Iterator[str]:
    """What is not in the comparison, in sentences."""
    total = len(told)
    if not known.all():
        yield f"{np.sum(~known):,} of {total:,} journeys name no unit and are left out."
    if np.any(known & ~told):
        yield f"{np.sum(known & ~told):,} of {total:,} journeys do not tell this and are left out."
    if small:
        yield (
            f"{len(small)} {'unit has' if len(small) == 1 else 'units have'} fewer than {FEWEST_JOURNEYS} "
            "journeys: shown, not judged."
        )
