"""Promises are made with a date, kept or broken in the open, and their clock runs while it is with us."""

from datetime import UTC, datetime, timedelta

import pytest
from tests.journeys import AMARA, BEN, DANA, ESI, OTHER_GUIDE, SYSTEM, Ride, sorted_out, staff, started

from throughline.journey import events as e
from throughline.journey.decisions.deciding import NotACode, NotInTheDesign, NotNow, NotYours
from throughline.journey.decisions.ending import withdraw
from throughline.journey.decisions.promises import (
    TooLateToRenegotiate,
    keep_promise,
    make_promise,
    renegotiate_promise,
    watch_promises,
)
from throughline.journey.decisions.steps import finish_step, return_step, take_step
from throughline.journey.decisions.words import send_message, write_note
from throughline.journey.state import PromiseStatus

CHIDI = staff("chidi", "soil")
WANDA = staff("wanda", "water")
SOIL = "soil-check.1"
"""Promised on Monday 2 March within five working days: due on Monday 9 March at five o'clock."""


def utc(day: int, hour: int, minute: int = 0, month: int = 3) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


def on(ride: Ride, day: int, hour: int, minute: int = 0) -> Ride:
    ride.at = utc(day, hour, minute)
    return ride


def status(ride: Ride, promise: str = SOIL) -> PromiseStatus:
    return ride.state.promises[promise].status


def test_a_step_that_comes_to_us_is_promised_with_a_date() -> None:
    ride = sorted_out()

    assert {key: held.due for key, held in ride.state.promises.items() if held.closed_at is None} == {
        SOIL: utc(9, 17),
        "water-check.1": utc(12, 17),
        "talk.1": utc(9, 17),
    }


@pytest.mark.parametrize(
    ("at", "becomes"), [(utc(9, 17), PromiseStatus.KEPT), (utc(9, 17, 1), PromiseStatus.BROKEN)]
)
def test_on_the_minute_it_is_kept_and_after_it_is_broken(at: datetime, becomes: PromiseStatus) -> None:
    ride = sorted_out()
    ride.at = at

    ride.do(finish_step, by=CHIDI, step="soil-check", decision="clean")

    assert status(ride) is becomes


def test_a_broken_promise_stays_broken_when_the_step_is_done() -> None:
    ride = on(sorted_out(), 10, 9)
    ride.do(watch_promises)

    happened = ride.later(hours=1).do(finish_step, by=CHIDI, step="soil-check", decision="clean")

    assert status(ride) is PromiseStatus.BROKEN
    assert happened == ["step.done", "promise.kept"], "the promise that was made anew"


# The clock that is watched --------------------------------------------------------------------------


def test_the_person_hears_on_the_last_day_when_nobody_has_taken_it_up() -> None:
    ride = on(sorted_out(), 6, 17)
    assert ride.do(watch_promises) == [], "on Friday there is a working day left"

    assert on(ride, 9, 9).do(watch_promises) == ["promise.warned", "promise.warned"]
    assert ride.state.promises[SOIL].expected == utc(11, 17), "half as many days again, and at least two"


def test_what_somebody_has_taken_up_is_not_warned_about() -> None:
    ride = sorted_out()
    ride.do(take_step, by=CHIDI, step="soil-check")

    on(ride, 9, 9).do(watch_promises)

    assert not ride.state.promises[SOIL].warned
    assert ride.state.promises["talk.1"].warned


def test_what_is_past_is_broken_and_promised_anew() -> None:
    ride = on(sorted_out(), 10, 9)

    assert ride.do(watch_promises) == ["promise.broken", "promise.broken", "promise.made", "promise.made"]
    assert (status(ride), ride.state.promises["soil-check.2"].due) == (PromiseStatus.BROKEN, utc(17, 17))


def test_watching_twice_at_one_moment_says_nothing_twice() -> None:
    for day in (9, 10, 30):
        ride = on(sorted_out(), day, 12)
        ride.do(watch_promises)

        assert ride.do(watch_promises) == []


def test_watching_says_nothing_in_the_past_or_after_the_end() -> None:
    ride = sorted_out().later(days=-1)
    assert ride.do(watch_promises) == []

    ride.later(days=1).do(withdraw, by=AMARA)
    assert ride.later(days=90).do(watch_promises) == []


# Pausing --------------------------------------------------------------------------------------------


def sent_back() -> Ride:
    ride = on(sorted_out(), 6, 10)
    items = [e.CorrectionItem(fact="who", reason="missing")]
    ride.do(return_step, by=CHIDI, step="soil-check", items=items)
    ride.give({"who": None})
    return ride


