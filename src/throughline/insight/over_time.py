"""Over time: a measure month by month or week by week, by when journeys began, with its uncertainty.

Journeys that began shortly before the log ends may still be running, and those among them that are over are
the short ones. Such periods are not settled: they are marked, and nothing is concluded from them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import pairwise

import numpy as np
import pyarrow as pa

from throughline.insight.intervals import Interval
from throughline.insight.measured import Measured, result_of
from throughline.insight.measures.carried import Carried
from throughline.insight.measures.catalogue import BY_NAME, Measure
from throughline.insight.periods import Period, starts_between
from throughline.insight.ride import Ride, values_of
from throughline.insight.run_rules import Runs, runs_of
from throughline.insight.rung import Rung, Summary
from throughline.insight.series import Series
from throughline.insight.signals import Review, review
from throughline.insight.threads import ended

FEWEST = 6
"""A period with fewer journeys has no value: below six, a median has no interval at 95%."""
ENOUGH_PERIODS = 24
FEWEST_PERIODS = 6
OF_THE_WHOLE = "all"


@dataclass(frozen=True, kw_only=True, slots=True)
class Point:
    """One period. `value` is None where too few journeys began; `settled`: what began then is over."""

    start: date
    n: int
    value: float | None
    interval: Interval | None
    settled: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Course:
    """One measure over time, and what the run-chart rules say of its settled periods."""

    measure: Measure
    figure: str
    """Which figure stands for a period: median, mean or pooled."""
    points: tuple[Point, ...]
    runs: Runs | None

    @property
    def settled(self) -> tuple[Point, ...]:
        """The periods that can be judged."""
        return tuple(point for point in self.points if point.settled and point.value is not None)

    @property
    def varies(self) -> bool:
        """Whether there is anything to see."""
        return len({point.value for point in self.points if point.value is not None}) > 1


@dataclass(frozen=True, kw_only=True, slots=True)
class OverTime:
    """Several measures by the same periods, and the look at the last of them together."""

    period: Period
    courses: tuple[Course, ...]
    settled_until: date
    review: Review


def over_time(ride: Ride, names: Sequence[str], *, until: datetime | None = None) -> OverTime | None:
    """The measures over whole periods; None where the log is too short for a line."""
    began = _began(ride.journeys)
    first, last = began.min().astype(datetime), until or ride.last
    settled_until = (last - _nine_in_ten(ride)).date()
    period = _period(first.date(), settled_until, last.date())
    if period is None:
        return None
    starts = starts_between(period, first.date(), last.date())
    place = np.searchsorted(np.array(starts, dtype="datetime64[us]"), began, side="right") - 1
    by_period = [
        _Began(start, ride.journeys.filter(pa.array(place == i)), settled=end <= settled_until)
        for i, (start, end) in enumerate(pairwise(starts))
    ]
    courses = tuple(_course(ride, name, by_period) for name in names)
    return OverTime(
        period=period,
        courses=courses,
        settled_until=settled_until,
        review=review([_series(course) for course in courses]),
    )


def figure_of(measure: Measure) -> str:
    """Lengths of time are skewed, so half and half says more than a mean; shares are taken all together."""
    if measure.unit == "days":
        return "median"
    return "pooled" if measure.is_share and measure.pooled else "mean"


@dataclass(frozen=True, slots=True)
class _Began:
    """The journeys that began in one period."""

    start: date
    journeys: pa.Table
    settled: bool


def _began(journeys: pa.Table) -> np.typing.NDArray[np.datetime64]:
    """When each journey began, in UTC. Rides that were kept row by row call it by another name."""
    name = "start" if "start" in journeys.column_names else "carried_first"
    plain = journeys[name].cast(pa.timestamp("us", "UTC")).cast(pa.int64()).combine_chunks()
    return np.from_dlpack(plain).astype("datetime64[us]")


def _nine_in_ten(ride: Ride) -> timedelta:
    """How long nine in ten of the journeys that are over took."""
    took = values_of(ended(ride.journeys), "elapsed_days")
    return timedelta(days=float(np.quantile(took, 0.9))) if len(took) else timedelta()


def _period(first: date, settled_until: date, last: date) -> Period | None:
    """The longest kind of period that gives a long line; if none does, the longest that gives a line."""
    counts = {
        period: len([start for start in starts_between(period, first, last)[1:] if start <= settled_until])
        for period in (Period.MONTH, Period.FORTNIGHT, Period.WEEK)
    }
    enough = [period for period, count in counts.items() if count >= ENOUGH_PERIODS]
    some = [period for period, count in counts.items() if count >= FEWEST_PERIODS]
    return next(iter(enough or some), None)


def _course(ride: Ride, name: str, by_period: Sequence[_Began]) -> Course:
    measure = BY_NAME[name]
    figure = figure_of(measure)
    points = tuple(_point(began, measure, figure, ride.carried) for began in by_period)
    known = [point.value for point in points if point.settled and point.value is not None]
    return Course(measure=measure, figure=figure, points=points, runs=runs_of(np.array(known)))


def _point(began: _Began, measure: Measure, figure: str, carried: Carried) -> Point:
    """The same arithmetic as for the whole, over the journeys that began in one period."""
    result = result_of(measure, began.journeys, carried) if began.journeys.num_rows else None
    n = result.n if isinstance(result, Measured) else 0
    unknown = Point(start=began.start, n=n, value=None, interval=None, settled=began.settled)
    if not isinstance(result, Measured) or n < FEWEST or figure in result.at_least:
        return unknown
    found = result.mean if figure == "pooled" and result.pooled is None else getattr(result, figure)
    return replace(unknown, value=float(found), interval=result.intervals.get(figure))


def _series(course: Course) -> Series:
    """The settled periods as the watch over signals wants them."""
    settled = [point for point in course.points if point.settled]
    measure = course.measure
    rung = Rung(
        measure=measure.name,
        question=measure.question,
        tier=measure.tier,
        better=measure.better,
        summary=Summary.MEDIAN if course.figure == "median" else Summary.MEAN,
        title=measure.title,
    )
    return Series(
        rung=rung,
        service=OF_THE_WHOLE,
        unit=None,
        starts=tuple(point.start for point in settled),
        values=tuple(point.value for point in settled),
        counts=tuple(point.n for point in settled),
    )
