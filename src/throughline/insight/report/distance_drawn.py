"""The distance between two units taken apart: bars that sum to the gap, each with its interval."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from throughline.eventlog import thread_ink as ink
from throughline.insight.distance import Distance, DistancePart, Kind
from throughline.insight.hallway_question import Question
from throughline.insight.report.drawn import Drawn, both, table

if TYPE_CHECKING:
    import altair as alt

ROW = 44
COLOURS = {Kind.MIX: ink.SLATE, Kind.DESIGN: "#0F766E", Kind.UNEXPLAINED: "#94A3B8"}
NAMES = {Kind.MIX: "The people and cases who came", Kind.UNEXPLAINED: "Not explained by this log"}


@dataclass(frozen=True, kw_only=True)
class DistanceShown:
    """What sets two units apart."""

    title: str
    says: str
    picture: Drawn
    rows: tuple[tuple[str, ...], ...]


def distance_drawn(distance: Distance) -> DistanceShown:
    """The whole gap first, then its parts."""
    question = distance.question
    title = f"What sets {distance.one} and {distance.other} apart"
    gap = _signed(distance.gap, question)
    says = (
        f"On average {distance.one} has {_plain(distance.value_of_one, question)} and {distance.other} "
        f"{_plain(distance.value_of_other, question)}: {gap}. The parts sum to it."
    )
    if distance.interval.holds(0.0):
        says += " The whole distance could be luck."
    said = f"{title}. {says} " + "; ".join(
        f"{_name(part)}: {_signed(part.value, question)}" for part in distance.parts
    )
    return DistanceShown(
        title=title,
        says=says,
        picture=both(lambda width: _chart(distance, width), said),
        rows=tuple(_row(part, question) for part in distance.parts),
    )


def _name(part: DistancePart) -> str:
    return NAMES.get(part.kind, part.title[:1].upper() + part.title[1:])


def _plain(value: float, question: Question) -> str:
    return question.figure(value)


def _signed(value: float, question: Question) -> str:
    """A part of the gap with its direction."""
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return f"{sign}{question.difference(value)}"


def _row(part: DistancePart, question: Question) -> tuple[str, ...]:
    averages = (part.of_one, part.of_other)
    return (
        _name(part),
        _signed(part.value, question),
        f"{_signed(part.interval.low, question)} to {_signed(part.interval.high, question)}",
        *("" if value is None else f"{value:.3g}" for value in averages),
    )


def _chart(distance: Distance, width: int) -> "alt.TopLevelMixin":
    import altair as alt  # noqa: PLC0415 - only when a report is written

    question = distance.question
    rows = [
        {
            "row": i,
            "name": ink.shorten(name, width - 110, 14),
            "value": value,
            "low": interval.low,
            "high": interval.high,
            "colour": colour,
            "figure": _signed(value, question),
        }
        for i, (name, value, interval, colour) in enumerate(
            [
                ("The whole distance", distance.gap, distance.interval, ink.INK),
                *((_name(p), p.value, p.interval, COLOURS[p.kind]) for p in distance.parts),
            ]
        )
    ]
    intervals = (distance.interval, *(part.interval for part in distance.parts))
    ends = [0.0, *(end for one in intervals for end in (one.low, one.high))]
    place = alt.Scale(domain=[min(ends), max(ends)], range=[4, width - 12], nice=False, zero=False)
    base = alt.Chart(table(rows)).encode(y=alt.Y("row:O", axis=None))
    names = base.mark_text(align="left", baseline="bottom", dy=-2, fontSize=14).encode(
        x=alt.value(0), text="name:N"
    )
    figures = base.mark_text(align="right", baseline="bottom", dy=-2, fontSize=13, fontWeight=600).encode(
        x=alt.value(width - 8), text="figure:N"
    )
    bars = base.mark_bar(height=12, yOffset=8).encode(
        x=alt.X("value:Q", scale=place, axis=None, stack=None),
        x2=alt.datum(0),
        color=alt.Color("colour:N", scale=None, legend=None),
    )
    whisker = base.mark_rule(strokeWidth=1.5, color=ink.INK, yOffset=8).encode(
        x=alt.X("low:Q", scale=place, axis=None), x2="high:Q"
    )
    nought = (
        alt.Chart(table([{"at": 0}]))
        .mark_rule(color=ink.SLATE, strokeWidth=1)
        .encode(x=alt.X("at:Q", scale=place, axis=None))
    )
    return alt.layer(nought, bars, whisker, names, figures).properties(
        width=width - 4, height=ROW * len(rows)
    )
