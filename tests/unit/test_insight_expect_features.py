"""What is known at a moment, and that nothing in it comes from later."""

import numpy as np
import pytest
from tests.past import Happened, history_with, simulated

from throughline.insight.expect.features import features
from throughline.insight.expect.moments import Moments, after_events, on
from throughline.insight.expect.turns import own_clock, unanswered

MORNING = [
    Happened("A", 0.0, "apply", person="Ben"),
    Happened("B", 1.0, "apply", person="Ben"),
    Happened("A", 2.0, "check", person="Ana"),
    Happened("A", 2.0, "apply", person="Ana"),
    Happened("B", 9.5, "check", person="Ben"),
]


def known(history, moments, name):
    made = features(history, moments)
    return made.values[:, made.names.index(name)].tolist()


def test_what_a_journey_has_been_through() -> None:
    history = history_with(MORNING)

    moments = after_events(history)  # A0 A2 A2 B1 B9.5
    assert known(history, moments, "elapsed") == [0, 2, 2, 0, 8.5]
    assert known(history, moments, "times apply") == [1, 1, 2, 1, 1]
    assert known(history, moments, "since 1 before")[1:3] == [2, 0]
    assert known(history, moments, "changes of person") == [0, 1, 1, 0, 0]


def test_the_queue_is_who_stands_at_the_same_step() -> None:
    history = history_with(MORNING)

    at_noon_of_the_second = Moments(np.array([3]), np.array([history.at[3] + 0.5]))
    assert known(history, at_noon_of_the_second, "queue") == [2]
    assert known(history, at_noon_of_the_second, "arrivals in 1 days") == [1]


def test_a_monday_is_a_monday() -> None:
    history = history_with([Happened("A", 0.25, "apply")])

    moments = after_events(history)
    assert known(history, moments, "weekday") == [0]
    assert known(history, moments, "hour") == [6]
    assert known(history, moments, "days to month's end") == [31]


@pytest.mark.parametrize("day", [12.0, 31.5, 60.0])
def test_nothing_changes_when_later_events_of_any_journey_are_taken_away(day: float) -> None:
    """The codes of steps are given by frequency in the whole log; they name, and say nothing about later."""
    events = simulated(120, seed=5)
    whole = history_with(events)
    moments = on(whole, whole.starts[0] + day)
    until = history_with([one for one in events if one.day <= day])
    same = Moments(np.array([_place(until, whole, event) for event in moments.event.tolist()]), moments.at)

    early, late = features(until, same), features(whole, moments)

    assert len(moments) > 5
    by_name = {name: early.values[:, place] for place, name in enumerate(early.names)}
    for place, name in enumerate(late.names):
        if not late.categorical[place] and name in by_name:
            np.testing.assert_array_equal(late.values[:, place], by_name[name], err_msg=name)


def _place(until, whole, event: int) -> int:
    journey = until.journeys.index(whole.journeys[whole.of[event]])
    return int(until.first[journey] + event - whole.first[whole.of[event]])


def test_our_clock_stands_still_between_a_question_and_its_answer() -> None:
    at = np.array([0.0, 1.0, 4.0, 6.0])
    of = np.zeros(4, np.int64)
    ask, answer = np.array([0, 1, 0, 0], bool), np.array([0, 0, 0, 1], bool)

    assert own_clock(at, of, ask, answer).tolist() == [0, 1, 1, 1]


def test_a_question_that_never_was_answered_does_not_stop_it() -> None:
    at, of = np.array([0.0, 1.0, 4.0, 4.0, 5.0]), np.array([0, 0, 0, 1, 1])
    ask, answer = np.array([0, 1, 0, 0, 0], bool), np.array([0, 0, 0, 0, 1], bool)

    assert own_clock(at, of, ask, answer).tolist() == at.tolist()


def test_it_is_known_whether_a_question_stands_open() -> None:
    of = np.array([0, 0, 0, 1])
    ask, answer = np.array([0, 1, 0, 0], bool), np.array([0, 0, 1, 0], bool)

    assert unanswered(of, ask, answer).tolist() == [False, True, False, False]
