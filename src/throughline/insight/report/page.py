"""Puts the report together: sentences, two threads, every measure with its spread, and how it was made."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from importlib.resources import files

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from throughline.eventlog.thread import Thread
from throughline.eventlog.thread_svg import wide
from throughline.eventlog.thread_tall import tall
from throughline.eventlog.thread_words import in_words
from throughline.insight.measures.catalogue import MEASURES, Measure, Tier
from throughline.insight.report.spread import spread
from throughline.insight.ride import Measured, Ride, Unmeasurable
from throughline.insight.telling import days, number, per_cent, told
from throughline.insight.threads import Typical

COMPARABLE = 0.06
"""A journey shorter than this part of the other is drawn on its own scale, and that is said."""


@dataclass(frozen=True)
class Picture:
    """A thread, wide and tall, and the same in words."""

    title: str
    scale: str
    wide: Markup
    tall: Markup
    words: tuple[str, ...]


@dataclass(frozen=True)
class Shown:
    """A measure that could be told."""

    measure: Measure
    median: str
    p90: str
    mean: str
    n: int
    pooled: str | None
    basis: str
    picture: Markup


def report(
    ride: Ride,
    threads: Sequence[Typical],
    *,
    name: str,
    columns: Sequence[tuple[str, str]],
    problems: Sequence[str],
) -> str:
    """One self-contained HTML page. Nothing in it is fetched from anywhere."""
    page = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    template = files("throughline.insight.report").joinpath("ride.html.j2").read_text(encoding="utf-8")
    shown = {measure.name: _shown(ride, measure) for measure in MEASURES}
    return page.from_string(template).render(
        name=name,
        events=ride.events,
        journeys=ride.journeys.num_rows,
        first=f"{ride.first:%-d %B %Y}",
        last=f"{ride.last:%-d %B %Y}",
        told=told(ride),
        pictures=_pictures(threads),
        tiers=[(tier, [s for s in shown.values() if s and s.measure.tier is tier]) for tier in Tier],
        untold=_untold(ride),
        measures=MEASURES,
        columns=columns,
        problems=problems,
    )


def _pictures(threads: Sequence[Typical]) -> list[Picture]:
    longest = max(typical.thread.length for typical in threads)
    return [_picture(typical, longest) for typical in threads]


def _picture(typical: Typical, longest: timedelta) -> Picture:
    thread = typical.thread
    own = thread.length < longest * COMPARABLE
    span = None if own else longest
    title = "A journey in the middle" if typical.share <= 0.5 else "A long journey"
    said = f"{days(thread.length / timedelta(days=1))}. {_rank(typical.share)}"
    note = " Drawn on its own scale: next to the other it would be a dot." if own else ""
    return Picture(
        title,
        said + note,
        Markup(wide(thread, span=span, in_days=True)),  # noqa: S704 - the drawing escapes what it writes
        Markup(tall(thread)),  # noqa: S704
        _shortened(thread),
    )


def _rank(share: float) -> str:
    return (
        "Half of all journeys took no longer."
        if share <= 0.5
        else f"One in {round(1 / (1 - share))} took longer."
    )


def _shortened(thread: Thread, most: int = 60) -> tuple[str, ...]:
    sentences = in_words(thread)
    left = len(sentences) - most
    return sentences if left <= 0 else (*sentences[:most], f"and {left} more")


def _shown(ride: Ride, measure: Measure) -> Shown | None:
    result = ride.measures[measure.name]
    if not isinstance(result, Measured):
        return None
    median, p90 = figure(measure, result.median), figure(measure, result.p90)
    said = f"{measure.title}: half of journeys up to {median}, nine in ten up to {p90}."
    picture = spread(ride.values(measure.name), result.median, result.p90, said)
    return Shown(
        measure=measure,
        median=median,
        p90=p90,
        mean=figure(measure, result.mean),
        n=result.n,
        pooled=None if result.pooled is None else per_cent(result.pooled),
        basis=result.basis,
        picture=Markup(picture),  # noqa: S704 - the drawing escapes what it writes
    )


def figure(measure: Measure, value: float) -> str:
    """A value of a measure as a person reads it."""
    if measure.unit == "days":
        return days(value)
    return per_cent(value) if measure.is_share else number(value)


def _untold(ride: Ride) -> list[tuple[str, list[Measure]]]:
    """What the log cannot tell, gathered by the reason."""
    reasons: dict[str, list[Measure]] = {}
    for measure in MEASURES:
        result = ride.measures[measure.name]
        if isinstance(result, Unmeasurable):
            reasons.setdefault(result.why, []).append(measure)
    return list(reasons.items())
