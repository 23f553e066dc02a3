"""How a journey's events stand in the record: written names, and rows seen from the person's seat."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from tests.crowd import Crowd
from tests.journeys import AMARA, BEN, MONDAY, SYSTEM, garden_plot, sorted_out, staff

from throughline.eventlog.shape import By, Channel, Direction, Lifecycle, Row
from throughline.journey import events as e
from throughline.journey.codec import EVENT_TYPES, read_event, read_state, write_event, write_state
from throughline.journey.fold import evolve
from throughline.journey.rows import row_of
from throughline.journey.state import NOTHING

CHIDI = staff("chidi", "soil")
AT = MONDAY + timedelta(days=1)
DUE = datetime(2026, 3, 9, 17, tzinfo=UTC)
TO, FROM, INSIDE = Direction.TO, Direction.FROM, Direction.INSIDE


def row(event: e.JourneyEvent) -> Row:
    ride = sorted_out()
    return row_of("journey-1", event, evolve(ride.state, event), ride.design.blueprint)  # type: ignore[arg-type]


def test_a_piece_of_work_has_its_name_its_stage_and_who_did_it() -> None:
    seq = sorted_out().state.seq + 1

    assert row(e.StepDone(at=AT, actor=CHIDI, step="soil-check", decides="soil", decision="clean")) == Row(
        journey="journey-1",
        seq=seq,
        at=AT,
        kind="step.done/1",
        name="soil-check",
        direction=INSIDE,
        by=By.STAFF,
        person="chidi",
        function="soil",
        unit="harbour",
        service="garden-plot",
        version="1",
        stage="look",
        key="clean",
        lifecycle=Lifecycle.COMPLETE,
    )


def test_the_person_is_never_named_in_a_row() -> None:
    written = row(e.FactGiven(at=AT, actor=AMARA, fact="who", content="c", source=e.Source.PERSON))

    assert (written.by, written.person, written.function) == (By.STAKEHOLDER, None, None)


@pytest.mark.parametrize(
    ("event", "direction", "key", "due", "value"),
    [
        (e.FactAsked(at=AT, actor=SYSTEM, fact="who", reason="missing"), TO, "who", None, None),
        (
            e.FactGiven(at=AT, actor=AMARA, fact="who", content="c", source=e.Source.PERSON),
            FROM,
            "who",
            None,
            None,
        ),
        (e.PromiseMade(at=AT, actor=SYSTEM, promise="refund.1", due=DUE), TO, "refund.1", DUE, None),
        (e.PromiseWarned(at=AT, actor=SYSTEM, promise="talk.1", expected=DUE), TO, "talk.1", DUE, None),
        (e.PromiseKept(at=AT, actor=SYSTEM, promise="talk.1"), INSIDE, "talk.1", None, None),
        (e.PromiseBroken(at=AT, actor=SYSTEM, promise="talk.1"), TO, "talk.1", None, None),
        (e.MessageSent(at=AT, actor=BEN, content="c"), TO, None, None, None),
        (e.MessageReceived(at=AT, actor=AMARA, content="c", about=e.About.CHASE), FROM, "chase", None, None),
        (e.MessageReceived(at=AT, actor=BEN, content="c"), FROM, "question", None, None),
        (e.NoteWritten(at=AT, actor=BEN, content="c"), INSIDE, None, None, None),
        (e.ActionProposed(at=AT, actor=BEN, action="a", side=e.Side.OURS, content="c"), TO, None, None, None),
        (
            e.ActionProposed(at=AT, actor=AMARA, action="a", side=e.Side.OURS, content="c"),
            FROM,
            None,
            None,
            None,
        ),
        (e.QuestionAnswered(at=AT, actor=AMARA, question="clear", score=4), FROM, "clear", None, 4.0),
        (
            e.OutcomeObserved(at=AT, actor=SYSTEM, outcome="growing", achieved=False),
            INSIDE,
            "growing",
            None,
            0.0,
        ),
    ],
    ids=lambda value: value.kind if isinstance(value, e.Event) else "",
)
def test_which_way_it_went_and_what_it_is_about(
    event: e.JourneyEvent, direction: Direction, key: str | None, due: datetime | None, value: float | None
) -> None:
    written = row(event)

    assert (written.direction, written.key, written.due, written.value) == (direction, key, due, value)


def test_who_takes_over_is_told_once_it_is_accepted() -> None:
    ride = sorted_out()
    for how, direction in ((e.HandoffKind.TRANSFER, TO), (e.HandoffKind.REFER, INSIDE)):
        offered = e.HandoffOffered(
            at=AT, actor=CHIDI, handoff="h", how=how, step="soil-check", to="water", context="c"
        )
        before = evolve(ride.state, offered)
        accepted = e.HandoffAccepted(at=AT, actor=staff("wanda", "water"), handoff="h")

        written = row_of("j", accepted, evolve(before, accepted), ride.design.blueprint)  # type: ignore[arg-type]

        assert (written.direction, written.stage) == (direction, "look")


def test_when_the_person_last_heard_from_us_is_when_a_row_last_went_to_them() -> None:
    """Silence on the screen and in the measures is the same. A step done says so only where it is seen."""
    blueprint = garden_plot().blueprint
    for seed in range(20):
        state = NOTHING
        for event in Crowd(garden_plot(), seed).walk(100).events:
            after = evolve(state, event)
            written = row_of("journey-1", event, after, blueprint)  # type: ignore[arg-type]
            if not isinstance(event, e.StepDone) and after.told_at != state.told_at:
                assert written.direction is TO, event.kind
            if written.direction is TO:
                assert after.told_at == event.at, event.kind
            state = after


def test_what_was_written_once_can_be_read_for_ever() -> None:
    """These lines stand for records that exist: who cannot read them needs a new version of the event."""
    actor = e.Actor(by=By.STAFF, person="chidi", function="soil")  # type: ignore[arg-type]
    items = [{"fact": "who", "reason": "missing", "content": "c-1"}]

    returned = read_event("step.returned/1", {"step": "a", "to": "b", "items": items}, at=AT, actor=actor)
    promised = read_event(
        "promise.made/1", {"promise": "a.1", "due": "2026-03-09T17:00:00Z", "step": "a"}, at=AT, actor=SYSTEM
    )
    sent = read_event("message.sent/1", {"content": "c-1", "channel": "text"}, at=AT, actor=actor)

    assert returned == e.StepReturned(
        at=AT,
        actor=actor,
        step="a",
        to="b",
        items=(e.CorrectionItem(fact="who", reason="missing", content="c-1"),),
    )
    assert promised == e.PromiseMade(at=AT, actor=SYSTEM, promise="a.1", due=DUE, step="a")
    assert sent == e.MessageSent(at=AT, actor=actor, content="c-1", channel=Channel.TEXT)


def test_every_event_has_a_written_name_and_a_version() -> None:
    for kind, event in EVENT_TYPES.items():
        name, version = kind.split("/")
        assert (event.kind, version) == (kind, "1")
        assert "." in name


@pytest.mark.parametrize("seed", range(5))
def test_events_and_states_are_the_same_after_a_trip_through_json(seed: int) -> None:
    ride = Crowd(garden_plot(), seed).walk(120)

    for event in ride.events:
        written = json.loads(json.dumps(write_event(event), allow_nan=False))
        assert read_event(event.kind, written, at=event.at, actor=event.actor) == event
    assert read_state(json.loads(json.dumps(write_state(ride.state), allow_nan=False))) == ride.state


def test_a_kind_that_was_never_ours_is_not_read() -> None:
    with pytest.raises(KeyError):
        read_event("journey.teleported/1", {}, at=AT, actor=SYSTEM)
