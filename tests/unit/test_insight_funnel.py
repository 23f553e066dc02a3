"""The funnel: plain limits call most units outliers; the spread that all share widens them."""

import numpy as np
import pytest

from throughline.insight import funnel_scales
from throughline.insight.funnel import (
    Funnel,
    Place,
    Tails,
    corrected,
    deviations,
    funnel_of,
    overdispersion,
)

OBSERVED = np.array([40.0, 60, 85, 30, 72, 55, 95, 20])
JOURNEYS = np.array([100.0, 110, 150, 80, 120, 130, 140, 60])
WORKED = funnel_scales.proportions(OBSERVED, JOURNEYS)
EIGHT = tuple("ABCDEFGH")


def worked_funnel() -> Funnel:
    return funnel_of(EIGHT, WORKED)


def test_the_worked_units_stand_where_the_formula_says() -> None:
    assert round(WORKED.target, 5) == 0.79888
    assert np.round(deviations(WORKED), 3).tolist() == [
        -2.283,
        0.672,
        1.308,
        -2.501,
        1.910,
        -2.069,
        4.002,
        -2.841,
    ]


def test_the_tails_of_the_worked_units_are_drawn_in_as_r_does() -> None:
    low, high = np.quantile(deviations(WORKED), [0.1, 0.9])

    assert (round(float(low), 3), round(float(high), 3)) == (-2.603, 2.538)


def test_the_worked_units_have_their_extra_spread() -> None:
    extra = overdispersion(WORKED)

    assert round(extra.ratio, 4) == 4.3471
    assert round(extra.between, 7) == 0.0090015


def test_with_the_extra_spread_no_worked_unit_is_an_outlier() -> None:
    z = corrected(WORKED, overdispersion(WORKED).between)

    assert np.round(z, 3).tolist() == [-1.065, 0.302, 0.517, -1.270, 0.828, -0.868, 1.628, -1.598]
    assert worked_funnel().outside == ()
    assert {point.place for point in worked_funnel().points} == {Place.INSIDE}


def test_without_extra_spread_the_seventh_unit_would_be_four_deviations_out() -> None:
    assert deviations(WORKED)[6] > 4


def test_points_and_limits_are_shares_again() -> None:
    funnel = worked_funnel()

    assert funnel.target == pytest.approx(OBSERVED.sum() / JOURNEYS.sum())
    assert [point.value for point in funnel.points] == pytest.approx((OBSERVED / JOURNEYS).tolist())
    assert all(
        0 <= low < funnel.target < high <= 1
        for low, high in zip(funnel.outer.low, funnel.outer.high, strict=True)
    )


def test_the_funnel_narrows_with_size_and_the_outer_limits_lie_outside() -> None:
    funnel = worked_funnel()

    width = np.array(funnel.inner.high) - np.array(funnel.inner.low)
    assert np.all(np.diff(width) < 0)
    assert np.all(np.array(funnel.outer.high) > np.array(funnel.inner.high))


def test_units_that_only_luck_spreads_have_no_extra_spread() -> None:
    alike = funnel_scales.proportions(np.array([80.0, 79, 81, 80]), np.full(4, 100.0))

    assert overdispersion(alike).between == 0


def test_truncating_leaves_the_outermost_out() -> None:
    # Of eight, the tenths at both ends lie beyond the lowest and the highest; six are kept.
    kept = np.sort(deviations(WORKED))[1:-1]

    assert overdispersion(WORKED, Tails.LEFT_OUT).ratio == pytest.approx(np.mean(kept**2))


def test_a_ratio_by_its_root() -> None:
    scaled = funnel_scales.ratios(np.array([128.0, 60.0]), np.array([135.6, 50.0]))

    # z = 2 (√O − √E)
    assert deviations(scaled).tolist() == pytest.approx(
        [2 * (np.sqrt(128) - np.sqrt(135.6)), 2 * (np.sqrt(60) - np.sqrt(50))]
    )


def test_a_ratio_by_its_logarithm() -> None:
    scaled = funnel_scales.log_ratios(np.array([128.0]), np.array([135.6]))

    assert deviations(scaled)[0] == pytest.approx(np.log(128 / 135.6) * np.sqrt(135.6))
    assert scaled.back(scaled.places)[0] == pytest.approx(0.944, abs=5e-4)


def test_a_ratio_of_counts_survives_nothing_counted() -> None:
    scaled = funnel_scales.ratios_of_counts(np.array([0.0, 9.5]), np.array([9.5, 9.5]))

    assert scaled.places.tolist() == pytest.approx([np.log(0.05), 0])
    assert scaled.spread.tolist() == pytest.approx([np.sqrt(9.5) / 10, np.sqrt(19) / 10])


def test_a_unit_far_outside_is_found() -> None:
    n = np.full(12, 400.0)
    values = np.r_[np.linspace(9.8, 10.2, 11), 14.0]

    funnel = funnel_of(tuple("abcdefghijkl"), funnel_scales.means(values, n, 25.0))

    assert [point.unit for point in funnel.outside] == ["l"]


def test_the_limits_of_a_count_do_not_go_below_nothing() -> None:
    funnel = funnel_of(("a", "b", "c"), funnel_scales.means(np.array([0.0, 0.2, 0.4]), np.full(3, 20.0), 9.0))

    assert set(funnel.inner.low) == set(funnel.outer.low) == {0.0}


def test_a_unit_between_the_limits_is_a_warning() -> None:
    scaled = funnel_scales.means(np.array([0.0, 0.0, 2.5]), np.array([1e6, 1e6, 1.0]), 1.0)

    assert [point.place for point in funnel_of(("a", "b", "c"), scaled).points] == [
        Place.INSIDE,
        Place.INSIDE,
        Place.WARNING,
    ]
