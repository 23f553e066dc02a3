"""Where of a hundred days the waits lie: the longest in total first, each named, the rest in one bar."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from throughline.eventlog import thread_ink as ink
from throughline.eventlog.thread import Whose
from throughline.insight.flows import NOWHERE, THE_PERSON, Flows, Places, Wait
from throughline.insight.report.drawn import small, table
from throughline.insight.telling import days

if TYPE_CHECKING:
    import altair as alt

SHOWN = 8
FEWEST_SHOWN = 3
WORTH_A_LINE = 0.01
"""A shorter wait is told with the rest, once there are a few lines."""
STANDS_OUT = 0.1
"""Where the longest wait is a smaller part of the time, it waits everywhere a little."""
TITLES = {
    Places.FUNCTIONS: "Between which departments it waits",
    Places.WORK: "Between which kinds of work it waits",
    Places.NEXT: "Before which step it waits",
}
ROW, LINE, BAR, BAR_ABOVE_END = 42, 16, 12, 14
MOST_LINES = 4
INSIDE = "#7FB5AF"
UNKNOWN = "#94A3B8"


@dataclass(frozen=True, kw_only=True)
class WaitLine:
    """One wait as the table says it."""

    title: str
    of_hundred: str
    share: float
    times: str
    journeys: str
    median: str
    total: str
    colour: str


@dataclass(frozen=True, kw_only=True)
class Waits:
    """The picture and the same in numbers."""

    title: str
    picture: Markup
    lines: tuple[WaitLine, ...]
    says: str

    @property
    def rows(self) -> list[tuple[str, ...]]:
        """The table beside the picture."""
        return [
            (line.title, line.of_hundred, line.times, line.journeys, line.median, line.total)
            for line in self.lines
        ]


def waits_drawn(flows: Flows) -> Waits | None:
    """The longest waits; None where nothing waited."""
    waits = _worth_a_line(flows)
    if not waits:
        return None
    lines = [*(_line(wait, flows) for wait in waits), *_rest(flows, len(waits))]
    says = f"Of every 100 days, {lines[0].of_hundred} passed {_lower(lines[0].title)}."
    if lines[0].share < STANDS_OUT:
        says = f"It waits a little in many places. {says}"
    said = f"{says} Then: " + "; ".join(f"{line.title}, {line.of_hundred}" for line in lines[1:]) + "."
    return Waits(
        title=TITLES[flows.places],
        picture=small(lambda width: _chart(lines, width), said),
        lines=tuple(lines),
        says=says,
    )


def _worth_a_line(flows: Flows) -> list[Wait]:
    found = [wait for wait in flows.top(SHOWN) if wait.days > 0]
    return [
        wait
        for place, wait in enumerate(found)
        if place < FEWEST_SHOWN or flows.share(wait.days) >= WORTH_A_LINE
    ]


def title(wait: Wait) -> str:
    """The pair in words: where it was, and what it waited for."""
    if not wait.before and wait.after == THE_PERSON:
        return "Before the person did something"
    if not wait.before:
        return f"Before {wait.after}"
    if wait.is_inside and wait.before == NOWHERE:
        return "Outside any named place"
    if wait.is_inside and wait.before == THE_PERSON:
        return "From the person to the person again"
    if wait.is_inside:
        return f"Inside {wait.before}"
    return f"From {wait.before} to {wait.after}"


def _lower(said: str) -> str:
    return said[0].lower() + said[1:]


def _line(wait: Wait, flows: Flows) -> WaitLine:
    share = flows.share(wait.days)
    return WaitLine(
        title=title(wait),
        of_hundred=of_hundred(share),
        share=share,
        times=f"{wait.times:,}",
        journeys=f"{wait.journeys:,}",
        median=days(wait.median_days),
        total=days(wait.days),
        colour=_colour(wait),
    )


def of_hundred(share: float) -> str:
    """Days of a hundred, as people say them."""
    return "under 1" if 0 < share < 0.01 else f"{round(100 * share)}"


def _colour(wait: Wait) -> str:
    if NOWHERE in {wait.before, wait.after}:
        return UNKNOWN
    if wait.after == THE_PERSON and not wait.is_inside:
        return ink.TURN[Whose.YOU]
    return INSIDE if wait.is_inside and wait.before != THE_PERSON else ink.TURN[Whose.US]


def _rest(flows: Flows, shown: int) -> list[WaitLine]:
    others = flows.waits[shown:]
    beyond = sum(wait.days for wait in others) + flows.rest_days
    found = [("Everywhere else", beyond), ("After the last event, while still open", flows.still_open_days)]
    return [
        WaitLine(
            title=name,
            of_hundred=of_hundred(flows.share(total)),
            share=flows.share(total),
            times="",
            journeys="",
            median="",
            total=days(total),
            colour=UNKNOWN,
        )
        for name, total in found
        if flows.share(total) > 0.0005
    ]


def _chart(lines: list[WaitLine], width: int) -> "alt.TopLevelMixin":
    """A name above each bar and its figure at the end: nothing to look up in a legend."""
    import altair as alt  # noqa: PLC0415 - only when a report is written

    names = [ink.in_lines(line.title, width - 8, 13, MOST_LINES) for line in lines]
    heights = [ROW + LINE * (len(name) - 1) for name in names]
    bars = [sum(heights[: i + 1]) - BAR_ABOVE_END for i in range(len(lines))]
    rows = [
        {"y": y, "share": line.share, "colour": line.colour, "figure": f"{line.of_hundred} of 100 days"}
        for y, line in zip(bars, lines, strict=True)
    ]
    said = [
        {"y": y - BAR / 2 - 5 - LINE * (len(name) - 1 - i), "said": part}
        for y, name in zip(bars, names, strict=True)
        for i, part in enumerate(name)
    ]
    height = sum(heights)
    longest = max(line.share for line in lines)
    down = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[0, height], range=[0, height], nice=False))
    across = alt.X("share:Q", axis=None, scale=alt.Scale(domain=[0, longest], range=[0, width - 126]))
    base = alt.Chart(table(rows)).encode(y=down, x=across)
    drawn = base.mark_bar(height=BAR, orient="horizontal").encode(
        x2=alt.datum(0), color=alt.Color("colour:N", scale=None, legend=None)
    )
    figures = base.mark_text(align="left", baseline="middle", dx=6, fontSize=13, fontWeight=600).encode(
        text=alt.Text("figure:N")
    )
    words = (
        alt.Chart(table(said))
        .mark_text(align="left", baseline="bottom", fontSize=13)
        .encode(y=down, x=alt.value(0), text=alt.Text("said:N"))
    )
    return alt.layer(drawn, words, figures, width=width - 4, height=height)
