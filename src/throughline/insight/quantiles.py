"""The three tables an interval is read from, without loading SciPy: whoever reads a small log would wait."""

import math
from functools import cache
from statistics import NormalDist

import numpy as np


def normal(level: float) -> float:
    """How many standard deviations to each side hold this share of a normal distribution."""
    return NormalDist().inv_cdf(0.5 + level / 2)


@cache
def student(freedom: int, level: float) -> float:
    """The same for Student's t, found by halving the interval that holds it."""
    low, high = 0.0, 1e6
    while high - low > 1e-12 * max(1.0, low):
        middle = (low + high) / 2
        low, high = (middle, high) if _inside(middle, freedom) < level else (low, middle)
    return high


@cache
def ranks(n: int, share: float, level: float) -> tuple[int | None, int | None]:
    """Places, from 1, of the two of n sorted values that hold a quantile at least as often as `level` says.

    Exact: how many of n values lie below a quantile is binomial, whatever the values. `None` where n is too
    small for a bound on that side.
    """
    first, below = _binomial(n, share)
    miss = (1 - level) / 2
    low = first + int(np.searchsorted(below, miss, side="right"))
    high = first + int(np.searchsorted(below, 1 - miss, side="left")) + 1
    return (low if low >= 1 else None), (high if high <= n else None)


def _binomial(n: int, share: float) -> tuple[int, np.ndarray[tuple[int], np.dtype[np.float64]]]:
    """The first count worth looking at, and from there on the chance of at most so many."""
    spread = 12 * math.sqrt(n * share * (1 - share)) + 12
    first, last = max(0, math.floor(n * share - spread)), min(n, math.ceil(n * share + spread))
    counts = np.arange(first, last, dtype=np.float64)
    steps = np.log((n - counts) / (counts + 1)) + math.log(share / (1 - share))
    start = (
        math.lgamma(n + 1) - math.lgamma(first + 1) - math.lgamma(n - first + 1)
        + first * math.log(share) + (n - first) * math.log1p(-share)
    )  # fmt: skip
    chances = np.exp(start + np.concatenate(([0.0], np.cumsum(steps))))
    return first, np.cumsum(chances)


def _inside(t: float, freedom: int) -> float:
    """How much of Student's distribution lies between −t and t."""
    return 1 - _beta(freedom / (freedom + t * t), freedom / 2, 0.5) if t else 0.0


def _beta(x: float, a: float, b: float) -> float:
    """The regularized incomplete beta function, by its continued fraction."""
    if x >= (a + 1) / (a + b + 2):
        return 1 - _beta(1 - x, b, a)
    log = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)
    return math.exp(log) / (a * _fraction(x, a, b))


def _fraction(x: float, a: float, b: float) -> float:
    """1 + d₁ ÷ (1 + d₂ ÷ (1 + …)), by Lentz's method."""
    whole = c = 1.0
    d = 0.0
    for step in range(1, 100_000):
        half, odd = divmod(step, 2)
        if odd:
            part = -(a + half) * (a + b + half) * x / ((a + 2 * half) * (a + 2 * half + 1))
        else:
            part = half * (b - half) * x / ((a + 2 * half - 1) * (a + 2 * half))
        d = 1 / (1 + part * d)
        c = 1 + part / c
        whole *= c * d
        if abs(c * d - 1) < 1e-15:
            break
    return whole
