"""Where of a hundred days the waits lie: the longest in total first, each named, the rest in one bar."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from throughline.eventlog import thread_ink as ink
from throughline.eventlog.thread import Whose
from throughline.insight.flows import NOWHERE, THE_PERSON, Flows, Places, Wait
from throughline.insight.report.drawn import Picture, small
from throughline.insight.report.shapes import LEADING, lines_of, name, rect, words
from throughline.insight.telling import days

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
ROW, BAR, BAR_ABOVE_END = 42, 12, 14
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
        picture=small(lambda width: _picture(lines, width), said),
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


def _picture(lines: Sequence[WaitLine], width: int) -> Picture:
    """A name above each bar and its figure at the end: nothing to look up in a legend."""
    longest = max(line.share for line in lines)
    shapes: list[str] = []
    under = 0.0
    for line in lines:
        under += ROW + LEADING * (len(lines_of(line.title, width - 8)) - 1)
        y, end = under - BAR_ABOVE_END, line.share / longest * (width - 126)
        shapes += [
            *name(0, y - BAR / 2 - 9, line.title, width - 8, rim=False),
            rect(0, y - BAR / 2, end, y + BAR / 2, fill=line.colour),
            words(end + 6, y, f"{line.of_hundred} of 100 days", bold=True),
        ]
    return Picture(width=width, height=under + 4, shapes=shapes)
