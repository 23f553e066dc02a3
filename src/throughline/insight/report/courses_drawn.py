"""Measures over time as small multiples: dots with intervals, the median a line, unsettled periods hollow."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from markupsafe import Markup

from throughline.eventlog import thread_ink as ink
from throughline.insight.over_time import Course, OverTime, Point
from throughline.insight.report.cards import Cell, between, figure
from throughline.insight.report.drawn import small, table
from throughline.insight.run_rules import FEWEST

if TYPE_CHECKING:
    import altair as alt

TEAL = "#0F766E"
HEIGHT = 120
PADDING = {"left": 8, "right": 2, "top": 2, "bottom": 2}
"""Figures at the axis are as wide as the reader's font makes them."""
EIGHT = 8
KINDS = {
    "median": "the middle journey of each {period}",
    "mean": "the mean of each {period}",
    "pooled": "all journeys of each {period} together",
}
TOO_FEW = "Too few settled periods to tell a change from chance."


@dataclass(frozen=True, kw_only=True)
class CourseShown:
    """One measure over time: the picture, what the rules say, and every point as a row."""

    title: str
    question: str
    kind: str
    says: str
    picture: Markup
    rows: tuple[tuple[Cell, ...], ...]
    has_line: bool
    """Whether there are enough periods for a line across."""


def course_drawn(course: Course, over: OverTime) -> CourseShown:
    """A picture for one measure; its sentence is its text alternative, too."""
    says = _says(course, over)
    kind = KINDS[course.figure].format(period=over.period)
    said = f"{course.measure.title}, {kind}. {says}"
    return CourseShown(
        title=course.measure.title,
        question=course.measure.question,
        kind=kind,
        says=says,
        picture=small(lambda width: _chart(course, width), said),
        rows=tuple(_row(point, course) for point in course.points if point.n),
        has_line=course.runs is not None,
    )


def _says(course: Course, over: OverTime) -> str:
    """How it was at first and lately, and whether that is more than chance."""
    runs = course.runs
    if runs is None:
        return (
            f"Nearly always the same {over.period} by {over.period}."
            if len(course.settled) >= FEWEST
            else TOO_FEW
        )
    if not runs.moved:
        return "Up and down as chance would have it."
    ends = f"It moved{_from_to(course, over)}:"
    if runs.longest > runs.longest_allowed:
        return (
            f"{ends} {runs.longest} {over.period}s in a row lie on one side of the line; chance rarely gives "
            f"more than {runs.longest_allowed}."
        )
    return (
        f"{ends} it crosses the line {runs.crossings} times; chance rarely gives fewer than "
        f"{runs.fewest_crossings}."
    )


def _from_to(course: Course, over: OverTime) -> str:
    """The middle of the first eight settled periods and of the last eight."""
    values = [point.value for point in course.settled if point.value is not None]
    size = min(EIGHT, len(values) // 2)
    first, last = (figure(course.measure, float(np.median(part))) for part in (values[:size], values[-size:]))
    if first == last:
        return ""
    return f" from about {first} in the first {size} {over.period}s to {last} in the last {size}"


def _row(point: Point, course: Course) -> tuple[Cell, ...]:
    measure = course.measure
    value = "too few" if point.value is None else figure(measure, point.value)
    return (
        f"{point.start:%-d %b %Y}",
        (value, between(measure, point.interval)),
        f"{point.n:,}",
        "yes" if point.settled else "no",
    )


def _chart(course: Course, width: int) -> "alt.TopLevelMixin":
    import altair as alt  # noqa: PLC0415 - only when a report is written

    top = _top(course)
    known = [(i, point) for i, point in enumerate(course.points) if point.value is not None]
    rows = [
        {
            "at": i,
            "value": point.value,
            "low": max(point.interval.low, 0.0),
            "high": min(point.interval.high, top),
            "settled": point.settled,
            "stretch": i - nth,  # the same as long as no period is missing: the line breaks there
        }
        for nth, (i, point) in enumerate(known)
        if point.interval
    ]
    share = course.measure.is_share
    base = alt.Chart(table(rows)).encode(
        x=alt.X(
            "at:Q",
            scale=alt.Scale(domain=[-0.5, len(course.points) - 0.5], nice=False),
            axis=_months(course),
        )
    )
    y = alt.Y(
        "value:Q",
        scale=alt.Scale(domain=[0, top], nice=False),
        axis=alt.Axis(title=None, tickCount=4, format=".0%" if share else ".2~f", domain=False, ticks=False),
    )
    whiskers = base.mark_rule(color=ink.FAINT, strokeWidth=3, clip=False).encode(
        y=alt.Y("low:Q"), y2=alt.Y2("high:Q")
    )
    line = base.mark_line(color=TEAL, strokeWidth=1.5).encode(y=y, detail="stretch:N")
    dots = base.mark_point(filled=False, size=34, strokeWidth=1.6, opacity=1).encode(
        y=y,
        fill=alt.condition("datum.settled", alt.value(TEAL), alt.value(ink.PAPER)),
        stroke=alt.StrokeValue(TEAL),
    )
    layers: list[alt.Chart] = [*_unsettled(course), whiskers, line, dots]
    if course.runs is not None:
        middle = alt.Chart(table([{"middle": course.runs.median}]))
        layers.insert(
            0,
            middle.mark_rule(
                color=ink.INK, strokeWidth=1.2, strokeDash=[6, 4] if course.runs.moved else [1, 0]
            ).encode(y=alt.Y("middle:Q")),
        )
    return alt.layer(*layers, width=width - 62, height=HEIGHT, padding=PADDING)


def _unsettled(course: Course) -> list["alt.Chart"]:
    """The last periods stand on grey: what began then may still be running."""
    import altair as alt  # noqa: PLC0415 - only when a report is written

    first = next((i for i, point in enumerate(course.points) if not point.settled), None)
    if first is None:
        return []
    edges = [{"from": first - 0.5, "to": len(course.points) - 0.5}]
    return [alt.Chart(table(edges)).mark_rect(color="#E9EDF2").encode(x=alt.X("from:Q"), x2=alt.X2("to:Q"))]


def _months(course: Course) -> "alt.Axis":
    """The first, the middle and the last period by name. The names are our own dates, safe in a formula."""
    import altair as alt  # noqa: PLC0415 - only when a report is written

    last = len(course.points) - 1
    named = {i: f"{course.points[i].start:%b %Y}" for i in sorted({0, last // 2, last})}
    words = ", ".join(f"'{i}': '{name}'" for i, name in named.items())
    return alt.Axis(
        title=None,
        grid=False,
        values=list(named),
        labelExpr=f"{{{words}}}[datum.value]",
        labelAlign={  # the outer ones stay inside the picture
            "condition": [
                {"test": "datum.value == 0", "value": "left"},
                {"test": f"datum.value == {last}", "value": "right"},
            ],
            "value": "center",
        },
    )


def _top(course: Course) -> float:
    """The highest value, with room for most intervals; one that reaches further is cut at the edge."""
    values = [point.value for point in course.points if point.value is not None]
    ends = sorted(point.interval.high for point in course.points if point.interval)
    usual = ends[int(0.9 * (len(ends) - 1))] if ends else 0.0
    top = max(*values, usual) * 1.05 if values else 1.0
    return min(top, 1.0) if course.measure.is_share else top or 1.0
