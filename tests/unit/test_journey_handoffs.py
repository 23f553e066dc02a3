"""Work moves with its context, is received rather than thrown, and the guide stays."""

import pytest
from tests.journeys import AMARA, BEN, DANA, OTHER_GUIDE, SYSTEM, Ride, sorted_out, staff, started

from throughline.journey import events as e
from throughline.journey.decisions.deciding import NotInTheDesign, NotNow, NotYours
from throughline.journey.decisions.ending import reopen_journey, withdraw
from throughline.journey.decisions.handoffs import accept_handoff, decline_handoff, give_input, offer_handoff
from throughline.journey.decisions.steps import finish_step, skip_step
from throughline.journey.events import HandoffKind, Turn
from throughline.journey.state import HandoffStatus, PromiseStatus

CHIDI = staff("chidi", "soil")
WANDA = staff("wanda", "water")
LAB = staff("lucy", "lab")


def offer(
    ride: Ride, how: HandoffKind, to: str = "water", by: e.Actor = CHIDI, step: str = "soil-check"
) -> list[str]:
    return ride.do(
        offer_handoff,
        by=by,
        handoff=f"handoff-{len(ride.state.handoffs) + 1}",
        how=how,
        step=step,
        to=to,
        context="c-1",
    )


def offered(how: HandoffKind, to: str = "water") -> Ride:
    ride = sorted_out()
    offer(ride, how, to)
    return ride


@pytest.mark.parametrize("how", HandoffKind)
def test_nothing_moves_and_nobody_is_told_before_it_is_accepted(how: HandoffKind) -> None:
    ride = sorted_out()
    told = ride.state.told_at

    assert offer(ride.later(hours=1), how) == ["handoff.offered"]
    assert ride.step("soil-check").function == "soil"
    assert ride.state.told_at == told


@pytest.mark.parametrize(
    ("how", "function", "holder"),
    [
        (HandoffKind.ASK_FOR_INPUT, "soil", None),
        (HandoffKind.REFER, "soil", None),
        (HandoffKind.TRANSFER, "water", "wanda"),
    ],
)
def test_what_accepting_moves(how: HandoffKind, function: str, holder: str | None) -> None:
    ride = offered(how)

    assert ride.do(accept_handoff, by=WANDA, handoff="handoff-1") == ["handoff.accepted"]
    assert (ride.step("soil-check").function, ride.step("soil-check").holder) == (function, holder)
    assert ride.state.guide == "ben", "the guide stays, whoever works"


def test_a_transferred_step_is_for_the_new_team_and_the_promise_goes_with_it() -> None:
    ride = offered(HandoffKind.TRANSFER)
    ride.do(accept_handoff, by=WANDA, handoff="handoff-1")

    with pytest.raises(NotYours):
        ride.do(finish_step, by=CHIDI, step="soil-check", decision="clean")
    assert ride.do(finish_step, by=WANDA, step="soil-check", decision="clean") == [
        "step.done",
        "promise.kept",
    ]


def test_a_transferred_step_can_go_back_the_same_way() -> None:
    ride = offered(HandoffKind.TRANSFER)
    ride.do(accept_handoff, by=WANDA, handoff="handoff-1")

    offer(ride, HandoffKind.TRANSFER, to="soil", by=WANDA)
    ride.do(accept_handoff, by=CHIDI, handoff="handoff-2")

    assert ride.step("soil-check").function == "soil"


def test_a_declined_handoff_leaves_the_work_where_it_was() -> None:
    ride = offered(HandoffKind.TRANSFER)

    assert ride.do(decline_handoff, by=WANDA, handoff="handoff-1", reason="c-2") == ["handoff.declined"]
    assert ride.step("soil-check").function == "soil"
    assert offer(ride, HandoffKind.TRANSFER) == ["handoff.offered"], "and may be offered again"


def test_the_clock_stops_while_somebody_outside_looks_into_it() -> None:
    ride = offered(HandoffKind.ASK_FOR_INPUT, to="lab")

    assert ride.do(accept_handoff, by=LAB, handoff="handoff-1") == ["handoff.accepted", "promise.paused"]
    assert ride.step("soil-check").turn is Turn.WITH_SOMEONE_ELSE
    assert ride.do(give_input, by=LAB, handoff="handoff-1", content="c-2") == [
        "input.given",
        "promise.resumed",
    ]
    assert ride.state.handoffs["handoff-1"].status is HandoffStatus.ANSWERED


