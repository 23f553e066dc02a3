"""Nobody is called the best whose journeys were cut off: little of everything is then no good sign."""

from collections.abc import Container
from dataclasses import replace

from throughline.insight.hallway_question import GOAL
from throughline.insight.hallway_walked import Office, Walk
from throughline.insight.ride import Ride
from throughline.insight.splits import cut_off_in


def judged(walk: Walk, ride: Ride, by: str = "unit") -> Walk:
    """A walk over the units of a ride, with the verdict that their endings allow."""
    return none_cut_off_is_best(walk, cut_off_in(ride, by))


def none_cut_off_is_best(walk: Walk, cut_off: Container[str]) -> Walk:
    """No praise and no chance of being best for those; at reaching the goal, being cut off counts itself."""
    if walk.question.measure == GOAL:
        return walk
    ranking = walk.ranking
    top = tuple(unit for unit in ranking.top if unit not in cut_off)
    praised = replace(
        walk,
        units=tuple(_without_chance(unit) if unit.unit in cut_off else unit for unit in walk.units),
        ranking=replace(ranking, top=top),
    )
    if ranking.best is None or ranking.best not in cut_off:
        return praised
    why_not = (
        f"{ranking.best} comes out first and is not called the best: many of its journeys are still "
        "open or ended without the goal."
    )
    return replace(praised, ranking=replace(praised.ranking, best=None, why_not=why_not))


def _without_chance(unit: Office) -> Office:
    return replace(unit, chance_of_being_best=None)
