"""Steps are done, taken and left out by whoever they are with, when they are open."""

import pytest
from tests.journeys import AMARA, BEN, DANA, HELPER, OTHER_GUIDE, STRANGER, SYSTEM, sorted_out, staff, started

from throughline.blueprint.model import Engagement
from throughline.journey import events as e
from throughline.journey.decisions.beginning import choose_engagement
from throughline.journey.decisions.deciding import NotInTheDesign, NotNow, NotYours
from throughline.journey.decisions.ending import withdraw
from throughline.journey.decisions.handoffs import accept_handoff, decline_handoff, give_input, offer_handoff
from throughline.journey.decisions.steps import (
    NeedsADecision,
    SomebodyHasIt,
    StillMissing,
    can_work_on,
    finish_step,
    skip_step,
    take_step,
)
from throughline.journey.state import StepStatus

CHIDI = staff("chidi", "soil")
FEMI = staff("femi", "soil")
WATER = staff("wanda", "water")
OFFICE = staff("olu", "office")


def test_a_step_that_is_done_opens_what_comes_after_it_and_promises() -> None:
    ride = started()
    ride.answer_all("tell")

    happened = ride.do(finish_step, by=AMARA, step="tell")

    assert happened == ["step.done", "promise.made"]
    assert ride.open() == ["sort"]
    assert ride.state.steps["tell"].status is StepStatus.DONE


def test_a_decision_is_known_to_conditions_from_then_on() -> None:
    assert sorted_out().state.known["plot"] == "free"


@pytest.mark.parametrize("by", [AMARA, HELPER])
def test_the_person_or_their_helper_does_their_step(by: e.Actor) -> None:
    ride = started()
    ride.answer_all("tell")

    assert ride.do(finish_step, by=by, step="tell")[0] == "step.done"


@pytest.mark.parametrize("engagement", [Engagement.GUIDED, Engagement.INTENSIVE])
def test_a_guide_does_the_persons_step_with_them_when_they_chose_help(engagement: Engagement) -> None:
    ride = started(engagement=engagement)
    ride.answer_all("tell")

    assert ride.do(finish_step, by=BEN, step="tell")[0] == "step.done"


def test_a_guide_leaves_alone_what_the_person_chose_to_do_themselves() -> None:
    ride = started()
    ride.answer_all("tell")

    with pytest.raises(NotYours, match="Offer guided help first"):
        ride.do(finish_step, by=BEN, step="tell")
    ride.do(choose_engagement, by=AMARA, engagement=Engagement.GUIDED)

    assert ride.do(finish_step, by=BEN, step="tell")[0] == "step.done"


@pytest.mark.parametrize("by", [STRANGER, DANA, OTHER_GUIDE, CHIDI, SYSTEM])
def test_nobody_else_does_the_persons_step(by: e.Actor) -> None:
    with pytest.raises(NotYours):
        started(engagement=Engagement.GUIDED).do(finish_step, by=by, step="tell")


@pytest.mark.parametrize("by", [AMARA, HELPER, BEN, DANA, WATER, SYSTEM])
def test_a_teams_step_is_for_that_team(by: e.Actor) -> None:
    with pytest.raises(NotYours):
        sorted_out().do(finish_step, by=by, step="soil-check", decision="clean")


@pytest.mark.parametrize("by", [AMARA, OTHER_GUIDE, CHIDI])
def test_a_guides_step_is_for_the_guide_of_this_journey(by: e.Actor) -> None:
    with pytest.raises(NotYours):
        sorted_out().do(finish_step, by=by, step="talk")


def test_buttons_ask_the_same_rule() -> None:
    ride = sorted_out()

    assert can_work_on(ride.state, ride.step("soil-check"), CHIDI)
    assert not can_work_on(ride.state, ride.step("soil-check"), WATER)


@pytest.mark.parametrize(
    ("by", "step", "decision", "refusal", "words"),
    [
        (CHIDI, "no-such-step", None, NotInTheDesign, "not a step of this service"),
        (AMARA, "sign", None, NotNow, "“I sign” is not open now"),
        (AMARA, "tell", None, NotNow, "is not open now"),
        (AMARA, "draw", None, NotNow, "is not open now"),
        (CHIDI, "soil-check", None, NeedsADecision, "Is it clean.* Choose one of: Yes, Ask again"),
        (CHIDI, "soil-check", "mauve", NeedsADecision, "Choose one of"),
        (CHIDI, "soil-check", "ask", NeedsADecision, "say what they have to put right"),
        (WATER, "water-check", "yes", NotInTheDesign, "has nothing to decide"),
    ],
)
def test_a_step_is_not_done(
    by: e.Actor, step: str, decision: str | None, refusal: type[Exception], words: str
) -> None:
    with pytest.raises(refusal, match=words):
        sorted_out().do(finish_step, by=by, step=step, decision=decision)


def test_a_step_is_not_done_before_everything_it_needs_is_there() -> None:
    ride = started()
    ride.give({"who": None, "wants_shed": True})

    with pytest.raises(StillMissing, match=r"“How big is the shed\?” “What will you grow\?”") as refused:
        ride.do(finish_step, by=AMARA, step="tell")

    assert "wish" not in str(refused.value), "what is optional is never missing"


