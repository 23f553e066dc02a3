"""The ride of the live record: the same expressions that read any log, computed now and then and kept."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import ibis
import psycopg
import pyarrow.compute as pc
from django.core.cache import cache
from django.db import connection

from throughline.eventlog.thread import Thread
from throughline.ids import JourneyId, ServiceId, UnitId
from throughline.insight.measures.catalogue import MEASURES, Measure, Tier
from throughline.insight.report.page import figure
from throughline.insight.report.spread import spread
from throughline.insight.ride import Measured, NothingToRead, Ride, ride_of
from throughline.insight.telling import days, per_cent, told
from throughline.queries.live_record import record_in
from throughline.queries.thread import events_of, thread_of
from throughline.store.models import Journey
from throughline.store.published import design_for

FRESH = timedelta(minutes=15)
"""How long an answer is good before the worker computes it again. The page says how old it is."""

KEPT = 24 * 60 * 60
"""Seconds for which an answer is kept at all."""

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
    first: datetime
    last: datetime
    sentences: tuple[str, ...]
    told: tuple[Told, ...]
    untold: tuple[Untold, ...]
    threads: tuple[OneJourney, ...]

    def of_tier(self, tier: Tier) -> tuple[Told | Untold, ...]:
        measures: tuple[Told | Untold, ...] = (*self.told, *self.untold)
        return tuple(one for one in measures if one.measure.tier is tier)


@dataclass(frozen=True, kw_only=True)
class Rides:
    """What is kept: the page for everybody, under an empty name, and those of the offices."""

    as_of: datetime
    pages: dict[str, RidePage]


def ride_page(unit: UnitId | None, *, at: datetime) -> RidePage | None:
    """The ride as it was last computed: nobody waits for it but whoever is the first of all.

    `None` where there are too few journeys to describe without describing somebody.
    """
    kept: Rides | None = cache.get(_key())
    if kept is None or not kept.pages:
        kept = refresh_ride(at=at)
    return kept.pages.get(unit or "")


def refresh_ride_when_old(*, at: datetime) -> bool:
    """What the worker does every minute. Says whether there was anything to do."""
    kept: Rides | None = cache.get(_key())
    if kept is not None and at - kept.as_of <= FRESH:
        return False
    refresh_ride(at=at)
    return True


def refresh_ride(*, at: datetime) -> Rides:
    """Compute it for everybody and for each office, and keep it."""
    with live_record() as record:
        rides = Rides(as_of=at, pages=dict(_pages(record, at)))
    cache.set(_key(), rides, KEPT)
    return rides


def _key() -> str:
    """Each database has its own answer."""
    return f"ride:{connection.settings_dict['NAME']}"


def _pages(record: ibis.Table, at: datetime) -> Iterator[tuple[str, RidePage]]:
    try:
        ride = ride_of(record, now=at)
    except NothingToRead:
        return
    for unit in ("", *ride.units):
        here = of_unit(ride, unit) if unit else ride
        if here.journeys.num_rows >= FEW:
            yield unit, _page(here, at)


@contextmanager
def live_record() -> Iterator[ibis.Table]:
    """The record in PostgreSQL, as analysis sees it: exactly the columns of the shape."""
    settings = connection.settings_dict
    raw = psycopg.connect(
        dbname=settings["NAME"],
        user=settings["USER"] or None,
        password=settings["PASSWORD"] or None,
        host=settings["HOST"] or None,
        port=settings["PORT"] or None,
        autocommit=True,
        options="-c timezone=UTC",  # a day is a day all year
    )
    with closing(raw):
        yield record_in(raw)


def of_unit(ride: Ride, unit: str) -> Ride:
    """The same ride over the journeys of one office."""
    mine = ride.journeys.filter(pc.equal(ride.journeys["unit"], unit))
    return replace(ride, journeys=mine, measures=ride.of_unit(unit))


def _page(ride: Ride, at: datetime) -> RidePage:
    shown = [_shown(ride, measure) for measure in MEASURES]
    return RidePage(
        as_of=at,
        events=ride.events,
        journeys=ride.journeys.num_rows,
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
    journey = _at_share(ride, share)
    found = Journey.objects.values("service", "version").get(id=journey)
    design = design_for(ServiceId(found["service"]), found["version"])
    thread = thread_of(events_of(journey), design, {}, at=at)
    return OneJourney(share=share, length=days(thread.length / timedelta(days=1)), thread=thread)


def _at_share(ride: Ride, share: float) -> JourneyId:
    """The journey nearest to this share by length; of equals, the one with fewest events."""
    order = [("elapsed", "ascending"), ("events", "ascending"), ("journey", "ascending")]
    ranked = ride.journeys.select(["journey", "elapsed", "events"]).sort_by(order)
    return JourneyId(str(ranked["journey"][round(share * (ranked.num_rows - 1))].as_py()))
