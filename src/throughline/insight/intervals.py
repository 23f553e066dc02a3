"""A number with its uncertainty: shares, means, medians, and what silence of the others leaves open."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from throughline.insight.quantiles import normal, ranks, student
from throughline.refused import Refused

Numbers = NDArray[np.float64]

RESAMPLES = 2000
SEED = 20260302
"""Fixed, so that the same journeys give the same interval on every screen."""
EXACT = 2.0**53
"""Below this, whole numbers add up without rounding."""


class NothingToCount(Refused):
    """There is no number without a population."""


@dataclass(frozen=True, slots=True)
class Interval:
    """From `low` to `high`."""

    low: float
    high: float

    def holds(self, value: float) -> bool:
        return self.low <= value <= self.high

    @property
    def width(self) -> float:
        return self.high - self.low


@dataclass(frozen=True, kw_only=True, slots=True)
class Estimate:
    """A value, the interval around it, how many it rests on, and how the interval was made."""

    value: float
    interval: Interval
    n: int
    method: str


def wilson(successes: int, n: int, *, level: float = 0.95) -> Estimate:
    """A share with Wilson's interval, which stays inside 0 and 1 and behaves for small numbers."""
    if n < 1:
        raise NothingToCount("A share needs at least one journey; there are none.")
    if not 0 <= successes <= n:
        raise NothingToCount(f"{successes} of {n} is not a share.")
    z = normal(level)
    share = successes / n
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * np.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    low = 0.0 if successes == 0 else float(middle - half)
    high = 1.0 if successes == n else float(middle + half)
    return Estimate(value=share, interval=Interval(low, high), n=n, method="Wilson")


def mean_interval(values: Numbers, *, level: float = 0.95) -> Estimate:
    """A mean with Student's interval."""
    n = len(values)
    if n < 2:
        raise NothingToCount("A mean with an interval needs at least two journeys.")
    mean = float(np.mean(values))
    half = float(student(n - 1, level) * np.std(values, ddof=1) / np.sqrt(n))
    return Estimate(value=mean, interval=Interval(mean - half, mean + half), n=n, method="Student's t")


def median_interval(values: Numbers, *, level: float = 0.95, seed: int = SEED) -> Estimate:
    """A median with a percentile bootstrap interval; waiting times are too skewed for anything simpler."""
    n = len(values)
    if n < 2:
        raise NothingToCount("A median with an interval needs at least two journeys.")
    draws = np.random.default_rng(seed).integers(0, n, size=(RESAMPLES, n))
    medians = np.median(np.asarray(values)[draws], axis=1)
    low, high = np.quantile(medians, [0.5 - level / 2, 0.5 + level / 2])
    return Estimate(
        value=float(np.median(values)), interval=Interval(float(low), float(high)), n=n, method="bootstrap"
    )


def quantile_interval(ranked: Numbers, share: float, *, level: float = 0.95) -> Interval | None:
    """Around a quantile of sorted values: two of the values themselves, exact whatever their distribution.

    `None` where there are too few values for one of the two.
    """
    low, high = ranks(len(ranked), share, level) if len(ranked) else (None, None)
    if low is None or high is None:
        return None
    return Interval(float(ranked[low - 1]), float(ranked[high - 1]))


def total_of(values: Numbers) -> float:
    """The sum, the same in whatever order: of whole numbers numpy's own is exact, and quicker."""
    whole = bool((values == np.floor(values)).all()) and float(np.abs(values).sum()) < EXACT
    return float(values.sum()) if whole else math.fsum(values)


def ratio_interval(above: Numbers, below: Numbers, *, level: float = 0.95) -> Estimate:
    """A ratio of sums over journeys, with the interval of its linear approximation."""
    n, total = len(below), total_of(below)
    if n < 2 or not total:
        raise NothingToCount("A ratio of sums with an interval needs at least two journeys.")
    ratio = total_of(above) / total
    off = above - ratio * below
    half = student(n - 1, level) * math.sqrt(n / (n - 1) * math.fsum(off * off)) / abs(total)
    return Estimate(value=ratio, interval=Interval(ratio - half, ratio + half), n=n, method="linearised")


def coverage(known: int, eligible: int) -> float:
    """The part of all those concerned that the number speaks for."""
    if eligible < 1:
        raise NothingToCount("Coverage needs at least one journey that could have been measured.")
    if known > eligible:
        raise NothingToCount(f"{known} answers from {eligible} journeys cannot be: count each journey once.")
    return known / eligible


def manski(share: float, response: float) -> Interval:
    """Where the share of everybody lies, whatever those who did not answer would have said."""
    return Interval(response * share, response * share + 1 - response)
