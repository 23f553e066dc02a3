"""Wheeler's natural process limits: between which values a measure moves when nothing special happens."""

from dataclasses import dataclass

import numpy as np

from throughline.insight.intervals import Interval, NothingToCount, Numbers
from throughline.insight.rung import Better

LIMIT = 2.66
"""Three sigmas, estimated from the mean moving range: 3 / 1.128."""

FEWEST_PERIODS = 10


@dataclass(frozen=True, kw_only=True, slots=True)
class NaturalLimits:
    """Where a measure lies by itself."""

    mean: float
    moving_range: float
    limits: Interval


def natural_limits(values: Numbers) -> NaturalLimits:
    """The XmR chart's centre and limits."""
    if len(values) < 2:
        raise NothingToCount("Natural limits need at least two periods.")
    mean = float(np.mean(values))
    moving_range = float(np.mean(np.abs(np.diff(values))))
    reach = LIMIT * moving_range
    return NaturalLimits(mean=mean, moving_range=moving_range, limits=Interval(mean - reach, mean + reach))


def passes_consistently(values: Numbers, target: float, better: Better) -> bool:
    """The whole band of natural limits lies on the good side of the target."""
    if len(values) < FEWEST_PERIODS:
        return False
    band = natural_limits(values).limits
    return band.low >= target if better is Better.HIGHER else band.high <= target
