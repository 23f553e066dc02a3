"""Intervals that keep their word: the calibration of predicted quantiles on cases they were not learned
from.

Split conformal prediction (Vovk; Lei and others): of n past errors the one at rank ceil((n + 1)(1 - a)) is
wide enough for the next in 1 - a of cases. For quantiles (Romano and others 2019) the error is how far the
truth lay outside of the predicted interval, less than nothing when inside.
"""

import math

import numpy as np

from throughline.insight.expect.history import Floats


def rank(n: int, miss: float) -> int | None:
    """Which of n errors, from the smallest, to widen by; none where even the largest is not enough."""
    place = math.ceil(round((n + 1) * (1 - miss), 9))
    return place if 1 <= place <= n else None


def widening(errors: Floats, miss: float) -> float:
    """How far to widen so that at most `miss` of the next are missed; infinite with too short a history."""
    place = rank(len(errors), miss)
    return math.inf if place is None else float(np.sort(errors)[place - 1])


def weighted_widening(errors: Floats, weights: Floats, miss: float) -> float:
    """The same where past cases count unequally: the next one counts like the heaviest of them.

    With equal weights it is `widening`.
    """
    order = np.argsort(errors, kind="stable")
    share = np.cumsum(weights[order]) / (weights.sum() + weights.max(initial=0.0))
    place = int(np.searchsorted(share, 1 - miss - 1e-12))
    return math.inf if place >= len(errors) else float(errors[order[place]])


def outside(low: Floats, high: Floats, truth: Floats) -> Floats:
    """How far the truth lies outside of an interval; below zero inside."""
    return np.maximum(low - truth, truth - high)


def adapted(miss: float, *, aimed: float, missed: float, pace: float) -> float:
    """The next share to allow, after `missed` of the last were missed (Gibbs and Candès 2021)."""
    return min(max(miss + pace * (aimed - missed), 0.001), 0.999)
