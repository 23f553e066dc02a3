"""From what the record holds about one service to its ladder, its hallway and the series that are watched."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from throughline.ids import ServiceId
from throughline.insight import hallway_units
from throughline.insight.hallway import Hallway, compare
from throughline.insight.hallway_units import NothingToCompare
from throughline.insight.intervals import Numbers
from throughline.insight.ladder import Ladder, climb
from throughline.insight.ladder_reading import Known
from throughline.insight.periods import Period, series_of
from throughline.insight.rung import Known as HowKnown
from throughline.insight.rung import Rung, Summary
from throughline.insight.series import Series
from throughline.strategy.gauging import gauge_values
from throughline.strategy.model import Strategy


@dataclass(frozen=True, kw_only=True, slots=True)
class Observation:
    """One journey's raw value, at its unit, on the day it became known."""

    unit: str | None
    day: date
    raw: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Observed:
    """What the record holds for one measure: values, and how many journeys of each unit could have one.

    `why_none` is said where there are no values: a log that cannot tell says what to record.
    """

    observations: tuple[Observation, ...]
    eligible: Mapping[str | None, int]
    why_none: str = "Nobody has been asked, and the record does not show it."


@dataclass(frozen=True, kw_only=True, slots=True)
class Span:
    """The time that is looked at, and how it is cut.

    What the record shows of every journey bears a finer cut than what only some people answer.
    """

    since: date
    until: date
    period: Period = Period.FORTNIGHT
    period_observed: Period = Period.FORTNIGHT

    def cut(self, rung: Rung) -> Period:
        """How the time is cut for this measure."""
        return self.period if rung.known is HowKnown.REPORTED else self.period_observed


@dataclass(frozen=True, kw_only=True, slots=True)
class Seen:
    """All that is known of one service, measure by measure."""

    strategy: Strategy
    service: ServiceId
    span: Span
    observed: Mapping[str, Observed]

    @property
    def units(self) -> tuple[str, ...]:
        """Every unit that has journeys, by name."""
        found = {unit for one in self.observed.values() for unit in one.eligible if unit}
        return tuple(sorted(found))


def ladder_of(seen: Seen, unit: str | None = None) -> Ladder:
    """The ladder of the service, or of one unit."""
    return climb(seen.service, unit, [_known(seen, rung, unit) for rung in seen.strategy.rungs(seen.service)])


def hallway_of(seen: Seen, measure: str) -> Hallway:
    """All units side by side on one measure.

    Raises:
        NothingToCompare: where fewer than three units have values.
    """
    rung = next(one for one in seen.strategy.rungs(seen.service) if one.measure == measure)
    found = [(unit, _values(seen, rung, unit)) for unit in seen.units]
    with_values = [(unit, values) for unit, values in found if len(values)]
    if not with_values:
        raise NothingToCompare(f"No unit has a value for “{measure}” yet.")
    match rung.summary:
        case Summary.SHARE:
            counts = [(unit, int(values.sum()), len(values)) for unit, values in with_values]
            return compare(rung, hallway_units.shares(counts))
        case Summary.MEAN:
            return compare(rung, hallway_units.means(with_values))
        case Summary.MEDIAN:
            return compare(rung, hallway_units.medians(with_values))


def watched_series(seen: Seen) -> tuple[Series, ...]:
    """Every measure of the whole service and of each unit over time: all of them go into one review."""
    rungs: Sequence[Rung] = seen.strategy.rungs(seen.service)
    return tuple(series(seen, rung, unit) for rung in rungs for unit in (None, *seen.units))


def series(seen: Seen, rung: Rung, unit: str | None) -> Series:
    """One measure over time."""
    here = _here(seen, rung, unit)
    values = gauge_values(seen.strategy.gauge(seen.service, rung.measure), _raw(here))
    return series_of(
        rung,
        service=seen.service,
        unit=unit,
        dated=[(one.day, float(value)) for one, value in zip(here, values, strict=True)],
        period=seen.span.cut(rung),
        since=seen.span.since,
        until=seen.span.until,
    )


def _known(seen: Seen, rung: Rung, unit: str | None) -> Known:
    observed = seen.observed.get(rung.measure)
    values = _values(seen, rung, unit)
    if observed is None:
        return Known(rung=rung, unit=unit, values=values, eligible=0)
    return Known(
        rung=rung,
        unit=unit,
        values=values,
        eligible=observed.eligible.get(unit, 0) if unit else sum(observed.eligible.values()),
        over_time=series(seen, rung, unit),
        why_none=observed.why_none,
    )


def _values(seen: Seen, rung: Rung, unit: str | None) -> Numbers:
    return gauge_values(seen.strategy.gauge(seen.service, rung.measure), _raw(_here(seen, rung, unit)))


def _here(seen: Seen, rung: Rung, unit: str | None) -> tuple[Observation, ...]:
    observed = seen.observed.get(rung.measure)
    if observed is None:
        return ()
    return tuple(
        one
        for one in observed.observations
        if seen.span.since <= one.day < seen.span.until and unit in (None, one.unit)
    )


def _raw(observations: Sequence[Observation]) -> Numbers:
    return np.array([one.raw for one in observations], dtype=np.float64)
