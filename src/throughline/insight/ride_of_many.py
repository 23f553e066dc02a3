"""The ride over a record too large to fetch each journey: figures by the engine, pictures of a sample."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

import ibis
from ibis import _

from throughline.insight import summaries
from throughline.insight.fetching import fetched, kept
from throughline.insight.intervals import wilson
from throughline.insight.measured import Result
from throughline.insight.measures.carried import carried_by
from throughline.insight.measures.journeys import journeys_table, with_attributes
from throughline.insight.ride import Ending, NothingToRead, Ride
from throughline.insight.summary_results import results_by_part

SAMPLE = 50_000
"""About so many journeys are fetched for pictures."""
BUCKETS = 1_000_000


@dataclass(frozen=True, kw_only=True)
class RideOfMany(Ride):
    """A ride whose `journeys` are a sample. Its figures and its endings count all journeys."""

    total: int
    rows: ibis.Table
    """Every journey, where it lies."""
    ended: tuple[Ending, ...]

    @property
    def size(self) -> int:
        return self.total

    @property
    def endings(self) -> tuple[Ending, ...]:
        return self.ended

    @cached_property
    def _of_units(self) -> Mapping[str, Mapping[str, Result]]:
        return results_by_part(_parted(self.rows, "unit"), self.carried)

    def of_unit(self, unit: str) -> Mapping[str, Result]:
        """The measures over all journeys of one unit."""
        return self._of_units[unit]

    @cached_property
    def units(self) -> tuple[str, ...]:
        """The units that journeys belong to, by name; empty where the record names none."""
        return tuple(sorted(self._of_units)) if "unit" in self.rows.columns else ()

    @property
    def sampled(self) -> str | None:
        """What the journeys are that were fetched, where they are not all; their number goes before it."""
        if self.journeys.num_rows == self.total:
            return None
        return (
            "journeys, chosen by their names alone, were fetched for pictures, threads and comparisons of "
            f"units; the figures of measures count all {self.total:,}"
        )


def ride_of_many(
    record: ibis.Table,
    *,
    now: datetime | None = None,
    journeys: ibis.Table | None = None,
    zone: str = "UTC",
    sample: int = SAMPLE,
) -> RideOfMany:
    """The same as `ride_of`, with figures made on the engine. About `sample` journeys are fetched.

    The row per journey is made once and kept on the engine: in memory, or on its disks where it is too large.
    """
    carried = carried_by(record)
    if carried.first is None or carried.last is None:
        raise NothingToRead("There is nothing to read: the log holds no events.")
    made = journeys_table(record, carried, now=now, zone=zone)
    rows = kept(made if journeys is None else with_attributes(made, journeys))
    measures = results_by_part(_parted(rows, None), carried)[summaries.WHOLE]
    total = int(fetched(rows.aggregate(n=rows.count()))["n"][0].as_py())
    return RideOfMany(
        events=carried.events,
        journeys=fetched(_sample(rows, sample, total)),
        first=carried.first,
        last=carried.last,
        carried=carried,
        measures=measures,
        total=total,
        rows=rows,
        ended=tuple(_endings(rows, total)),
    )


def _parted(rows: ibis.Table, column: str | None) -> ibis.Table:
    if column is None:
        return rows.mutate(part=ibis.literal(summaries.WHOLE))
    return rows.filter(rows[column].notnull()).mutate(part=rows[column])


def _sample(rows: ibis.Table, size: int, total: int) -> ibis.Table:
    """The same journeys every time: those whose name falls among the first of a million buckets."""
    if total <= size:
        return rows
    kept = max(1, BUCKETS * size // total)
    return rows.filter(rows.journey.hash().cast("int64").abs() % BUCKETS < kept)


def _endings(rows: ibis.Table, total: int) -> Iterator[Ending]:
    if not fetched(rows.aggregate(n=rows.closed.count()))["n"][0].as_py():
        return
    counts: Iterable[dict[str, object]] = fetched(rows.group_by("ending").aggregate(n=_.count())).to_pylist()
    found = [(None if one["ending"] is None else str(one["ending"]), int(str(one["n"]))) for one in counts]
    for name, n in sorted(found, key=lambda one: (one[0] is None, -one[1], one[0] or "")):
        share = wilson(n, total)
        yield Ending(name=name, n=n, share=share.value, interval=share.interval)
