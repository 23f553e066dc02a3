"""Where a measure is going: the change per period, and a direction only where chance leaves no other."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from throughline.insight.carry_over import difference, pooled_phi, slope
from throughline.insight.intervals import Interval
from throughline.insight.rung import Better
from throughline.insight.series import Series

FEWEST_PERIODS = 8


class Course(StrEnum):
    """Where a measure is going, from the person's seat."""

    BETTER = "getting better"
    WORSE = "getting worse"
    UNCLEAR = "no clear direction"


@dataclass(frozen=True, kw_only=True, slots=True)
class Trend:
    """The change per period with its interval; a direction only where the interval leaves no other."""

    course: Course
    per_period: float
    interval: Interval
    periods: int


def trend(series: Series | None) -> Trend | None:
    periods = series.known(range(len(series.values))) if series else ()
    if series is None or len(periods) < FEWEST_PERIODS:
        return None
    values, layout = series.at(periods), slope(periods)
    if np.ptp(values) == 0:
        return Trend(course=Course.UNCLEAR, per_period=0, interval=Interval(0, 0), periods=len(periods))
    moved = difference(values, layout, pooled_phi([(values, layout)]))
    interval = moved.interval()
    return Trend(
        course=_course(interval, series.rung.better),
        per_period=moved.value,
        interval=interval,
        periods=len(periods),
    )


def _course(interval: Interval, better: Better) -> Course:
    if interval.holds(0):
        return Course.UNCLEAR
    return Course.BETTER if interval.low * better.sign > 0 else Course.WORSE
