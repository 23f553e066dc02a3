"""How journeys ended, and beside each ending what it took: a burden never stands without its ending."""

from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from throughline.insight.measured import Measured, result_of
from throughline.insight.measures.catalogue import BY_NAME, Measure
from throughline.insight.report.cards import Cell, headline, share, span
from throughline.insight.ride import Ending, Ride

BESIDE = (
    ("elapsed_days",),
    ("longest_silence_days", "people", "functions"),
    ("handoffs_function", "handoffs_person"),
    ("failure_demand", "repeated_asks", "rework_redo", "self_loops"),
)
"""What stands beside an ending: of each line the first that the record tells."""
MOST = 8
OPEN = "Not over yet"


@dataclass(frozen=True, kw_only=True)
class Endings:
    """A table: each ending, how many, and what its journeys took."""

    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    left: int


def endings_shown(ride: Ride) -> Endings | None:
    """The most frequent endings; None where the record knows none."""
    if not ride.endings:
        return None
    beside = [found for line in BESIDE if (found := _first_told(ride, line))]
    shown = ride.endings[:MOST]
    return Endings(
        headings=("ending", "journeys", "share", *(measure.title for measure in beside)),
        rows=tuple(_row(ride, ending, beside) for ending in shown),
        left=len(ride.endings) - len(shown),
    )


def _first_told(ride: Ride, line: tuple[str, ...]) -> Measure | None:
    told = (BY_NAME[name] for name in line if isinstance(ride.measures[name], Measured))
    return next(told, None)


def _row(ride: Ride, ending: Ending, beside: list[Measure]) -> tuple[Cell, ...]:
    journeys = _of(ride.journeys, ending.name)
    return (
        OPEN if ending.name is None else ending.name,
        f"{ending.n:,}",
        (share(ending.share), span(share(ending.interval.low), share(ending.interval.high))),
        *(_said(journeys, measure, ride) for measure in beside),
    )


def _of(journeys: pa.Table, ending: str | None) -> pa.Table:
    column = journeys["ending"]
    return journeys.filter(pc.is_null(column) if ending is None else pc.equal(column, ending))


def _said(journeys: pa.Table, measure: Measure, ride: Ride) -> Cell:
    result = result_of(measure, journeys, ride.carried)
    if not isinstance(result, Measured):
        return "–"
    found = headline(measure, result)
    return (found.value, found.interval)
