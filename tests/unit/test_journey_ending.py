"""Every ending is an ending: told, asked about, looked after; and there is a way back."""

import pytest
from tests.journeys import (
    AMARA,
    BEN,
    DANA,
    ESI,
    HELPER,
    STRANGER,
    SYSTEM,
    Ride,
    food_business,
    granted,
    sorted_out,
    staff,
    started,
)

from throughline.blueprint.model import EndingKind
from throughline.journey import events as e
from throughline.journey.decisions.aftercare import answer_check_in, send_due_check_ins
from throughline.journey.decisions.beginning import assign_guide
from throughline.journey.decisions.deciding import NotInTheDesign, NotNow, NotYours
from throughline.journey.decisions.ending import (
    answer_experience,
    end_journey,
    make_introduction,
    reopen_journey,
    understand_duty,
    withdraw,
)
from throughline.journey.decisions.facts import NotAnAnswer
from throughline.journey.decisions.steps import finish_step
from throughline.journey.decisions.words import send_message
from throughline.journey.state import PromiseStatus

OFFICE = staff("olu", "office")


def refused() -> Ride:
    """Everything is done but for the last step, which came out as no."""
    ride = granted_but_for_the_key()
    ride.do(finish_step, by=OFFICE, step="hand-over", decision="refuse")
    return ride


def granted_but_for_the_key() -> Ride:
    ride = sorted_out()
    for step, decision in (("soil-check", "clean"), ("water-check", None), ("talk", None), ("sign", None)):
        ride.later(hours=1).finish(step, decision)
    return ride


def not_eligible() -> Ride:
    ride = started()
    ride.finish("tell")
    ride.finish("sort", "none")
    return ride


def withdrawn() -> Ride:
    ride = sorted_out()
    ride.do(withdraw, by=AMARA)
    return ride


ENDINGS = {
    EndingKind.GRANTED: granted,
    EndingKind.REFUSED: refused,
    EndingKind.NOT_ELIGIBLE: not_eligible,
    EndingKind.WITHDRAWN: withdrawn,
}


@pytest.mark.parametrize("kind", EndingKind)
def test_at_every_ending_nothing_is_open_and_the_person_is_asked_what_it_was_like(kind: EndingKind) -> None:
    ride = ENDINGS[kind]()

    assert (ride.state.open, ride.state.ending_kind, ride.open()) == (False, kind, [])
    assert ride.do(answer_experience, by=AMARA, scores={"clear": 4}) == ["question.answered"]
    assert ride.state.experience == {"clear": 4}


def test_a_yes_opens_the_transition_and_other_endings_do_not() -> None:
    assert granted().state.transition_at is not None
    assert [kind for kind in EndingKind if ENDINGS[kind]().state.transition_at] == [EndingKind.GRANTED]


@pytest.mark.parametrize("by", [AMARA, HELPER, BEN])
def test_the_person_may_stop_at_any_time_without_a_reason(by: e.Actor) -> None:
    assert started().do(withdraw, by=by) == ["journey.ended"]


@pytest.mark.parametrize("by", [STRANGER, DANA, ESI, OFFICE, SYSTEM])
def test_nobody_stops_it_for_them(by: e.Actor) -> None:
    with pytest.raises(NotYours):
        started().do(withdraw, by=by)


def test_the_guide_ends_it_with_a_reason_but_cannot_hand_out_a_yes() -> None:
    ride = sorted_out()
    with pytest.raises(NotNow, match="by doing the steps"):
        ride.do(end_journey, by=BEN, ending="granted", reason="c-1")
    with pytest.raises(NotInTheDesign, match="not an ending"):
        ride.do(end_journey, by=BEN, ending="lost", reason="c-1")
    with pytest.raises(NotYours):
        ride.do(end_journey, by=OFFICE, ending="refused", reason="c-1")

    assert ride.do(end_journey, by=BEN, ending="refused", reason="c-1")[0] == "journey.ended"


# What it was like -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("by", "scores", "refusal", "words"),
    [
        (AMARA, {}, NotAnAnswer, "Answer at least one question"),
        (AMARA, {"growing": 1}, NotInTheDesign, "not asked at this ending"),
        (AMARA, {"clear": 0}, NotAnAnswer, "Choose one of five"),
        (AMARA, {"clear": 6}, NotAnAnswer, "Choose one of five"),
        (BEN, {"clear": 5}, NotYours, "Only the person"),
    ],
)
def test_an_answer_about_the_ride_that_does_not_count(
    by: e.Actor, scores: dict[str, int], refusal: type[Exception], words: str
) -> None:
    with pytest.raises(refusal, match=words):
        withdrawn().do(answer_experience, by=by, scores=scores)


