"""The few shapes that the report's pictures are made of, as SVG text.

They keep to the rules of our own ink: no ids, no inline styles, no scripts. Values from a log are escaped.
"""

import math
import textwrap
from collections.abc import Iterable, Sequence
from html import escape

from throughline.eventlog import thread_ink as ink

SIZE, SMALLER = 13, 12
RIM = 4
"""Names stand on a rim of paper, so that what lies behind does not disturb them."""
LEADING = 16
MOST_LINES = 3
GRID = "#E8EBF0"

Points = Iterable[tuple[float, float]]


def line(
    x1: float, y1: float, x2: float, y2: float, *, stroke: str, width: float = 1.0, dash: str = ""
) -> str:
    """A straight line; `dash` as in SVG."""
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<line x1="{_n(x1)}" y1="{_n(y1)}" x2="{_n(x2)}" y2="{_n(y2)}" '
        f'stroke="{stroke}" stroke-width="{width}"{dashed}/>'
    )


def rect(x1: float, y1: float, x2: float, y2: float, *, fill: str, stroke: str = "") -> str:
    """A box from corner to corner."""
    rim = f' stroke="{stroke}" stroke-width="2"' if stroke else ""
    return (
        f'<rect x="{_n(x1)}" y="{_n(y1)}" width="{_n(x2 - x1)}" height="{_n(y2 - y1)}" fill="{fill}"{rim}/>'
    )


def circle(x: float, y: float, r: float, *, fill: str, stroke: str, width: float) -> str:
    """A dot or a ring."""
    return (
        f'<circle cx="{_n(x)}" cy="{_n(y)}" r="{_n(r)}" fill="{fill}" stroke="{stroke}" '
        f'stroke-width="{width}"/>'
    )


def diamond(x: float, y: float, r: float, *, fill: str, stroke: str, width: float) -> str:
    """A square on its corner."""
    corners = ((x - r, y), (x, y - r), (x + r, y), (x, y + r))
    return f'<path d="{_path(corners)}Z" fill="{fill}" stroke="{stroke}" stroke-width="{width}"/>'


def square(x: float, y: float, r: float, *, fill: str, stroke: str, width: float) -> str:
    """A square on its side."""
    corners = ((x - r, y - r), (x + r, y - r), (x + r, y + r), (x - r, y + r))
    return f'<path d="{_path(corners)}Z" fill="{fill}" stroke="{stroke}" stroke-width="{width}"/>'


def area(corners: Points, *, fill: str) -> str:
    """What lies inside of these corners."""
    return f'<path d="{_path(corners)}Z" fill="{fill}"/>'


def polyline(points: Points, *, stroke: str, width: float) -> str:
    """A line from point to point."""
    return f'<path d="{_path(points)}" fill="none" stroke="{stroke}" stroke-width="{width}"/>'


def words(
    x: float,
    y: float,
    said: str,
    *,
    anchor: str = "start",
    size: int = SIZE,
    bold: bool = False,
    fill: str = ink.INK,
    rim: bool = False,
    whole: str = "",
) -> str:
    """One line of text whose letters have their middle at `y`; `whole` is said where it was shortened."""
    weight = ' font-weight="600"' if bold else ""
    paper = f' stroke="{ink.PAPER}" stroke-width="{RIM}" paint-order="stroke"' if rim else ""
    tip = f"<title>{escape(whole)}</title>" if whole and whole != said else ""
    return (
        f'<text x="{_n(x)}" y="{_n(y + 0.3 * size)}" text-anchor="{anchor}" font-size="{size}" '
        f'fill="{fill}"{weight}{paper}>{tip}{escape(said)}</text>'
    )


def lines_of(said: str, width: float, size: int = SIZE) -> list[str]:
    """The whole name, in as many lines as it takes; of a very long one what three lines hold."""
    room = max(int(width / (size * ink.GLYPH)), 8)
    return textwrap.wrap(said, room, max_lines=MOST_LINES, placeholder=" …") or [said]


def name(x: float, y: float, said: str, width: float, *, rim: bool = True) -> Iterable[str]:
    """A name in lines, the last of which has its middle at `y`."""
    lines = lines_of(said, width)
    cut = lines[-1].endswith("…")
    for i, one in enumerate(reversed(lines)):
        yield words(x, y - i * LEADING, one, rim=rim, whole=said if cut and i == 0 else "")


def ticks(low: float, high: float, about: int) -> list[float]:
    """Round numbers between two ends, about so many."""
    rough = (high - low) / about
    if rough <= 0:
        return [low]
    tenth = 10.0 ** math.floor(math.log10(rough))
    step = tenth * next(
        (n for n, most in ((1, 2**0.5), (2, 10**0.5), (5, 50**0.5)) if rough / tenth < most), 10
    )
    return [
        round(i * step, 10) for i in range(math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9) + 1)
    ]


def ticks_by_logarithm(low: float, high: float) -> list[float]:
    """One, two and five of every power of ten between two ends."""
    powers = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    return [each for p in powers for n in (1, 2, 5) if low <= (each := n * 10.0**p) <= high]


def plain(value: float, step: float, *, share: bool = False) -> str:
    """A number at an axis, with the decimals that its neighbours need."""
    shown, apart = (100 * value, 100 * step) if share else (value, step)
    decimals = max(0, -math.floor(math.log10(apart) + 1e-9)) if apart > 0 else 0
    return f"{shown:,.{decimals}f}{'%' if share else ''}"


def wide_of(said: Sequence[str], size: int = SMALLER) -> float:
    """About how wide the widest of some figures is."""
    return max((len(one) for one in said), default=0) * size * 0.58


def _path(points: Points) -> str:
    return "M" + "L".join(f"{_n(x)},{_n(y)}" for x, y in points)


def _n(value: float) -> str:
    """One decimal is a tenth of a pixel."""
    said = f"{value:.1f}".removesuffix(".0")
    return "0" if said == "-0" else said
