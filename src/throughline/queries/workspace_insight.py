"""The ride of the live record: the report's own parts, over journeys that have ended, with nobody named."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from hashlib import blake2b

import pyarrow as pa

from throughline.ids import JourneyId, ServiceId, UnitId
from throughline.insight.flows import named
from throughline.insight.over_time import over_time
from throughline.insight.report.material import Material, followed, walks_of
from throughline.insight.report.page import Part, parts
from throughline.insight.ride import Ride, ride_kept
from throughline.insight.telling import told_in_short
from throughline.insight.threads import Typical
from throughline.queries.asked import Asked, Asking, ask
from throughline.queries.thread import events_of, thread_of
from throughline.queries.workspace_words import function_here, unit_title
from throughline.store.circle_seen import rides_as_of
from throughline.store.circle_told import rides_told, still_under_way
from throughline.store.circle_waits import waits_told
from throughline.store.models import Journey
from throughline.store.published import design_for

FEW = 10
"""Below so many journeys an office is not described by numbers: they would be about somebody."""
KEPT_PAGES = 8


@dataclass(frozen=True, kw_only=True)
class RidePage:
    """What it is like to be on the receiving end, for everybody or for one office."""

    as_of: datetime
    under_way: int
    ride: Ride
    sentences: tuple[str, ...]
    parts: tuple[Part, ...]

    @property
    def journeys(self) -> int:
        """How many have ended."""
        return self.ride.size


def ride_page(unit: UnitId | None) -> RidePage | None:
    """The ride of journeys that have ended, as of the moment the rides last followed the record.

    `None` where there are too few journeys to describe without describing somebody.
    """
    as_of = rides_as_of()
    journeys = rides_told(unit)
    if as_of is None or journeys.num_rows < FEW:
        return None
    ride = ride_kept(journeys)
    return RidePage(
        as_of=as_of,
        under_way=still_under_way(unit),
        ride=ride,
        sentences=told_in_short(ride),
        parts=_parts(_Rows(journeys), unit, as_of),
    )


def live_asked(unit: UnitId | None, asking: Asking) -> Asked | None:
    """The same journeys in groups, or compared; `None` where they are too few to describe at all."""
    journeys = rides_told(unit)
    if journeys.num_rows < FEW:
        return None
    return ask(ride_kept(_with_names(journeys)), asking, fewest=FEW)


class _Rows:
    """Rows that are the same when they say the same, so that a page is drawn once and not for each reader."""

    def __init__(self, journeys: pa.Table) -> None:
        self.journeys = journeys
        sink = pa.BufferOutputStream()
        with pa.ipc.new_stream(sink, journeys.schema) as stream:
            stream.write_table(journeys.sort_by("journey"))
        self.mark = blake2b(sink.getvalue()).digest()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Rows) and self.mark == other.mark

    def __hash__(self) -> int:
        return hash(self.mark)


@lru_cache(maxsize=KEPT_PAGES)
def _parts(rows: _Rows, unit: UnitId | None, at: datetime) -> tuple[Part, ...]:
    """Drawn when something changed. Journeys that have ended tell the same at every look."""
    ride = ride_kept(_with_names(rows.journeys))
    return parts(
        Material(
            name="",
            ride=ride,
            threads=tuple(_typical(ride, share, at) for share in (0.5, 0.9)),
            flows=(named(waits_told(unit), function_here),),
            over_time=over_time(ride, followed(ride)),
            walks=walks_of(ride),
            fewest=FEW,
        )
    )


def _with_names(journeys: pa.Table) -> pa.Table:
    """Offices by the names that people call them."""
    names = pa.array([unit_title(one) if one else None for one in journeys["unit"].to_pylist()], pa.string())
    return journeys.set_column(journeys.column_names.index("unit"), "unit", names)


def _typical(ride: Ride, share: float, at: datetime) -> Typical:
    """The journey at this share by length, drawn as its person sees it, with nobody named."""
    journey = _at_share(ride, share)
    found = Journey.objects.values("service", "version").get(id=journey)
    design = design_for(ServiceId(found["service"]), found["version"])
    return Typical(share, journey, thread_of(events_of(journey), design, {}, at=at))


def _at_share(ride: Ride, share: float) -> JourneyId:
    """The journey nearest to this share by length; of equals, the shortest told."""
    order = [("elapsed", "ascending"), ("events", "ascending"), ("journey", "ascending")]
    ranked = ride.journeys.select(["journey", "elapsed", "events"]).sort_by(order)
    return JourneyId(ranked["journey"][round(share * (ranked.num_rows - 1))].as_py())