def test_it_is_asked_once_at_each_ending() -> None:
    ride = withdrawn()
    with pytest.raises(NotNow, match="still under way"):
        sorted_out().do(answer_experience, by=AMARA, scores={"clear": 4})
    ride.do(answer_experience, by=AMARA, scores={"clear": 2})
    with pytest.raises(NotNow, match="answered this already"):
        ride.do(answer_experience, by=AMARA, scores={"clear": 4})

    ride.do(reopen_journey, by=AMARA)
    ride.do(withdraw, by=AMARA)

    assert ride.do(answer_experience, by=AMARA, scores={"clear": 5}) == ["question.answered"]


# The transition -------------------------------------------------------------------------------------


def test_duties_are_understood_by_the_person_and_introductions_made_by_the_guide() -> None:
    ride = granted()

    assert ride.do(understand_duty, by=AMARA, duty="tidy") == ["duty.understood"]
    assert ride.do(make_introduction, by=BEN, introduction="neighbour") == ["introduction.made"]
    with pytest.raises(NotNow, match="already"):
        ride.do(understand_duty, by=AMARA, duty="tidy")
    with pytest.raises(NotNow):
        ride.do(make_introduction, by=BEN, introduction="neighbour")


def test_the_transition_is_for_the_right_people_and_things() -> None:
    ride = granted()
    with pytest.raises(NotYours):
        ride.do(understand_duty, by=BEN, duty="tidy")
    with pytest.raises(NotYours):
        ride.do(make_introduction, by=AMARA, introduction="neighbour")
    with pytest.raises(NotInTheDesign, match="not part of your transition"):
        ride.do(understand_duty, by=AMARA, duty="rent")
    with pytest.raises(NotInTheDesign, match="no such introduction"):
        ride.do(make_introduction, by=BEN, introduction="mayor")
    with pytest.raises(NotNow, match="comes later"):
        withdrawn().do(understand_duty, by=AMARA, duty="tidy")


def test_a_duty_can_become_clear_after_the_journey_was_opened_again_for_it() -> None:
    ride = granted()
    ride.do(reopen_journey, by=AMARA)

    assert ride.do(understand_duty, by=AMARA, duty="tidy") == ["duty.understood"]


# A way back -----------------------------------------------------------------------------------------


def test_a_way_back_keeps_everything_that_is_known_and_promises_a_call() -> None:
    ride = withdrawn()
    known = ride.state.facts

    happened = ride.do(reopen_journey, by=AMARA, reason="c-1")

    assert happened == ["journey.reopened", "promise.made", "promise.made", "promise.made", "promise.made"]
    assert (ride.state.facts, ride.state.guide, ride.state.reopened) == (known, "ben", 1)
    assert ride.open() == ["soil-check", "water-check", "talk"]
    assert {key for key, held in ride.state.promises.items() if held.status is PromiseStatus.RUNNING} == {
        "call-back.1",
        "soil-check.2",
        "water-check.2",
        "talk.2",
    }
    assert ride.do(send_message, by=BEN, content="c-2") == ["message.sent", "promise.kept"]


@pytest.mark.parametrize(
    ("ride", "step", "decision", "opens"),
    [(refused, "hand-over", "give", None), (not_eligible, "sort", "free", "soil-check")],
)
def test_a_no_is_decided_anew_and_nothing_behind_it_opens_by_itself(
    ride: object, step: str, decision: str, opens: str | None
) -> None:
    again = ride()  # type: ignore[operator]  # one of the rides above
    again.do(reopen_journey, by=AMARA)

    assert again.open() == [step]
    assert again.step(step).came_back == 1
    again.finish(step, decision)

    assert (opens in again.open()) if opens else again.state.ending_kind is EndingKind.GRANTED


def test_an_unsafe_place_does_not_get_its_licence_by_coming_back() -> None:
    ride = started(food_business())
    while "inspection" not in ride.open():
        ride.later(hours=1).finish(ride.open()[0], _leads_on(ride))
    ride.finish("inspection", "unsafe")

    ride.do(reopen_journey, by=AMARA)

    assert ride.open() == ["inspection"]


def _leads_on(ride: Ride) -> str | None:
    designed = ride.step(ride.open()[0]).step.decision
    return next(iter(designed.options)) if designed else None


def test_who_was_given_a_yes_once_can_be_given_it_again_by_the_guide_and_nobody_else_can() -> None:
    ride = granted()
    ride.do(reopen_journey, by=BEN)
    assert ride.open() == [], "what was done stays done"
    assert "journey.ended" in ride.do(end_journey, by=BEN, ending="granted", reason="c-1")

    back = refused()
    back.do(reopen_journey, by=AMARA)
    with pytest.raises(NotNow, match="by doing the steps"):
        back.do(end_journey, by=BEN, ending="granted", reason="c-1")


