"""The evidence of a signal drawn: every period, the baseline, and the periods that raised it."""

from dataclasses import dataclass
from datetime import date

from throughline.eventlog import thread_ink as ink
from throughline.eventlog.thread_svg import svg
from throughline.insight.rung import Summary
from throughline.insight.series import Series

WIDTH = 620.0
HEIGHT = 220.0
LEFT, RIGHT, TOP, BOTTOM = 46.0, 8.0, 26.0, 30.0
BEFORE, NOW = "#E3E8EE", "#FDEBD3"
MARIGOLD = "#B45309"


@dataclass(frozen=True, kw_only=True, slots=True)
class Stretch:
    """Some periods that belong together, with their mean drawn through them."""

    first: date
    last: date
    mean: float
    name: str
    is_now: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Flag:
    """A day to remember, such as the one on which a change went live."""

    day: date
    name: str


def run_chart(series: Series, stretches: tuple[Stretch, ...], said: str, flags: tuple[Flag, ...] = ()) -> str:
    """Dots are periods; a period nobody was measured in has none."""
    values = [value for value in series.values if value is not None]
    low, high = _range(series, values, stretches)
    parts = [part for one in stretches for part in _stretch(series, one, low, high)]
    parts += _scale(series, low, high)
    parts += [ink.path(piece, stroke=ink.SLATE, width=1.2) for piece in _pieces(series, low, high)]
    parts += [
        ink.dot(
            _x(series, i),
            _y(value, low, high),
            3.2,
            fill=_ink(series, i, stretches),
            stroke=ink.PAPER,
            width=1,
        )
        for i, value in enumerate(series.values)
        if value is not None
    ]
    parts += [part for flag in flags for part in _flag(series, flag)]
    return svg(WIDTH, HEIGHT, said, parts)


def _stretch(series: Series, one: Stretch, low: float, high: float) -> list[str]:
    """Shaded, named, and with its mean as a line: colour is never the only difference."""
    inside = _inside(series, one)
    if not inside:
        return []
    left, right = _x(series, inside[0]) - 5, _x(series, inside[-1]) + 5
    y = _y(one.mean, low, high)
    colour = MARIGOLD if one.is_now else ink.INK
    return [
        ink.bar(
            left,
            TOP - 4,
            right - left,
            HEIGHT - TOP - BOTTOM + 8,
            fill=NOW if one.is_now else BEFORE,
            round_by=3,
        ),
        ink.line(left, y, right, y, stroke=colour, width=2.5, dash="" if one.is_now else "7 4"),
        _name(one, left, right, colour),
    ]


def _name(one: Stretch, left: float, right: float, colour: str) -> str:
    """The long stretch before is named at its beginning, so that it keeps clear of the short one after it."""
    if one.is_now:
        middle = min((left + right) / 2, WIDTH - RIGHT - ink.wide_of(one.name, 13) / 2 - 4)
        return ink.text(middle, 14, one.name, size=13, fill=colour, anchor="middle", bold=True)
    return ink.text(left, 14, one.name, size=13, fill=colour)


def _flag(series: Series, flag: Flag) -> list[str]:
    x = _x(series, sum(start < flag.day for start in series.starts) - 0.5)
    return [
        ink.line(x, TOP - 4, x, HEIGHT - BOTTOM + 4, width=1.6, dash="2 3"),
        ink.text(x, HEIGHT - BOTTOM + 1, flag.name, size=12, anchor="middle", bold=True),
    ]


def _scale(series: Series, low: float, high: float) -> list[str]:
    shares = series.rung.summary is Summary.SHARE
    parts = []
    for part in (0.0, 0.5, 1.0):
        value = low + (high - low) * part
        y = _y(value, low, high)
        named = f"{value:.0%}" if shares else f"{value:.2g}" if high < 10 else f"{value:.0f}"
        parts += [ink.line(LEFT - 4, y, WIDTH - RIGHT, y, stroke="#E5E1D6")]
        parts += [ink.text(LEFT - 8, y + 4, named, size=12, fill=ink.SLATE, anchor="end")]
    for i in (0, len(series.starts) - 1):
        day = series.starts[i]
        anchor = "end" if i else "start"
        parts.append(
            ink.text(
                _x(series, i), HEIGHT - 6, f"{day.day} {day:%B %Y}", size=12, fill=ink.SLATE, anchor=anchor
            )
        )
    return parts


def _pieces(series: Series, low: float, high: float) -> list[str]:
    found: list[str] = []
    going = False
    for i, value in enumerate(series.values):
        if value is not None:
            step = f"{_x(series, i):.1f} {_y(value, low, high):.1f}"
            found[-1:] = [f"{found[-1]}L{step}"] if going else [*found[-1:], f"M{step}"]
        going = value is not None
    return found


def _inside(series: Series, one: Stretch) -> list[int]:
    return [i for i, start in enumerate(series.starts) if one.first <= start <= one.last]


def _ink(series: Series, period: int, stretches: tuple[Stretch, ...]) -> str:
    now = any(one.is_now and period in _inside(series, one) for one in stretches)
    return MARIGOLD if now else ink.INK


def _range(series: Series, values: list[float], stretches: tuple[Stretch, ...]) -> tuple[float, float]:
    if series.rung.summary is Summary.SHARE:
        return 0.0, 1.0
    return 0.0, max([*values, *(one.mean for one in stretches), 0.0]) * 1.06 or 1.0


def _x(series: Series, period: float) -> float:
    return LEFT + 6 + (WIDTH - LEFT - RIGHT - 12) * period / max(1, len(series.starts) - 1)


def _y(value: float, low: float, high: float) -> float:
    room = HEIGHT - TOP - BOTTOM
    return TOP + room * (1 - min(max((value - low) / (high - low), 0), 1))
