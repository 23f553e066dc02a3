"""How good an answer was: errors in days, and whether intervals held."""

import numpy as np

from throughline.insight.expect.history import Flags, Floats


def mean_error(said: Floats, truth: Floats) -> float:
    """The mean absolute error."""
    return float(np.mean(np.abs(said - truth)))


def median_error(said: Floats, truth: Floats) -> float:
    return float(np.median(np.abs(said - truth)))


def held(low: Floats, high: Floats, truth: Floats) -> Flags:
    """Whether the truth lay in the interval; a microsecond either way is a matter of rounding."""
    slack = 1e-9
    return (truth >= low - slack) & (truth <= high + slack)


def interval_score(low: Floats, high: Floats, truth: Floats, miss: float) -> float:
    """Width, and a fine for each miss by how far: smaller is better."""
    fine = 2 / miss * (np.maximum(low - truth, 0) + np.maximum(truth - high, 0))
    return float(np.mean(high - low + fine))


def pinball(said: Floats, truth: Floats, level: float) -> float:
    """The loss that a quantile is the best answer to."""
    return float(np.mean(np.maximum(level * (truth - said), (level - 1) * (truth - said))))
