"""Measures over time as small multiples: dots with intervals, the median a line, unsettled periods hollow."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from markupsafe import Markup

from throughline.eventlog import thread_ink as ink
from throughline.insight.over_time import Course, OverTime, Point
from throughline.insight.report.cards import figure
from throughline.insight.report.drawn import Picture, small
from throughline.insight.report.shapes import (
    GRID,
    SMALLER,
    circle,
    line,
    plain,
    polyline,
    rect,
    ticks,
    wide_of,
    words,
)

TEAL = "#0F766E"
HEIGHT = 120
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
    rows: tuple[tuple[str, str, str, str, str], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Frame:
    """Pixels: periods from the left, values from the bottom up to `top`."""

    width: float
    top: float
    periods: int

    def x(self, period: float) -> float:
        """The middle of a period."""
        return (period + 0.5) / self.periods * self.width

    def y(self, value: float) -> float:
        """From the top down."""
        return (1 - value / self.top) * HEIGHT


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
        picture=small(lambda width: _picture(course, width), said),
        rows=tuple(_row(point, course) for point in course.points if point.n),
    )


def _says(course: Course, over: OverTime) -> str:
    """How it was at first and lately, and whether that is more than chance."""
    runs = course.runs
    if runs is None:
        return TOO_FEW
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


def _row(point: Point, course: Course) -> tuple[str, str, str, str, str]:
    measure = course.measure
    value = "too few" if point.value is None else figure(measure, point.value)
    interval = (
        ""
        if point.interval is None
        else f"{figure(measure, point.interval.low)} to {figure(measure, point.interval.high)}"
    )
    return (
        f"{point.start:%-d %b %Y}",
        value,
        interval,
        f"{point.n:,}",
        "yes" if point.settled else "no",
    )


def _picture(course: Course, width: int) -> Picture:
    top = _top(course)
    marks = ticks(0, top, 4)
    step = marks[1] - marks[0] if len(marks) > 1 else top
    said = [plain(value, step, share=course.measure.is_share) for value in marks]
    left = max(wide_of(said) + 9, 20.0)
    frame = Frame(width=width - left - 4, top=top, periods=len(course.points))
    shapes = [*_behind(course, frame), *_axes(course, frame, list(zip(marks, said, strict=True)))]
    shapes += [*_middle(course, frame), *_points(course, frame)]
    return Picture(width=width, height=HEIGHT + 30, left=left, top=6, shapes=shapes)


def _behind(course: Course, frame: Frame) -> Iterator[str]:
    """The last periods stand on grey: what began then may still be running."""
    first = next((i for i, point in enumerate(course.points) if not point.settled), None)
    if first is not None:
        yield rect(frame.x(first - 0.5), 0, frame.width, HEIGHT, fill="#E9EDF2")


def _axes(course: Course, frame: Frame, marks: Sequence[tuple[float, str]]) -> Iterator[str]:
    """Lines across for the values; below, the first, the middle and the last period by name."""
    for value, said in marks:
        y = frame.y(value)
        yield line(0, y, frame.width, y, stroke=GRID)
        yield words(-5, y, said, anchor="end", size=SMALLER, fill=ink.SLATE)
    yield line(0, HEIGHT, frame.width, HEIGHT, stroke=ink.FAINT)
    last = frame.periods - 1
    for i in sorted({0, last // 2, last}):
        anchor = "start" if i == 0 else "end" if i == last else "middle"
        yield line(frame.x(i), HEIGHT, frame.x(i), HEIGHT + 5, stroke=ink.FAINT)
        start = f"{course.points[i].start:%b %Y}"
        yield words(frame.x(i), HEIGHT + 13, start, anchor=anchor, size=SMALLER, fill=ink.SLATE)


def _middle(course: Course, frame: Frame) -> Iterator[str]:
    if course.runs is not None:
        y = frame.y(course.runs.median)
        dash = "6 4" if course.runs.moved else ""
        yield line(0, y, frame.width, y, stroke=ink.INK, width=1.2, dash=dash)


def _points(course: Course, frame: Frame) -> Iterator[str]:
    """Intervals first, so that the line and the dots lie above all of them."""
    shown = [
        (frame.x(i), point, point.value, point.interval)
        for i, point in enumerate(course.points)
        if point.value is not None and point.interval is not None
    ]
    for x, _, _, around in shown:
        low, high = frame.y(max(around.low, 0.0)), frame.y(min(around.high, frame.top))
        yield line(x, low, x, high, stroke=ink.FAINT, width=3)
    if len(shown) > 1:
        places = [(x, frame.y(value)) for x, _, value, _ in shown]
        yield polyline(places, stroke=TEAL, width=1.5)
    for x, point, value, _ in shown:
        fill = TEAL if point.settled else ink.PAPER
        yield circle(x, frame.y(value), 2.9, fill=fill, stroke=TEAL, width=1.6)


def _top(course: Course) -> float:
    """The highest value, with room for most intervals; one that reaches further is cut at the edge."""
    values = [point.value for point in course.points if point.value is not None]
    ends = sorted(point.interval.high for point in course.points if point.interval)
    usual = ends[int(0.9 * (len(ends) - 1))] if ends else 0.0
    top = max(*values, usual) * 1.05 if values else 1.0
    return min(top, 1.0) if course.measure.is_share else top or 1.0
