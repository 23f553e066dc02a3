"""Ink for the thread: colours that carry meaning, never alone, and the few SVG shapes everything is made of.

Only presentation attributes are written, no style attributes, no ids and no script: the same text may stand
twice in one page and passes a strict content security policy.
"""

from collections.abc import Sequence
from html import escape

from throughline.eventlog.thread import Mark, Whose

INK = "#1B2A41"
PAPER = "#FBFAF7"
SLATE = "#475569"
FAINT = "#CBD5E1"
KEPT = "#166534"
BROKEN = "#B91C1C"
TURN = {Whose.US: "#0F766E", Whose.YOU: "#B45309", Whose.SOMEONE: "#475569"}
MARK = {Mark.KEPT: KEPT, Mark.BROKEN: BROKEN, Mark.OPEN: INK}
GLYPH = 0.54
"""Width of an average letter of a system font, in parts of its size: enough to keep labels apart."""
FEWEST_LEFT = 3
"""So many letters of a word that is broken stand in the next line at least."""


def text(
    x: float,
    y: float,
    said: str,
    *,
    size: int = 13,
    fill: str = INK,
    anchor: str = "start",
    bold: bool = False,
    tip: str = "",
) -> str:
    """A line of text, escaped, with a rim of paper so that what lies behind does not disturb it."""
    weight = ' font-weight="600"' if bold else ""
    whole = f"<title>{escape(tip)}</title>" if tip else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" fill="{fill}" text-anchor="{anchor}"{weight} '
        f'stroke="{PAPER}" stroke-width="3" stroke-linejoin="round" paint-order="stroke">'
        f"{escape(said)}{whole}</text>"
    )


def line(
    x1: float, y1: float, x2: float, y2: float, *, stroke: str = INK, width: float = 1, dash: str = ""
) -> str:
    """A straight line; `dash` as in SVG."""
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<path d="M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}" fill="none" stroke="{stroke}" '
        f'stroke-width="{width}" stroke-linecap="round"{dashed}/>'
    )


def path(d: str, *, stroke: str = INK, width: float = 1, fill: str = "none") -> str:
    """Any path, round in its ends and joins."""
    return (
        f'<path d="{d}" fill="{fill}" stroke="{stroke}" stroke-width="{width}" '
        'stroke-linecap="round" stroke-linejoin="round"/>'
    )


def dot(
    x: float, y: float, r: float, *, fill: str, stroke: str = INK, width: float = 2, tip: str = ""
) -> str:
    """A dot; `tip` is shown by the browser on hover."""
    said = f"<title>{escape(tip)}</title>" if tip else ""
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{r}" fill="{fill}" stroke="{stroke}" '
        f'stroke-width="{width}">{said}</circle>'
    )


def bar(
    x: float, y: float, width: float, height: float, *, fill: str, tip: str = "", round_by: float = 9.0
) -> str:
    """A bar with round corners, at most half as round as it is thick."""
    said = f"<title>{escape(tip)}</title>" if tip else ""
    round_by = min(height / 2, width / 2, round_by)
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" rx="{round_by:.1f}" '
        f'fill="{fill}">{said}</rect>'
    )


def hatch(x: float, y: float, width: float, height: float) -> str:
    """Diagonal strokes: this was not measured. Never an empty space that looks like nothing happened."""
    step = 7.0
    strokes = [
        f"M{x + i * step:.1f} {y + height:.1f}l{height:.1f} {-height:.1f}"
        for i in range(int((width - height) / step) + 1)
    ]
    return path("".join(strokes), stroke=FAINT, width=1.5)


def tick_mark(x: float, y: float, mark: Mark) -> str:
    """Kept is a tick in a disc, broken a cross, open a ring: shape as well as colour."""
    colour = MARK[mark]
    if mark is Mark.OPEN:
        return dot(x, y, 6.5, fill=PAPER, stroke=colour)
    sign = (
        f"M{x - 3.2:.1f} {y + 0.2:.1f}l2.4 2.6l4-5.2"
        if mark is Mark.KEPT
        else f"M{x - 2.8:.1f} {y - 2.8:.1f}l5.6 5.6m0 -5.6l-5.6 5.6"
    )
    return dot(x, y, 7.5, fill=colour, stroke=PAPER) + path(sign, stroke=PAPER, width=1.8)


def name(
    x: float, y: float, said: str, *, lines: Sequence[str], size: int, anchor: str = "start"
) -> list[str]:
    """A name in lines around `y`; where it had to be shortened, the whole is shown on hover."""
    tip = said if any(part.endswith("…") for part in lines) else ""
    first = y + 4 - size / 2 * (len(lines) - 1)
    return [
        text(x, first + size * i, part, size=size, fill=SLATE, anchor=anchor, tip=tip)
        for i, part in enumerate(lines)
    ]


def shorten(said: str, width: float, size: int) -> str:
    """As much as fits into `width`, ending in an ellipsis when something was left out."""
    room = int(width / (size * GLYPH))
    return said if len(said) <= room else f"{said[: max(room - 1, 1)].rstrip()}…"


def in_lines(said: str, width: float, size: int, most: int) -> list[str]:
    """The words in as many lines as they need; the last of `most` may be shortened.

    Lines are broken between words, or inside a word that is longer than a line.
    """
    room = int(width / (size * GLYPH))
    if len(said) <= room:
        return [said]
    if most == 1:
        return [shorten(said, width, size)]
    first, space, _rest = said[: room + 1].rpartition(" ")
    if not space:
        first = said[: min(room - 1, len(said) - FEWEST_LEFT)]
    rest = in_lines(said[len(first) :].strip(), width, size, most - 1)
    return [first if space else f"{first}-", *rest]


def wide_of(said: str, size: int) -> float:
    """About how wide a text will be."""
    return len(said) * size * GLYPH
