"""How long it takes when not everything is over: Kaplan–Meier, so that who still waits is not forgotten."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from throughline.insight.intervals import Interval, NothingToCount
from throughline.insight.quantiles import normal

Numbers = NDArray[np.float64]
Counts = NDArray[np.int64]
CLOSE = 1e-12
"""A share computed as a long product may miss the one it is by so much."""


@dataclass(frozen=True, kw_only=True)
class Survival:
    """The share that still waits after each time. `times` are those at which a wait ended or was cut off."""

    times: Numbers
    ended: Counts
    at_risk: Counts
    waiting: Numbers
    """The share still waiting, right after each time."""
    spread: Numbers
    """Greenwood's sum up to each time: the variance of `waiting` ÷ its square."""

    @property
    def n(self) -> int:
        """How many waits there are."""
        return int(self.at_risk[0])

    @property
    def censored(self) -> int:
        """How many of them were not over when we looked last."""
        return self.n - int(self.ended.sum())

    def quantile(self, share: float) -> float | None:
        """The first time by which so large a share was over; `None` if it never was."""
        return _first(self.times, self.waiting <= 1 - share + CLOSE)

    def quantile_interval(self, share: float, *, level: float = 0.95) -> Interval | None:
        """All times at which that share may have been over, by the log-log limits (Brookmeyer–Crowley).

        `None` where waits were cut off before the upper limit.
        """
        low, high = self.limits(level)
        first, last = (_first(self.times, limit <= 1 - share + CLOSE) for limit in (low, high))
        return Interval(first, last) if first is not None and last is not None else None

    def limits(self, level: float = 0.95) -> tuple[Numbers, Numbers]:
        """Pointwise limits of the share still waiting, on the scale log(−log), where they stay in 0 to 1."""
        within = (self.waiting > 0) & (self.waiting < 1)
        log = np.log(self.waiting, where=within, out=np.full_like(self.waiting, -1.0))
        half = normal(level) * np.sqrt(np.where(within, self.spread, 0.0)) / -log
        low, high = (np.where(within, self.waiting ** np.exp(s * half), self.waiting) for s in (1, -1))
        return low, high

    def mean(self) -> float:
        """The area under the curve up to the longest time: with nothing cut off, the ordinary mean."""
        return float(np.sum(self._areas()))

    def mean_interval(self, *, level: float = 0.95) -> Interval:
        """Around that area, by Greenwood's variance."""
        areas = self._areas()
        beyond = areas.sum() - np.cumsum(areas)
        left = self.at_risk - self.ended
        each = np.divide(
            beyond**2 * self.ended, self.at_risk * left, where=left > 0, out=np.zeros_like(beyond)
        )
        half = normal(level) * float(np.sqrt(each.sum()))
        return Interval(self.mean() - half, self.mean() + half)

    def _areas(self) -> Numbers:
        """Under the curve up to each time."""
        before = np.concatenate(([1.0], self.waiting[:-1]))
        return np.asarray(before * np.diff(self.times, prepend=0.0), dtype=np.float64)


def kaplan_meier(times: Numbers, ended: NDArray[np.bool_]) -> Survival:
    """From waits, each of which ended or was cut off. A wait cut off at the time another ends outlasts it.

    Raises:
        NothingToCount: without a single wait.
    """
    if not len(times):
        raise NothingToCount("Nobody waited: there is no wait to count.")
    different, place = np.unique(times, return_inverse=True)
    over = np.bincount(place, weights=ended, minlength=len(different)).astype(np.int64)
    all_here = np.bincount(place, minlength=len(different)).astype(np.int64)
    return from_counts(different, over, all_here - over)


def from_counts(times: Numbers, ended: Counts, cut_off: Counts) -> Survival:
    """From a table: at each time, rising, how many waits ended and how many were cut off."""
    leaving = ended + cut_off
    at_risk = leaving.sum() - np.cumsum(leaving) + leaving
    left = at_risk - ended
    each = np.divide(
        ended, at_risk * left.astype(np.float64), where=left > 0, out=np.zeros(len(times), np.float64)
    )
    return Survival(
        times=times,
        ended=ended,
        at_risk=at_risk,
        waiting=np.cumprod(left / at_risk),
        spread=np.cumsum(each),
    )


def _first(times: Numbers, holds: NDArray[np.bool_]) -> float | None:
    return float(times[int(np.argmax(holds))]) if holds.any() else None
