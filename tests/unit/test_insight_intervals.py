"""A number never stands alone: its interval, its population, and what the silent ones leave open."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.insight.intervals import (
    NothingToCount,
    coverage,
    manski,
    mean_interval,
    median_interval,
    total_of,
    wilson,
)


def test_thirty_eight_of_fifty_has_the_published_wilson_interval() -> None:
    share = wilson(38, 50)

    assert share.value == 0.76
    assert round(share.interval.low, 3) == 0.626
    assert round(share.interval.high, 3) == 0.857


@pytest.mark.parametrize(("successes", "edge"), [(0, "low"), (10, "high")])
def test_a_share_at_the_edge_keeps_an_interval_inside_nought_and_one(successes: int, edge: str) -> None:
    interval = wilson(successes, 10).interval

    assert 0 <= interval.low < interval.high <= 1
    assert getattr(interval, edge) == successes / 10


def test_eighty_per_cent_of_the_fifth_who_answered_may_be_sixteen_or_ninety_six_of_all() -> None:
    bounds = manski(share=0.80, response=0.20)

    assert bounds.low == pytest.approx(0.16)
    assert bounds.high == pytest.approx(0.96)


def test_everybody_answering_leaves_nothing_open() -> None:
    assert manski(share=0.7, response=1.0).width == pytest.approx(0)


def test_a_mean_has_students_interval() -> None:
    # sd of 1..5 is sqrt(2.5); t(.975, 4) = 2.7764; half = 2.7764 * sqrt(2.5/5) = 1.9632
    mean = mean_interval(np.array([1.0, 2.0, 3.0, 4.0, 5.0]))

    assert mean.value == 3
    assert mean.interval.low == pytest.approx(3 - 1.9632, abs=1e-4)
    assert mean.interval.high == pytest.approx(3 + 1.9632, abs=1e-4)


def test_a_median_has_the_same_interval_every_time() -> None:
    waits = np.array([1.0, 2.0, 2.0, 3.0, 5.0, 8.0, 30.0])

    first, second = median_interval(waits), median_interval(waits)

    assert first == second
    assert first.value == 3
    assert first.interval.low < 3 < first.interval.high


def test_a_bootstrap_interval_holds_the_true_median_about_as_often_as_it_says() -> None:
    rng = np.random.default_rng(5)
    truth = np.log(2)

    held = [median_interval(rng.exponential(size=60)).interval.holds(truth) for _ in range(200)]

    assert 0.90 <= np.mean(held) <= 0.99


def test_coverage_is_the_part_that_answered() -> None:
    assert coverage(known=30, eligible=120) == 0.25


@pytest.mark.parametrize(
    "ask",
    [
        lambda: wilson(0, 0),
        lambda: wilson(3, 2),
        lambda: mean_interval(np.array([1.0])),
        lambda: median_interval(np.array([1.0])),
        lambda: coverage(0, 0),
        lambda: coverage(5, 4),
    ],
)
def test_a_number_without_a_population_is_refused_with_a_sentence(ask: object) -> None:
    with pytest.raises(NothingToCount, match=r"\.$"):
        ask()  # type: ignore[operator]


@given(st.lists(st.integers(-(10**12), 10**12), min_size=1, max_size=50))
def test_a_sum_of_whole_numbers_is_exact_in_any_order(values: list[int]) -> None:
    assert total_of(np.array(values, dtype=float)) == sum(values) == total_of(np.array(values[::-1], float))


def test_a_sum_of_fractions_is_rounded_once() -> None:
    assert total_of(np.array([0.1] * 10)) == 1.0  # added one after the other they make 0.9999999999999999


def test_a_sum_too_large_to_be_exact_is_rounded_once() -> None:
    assert total_of(np.array([2.0**53, 1.0, 1.0])) == 2.0**53 + 2
