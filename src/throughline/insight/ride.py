"""The ride: what journeys were like, as numbers over journeys. The same for a file and the live record."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

import ibis
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from throughline.insight.fetching import fetched
from throughline.insight.intervals import Interval, wilson
from throughline.insight.measured import (
    Measured,
    Result,
    Unmeasurable,
    result_of,
    values_of,
    waits_in_days,
)
from throughline.insight.measures.carried import Carried, carried_by, carried_together
from throughline.insight.measures.catalogue import BY_NAME, MEASURES
from throughline.insight.measures.journeys import ATTRIBUTE, journeys_table, with_attributes
from throughline.refused import Refused

__all__ = ["Measured", "Result", "Ride", "Unmeasurable", "ride_from", "ride_kept", "ride_of", "values_of"]


class NothingToRead(Refused):
    """There are no events."""


class NoSuchAttribute(Refused):
    """Nothing of this name is known of the cases."""


@dataclass(frozen=True, kw_only=True)
class Ending:
    """One way in which journeys ended, and how many did. `None` for those that are still open."""

    name: str | None
    n: int
    share: float
    interval: Interval


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
        """The values of a measure over the journeys where it is defined, sorted; or its waits, one by one."""
        return values_of(self.journeys, name) if BY_NAME[name].value else waits_in_days(self.journeys)

    @property
    def size(self) -> int:
        """How many journeys there are."""
        return int(self.journeys.num_rows)

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

    def by_units(self, attribute: str) -> "Ride":
        """The same ride with a case attribute in the place of the unit.

        Raises:
            NoSuchAttribute: when the cases have no attribute of this name.
        """
        if attribute not in self.attributes:
            known = ", ".join(self.attributes) or "none"
            raise NoSuchAttribute(
                f"There is no case attribute {attribute!r} to compare by. There is: {known}. "
                "A mapping file names more of them under `attributes`."
            )
        rest = self.journeys.drop_columns([name for name in self.journeys.column_names if name == "unit"])
        named = self.journeys[ATTRIBUTE + attribute].cast(pa.string())
        return replace(self, journeys=rest.append_column("unit", named))

    @property
    def attributes(self) -> tuple[str, ...]:
        """What is known of each case beside its events, by name."""
        names = self.journeys.column_names
        return tuple(name.removeprefix(ATTRIBUTE) for name in names if name.startswith(ATTRIBUTE))

    @property
    def endings(self) -> tuple[Ending, ...]:
        """How journeys ended, the most frequent first; empty where the record knows no endings."""
        return endings_of(self.journeys)


def ride_of(
    record: ibis.Table,
    *,
    now: datetime | None = None,
    journeys: ibis.Table | None = None,
    zone: str = "UTC",
) -> Ride:
    """The ride over a record. `now` for a running service; without it a record sees to its last row.

    `journeys` has one row per journey with its case attributes. `zone` is where business hours are kept.
    """
    carried = carried_by(record)
    if carried.first is None or carried.last is None:
        raise NothingToRead("There is nothing to read: the log holds no events.")
    rows = journeys_table(record, carried, now=now, zone=zone)
    return ride_from(fetched(rows if journeys is None else with_attributes(rows, journeys)), carried)


def ride_kept(journeys: pa.Table) -> Ride:
    """The ride from rows that were computed before, one for each journey, with what each carries.

    Raises:
        NothingToRead: without a single journey.
    """
    carried = carried_together(journeys)
    if carried.first is None or carried.last is None:
        raise NothingToRead("There is nothing to read: no journey was measured yet.")
    return ride_from(journeys, carried)


def ride_from(journeys: pa.Table, carried: Carried) -> Ride:
    """The ride over journeys that were measured, with what their record carries: it has both its ends."""
    assert carried.first is not None and carried.last is not None  # noqa: S101, PT018 - seen by every caller
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
    return {measure.name: result_of(measure, journeys, carried) for measure in MEASURES}


def endings_of(journeys: pa.Table) -> tuple[Ending, ...]:
    """How these journeys ended; `None` counts those that are open. Empty where nobody knows."""
    closed = journeys["closed"].to_pylist()
    if not any(one is not None for one in closed):
        return ()
    found = Counter(journeys["ending"].to_pylist())
    ranked = sorted(found.items(), key=lambda one: (one[0] is None, -one[1], one[0] or ""))
    return tuple(_ending(name, n, journeys.num_rows) for name, n in ranked)


def _ending(name: str | None, n: int, of: int) -> Ending:
    share = wilson(n, of)
    return Ending(name=name, n=n, share=share.value, interval=share.interval)
