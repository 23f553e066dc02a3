"""Many looks at once: false alarms kept in check by Benjamini and Hochberg's step-up rule."""

import numpy as np
from numpy.typing import NDArray


def q_values(p: NDArray[np.float64]) -> NDArray[np.float64]:
    """For each p-value, the smallest false-discovery rate at which it would still be raised."""
    m = len(p)
    order = np.argsort(p)
    stepped = p[order] * m / np.arange(1, m + 1)
    smallest = np.minimum(np.minimum.accumulate(stepped[::-1])[::-1], 1.0)
    out = np.empty(m)
    out[order] = smallest
    return out


def raised(p: NDArray[np.float64], q: float) -> NDArray[np.bool_]:
    """Which looks are raised, so that on average at most the share `q` of them is false."""
    m = len(p)
    order = np.argsort(p)
    passed = np.flatnonzero(p[order] <= np.arange(1, m + 1) * q / m)
    out = np.zeros(m, dtype=np.bool_)
    if len(passed):
        out[order[: passed[-1] + 1]] = True
    return out