def test_nothing_is_done_after_the_end() -> None:
    ride = sorted_out()
    ride.do(withdraw, by=AMARA)

    with pytest.raises(NotNow, match="has ended"):
        ride.do(finish_step, by=WATER, step="water-check")


# Taking a step up -----------------------------------------------------------------------------------


def test_a_step_that_is_taken_up_has_a_holder() -> None:
    ride = sorted_out()

    assert ride.do(take_step, by=CHIDI, step="soil-check") == ["step.started"]
    assert ride.step("soil-check").holder == "chidi"


def test_a_step_is_taken_over_from_a_colleague_by_name_only() -> None:
    ride = sorted_out()
    ride.do(take_step, by=CHIDI, step="soil-check")

    with pytest.raises(SomebodyHasIt, match="Take it over from them by name"):
        ride.do(take_step, by=FEMI, step="soil-check")
    with pytest.raises(SomebodyHasIt):
        ride.do(take_step, by=FEMI, step="soil-check", instead_of="olu")
    ride.do(take_step, by=FEMI, step="soil-check", instead_of="chidi")

    assert ride.step("soil-check").holder == "femi"


def test_what_one_has_is_not_taken_again() -> None:
    ride = sorted_out()
    ride.do(take_step, by=CHIDI, step="soil-check")

    with pytest.raises(NotNow, match="You have this already"):
        ride.do(take_step, by=CHIDI, step="soil-check")


# Leaving a step out ---------------------------------------------------------------------------------


def test_a_step_is_left_out_with_a_reason_and_its_promise_is_released() -> None:
    ride = sorted_out()

    assert ride.do(skip_step, by=WATER, step="water-check", reason="not needed") == [
        "step.skipped",
        "promise.released",
    ]


def test_a_promise_whose_date_has_passed_is_not_hidden_by_leaving_the_step_out() -> None:
    ride = sorted_out().later(days=30)

    happened = ride.do(skip_step, by=WATER, step="water-check", reason="not needed")

    broken = {event.promise for event in ride.events if isinstance(event, e.PromiseBroken)}
    assert "water-check.1" in broken
    assert "promise.released" not in happened


def test_the_guide_leaves_out_a_step_of_the_person() -> None:
    ride = sorted_out(wants_shed=True)

    assert ride.do(skip_step, by=BEN, step="draw", reason="the person asked")[0] == "step.skipped"
    assert "shed-check" in ride.open()


@pytest.mark.parametrize("reason", ["", " ", "Amara is moving in with her sister"])
def test_the_reason_for_leaving_out_is_a_code(reason: str) -> None:
    with pytest.raises(StillMissing, match="one of not needed, done another way, the person asked"):
        sorted_out().do(skip_step, by=WATER, step="water-check", reason=reason)


@pytest.mark.parametrize(("by", "step"), [(CHIDI, "soil-check"), (OFFICE, "sort")])
def test_what_decides_how_the_journey_goes_on_is_not_left_out(by: e.Actor, step: str) -> None:
    ride = sorted_out()
    if step == "sort":
        ride = started()
        ride.finish("tell")

    with pytest.raises(NotNow, match="decides how the journey goes on"):
        ride.do(skip_step, by=by, step=step, reason="not needed")


def test_a_question_that_other_steps_depend_on_is_answered_before_its_step_is_left_out() -> None:
    ride = started()
    with pytest.raises(StillMissing, match=r"has to be answered first.*shed.*grow"):
        ride.do(skip_step, by=BEN, step="tell", reason="not needed")
    ride.give({"wants_shed": False, "grows": "flowers"}, by=BEN)

    assert ride.do(skip_step, by=BEN, step="tell", reason="not needed")[0] == "step.skipped"


@pytest.mark.parametrize("by", [AMARA, WATER, DANA])
def test_a_step_of_the_person_is_not_left_out_by_others_or_themselves(by: e.Actor) -> None:
    with pytest.raises(NotYours):
        started().do(skip_step, by=by, step="tell", reason="not needed")


# Handoffs hold a step -------------------------------------------------------------------------------


def test_a_step_is_not_done_while_a_colleague_has_not_answered() -> None:
    ride = sorted_out()
    asked = {"handoff": "handoff-1", "how": e.HandoffKind.ASK_FOR_INPUT, "step": "water-check"}
    ride.do(offer_handoff, by=WATER, to="soil", context="content-1", **asked)
    for prepare in (None, accept_handoff):
        if prepare:
            ride.do(prepare, by=CHIDI, handoff="handoff-1")
        with pytest.raises(StillMissing, match="has not answered yet"):
            ride.do(finish_step, by=WATER, step="water-check")

    ride.do(give_input, by=CHIDI, handoff="handoff-1", content="content-2")

    assert ride.do(finish_step, by=WATER, step="water-check")[0] == "step.done"


def test_a_declined_handoff_holds_nobody_up() -> None:
    ride = sorted_out()
    asked = {"handoff": "handoff-1", "how": e.HandoffKind.TRANSFER, "step": "water-check"}
    ride.do(offer_handoff, by=WATER, to="soil", context="content-1", **asked)

    ride.do(decline_handoff, by=CHIDI, handoff="handoff-1", reason="content-2")

    assert ride.do(finish_step, by=WATER, step="water-check")[0] == "step.done"
