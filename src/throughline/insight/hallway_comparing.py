"""From adjusted values to a walk: shrunk and ranked where there are many units, side by side where two."""

from collections.abc import Sequence
from functools import cache, partial

import numpy as np

from throughline.insight import funnel_scales
from throughline.insight.case_mix_model import Adjusted
from throughline.insight.distance import distance_between
from throughline.insight.funnel import Funnel, funnel_of
from throughline.insight.hallway import Hallway, compare
from throughline.insight.hallway_adjusting import Adjustment
from throughline.insight.hallway_difference import Z95, difference_of
from throughline.insight.hallway_question import Question
from throughline.insight.hallway_ranking import TooAlikeToRank, best, bottom_group, top_group, worst
from throughline.insight.hallway_rows import AllJourneys, Rows
from throughline.insight.hallway_units import NothingToCompare, UnitResult
from throughline.insight.hallway_walked import Office, Ranking, Walk
from throughline.insight.intervals import Interval
from throughline.insight.rung import Summary

SIDES = np.array([-1.0, 1.0])
NO_DIRECTION = "Nobody told us whether more or less of this is good, so no unit is best or worst."
TWO_UNITS = (
    "Only two units can be judged, so there is nothing to rank: their difference is what there is to see."
)


def of_many(every: AllJourneys, question: Question, rows: Rows, made: Adjustment) -> Walk:
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
        explain=cache(partial(distance_between, every, question, rows, *pair)),
        mix=every.mix.names,
        way=made.way,
        notes=(*made.said, *rows.notes),
    )


def of_two(every: AllJourneys, question: Question, rows: Rows, made: Adjustment) -> Walk:
    """Two units tell nothing of how units differ in general, so nothing is shrunk."""
    adjusted = made.adjusted
    if not np.any(adjusted.variances > 0):
        raise NothingToCompare("All values are the same: there is no difference to look at.")
    difference = difference_of(rows.units, adjusted)
    weights = adjusted.n / adjusted.n.sum()
    return Walk(
        question=question,
        units=tuple(_alone(rows.units, adjusted, question)),
        small=rows.small,
        typical=float(weights @ adjusted.values),
        between_sd=float(np.std(adjusted.values, ddof=1)),
        reliability=1.0,
        chance_if_all_alike=difference.chance_if_alike,
        ranking=Ranking(why_not=TWO_UNITS),
        widest=None,
        difference=difference,
        funnel=None,
        explain=cache(partial(distance_between, every, question, rows, *rows.units)),
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
            interval=question.possible(door.interval),
            reliability=door.reliability,
            chance_of_being_best=door.chance_of_being_best if question.better else None,
        )
        for door, raw in zip(hallway.doors, adjusted.raw, strict=True)
    ]


def _alone(units: Sequence[str], adjusted: Adjusted, question: Question) -> list[Office]:
    half = Z95 * np.sqrt(adjusted.variances)
    return [
        Office(
            unit=unit,
            n=int(adjusted.n[i]),
            raw=float(adjusted.raw[i]),
            adjusted=float(adjusted.values[i]),
            shrunk=float(adjusted.values[i]),
            interval=question.possible(Interval(*(adjusted.values[i] + half[i] * SIDES).tolist())),
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
