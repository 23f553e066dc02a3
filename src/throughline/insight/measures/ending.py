"""How a journey ended, and whether the person got what they came for."""

from collections.abc import Iterator

import ibis
from ibis import _

from throughline.insight.measures.carried import Carried
from throughline.insight.measures.kinds import ENDED, OBSERVED, REOPENED
from throughline.insight.measures.measure import Measure, Need
from throughline.insight.measures.scene import ORDER, Family, Scene
from throughline.insight.rung import Better, Tier


def _by_what(carried: Carried) -> str:
    told = [
        what
        for there, what in (
            (carried.goals, f"{carried.goals:,} endings that say whether they reach the goal"),
            (carried.outcomes, f"{carried.outcomes:,} outcomes looked at afterwards"),
        )
        if there
    ]
    return f"over {' and '.join(told)}"


GOAL = Measure(
    name="goal_reached",
    title="Reached what they came for",
    question="Did the person get what they came for?",
    tier=Tier.OUTCOME,
    better=Better.HIGHER,
    unit="share",
    definition="1 where the ending reaches the goal, 0 where it does not. Where endings do not say, the "
    "outcomes that were looked at: 1 if every one was achieved, each by its newest look.",
    numerator="journeys whose ending reaches the goal, or whose outcomes were all achieved",
    denominator="journeys of which that is known",
    population="journeys that have ended",
    missing="A journey that is open, or of which nothing is known, has no value.",
    source="MEASURES 1.1 and 1.3",
    needs=(
        Need(
            met=lambda carried: carried.goals + carried.outcomes > 0,
            lacks="does not say whether people got what they came for",
            record="look back at each journey and record its outcome",
            mapping="list the endings, and which of them are `goals`, in a mapping file",
            mapping_first=True,
        ),
    ),
    basis=_by_what,
    value=lambda journeys: journeys.goal,
    among="closed",
)


def _counted(scene: Scene) -> Iterator[ibis.Table]:
    if scene.carried.goals + scene.carried.outcomes:
        yield _goal(scene)


def ended_how(record: ibis.Table) -> ibis.Table:
    """Per journey whose last turn was an ending: which one, and whether that is the goal."""
    newest = ibis.window(group_by="journey", order_by=[ibis.desc(name) for name in ORDER])
    turns = record.filter(record.kind.isin([ENDED, REOPENED])).select(
        "journey", "kind", "key", "value", back=ibis.row_number().over(newest)
    )
    last = turns.filter(turns.back == 0, turns.kind == ENDED)
    return last.select("journey", ending=last.key, reached=last.value, closed=ibis.literal(True))


def _goal(scene: Scene) -> ibis.Table:
    """The ending's word first; without one, every outcome by its newest look."""
    journeys, record = scene.journeys, scene.record
    newest = ibis.window(group_by=["journey", "key"], order_by=[ibis.desc(name) for name in ORDER])
    looked = record.filter(record.kind == OBSERVED, record.value.notnull()).select(
        "journey", "value", back=ibis.row_number().over(newest)
    )
    outcomes = looked.filter(looked.back == 0).group_by("journey").aggregate(achieved=_.value.min())
    both = journeys.left_join(outcomes, "journey")
    return both.select("journey", goal=ibis.coalesce(both.reached, both.achieved))


FAMILY = Family(measures=(GOAL,), counted=_counted)
