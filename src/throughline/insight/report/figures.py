"""Every figure of the ride in one table, for whoever checks: with interval, journeys and coverage."""

from throughline.insight.intervals import Interval
from throughline.insight.measured import Measured
from throughline.insight.measures.catalogue import MEASURES, Measure
from throughline.insight.report.cards import Cell, at_least, between, share
from throughline.insight.ride import Ride
from throughline.insight.telling import per_cent, span

HEADINGS = (
    "measure",
    "mean",
    "half up to",
    "nine in ten up to",
    "all together",
    "journeys",
    "of all",
    "not over",
)


def figures(ride: Ride) -> list[tuple[Cell, ...]]:
    """One row for each measure that could be told."""
    told = ((measure, ride.measures[measure.name]) for measure in MEASURES)
    return [_row(measure, result) for measure, result in told if isinstance(result, Measured)]


def _row(measure: Measure, result: Measured) -> tuple[Cell, ...]:
    pooled: Cell = "" if result.pooled is None else _pooled(result.pooled, result.intervals.get("pooled"))
    return (
        measure.title,
        *(_with_interval(measure, result, which) for which in ("mean", "median", "p90")),
        pooled,
        f"{result.n:,}",
        per_cent(result.coverage),
        f"{result.censored:,}" if result.censored else "",
    )


def _with_interval(measure: Measure, result: Measured, which: str) -> Cell:
    around = between(measure, result.intervals.get(which))
    said = at_least(measure, result, which)
    return (said, around if around != said else "")


def _pooled(value: float, around: Interval | None) -> Cell:
    """A ratio of sums is a share, also of a measure that counts."""
    return (share(value), "" if around is None else span(share(around.low), share(around.high)))
