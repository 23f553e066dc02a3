"""The hallway drawn: each unit's own number as a ring, what we believe as a dot with its interval."""

from throughline.eventlog import thread_ink as ink
from throughline.eventlog.thread_svg import svg
from throughline.insight.hallway import Door, Hallway
from throughline.insight.rung import Summary

WIDTH = 620.0
ROW = 34.0
NAMES = 130.0
EDGE = 34.0
TEAL = "#0F766E"


def hallway_picture(hallway: Hallway, names: dict[str, str], said: str) -> str:
    """Units in the order of their names, one row each; the dashed line is the typical unit."""
    low, high = _range(hallway)
    bottom = ROW * len(hallway.doors) + 14
    x = _x(hallway.typical, low, high)
    parts = [ink.line(x, 6, x, bottom - 4, stroke=ink.SLATE, dash="3 4")]
    for row, door in enumerate(hallway.doors):
        parts += _door(door, names.get(door.unit, door.unit), ROW * row + 24, low, high)
    parts += [
        ink.text(NAMES, bottom + 12, figure(low, hallway), size=12, fill=ink.SLATE),
        ink.text(WIDTH - EDGE, bottom + 12, figure(high, hallway), size=12, fill=ink.SLATE, anchor="end"),
        ink.text(x, bottom + 12, f"typical {figure(hallway.typical, hallway)}", size=12, anchor="middle"),
    ]
    return svg(WIDTH, bottom + 20, said, parts)


def figure(value: float, hallway: Hallway) -> str:
    """A figure as the page says it: shares in per cent."""
    if hallway.rung.summary is Summary.SHARE:
        return f"{value:.0%}"
    return f"{value:.2f}" if abs(value) < 10 else f"{value:.1f}"


def _door(door: Door, name: str, y: float, low: float, high: float) -> list[str]:
    left, right = _x(door.interval.low, low, high), _x(door.interval.high, low, high)
    raw, shrunk = _x(door.raw, low, high), _x(door.shrunk, low, high)
    return [
        ink.text(0, y + 4, ink.shorten(name, NAMES - 20, 14), size=14),
        ink.line(NAMES, y, WIDTH - EDGE, y, stroke="#E5E1D6"),
        ink.line(left, y, right, y, width=3, stroke=TEAL),
        ink.line(raw, y, shrunk, y, stroke=ink.SLATE, width=1, dash="2 2"),
        ink.dot(raw, y, 5, fill=ink.PAPER, stroke=ink.SLATE, tip=f"{name}: as counted"),
        ink.dot(shrunk, y, 6, fill=TEAL, stroke=ink.PAPER, tip=f"{name}: as believed"),
    ]


def _range(hallway: Hallway) -> tuple[float, float]:
    """From the lowest to the highest that is drawn, with a little room."""
    ends = [end for d in hallway.doors for end in (d.interval.low, d.interval.high, d.raw)]
    low, high = min(ends), max(ends)
    room = (high - low) * 0.06 or 1.0
    if hallway.rung.summary is Summary.SHARE:
        return max(0.0, low - room), min(1.0, high + room)
    return (max(0.0, low - room) if low >= 0 else low - room), high + room


def _x(value: float, low: float, high: float) -> float:
    return NAMES + (WIDTH - EDGE - NAMES) * min(max((value - low) / (high - low), 0), 1)
