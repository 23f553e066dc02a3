"""Each rule finds the journey that breaks it, and finds nothing in one that is as it should be."""

import math
from dataclasses import replace
from datetime import timedelta

import pytest
from tests.journeys import (
    AMARA,
    BEN,
    MONDAY,
    SYSTEM,
    Ride,
    food_business,
    garden_plot,
    granted,
    sorted_out,
    staff,
    started,
)

from throughline.blueprint.model import EndingKind
from throughline.journey import events as e
from throughline.journey.invariants import find_broken

CHIDI = staff("chidi", "soil")
WANDA = staff("wanda", "water")
LATER = MONDAY + timedelta(days=1)
DUE = MONDAY + timedelta(days=9)


@pytest.mark.parametrize("design", [garden_plot, food_business])
def test_a_ride_to_the_end_breaks_nothing(design: object) -> None:
    ride = granted(design())  # type: ignore[operator]  # one of the designs

    assert find_broken(ride.events, ride.design) == ()


def test_a_journey_without_events_has_nothing_to_break() -> None:
    assert find_broken([], garden_plot()) == ()


OFFERED = e.HandoffOffered(
    at=LATER, actor=CHIDI, handoff="h", how=e.HandoffKind.REFER, step="soil-check", to="water", context="c"
)
WITHDRAWN = e.JourneyEnded(at=LATER, actor=AMARA, ending="withdrawn", ending_kind=EndingKind.WITHDRAWN)
SHED = e.FactCorrected(at=LATER, actor=BEN, fact="wants_shed", content="c", source=e.Source.STAFF, code=True)

FORGED: dict[str, list[e.JourneyEvent]] = {
    "begins once": [started().events[0]],
    "time runs forward": [e.NoteWritten(at=MONDAY - timedelta(days=1), actor=BEN, content="c-1")],
    "no personal content": [e.GoalStated(at=LATER, actor=BEN, goal="call her sister", content="c-1")],
    "asked once": [e.FactAsked(at=LATER, actor=SYSTEM, fact="who")],
    "corrected in the open": [
        e.FactGiven(at=LATER, actor=AMARA, fact="who", content="c-1", source=e.Source.PERSON)
    ],
    "only what is open": [e.StepDone(at=LATER, actor=AMARA, step="sign")],
    "received, not thrown": [OFFERED, e.HandoffAccepted(at=LATER, actor=CHIDI, handoff="h")],
    "answered once": [
        OFFERED,
        e.HandoffDeclined(at=LATER, actor=WANDA, handoff="h", reason="c"),
        e.HandoffAccepted(at=LATER, actor=WANDA, handoff="h"),
    ],
    "made once": [e.PromiseMade(at=LATER, actor=SYSTEM, promise="soil-check.1", due=DUE, step="soil-check")],
    "ahead": [e.PromiseMade(at=LATER, actor=SYSTEM, promise="call-back.1", due=MONDAY)],
    "closed is closed": [e.PromiseRenegotiated(at=LATER, actor=BEN, promise="sort.1", due=DUE)],
    "broken in the open": [e.PromiseBroken(at=LATER, actor=SYSTEM, promise="soil-check.1")],
    "renegotiated": [e.PromiseRenegotiated(at=LATER, actor=CHIDI, promise="soil-check.1", due=LATER)],
    "the clock": [e.PromisePaused(at=LATER, actor=SYSTEM, promise="soil-check.1", turn=e.Turn.WITH_YOU)],
    "one promise": [e.PromiseReleased(at=LATER, actor=SYSTEM, promise="soil-check.1")],
    "promised what is open": [e.StepSkipped(at=LATER, actor=CHIDI, step="soil-check", reason="not needed")],
    "a guide, always": [e.StandInAssigned(at=LATER, actor=BEN, stand_in="ben")],
    "asked": [SHED],
    "closed at the end": [WITHDRAWN],
    "an end is an end": [WITHDRAWN, e.FactAsked(at=LATER, actor=SYSTEM, fact="signature")],
    "an ending": [replace(WITHDRAWN, ending="vanished")],
    "the end is a stage": [replace(WITHDRAWN, ending="granted", ending_kind=EndingKind.GRANTED)],
    "follows": [e.PromiseKept(at=LATER, actor=SYSTEM, promise="no-such.1")],
    "written as it is": [replace(SHED, code=math.nan)],
}


@pytest.mark.parametrize("rule", FORGED)
def test_what_was_forged_is_found_and_said_in_a_sentence(rule: str) -> None:
    ride = sorted_out(wants_shed=False)

    found = find_broken([*ride.events, *FORGED[rule]], ride.design)

    assert rule in {one.rule for one in found}
    assert all(one.says.endswith(".") for one in found)


def test_a_journey_whose_guide_was_lost_is_found() -> None:
    ride = started()

    found = find_broken(
        [event for event in ride.events if not isinstance(event, e.GuideAssigned)], ride.design
    )

    assert {one.says for one in found} == {"No named person stays with this journey."}


def test_a_missed_date_that_was_called_kept_is_found() -> None:
    ride = sorted_out()
    late = ride.events[-1].at + timedelta(days=60)
    done = e.StepDone(at=late, actor=CHIDI, step="soil-check", decides="soil", decision="clean")
    kept = e.PromiseKept(at=late, actor=SYSTEM, promise="soil-check.1")

    found = find_broken([*ride.events, done, kept], ride.design)

    assert [one.rule for one in found] == ["broken in the open"]
    assert found[0].seq == len(ride.events) + 2


def test_a_journey_in_which_nothing_will_ever_happen_is_found() -> None:
    ride = sorted_out()
    done = [
        e.StepDone(at=LATER, actor=CHIDI, step=step)
        for step in ("soil-check", "water-check", "talk", "sign", "hand-over")
    ]
    closed = [
        e.PromiseKept(at=LATER, actor=SYSTEM, promise=promise)
        for promise in ("soil-check.1", "water-check.1", "talk.1")
    ]
    given = e.FactGiven(
        at=LATER, actor=AMARA, fact="signature", content="c", source=e.Source.PERSON, code=True
    )

    found = find_broken([*ride.events, *done, *closed, given], ride.design)

    assert "no dead end" in {one.rule for one in found}


def test_what_is_said_names_the_event() -> None:
    ride = Ride(garden_plot())
    note = e.NoteWritten(at=MONDAY, actor=BEN, content="c-1")

    found = find_broken([note], ride.design)

    assert str(found[0]).startswith("Event 1: A journey begins with its start")
