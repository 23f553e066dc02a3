"""Puts the report together: eight parts, in one page that stands by itself or in the workspace."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.metadata import version
from importlib.resources import files

import ibis
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from throughline.insight.counted import counted
from throughline.insight.flows import Flows
from throughline.insight.hallway import ASSOCIATION
from throughline.insight.hallway_cut_off import judged
from throughline.insight.hallway_walk import FEWEST_TO_COMPARE, NotWalked, Walk, hallway_of
from throughline.insight.measures.catalogue import MEASURES
from throughline.insight.over_time import FEWEST_PERIODS, OverTime, over_time
from throughline.insight.report import places
from throughline.insight.report.cards import cards, coded, hatched
from throughline.insight.report.courses_drawn import TOO_FEW, course_drawn
from throughline.insight.report.endings import by_attributes, by_ending, groups_by
from throughline.insight.report.figures import HEADINGS, figures
from throughline.insight.report.glance import glance
from throughline.insight.report.halls import halls
from throughline.insight.report.hundred_days import hundred_days
from throughline.insight.report.material import (
    Material,
    followed,
    waits_of,
    what_ties_decide,
)
from throughline.insight.report.threads_drawn import pictures
from throughline.insight.report.waits_drawn import waits_drawn
from throughline.insight.ride import Ride
from throughline.insight.splits import cut_off_more
from throughline.insight.telling import told_in_short
from throughline.insight.threads import Typical, typical_threads


@dataclass(frozen=True, kw_only=True)
class Part:
    """One part of the report."""

    number: int
    id: str
    title: str
    body: Markup


def whole_report(
    record: ibis.Table,
    ride: Ride,
    *,
    name: str,
    columns: Sequence[tuple[str, str]] = (),
    problems: Sequence[str] = (),
    command: str = "",
    walks: Sequence[Walk | NotWalked],
) -> str:
    """The report on a record, with everything that can be computed from it. `walks` compare its units."""
    return report(
        ride,
        typical_threads(record, ride),
        name=name,
        columns=columns,
        problems=(*problems, *what_ties_decide(record, ride)),
        flows=waits_of(record, ride),
        over=over_time(ride, followed(ride)),
        walks=walks,
        command=command,
    )


def report(
    ride: Ride,
    threads: Sequence[Typical],
    *,
    name: str,
    columns: Sequence[tuple[str, str]],
    problems: Sequence[str],
    flows: Sequence[Flows] = (),
    over: OverTime | None = None,
    walks: Sequence[Walk | NotWalked] = (),
    command: str = "",
) -> str:
    """One self-contained HTML page. Nothing in it is fetched from anywhere."""
    material = Material(
        name=name,
        ride=ride,
        threads=threads,
        flows=flows,
        over_time=over,
        walks=walks,
        columns=columns,
        problems=problems,
        command=command,
    )
    return (
        _templates()
        .get_template("ride.html.j2")
        .render(
            name=material.name,
            events=counted(ride.events, "event"),
            journeys=counted(ride.size, "journey"),
            first=f"{ride.first:%-d %B %Y}",
            last=f"{ride.last:%-d %B %Y}",
            parts=parts(material),
            styles=Markup(_styles()),  # noqa: S704 - our own file
            version=version("throughline"),
        )
    )


TITLES = {
    "receiving": "In short",
    "time": "Where time goes",
    "continuity": "One person or many",
    "again": "Asked again, chasing, coming back",
    "hallway": "Walking the hallway",
    "over-time": "Over time",
    "untold": "What this log cannot tell",
    "method": "How this was made",
}
"""The eight parts by their places on the page."""


def titles_of(material: Material) -> dict[str, str]:
    """The titles, for a log or for the service's own record."""
    return {**TITLES, "untold": "What our record cannot tell"} if material.live else TITLES


def parts(material: Material) -> tuple[Part, ...]:
    """The eight parts, in their order."""
    bodies = (
        _receiving(material),
        _time(material),
        _measures(material, places.CONTINUITY, "continuity"),
        _measures(material, places.again(), "again"),
        _hallway(material),
        _over_time(material),
        _untold(material),
        _method(material),
    )
    titles = titles_of(material).items()
    return tuple(
        Part(number=number, id=id_, title=title, body=body)
        for number, ((id_, title), body) in enumerate(zip(titles, bodies, strict=True), 1)
    )


def _receiving(material: Material) -> Markup:
    names = places.receiving()
    return _body(
        "receiving",
        told=told_in_short(material.ride),
        glance=glance(material.ride),
        pictures=pictures(material.threads),
        titles=titles_of(material),
        endings=by_ending(material.ride, material.fewest),
        attributes=by_attributes(material.ride, material.fewest),
        **_told_and_untold(material, names),
    )


def _told_and_untold(material: Material, names: tuple[str, ...]) -> dict[str, object]:
    """The cards of what is told, and what is not with the reason."""
    return {"cards": cards(material.ride, names), "hatched": hatched(material.ride, names)}


