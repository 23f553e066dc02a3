"""How much units truly differ, once the luck inside each of them is taken away."""

import numpy as np
from scipy import optimize, stats

from throughline.insight.intervals import Numbers


def paule_mandel(values: Numbers, variances: Numbers) -> float:
    """The variance between units under which their weighted spread is just what we expect; at least 0."""
    if _weighted_spread(values, variances, 0.0) <= len(values) - 1:
        return 0.0
    highest = float(np.var(values, ddof=1)) + 1e-12
    while _weighted_spread(values, variances, highest) > len(values) - 1:
        highest *= 2
    return float(
        optimize.brentq(lambda t: _weighted_spread(values, variances, t) - (len(values) - 1), 0.0, highest)
    )


def spread_beyond_chance(values: Numbers, variances: Numbers) -> float:
    """The chance of seeing units at least this far apart if all were alike (Cochran's Q)."""
    return float(stats.chi2.sf(_weighted_spread(values, variances, 0.0), len(values) - 1))


def _weighted_spread(values: Numbers, variances: Numbers, between: float) -> float:
    weights = 1 / (variances + between)
    middle = np.sum(weights * values) / np.sum(weights)
    return float(np.sum(weights * (values - middle) ** 2))
