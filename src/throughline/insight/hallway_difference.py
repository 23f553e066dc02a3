"""Two units: their difference with its interval. With two there is nothing to rank."""

from dataclasses import dataclass

import numpy as np
from scipy import special

from throughline.insight.case_mix_model import Adjusted
from throughline.insight.intervals import Interval

Z95 = 1.959963984540054


@dataclass(frozen=True, kw_only=True, slots=True)
class Difference:
    """One unit less the other, adjusted, and where the difference may lie."""

    one: str
    other: str
    raw: float
    value: float
    interval: Interval
    chance_if_alike: float

    @property
    def could_be_luck(self) -> bool:
        """The interval holds no difference at all."""
        return self.interval.holds(0.0)


def difference_of(units: tuple[str, ...], adjusted: Adjusted, one: int = 0, other: int = 1) -> Difference:
    """The first less the second."""
    value = float(adjusted.values[one] - adjusted.values[other])
    deviation = float(np.sqrt(adjusted.variance_of_difference(one, other)))
    half = Z95 * deviation
    return Difference(
        one=units[one],
        other=units[other],
        raw=float(adjusted.raw[one] - adjusted.raw[other]),
        value=value,
        interval=Interval(value - half, value + half),
        chance_if_alike=float(2 * special.ndtr(-abs(value) / deviation)),
    )
