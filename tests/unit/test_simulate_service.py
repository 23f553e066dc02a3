"""A simulated service is believable in its record: whole, repeatable, made by a journey's decisions."""

import json
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from throughline.blueprint import Design
from throughline.blueprint.organisation import Organisation
from throughline.blueprint.reading import read_blueprint, read_design
from throughline.eventlog.shape import By
from throughline.ids import ContentId
from throughline.journey import events as e
from throughline.journey.codec import write_event
from throughline.journey.fold import replay
from throughline.journey.invariants import find_broken
from throughline.journey.next import open_steps
from throughline.journey.working_days import is_working_day, local_date
from throughline.simulate import SimulatedJourney, simulate, staff_of

DESIGN = read_design(Path(__file__).parents[2] / "examples" / "food-business-licence")
LIBRARY = read_blueprint(Path(__file__).parent / "test_blueprint_small.yaml")
UNTIL = datetime(2026, 11, 23, 15, tzinfo=UTC)
FEW = 60


def some(seed: int = 7, journeys: int = FEW) -> list[SimulatedJourney]:
    return list(simulate(DESIGN, seed=seed, until=UNTIL, journeys=journeys))


@pytest.fixture(scope="module")
def service() -> list[SimulatedJourney]:
    return some()


@pytest.fixture(scope="module")
def amara(service: list[SimulatedJourney]) -> SimulatedJourney:
    return next(one for one in service if one.person.id == "amara")


def as_bytes(journeys: list[SimulatedJourney]) -> bytes:
    lines = [
        (
            one.id,
            one.person.name,
            [
                (event.kind, event.at.isoformat(), repr(event.actor), write_event(event))
                for event in one.events
            ],
            [(content.id, content.kind, content.body, content.at.isoformat()) for content in one.contents],
        )
        for one in journeys
    ]
    return json.dumps(lines).encode()


def contents_in(event: e.JourneyEvent) -> list[ContentId]:
    """Everything that an event points to."""
    match event:
        case e.StepReturned(items=items):
            return [item.content for item in items if item.content]
        case e.StandInAssigned(briefing=content) | e.CheckInAnswered(comment=content):
            return [content] if content else []
    content = getattr(event, "content", None) or getattr(event, "context", None)
    reason = getattr(event, "reason", None)
    if isinstance(event, e.FactAsked | e.StepSkipped):
        reason = None
    return [one for one in (content, reason) if one]


def test_the_same_seed_gives_the_same_service(service: list[SimulatedJourney]) -> None:
    assert as_bytes(some()) == as_bytes(service)


def test_another_seed_gives_another_service(service: list[SimulatedJourney]) -> None:
    assert as_bytes(some(seed=8)) != as_bytes(service)


def test_no_journey_breaks_what_must_always_hold(service: list[SimulatedJourney]) -> None:
    broken = [found for one in service for found in find_broken(one.events, DESIGN)]

    assert broken == []


def test_the_state_handed_over_is_the_one_that_the_events_lead_to(service: list[SimulatedJourney]) -> None:
    assert all(replay(one.events) == one.state for one in service)


def test_nothing_happens_in_the_future(service: list[SimulatedJourney]) -> None:
    assert max(event.at for one in service for event in one.events) <= UNTIL


def test_the_whole_has_the_size_that_was_asked_for(service: list[SimulatedJourney]) -> None:
    told_by_hand = 1

    assert len(service) == FEW + told_by_hand
    assert sum(len(one.events) for one in service) > 30 * FEW


def test_every_content_that_an_event_points_to_is_there_once(service: list[SimulatedJourney]) -> None:
    there = Counter(content.id for one in service for content in one.contents)
    pointed_to = [content for one in service for event in one.events for content in contents_in(event)]

    assert set(there.values()) == {1}
    assert set(pointed_to) == set(there)


def test_every_document_that_a_fact_names_is_a_picture_that_is_there(service: list[SimulatedJourney]) -> None:
    named = [
        content.body["document"]
        for one in service
        for content in one.contents
        if isinstance(content.body, dict)
    ]
    there = {document.id: document.body for one in service for document in one.documents}

    assert named
    assert set(named) == set(there)
    assert all(body.startswith(b"\x89PNG\r\n\x1a\n") for body in there.values())


def test_nobody_works_on_a_day_off(service: list[SimulatedJourney]) -> None:
    calendar = DESIGN.organisation.calendar
    worked = {
        local_date(event.at, calendar)
        for one in service
        for event in one.events
        if isinstance(event, e.StepStarted | e.MessageSent) and event.actor.by is By.STAFF
    }

    assert [day for day in worked if not is_working_day(day, calendar)] == []


def test_everybody_who_acts_works_here(service: list[SimulatedJourney]) -> None:
    staff = {one.id: one for one in staff_of(DESIGN, 7, until=UNTIL)}
    acted = {
        (event.actor.person, event.actor.function, one.unit)
        for one in service
        for event in one.events
        if event.actor.by is By.STAFF
    }

    for person, function, unit in acted:
        assert function in staff[person].functions, person  # type: ignore[index]  # staff is always named
        assert unit in staff[person].units, person  # type: ignore[index]


def test_the_cast_is_there_under_stable_names() -> None:
    staff = {one.id: one for one in staff_of(DESIGN, 99, until=UNTIL)}

    assert {who: (staff[who].roles, staff[who].functions) for who in staff if who.count("-") == 1} == {
        "staff-ben": (("guide",), ("guide",)),
        "staff-chidi": (("specialist",), ("plan-review",)),
        "staff-femi": (("specialist",), ("inspection",)),
        "staff-esi": (("leader", "designer"), ()),
    }
    assert {staff[who].units for who in ("staff-ben", "staff-chidi", "staff-femi")} == {("riverside",)}  # type: ignore[index]


def test_amara_is_halfway_with_ben_and_something_waits_for_her(amara: SimulatedJourney) -> None:
    waiting = [one for one in open_steps(DESIGN.blueprint, amara.state) if one.step.is_theirs]

    assert amara.state.open
    assert amara.state.guide == "staff-ben"
    assert [(one.step.id, [item.fact for item in one.items]) for one in waiting] == [
        ("draw-kitchen", ["kitchen_drawing"])
    ]


@pytest.mark.parametrize("day", range(23, 30))
def test_amara_can_be_met_on_any_day_of_the_week(day: int) -> None:
    until = datetime(2026, 11, day, 7, 30, tzinfo=UTC)

    (her,) = (one for one in simulate(DESIGN, seed=1, until=until, journeys=0) if one.person.id == "amara")

    assert find_broken(her.events, DESIGN) == ()
    assert her.state.open


def test_another_service_can_be_simulated_too() -> None:
    functions = tuple({"id": key, "title": key} for key in LIBRARY.functions)
    organisation = Organisation.model_validate(
        {
            "id": "library",
            "title": "Library",
            "calendar": {"zone": "Europe/Paris", "country": "FR"},
            "units": ({"id": "centre", "title": "Centre"}, {"id": "north", "title": "North"}),
            "functions": functions,
        }
    )
    design = Design(LIBRARY, organisation)

    journeys = list(simulate(design, seed=3, until=UNTIL, journeys=30, months=6))

    assert len(journeys) == 30
    assert [found for one in journeys for found in find_broken(one.events, design)] == []
