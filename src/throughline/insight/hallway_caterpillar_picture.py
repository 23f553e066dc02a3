"""Units one below the other: as counted (a ring), as believed (a dot) with its interval; some not judged."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from throughline.eventlog import thread_ink as ink
from throughline.insight.hallway_telling import told_of
from throughline.insight.hallway_walked import Office, Walk
from throughline.insight.report.drawn import NARROW, Drawn, both, table

if TYPE_CHECKING:
    import altair as alt

TEAL = "#0F766E"
FONT = 13
MOST_SMALL = 3
HATCHES = 5
RIM = 4
"""Names stand on a rim of paper, so that what lies behind does not disturb them."""
ABOVE, BESIDE = 42, 26
"""Height of a row with its name above the line, for a phone, and beside it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One line of the picture; without an office it is hatched and says why."""

    name: str
    office: Office | None
    why: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Frame:
    """Pixels: the line of units begins at `left` and ends at `right`; figures stand after it."""

    width: float
    left: float
    right: float
    step: float
    above: bool
    values: tuple[float, float]

    def x(self, value: float) -> float:
        """Pixels from the left."""
        low, high = self.values
        return self.left + (value - low) / (high - low) * (self.right - self.left)

    def middle(self, row: int) -> float:
        """Pixels from the top to the line of a row."""
        return self.step * row + (30 if self.above else self.step / 2)


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
            journeys = "journey" if unit.n == 1 else "journeys"
            yield Row(name=unit.unit, office=None, why=f"{unit.n} {journeys}: too few to judge")
    else:
        n = sum(unit.n for unit in walk.small)
        yield Row(
            name=f"{len(walk.small)} more units", office=None, why=f"{n} journeys: too few each to judge"
        )


def frame_of(walk: Walk, rows: Sequence[Row], width: int) -> Frame:
    """From the lowest to the highest that is drawn; names stand above the line on a phone."""
    above = width <= NARROW
    longest = max(len(row.name) for row in rows) * FONT * ink.GLYPH + 16
    left = 8.0 if above else min(longest, 210.0)
    ends = [
        end for unit in walk.units for end in (unit.interval.low, unit.interval.high, unit.raw, unit.shrunk)
    ]
    room = (max(ends) - min(ends)) * 0.03 or 1.0
    figures = max(len(walk.question.figure(unit.shrunk)) for unit in walk.units) * FONT * 0.6 + 14
    return Frame(
        width=width - 4,
        left=left,
        right=width - 4 - figures,
        step=ABOVE if above else BESIDE,
        above=above,
        values=(min(ends) - room, max(ends) + room),
    )


def _chart(walk: Walk, width: int) -> "alt.TopLevelMixin":
    import altair as alt  # noqa: PLC0415 - only when a report is written

    rows = rows_of(walk)
    frame = frame_of(walk, rows, width)
    height = frame.step * len(rows) + 4
    x = alt.X("x:Q", scale=alt.Scale(domain=[0, frame.width], range=[0, frame.width]), axis=None)
    y = alt.Y("y:Q", scale=alt.Scale(domain=[0, height], range=[0, height]), axis=None)
    strokes = alt.Chart(table(list(_strokes(rows, frame)))).encode(x, y, x2="x2:Q", y2="y2:Q")
    names = alt.Chart(table(list(_names(rows, frame))))
    figures = alt.Chart(table(list(_figures(walk, rows, frame))))
    dots = alt.Chart(table(list(_dots(rows, frame))))
    typical = frame.x(walk.typical)
    whole = alt.Chart(table([{"x": typical, "y": 0.0, "y2": height}]))
    layers = [
        whole.mark_rule(color=ink.SLATE, strokeDash=[3, 4], strokeWidth=1.2).encode(x, y, y2="y2:Q"),
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
        names.mark_text(
            align="left", baseline="middle", fontSize=FONT, stroke=ink.PAPER, strokeWidth=RIM
        ).encode(x, y, text="said:N"),
        names.mark_text(align="left", baseline="middle", fontSize=FONT).encode(x, y, text="said:N"),
        figures.mark_text(align="right", baseline="middle", fontSize=FONT, fontWeight=600).encode(
            x, y, text="said:N"
        ),
    ]
    return alt.layer(*layers).properties(width=frame.width, height=height, title=_title(walk))


def _title(walk: Walk) -> "alt.TitleParams":
    import altair as alt  # noqa: PLC0415 - only when a report is written

    drawn = ["○ as counted", "● as believed, with its 95% interval"]
    if walk.difference is not None:
        drawn = ["○ as counted", "● adjusted, with its 95% interval"]
    typical = f"dashed: {'all together' if walk.difference else 'the typical unit'} "
    return alt.TitleParams(
        ink.shorten(walk.question.title, NARROW, FONT),
        subtitle=["  ".join(drawn), typical + walk.question.figure(walk.typical)],
        anchor="start",
        frame="bounds",
        fontSize=FONT,
        fontWeight=600,
        color=ink.INK,
        subtitleFontSize=12,
        subtitleColor=ink.SLATE,
        subtitleLineHeight=17,
        offset=8,
    )


Mark = dict[str, object]


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


def _names(rows: Sequence[Row], frame: Frame) -> Iterator[Mark]:
    room = frame.width - 8 if frame.above else frame.left - 12
    for i, row in enumerate(rows):
        y = frame.middle(i)
        yield {"said": ink.shorten(row.name, room, FONT), "x": 0.0, "y": y - 20 if frame.above else y}
        if row.office is None:
            yield {"said": row.why, "x": frame.left + 8 * HATCHES + 10, "y": y}


def _figures(walk: Walk, rows: Sequence[Row], frame: Frame) -> Iterator[Mark]:
    for i, row in enumerate(rows):
        if row.office is not None:
            said = walk.question.figure(row.office.shrunk)
            yield {"said": said, "x": frame.width - 2, "y": frame.middle(i)}
