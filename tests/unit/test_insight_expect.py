"""What is expected of journeys under way, and what is said where nothing can be."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from tests.past import Happened, history_with, simulated

from throughline.insight.expect.expectation import CannotExpect, expectations
from throughline.insight.expect.history import as_published
from throughline.insight.expect.moments import after_events
from throughline.insight.expect.published import PUBLISHED, published_for
from throughline.insight.expect.split import TooFewToEvaluate, asked_about, split
from throughline.insight.expect.words import sentence

NEW_YEAR = datetime(2024, 1, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def told():
    history = history_with(simulated(400, seed=3))
    return expectations(history, at=NEW_YEAR + timedelta(days=150))


def test_half_and_nine_in_ten_are_about_right_where_the_answer_is_known(told) -> None:
    """At the second of four steps two exponential waits of ten days are left, whatever happened before."""
    checked = [one.whole for one in told if one.step == "check"]

    assert np.median([one.half for one in checked]) == pytest.approx(16.8, rel=0.25)
    assert np.median([one.nine_in_ten for one in checked]) == pytest.approx(38.9, rel=0.25)


def test_nine_in_ten_take_longer_than_half_do(told) -> None:
    assert all(one.whole.half <= one.whole.nine_in_ten for one in told)
    assert all(one.part.half <= one.part.nine_in_ten for one in told)


def test_a_step_ends_before_the_journey_does(told) -> None:
    assert np.mean([one.part.half < one.whole.half for one in told if one.step == "apply"]) > 0.9


def test_a_sentence_names_both(told) -> None:
    assert sentence(told[0]).startswith("Half of those like it are done within ")
    assert "nine in ten within" in sentence(told[0])


def test_too_short_a_history_says_so_instead_of_a_number() -> None:
    history = history_with(simulated(15, seed=3))

    told = expectations(history, at=NEW_YEAR + timedelta(days=7))

    assert all(one.whole is None for one in told)
    assert sentence(told[0]) == "There is not enough history to say: it takes 20 journeys that have ended."


def test_without_endings_it_is_said_how_to_name_them() -> None:
    history = history_with([Happened("A", 0, "apply"), Happened("A", 1, "decide")])

    with pytest.raises(CannotExpect, match="Name them under `endings:`"):
        expectations(history)


def test_with_nobody_under_way_there_is_nothing_to_expect() -> None:
    history = history_with(simulated(30, seed=3))

    with pytest.raises(CannotExpect, match="No journey was under way on 1 January 2030"):
        expectations(history, at=datetime(2030, 1, 1, tzinfo=UTC))


def test_the_last_of_five_parts_by_start_is_for_the_test() -> None:
    cut = split(history_with(simulated(100, seed=1)))

    assert (cut.learn.sum(), cut.choose.sum(), cut.test.sum()) == (64, 16, 20)
    assert not (cut.learn & cut.test).any()


def test_a_short_log_is_not_evaluated() -> None:
    with pytest.raises(TooFewToEvaluate, match="The log has 10 journeys with"):
        split(history_with(simulated(10, seed=1)))


def test_a_log_whose_journeys_all_began_before_any_ended_is_not_evaluated() -> None:
    slow = [replace(one, day=one.day + (0 if one.step == "apply" else 60)) for one in simulated(100, seed=1)]

    with pytest.raises(TooFewToEvaluate, match="None of the journeys that began first had ended"):
        split(history_with(slow))


def test_the_protocol_asks_after_two_events_and_before_the_last() -> None:
    history = history_with(
        [Happened("A", day, "x") for day in range(4)] + [Happened("B", day, "x") for day in range(2)]
    )

    assert asked_about(history, after_events(history)).tolist() == [False, True, True, False, False, False]


def test_as_published_every_last_event_is_an_end_and_all_time_counts() -> None:
    history = history_with(
        [
            Happened("A", 0, "ask", ask=True),
            Happened("A", 5, "give", answer=True),
            Happened("A", 6, "close", ended=True),
            Happened("B", 0, "ask"),
        ]
    )

    assert history.ended.tolist() == [True, False]
    assert history.clock[1] - history.clock[0] == 0
    assert as_published(history).ended.tolist() == [True, True]
    assert as_published(history).clock[1] - as_published(history).clock[0] == 5


@pytest.mark.parametrize(
    ("file", "log"),
    [
        ("receipt.xes", "Env. permit"),
        ("helpdesk.xes.gz", "Helpdesk"),
        ("BPIC12.xes.gz", "BPIC12"),
        ("BPIC12_W_start_end.csv.gz", "BPIC12W"),
        ("BPIC15_1.xes.gz", "BPIC15-1"),
        ("BPI_Challenge_2012.xes", "BPIC12"),
        ("BPIC20_DomesticDeclarations.xes.gz", "BPIC20D"),
        ("sepsis.csv", "Sepsis"),
        ("garden-permits.csv", None),
    ],
)
def test_a_file_is_known_by_its_name(file: str, log: str | None) -> None:
    assert published_for(file) == (None if log is None else PUBLISHED[log])


def test_another_cut_of_a_log_is_not_taken_for_the_same() -> None:
    assert PUBLISHED["Helpdesk"].is_same_log(40.86)
    assert not PUBLISHED["BPIC20D"].is_same_log(11.09)
