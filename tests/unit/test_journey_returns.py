"""Work goes back to the person with named things to put right, and comes back to whoever sent it."""

import pytest
from tests.journeys import AMARA, BEN, Ride, garden_plot, organisation, sorted_out, staff

from throughline.blueprint import Blueprint, Design
from throughline.journey import events as e
from throughline.journey.decisions.deciding import NotInTheDesign, NotNow, NotYours
from throughline.journey.decisions.ending import reopen_journey, withdraw
from throughline.journey.decisions.handoffs import accept_handoff, offer_handoff
from throughline.journey.decisions.steps import (
    CorrectionReason,
    NeedsADecision,
    StillMissing,
    finish_step,
    return_step,
    skip_step,
    take_step,
)
from throughline.journey.events import Turn
from throughline.journey.invariants import find_broken
from throughline.journey.next import whose_turn
from throughline.journey.state import PromiseStatus, StepStatus

CHIDI = staff("chidi", "soil")
WANDA = staff("wanda", "water")


def item(fact: str, reason: str = "unreadable") -> e.CorrectionItem:
    return e.CorrectionItem(fact=fact, reason=reason, content="content-1")


def sent_back(step: str = "soil-check", by: e.Actor = CHIDI, **codes: bool | str) -> Ride:
    ride = sorted_out(**codes)
    ride.later(hours=1).do(return_step, by=by, step=step, items=[item("who")])
    return ride


@pytest.mark.parametrize("reason", CorrectionReason)
def test_it_goes_back_with_what_to_put_right_and_why(reason: CorrectionReason) -> None:
    ride = sorted_out()

    happened = ride.do(return_step, by=CHIDI, step="soil-check", items=[item("who", reason)], decision="ask")

    assert happened == ["step.returned", "fact.asked", "promise.paused"]
    assert ride.step("tell").items == (item("who", reason),)
    assert ride.events[-2].reason == reason  # type: ignore[union-attr]  # it is the question
    assert whose_turn(ride.design.blueprint, ride.state) is Turn.WITH_YOU


def test_what_runs_beside_it_goes_on_and_its_promise_stands() -> None:
    ride = sent_back()

    assert ride.open() == ["tell", "soil-check", "water-check", "talk"]
    assert ride.step("water-check").promise.status is PromiseStatus.RUNNING  # type: ignore[union-attr]
    assert ride.do(finish_step, by=WANDA, step="water-check") == ["step.done", "promise.kept"]


def test_the_step_that_sent_it_back_waits() -> None:
    ride = sent_back()

    assert ride.step("soil-check").turn is Turn.WITH_YOU
    with pytest.raises(NotNow, match="waits for what the person was asked to put right"):
        ride.do(finish_step, by=CHIDI, step="soil-check", decision="clean")


def test_the_person_puts_it_right_before_it_is_done() -> None:
    ride = sent_back()
    with pytest.raises(StillMissing, match=r"still to be put right: “What is your name\?”"):
        ride.do(finish_step, by=AMARA, step="tell")
    ride.give({"who": None})

    happened = ride.do(finish_step, by=AMARA, step="tell")

    assert happened == ["step.done", "promise.resumed"]
    assert ride.step("soil-check").turn is Turn.WITH_US
    assert ride.step("soil-check").came_back == 1


def test_whoever_held_the_step_gets_it_back() -> None:
    ride = sorted_out()
    ride.do(take_step, by=CHIDI, step="soil-check")
    ride.do(return_step, by=CHIDI, step="soil-check", items=[item("who")])
    ride.give({"who": None})

    ride.do(finish_step, by=AMARA, step="tell")

    assert ride.step("soil-check").holder == "chidi"


def test_two_teams_may_send_the_same_step_back_and_both_get_it_again() -> None:
    ride = sent_back()
    ride.do(return_step, by=WANDA, step="water-check", items=[item("grows"), item("who", "missing")])

    assert ride.step("tell").items == (item("grows"), item("who", "missing")), (
        "each fact once, the last word wins"
    )
    ride.give({"who": None, "grows": "flowers"})
    ride.do(finish_step, by=AMARA, step="tell")

    turns = {step: ride.step(step).turn for step in ("soil-check", "water-check")}
    assert turns == {"soil-check": Turn.WITH_US, "water-check": Turn.WITH_US}
    assert {ride.state.steps[step].status for step in turns} == {StepStatus.STARTED}