@pytest.mark.parametrize("by", [STRANGER, DANA, OFFICE, SYSTEM])
def test_others_do_not_open_it_again(by: e.Actor) -> None:
    with pytest.raises(NotYours):
        withdrawn().do(reopen_journey, by=by)


def test_what_is_open_is_not_opened_again() -> None:
    with pytest.raises(NotNow, match="still under way"):
        sorted_out().do(reopen_journey, by=AMARA)


def test_a_guide_stays_after_the_end_too() -> None:
    ride = granted()

    assert ride.do(assign_guide, by=BEN, guide="gugu") == ["guide.assigned"]
    assert ride.do(send_message, by=staff("gugu", "guide"), content="c-1") == ["message.sent"]


# After-care -----------------------------------------------------------------------------------------


def asked_after_a_month() -> Ride:
    ride = granted().later(days=30)
    ride.do(send_due_check_ins)
    return ride


def test_a_check_in_is_sent_on_its_day_and_once() -> None:
    ride = granted().later(days=29, hours=23)
    assert ride.do(send_due_check_ins) == []

    assert ride.later(hours=1).do(send_due_check_ins) == ["check-in.sent"]
    assert ride.do(send_due_check_ins) == []
    assert ride.later(days=150).do(send_due_check_ins) == ["check-in.sent"]


@pytest.mark.parametrize("ride", [refused, not_eligible, withdrawn, sorted_out])
def test_only_who_got_what_they_came_for_is_asked_how_it_is_going(ride: object) -> None:
    assert ride().later(days=400).do(send_due_check_ins) == []  # type: ignore[operator]


def test_a_look_back_observes_the_outcome() -> None:
    ride = asked_after_a_month()

    happened = ride.do(
        answer_check_in, by=AMARA, check_in="first-month", scores={"growing": 1, "better_off": 4}
    )

    assert happened == ["check-in.answered", "question.answered", "question.answered", "outcome.observed"]
    assert ride.state.outcomes == {"growing-at-a-month": True}


def test_what_was_not_answered_is_not_observed() -> None:
    ride = asked_after_a_month()

    ride.do(answer_check_in, by=AMARA, check_in="first-month", scores={"better_off": 1})

    assert ride.state.outcomes == {}
    assert not ride.state.open


def test_an_answer_that_says_it_is_going_badly_opens_the_journey_again() -> None:
    ride = asked_after_a_month()

    happened = ride.do(answer_check_in, by=AMARA, check_in="first-month", scores={"growing": 0})

    assert happened[-2:] == ["journey.reopened", "promise.made"]
    assert ride.state.outcomes == {"growing-at-a-month": False}
    assert ride.do(send_due_check_ins) == [], "a journey that is open is not looked back on"


def test_after_a_second_yes_the_check_ins_that_were_not_sent_count_from_it() -> None:
    ride = asked_after_a_month()
    ride.do(answer_check_in, by=AMARA, check_in="first-month", scores={"growing": 0})
    ride.later(days=1).do(end_journey, by=BEN, ending="granted", reason="c-1")

    assert ride.later(days=179).do(send_due_check_ins) == []
    assert ride.later(days=1).do(send_due_check_ins) == ["check-in.sent"]
    assert set(ride.state.check_ins_sent) == {"first-month", "half-a-year"}


@pytest.mark.parametrize(
    ("by", "check_in", "scores", "refusal", "words"),
    [
        (AMARA, "first-month", {}, NotAnAnswer, "no answer is fine too"),
        (AMARA, "first-month", {"clear": 3}, NotInTheDesign, "not asked in this check-in"),
        (AMARA, "first-month", {"growing": 2}, NotAnAnswer, "Answer yes or no"),
        (AMARA, "half-a-year", {"growing": 1}, NotNow, "still to come"),
        (AMARA, "in-a-century", {"growing": 1}, NotInTheDesign, "no such check-in"),
        (BEN, "first-month", {"growing": 1}, NotYours, "Only the person"),
        (STRANGER, "first-month", {"growing": 1}, NotYours, "Only the person"),
    ],
)
def test_a_look_back_that_does_not_count(
    by: e.Actor, check_in: str, scores: dict[str, int], refusal: type[Exception], words: str
) -> None:
    with pytest.raises(refusal, match=words):
        asked_after_a_month().do(answer_check_in, by=by, check_in=check_in, scores=scores)


def test_a_look_back_is_answered_once() -> None:
    ride = asked_after_a_month()
    ride.do(answer_check_in, by=AMARA, check_in="first-month", scores={"growing": 1})

    with pytest.raises(NotNow, match="answered this already"):
        ride.do(answer_check_in, by=AMARA, check_in="first-month", scores={"growing": 1})
