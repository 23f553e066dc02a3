"""Several ways to answer, the bad ones left out, the middle of the others; and intervals that follow."""

import numpy as np
import pytest
from tests.past import history_with, simulated

from throughline.insight.expect.boosting import boosted
from throughline.insight.expect.choosing import WAYS, Choice, Kind, Way, choose, half_life, middle, said_by
from throughline.insight.expect.conformal import weighted_widening
from throughline.insight.expect.features import Features
from throughline.insight.expect.moments import after_events
from throughline.insight.expect.questions import Questions, questions
from throughline.insight.expect.walking import LEVELS, PACE, PAIRS, Answers, Widening, calibrated


def asked_after_two_steps(journeys: int) -> tuple[Questions, np.ndarray]:
    """Questions, and the places of those asked in the middle of the journeys."""
    history = history_with(simulated(journeys, seed=8, mean=3.0))
    asked = questions(history, after_events(history))
    return asked, np.flatnonzero(asked.remaining > 0)


def chosen() -> Choice:
    asked, rows = asked_after_two_steps(200)
    return choose(asked, rows[:400], rows[400:], float(asked.moments.at[rows[400]]))


def test_the_middle_is_the_median_and_one_that_is_silent_is_not_counted() -> None:
    said = middle([np.array([1.0, 1.0]), np.array([2.0, np.nan]), np.array([9.0, 3.0])])

    assert said.tolist() == [2.0, 2.0]


def test_ways_that_err_by_over_a_tenth_more_than_the_best_are_left_out() -> None:
    choice = chosen()

    best = min(choice.errors.values())
    assert list(choice.errors.values()) == sorted(choice.errors.values())
    assert choice.kept == {way for way, error in choice.errors.items() if error <= 1.1 * best}
    assert set(choice.errors) == set(WAYS)


def test_where_only_the_step_tells_the_table_by_step_is_kept() -> None:
    """Waits are exponential: how long it took so far says nothing."""
    assert Way(Kind.BY_STEP) in chosen().kept


def test_the_past_fades_by_the_time_learned_from() -> None:
    asked, rows = asked_after_two_steps(20)
    begin = float(asked.moments.at[rows[0]])

    assert half_life(asked, rows, begin + 100, 0.2) == pytest.approx(20.0)
    assert half_life(asked, rows, begin + 100, None) is None


def test_every_way_answers_every_question() -> None:
    asked, rows = asked_after_two_steps(100)

    said = said_by(asked, rows[:200], rows[200:], WAYS, float(asked.moments.at[rows[200]]))

    assert [len(one) for one in said.values()] == [len(rows) - 200] * len(WAYS)
    assert all((one >= 0).all() for one in said.values())


def test_boosted_trees_follow_what_counts() -> None:
    """Half took four days and half nine: the half that counts is what is learned."""
    known = Features(np.tile([[1.0], [2.0]], (200, 1)).astype(np.float32), ("x",), np.array([False]))
    remaining, nothing = np.repeat([4.0, 9.0], 200), np.zeros(400)

    for counts, expected in ((np.repeat([1.0, 1e-6], 200), 4.0), (np.repeat([1e-6, 1.0], 200), 9.0)):
        said = boosted(known, remaining, counts, known.where(np.arange(2)), (nothing, np.zeros(2)))
        assert said == pytest.approx([expected] * 2, rel=0.01)


def test_boosted_trees_begin_from_what_a_table_says() -> None:
    """Nothing is left to learn where the table is right; another table for the asked is followed."""
    known = Features(np.tile([[1.0], [2.0]], (100, 1)).astype(np.float32), ("x",), np.array([False]))
    right = np.full(200, 4.0)

    said = boosted(known, right, np.ones(200), known.where(np.arange(2)), (right, np.array([4.0, 16.0])))

    assert said == pytest.approx([4.0, 16.0])


def test_each_group_follows_what_was_missed_in_it() -> None:
    """Two groups with the same past errors. Then all answers of one are missed, and none of the other."""
    asked, rows = asked_after_two_steps(100)
    rows = rows[np.argsort(asked.known_from[rows], kind="stable")][:200]
    known_from, group = asked.known_from[rows], np.arange(200) % 2
    then, last = np.arange(120, 180), np.arange(180, 200)
    errors = np.repeat(np.linspace(0.01, 1.0, 100), 2)
    errors[then] = np.where(group[then] == 0, 2.0, 0.0)
    said_at = np.full(200, -np.inf)
    said_at[then], said_at[last] = known_from[119], known_from.max() + 1
    given = np.maximum(np.sqrt(asked.remaining[rows]) - errors, 0.0)
    errors = np.sqrt(asked.remaining[rows]) - given
    answers = Answers(rows, said_at, np.full(200, np.inf), np.tile(given[:, None] ** 2, (1, len(LEVELS))))

    found = calibrated(asked, answers, Widening(pair=PAIRS[0], half_life=None, weighed=False), group)

    for one, missed in ((0, 1.0), (1, 0.0)):
        came_out = then[(group[then] == one) & (known_from[then] > known_from[119])]
        allowed = 0.2 + PACE * len(np.unique(asked.journey[rows[came_out]])) * (0.2 - missed)
        past = np.flatnonzero((group == one) & (np.arange(200) < 180))
        wide = weighted_widening(errors[past], np.ones(len(past)), allowed)
        mine = last[group[last] == one]
        assert np.sqrt(found.high[mine]) - given[mine] == pytest.approx([wide] * len(mine))