def test_a_returned_step_that_is_left_out_lets_the_others_go_on() -> None:
    ride = sent_back()

    ride.do(skip_step, by=BEN, step="tell", reason="done another way")

    assert ride.step("soil-check").turn is Turn.WITH_US
    assert ride.do(finish_step, by=CHIDI, step="soil-check", decision="clean")[0] == "step.done"


def test_a_changed_answer_that_switches_off_what_was_sent_back_leaves_nobody_waiting() -> None:
    ride = sorted_out(wants_shed=True)
    ride.finish("draw")
    ride.do(return_step, by=CHIDI, step="shed-check", items=[item("drawing")])

    ride.give({"wants_shed": False}, by=BEN)

    assert {"draw", "shed-check"}.isdisjoint(ride.open())
    assert ride.state.promises["shed-check.1"].status is PromiseStatus.RELEASED
    ride.give({"wants_shed": True}, by=BEN)
    assert {"draw", "shed-check"} <= set(ride.open()), "and everything is as it was when it changes back"
    assert find_broken(ride.events, ride.design) == ()


def test_a_transfer_while_it_is_with_the_person_changes_who_gets_it_back() -> None:
    ride = sent_back()
    offered = {"handoff": "handoff-1", "how": e.HandoffKind.TRANSFER, "step": "soil-check"}
    ride.do(offer_handoff, by=CHIDI, to="water", context="content-1", **offered)
    ride.do(accept_handoff, by=WANDA, handoff="handoff-1")

    assert ride.step("soil-check").turn is Turn.WITH_YOU, "what the person has to do is not forgotten"
    ride.give({"who": None})
    ride.do(finish_step, by=AMARA, step="tell")

    assert (ride.step("soil-check").function, ride.step("soil-check").holder) == ("water", "wanda")


def test_what_was_sent_back_is_still_to_be_put_right_after_a_way_out_and_back() -> None:
    ride = sent_back()
    ride.do(withdraw, by=AMARA)
    ride.do(reopen_journey, by=AMARA)

    with pytest.raises(StillMissing, match="still to be put right"):
        ride.do(finish_step, by=AMARA, step="tell")

    assert ride.state.steps["soil-check"].status is StepStatus.WAITING_FOR_CORRECTION


@pytest.mark.parametrize(
    ("by", "step", "items", "refusal", "words"),
    [
        (AMARA, "soil-check", [item("who")], NotYours, "We do this step"),
        (WANDA, "soil-check", [item("who")], NotYours, "not with water"),
        (BEN, "talk", [item("who")], NotInTheDesign, "no step to go back to"),
        (CHIDI, "soil-check", [], StillMissing, "Name at least one thing"),
        (CHIDI, "soil-check", [item("signature")], NotInTheDesign, "is not asked in “I tell you about me”"),
        (CHIDI, "soil-check", [item("who", "ugly")], NotInTheDesign, "one of missing, unreadable"),
        (CHIDI, "soil-check", [item("who"), item("who")], StillMissing, "named once"),
        (CHIDI, "shed-check", [item("drawing")], NotNow, "not open now"),
    ],
)
def test_it_does_not_go_back(
    by: e.Actor, step: str, items: list[e.CorrectionItem], refusal: type[Exception], words: str
) -> None:
    with pytest.raises(refusal, match=words):
        sorted_out().do(return_step, by=by, step=step, items=items)


def test_a_decision_that_goes_on_does_not_send_back() -> None:
    with pytest.raises(NeedsADecision, match="“Yes” does not send it back"):
        sorted_out().do(return_step, by=CHIDI, step="soil-check", items=[item("who")], decision="clean")


def test_what_was_left_out_may_be_asked_for_after_all() -> None:
    ride = sorted_out(wants_shed=True)
    ride.do(skip_step, by=BEN, step="draw", reason="not needed")

    ride.do(return_step, by=CHIDI, step="shed-check", items=[item("drawing")])

    assert ride.step("draw").items == (item("drawing"),)


def test_it_does_not_go_back_to_what_is_not_part_of_this_journey() -> None:
    written = garden_plot().blueprint.model_dump(mode="json")
    written["stages"][1]["steps"][2]["may_return_to"] = "draw"
    ride = sorted_out(Design(Blueprint.model_validate(written), organisation()), wants_shed=False)

    with pytest.raises(NotNow, match="“I draw my shed” was not part of this journey"):
        ride.do(return_step, by=CHIDI, step="soil-check", items=[item("drawing")])
