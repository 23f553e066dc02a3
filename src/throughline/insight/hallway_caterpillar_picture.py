"""Units one below the other: as counted (a ring), as believed (a dot) with its interval; some not judged."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from throughline.eventlog import thread_ink as ink
from throughline.insight.hallway_lines import Frame, Heights, frame_around, names_and_figures
from throughline.insight.hallway_telling import told_of
from throughline.insight.hallway_walked import Office, Walk
from throughline.insight.intervals import Interval
from throughline.insight.report.drawn import Drawn, Picture, both, titled
from throughline.insight.report.shapes import SMALLER, circle, line, words

TEAL = "#0F766E"
MOST_SMALL = 3
HATCHES = 5
HEIGHTS = Heights(above=42, beside=26, top=30)
WIDEST_NAME = 210.0
SCALE = 22
"""Pixels below the lines, for both ends of the scale."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One line of the picture; without an office it is hatched and says why."""

    name: str
    office: Office | None
    why: str = ""


def caterpillar_picture(walk: Walk) -> Drawn:
    """The comparison, for a desk and for a phone, with what it shows in words."""
    said = f"{walk.question.title}, unit by unit. {' '.join(told_of(walk))}"
    return both(lambda width: _picture(walk, width), said)


def rows_of(walk: Walk) -> list[Row]:
    """By name, because the order is no ranking; by what we believe only where one may be named."""
    offices = list(walk.units)
    if (walk.ranking.best or walk.ranking.worst) and walk.question.better is not None:
        sign = walk.question.better.sign
        offices.sort(key=lambda office: -sign * office.shrunk)
    return [*(Row(name=office.unit, office=office) for office in offices), *_small(walk)]


def _small(walk: Walk) -> Iterator[Row]:
    """Those not judged: a line each if they are few, otherwise one for all."""
    if len(walk.small) <= MOST_SMALL:
        for unit in walk.small:
            journeys = "journey" if unit.n == 1 else "journeys"
            yield Row(name=unit.unit, office=None, why=f"{unit.n} {journeys}: too few to judge")
    else:
        n = sum(unit.n for unit in walk.small)
        yield Row(
            name=f"{len(walk.small)} more units", office=None, why=f"{n} journeys: too few each to judge"
        )


def frame_of(walk: Walk, rows: Sequence[Row], width: int) -> Frame:
    """From the lowest to the highest that is drawn; names stand above the line on a phone."""
    ends = [
        end for unit in walk.units for end in (unit.interval.low, unit.interval.high, unit.raw, unit.shrunk)
    ]
    figures = [walk.question.figure(unit.shrunk) for unit in walk.units]
    names = [row.name for row in rows]
    return frame_around(ends, names, figures, width, heights=HEIGHTS, widest=WIDEST_NAME)


def _picture(walk: Walk, width: int) -> Picture:
    rows = rows_of(walk)
    frame = frame_of(walk, rows, width)
    height = frame.step * len(rows) + 4
    typical = frame.x(walk.typical)
    figures = [walk.question.figure(row.office.shrunk) if row.office else None for row in rows]
    shapes = [
        line(typical, 0, typical, height, stroke=ink.SLATE, width=1.2, dash="3 4"),
        *(shape for i, row in enumerate(rows) for shape in _row(row, frame, frame.middle(i))),
        *_scale(walk, frame, height),
        *names_and_figures([row.name for row in rows], figures, frame),
    ]
    return titled(walk.question.title, _legend(walk), shapes, width=width, height=height + SCALE)


def _legend(walk: Walk) -> list[str]:
    drawn = ["○ as counted", "● as believed, with its 95% interval"]
    if walk.difference is not None:
        drawn = ["○ as counted", "● adjusted, with its 95% interval"]
    typical = f"dashed: {'all together' if walk.difference else 'the typical unit'} "
    return ["  ".join(drawn), typical + walk.question.figure(walk.typical)]


def _scale(walk: Walk, frame: Frame, height: float) -> Iterator[str]:
    """Where the lines begin and end: seldom at nothing, so that small differences look large."""
    seen = walk.question.possible(Interval(*frame.values))
    yield line(frame.x(seen.low), height, frame.x(seen.high), height, stroke=ink.FAINT)
    for anchor, value in (("start", seen.low), ("end", seen.high)):
        figure = walk.question.figure(value)
        yield words(frame.x(value), height + 12, figure, anchor=anchor, size=SMALLER, fill=ink.SLATE)


def _row(row: Row, frame: Frame, y: float) -> Iterator[str]:
    if row.office is None:
        yield from _hatch(frame, y)
        yield words(frame.left + 8 * HATCHES + 10, y, row.why, rim=True)
        return
    raw, shrunk = frame.x(row.office.raw), frame.x(row.office.shrunk)
    around = row.office.interval
    yield line(frame.x(around.low), y, frame.x(around.high), y, stroke=TEAL, width=3)
    yield line(raw, y, shrunk, y, stroke=ink.SLATE, dash="2 2")
    yield circle(raw, y, 4.3, fill=ink.PAPER, stroke=ink.SLATE, width=1.6)
    yield circle(shrunk, y, 4.6, fill=TEAL, stroke=ink.PAPER, width=1)


def _hatch(frame: Frame, y: float) -> Iterator[str]:
    """Diagonal strokes before the words: nobody judged this."""
    for stroke in range(HATCHES):
        x = frame.left + 8 * stroke
        yield line(x, y + 6, x + 10, y - 6, stroke="#94A3B8", width=1.4)