def _hallway(material: Material) -> Markup:
    units = material.ride.units
    if len(units) < FEWEST_TO_COMPARE:
        one = f"{material.ride.carried.subject} names {'a single office' if units else 'no offices'}"
        why = (
            f"{one}, so there is nothing to compare."
            if material.live
            else f"{one}, so there is nothing to compare. "
            "Name a column for the office, or give one file for each."
        )
        return _body("hallway", why=why)
    walked = [walk for walk in material.walks if isinstance(walk, Walk)]
    return _body(
        "hallway",
        why="" if walked else "The offices cannot be compared on any measure.",
        lead=f"{material.ride.carried.subject} names {len(units):,} offices. "
        "Do people fare alike, whichever door they come to?",
        cut_off=cut_off_more(material.ride, "unit"),
        halls=halls(walked, material.ride.carried.source),
        not_walked=[walk for walk in material.walks if isinstance(walk, NotWalked)],
        caution=ASSOCIATION,
    )


def _time(material: Material) -> Markup:
    found = [waits_drawn(flows) for flows in material.flows]
    return _body(
        "time",
        hundred=hundred_days(material.ride),
        waits=[waits for waits in found if waits],
        ended_only=any(flows.ended_only for flows in material.flows),
        source=material.ride.carried.source,
        **_told_and_untold(material, places.TIME),
    )


def _measures(material: Material, names: tuple[str, ...], template: str) -> Markup:
    return _body(template, **_told_and_untold(material, names))


def _over_time(material: Material) -> Markup:
    over = material.over_time
    if over is None:
        return _body("over_time", courses=(), fewest=FEWEST_PERIODS, source=material.ride.carried.source)
    moved = sum(course.runs.moved for course in over.courses if course.runs)
    judged = [course.runs.false_alarms for course in over.courses if course.runs]
    many = counted(len(judged), "measure")
    says = (
        f"Of {many} that can be judged {over.period} by {over.period}, {moved} moved." if judged else TOO_FEW
    )
    rate = (
        f"If nothing had changed, each measure would be flagged with a chance of about {max(judged):.0%}; "
        f"of {len(judged)} we would expect {sum(judged):.1f} to be flagged by chance, more if neighbouring "
        f"{over.period}s resemble each other."
        if judged
        else ""
    )
    shown = [course_drawn(course, over) for course in over.courses if course.varies]
    return _body(
        "over_time",
        courses=[replace(one, says="" if one.says == says else one.says) for one in shown],  # said once
        fewest=FEWEST_PERIODS,
        source=material.ride.carried.source,
        says=says,
        rate=rate,
        period=over.period,
        unsettled=any(not point.settled for course in over.courses for point in course.points),
        settled_until=f"{over.settled_until:%-d %B %Y}",
    )


def _untold(material: Material) -> Markup:
    names = tuple(measure.name for measure in MEASURES)
    return _body(
        "untold", source=material.ride.carried.source, hatched=_told_and_untold(material, names)["hatched"]
    )


def _method(material: Material) -> Markup:
    return _body(
        "method",
        columns=material.columns,
        problems=material.problems,
        measures=MEASURES,
        figures=figures(material.ride),
        headings=HEADINGS,
        command=material.command,
        version=version("throughline"),
        source=material.ride.carried.source,
        live=material.live,
    )


def asked_groups(ride: Ride, by: str, *, fewest: int = 0) -> Markup:
    """Journeys by one thing that is known of them, for a page that asks.

    Raises:
        NothingToSplitBy: where nothing of that name is known.
    """
    return _body("asked_groups", groups=groups_by(ride, by, fewest))


def asked_units(ride: Ride, units: str, measure: str, mix: Sequence[str] = ()) -> Markup:
    """Journeys compared on one measure by a case attribute, or by their office where `units` is empty.

    Raises:
        NoSuchAttribute: where the cases have none of this name.
        NothingToCompare: where there are too few units to compare, or nothing differs.
    """
    other = ride.by_units(units) if units else ride
    found = judged(hallway_of(other.journeys, measure, mix=[name for name in mix if name != units]), other)
    cut_off, source = cut_off_more(other, "unit"), ride.carried.source
    return _body("asked_units", cut_off=cut_off, halls=halls([found], source), caution=ASSOCIATION)


def _body(template: str, **values: object) -> Markup:
    return Markup(_templates().get_template(f"parts/{template}.html.j2").render(**values))  # noqa: S704 - escaped there


@cache
def _templates() -> Environment:
    environment = Environment(
        loader=PackageLoader("throughline.insight.report", ""),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["coded"] = coded
    return environment


def _styles() -> str:
    folder = files("throughline.insight.report")
    return "\n".join(folder.joinpath(name).read_text(encoding="utf-8") for name in ("page.css", "parts.css"))
