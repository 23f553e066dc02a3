"""The tables behind intervals, read without SciPy: SciPy says the same, and they hold what they say."""

import numpy as np
import pytest
from scipy import stats

from throughline.insight.intervals import NothingToCount, quantile_interval, ratio_interval
from throughline.insight.quantiles import normal, ranks, student


@pytest.mark.parametrize("freedom", [1, 2, 5, 30, 1000, 66_666, 2_000_000])
@pytest.mark.parametrize("level", [0.8, 0.95, 0.99])
def test_students_table_is_the_published_one(freedom: int, level: float) -> None:
    assert student(freedom, level) == pytest.approx(stats.t.ppf(0.5 + level / 2, freedom), rel=1e-8)


def test_the_normal_table_is_the_published_one() -> None:
    assert normal(0.95) == pytest.approx(1.959963984540054)


@pytest.mark.parametrize(
    ("n", "share", "places"),
    [
        (6, 0.5, (1, 6)),  # the smallest sample with a bound on both sides: 1 − 2 ÷ 2⁶ = 96.9%
        (5, 0.5, (None, None)),
        (10, 0.5, (2, 9)),  # the published table: 97.9%
        (100, 0.5, (40, 61)),
        (28, 0.9, (22, None)),  # 0.9²⁸ = 5.2%: too few to bound it from above
        (36, 0.9, (29, 36)),  # 0.9³⁶ = 2.3%
    ],
)
def test_the_places_around_a_quantile(n: int, share: float, places: tuple[int | None, int | None]) -> None:
    assert ranks(n, share, 0.95) == places


@pytest.mark.parametrize("n", [*range(6, 60), 333, 66_667])
@pytest.mark.parametrize("share", [0.5, 0.9])
def test_the_places_are_the_nearest_that_hold_the_quantile_often_enough(n: int, share: float) -> None:
    low, high = ranks(n, share, 0.95)
    below = stats.binom(n, share)

    if low is not None:
        assert below.cdf(low - 1) <= 0.025 + 1e-12
        assert below.cdf(low) > 0.025 - 1e-12
    if high is not None:
        assert below.sf(high - 1) <= 0.025 + 1e-12
        assert below.sf(high - 2) > 0.025 - 1e-12


@pytest.mark.parametrize("share", [0.5, 0.9])
@pytest.mark.parametrize("n", [60, 400])
def test_the_interval_of_a_quantile_holds_the_truth_at_least_as_often_as_it_says(
    n: int, share: float
) -> None:
    rng = np.random.default_rng(n)
    truth = stats.lognorm(1.5).ppf(share)

    found = [quantile_interval(np.sort(rng.lognormal(0, 1.5, n)), share) for _ in range(600)]

    held = [one is not None and one.holds(truth) for one in found]
    assert 0.94 <= np.mean(held) <= 0.99


def test_too_few_values_have_no_interval() -> None:
    assert quantile_interval(np.arange(5.0), 0.5) is None
    assert quantile_interval(np.array([]), 0.5) is None


def test_a_ratio_of_sums_has_the_interval_worked_by_hand() -> None:
    above, below = np.array([1.0, 0.0, 3.0]), np.array([2.0, 2.0, 4.0])

    ratio = ratio_interval(above, below)

    # r = 4/8; off = 0, −1, 1; se = √(3/2 · 2) ÷ 8; t(.975, 2) = 4.3027
    assert ratio.value == 0.5
    assert ratio.interval.high - 0.5 == pytest.approx(4.302653 * np.sqrt(3) / 8, abs=1e-6)


def test_the_interval_of_a_ratio_of_sums_holds_the_truth_as_often_as_it_says() -> None:
    rng = np.random.default_rng(20260304)

    held = []
    for _ in range(600):
        below = rng.integers(1, 9, 150)
        rate = rng.beta(2, 6, 150)  # journeys differ, so that contacts are no independent coins
        above = rng.binomial(below, rate)
        held.append(ratio_interval(above.astype(float), below.astype(float)).interval.holds(2 / 8))

    assert 0.92 <= np.mean(held) <= 0.975


def test_a_ratio_over_nothing_is_refused() -> None:
    with pytest.raises(NothingToCount, match="two journeys"):
        ratio_interval(np.zeros(3), np.zeros(3))
