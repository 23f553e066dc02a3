"""Walking the hallway: everything there is to say about the units of one organisation on one measure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa

from throughline.insight import funnel_scales
from throughline.insight.case_mix_model import Adjusted
from throughline.insight.distance import Distance, distance_between
from throughline.insight.funnel import Funnel, funnel_of
from throughline.insight.hallway import ASSOCIATION, Gap, Hallway, compare
from throughline.insight.hallway_adjusting import Adjustment, Way, adjust
from throughline.insight.hallway_columns import attributes_of
from throughline.insight.hallway_difference import Z95, Difference, difference_of
from throughline.insight.hallway_question import GOAL, Question, is_yes_or_no, question_of
from throughline.insight.hallway_ranking import TooAlikeToRank, best, bottom_group, top_group, worst
from throughline.insight.hallway_rows import AllJourneys, Rows, SmallUnit, all_journeys, rows_of
from throughline.insight.hallway_units import NothingToCompare, UnitResult
from throughline.insight.intervals import Interval
from throughline.insight.measures.catalogue import MEASURES
from throughline.insight.rung import Better, Summary

FEWEST_TO_RANK = 3
NO_DIRECTION = "Nobody told us whether more or less of this is good, so no unit is best or worst."
TWO_UNITS = "With two units there is nothing to rank; their difference is what there is to see."


@dataclass(frozen=True, kw_only=True, slots=True)
class Office:
    """One unit: as seen, made comparable, and as believed with its interval.

    `chance_of_being_best` is None where nobody can be best: with two units, or without a direction.
    """

    unit: str
    n: int
    raw: float
    adjusted: float
    shrunk: float
    interval: Interval
    reliability: float
    chance_of_being_best: float | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Ranking:
    """Who is best and who is worst, or why nobody is named there; and the groups at both ends."""

    best: str | None = None
    worst: str | None = None
    why_not: str = ""
    top: tuple[str, ...] = ()
    bottom: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Walk:
    """One comparison, whole. Units stand in the order of their names: the order is not a ranking.

    `widest` are the two that differ most; with two units `difference` takes its place, and there is no
    funnel. `distance` explains those two, on average, also where medians are compared.
    """

    question: Question
    units: tuple[Office, ...]
    small: tuple[SmallUnit, ...]
    typical: float
    between_sd: float
    reliability: float
    chance_if_all_alike: float
    ranking: Ranking
    widest: Gap | None
    difference: Difference | None
    funnel: Funnel | None
    distance: Distance
    mix: tuple[str, ...]
    way: Way | None
    notes: tuple[str, ...]
    caution: str = ASSOCIATION

    @property
    def n(self) -> int:
        """Journeys in the comparison."""
        return sum(unit.n for unit in self.units)


@dataclass(frozen=True, kw_only=True, slots=True)
class NotWalked:
    """A measure on which units cannot be compared, and why."""

    measure: str
    why: str


def hallway_of(
    journeys: pa.Table,
    measure: str,
    *,
    unit: str = "unit",
    mix: Sequence[str] = (),
    better: Better | None = None,
    summary: Summary | None = None,
    way: Way = Way.AUTO,
) -> Walk:
    """Units side by side on one measure, on `goal_reached` or on `ending:NAME`.

    `unit` and `mix` are columns or the plain names of case attributes.

    Raises:
        NothingToCompare: with fewer than two units that can be judged, or when nothing differs.
    """
    return walk(all_journeys(journeys, unit, mix), question_of(measure, better=better, summary=summary), way)


def distance_of(
    journeys: pa.Table, measure: str, one: str, other: str, *, unit: str = "unit", mix: Sequence[str] = ()
) -> Distance:
    """The distance between two units of one's choice, explained: the first less the second.

    Raises:
        NothingToCompare: where one of them has too few journeys that tell this.
    """
    every, question = all_journeys(journeys, unit, mix), question_of(measure)
    rows = rows_of(every, question)
    for name in (one, other):
        if name not in rows.units:
            raise NothingToCompare(f"“{name}” has too few journeys that tell this to be compared.")
    return distance_between(every, question, rows, one, other)


def walk_all(
    journeys: pa.Table, *, unit: str = "unit", mix: Sequence[str] | None = None, way: Way = Way.AUTO
) -> Mapping[str, Walk | NotWalked]:
    """Every measure that the journeys tell, and the goal. Without `mix`, every case attribute is one.

    Raises:
        NothingToCompare: where journeys name no such unit.
    """
    every = all_journeys(journeys, unit, attributes_of(journeys) if mix is None else mix)
    told = [measure.name for measure in MEASURES if measure.name in journeys.column_names]
    if GOAL not in told and "goal" in journeys.column_names:
        told.append(GOAL)
    return {measure: _tried(every, question_of(measure), way) for measure in told}


def _tried(every: AllJourneys, question: Question, way: Way) -> Walk | NotWalked:
    try:
        return walk(every, question, way)
    except NothingToCompare as refusal:
        return NotWalked(measure=question.measure, why=str(refusal))


def walk(every: AllJourneys, question: Question, way: Way = Way.AUTO) -> Walk:
    """One comparison over journeys that were made ready."""
    rows = rows_of(every, question)
    if len(rows.units) < 2:
        raise NothingToCompare(
            "A comparison needs two units with enough journeys that tell this; "
            f"there {'is' if len(rows.units) == 1 else 'are'} {len(rows.units)}."
        )
    yes_or_no = is_yes_or_no(question, rows.values)
    if yes_or_no:
        question = replace(question, summary=Summary.SHARE)
    mix = every.mix.at(rows.kept)
    made = adjust(
        rows.values, rows.unit, rows.units, mix, yes_or_no=yes_or_no, summary=question.summary, way=way
    )
    if len(rows.units) < FEWEST_TO_RANK:
        return _two(every, question, rows, made)
    return _many(every, question, rows, made)


def _many(every: AllJourneys, question: Question, rows: Rows, made: Adjustment) -> Walk:
    adjusted = made.adjusted
    hallway = compare(question.rung, _results(rows.units, adjusted))
    pair = (hallway.widest.better, hallway.widest.worse)
    return Walk(
        question=question,
        units=tuple(_offices(hallway, adjusted, question)),
        small=rows.small,
        typical=hallway.typical,
        between_sd=hallway.between_sd,
        reliability=hallway.reliability,
        chance_if_all_alike=hallway.chance_if_all_alike,
        ranking=_ranking(hallway, question),
        widest=hallway.widest,
        difference=None,
        funnel=_funnel(question, rows, made),
        distance=distance_between(every, question, rows, *pair),
        mix=every.mix.names,
        way=made.way,
        notes=(*made.said, *rows.notes),
    )


def _two(every: AllJourneys, question: Question, rows: Rows, made: Adjustment) -> Walk:
    """Two units tell nothing of how units differ in general, so nothing is shrunk."""
    adjusted = made.adjusted
    if not np.any(adjusted.variances > 0):
        raise NothingToCompare("All values are the same: there is no difference to look at.")
    difference = difference_of(rows.units, adjusted)
    weights = adjusted.n / adjusted.n.sum()
    return Walk(
        question=question,
        units=tuple(_alone(rows.units, adjusted)),
        small=rows.small,
        typical=float(weights @ adjusted.values),
        between_sd=float(np.std(adjusted.values, ddof=1)),
        reliability=1.0,
        chance_if_all_alike=difference.chance_if_alike,
        ranking=Ranking(why_not=TWO_UNITS),
        widest=None,
        difference=difference,
        funnel=None,
        distance=distance_between(every, question, rows, *rows.units),
        mix=every.mix.names,
        way=made.way,
        notes=(*made.said, *rows.notes),
    )


def _funnel(question: Question, rows: Rows, made: Adjustment) -> Funnel:
    """Adjusted values by size; standardised ratios where those were taken."""
    adjusted, n = made.adjusted, made.adjusted.n.astype(np.float64)
    if adjusted.expected is not None:
        scaled = funnel_scales.ratios(adjusted.raw * n, adjusted.expected)
        return funnel_of(rows.units, scaled, times=float(rows.values.mean()))
    if question.summary is Summary.SHARE:
        return funnel_of(rows.units, funnel_scales.proportions(adjusted.values * n, n))
    variance = float(np.average(adjusted.noise * n, weights=n))
    return funnel_of(rows.units, funnel_scales.means(adjusted.values, n, variance))


def _results(units: Sequence[str], adjusted: Adjusted) -> list[UnitResult]:
    return [
        UnitResult(unit=unit, value=float(value), n=int(n), variance=float(variance))
        for unit, value, n, variance in zip(
            units, adjusted.values, adjusted.n, adjusted.variances, strict=True
        )
    ]


def _offices(hallway: Hallway, adjusted: Adjusted, question: Question) -> list[Office]:
    """Units are in the order of their names already, so doors and rows agree."""
    return [
        Office(
            unit=door.unit,
            n=door.n,
            raw=float(raw),
            adjusted=door.raw,
            shrunk=door.shrunk,
            interval=door.interval,
            reliability=door.reliability,
            chance_of_being_best=door.chance_of_being_best if question.better else None,
        )
        for door, raw in zip(hallway.doors, adjusted.raw, strict=True)
    ]


def _alone(units: Sequence[str], adjusted: Adjusted) -> list[Office]:
    half = Z95 * np.sqrt(adjusted.variances)
    return [
        Office(
            unit=unit,
            n=int(adjusted.n[i]),
            raw=float(adjusted.raw[i]),
            adjusted=float(adjusted.values[i]),
            shrunk=float(adjusted.values[i]),
            interval=Interval(float(adjusted.values[i] - half[i]), float(adjusted.values[i] + half[i])),
            reliability=1.0,
            chance_of_being_best=None,
        )
        for i, unit in enumerate(units)
    ]


def _ranking(hallway: Hallway, question: Question) -> Ranking:
    if question.better is None:
        return Ranking(why_not=NO_DIRECTION)
    top, bottom = top_group(hallway), bottom_group(hallway)
    try:
        first, last = best(hallway).unit, worst(hallway).unit
    except TooAlikeToRank as refusal:
        return Ranking(why_not=str(refusal), top=top, bottom=bottom)
    return Ranking(
        best=first if first in top else None,
        worst=last if last in bottom else None,
        why_not=" ".join(
            f"No unit stands out as the {end}, so none is named."
            for end, stands_out in (("best", first in top), ("worst", last in bottom))
            if not stands_out
        ),
        top=top,
        bottom=bottom,
    )
