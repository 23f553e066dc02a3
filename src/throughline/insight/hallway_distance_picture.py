"""The distance between two units as a staircase: from one to the other, a step for each part."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from throughline.eventlog import thread_ink as ink
from throughline.insight.distance import Distance, Kind
from throughline.insight.hallway_lines import (
    Frame,
    Heights,
    Mark,
    frame_around,
    names_and_figures,
    scales,
    title,
)
from throughline.insight.hallway_telling import told_of_distance
from throughline.insight.intervals import Interval
from throughline.insight.measures.carried import THE_LOG
from throughline.insight.report.drawn import Drawn, both, table

if TYPE_CHECKING:
    import altair as alt

INKS = {Kind.MIX: "#B45309", Kind.DESIGN: "#0F766E", Kind.UNEXPLAINED: "#94A3B8"}
WHOLE = ink.INK
HEIGHTS = Heights(above=48, beside=34, top=32)
WIDEST_NAME = 230.0
THICK = 14


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """One line of the staircase: a bar from `start` to `end`, an interval around its end, and words."""

    title: str
    said: str
    start: float
    end: float
    colour: str
    interval: Interval | None = None


def distance_picture(distance: Distance, source: str = THE_LOG) -> Drawn:
    """The staircase, for a desk and for a phone, with what it shows in words."""
    said = " ".join(told_of_distance(distance, source))
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
    ends = [end for step in steps for end in (step.start, step.end)]
    ends += [end for step in steps if step.interval for end in (step.interval.low, step.interval.high)]
    names, figures = [step.title for step in steps], [step.said for step in steps]
    return frame_around(ends, names, figures, width, heights=HEIGHTS, widest=WIDEST_NAME)


def _chart(distance: Distance, width: int) -> "alt.TopLevelMixin":
    import altair as alt  # noqa: PLC0415 - only when a report is written

    steps = steps_of(distance)
    frame = frame_of(steps, width)
    height = frame.step * len(steps) + 6
    x, y = scales(frame, height)
    colour = alt.Color("colour:N", scale=None)
    bars = alt.Chart(table(list(_bars(steps, frame)))).mark_rect(opacity=1)
    whiskers = alt.Chart(table(list(_whiskers(steps, frame)))).mark_rule(color=ink.INK, strokeWidth=1.6)
    joints = alt.Chart(table(list(_joints(steps, frame)))).mark_rule(
        color=ink.SLATE, strokeWidth=1, strokeDash=[2, 3]
    )
    layers = [
        joints.encode(x, y, y2=alt.Y2("y2:Q")),
        bars.encode(x, y, x2=alt.X2("x2:Q"), y2=alt.Y2("y2:Q"), color=colour),
        whiskers.encode(x, y, x2=alt.X2("x2:Q")),
        *names_and_figures([step.title for step in steps], [step.said for step in steps], frame, x, y),
    ]
    below = ["what is associated with the distance, part by part", "thin lines: 95% intervals"]
    return alt.layer(*layers, width=frame.width, height=height, title=title(distance.question.title, below))


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
