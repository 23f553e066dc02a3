"""How long it takes when not everything is over: a table worked by hand, and statsmodels beside it."""

import numpy as np
import pytest
from statsmodels.duration.survfunc import SurvfuncRight

from throughline.insight.intervals import NothingToCount
from throughline.insight.survival import Survival, from_counts, kaplan_meier

# Ten waits, of which three were cut off (marked +): 1 2 2+ 3 4 4 5+ 6 8+ 9
TIMES = np.array([1.0, 2.0, 2.0, 3.0, 4.0, 4.0, 5.0, 6.0, 8.0, 9.0])
OVER = np.array([True, True, False, True, True, True, False, True, False, True])
BY_HAND = {
    1: 9 / 10,
    2: 9 / 10 * 8 / 9,
    3: 9 / 10 * 8 / 9 * 6 / 7,  # the one cut off at 2 was at risk then, and is not now
    4: 9 / 10 * 8 / 9 * 6 / 7 * 4 / 6,
    6: 9 / 10 * 8 / 9 * 6 / 7 * 4 / 6 * 2 / 3,
    9: 0.0,
}


@pytest.fixture
def worked() -> Survival:
    return kaplan_meier(TIMES, OVER)


def test_the_curve_is_the_one_worked_by_hand(worked: Survival) -> None:
    found = dict(zip(worked.times.tolist(), worked.waiting.tolist(), strict=True))

    for time, share in BY_HAND.items():
        assert found[time] == pytest.approx(share, abs=1e-12)
    assert (worked.n, worked.censored) == (10, 3)


def test_greenwoods_sum_is_the_one_worked_by_hand(worked: Survival) -> None:
    at_4 = worked.spread[worked.times.tolist().index(4.0)]

    assert at_4 == pytest.approx(1 / (10 * 9) + 1 / (9 * 8) + 1 / (7 * 6) + 2 / (6 * 4))


def test_quantiles_are_the_first_time_by_which_so_many_were_over(worked: Survival) -> None:
    # 0.457 still wait after 4, 0.305 after 6, none after 9
    assert [worked.quantile(share) for share in (0.1, 0.5, 0.6, 0.9)] == [1, 4, 6, 9]


def test_a_quantile_that_was_never_reached_is_not_made_up() -> None:
    curve = kaplan_meier(np.array([1.0, 2.0, 2.0]), np.array([True, False, False]))

    assert curve.quantile(0.5) is None
    assert curve.quantile_interval(0.5) is None
    assert curve.mean() == pytest.approx(1 + 2 / 3)  # up to the longest time seen


def test_with_nothing_cut_off_the_mean_is_the_ordinary_one() -> None:
    waits = np.array([1.0, 1.0, 4.0, 7.0])

    curve = kaplan_meier(waits, np.ones(4, bool))

    assert curve.mean() == pytest.approx(waits.mean())
    half = 1.959964 * waits.std() / 2  # Greenwood's variance is then that of the values ÷ n
    assert curve.mean_interval().high == pytest.approx(waits.mean() + half, abs=1e-5)


def test_a_table_of_counts_gives_the_same_curve(worked: Survival) -> None:
    times = np.array([1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 9.0])
    ended, cut_off = np.array([1, 1, 1, 2, 0, 1, 0, 1]), np.array([0, 1, 0, 0, 1, 0, 1, 0])

    counted = from_counts(times, ended, cut_off)

    assert counted.waiting.tolist() == worked.waiting.tolist()
    assert counted.spread.tolist() == worked.spread.tolist()


@pytest.mark.parametrize("seed", range(8))
def test_statsmodels_draws_the_same_curve(seed: int) -> None:
    rng = np.random.default_rng(seed)
    times = np.round(rng.exponential(10, 200), seed % 2 + 1)  # with ties
    over = rng.random(200) < 0.7

    ours, theirs = kaplan_meier(times, over), SurvfuncRight(times, over.astype(int))

    at = np.isin(ours.times, theirs.surv_times)
    assert ours.waiting[at] == pytest.approx(theirs.surv_prob, abs=1e-12)
    finite = np.isfinite(theirs.surv_prob_se) & (theirs.surv_prob > 0)
    assert (ours.waiting * np.sqrt(ours.spread))[at][finite] == pytest.approx(
        theirs.surv_prob_se[finite], abs=1e-12
    )
    for share in (0.5, 0.9):
        assert ours.quantile(share) == pytest.approx(theirs.quantile(share))
        limits = ours.quantile_interval(share)
        with np.errstate(all="ignore"):  # theirs divides by zero where nobody waits any more
            low, high = theirs.quantile_ci(share, method="cloglog")
        if np.isfinite(high):
            assert limits is not None
            assert (limits.low, limits.high) == pytest.approx((low, high))
        else:
            assert limits is None


def test_the_interval_of_the_median_holds_the_truth_as_often_as_it_says() -> None:
    rng = np.random.default_rng(20260302)
    truth = 10 * np.log(2)

    held = []
    for _ in range(400):
        waits, looked = rng.exponential(10, 80), rng.uniform(5, 40, 80)
        limits = kaplan_meier(np.minimum(waits, looked), waits <= looked).quantile_interval(0.5)
        held.append(limits is not None and limits.holds(truth))

    assert 0.92 <= np.mean(held) <= 0.98


def test_the_interval_of_the_mean_holds_the_truth_as_often_as_it_says() -> None:
    rng = np.random.default_rng(20260303)

    held = []
    for _ in range(400):
        waits = rng.uniform(0, 20, 120)  # all are over by 20, so that the mean up to there is the mean
        looked = rng.uniform(5, 60, 120)
        held.append(kaplan_meier(np.minimum(waits, looked), waits <= looked).mean_interval().holds(10))

    assert 0.91 <= np.mean(held) <= 0.98


def test_leaving_out_who_still_waits_would_flatter() -> None:
    rng = np.random.default_rng(7)
    waits, looked = rng.exponential(10, 2000), rng.uniform(0, 20, 2000)
    over = waits <= looked

    curve = kaplan_meier(np.minimum(waits, looked), over)

    assert curve.quantile(0.5) == pytest.approx(10 * np.log(2), rel=0.1)
    assert np.median(waits[over]) < 0.6 * curve.quantile(0.5)


def test_nobody_who_waited_is_refused() -> None:
    with pytest.raises(NothingToCount, match="Nobody waited"):
        kaplan_meier(np.array([]), np.array([], bool))
