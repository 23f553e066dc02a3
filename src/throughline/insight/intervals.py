"""A number with its uncertainty: shares, means, medians, and what silence of the others leaves open."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from throughline.refused import Refused

Numbers = NDArray[np.float64]

RESAMPLES = 2000
SEED = 20260302
"""Fixed, so that the same journeys give the same interval on every screen."""


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
    z = float(stats.norm.ppf(0.5 + level / 2))
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
    half = float(stats.t.ppf(0.5 + level / 2, n - 1) * np.std(values, ddof=1) / np.sqrt(n))
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
