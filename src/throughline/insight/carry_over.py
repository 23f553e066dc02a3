"""Comparing stretches of one series when neighbours resemble each other.

A bad week is often followed by a bad week. Ignoring that makes chance look like change. Here the resemblance
(lag-1 autocorrelation, `phi`) is estimated once over many series, freed of its small-sample bias, and every
comparison then uses the exact variance of an AR(1) series. For long stretches that variance tends to the
familiar inflation (1 + phi) / (1 - phi); for eight periods it is a little smaller.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy import special

from throughline.insight.intervals import Interval, Numbers

LARGEST_PHI = 0.95
FEWEST_PAIRS = 4
GRID = np.linspace(0.0, LARGEST_PHI, 96)


@dataclass(frozen=True, kw_only=True, slots=True)
class Layout:
    """When the periods were (gaps allowed) and what is fitted to them, one column per coefficient."""

    at: tuple[int, ...]
    columns: tuple[tuple[float, ...], ...]

    @property
    def design(self) -> Numbers:
        return np.array(self.columns, dtype=np.float64).T


def level(at: Sequence[int]) -> Layout:
    """One level throughout."""
    return Layout(at=tuple(at), columns=((1.0,) * len(at),))


def step(before: Sequence[int], after: Sequence[int]) -> Layout:
    """A level before, and how far the level after lies from it (coefficient 1)."""
    at = (*before, *after)
    return Layout(at=at, columns=((1.0,) * len(at), (0.0,) * len(before) + (1.0,) * len(after)))


def slope(at: Sequence[int]) -> Layout:
    """A level and a change per period (coefficient 1)."""
    return Layout(at=tuple(at), columns=((1.0,) * len(at), tuple(float(t) for t in at)))


@dataclass(frozen=True, kw_only=True)
class Difference:
    """An estimate that knows how sure it is."""

    value: float
    standard_error: float
    degrees_of_freedom: float

    @cached_property
    def p(self) -> float:
        """Chance of a difference at least this large, either way, if nothing had changed."""
        return float(2 * special.stdtr(self.degrees_of_freedom, -abs(self.value) / self.standard_error))

    def interval(self, *, confidence: float = 0.95) -> Interval:
        half = float(special.stdtrit(self.degrees_of_freedom, 0.5 + confidence / 2)) * self.standard_error
        return Interval(self.value - half, self.value + half)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Variance:
    coefficient: float
    residual: float
    degrees_of_freedom: float


def _correlation(at: Sequence[int], phi: float) -> Numbers:
    t = np.asarray(at, dtype=np.float64)
    return np.power(phi, np.abs(t[:, None] - t[None, :]))


@lru_cache(maxsize=512)
def _residual_maker(layout: Layout) -> Numbers:
    x = layout.design
    return np.eye(len(layout.at)) - x @ np.linalg.pinv(x)


@lru_cache(maxsize=512)
def _weights(layout: Layout) -> Numbers:
    return np.asarray(np.linalg.pinv(layout.design)[-1])


@lru_cache(maxsize=512)
def _variance(layout: Layout, scaled_by: Layout, phi: float) -> _Variance:
    """How the last coefficient and the residual sum of squares vary, in units of one period's variance.

    Degrees of freedom are Satterthwaite's: neighbours that resemble each other tell less.
    """
    w, r = _weights(layout), _correlation(layout.at, phi)
    m = _residual_maker(scaled_by) @ _correlation(scaled_by.at, phi)
    trace = float(np.trace(m))
    return _Variance(
        coefficient=float(w @ r @ w), residual=trace, degrees_of_freedom=trace**2 / float(np.trace(m @ m))
    )


def difference(values: Numbers, layout: Layout, phi: float, *, scaled_by: Layout | None = None) -> Difference:
    """The last coefficient of `layout`; its noise is judged on `scaled_by`, the first periods of `values`.

    Judging noise on the baseline alone keeps a change in level from looking like noise.
    """
    scale = scaled_by or layout
    v = _variance(layout, scale, round(phi, 3))
    residuals = _residual_maker(scale) @ values[: len(scale.at)]
    noise = float(residuals @ residuals) / v.residual
    return Difference(
        value=float(_weights(layout) @ values),
        standard_error=float(np.sqrt(noise * v.coefficient)),
        degrees_of_freedom=v.degrees_of_freedom,
    )


def standard_error_ahead(values: Numbers, baseline: Layout, planned: Layout, phi: float) -> Difference:
    """How sure a comparison laid out like `planned` would be, judged from the baseline; its value is 0."""
    v = _variance(planned, baseline, round(phi, 3))
    residuals = _residual_maker(baseline) @ values
    noise = float(residuals @ residuals) / v.residual
    return Difference(
        value=0.0,
        standard_error=float(np.sqrt(noise * v.coefficient)),
        degrees_of_freedom=v.degrees_of_freedom,
    )


def pooled_phi(stretches: Sequence[tuple[Numbers, Layout]]) -> float:
    """The resemblance of neighbours over many stretches, at least 0.

    Each stretch gives the ratio of neighbouring products to squares of its residuals. Short series make that
    ratio too small, so we look for the phi under which ratios of these lengths would average what we saw.
    """
    usable = [(v, lay) for v, lay in stretches if _pairs(lay) >= FEWEST_PAIRS and np.ptp(v) > 0]
    if not usable:
        return 0.0
    seen = float(np.mean([_ratio(values, layout) for values, layout in usable]))
    expected = np.mean([_expected_ratios(layout) for _, layout in usable], axis=0)
    return float(np.interp(seen, np.maximum.accumulate(expected), GRID))


def _pairs(layout: Layout) -> int:
    return int(np.sum(np.diff(layout.at) == 1))


def _neighbours(layout: Layout) -> NDArray[np.float64]:
    at = np.asarray(layout.at)
    beside = (np.abs(at[None, :] - at[:, None]) == 1).astype(np.float64) / 2
    maker = _residual_maker(layout)
    return np.asarray(maker @ beside @ maker)


def _ratio(values: Numbers, layout: Layout) -> float:
    residuals = _residual_maker(layout) @ values
    at = np.asarray(layout.at)
    beside = np.diff(at) == 1
    return float(np.sum((residuals[1:] * residuals[:-1])[beside]) / (residuals @ residuals))


@lru_cache(maxsize=512)
def _expected_ratios(layout: Layout) -> Numbers:
    """What `_ratio` averages for each phi of the grid: a ratio of quadratic forms, to second order."""
    a, b = _neighbours(layout), _residual_maker(layout)
    out = np.empty(len(GRID))
    for i, phi in enumerate(GRID):
        r = _correlation(layout.at, float(phi))
        ar, br = a @ r, b @ r
        top, bottom = np.trace(ar), np.trace(br)
        together, spread = 2 * np.trace(ar @ br), 2 * np.trace(br @ br)
        out[i] = top / bottom - together / bottom**2 + spread * top / bottom**3
    return out
