"""From the rides to what ladder, hallway and watch are made of: one value per journey, with its day."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from throughline.blueprint import Blueprint
from throughline.ids import ServiceId
from throughline.insight.periods import Period
from throughline.store.models import RideOfJourney, RideProgress
from throughline.store.published import latest_design
from throughline.strategy.model import Gauge, Source, Strategy
from throughline.strategy.observed import Observation, Observed, Seen, Span

LEFT_OUT = timedelta(days=60)
"""In the first months only short journeys have ended. Numbers begin when the long ones are in, too."""

COLUMNS = ("unit", "started_at", "ended_at", "measures", "outcomes", "answers", "asked")


@dataclass(frozen=True, kw_only=True, slots=True)
class Ride:
    """One journey's row. Values stand with the moment at which they became known."""

    unit: str
    started_at: datetime
    ended_at: datetime | None
    measures: Mapping[str, float | None]
    outcomes: Mapping[str, Sequence[Any]]
    """`[value, when]`. `Any`: JSON as it was written."""
    answers: Mapping[str, Sequence[Any]]
    asked: Mapping[str, Sequence[Any]]


def seen_of(strategy: Strategy, service: ServiceId, *, until: datetime) -> Seen:
    """All that is known of a service by a day, measure by measure."""
    rides = tuple(Ride(**row) for row in RideOfJourney.objects.filter(service=service).values(*COLUMNS))
    span = _span(rides, until)
    blueprint = latest_design(service).blueprint
    measures = strategy.services[service].names
    return Seen(
        strategy=strategy,
        service=service,
        span=span,
        observed={
            name: _observed(strategy.gauge(service, name), blueprint, rides, span) for name in measures
        },
    )


def rides_as_of() -> datetime | None:
    """When the rides last followed the record."""
    return RideProgress.objects.values_list("as_of", flat=True).first()


def _span(rides: Sequence[Ride], until: datetime) -> Span:
    first = min((ride.started_at for ride in rides), default=until)
    since = min(first + LEFT_OUT, until).date()
    return Span(since=since, until=until.date(), period=Period.FORTNIGHT, period_observed=Period.WEEK)


def _observed(gauge: Gauge, blueprint: Blueprint, rides: Sequence[Ride], span: Span) -> Observed:
    """Values in the span. A journey could have one if it was asked in the span, or answered in it."""
    value, day_asked = _value_in(gauge), _day_asked(gauge, blueprint)
    observations: list[Observation] = []
    eligible: dict[str | None, int] = {}
    for ride in rides:
        found = value(ride)
        known = found is not None and span.since <= found.day < span.until
        asked = day_asked(ride)
        if known or (asked is not None and span.since <= asked < span.until):
            eligible[ride.unit] = eligible.get(ride.unit, 0) + 1
        if found is not None and known:
            observations.append(found)
    return Observed(observations=tuple(observations), eligible=eligible)


def _value_in(gauge: Gauge) -> Callable[[Ride], Observation | None]:
    """What tells the value from a ride. What it looks at is found once, for there are many rides."""
    name = gauge.name
    match gauge.kind:
        case Source.RIDE:
            return lambda ride: _measured(ride, ride.measures.get(name))
        case Source.OUTCOME:
            return lambda ride: _written(ride, ride.outcomes.get(name))
        case Source.ANSWER:
            return lambda ride: _written(ride, ride.answers.get(name))


def _measured(ride: Ride, value: float | None) -> Observation | None:
    if value is None or ride.ended_at is None:
        return None
    return Observation(unit=ride.unit, day=ride.ended_at.date(), raw=float(value))


def _written(ride: Ride, written: Sequence[Any] | None) -> Observation | None:
    if written is None or written[0] is None:
        return None
    return Observation(unit=ride.unit, day=_day(written[1]), raw=float(written[0]))


def _day_asked(gauge: Gauge, blueprint: Blueprint) -> Callable[[Ride], date | None]:
    """What tells the day from which a journey could have a value."""
    if gauge.kind is Source.RIDE or _is_asked_at_endings(gauge, blueprint):
        return lambda ride: ride.ended_at.date() if ride.ended_at else None
    check_ins = tuple(_check_ins(gauge, blueprint))
    return lambda ride: min(
        (_day(ride.asked[one][1]) for one in check_ins if one in ride.asked), default=None
    )


def _is_asked_at_endings(gauge: Gauge, blueprint: Blueprint) -> bool:
    asked = blueprint.experience.asks if blueprint.experience else ()
    return gauge.kind is Source.ANSWER and gauge.name in asked


def _check_ins(gauge: Gauge, blueprint: Blueprint) -> Iterator[str]:
    """Where the question is asked that this value comes from."""
    if gauge.kind is Source.OUTCOME:
        yield from (one.measured_at for one in blueprint.outcomes if one.id == gauge.name)
    else:
        yield from (one.id for one in blueprint.aftercare if gauge.name in one.asks)


def _day(written: str) -> date:
    return datetime.fromisoformat(written).date()
