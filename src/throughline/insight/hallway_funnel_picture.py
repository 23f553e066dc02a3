"""The funnel drawn: every unit by its size and value; inside or outside is told by shape as well."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from throughline.eventlog import thread_ink as ink
from throughline.insight.funnel import Funnel, Limits, Place, Point
from throughline.insight.hallway_question import Question
from throughline.insight.hallway_telling import told_of_funnel
from throughline.insight.report.drawn import NARROW, Drawn, Picture, both, titled
from throughline.insight.report.shapes import (
    GRID,
    area,
    circle,
    diamond,
    line,
    plain,
    square,
    ticks,
    ticks_by_logarithm,
    wide_of,
    words,
)

TEAL, MARIGOLD = "#0F766E", "#B45309"
MOST_LABELS = 10
FONT = 12
ROOMS = (170, 110, 70)
"""Pixels a name may take: the shorter where there is no room for the longer."""
SPREAD_OF_SIZES = 12
"""Sizes further apart than this are drawn by their logarithm."""
AXIS = 38
LOOKS = {
    Place.INSIDE: (circle, 4.2, ink.PAPER, TEAL),
    Place.WARNING: (diamond, 5.2, MARIGOLD, ink.PAPER),
    Place.ALARM: (square, 5.2, ink.BROKEN, ink.PAPER),
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
    return both(lambda width: _picture(funnel, question, width), said)


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


def _picture(funnel: Funnel, question: Question, width: int) -> Picture:
    frame = frame_of(funnel, width - 58, 300 if width > NARROW else 250)
    marks = ticks(*frame.values, 5)
    step = marks[1] - marks[0] if len(marks) > 1 else 1.0
    said = [plain(value, step, share=question.unit == "share") for value in marks]
    whole = frame.y(funnel.target)
    shapes = [
        *_values(frame, zip(marks, said, strict=True)),
        *_sizes(frame),
        *(_band(limits, frame, colour) for limits, colour in _bands(funnel)),
        line(0, whole, frame.width, whole, stroke=ink.SLATE, dash="3 4"),
        *(_point(point, frame) for place in Place for point in funnel.points if point.place is place),
        *map(_named, labels(funnel, frame)),
    ]
    signs = [f"{SIGNS[p]} {NAMES[p]}" for p in Place if any(point.place is p for point in funnel.points)]
    below = [f"dashed: all together {question.figure(funnel.target)}", *signs]
    left = max(wide_of(said) + 10, 20.0)
    return titled(question.title, below, shapes, width=width, height=frame.height + AXIS, left=left)


def _values(frame: Frame, marks: Iterable[tuple[float, str]]) -> Iterator[str]:
    for value, said in marks:
        y = frame.y(value)
        yield line(-5, y, frame.width, y, stroke=GRID)
        yield words(-7, y, said, anchor="end", size=FONT, fill=ink.SLATE)


def _sizes(frame: Frame) -> Iterator[str]:
    """Journeys below the drawing; a number that would lie over the one before it is left out."""
    yield line(0, frame.height, frame.width, frame.height, stroke=ink.FAINT)
    said_until = 0.0
    for size in (ticks_by_logarithm if frame.by_logarithm else _whole_ticks)(*frame.sizes):
        x, said = frame.x(size), f"{size:,.0f}"
        yield line(x, frame.height, x, frame.height + 5, stroke=ink.FAINT)
        half = wide_of([said]) / 2
        if said_until <= x - half and x + half <= frame.width:
            said_until = x + half + 8
            yield words(x, frame.height + 13, said, anchor="middle", size=FONT, fill=ink.SLATE)
    yield words(frame.width / 2, frame.height + 28, "journeys", anchor="middle", size=FONT, fill=ink.SLATE)


def _whole_ticks(low: float, high: float) -> list[float]:
    return [size for size in ticks(low, high, 4) if size == round(size)]


def _bands(funnel: Funnel) -> tuple[tuple[Limits, str], tuple[Limits, str]]:
    return ((funnel.outer, "#E6F0EE"), (funnel.inner, "#CFE5E2"))


def _band(limits: Limits, frame: Frame, colour: str) -> str:
    """Cut at the frame here, because a drawing in a page has no clips."""
    low, high = (np.clip(end, *frame.values).tolist() for end in (limits.low, limits.high))
    below, above = (
        [(frame.x(size), frame.y(value)) for size, value in zip(limits.sizes, end, strict=True)]
        for end in (low, high)
    )
    return area([*above, *reversed(below)], fill=colour)


def _point(point: Point, frame: Frame) -> str:
    shape, r, fill, stroke = LOOKS[point.place]
    return shape(frame.x(point.size), frame.y(point.value), r, fill=fill, stroke=stroke, width=1.8)


def _named(label: Label) -> str:
    anchor = "end" if label.left else "start"
    return words(label.x, label.y, label.said, anchor=anchor, size=FONT, whole=label.point.unit)
