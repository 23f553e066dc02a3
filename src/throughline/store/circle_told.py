"""The rides of journeys that have ended, as a table: what numbers over journeys are made of."""

import pyarrow as pa

from throughline.ids import UnitId
from throughline.insight.measures.carried import CARRIED
from throughline.insight.measures.kept import WAITS
from throughline.store.circle_rides import PARTS, TOLD
from throughline.store.models import RideOfJourney
from throughline.store.writing import new_cursor

MOMENTS = (CARRIED + "first", CARRIED + "last")
KEPT = "journey", "unit", "ending", *TOLD, *PARTS
RIDES = """
select {columns}
from ride_of_journey, jsonb_to_record(measures || parts) as told({types})
where ended_at is not null and parts <> '{{}}' and (%(unit)s::text is null or unit = %(unit)s)
"""
"""A ride from before its parts were kept has none until it is made again, at the next refresh."""


def rides_told(unit: UnitId | None = None) -> pa.Table:
    """One row for each journey that has ended, of everybody or of one office."""
    types = ", ".join(f'"{name}" {_type(name)}' for name in (*TOLD, *PARTS))
    columns = ", ".join(f'"{name}"' for name in KEPT)
    found = new_cursor().execute(RIDES.format(columns=columns, types=types), {"unit": unit}).fetchall()
    if not found:
        return pa.table({})
    rides = pa.table(dict(zip(KEPT, zip(*found, strict=True), strict=True)))
    return rides.append_column("closed", pa.array([True] * rides.num_rows))


def still_under_way(unit: UnitId | None = None) -> int:
    """How many journeys have not ended, and therefore have no ride to tell yet."""
    rides = RideOfJourney.objects.filter(ended_at=None)
    return (rides.filter(unit=unit) if unit else rides).count()


def _type(name: str) -> str:
    if name == WAITS:
        return "float8[]"
    return "timestamptz" if name in MOMENTS else "float8"
