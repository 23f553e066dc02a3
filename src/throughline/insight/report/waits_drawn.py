"""Where of a hundred days the waits lie: the longest in total first, each named, the rest in one bar."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from throughline.eventlog import thread_ink as ink
from throughline.eventlog.thread import Whose
from throughline.insight.flows import NOWHERE, THE_PERSON, Flows, Wait
from throughline.insight.report.drawn import Drawn, both, table
from throughline.insight.telling import days

if TYPE_CHECKING:
    import altair as alt

SHOWN = 8
ROW = 42
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

    places: str
    picture: Drawn
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
    lines = [_line(wait, flows) for wait in flows.top(SHOWN) if wait.days > 0]
    if not lines:
        return None
    lines += _rest(flows)
    says = f"Of every 100 days, {lines[0].of_hundred} passed {_lower(lines[0].title)}."
    said = f"{says} Then: " + "; ".join(f"{line.title}, {line.of_hundred}" for line in lines[1:]) + "."
    return Waits(
        places=flows.places.value,
        picture=both(lambda width: _chart(lines, width), said),
        lines=tuple(lines),
        says=says,
    )


def title(wait: Wait) -> str:
    """The pair in words: where it was, and what it waited for."""
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


def _rest(flows: Flows) -> list[WaitLine]:
    others = flows.waits[SHOWN:]
    beyond = sum(wait.days for wait in others) + flows.rest_days
    found = [("Everywhere else", beyond), ("Still open after the last event", flows.still_open_days)]
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

    rows = [
        {
            "row": i,
            "share": line.share,
            "colour": line.colour,
            "name": ink.shorten(line.title, width - 8, 14),
            "figure": f"{line.of_hundred} of 100 days",
        }
        for i, line in enumerate(lines)
    ]
    longest = max(line.share for line in lines)
    inner = width - 4
    base = alt.Chart(table(rows)).encode(y=alt.Y("row:O", axis=None))
    across = alt.X("share:Q", axis=None, scale=alt.Scale(domain=[0, longest], range=[0, inner - 122]))
    bars = base.mark_bar(height=12, yOffset=8, cornerRadiusEnd=2).encode(
        x=across, color=alt.Color("colour:N", scale=None, legend=None)
    )
    names = base.mark_text(align="left", baseline="bottom", dy=0, fontSize=14).encode(
        x=alt.value(0), text="name:N"
    )
    figures = base.mark_text(align="left", baseline="middle", dy=8, dx=6, fontSize=13, fontWeight=600).encode(
        x=across, text="figure:N"
    )
    return alt.layer(bars, names, figures).properties(width=inner, height=ROW * len(lines))
