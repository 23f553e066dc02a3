"""A measure as it stands in the report: the number first, then its spread, then what it rests on."""

import re
from dataclasses import dataclass, replace

import numpy as np
from markupsafe import Markup, escape

from throughline.insight.counted import counted
from throughline.insight.intervals import Interval, Numbers, wilson
from throughline.insight.measures.catalogue import GROWING, MEASURES, Measure
from throughline.insight.measures.ending import GOAL
from throughline.insight.report.spread import spread
from throughline.insight.ride import Measured, Ride, Unmeasurable
from throughline.insight.telling import days, number, per_cent, span

Cell = str | tuple[str, str]
"""What stands in a table: a figure, or a figure with its interval."""
HOURS = {"hours": "hours", "business hours": "office hours"}
ALMOST_ALL = 0.995
SMALL_SHARE = 0.095
OPEN = {"elapsed_days", *GROWING}
"""These last as long as the journey is open; what else is not over may be in a journey that is."""
TINY_SHARE = 0.0005


@dataclass(frozen=True, kw_only=True)
class Headline:
    """The one number of a measure, what kind of number it is, where it may lie, and what it rests on."""

    value: str
    says: str
    interval: str
    n: str
    coverage: str


@dataclass(frozen=True, kw_only=True)
class Card:
    """A measure that could be told."""

    measure: Measure
    headline: Headline
    median: str
    p90: str
    mean: str
    basis: str
    picture: Markup
    most_known: bool = True
    """Whether enough journeys are over to say how long nine in ten take."""


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
    values = ride.values(measure.name)
    return Card(
        measure=measure,
        headline=with_open(ride, measure, headline(measure, result, values)),
        median=at_least(measure, result, "median"),
        p90=at_least(measure, result, "p90"),
        mean=at_least(measure, result, "mean"),
        basis=result.basis,
        picture=_picture(measure, result, values),
        most_known="p90" not in result.at_least,
    )


def _picture(measure: Measure, result: Measured, values: Numbers) -> Markup:
    if not len(values) or not _spreads(measure, values):
        return Markup()
    median, p90 = at_least(measure, result, "median"), at_least(measure, result, "p90")
    if "p90" in result.at_least:
        said = (
            f"{measure.title}: half of journeys up to {median}; how long nine in ten take is not known yet."
        )
        return Markup(spread(values, result.median, None, said))  # noqa: S704 - it escapes what it writes
    said = f"{measure.title}: half of journeys up to {median}, nine in ten up to {p90}."
    return Markup(spread(values, result.median, result.p90, said))  # noqa: S704 - it escapes what it writes


def _spreads(measure: Measure, values: Numbers) -> bool:
    """Whether there is a spread to see: not where nine in ten read alike, and not of yes and no."""
    low, most, high = (figure(measure, float(one)) for one in np.quantile(values, (0, 0.9, 1)))
    alike = low in (most, high)
    return not alike and not (measure.is_share and np.isin(values, (0, 1)).all())


def headline(measure: Measure, result: Measured, values: Numbers | None = None) -> Headline:
    """The middle of times, the mean of counts, the whole of shares; of what is rare, how often it happens."""
    coverage = "" if result.coverage > ALMOST_ALL else per_cent(result.coverage)
    if values is not None and is_rare(measure, values):
        happens = wilson(int((values > 0).sum()), len(values))
        return Headline(
            value=share(happens.value),
            says="of journeys at least once",
            interval=span(share(happens.interval.low), share(happens.interval.high)),
            n=rests_on(measure, result.n),
            coverage=coverage,
        )
    which, says = _which(measure, result)
    return Headline(
        value=at_least(measure, result, which),
        says=says,
        interval=between(measure, result.intervals.get(which)),
        n=rests_on(measure, result.n),
        coverage=coverage,
    )


def with_open(ride: Ride, measure: Measure, found: Headline) -> Headline:
    """With what open journeys do to the number: they are left out, or count as long as they have lasted."""
    still = next((one.n for one in ride.endings if one.name is None), 0)
    result = ride.measures[measure.name]
    not_over = still if measure.name in GROWING else result.censored if isinstance(result, Measured) else 0
    if measure is GOAL and still:
        return replace(found, n=f"{found.n}; {still:,} still open")
    if not_over:
        what = "still open" if measure.name in OPEN else "not over"
        return replace(found, n=f"{found.n}, {not_over:,} of them {what}")
    return found


def rests_on(measure: Measure, n: int) -> str:
    """What a number rests on, in words."""
    return counted(n, "journey" if measure.value else "wait")


def is_rare(measure: Measure, values: Numbers) -> bool:
    """What does not happen to most people: its mean would be a fraction of an event."""
    return measure.unit == "count" and len(values) > 0 and bool(np.median(values) == 0)


def share(value: float) -> str:
    """A share in per cent, with a decimal where it is small."""
    if 0 < value < TINY_SHARE:
        return "under 0.1%"
    return f"{value:.1%}" if 0 < value < SMALL_SHARE else per_cent(value)


def _which(measure: Measure, result: Measured) -> tuple[str, str]:
    if measure is GOAL:
        return ("mean", "of journeys that are over")
    if measure.unit == "share":
        return ("mean", "on average") if result.pooled is None else ("pooled", "over all journeys together")
    return ("mean", "per journey, on average") if measure.unit == "count" else ("median", "half up to this")


def at_least(measure: Measure, result: Measured, which: str) -> str:
    """A figure; where too many still wait to know it, only what it exceeds."""
    said = figure(measure, getattr(result, which))
    return f"over {said}" if which in result.at_least else said


def between(measure: Measure, interval: Interval | None) -> str:
    """An interval in words; nothing where there are too few journeys. No measure lies below nought."""
    if interval is None:
        return ""
    return span(figure(measure, max(interval.low, 0.0)), figure(measure, interval.high))


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
    if measure.unit in HOURS:
        return _hours(value, HOURS[measure.unit])
    return per_cent(value) if measure.is_share else number(value)


def coded(sentence: str) -> Markup:
    """Words in backticks are what one types."""
    return Markup(re.sub(r"`([^`]+)`", r"<code>\1</code>", str(escape(sentence))))  # noqa: S704 - escaped


def _hours(value: float, unit: str) -> str:
    """Hours of work; what is shorter, in minutes."""
    if 0 < value < 1:
        return counted(max(1, round(value * 60)), "minute")
    said = f"{value:,.0f}" if value >= 10 else f"{round(value, 1):g}"
    return f"{said} {unit.removesuffix('s') if said == '1' else unit}"


def _of(names: tuple[str, ...]) -> list[Measure]:
    by_name = {measure.name: measure for measure in MEASURES}
    return [by_name[name] for name in names if name in by_name]
