"""Reading the record as it grows, without ever stepping over an event.

Positions are given out before transactions commit, so a higher one may be seen first. A follower therefore
reads only below the oldest transaction that still runs, and keeps its place by transaction and position.
"""

from dataclasses import dataclass

from throughline.ids import JourneyId
from throughline.store.writing import new_cursor

NEXT = """
select xid::text::bigint, position, journey, seq, kind from event
where (xid, position) > (%s::text::xid8, %s) and xid < pg_snapshot_xmin(pg_current_snapshot())
order by xid, position limit %s
"""


@dataclass(frozen=True, order=True, slots=True)
class Place:
    """How far a follower has read."""

    xid: int = 0
    position: int = 0


@dataclass(frozen=True, slots=True)
class Followed:
    """One event as a follower meets it."""

    place: Place
    journey: JourneyId
    seq: int
    kind: str


def events_after(place: Place, *, limit: int = 1_000) -> list[Followed]:
    """The next events, oldest transaction first. An empty list means: nothing new yet."""
    found = new_cursor().execute(NEXT, (str(place.xid), place.position, limit)).fetchall()
    return [
        Followed(Place(xid, position), JourneyId(journey), seq, kind)
        for xid, position, journey, seq, kind in found
    ]
