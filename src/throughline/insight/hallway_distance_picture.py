"""The distance between two units as a staircase: from one to the other, a step for each part."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from throughline.eventlog import thread_ink as ink
from throughline.insight.distance import Distance, Kind
from throughline.insight.hallway_telling import told_of_distance
from throughline.insight.intervals import Interval
from throughline.insight.report.drawn import NARROW, Drawn, both, table

if TYPE_CHECKING:
    import altair as alt

FONT = 13
INKS = {Kind.MIX: "#B45309", Kind.DESIGN: "#0F766E", Kind.UNEXPLAINED: "#94A3B8"}
WHOLE = ink.INK
ABOVE, BESIDE = 48, 34
THICK = 14
RIM = 4
"""Names stand on a rim of paper, so that the lines between bars do not disturb them."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """One line of the staircase: a bar from `start` to `end`, an interval around its end, and words."""

    title: str
    said: str
    start: float
    end: float
    colour: str
    interval: Interval | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Frame:
    """Pixels: bars lie between `left` and `right`; figures stand after them."""

    width: float
    left: float
    right: float
    step: float
    above: bool
    values: tuple[float, float]

    def x(self, value: float) -> float:
        """Pixels from the left."""
        low, high = self.values
        return self.left + (value - low) / (high - low) * (self.right - self.left)

    def middle(self, row: int) -> float:
        """Pixels from the top to the middle of a bar."""
        return self.step * row + (32 if self.above else self.step / 2)


def distance_picture(distance: Distance) -> Drawn:
    """The staircase, for a desk and for a phone, with what it shows in words."""
    said = " ".join(told_of_distance(distance))
    return both(lambda width: _chart(distance, width), said)


def steps_of(distance: Distance) -> list[Step]:
    """From the other unit's value, part by part, to this unit's."""
    question, here = distance.question, distance.value_of_other
    steps = [
        Step(
            title=distance.other,
            said=question.figure(here),
            start=here,
            end=here,
            colour=WHOLE,
        )
    ]
    for part in distance.parts:
        around = Interval(here + part.interval.low, here + part.interval.high)
        steps.append(
            Step(
                title=part.title,
                said=question.signed(part.value),
                start=here,
                end=here + part.value,
                colour=INKS[part.kind],
                interval=around,
            )
        )
        here += part.value
    last = distance.value_of_one
    steps.append(Step(title=distance.one, said=question.figure(last), start=last, end=last, colour=WHOLE))
    return steps


def frame_of(steps: Sequence[Step], width: int) -> Frame:
    """Wide enough for every bar and every interval."""
    above = width <= NARROW
    longest = max(len(step.title) for step in steps) * FONT * ink.GLYPH + 16
    ends = [end for step in steps for end in (step.start, step.end)]
    ends += [end for step in steps if step.interval for end in (step.interval.low, step.interval.high)]
    room = (max(ends) - min(ends)) * 0.03 or 1.0
    figures = max(len(step.said) for step in steps) * FONT * 0.6 + 14
    return Frame(
        width=width - 4,
        left=8.0 if above else min(longest, 230.0),
        right=width - 4 - figures,
        step=ABOVE if above else BESIDE,
        above=above,
        values=(min(ends) - room, max(ends) + room),
    )


def _chart(distance: Distance, width: int) -> "alt.TopLevelMixin":
    import altair as alt  # noqa: PLC0415 - only when a report is written

    steps = steps_of(distance)
    frame = frame_of(steps, width)
    height = frame.step * len(steps) + 6
    x = alt.X("x:Q", scale=alt.Scale(domain=[0, frame.width], range=[0, frame.width]), axis=None)
    y = alt.Y("y:Q", scale=alt.Scale(domain=[0, height], range=[0, height]), axis=None)
    colour = alt.Color("colour:N", scale=None)
    bars = alt.Chart(table(list(_bars(steps, frame)))).mark_rect(opacity=1)
    whiskers = alt.Chart(table(list(_whiskers(steps, frame)))).mark_rule(color=ink.INK, strokeWidth=1.6)
    joints = alt.Chart(table(list(_joints(steps, frame)))).mark_rule(
        color=ink.SLATE, strokeWidth=1, strokeDash=[2, 3]
    )
    names = alt.Chart(table(list(_names(steps, frame))))
    figures = alt.Chart(table(list(_figures(steps, frame)))).mark_text(
        align="right", baseline="middle", fontSize=FONT, fontWeight=600
    )
    layers = [
        joints.encode(x, y, y2="y2:Q"),
        bars.encode(x, y, x2="x2:Q", y2="y2:Q", color=colour),
        whiskers.encode(x, y, x2="x2:Q"),
        names.mark_text(
            align="left", baseline="middle", fontSize=FONT, stroke=ink.PAPER, strokeWidth=RIM
        ).encode(x, y, text="said:N"),
        names.mark_text(align="left", baseline="middle", fontSize=FONT).encode(x, y, text="said:N"),
        figures.encode(x, y, text="said:N"),
    ]
    return alt.layer(*layers).properties(width=frame.width, height=height, title=_title(distance))


def _title(distance: Distance) -> "alt.TitleParams":
    import altair as alt  # noqa: PLC0415 - only when a report is written

    return alt.TitleParams(
        ink.shorten(distance.question.title, NARROW, FONT),
        subtitle=["what is associated with the distance, part by part", "thin lines: 95% intervals"],
        anchor="start",
        frame="bounds",
        fontSize=FONT,
        fontWeight=600,
        color=ink.INK,
        subtitleFontSize=12,
        subtitleColor=ink.SLATE,
        subtitleLineHeight=17,
        offset=8,
    )


Mark = dict[str, object]


def _bars(steps: Sequence[Step], frame: Frame) -> Iterator[Mark]:
    for i, step in enumerate(steps):
        low, high = sorted((frame.x(step.start), frame.x(step.end)))
        y = frame.middle(i)
        thin = 2.0 if high - low < 2 else 0.0
        yield {
            "x": low - thin,
            "x2": high + thin,
            "y": y - THICK / 2,
            "y2": y + THICK / 2,
            "colour": step.colour,
        }


def _whiskers(steps: Sequence[Step], frame: Frame) -> Iterator[Mark]:
    for i, step in enumerate(steps):
        if step.interval is not None:
            low, high = frame.x(step.interval.low), frame.x(step.interval.high)
            yield {"x": low, "x2": high, "y": frame.middle(i)}


def _joints(steps: Sequence[Step], frame: Frame) -> Iterator[Mark]:
    for i, step in enumerate(steps[:-1]):
        yield {"x": frame.x(step.end), "y": frame.middle(i), "y2": frame.middle(i + 1)}


def _names(steps: Sequence[Step], frame: Frame) -> Iterator[Mark]:
    room = frame.width - 8 if frame.above else frame.left - 12
    for i, step in enumerate(steps):
        y = frame.middle(i)
        yield {"said": ink.shorten(step.title, room, FONT), "x": 0.0, "y": y - 20 if frame.above else y}


def _figures(steps: Sequence[Step], frame: Frame) -> Iterator[Mark]:
    for i, step in enumerate(steps):
        yield {"said": step.said, "x": frame.width - 2, "y": frame.middle(i)}