def test_the_clock_stands_still_while_it_is_with_the_person_and_the_date_moves() -> None:
    ride = sent_back()
    assert (status(ride), ride.state.promises[SOIL].turn) == (PromiseStatus.PAUSED, e.Turn.WITH_YOU)

    on(ride, 10, 10).do(finish_step, by=AMARA, step="tell")

    assert (status(ride), ride.state.promises[SOIL].due) == (PromiseStatus.RUNNING, utc(11, 17))


def test_a_promise_is_not_broken_while_it_stands_still() -> None:
    ride = sent_back().later(days=60)

    ride.do(watch_promises)

    assert status(ride) is PromiseStatus.PAUSED


def test_an_answer_in_the_evening_of_the_last_day_does_not_break_the_promise_at_once() -> None:
    ride = on(sorted_out(), 9, 10)
    ride.do(return_step, by=CHIDI, step="soil-check", items=[e.CorrectionItem(fact="who", reason="missing")])
    ride.give({"who": None})

    happened = on(ride, 10, 19).do(finish_step, by=AMARA, step="tell")

    assert "promise.resumed" in happened
    assert (status(ride), ride.state.promises[SOIL].due) == (PromiseStatus.RUNNING, utc(11, 17))


def test_sending_back_what_is_late_breaks_the_promise() -> None:
    ride = on(sorted_out(), 10, 10)

    happened = ride.do(
        return_step, by=CHIDI, step="soil-check", items=[e.CorrectionItem(fact="who", reason="missing")]
    )

    assert "promise.broken" in happened
    assert status(ride) is PromiseStatus.BROKEN


def test_a_warning_counts_for_the_date_it_was_about() -> None:
    ride = on(sorted_out(), 9, 9)
    ride.do(watch_promises)
    ride.do(return_step, by=CHIDI, step="soil-check", items=[e.CorrectionItem(fact="who", reason="missing")])
    ride.give({"who": None})

    on(ride, 11, 10).do(finish_step, by=AMARA, step="tell")

    held = ride.state.promises[SOIL]
    assert (held.due, held.warned, held.expected) == (utc(11, 17), False, None)


# A new date -----------------------------------------------------------------------------------------


def renegotiate(ride: Ride, due: datetime, by: e.Actor = CHIDI, promise: str = SOIL) -> list[str]:
    return ride.do(renegotiate_promise, by=by, promise=promise, due=due, reason="content-1")


@pytest.mark.parametrize("by", [CHIDI, BEN])
def test_a_new_date_is_told_before_the_old_one_has_passed(by: e.Actor) -> None:
    ride = on(sorted_out(), 9, 9)
    ride.do(watch_promises)

    assert renegotiate(ride, utc(16, 17), by) == ["promise.renegotiated"]
    held = ride.state.promises[SOIL]
    assert (held.due, held.renegotiated, held.warned) == (utc(16, 17), 1, False)


def test_after_the_date_it_is_too_late() -> None:
    with pytest.raises(TooLateToRenegotiate, match="tell the person what happens now"):
        renegotiate(on(sorted_out(), 9, 17, 1), utc(16, 17))


@pytest.mark.parametrize("by", [AMARA, DANA, WANDA, OTHER_GUIDE, ESI, SYSTEM])
def test_nobody_re_dates_what_others_promised(by: e.Actor) -> None:
    with pytest.raises(NotYours):
        renegotiate(sorted_out(), utc(16, 17), by)


@pytest.mark.parametrize("by", [OTHER_GUIDE, DANA])
def test_what_the_guide_promised_is_the_guides(by: e.Actor) -> None:
    ride = sorted_out()
    ride.do(make_promise, by=BEN, about="refund", due=utc(6, 17))

    for promise in ("talk.1", "refund.1"):
        with pytest.raises(NotYours):
            renegotiate(ride, utc(20, 17), by, promise)


@pytest.mark.parametrize(
    ("promise", "due", "refusal", "words"),
    [
        ("no-such.1", utc(16, 17), NotInTheDesign, "no such promise"),
        (SOIL, utc(9, 17), NotNow, "Simply be early"),
        (SOIL, utc(2, 11), NotNow, "still to come"),
        ("sort.1", utc(16, 17), NotNow, "kept already"),
    ],
)
def test_a_new_date_that_makes_no_sense(
    promise: str, due: datetime, refusal: type[Exception], words: str
) -> None:
    with pytest.raises(refusal, match=words):
        renegotiate(sorted_out(), due, BEN, promise)


