"""Two writers at once on one journey: one is written, the other is told or decides again. Nothing is lost."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Barrier

import pytest
from django.db import connection

from throughline.actions import act as acting
from throughline.actions.act import act
from throughline.actions.new_ids import new_content
from throughline.blueprint import Design
from throughline.ids import JourneyId
from throughline.journey.decisions import words
from throughline.journey.decisions.deciding import Events
from throughline.journey.events import SYSTEM
from throughline.journey.state import State
from throughline.store.models import Content, Event, Journey
from throughline.store.writing import NewContent, SomebodyWasFirst

pytestmark = pytest.mark.django_db(transaction=True)


def write_when_both_have_read(journey: JourneyId, at: datetime, both_have_read: Barrier) -> str:
    """Send one message, having waited until the other writer has seen the same journey."""
    said = NewContent(id=new_content(at), kind="message", body="Hello")
    tries: list[int] = []

    def decide(state: State, design: Design, when: datetime) -> Events:
        tries.append(state.seq)
        if len(tries) == 1:
            both_have_read.wait(timeout=10)
        return words.send_message(state, design, at=when, by=SYSTEM, content=said.id)

    try:
        act(journey, at=at, decide=decide, contents=[said])
    except SomebodyWasFirst as refusal:
        return str(refusal)
    finally:
        connection.close()
    return "written"


def both(journey: JourneyId, at: datetime) -> list[str]:
    both_have_read = Barrier(2)
    with ThreadPoolExecutor(2) as pool:
        runs = [pool.submit(write_when_both_have_read, journey, at, both_have_read) for _ in range(2)]
        return sorted(run.result() for run in runs)


def test_the_second_writer_decides_again_on_what_the_first_left(journey: JourneyId, later: datetime) -> None:
    before = Journey.objects.get(id=journey).seq

    outcomes = both(journey, later)

    assert outcomes == ["written", "written"]
    recorded = list(Event.objects.filter(journey=journey).order_by("seq"))
    assert [one.seq for one in recorded] == list(range(1, before + 3))
    assert Journey.objects.get(id=journey).seq == before + 2
    assert Content.objects.filter(kind="message").count() == 2


def test_a_writer_who_may_not_try_again_is_told_and_leaves_nothing(
    journey: JourneyId, later: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(acting, "TRIES", 1)
    before = Journey.objects.get(id=journey).seq

    outcomes = both(journey, later)

    assert outcomes == [str(SomebodyWasFirst()), "written"]
    assert Event.objects.filter(journey=journey).count() == before + 1
    assert Content.objects.filter(kind="message").count() == 1


def test_two_who_start_the_same_journey_start_one(design: Design, cast: object, at: datetime) -> None:
    from throughline.eventlog.shape import By
    from throughline.ids import StaffId, StakeholderId, UnitId
    from throughline.journey.decisions.beginning import start_journey
    from throughline.journey.decisions.deciding import NotNow
    from throughline.journey.events import Actor

    person = StakeholderId("amara")
    both_have_read = Barrier(2)

    def start(_: int) -> str:
        seen: list[int] = []

        def decide(state: State, here: Design, when: datetime) -> Events:
            seen.append(state.seq)
            if len(seen) == 1:
                both_have_read.wait(timeout=10)
            by = Actor(by=By.STAKEHOLDER, person=person)
            return start_journey(
                state,
                here,
                at=when,
                by=by,
                stakeholder=person,
                unit=UnitId("harbour"),
                guide=StaffId("staff-ben"),
            )

        try:
            act(JourneyId("the-same"), at=at, decide=decide, design=design)
        except NotNow:
            return "told"
        finally:
            connection.close()
        return "started"

    with ThreadPoolExecutor(2) as pool:
        outcomes = sorted(pool.map(start, range(2)))

    assert outcomes == ["started", "told"]
    assert Event.objects.filter(journey="the-same", kind="journey.started/1").count() == 1
