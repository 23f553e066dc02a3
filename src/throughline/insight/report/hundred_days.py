"""Of every hundred days: whose turn it was, how many passed without a word, how many without work."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from throughline.eventlog import thread_ink as ink
from throughline.eventlog.thread import Whose
from throughline.insight.measured import Measured
from throughline.insight.measures.catalogue import BY_NAME
from throughline.insight.report.cards import Cell, between, figure, headline
from throughline.insight.report.drawn import Drawn, both, table
from throughline.insight.ride import Ride

if TYPE_CHECKING:
    import altair as alt

QUIET = "#94A3B8"
ROW, BAR, TOP = 66, 20, 24
NAMED = 0.27
"""A narrower piece in the middle has no room for its name; the table has it."""


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A part of a bar."""

    name: str
    share: float
    colour: str


@dataclass(frozen=True, kw_only=True)
class Bar:
    """A hundred days by one question."""

    title: str
    pieces: tuple[Piece, ...]

    @property
    def says(self) -> str:
        """The same in words."""
        return f"{self.title}: " + ", ".join(f"{p.name} {round(100 * p.share)}" for p in self.pieces)


@dataclass(frozen=True, kw_only=True)
class HundredDays:
    """The picture and the same in numbers."""

    picture: Drawn
    rows: tuple[tuple[Cell, ...], ...]


TURNS = (
    ("turn_with_us", "with us", ink.TURN[Whose.US]),
    ("turn_elsewhere", "with somebody else", ink.TURN[Whose.SOMEONE]),
    ("turn_with_you", "with the person", ink.TURN[Whose.YOU]),
)
LINES = (
    ("silence_share", "A word from us", "silence over five days", "the rest"),
    ("waiting_share", "Work on it", "nobody at work", "somebody at work"),
)
ASKED = (*(name for name, _, _ in TURNS), *(name for name, *_ in LINES))


def hundred_days(ride: Ride) -> HundredDays | None:
    """One bar for each question that the record answers; None where it answers none."""
    bars = [bar for bar in (_turns(ride), *(_line(ride, *line) for line in LINES)) if bar]
    if not bars:
        return None
    said = "Of every 100 days. " + ". ".join(bar.says for bar in bars) + "."
    return HundredDays(picture=both(lambda width: _chart(bars, width), said), rows=tuple(_rows(ride)))


def _share(ride: Ride, name: str) -> float | None:
    result = ride.measures.get(name)
    if not isinstance(result, Measured):
        return None
    return result.mean if result.pooled is None else result.pooled


def _turns(ride: Ride) -> Bar | None:
    shares = [(name, _share(ride, key), colour) for key, name, colour in TURNS]
    pieces = tuple(Piece(name=name, share=share, colour=colour) for name, share, colour in shares if share)
    return Bar(title="Whose turn it was", pieces=pieces) if len(pieces) > 1 else None


def _line(ride: Ride, key: str, title: str, quiet: str, other: str) -> Bar | None:
    share = _share(ride, key)
    if share is None:
        return None
    found = (Piece(name=quiet, share=share, colour=QUIET), Piece(name=other, share=1 - share, colour=ink.INK))
    return Bar(title=title, pieces=found)


def _rows(ride: Ride) -> list[tuple[Cell, ...]]:
    rows: list[tuple[Cell, ...]] = []
    for name in ASKED:
        result = ride.measures.get(name)
        if isinstance(result, Measured):
            found = headline(BY_NAME[name], result)
            median = between(BY_NAME[name], result.intervals.get("median"))
            rows.append(
                (
                    BY_NAME[name].title,
                    (found.value, found.interval),
                    (figure(BY_NAME[name], result.median), median),
                    found.n,
                )
            )
    return rows


def _chart(bars: Sequence[Bar], width: int) -> "alt.TopLevelMixin":
    """Each bar with its question above it and the names of its pieces below."""
    import altair as alt  # noqa: PLC0415 - only when a report is written

    inner = width - 4
    pieces = [piece for i, bar in enumerate(bars) for piece in _placed(i, bar, inner)]
    titles = [{"y": i * ROW + 4, "title": bar.title} for i, bar in enumerate(bars)]
    deep = alt.Scale(domain=[0, ROW * len(bars)], range=[0, ROW * len(bars)])
    long = alt.Scale(domain=[0, inner], range=[0, inner])
    rects = (
        alt.Chart(table(pieces))
        .mark_rect(stroke=ink.PAPER, strokeWidth=2)
        .encode(
            x=alt.X("left:Q", axis=None, scale=long),
            x2=alt.X2("right:Q"),
            y=alt.Y("top:Q", axis=None, scale=deep),
            y2=alt.Y2("bottom:Q"),
            color=alt.Color("colour:N", scale=None, legend=None),
        )
    )
    heads = (
        alt.Chart(table(titles))
        .mark_text(align="left", baseline="top", fontSize=13, fontWeight=600)
        .encode(x=alt.value(0), y=alt.Y("y:Q", axis=None, scale=deep), text=alt.Text("title:N"))
    )
    names = [
        alt.Chart(table([piece for piece in pieces if piece["align"] == align]))
        .mark_text(align=align, baseline="top", fontSize=13)
        .encode(
            x=alt.X("at:Q", axis=None, scale=long),
            y=alt.Y("under:Q", axis=None, scale=deep),
            text=alt.Text("name:N"),
        )
        for align in ("left", "center", "right")
    ]
    return alt.layer(rects, heads, *names, width=inner, height=ROW * len(bars))


def _placed(row: int, bar: Bar, width: int) -> list[dict[str, object]]:
    """Where each piece lies. The first is named at its left end, the last at its right end."""
    placed: list[dict[str, object]] = []
    left = 0.0
    last = len(bar.pieces) - 1
    for i, piece in enumerate(bar.pieces):
        right = left + piece.share * width
        align, at = (
            ("left", left) if i == 0 else ("right", width) if i == last else ("center", (left + right) / 2)
        )
        room = i in (0, last) or piece.share > NAMED
        placed.append(
            {
                "left": left,
                "right": right,
                "top": row * ROW + TOP,
                "bottom": row * ROW + TOP + BAR,
                "under": row * ROW + TOP + BAR + 3,
                "colour": piece.colour,
                "align": align,
                "at": at,
                "name": f"{piece.name} {round(100 * piece.share)}" if room else "",
            }
        )
        left = right
    return placed
