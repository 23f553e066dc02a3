"""Of every hundred days: whose turn it was, how many passed without a word, how many without work."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from throughline.eventlog import thread_ink as ink
from throughline.eventlog.thread import Whose
from throughline.insight.measured import Measured
from throughline.insight.measures.catalogue import BY_NAME
from throughline.insight.report.cards import Cell, between, figure, headline
from throughline.insight.report.drawn import Drawn, Picture, both
from throughline.insight.report.shapes import rect, words
from throughline.insight.ride import Ride

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
    return HundredDays(picture=both(lambda width: _picture(bars, width), said), rows=tuple(_rows(ride)))


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


def _picture(bars: Sequence[Bar], width: int) -> Picture:
    """Each bar with its question above it and the names of its pieces below."""
    inner = width - 4.0
    shapes = [shape for i, bar in enumerate(bars) for shape in _bar(bar, i * ROW, inner)]
    return Picture(width=width, height=ROW * len(bars) + 4, shapes=shapes)


def _bar(bar: Bar, top: float, width: float) -> Iterator[str]:
    """The first piece is named at its left end, the last at its right end."""
    yield words(0, top + 10, bar.title, bold=True)
    left, last = 0.0, len(bar.pieces) - 1
    for i, piece in enumerate(bar.pieces):
        right = left + piece.share * width
        yield rect(left, top + TOP, right, top + TOP + BAR, fill=piece.colour, stroke=ink.PAPER)
        named = f"{piece.name} {round(100 * piece.share)}"
        under = top + TOP + BAR + 10
        if i == 0:
            yield words(left, under, named)
        elif i == last:
            yield words(width, under, named, anchor="end")
        elif piece.share > NAMED:
            yield words((left + right) / 2, under, named, anchor="middle")
        left = right
