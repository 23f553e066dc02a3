"""The ride: what journeys were like, as numbers over journeys. The same for a file and the live record."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import ibis
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from throughline.insight.fetching import fetched
from throughline.insight.measures.basis import basis_of, why_not
from throughline.insight.measures.carried import Carried, carried_by, carried_together
from throughline.insight.measures.catalogue import BY_NAME, MEASURES
from throughline.insight.measures.journeys import journeys_table
from throughline.refused import Refused


class NothingToRead(Refused):
    """There are no events."""


@dataclass(frozen=True, kw_only=True)
class Measured:
    """A measure over journeys. `pooled` is the ratio of sums, for shares that are shaky on few contacts."""

    mean: float
    median: float
    p90: float
    n: int
    basis: str
    pooled: float | None = None


@dataclass(frozen=True)
class Unmeasurable:
    """What the record cannot tell, and what to record so that it can."""

    why: str


Result = Measured | Unmeasurable


@dataclass(frozen=True, kw_only=True)
class Ride:
    """What the ride was like. `journeys` has one row per journey with a column per measure that was told."""

    events: int
    journeys: pa.Table
    first: datetime
    last: datetime
    carried: Carried
    measures: Mapping[str, Result]

    def values(self, name: str) -> NDArray[np.float64]:
        """The values of a measure over the journeys where it is defined, sorted."""
        return values_of(self.journeys, name)

    def of_unit(self, unit: str) -> Mapping[str, Result]:
        """The same measures over the journeys of one unit."""
        mine = pa.array([name == unit for name in self.journeys["unit"].to_pylist()])
        return results(self.journeys.filter(mine), self.carried)

    @property
    def units(self) -> tuple[str, ...]:
        """The units that journeys belong to, by name; empty where the record names none."""
        if "unit" not in self.journeys.column_names:
            return ()
        return tuple(sorted(unit for unit in self.journeys["unit"].unique().to_pylist() if unit))


def ride_of(record: ibis.Table, *, now: datetime | None = None) -> Ride:
    """The ride over a record. `now` for a running service; without it a record sees to its last row."""
    carried = carried_by(record)
    if carried.first is None or carried.last is None:
        raise NothingToRead("There is nothing to read: the log holds no events.")
    journeys = per_journey(record, carried, now=now)
    return Ride(
        events=carried.events,
        journeys=journeys,
        first=carried.first,
        last=carried.last,
        carried=carried,
        measures=results(journeys, carried),
    )


def ride_kept(journeys: pa.Table) -> Ride:
    """The ride from rows that were computed before, one for each journey, with what each carries.

    Raises:
        NothingToRead: without a single journey.
    """
    carried = carried_together(journeys)
    if carried.first is None or carried.last is None:
        raise NothingToRead("There is nothing to read: no journey was measured yet.")
    return Ride(
        events=carried.events,
        journeys=journeys,
        first=carried.first,
        last=carried.last,
        carried=carried,
        measures=results(journeys, carried),
    )


def per_journey(record: ibis.Table, carried: Carried, *, now: datetime | None = None) -> pa.Table:
    """One row per journey, as an Arrow table."""
    return fetched(journeys_table(record, carried, now=now))


def results(journeys: pa.Table, carried: Carried) -> dict[str, Result]:
    """Every measure over these journeys, in the order of the catalogue."""
    return {measure.name: _result(measure.name, journeys, carried) for measure in MEASURES}


def values_of(journeys: pa.Table, name: str) -> NDArray[np.float64]:
    """The defined values of one column, sorted: a sum must not depend on the order engines give rows in.

    By DLPack, because Arrow's own way loads pandas.
    """
    column = journeys[name].cast(pa.float64()).drop_null()
    return np.sort(np.from_dlpack(column.combine_chunks()).astype(np.float64, copy=False))


def _result(name: str, journeys: pa.Table, carried: Carried) -> Result:
    why = why_not(name, carried)
    if why:
        return Unmeasurable(why)
    values = values_of(journeys, name)
    if not len(values):
        return Unmeasurable("No journey has enough events to tell.")
    median, p90 = np.quantile(values, [0.5, 0.9])
    return Measured(
        mean=float(values.mean()),
        median=float(median),
        p90=float(p90),
        n=len(values),
        basis=basis_of(name, carried),
        pooled=_pooled(name, journeys),
    )


POOLED = {
    "silence_share": ("silence_beyond", "elapsed"),
    "promises_kept": ("kept", "promises"),
    "repeated_asks": ("repeated_asks", "asks"),
    "coc": ("coc_pairs", "contact_pairs"),
    "secon": ("secon_steps", "contact_steps"),
}
"""Numerator and denominator of the ratio of sums over all journeys."""

KEPT_BESIDE = ("events", *sorted({part for parts in POOLED.values() for part in parts} - set(BY_NAME)))
"""What is kept of a journey beside its measures, so that rides can be put together from rows."""


def _pooled(name: str, journeys: pa.Table) -> float | None:
    if name not in POOLED:
        return None
    above, below = (values_of(journeys, column).sum() for column in POOLED[name])
    return float(above / below) if below else None
