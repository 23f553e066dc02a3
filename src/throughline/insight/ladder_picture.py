"""One rung drawn small: where it stands, with interval and target, and the line it took to get there."""

from collections.abc import Sequence

from throughline.eventlog import thread_ink as ink
from throughline.eventlog.thread_svg import svg
from throughline.insight.intervals import Interval
from throughline.insight.ladder_reading import Reading
from throughline.insight.rung import Summary
from throughline.insight.series import Series

WIDTH = 280.0
TEAL = "#0F766E"
BAND = "#D8EFEC"
LINE_HEIGHT = 58.0
HIGH = 104.0
EDGE = 6.0


def rung_picture(reading: Reading, series: Series | None, said: str) -> str:
    """Above: the way it went, period by period. Below: where it stands, with interval and target."""
    low, high = _range(reading, series)
    parts = [*_way(reading, series, low, high), *_stand(reading, low, high)]
    return svg(WIDTH, HIGH, said, parts)


def hatched_picture(said: str) -> str:
    """Nothing was measured, and that is what is drawn."""
    return svg(WIDTH, 40, said, [ink.hatch(0, 2, WIDTH, 36)])


def _range(reading: Reading, series: Series | None) -> tuple[float, float]:
    """Shares lie between nought and one; anything else takes the room it needs, from nought on."""
    if reading.rung.summary is Summary.SHARE:
        return 0.0, 1.0
    values = [value for value in (series.values if series else ()) if value is not None]
    target = [] if reading.rung.target is None else [reading.rung.target]
    most = max([*values, *target, reading.estimate.interval.high, reading.estimate.value])
    return 0.0, most * 1.08 or 1.0


def _way(reading: Reading, series: Series | None, low: float, high: float) -> list[str]:
    if series is None or sum(value is not None for value in series.values) < 2:
        return [ink.text(EDGE, LINE_HEIGHT / 2, "too few periods for a line", size=12, fill=ink.SLATE)]
    parts = [_band(reading.estimate.interval, low, high)]
    if reading.rung.target is not None:
        y = _y(reading.rung.target, low, high)
        parts.append(ink.line(EDGE, y, WIDTH - EDGE, y, stroke=ink.INK, dash="2 4"))
    parts += [ink.path(piece, stroke=TEAL, width=1.8) for piece in _pieces(series, low, high)]
    last = max(i for i, value in enumerate(series.values) if value is not None)
    value = series.values[last]
    if value is not None:
        parts.append(ink.dot(_x(last, series), _y(value, low, high), 3, fill=TEAL, stroke=ink.PAPER, width=1))
    return parts


def _band(interval: Interval, low: float, high: float) -> str:
    top, bottom = _y(interval.high, low, high), _y(interval.low, low, high)
    return ink.bar(EDGE, top, WIDTH - 2 * EDGE, max(bottom - top, 1.5), fill=BAND, round_by=1)


def _pieces(series: Series, low: float, high: float) -> Sequence[str]:
    """A period without a value is a gap in the line, never a line to nought."""
    found: list[str] = []
    going = False
    for i, value in enumerate(series.values):
        if value is not None:
            step = f"{_x(i, series):.1f} {_y(value, low, high):.1f}"
            if going:
                found[-1] += f"L{step}"
            else:
                found.append(f"M{step}")
        going = value is not None
    return found


def _stand(reading: Reading, low: float, high: float) -> list[str]:
    """A whisker with its estimate, on a scale that says its ends."""
    y, interval = 80.0, reading.estimate.interval
    ends = [_across(value, low, high) for value in (interval.low, interval.high)]
    target = None if reading.rung.target is None else _across(reading.rung.target, low, high)
    return [
        ink.line(EDGE, y, WIDTH - EDGE, y, stroke=ink.FAINT),
        ink.line(ends[0], y, ends[1], y, stroke=ink.INK, width=3),
        *(ink.line(x, y - 6, x, y + 6, width=2) for x in ends),
        ink.dot(_across(reading.estimate.value, low, high), y, 5, fill=TEAL, stroke=ink.PAPER),
        *_scale(reading, low, high, target),
        *([] if target is None else _target(reading, target)),
    ]


def _scale(reading: Reading, low: float, high: float, target: float | None) -> list[str]:
    """The ends of the scale, except the one that the target's name stands on."""
    side = None if target is None else _side(target)
    left = ink.text(EDGE, 100, number(low, reading), size=12, fill=ink.SLATE)
    right = ink.text(WIDTH - EDGE, 100, number(high, reading), size=12, fill=ink.SLATE, anchor="end")
    return [one for one, name in ((left, "start"), (right, "end")) if name != side]


def _target(reading: Reading, x: float) -> list[str]:
    said = f"target {number(reading.rung.target or 0.0, reading)}"
    mark = ink.path(f"M{x - 5:.1f} 66h10l-5 8z", fill=ink.INK)
    return [mark, ink.text(x, 100, said, size=12, anchor=_side(x))]


def _side(x: float) -> str:
    """A name near an end of the scale is written towards the middle."""
    return "end" if x > WIDTH * 0.72 else "start" if x < WIDTH * 0.28 else "middle"


def number(value: float, reading: Reading) -> str:
    """A figure as the page says it: shares in per cent."""
    if reading.rung.summary is Summary.SHARE:
        return f"{value:.0%}"
    return f"{value:.3g}" if abs(value) < 10 else f"{value:.0f}"


def _x(period: int, series: Series) -> float:
    return EDGE + (WIDTH - 2 * EDGE) * period / max(1, len(series.values) - 1)


def _y(value: float, low: float, high: float) -> float:
    return 4 + (LINE_HEIGHT - 8) * (1 - min(max((value - low) / (high - low), 0), 1))


def _across(value: float, low: float, high: float) -> float:
    return EDGE + (WIDTH - 2 * EDGE) * min(max((value - low) / (high - low), 0), 1)
