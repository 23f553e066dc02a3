"""The funnel: how far from the whole a unit of its size may stand, when units differ a little anyway.

Plain limits call most large units outliers, because no model of luck is complete. The extra spread that all
units share is estimated from them (Spiegelhalter's additive overdispersion) and widens the limits.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from throughline.insight.funnel_scales import Scaled
from throughline.insight.intervals import Numbers

WARNING = 1.96
ALARM = 3.09
"""One unit in twenty, and two in a thousand, stand outside by luck."""
TAIL = 0.1
STEPS = 60


class Place(StrEnum):
    """Where a unit stands."""

    INSIDE = "inside"
    WARNING = "outside the inner limits"
    ALARM = "outside the outer limits"


class Tails(StrEnum):
    """What becomes of the outermost tenths before the common extra spread is estimated."""

    DRAWN_IN = "winsorised"
    LEFT_OUT = "truncated"


@dataclass(frozen=True, kw_only=True, slots=True)
class Overdispersion:
    """`ratio` is 1 where luck explains the spread; `between` is the variance that it does not explain."""

    ratio: float
    between: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Point:
    """One unit: its size, its value, and how many deviations it is from the whole, extra spread counted."""

    unit: str
    size: float
    value: float
    z: float
    place: Place


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """The limits over sizes, for drawing."""

    sizes: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Funnel:
    """Units around the value of the whole, with the inner and the outer limits."""

    target: float
    overdispersion: Overdispersion
    points: tuple[Point, ...]
    inner: Limits
    outer: Limits

    @property
    def outside(self) -> tuple[Point, ...]:
        """Units beyond the outer limits."""
        return tuple(point for point in self.points if point.place is Place.ALARM)


def deviations(scaled: Scaled) -> Numbers:
    """How many times its own luck each unit stands from the target."""
    return (scaled.places - scaled.target) / scaled.spread


def overdispersion(scaled: Scaled, tails: Tails = Tails.DRAWN_IN) -> Overdispersion:
    """The spread that luck does not explain; never negative."""
    z = deviations(scaled)
    low, high = np.quantile(z, [TAIL, 1 - TAIL])
    kept = np.clip(z, low, high) if tails is Tails.DRAWN_IN else z[(z >= low) & (z <= high)]
    k = len(kept)
    ratio = float(np.sum(kept**2) / k)
    if k * ratio < k - 1:
        return Overdispersion(ratio=ratio, between=0.0)
    weights = 1 / scaled.spread**2
    freedom = float(np.sum(weights) - np.sum(weights**2) / np.sum(weights))
    return Overdispersion(ratio=ratio, between=(k * ratio - (k - 1)) / freedom)


def corrected(scaled: Scaled, between: float) -> Numbers:
    """How many deviations each unit stands from the target, the extra spread counted."""
    return np.asarray((scaled.places - scaled.target) / np.sqrt(scaled.spread**2 + between))


def funnel_of(
    units: tuple[str, ...], scaled: Scaled, *, times: float = 1.0, tails: Tails = Tails.DRAWN_IN
) -> Funnel:
    """The funnel of these units. `times` turns ratios into values: the value of the whole."""
    extra = overdispersion(scaled, tails)
    z = corrected(scaled, extra.between)
    values = scaled.back(scaled.places) * times
    return Funnel(
        target=float(scaled.back(np.array(scaled.target))) * times,
        overdispersion=extra,
        points=tuple(
            Point(unit=unit, size=float(size), value=float(value), z=float(far), place=_place(float(far)))
            for unit, size, value, far in zip(units, scaled.sizes, values, z, strict=True)
        ),
        inner=_limits(scaled, extra.between, WARNING, times),
        outer=_limits(scaled, extra.between, ALARM, times),
    )


def _place(z: float) -> Place:
    if abs(z) > ALARM:
        return Place.ALARM
    return Place.WARNING if abs(z) > WARNING else Place.INSIDE


def _limits(scaled: Scaled, between: float, z: float, times: float) -> Limits:
    """From a little below the smallest unit to a little above the largest."""
    sizes = np.geomspace(scaled.sizes.min() * 0.8, scaled.sizes.max() * 1.1, STEPS)
    reach = z * np.sqrt(scaled.luck(sizes) ** 2 + between)
    low, high = (scaled.back(scaled.target + side * reach) * times for side in (-1, 1))
    return Limits(sizes=tuple(sizes.tolist()), low=tuple(low.tolist()), high=tuple(high.tolist()))
