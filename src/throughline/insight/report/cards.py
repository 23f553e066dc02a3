"""A measure as it stands in the report: the number first, then its spread, then what it rests on."""

from dataclasses import dataclass

from markupsafe import Markup

from throughline.insight.measures.catalogue import MEASURES, Measure
from throughline.insight.report.spread import spread
from throughline.insight.ride import Measured, Ride, Unmeasurable
from throughline.insight.telling import days, number, per_cent


@dataclass(frozen=True, kw_only=True)
class Card:
    """A measure that could be told."""

    measure: Measure
    median: str
    p90: str
    mean: str
    n: int
    pooled: str | None
    basis: str
    picture: Markup


@dataclass(frozen=True, kw_only=True)
class Hatched:
    """Measures that cannot be told, for one reason; `why` says what to record."""

    why: str
    measures: tuple[Measure, ...]


def card(ride: Ride, measure: Measure) -> Card | None:
    """The card of a measure; None where it cannot be told."""
    result = ride.measures[measure.name]
    if not isinstance(result, Measured):
        return None
    median, p90 = figure(measure, result.median), figure(measure, result.p90)
    said = f"{measure.title}: half of journeys up to {median}, nine in ten up to {p90}."
    return Card(
        measure=measure,
        median=median,
        p90=p90,
        mean=figure(measure, result.mean),
        n=result.n,
        pooled=None if result.pooled is None else per_cent(result.pooled),
        basis=result.basis,
        picture=Markup(spread(ride.values(measure.name), result.median, result.p90, said)),  # noqa: S704 - it escapes
    )


def cards(ride: Ride, names: tuple[str, ...]) -> list[Card]:
    """The cards of the measures of a part that can be told, in the order of the part."""
    return [found for measure in _of(names) if (found := card(ride, measure))]


def hatched(ride: Ride, names: tuple[str, ...]) -> list[Hatched]:
    """What cannot be told among these measures, gathered by the reason."""
    reasons: dict[str, list[Measure]] = {}
    for measure in _of(names):
        result = ride.measures[measure.name]
        if isinstance(result, Unmeasurable):
            reasons.setdefault(result.why, []).append(measure)
    return [Hatched(why=why, measures=tuple(found)) for why, found in reasons.items()]


def figure(measure: Measure, value: float) -> str:
    """A value of a measure as a person reads it."""
    if measure.unit == "days":
        return days(value)
    return per_cent(value) if measure.is_share else number(value)


def _of(names: tuple[str, ...]) -> list[Measure]:
    by_name = {measure.name: measure for measure in MEASURES}
    return [by_name[name] for name in names if name in by_name]
