"""The ride of the live record: numbers over journeys that have ended, and two of these journeys."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from throughline.eventlog.thread import Thread
from throughline.ids import JourneyId, ServiceId, UnitId
from throughline.insight.measures.catalogue import MEASURES, Measure, Tier
from throughline.insight.report.cards import figure
from throughline.insight.report.spread import spread
from throughline.insight.ride import Measured, Ride, ride_kept
from throughline.insight.telling import days, per_cent, told
from throughline.queries.thread import events_of, thread_of
from throughline.store.circle_seen import rides_as_of
from throughline.store.circle_told import rides_told, still_under_way
from throughline.store.models import Journey
from throughline.store.published import design_for

FEW = 10
"""Below so many journeys an office is not described by numbers: they would be about somebody."""


@dataclass(frozen=True, kw_only=True)
class Told:
    """A measure that the record tells, with its spread as a picture."""

    measure: Measure
    median: str
    p90: str
    mean: str
    n: int
    pooled: str
    basis: str
    picture: str


@dataclass(frozen=True, kw_only=True)
class Untold:
    """A measure that the record cannot tell yet, and why."""

    measure: Measure
    why: str


@dataclass(frozen=True, kw_only=True)
class OneJourney:
    """A journey that stands for many, without anybody's name."""

    share: float
    length: str
    thread: Thread


@dataclass(frozen=True, kw_only=True)
class RidePage:
    """What it is like to be on the receiving end, for everybody or for one office."""

    as_of: datetime
    events: int
    journeys: int
    under_way: int
    first: datetime
    last: datetime
    sentences: tuple[str, ...]
    told: tuple[Told, ...]
    untold: tuple[Untold, ...]
    threads: tuple[OneJourney, ...]

    def of_tier(self, tier: Tier) -> tuple[Told | Untold, ...]:
        measures: tuple[Told | Untold, ...] = (*self.told, *self.untold)
        return tuple(one for one in measures if one.measure.tier is tier)


def ride_page(unit: UnitId | None) -> RidePage | None:
    """The ride of journeys that have ended, as of the moment the rides last followed the record.

    `None` where there are too few journeys to describe without describing somebody.
    """
    as_of = rides_as_of()
    journeys = rides_told(unit)
    if as_of is None or journeys.num_rows < FEW:
        return None
    return _page(ride_kept(journeys), as_of, still_under_way(unit))


def _page(ride: Ride, at: datetime, under_way: int) -> RidePage:
    shown = [_shown(ride, measure) for measure in MEASURES]
    return RidePage(
        as_of=at,
        events=ride.events,
        journeys=ride.journeys.num_rows,
        under_way=under_way,
        first=ride.first,
        last=ride.last,
        sentences=told(ride),
        told=tuple(one for one in shown if isinstance(one, Told)),
        untold=tuple(one for one in shown if isinstance(one, Untold)),
        threads=tuple(_typical(ride, share, at) for share in (0.5, 0.9)),
    )


def _shown(ride: Ride, measure: Measure) -> Told | Untold:
    result = ride.measures[measure.name]
    if not isinstance(result, Measured):
        return Untold(measure=measure, why=result.why)
    median, p90 = figure(measure, result.median), figure(measure, result.p90)
    said = f"{measure.title}: half of journeys up to {median}, nine in ten up to {p90}."
    return Told(
        measure=measure,
        median=median,
        p90=p90,
        mean=figure(measure, result.mean),
        n=result.n,
        pooled="" if result.pooled is None else per_cent(result.pooled),
        basis=result.basis,
        picture=spread(ride.values(measure.name), result.median, result.p90, said),
    )


def _typical(ride: Ride, share: float, at: datetime) -> OneJourney:
    """The journey at this share by length, drawn as its person sees it, with nobody named."""
    journey, length = _at_share(ride, share)
    found = Journey.objects.values("service", "version").get(id=journey)
    design = design_for(ServiceId(found["service"]), found["version"])
    thread = thread_of(events_of(journey), design, {}, at=at)
    return OneJourney(share=share, length=days(length / timedelta(days=1)), thread=thread)


def _at_share(ride: Ride, share: float) -> tuple[JourneyId, timedelta]:
    """The journey nearest to this share by length, and how long it was open; of equals, the shortest told."""
    order = [("elapsed", "ascending"), ("events", "ascending"), ("journey", "ascending")]
    ranked = ride.journeys.select(["journey", "elapsed", "events"]).sort_by(order)
    row = ranked.slice(round(share * (ranked.num_rows - 1)), 1).to_pylist()[0]
    return JourneyId(row["journey"]), timedelta(microseconds=row["elapsed"])
