"""Natural process limits: the published examples, and what "keeps passing" means."""

import numpy as np
import pytest

from throughline.insight.intervals import NothingToCount
from throughline.insight.limits import natural_limits, passes_consistently
from throughline.insight.rung import Better

TEN = np.array([52.0, 55, 48, 50, 53, 49, 51, 54, 47, 50])


def test_the_ten_values_of_the_worked_example_have_its_limits() -> None:
    found = natural_limits(TEN)

    assert found.mean == pytest.approx(50.9)
    assert round(found.moving_range, 4) == 3.7778
    assert (round(found.limits.high, 3), round(found.limits.low, 3)) == (60.949, 40.851)


def test_four_published_values_have_their_published_limits() -> None:
    found = natural_limits(np.array([10.0, 50, 40, 30]))

    assert (found.mean, found.moving_range) == (32.5, 20)
    assert (round(found.limits.high, 1), round(found.limits.low, 1)) == (85.7, -20.7)


@pytest.mark.parametrize(
    ("target", "better", "passes"),
    [
        (40, Better.HIGHER, True),
        (45, Better.HIGHER, False),  # every value passes, but the band does not
        (61, Better.LOWER, True),
        (55, Better.LOWER, False),
    ],
)
def test_a_measure_keeps_passing_when_the_whole_band_does(
    target: float, better: Better, passes: bool
) -> None:
    assert passes_consistently(TEN, target, better) is passes


def test_a_short_run_is_not_called_consistent() -> None:
    assert not passes_consistently(TEN[:9], 0, Better.HIGHER)


def test_one_period_has_no_limits() -> None:
    with pytest.raises(NothingToCount, match="two periods"):
        natural_limits(np.array([1.0]))
