"""Walking the hallway: everything there is to say about the units of one organisation on one measure."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pyarrow as pa

from throughline.insight.distance import Distance, distance_between
from throughline.insight.hallway_adjusting import Way, adjust
from throughline.insight.hallway_columns import attributes_of
from throughline.insight.hallway_comparing import of_many, of_two
from throughline.insight.hallway_endings import questions_of_endings
from throughline.insight.hallway_question import GOAL, Question, is_yes_or_no, question_of
from throughline.insight.hallway_rows import AllJourneys, all_journeys, rows_of
from throughline.insight.hallway_units import NothingToCompare
from throughline.insight.hallway_walked import NotWalked, Office, Walk
from throughline.insight.measures.catalogue import MEASURES
from throughline.insight.rung import Better, Summary

__all__ = ["NotWalked", "Office", "Walk", "distance_of", "hallway_of", "walk", "walk_all"]

FEWEST_TO_COMPARE, FEWEST_TO_RANK = 2, 3
NOT_BETWEEN_UNITS = {
    "upc": "It falls with more contacts by arithmetic alone, so comparing units by it would compare how long "
    "their journeys are. Compare continuity of care instead."
}


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
    """Every measure that the journeys tell, the goal and every ending. Without `mix`, all attributes are one.

    Raises:
        NothingToCompare: where journeys name no such unit.
    """
    every = all_journeys(journeys, unit, attributes_of(journeys) if mix is None else mix)
    told = [measure.name for measure in MEASURES if measure.name in journeys.column_names]
    if GOAL not in told and "goal" in journeys.column_names:
        told.append(GOAL)
    questions = [*map(question_of, told), *questions_of_endings(journeys)]
    return {question.measure: _tried(every, question, way) for question in questions}


def _tried(every: AllJourneys, question: Question, way: Way) -> Walk | NotWalked:
    if question.measure in NOT_BETWEEN_UNITS:
        return NotWalked(measure=question.measure, why=NOT_BETWEEN_UNITS[question.measure])
    try:
        return walk(every, question, way)
    except NothingToCompare as refusal:
        return NotWalked(measure=question.measure, why=str(refusal))


def walk(every: AllJourneys, question: Question, way: Way = Way.AUTO) -> Walk:
    """One comparison over journeys that were made ready."""
    rows = rows_of(every, question)
    if len(rows.units) < FEWEST_TO_COMPARE:
        raise NothingToCompare(
            "A comparison needs two units with enough journeys that tell this; "
            f"there {'is' if len(rows.units) == 1 else 'are'} {len(rows.units)}."
        )
    if is_yes_or_no(question, rows.values):
        question = replace(question, summary=Summary.SHARE)
    made = adjust(rows.values, rows.unit, rows.units, every.mix.at(rows.kept), question, way)
    if len(rows.units) < FEWEST_TO_RANK:
        return of_two(every, question, rows, made)
    return of_many(every, question, rows, made)
