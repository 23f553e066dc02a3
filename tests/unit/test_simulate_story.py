"""There is something true to find in the simulated service, and it lies in what people live through."""

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from statistics import mean, median

import pytest

from throughline.blueprint.model import EndingKind
from throughline.blueprint.reading import read_design
from throughline.eventlog.shape import By
from throughline.journey import events as e
from throughline.journey.events import About
from throughline.simulate import SimulatedJourney, simulate
from throughline.simulate.manner import IMPROVED_FOR, WORN_FOR

DESIGN = read_design(Path(__file__).parents[2] / "examples" / "food-business-licence")
UNTIL = datetime(2026, 11, 23, 15, tzinfo=UTC)
EVER = datetime.min.replace(tzinfo=UTC)
INSIDE_OUT = {"harbour", "westgate"}

Journeys = list[SimulatedJourney]


@pytest.fixture(scope="module")
def service() -> Journeys:
    return list(simulate(DESIGN, seed=11, until=UNTIL, journeys=400))


@pytest.fixture(scope="module")
def outside_in(service: Journeys) -> Journeys:
    return [one for one in service if one.unit == "riverside"]


@pytest.fixture(scope="module")
def inside_out(service: Journeys) -> Journeys:
    return [one for one in service if one.unit in INSIDE_OUT]


def count(journeys: Journeys, *kinds: type[e.Event]) -> int:
    return sum(isinstance(event, kinds) for one in journeys for event in one.events)


def agreeing(journeys: Journeys, question: str) -> float:
    """The share of answers at an ending that are four or five."""
    scores = [
        event.score
        for one in journeys
        for event in one.events
        if isinstance(event, e.QuestionAnswered) and event.question == question and event.ending
    ]
    return mean(score >= 4 for score in scores)


def achieved(journeys: Journeys, outcome: str) -> float:
    return mean(
        event.achieved
        for one in journeys
        for event in one.events
        if isinstance(event, e.OutcomeObserved) and event.outcome == outcome
    )


def kept(journeys: Journeys) -> float:
    made = count(journeys, e.PromiseKept, e.PromiseBroken)
    return count(journeys, e.PromiseKept) / made


def days_until_decided(journeys: Journeys) -> list[float]:
    """From the start to the first ending."""
    return [
        (event.at - one.events[0].at).total_seconds() / 86_400
        for one in journeys
        for event in list(_endings(one))[:1]
    ]


def _endings(journey: SimulatedJourney) -> Iterable[e.JourneyEnded]:
    return (event for event in journey.events if isinstance(event, e.JourneyEnded))


def desk_hours(journeys: Journeys) -> float:
    """What the office looks at: the median time between taking work up and being done with it."""
    hours: list[float] = []
    for one in journeys:
        taken: dict[str, datetime] = {}
        for event in one.events:
            match event:
                case e.StepStarted():
                    taken[event.step] = event.at
                case e.StepDone(step=step) if step in taken:
                    hours.append((event.at - taken.pop(step)).total_seconds() / 3600)
    return median(hours)


def ended_between(journeys: Journeys, since: datetime, until: datetime) -> Journeys:
    return [one for one in journeys if one.state.ended_at and since <= one.state.ended_at < until]


def test_the_office_that_works_outside_in_is_better_to_be_in(
    outside_in: Journeys, inside_out: Journeys
) -> None:
    for question in ("one_person", "heard", "knew_what_to_expect", "clear"):
        assert agreeing(outside_in, question) > agreeing(inside_out, question) + 0.15, question


def test_and_lives_go_better_after_it(outside_in: Journeys, inside_out: Journeys) -> None:
    assert achieved(outside_in, "trading-at-90-days") > achieved(inside_out, "trading-at-90-days") + 0.05
    assert achieved(outside_in, "understands-duties") > achieved(inside_out, "understands-duties") + 0.25


def test_while_the_desks_are_as_quick_everywhere(outside_in: Journeys, inside_out: Journeys) -> None:
    assert desk_hours(inside_out) == pytest.approx(desk_hours(outside_in), rel=0.4)


def test_and_every_office_decides_in_time(outside_in: Journeys, inside_out: Journeys) -> None:
    for journeys in (outside_in, inside_out):
        assert mean(days <= 84 for days in days_until_decided(journeys)) > 0.8


def test_what_differs_is_in_the_record(outside_in: Journeys, inside_out: Journeys) -> None:
    assert count(outside_in, e.GuideAssigned) < 1.2 * len(outside_in)
    assert count(inside_out, e.GuideAssigned) > 1.5 * len(inside_out)
    assert kept(outside_in) > kept(inside_out) + 0.1
    assert _chases(outside_in) * 2 < _chases(inside_out)


def _chases(journeys: Journeys) -> float:
    chasing = {About.CHASE, About.COMPLAINT}
    written = sum(
        isinstance(ev, e.MessageReceived) and ev.about in chasing for one in journeys for ev in one.events
    )
    return written / len(journeys)


def guides_lost(journeys: Journeys, since: datetime, until: datetime) -> float:
    """How often another guide was named, for each piece of our work done in that time."""
    events = [event for one in journeys for event in one.events if since <= event.at < until]
    renamed = sum(isinstance(event, e.GuideAssigned) and event.actor.by is By.STAFF for event in events)
    return renamed / sum(isinstance(event, e.StepDone) and event.actor.by is By.STAFF for event in events)


def test_one_office_changed_one_thing_nine_months_ago(service: Journeys) -> None:
    here = [one for one in service if one.unit == "northfield"]
    changed = UNTIL - IMPROVED_FOR

    assert guides_lost(here, EVER, changed) > 0.15
    assert guides_lost(here, changed, UNTIL) < 0.05


def test_one_office_wears_out_while_its_desks_get_quicker(service: Journeys) -> None:
    here = [one for one in service if one.unit == "old-town"]
    worn = UNTIL - WORN_FOR

    assert guides_lost(here, worn, UNTIL) > 2 * guides_lost(here, EVER, worn)
    assert desk_hours(ended_between(here, worn, UNTIL)) < desk_hours(ended_between(here, EVER, worn))


def test_every_kind_of_ending_is_reached_and_some_are_under_way(service: Journeys) -> None:
    assert {one.state.ending_kind for one in service} == {*EndingKind, None}


def test_not_everybody_answers(service: Journeys) -> None:
    ended = [one for one in service if one.state.ended_at]
    answering = [
        one for one in ended if any(isinstance(ev, e.QuestionAnswered) and ev.ending for ev in one.events)
    ]

    assert 0.25 < len(answering) / len(ended) < 0.75


def test_everything_that_an_office_does_occurs(service: Journeys) -> None:
    kinds = {type(event) for one in service for event in one.events}
    left_out = {e.FactReused, e.FactWithdrawn, e.HandoffDeclined, e.EngagementChosen, e.StepSkipped}

    assert kinds == set(e.JourneyEvent.__args__) - left_out
