"""Comparing stretches of a series whose neighbours resemble each other, against formulas and simulation."""

import numpy as np
import pytest
from scipy import stats

from throughline.insight.carry_over import difference, level, pooled_phi, slope, standard_error_ahead, step


def wandering(phi: float, many: int, periods: int, seed: int = 12) -> np.ndarray:
    rng = np.random.default_rng(seed)
    values = rng.standard_normal((many, periods))
    for t in range(1, periods):
        values[:, t] = phi * values[:, t - 1] + np.sqrt(1 - phi**2) * values[:, t]
    return values


def test_without_resemblance_a_step_is_the_two_sample_t_test() -> None:
    before, after = np.array([5.0, 7, 6, 8, 5, 6]), np.array([9.0, 8, 10, 9])

    found = difference(np.r_[before, after], step(range(6), range(6, 10)), 0.0)
    textbook = stats.ttest_ind(after, before)

    assert found.value == pytest.approx(after.mean() - before.mean())
    assert found.degrees_of_freedom == pytest.approx(8)
    assert found.p == pytest.approx(textbook.pvalue)


def test_without_resemblance_a_slope_is_ordinary_regression() -> None:
    values = np.array([1.0, 2.5, 2.0, 4.5, 5.0, 4.0, 7.0])

    found = difference(values, slope(range(7)), 0.0)
    textbook = stats.linregress(range(7), values)

    assert found.value == pytest.approx(textbook.slope)
    assert found.standard_error == pytest.approx(textbook.stderr)
    assert found.p == pytest.approx(textbook.pvalue)


def test_for_long_stretches_the_variance_grows_by_the_familiar_inflation() -> None:
    flat = np.tile([1.0, -1.0], 1000)
    layout = step(range(1000), range(1000, 2000))

    plain, inflated = difference(flat, layout, 0.0), difference(flat, layout, 0.5)

    ratio = (inflated.standard_error / plain.standard_error) ** 2
    assert ratio == pytest.approx((1 + 0.5) / (1 - 0.5), rel=0.01)


@pytest.mark.parametrize("phi", [0.0, 0.3, 0.6])
def test_the_standard_error_is_what_simulation_says(phi: float) -> None:
    layout = step(range(24), range(32, 40))
    many = wandering(phi, 4000, 40)
    values = np.c_[many[:, :24], many[:, 32:]]

    found = [difference(row, layout, phi) for row in values]

    spread = np.std([one.value for one in found])
    claimed = np.sqrt(np.mean([one.standard_error**2 for one in found]))
    assert claimed == pytest.approx(spread, rel=0.05)


@pytest.mark.parametrize("phi", [0.0, 0.3, 0.5])
@pytest.mark.parametrize("periods", [16, 24])
def test_the_resemblance_of_many_short_series_is_found_without_bias(phi: float, periods: int) -> None:
    scales = np.exp(np.random.default_rng(1).normal(size=(2000, 1)))
    many = wandering(phi, 2000, periods) * scales

    found = pooled_phi([(row, level(range(periods))) for row in many])

    assert found == pytest.approx(phi, abs=0.02)


def test_gaps_are_no_neighbours() -> None:
    # every second period is missing, so nothing is known about neighbours, and none is invented
    many = wandering(0.9, 50, 40)[:, ::2]

    assert pooled_phi([(row, level(range(0, 40, 2))) for row in many]) == 0


@pytest.mark.parametrize("stretches", [[], [(np.array([1.0, 2]), level(range(2)))]])
def test_too_little_to_tell_counts_as_no_resemblance(stretches: list[tuple[np.ndarray, object]]) -> None:
    assert pooled_phi(stretches) == 0  # type: ignore[arg-type]


def test_how_sure_a_check_will_be_is_known_before_it_is_made() -> None:
    values = wandering(0.3, 1, 32)[0]
    baseline, planned = level(range(24)), step(range(24), range(24, 32))

    ahead = standard_error_ahead(values[:24], baseline, planned, 0.3)
    afterwards = difference(values, planned, 0.3, scaled_by=baseline)

    assert ahead.standard_error == pytest.approx(afterwards.standard_error)