def test_a_clock_that_stands_still_is_not_re_dated() -> None:
    with pytest.raises(NotNow, match="Its date moves by itself"):
        renegotiate(sent_back(), utc(20, 17))


# The guide's own word -------------------------------------------------------------------------------


def test_a_guide_gives_their_word_and_keeps_it() -> None:
    ride = started()

    assert ride.do(make_promise, by=BEN, about="refund", due=utc(6, 17)) == ["promise.made"]
    assert ride.later(days=1).do(keep_promise, by=BEN, promise="refund.1") == ["promise.kept"]
    with pytest.raises(NotNow, match="kept already"):
        ride.do(keep_promise, by=BEN, promise="refund.1")


def test_a_word_that_is_kept_too_late_is_broken() -> None:
    ride = started()
    ride.do(make_promise, by=BEN, about="refund", due=utc(6, 17))

    assert on(ride, 6, 18).do(keep_promise, by=BEN, promise="refund.1") == ["promise.broken"]


def test_being_in_touch_keeps_a_call_back_and_nothing_else() -> None:
    ride = started()
    for about in ("call-back", "refund"):
        ride.do(make_promise, by=BEN, about=about, due=utc(6, 17))

    assert ride.later(days=1).do(send_message, by=BEN, content="c-1") == ["message.sent", "promise.kept"]
    assert (status(ride, "call-back.1"), status(ride, "refund.1")) == (
        PromiseStatus.KEPT,
        PromiseStatus.RUNNING,
    )


@pytest.mark.parametrize("by", [SYSTEM, CHIDI])
def test_a_call_back_is_kept_by_the_guide_only(by: e.Actor) -> None:
    ride = started()
    ride.do(make_promise, by=BEN, about="call-back", due=utc(6, 17))

    assert ride.do(send_message, by=by, content="c-1") == ["message.sent"]


@pytest.mark.parametrize("by", [AMARA, DANA, CHIDI, OTHER_GUIDE, SYSTEM])
def test_nobody_else_gives_or_keeps_the_guides_word(by: e.Actor) -> None:
    ride = started()
    ride.do(make_promise, by=BEN, about="refund", due=utc(6, 17))

    with pytest.raises(NotYours):
        ride.do(make_promise, by=by, about="refund", due=utc(6, 17))
    with pytest.raises(NotYours):
        ride.do(keep_promise, by=by, promise="refund.1")


@pytest.mark.parametrize("about", ["", "Call her about the divorce", "Refund", "call back"])
def test_what_a_promise_is_about_is_a_code(about: str) -> None:
    with pytest.raises(NotACode, match="such as 'call-back'"):
        started().do(make_promise, by=BEN, about=about, due=utc(6, 17))


def test_a_promise_is_about_time_to_come_and_a_steps_promise_is_kept_by_the_step() -> None:
    with pytest.raises(NotNow, match="still to come"):
        started().do(make_promise, by=BEN, about="refund", due=utc(2, 10))
    with pytest.raises(NotNow, match="by doing the step"):
        sorted_out().do(keep_promise, by=BEN, promise="talk.1")


# The end --------------------------------------------------------------------------------------------


def test_the_end_releases_what_was_promised_but_hides_no_missed_date() -> None:
    ride = on(sorted_out(), 10, 9)

    ride.do(withdraw, by=AMARA)

    assert status(ride) is PromiseStatus.BROKEN, "due on the ninth"
    assert status(ride, "water-check.1") is PromiseStatus.RELEASED, "due on the twelfth"


@pytest.mark.parametrize("becomes", PromiseStatus)
def test_every_way_a_promise_can_stand_is_reached(becomes: PromiseStatus) -> None:
    reached = {
        PromiseStatus.RUNNING: sorted_out,
        PromiseStatus.PAUSED: sent_back,
        PromiseStatus.KEPT: lambda: _after(
            finish_step, days=1, step="soil-check", by=CHIDI, decision="clean"
        ),
        PromiseStatus.BROKEN: lambda: _after(watch_promises, days=30),
        PromiseStatus.RELEASED: lambda: _after(withdraw, days=1, by=AMARA),
    }

    assert status(reached[becomes]()) is becomes


def _after(decide: object, days: int, **named: object) -> Ride:
    ride = sorted_out().later(days=days)
    ride.do(decide, **named)  # type: ignore[arg-type]  # any decision
    return ride


def test_a_late_note_brings_out_that_the_date_has_passed() -> None:
    ride = sorted_out()
    ride.at += timedelta(days=30)

    assert "promise.broken" in ride.do(write_note, by=BEN, content="c-1")
