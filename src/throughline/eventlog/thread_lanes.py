"""Below the line: who worked. One lane per department; a handoff is the thread crossing from lane to lane."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from throughline.eventlog import thread_ink as ink
from throughline.eventlog.thread import Thread, Work
from throughline.eventlog.thread_words import Words

LANE = 26
MOST_LANES = 6
NAME, RIGHT = 118, 940.0
"""How wide the name of a lane may be, and where lanes end."""
FREE = 70
"""In less room than this nothing is written beside a mark."""
MOST_LINES, LEADING = 3, 12
US = "#0F766E"
HELD = "#B7DDD9"

Place = Callable[[datetime], float]


def lanes_of(thread: Thread, scale: Place, top: float, words: Words) -> tuple[list[str], float]:
    """The lanes as SVG parts, and how high they are together."""
    work = thread.in_order
    names = lane_names(thread, words)
    if not work:
        return [], 0.0
    marks = [(scale(piece.end), names.index(lane_of(piece, names, thread, words)), piece) for piece in work]
    labels = list(_labels(marks))
    at, bottom = _places(len(names), labels, top)
    spots = [(x, at[lane], piece) for x, lane, piece in marks]
    drawn = [
        part
        for name, y in zip(names, at, strict=True)
        for part in ink.name(8, y, name, lines=ink.in_lines(name, NAME, 12, 2), size=12)
    ]
    drawn += [_held_or_handed(a, b) for a, b in pairwise(spots)]
    drawn += [_piece(spot, scale) for spot in spots]
    drawn += [part for label in labels for part in _written(label, at[label.lane])]
    return drawn, bottom - top


def lane_names(thread: Thread, words: Words) -> list[str]:
    """Departments in the order in which they first appear; people where no department is named."""
    named = list(dict.fromkeys(_name(piece, thread, words) for piece in thread.in_order))
    if len(named) <= MOST_LANES:
        return named
    return [*named[: MOST_LANES - 1], words.others.format(count=len(named) - MOST_LANES + 1)]


def lane_of(piece: Work, names: Sequence[str], thread: Thread, words: Words) -> str:
    """The lane a piece of work lies in."""
    name = _name(piece, thread, words)
    return name if name in names else names[-1]


def _name(piece: Work, thread: Thread, words: Words) -> str:
    by_function = any(thread.functions)
    return (piece.function if by_function else piece.who) or words.unnamed


Spot = tuple[float, float, Work]


def _held_or_handed(a: Spot, b: Spot) -> str:
    (x1, y1, _), (x2, y2, _) = a, b
    if y1 == y2:
        return ink.line(x1, y1, x2, y2, stroke=HELD, width=4)
    half = max((x2 - x1) / 2, 5)
    curve = f"M{x1:.1f} {y1:.1f}C{x1 + half:.1f} {y1:.1f} {x2 - half:.1f} {y2:.1f} {x2:.1f} {y2:.1f}"
    return ink.path(curve, stroke=ink.SLATE, width=1.6)


def _piece(spot: Spot, scale: Place) -> str:
    x, y, piece = spot
    begin = min(scale(piece.start), x - 5) if piece.start else x - 2.5
    thick = 9 if piece.start else 14
    tip = " · ".join(part for part in (piece.label, piece.who, f"{piece.end:%Y-%m-%d}") if part)
    return ink.bar(begin, y - thick / 2, max(x - begin, 5), thick, fill=US, tip=tip)


@dataclass(frozen=True)
class Label:
    """What was done, beside its mark: above it, or below where the thread goes up from there."""

    lane: int
    x: float
    lines: Sequence[str]
    below: bool


def _labels(marks: Sequence[tuple[float, int, Work]]) -> Iterator[Label]:
    """Where the thread goes on only after a while there is room for the name of what was done."""
    for (x, lane, piece), (next_x, next_lane, _) in pairwise([*marks, (RIGHT, *marks[-1][1:])]):
        free = next_x - x - 14
        if free > FREE:
            yield Label(lane, x + 8, ink.in_lines(piece.label, free, 11, MOST_LINES), next_lane < lane)


def _places(lanes: int, labels: Sequence[Label], top: float) -> tuple[list[float], float]:
    """Where each lane lies, with room for the lines above and below it; and where the last ends."""
    places, y = [], top
    for lane in range(lanes):
        above, below = (
            max((len(one.lines) - 1 for one in labels if one.lane == lane and one.below is side), default=0)
            for side in (False, True)
        )
        places.append(y + LEADING * above + LANE / 2)
        y = places[-1] + LANE / 2 + LEADING * below
    return places, y


def _written(label: Label, y: float) -> list[str]:
    first = y + 14 if label.below else y - 5 - LEADING * (len(label.lines) - 1)
    return [
        ink.text(label.x, first + LEADING * i, part, size=11, fill=ink.SLATE)
        for i, part in enumerate(label.lines)
    ]
