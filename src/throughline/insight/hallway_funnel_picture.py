"""The funnel drawn: every unit by its size and value; inside or outside is told by shape as well."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from throughline.eventlog import thread_ink as ink
from throughline.insight.funnel import Funnel, Limits, Place, Point
from throughline.insight.hallway_lines import title
from throughline.insight.hallway_question import Question
from throughline.insight.hallway_telling import told_of_funnel
from throughline.insight.report.drawn import NARROW, Drawn, both, table

if TYPE_CHECKING:
    import altair as alt

TEAL, MARIGOLD = "#0F766E", "#B45309"
MOST_LABELS = 10
FONT = 12
ROOMS = (170, 110, 70)
"""Pixels a name may take: the shorter where there is no room for the longer."""
SPREAD_OF_SIZES = 12
"""Sizes further apart than this are drawn by their logarithm."""
LOOKS = {
    Place.INSIDE: ("circle", ink.PAPER, TEAL),
    Place.WARNING: ("diamond", MARIGOLD, ink.PAPER),
    Place.ALARM: ("square", ink.BROKEN, ink.PAPER),
}
SIGNS = {Place.INSIDE: "○", Place.WARNING: "◆", Place.ALARM: "■"}
NAMES = {
    Place.INSIDE: "inside the funnel",
    Place.WARNING: "outside the inner limits: 1 in 20 by luck",
    Place.ALARM: "outside the outer limits: 2 in 1,000 by luck",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Frame:
    """Where the drawing is, in pixels, and what it spans."""

    width: float
    height: float
    sizes: tuple[float, float]
    values: tuple[float, float]
    by_logarithm: bool

    def x(self, size: float) -> float:
        """Pixels from the left."""
        turn = np.log if self.by_logarithm else float
        low, high = (turn(end) for end in self.sizes)
        return float((turn(size) - low) / (high - low) * self.width)

    def y(self, value: float) -> float:
        """Pixels from the top."""
        low, high = self.values
        return (high - value) / (high - low) * self.height


@dataclass(frozen=True, kw_only=True, slots=True)
class Label:
    """A name beside its point: left or right of it, nowhere over another."""

    point: Point
    said: str
    x: float
    y: float
    left: bool


def funnel_picture(funnel: Funnel, question: Question) -> Drawn:
    """The funnel, for a desk and for a phone, with what it shows in words."""
    units = f"{question.title}, {len(funnel.points)} units by how many journeys they had."
    said = f"{units} {told_of_funnel(funnel)}"
    return both(lambda width: _chart(funnel, question, width), said)


def frame_of(funnel: Funnel, width: float, height: float) -> Frame:
    """From the smallest unit to the largest, and as high as the inner limits and all units need."""
    points, inner, outer = funnel.points, funnel.inner, funnel.outer
    sizes = (inner.sizes[0], inner.sizes[-1])
    middle = len(inner.sizes) // 3
    ends = [p.value for p in points] + [outer.low[middle], outer.high[middle], inner.low[0], inner.high[0]]
    room = (max(ends) - min(ends)) * 0.06 or 1.0
    low = min(ends) - room
    low = max(low, 0.0) if min(ends) >= 0 else low
    return Frame(
        width=width,
        height=height,
        sizes=sizes,
        values=(low, max(ends) + room),
        by_logarithm=sizes[1] / sizes[0] > SPREAD_OF_SIZES,
    )


def labels(funnel: Funnel, frame: Frame) -> list[Label]:
    """Names where there is room: first of those outside, then of the others if they are few."""
    far_first = sorted(funnel.points, key=lambda point: -abs(point.z))
    few = len(funnel.points) <= MOST_LABELS
    wanted = [point for point in far_first if few or point.place is not Place.INSIDE][:MOST_LABELS]
    taken = [_box(frame.x(p.size) - 6, frame.y(p.value) - 6, 12, 12) for p in funnel.points]
    placed = []
    for point in wanted:
        for label in _candidates(point, frame):
            box = _box_of(label)
            if _inside(box, frame) and not any(_meet(box, other) for other in taken):
                taken.append(box)
                placed.append(label)
                break
    return placed


Box = tuple[float, float, float, float]


def _candidates(point: Point, frame: Frame) -> list[Label]:
    x, y = frame.x(point.size), frame.y(point.value)
    return [
        Label(point=point, said=said, x=x + side * 9, y=y + drop, left=side < 0)
        for said in dict.fromkeys(in_the_middle(point.unit, room) for room in ROOMS)
        for drop in (0, -13, 13, -22, 22)
        for side in (1, -1)
    ]


def in_the_middle(name: str, width: float) -> str:
    """A long name without its middle: names of one house often differ only at their end."""
    room = int(width / (FONT * ink.GLYPH))
    if len(name) <= room:
        return name
    tail = (room - 1) // 2
    return f"{name[: room - 1 - tail].rstrip()}…{name[-tail:].lstrip()}"


def _box_of(label: Label) -> Box:
    wide = len(label.said) * FONT * 0.58
    return _box(label.x - wide if label.left else label.x, label.y - 7, wide, 14)


def _box(x: float, y: float, width: float, height: float) -> Box:
    return (x, y, x + width, y + height)


def _inside(box: Box, frame: Frame) -> bool:
    return box[0] >= 0 and box[2] <= frame.width and box[1] >= 0 and box[3] <= frame.height


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _chart(funnel: Funnel, question: Question, width: int) -> "alt.TopLevelMixin":
    import altair as alt  # noqa: PLC0415 - only when a report is written

    frame = frame_of(funnel, width - 58, 300 if width > NARROW else 250)
    across = alt.X(
        "size:Q",
        scale=alt.Scale(
            type="log" if frame.by_logarithm else "linear", domain=list(frame.sizes), nice=False, zero=False
        ),
        axis=alt.Axis(title="journeys", format=",d", tickCount=4, grid=False, labelOverlap=True),
    )
    up = alt.Y(
        "value:Q",
        scale=alt.Scale(domain=list(frame.values), nice=False, zero=False),
        axis=alt.Axis(title=None, format="%" if question.unit == "share" else ",~f", tickCount=5),
    )
    whole = alt.Chart(table([{"value": funnel.target}]))
    layers = [
        *(_band(limits, frame, colour, across, up) for limits, colour in _bands(funnel)),
        whole.mark_rule(color=ink.SLATE, strokeDash=[3, 4]).encode(y=up),
        *_points(funnel, across, up),
        *(_named(label) for label in labels(funnel, frame)),
    ]
    return alt.layer(*layers, width=frame.width, height=frame.height, title=_title(funnel, question))


def _title(funnel: Funnel, question: Question) -> "alt.TitleParams":
    shapes = [f"{SIGNS[p]} {NAMES[p]}" for p in Place if any(point.place is p for point in funnel.points)]
    return title(
        question.title, [f"dashed: all together {question.figure(funnel.target)}", *shapes], offset=10
    )


def _bands(funnel: Funnel) -> tuple[tuple[Limits, str], tuple[Limits, str]]:
    return ((funnel.outer, "#E6F0EE"), (funnel.inner, "#CFE5E2"))


def _band(limits: Limits, frame: Frame, colour: str, across: "alt.X", up: "alt.Y") -> "alt.Chart":
    """Cut at the frame here, because a drawing in a page has no clips."""
    import altair as alt  # noqa: PLC0415 - only when a report is written

    low, high = (np.clip(end, *frame.values).tolist() for end in (limits.low, limits.high))
    rows = [
        {"size": size, "value": below, "high": above}
        for size, below, above in zip(limits.sizes, low, high, strict=True)
    ]
    area = alt.Chart(table(rows)).mark_area(color=colour, opacity=1)
    drawn: alt.Chart = area.encode(across, up, y2=alt.Y2("high:Q"))
    return drawn


def _points(funnel: Funnel, across: "alt.X", up: "alt.Y") -> Iterator["alt.Chart"]:
    import altair as alt  # noqa: PLC0415 - only when a report is written

    for place, (shape, fill, stroke) in LOOKS.items():
        rows = [{"size": p.size, "value": p.value} for p in funnel.points if p.place is place]
        if rows:
            mark = alt.Chart(table(rows)).mark_point(
                shape=shape,
                size=72 if shape == "circle" else 110,
                fill=fill,
                stroke=stroke,
                strokeWidth=1.8,
                opacity=1,
            )
            drawn: alt.Chart = mark.encode(across, up)
            yield drawn


def _named(label: Label) -> "alt.Chart":
    import altair as alt  # noqa: PLC0415 - only when a report is written

    mark = alt.Chart(table([{"said": label.said}])).mark_text(
        align="right" if label.left else "left", baseline="middle", fontSize=FONT
    )
    drawn: alt.Chart = mark.encode(x=alt.value(label.x), y=alt.value(label.y), text=alt.Text("said:N"))
    return drawn
