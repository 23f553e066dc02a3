"""Slow journeys that are still under way: without weighing for them every promise would be too short."""

import numpy as np
import pytest

from throughline.insight.expect.censoring import HEAVIEST, old_enough, weights


def test_the_part_that_is_old_enough_by_hand() -> None:
    age = np.array([1.0, 2.0, 3.0, 4.0])

    found = old_enough(age, np.ones(4), np.array([0.0, 1.0, 1.5, 4.0, 5.0]))

    assert found.tolist() == [1.0, 1.0, 0.75, 0.25, 0.0]


def test_what_counts_half_is_half_of_the_part() -> None:
    found = old_enough(np.array([1.0, 2.0]), np.array([1.0, 0.5]), np.array([2.0]))

    assert found == pytest.approx([1 / 3])


def test_an_answer_that_needs_longer_than_its_question_is_old_is_not_known() -> None:
    found = weights(np.array([1.0, 2.0]), np.array([1.5, 2.0]), np.ones(2))

    # The second is known, and speaks for the first, which is too young for an answer of two days.
    assert found.tolist() == [0.0, 2.0]


def test_all_count_the_same_where_all_are_old() -> None:
    assert weights(np.full(3, 100.0), np.array([1.0, 5.0, 9.0]), np.ones(3)).tolist() == [1.0, 1.0, 1.0]


def test_no_answer_speaks_for_too_many() -> None:
    age = np.append(np.zeros(99), 50.0)

    assert weights(age, np.full(100, 50.0), np.ones(100))[-1] == HEAVIEST


@pytest.mark.parametrize("half_life", [None, 15.0])
def test_a_known_median_is_found_again_though_the_slow_are_not_known_yet(half_life: float | None) -> None:
    rng = np.random.default_rng(11)
    answer, age = rng.exponential(10, 40_000), rng.uniform(0, 60, 40_000)
    counts = np.ones(40_000) if half_life is None else 0.5 ** (age / half_life)

    found = weights(age, answer, counts)

    truth = 10 * np.log(2)
    assert _median(answer, np.where(answer <= age, counts, 0)) < 0.9 * truth
    assert _median(answer, found) == pytest.approx(truth, rel=0.05)


def _median(values: np.ndarray, counts: np.ndarray) -> float:
    order = np.argsort(values)
    share = np.cumsum(counts[order]) / counts.sum()
    return float(values[order][np.searchsorted(share, 0.5)])
