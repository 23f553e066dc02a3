"""The spread of a measure as a small picture: where the middle is, and where nine in ten end."""

from html import escape

import numpy as np
from numpy.typing import NDArray

from throughline.eventlog import thread_ink as ink

WIDTH = 340
HEIGHT = 64
BARS = 34
FEWEST_BARS = 8
"""So many whole numbers have room, so that a single one is a bar and not a wall."""
TEAL = "#0F766E"
PALE = "#B7DDD9"


def spread(values: NDArray[np.float64], median: float, p90: float | None, said: str) -> str:
    """A histogram up to the 99th percentile; what lies beyond is one bar at the end.

    Without `p90` nobody knows yet where nine in ten end.
    """
    edges = _edges(values)
    counts = np.histogram(np.minimum(values, edges[-1]), edges)[0]
    tallest = max(int(counts.max()), 1)
    wide = (WIDTH - 8) / len(counts)
    bars = [
        ink.bar(
            4 + i * wide + 0.5,
            HEIGHT - 14 - h,
            max(wide - 1, 1),
            h,
            fill=TEAL if p90 is None or edges[i] < p90 else PALE,
            round_by=1.5,
        )
        for i, count in enumerate(counts)
        if (h := _height(int(count), tallest))
    ]
    lines = ((median, ink.INK, ""), (p90, "#B45309", "3 3"))
    marks = [_mark(_place(value, edges), colour, dash) for value, colour, dash in lines if value is not None]
    base = ink.line(4, HEIGHT - 13.5, WIDTH - 4, HEIGHT - 13.5, stroke=ink.FAINT)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="100%" role="img" '
        f'aria-label="{escape(said)}" font-family="system-ui, sans-serif">'
        f"{''.join(bars)}{base}{''.join(marks)}</svg>"
    )


def _edges(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """One bar per whole number where there are few, otherwise equal steps."""
    low, high = float(values.min()), float(np.quantile(values, 0.99))
    whole = bool(np.all(values == np.round(values)))
    if whole and high - low < BARS:
        return np.arange(low - 0.5, max(high, low + FEWEST_BARS - 1) + 1.5)
    return np.linspace(low, high if high > low else low + 1, BARS + 1)


def _height(count: int, tallest: int) -> float:
    """A bar that is there can be seen, however small."""
    return max(count / tallest * (HEIGHT - 22), 1.5) if count else 0.0


def _place(value: float, edges: NDArray[np.float64]) -> float:
    share = (value - edges[0]) / (edges[-1] - edges[0])
    return 4 + float(min(max(share, 0.0), 1.0)) * (WIDTH - 8)


def _mark(x: float, colour: str, dash: str) -> str:
    return ink.line(x, 2, x, HEIGHT - 6, stroke=colour, width=2, dash=dash)
