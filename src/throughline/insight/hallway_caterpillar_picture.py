"""Units one below the other: as counted (a ring), as believed (a dot) with its interval; some not judged."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from throughline.eventlog import thread_ink as ink
from throughline.insight.counted import counted
from throughline.insight.hallway_lines import (
    Frame,
    Heights,
    Mark,
    frame_around,
    names_and_figures,
    scales,
    title,
    words,
)
from throughline.insight.hallway_telling import told_of
from throughline.insight.hallway_walked import Office, Walk
from throughline.insight.intervals import Interval
from throughline.insight.report.drawn import Drawn, both, table

if TYPE_CHECKING:
    import altair as alt

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
    return both(lambda width: _chart(walk, width), said)


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
            yield Row(name=unit.unit, office=None, why=f"{counted(unit.n, 'journey')}: too few to judge")
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


def _chart(walk: Walk, width: int) -> "alt.TopLevelMixin":
    import altair as alt  # noqa: PLC0415 - only when a report is written

    rows = rows_of(walk)
    frame = frame_of(walk, rows, width)
    height = frame.step * len(rows) + 4
    x, y = scales(frame, height + SCALE)
    strokes = alt.Chart(table(list(_strokes(rows, frame)))).encode(x, y, x2=alt.X2("x2:Q"), y2=alt.Y2("y2:Q"))
    dots = alt.Chart(table(list(_dots(rows, frame))))
    typical = frame.x(walk.typical)
    whole = alt.Chart(table([{"x": typical, "y": 0.0, "y2": height}]))
    figures = [walk.question.figure(row.office.shrunk) if row.office else None for row in rows]
    layers = [
        whole.mark_rule(color=ink.SLATE, strokeDash=[3, 4], strokeWidth=1.2).encode(x, y, y2=alt.Y2("y2:Q")),
        strokes.transform_filter("datum.kind == 'hatch'").mark_rule(color="#94A3B8", strokeWidth=1.4),
        strokes.transform_filter("datum.kind == 'interval'").mark_rule(color=TEAL, strokeWidth=3),
        strokes.transform_filter("datum.kind == 'drawn'").mark_rule(
            color=ink.SLATE, strokeWidth=1, strokeDash=[2, 2]
        ),
        dots.transform_filter("datum.kind == 'counted'")
        .mark_point(shape="circle", size=74, fill=ink.PAPER, stroke=ink.SLATE, strokeWidth=1.6, opacity=1)
        .encode(x, y),
        dots.transform_filter("datum.kind == 'believed'")
        .mark_point(shape="circle", size=84, fill=TEAL, stroke=ink.PAPER, strokeWidth=1, opacity=1)
        .encode(x, y),
        *_scale(walk, frame, height, x, y),
        *names_and_figures([row.name for row in rows], figures, frame, x, y),
        *words(list(_reasons(rows, frame)), x, y),
    ]
    return alt.layer(*layers, width=frame.width, height=height + SCALE, title=_title(walk))


def _title(walk: Walk) -> "alt.TitleParams":
    drawn = ["○ as counted", "● as believed, with its 95% interval"]
    if walk.difference is not None:
        drawn = ["○ as counted", "● adjusted, with its 95% interval"]
    typical = f"dashed: {'all together' if walk.difference else 'the typical unit'} "
    below = ["  ".join(drawn), typical + walk.question.figure(walk.typical)]
    return title(walk.question.title, below)


def _scale(walk: Walk, frame: Frame, height: float, x: "alt.X", y: "alt.Y") -> Iterator["alt.Chart"]:
    """Where the lines begin and end: seldom at nothing, so that small differences look large."""
    import altair as alt  # noqa: PLC0415 - only when a report is written

    seen = walk.question.possible(Interval(*frame.values))
    ends = [(frame.x(seen.low), "left", seen.low), (frame.x(seen.high), "right", seen.high)]
    line = alt.Chart(table([{"x": ends[0][0], "x2": ends[1][0], "y": height}]))
    yield line.mark_rule(color=ink.FAINT, strokeWidth=1).encode(x, y, x2=alt.X2("x2:Q"))
    for place, align, value in ends:
        mark: Mark = {"said": walk.question.figure(value), "x": place, "y": height + 12}
        yield from words([mark], x, y, align=align, rim=False, color=ink.SLATE, fontSize=12)


def _strokes(rows: Sequence[Row], frame: Frame) -> Iterator[Mark]:
    for i, row in enumerate(rows):
        y = frame.middle(i)
        if row.office is None:
            yield from _hatch(frame, y)
            continue
        low, high, raw, shrunk = (
            frame.x(end)
            for end in (
                row.office.interval.low,
                row.office.interval.high,
                row.office.raw,
                row.office.shrunk,
            )
        )
        yield {"kind": "interval", "x": low, "x2": high, "y": y, "y2": y}
        yield {"kind": "drawn", "x": raw, "x2": shrunk, "y": y, "y2": y}


def _hatch(frame: Frame, y: float) -> Iterator[Mark]:
    """Diagonal strokes before the words: nobody judged this."""
    for stroke in range(HATCHES):
        x = frame.left + 8 * stroke
        yield {"kind": "hatch", "x": x, "x2": x + 10, "y": y + 6, "y2": y - 6}


def _dots(rows: Sequence[Row], frame: Frame) -> Iterator[Mark]:
    for i, row in enumerate(rows):
        if row.office is not None:
            y = frame.middle(i)
            yield {"kind": "counted", "x": frame.x(row.office.raw), "y": y}
            yield {"kind": "believed", "x": frame.x(row.office.shrunk), "y": y}


def _reasons(rows: Sequence[Row], frame: Frame) -> Iterator[Mark]:
    """Why a unit is not judged, after its hatching."""
    for i, row in enumerate(rows):
        if row.office is None:
            yield {"said": row.why, "x": frame.left + 8 * HATCHES + 10, "y": frame.middle(i)}