def test_a_question_to_a_team_of_ours_does_not_stop_the_clock() -> None:
    ride = offered(HandoffKind.ASK_FOR_INPUT)

    assert ride.do(accept_handoff, by=WANDA, handoff="handoff-1") == ["handoff.accepted"]
    assert ride.step("soil-check").promise.status is PromiseStatus.RUNNING  # type: ignore[union-attr]


def test_the_guide_may_hand_over_for_a_team() -> None:
    assert offer(sorted_out(), HandoffKind.REFER, by=BEN) == ["handoff.offered"]


@pytest.mark.parametrize("by", [AMARA, DANA, WANDA, OTHER_GUIDE, SYSTEM])
def test_nobody_hands_over_what_is_not_theirs(by: e.Actor) -> None:
    with pytest.raises(NotYours):
        offer(sorted_out(), HandoffKind.TRANSFER, by=by)


def test_a_guide_of_another_journey_does_not_hand_over_this_guides_step() -> None:
    with pytest.raises(NotYours):
        offer(sorted_out(), HandoffKind.TRANSFER, by=OTHER_GUIDE, step="talk")


@pytest.mark.parametrize(
    ("to", "step", "refusal", "words"),
    [
        ("nowhere", "soil-check", NotInTheDesign, "not a function of this service"),
        ("soil", "soil-check", NotNow, "with them already"),
        ("water", "hand-over", NotNow, "not open with us"),
        ("water", "no-such-step", NotInTheDesign, "not a step"),
    ],
)
def test_what_cannot_be_handed_over(to: str, step: str, refusal: type[Exception], words: str) -> None:
    with pytest.raises(refusal, match=words):
        offer(sorted_out(), HandoffKind.TRANSFER, to=to, step=step)


def test_the_persons_step_is_not_handed_over() -> None:
    with pytest.raises(NotNow, match="nothing to hand over"):
        offer(started(), HandoffKind.REFER, by=BEN, step="tell")


def test_one_handoff_of_a_step_waits_at_a_time() -> None:
    ride = offered(HandoffKind.TRANSFER)

    with pytest.raises(NotNow, match="waits for an answer already"):
        offer(ride, HandoffKind.ASK_FOR_INPUT, to="lab")


@pytest.mark.parametrize("decide", [accept_handoff, decline_handoff, give_input])
def test_a_handoff_is_answered_once_and_by_whom_it_was_offered_to(decide: object) -> None:
    ride = offered(HandoffKind.TRANSFER)
    named = {accept_handoff: {}, decline_handoff: {"reason": "c-2"}, give_input: {"content": "c-2"}}[decide]  # type: ignore[index]

    with pytest.raises(NotInTheDesign, match="no such handoff"):
        ride.do(decide, by=WANDA, handoff="handoff-9", **named)  # type: ignore[arg-type]
    with pytest.raises((NotYours, NotNow)):
        ride.do(decide, by=CHIDI, handoff="handoff-1", **named)  # type: ignore[arg-type]
    ride.do(accept_handoff, by=WANDA, handoff="handoff-1")
    with pytest.raises(NotNow):
        ride.do(decide, by=WANDA, handoff="handoff-1", **named)  # type: ignore[arg-type]


def test_input_is_given_by_the_team_that_was_asked() -> None:
    ride = offered(HandoffKind.ASK_FOR_INPUT)
    ride.do(accept_handoff, by=WANDA, handoff="handoff-1")

    with pytest.raises(NotYours, match="asked of water"):
        ride.do(give_input, by=CHIDI, handoff="handoff-1", content="c-2")


def test_what_is_settled_in_the_meantime_is_declined_rather_than_accepted() -> None:
    ride = sorted_out()
    offer(ride, HandoffKind.ASK_FOR_INPUT, to="soil", by=WANDA, step="water-check")
    ride.do(skip_step, by=WANDA, step="water-check", reason="not needed")

    with pytest.raises(NotNow, match="Decline this, and it is settled"):
        ride.do(accept_handoff, by=CHIDI, handoff="handoff-1")
    assert ride.do(decline_handoff, by=CHIDI, handoff="handoff-1", reason="c-2") == ["handoff.declined"]


def test_what_waited_at_the_end_waits_again_when_the_journey_opens() -> None:
    ride = offered(HandoffKind.TRANSFER)
    ride.do(withdraw, by=AMARA)
    with pytest.raises(NotNow, match="has ended"):
        ride.do(accept_handoff, by=WANDA, handoff="handoff-1")

    ride.do(reopen_journey, by=AMARA)

    assert ride.do(accept_handoff, by=WANDA, handoff="handoff-1") == ["handoff.accepted"]
