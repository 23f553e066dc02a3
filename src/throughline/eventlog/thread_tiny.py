"""The thread drawn tiny, for one row of a table: length is time, dots are words, a dotted line is silence."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from throughline.eventlog import thread_ink as ink
from throughline.eventlog.thread import Encounter, Meeting, Thread, Whose
from throughline.eventlog.thread_scale import scale_of
from throughline.eventlog.thread_svg import svg

WIDTH = 180.0
HEIGHT = 26.0
CLOSE = 5.0
"""Dots nearer to each other than this are drawn as one."""


@dataclass(frozen=True)
class Tiny:
    """What fits in a table row: the moments, the present, and whose turn it is now."""

    start: datetime
    until: datetime
    open: bool
    met: tuple[tuple[datetime, Meeting], ...]
    whose: Whose | None = None
    broken: bool = False


def tiny(given: Tiny, said: str) -> str:
    """The drawing; `said` is its text alternative, for whoever does not see it."""
    thread = Thread(
        start=given.start,
        until=given.until,
        open=given.open,
        encounters=tuple(Encounter(at=at, label="", kind=kind) for at, kind in given.met),
    )
    scale, y = scale_of(thread, 6, WIDTH - 14), HEIGHT / 2
    colour = ink.TURN[given.whose] if given.whose else ink.INK
    parts = [ink.line(scale(given.start), y, scale(given.until), y, stroke=ink.SLATE, width=2.5)]
    for gap in thread.silences:
        a, b = scale(gap.start) + 4, scale(gap.end) - 4
        if b > a:
            parts.append(ink.line(a, y, b, y, stroke=ink.PAPER, width=5))
            parts.append(ink.line(a, y, b, y, stroke=ink.SLATE, width=2.5, dash="0.1 5"))
    parts += _dots([(scale(at), kind) for at, kind in given.met], y)
    x = scale(given.until)
    parts.append(ink.dot(x + 3, y, 5, fill=colour, stroke=ink.PAPER, width=1.5))
    if given.broken:
        parts.append(ink.path(f"M{x - 0.2:.1f} {y - 11:.1f}l6 6m0 -6l-6 6", stroke=ink.BROKEN, width=1.8))
    return svg(WIDTH, HEIGHT, said, parts)


def _dots(places: Sequence[tuple[float, Meeting]], y: float) -> list[str]:
    drawn: list[str] = []
    last = {Meeting.TO: -99.0, Meeting.FROM: -99.0}
    for x, kind in places:
        if x - last[kind] < CLOSE:
            continue
        last[kind] = x
        if kind is Meeting.TO:
            drawn.append(ink.dot(x, y, 3, fill=ink.INK, stroke=ink.PAPER, width=1))
        else:
            drawn.append(ink.dot(x, y - 6, 2.6, fill=ink.PAPER, stroke=ink.TURN[Whose.YOU], width=1.6))
    return drawn
