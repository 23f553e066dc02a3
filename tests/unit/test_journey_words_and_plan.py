"""What was said both ways, and the plan that both sides make."""

import pytest
from tests.journeys import (
    AMARA,
    BEN,
    DANA,
    HELPER,
    OTHER_GUIDE,
    STRANGER,
    SYSTEM,
    Ride,
    garden_plot,
    sorted_out,
    staff,
    started,
)

from throughline.journey import events as e
from throughline.journey.decisions.deciding import NotInTheDesign, NotNow, NotYours
from throughline.journey.decisions.ending import withdraw
from throughline.journey.decisions.plan import agree_action, finish_action, propose_action, state_goal
from throughline.journey.decisions.words import receive_message, send_message, write_note
from throughline.journey.events import About, Side

CHIDI = staff("chidi", "soil")


@pytest.mark.parametrize("about", About)
def test_what_the_person_writes_waits_for_an_answer(about: About) -> None:
    ride = started()
    ride.later(hours=1).do(receive_message, by=AMARA, content="c-1", about=about)
    assert (ride.state.unanswered, ride.state.heard_at) == (1, ride.at)

    ride.later(hours=1).do(send_message, by=BEN, content="c-2")

    assert (ride.state.unanswered, ride.state.told_at) == (0, ride.at)


def test_a_message_that_was_sent_by_itself_answers_nobody() -> None:
    ride = started()
    ride.do(receive_message, by=AMARA, content="c-1")

    ride.do(send_message, by=SYSTEM, content="c-2")

    assert ride.state.unanswered == 1


@pytest.mark.parametrize("by", [AMARA, HELPER, BEN, CHIDI])
def test_whoever_takes_the_call_may_record_it(by: e.Actor) -> None:
    assert started().do(receive_message, by=by, content="c-1") == ["message.received"]


@pytest.mark.parametrize("by", [STRANGER, SYSTEM])
def test_others_do_not_write_as_the_person(by: e.Actor) -> None:
    with pytest.raises(NotYours):
        started().do(receive_message, by=by, content="c-1")


@pytest.mark.parametrize("decide", [send_message, write_note])
def test_the_person_does_not_write_as_staff(decide: object) -> None:
    with pytest.raises(NotYours):
        started().do(decide, by=AMARA, content="c-1")  # type: ignore[arg-type]


def test_a_note_is_not_a_word_to_the_person() -> None:
    ride = started()
    told = ride.state.told_at

    assert ride.later(hours=1).do(write_note, by=CHIDI, content="c-1") == ["note.written"]
    assert ride.state.told_at == told


@pytest.mark.parametrize("decide", [send_message, receive_message, write_note])
def test_words_go_on_after_the_end_but_not_before_the_start(decide: object) -> None:
    ride = started()
    ride.do(withdraw, by=AMARA)

    assert len(ride.do(decide, by=BEN, content="c-1")) == 1  # type: ignore[arg-type]
    with pytest.raises(NotNow, match="not begun"):
        Ride(garden_plot()).do(decide, by=BEN, content="c-1")  # type: ignore[arg-type]


# The plan -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("by", [AMARA, HELPER, BEN])
def test_a_goal_is_stated_and_worded_anew(by: e.Actor) -> None:
    ride = started()

    ride.do(state_goal, by=by, goal="goal-1", content="c-1")
    ride.do(state_goal, by=by, goal="goal-1", content="c-2")

    assert ride.state.goals == {"goal-1": "c-2"}


@pytest.mark.parametrize(("proposes", "agrees"), [(BEN, AMARA), (AMARA, BEN), (BEN, HELPER), (HELPER, BEN)])
@pytest.mark.parametrize("side", Side)
def test_an_action_counts_when_both_sides_have_agreed(side: Side, proposes: e.Actor, agrees: e.Actor) -> None:
    ride = started()
    ride.do(propose_action, by=proposes, action="action-1", side=side, content="c-1")
    does, does_not = (BEN, AMARA) if side is Side.OURS else (AMARA, BEN)

    with pytest.raises(NotYours, match="other side has to agree"):
        ride.do(agree_action, by=proposes, action="action-1")
    with pytest.raises(NotNow, match="not been agreed"):
        ride.do(finish_action, by=does, action="action-1")
    assert ride.do(agree_action, by=agrees, action="action-1") == ["action.agreed"]
    with pytest.raises(NotYours, match="whose action this is"):
        ride.do(finish_action, by=does_not, action="action-1")
    assert ride.do(finish_action, by=does, action="action-1") == ["action.done"]


def test_an_action_is_proposed_agreed_and_done_once() -> None:
    ride = started()
    ride.do(propose_action, by=BEN, action="action-1", side=Side.OURS, content="c-1")
    with pytest.raises(NotNow, match="in the plan already"):
        ride.do(propose_action, by=BEN, action="action-1", side=Side.OURS, content="c-1")
    ride.do(agree_action, by=AMARA, action="action-1")
    with pytest.raises(NotNow, match="agreed to this already"):
        ride.do(agree_action, by=AMARA, action="action-1")
    ride.do(finish_action, by=BEN, action="action-1")
    with pytest.raises(NotNow, match="done already"):
        ride.do(finish_action, by=BEN, action="action-1")


@pytest.mark.parametrize("by", [STRANGER, DANA, OTHER_GUIDE, CHIDI, SYSTEM])
def test_the_plan_is_between_the_person_and_their_guide(by: e.Actor) -> None:
    ride = sorted_out()
    ride.do(propose_action, by=BEN, action="action-1", side=Side.OURS, content="c-1")

    for decide, named in (
        (state_goal, {"goal": "goal-1", "content": "c-1"}),
        (propose_action, {"action": "action-2", "side": Side.OURS, "content": "c-1"}),
        (agree_action, {"action": "action-1"}),
        (finish_action, {"action": "action-1"}),
    ):
        with pytest.raises(NotYours):
            ride.do(decide, by=by, **named)  # type: ignore[operator]


def test_what_is_not_in_the_plan_is_neither_agreed_nor_done() -> None:
    for decide in (agree_action, finish_action):
        with pytest.raises(NotInTheDesign, match="no such action"):
            started().do(decide, by=AMARA, action="action-9")


def test_the_plan_ends_with_the_journey() -> None:
    ride = started()
    ride.do(withdraw, by=AMARA)

    with pytest.raises(NotNow, match="has ended"):
        ride.do(state_goal, by=AMARA, goal="goal-1", content="c-1")
