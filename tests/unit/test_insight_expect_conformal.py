"""Intervals that keep their word: ranks by hand, and coverage where it is known what it must be."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from throughline.insight.expect.conformal import adapted, outside, rank, weighted_widening, widening


def test_of_nineteen_errors_the_eighteenth_is_wide_enough_for_nine_in_ten() -> None:
    assert rank(19, 0.1) == 18
    assert widening(np.arange(1.0, 20.0), 0.1) == 18.0


def test_eight_errors_are_not_enough_history_for_nine_in_ten() -> None:
    assert rank(8, 0.1) is None
    assert widening(np.arange(8.0), 0.1) == math.inf


def test_nine_errors_are_the_fewest_for_nine_in_ten() -> None:
    assert rank(9, 0.1) == 9


@given(
    errors=st.lists(st.floats(-100, 100), min_size=1, max_size=60),
    miss=st.sampled_from([0.05, 0.1, 0.2, 0.5]),
)
def test_equal_weights_are_the_same_as_none(errors: list[float], miss: float) -> None:
    weighted = weighted_widening(np.array(errors), np.full(len(errors), 3.0), miss)

    assert weighted == widening(np.array(errors), miss)


def test_what_weighs_nothing_is_as_if_it_were_not_there() -> None:
    errors, weights = np.arange(40.0), np.repeat([1.0, 0.0], 20)

    assert weighted_widening(errors, weights, 0.1) == widening(errors[:20], 0.1)


def test_the_truth_outside_counts_by_how_far_and_inside_below_nothing() -> None:
    found = outside(np.array([2.0, 2.0, 2.0]), np.array([5.0, 5.0, 5.0]), np.array([1.0, 3.0, 9.0]))

    assert found.tolist() == [1.0, -1.0, 4.0]


@pytest.mark.parametrize("miss", [0.1, 0.2])
def test_exchangeable_errors_are_covered_as_often_as_promised(miss: float) -> None:
    rng = np.random.default_rng(8)
    held = sum(
        bool((draws := rng.lognormal(size=100))[-1] <= widening(draws[:-1], miss)) for _ in range(2000)
    )

    low, high = stats.binom.ppf([0.0005, 0.9995], 2000, math.ceil(100 * (1 - miss)) / 100)
    assert low <= held <= high


def test_too_many_misses_make_the_next_interval_wider() -> None:
    assert adapted(0.2, aimed=0.2, missed=0.5, pace=0.1) == pytest.approx(0.17)
    assert adapted(0.2, aimed=0.2, missed=0.0, pace=0.1) == pytest.approx(0.22)


def test_the_share_to_miss_stays_a_share() -> None:
    assert adapted(0.01, aimed=0.2, missed=1.0, pace=0.5) == 0.001
    assert adapted(0.99, aimed=0.2, missed=0.0, pace=0.5) == 0.999
