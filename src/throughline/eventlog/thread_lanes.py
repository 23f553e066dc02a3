"""Below the line: who worked. One lane per department; a handoff is the thread crossing from lane to lane."""

from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import pairwise

from throughline.eventlog import thread_ink as ink
from throughline.eventlog.thread import Thread, Work
from throughline.eventlog.thread_words import Words

LANE = 26
MOST_LANES = 6
US = "#0F766E"
HELD = "#B7DDD9"

Place = Callable[[datetime], float]


def lanes_of(thread: Thread, scale: Place, top: float, words: Words) -> tuple[list[str], float]:
    """The lanes as SVG parts, and how high they are together."""
    work = thread.in_order
    names = lane_names(thread, words)
    if not work:
        return [], 0.0
    at = {name: top + LANE * (i + 0.5) for i, name in enumerate(names)}
    spots = [(scale(piece.end), at[lane_of(piece, names, thread, words)], piece) for piece in work]
    drawn = [
        ink.text(8, y + 4, ink.shorten(name, 118, 12), size=12, fill=ink.SLATE) for name, y in at.items()
    ]
    drawn += [_held_or_handed(a, b) for a, b in pairwise(spots)]
    drawn += [_piece(spot, scale) for spot in spots]
    drawn += [_labels(spots, y) for y in at.values()]
    return drawn, LANE * len(names)


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


def _labels(spots: Sequence[Spot], y: float) -> str:
    """What was done, written beside its mark where the lane is free for long enough."""
    said = []
    for (x, here, piece), (next_x, next_y, _) in pairwise([*spots, (940.0, spots[-1][1], spots[-1][2])]):
        free = next_x - x - 14
        if here == y and free > 70:
            beside = y + 14 if next_y < y else y - 5
            said.append(ink.text(x + 8, beside, ink.shorten(piece.label, free, 11), size=11, fill=ink.SLATE))
    return "".join(said)
