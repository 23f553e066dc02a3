"""Waiting for the follower, which waits for everybody on the server."""

import time
from datetime import datetime

from throughline.actions.circle_rides import refresh_rides
from throughline.store.models import RideOfJourney, RideProgress
from throughline.store.writing import new_cursor

PATIENCE = 30
"""Seconds to wait for others to end their transactions."""


def catch_up(at: datetime) -> int:
    """Follow until every event is in. The follower waits for older transactions, anybody's on this server."""
    touched = 0
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        touched += refresh_rides(at=at).journeys
        found = new_cursor().execute("select coalesce(max(xid::text::bigint), 0) from event").fetchone()
        if found and RideProgress.objects.get().followed_to > found[0]:
            return touched
    raise AssertionError("Some transaction on this server has been open for half a minute.")


def kept_again(ride: RideOfJourney, journey: str, unit: str) -> None:
    """As if another journey had gone just so, at some office."""
    columns = {field.name: getattr(ride, field.name) for field in RideOfJourney._meta.fields}
    RideOfJourney.objects.create(**{**columns, "journey": journey, "unit": unit})
