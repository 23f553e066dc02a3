"""Over time: a measure month by month or week by week, by when journeys began, with its uncertainty.

Journeys that began shortly before the log ends may still be running, and those among them that are over are
the short ones. Such periods are not settled: they are marked, and nothing is concluded from them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

import numpy as np
import pyarrow as pa
from scipy import stats

from throughline.insight.intervals import Interval, Numbers, mean_interval
from throughline.insight.measures.catalogue import BY_NAME, Measure
from throughline.insight.periods import Period, starts_between
from throughline.insight.ride import Measured, Ride
from throughline.insight.run_rules import Runs, runs_of
from throughline.insight.rung import Rung, Summary, Tier
from throughline.insight.series import Series
from throughline.insight.signals import Review, review

FEWEST = 6
"""A period with fewer journeys has no value: below six, a median has no interval at 95 %."""
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
    summary: Summary
    points: tuple[Point, ...]
    runs: Runs | None

    @property
    def settled(self) -> tuple[Point, ...]:
        """The periods that can be judged."""
        return tuple(point for point in self.points if point.settled and point.value is not None)


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
    courses = tuple(_course(ride, name, began, starts, settled_until) for name in names)
    return OverTime(
        period=period,
        courses=courses,
        settled_until=settled_until,
        review=review([_series(course) for course in courses]),
    )


def summary_of(measure: Measure) -> Summary:
    """Lengths of time are skewed, so half and half says more than a mean."""
    return Summary.MEDIAN if measure.unit == "days" else Summary.MEAN


def _began(journeys: pa.Table) -> np.typing.NDArray[np.datetime64]:
    """When each journey began, in UTC. Rides that were kept row by row call it by another name."""
    name = "start" if "start" in journeys.column_names else "carried_first"
    plain = journeys[name].cast(pa.timestamp("us", "UTC")).cast(pa.int64()).combine_chunks()
    return np.from_dlpack(plain).astype("datetime64[us]")


def _nine_in_ten(ride: Ride) -> timedelta:
    took = ride.measures["elapsed_days"]
    return timedelta(days=took.p90) if isinstance(took, Measured) else timedelta()


def _period(first: date, settled_until: date, last: date) -> Period | None:
    """The longest kind of period that gives a long line; if none does, the longest that gives a line."""
    counts = {
        period: len([start for start in starts_between(period, first, last)[1:] if start <= settled_until])
        for period in (Period.MONTH, Period.FORTNIGHT, Period.WEEK)
    }
    enough = [period for period, count in counts.items() if count >= ENOUGH_PERIODS]
    some = [period for period, count in counts.items() if count >= FEWEST_PERIODS]
    return next(iter(enough or some), None)


def _course(
    ride: Ride,
    name: str,
    began: np.typing.NDArray[np.datetime64],
    starts: Sequence[date],
    settled_until: date,
) -> Course:
    measure = BY_NAME[name]
    summary = summary_of(measure)
    values = _as_floats(ride.journeys[name])
    place = np.searchsorted(np.array(starts, dtype="datetime64[us]"), began, side="right") - 1
    points = tuple(
        _point(start, values[(place == i) & ~np.isnan(values)], summary, settled=end <= settled_until)
        for i, (start, end) in enumerate(pairwise(starts))
    )
    known = [point.value for point in points if point.settled and point.value is not None]
    return Course(measure=measure, summary=summary, points=points, runs=runs_of(np.array(known)))


def _as_floats(column: pa.ChunkedArray) -> Numbers:
    """One value for each journey, in the order of the rows; what is not known is not a number."""
    filled = column.cast(pa.float64()).fill_null(float("nan")).combine_chunks()
    return np.from_dlpack(filled).astype(np.float64, copy=False)


def _point(start: date, values: Numbers, summary: Summary, *, settled: bool) -> Point:
    n = len(values)
    if n < FEWEST:
        return Point(start=start, n=n, value=None, interval=None, settled=settled)
    if summary is Summary.MEDIAN:
        value, interval = float(np.median(values)), median_by_rank(values)
    else:
        estimate = mean_interval(values)
        value, interval = estimate.value, estimate.interval
    return Point(start=start, n=n, value=value, interval=interval, settled=settled)


def median_by_rank(values: Numbers, *, level: float = 0.95) -> Interval:
    """The exact interval of a median: between two of the values themselves, whatever their distribution."""
    n = len(values)
    below = int(stats.binom.ppf(0.5 - level / 2, n, 0.5))
    ranked = np.sort(values)
    return Interval(float(ranked[max(below - 1, 0)]), float(ranked[min(n - below, n - 1)]))


def _series(course: Course) -> Series:
    """The settled periods as the watch over signals wants them."""
    settled = [point for point in course.points if point.settled]
    measure = course.measure
    rung = Rung(
        measure=measure.name,
        question=measure.question,
        tier=Tier.PROCESS if measure.tier == "process" else Tier.EXPERIENCE,
        better=measure.better,
        summary=course.summary,
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
