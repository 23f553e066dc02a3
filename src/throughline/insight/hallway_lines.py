"""What pictures of the hallway share: lines below each other, a name and a figure for each, and a title."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any  # a chart's look is open-ended

from throughline.eventlog import thread_ink as ink
from throughline.insight.report.drawn import NARROW, table

if TYPE_CHECKING:
    import altair as alt

FONT = 13
RIM = 4
"""Names stand on a rim of paper, so that what lies behind does not disturb them."""

Mark = dict[str, object]


@dataclass(frozen=True, kw_only=True, slots=True)
class Heights:
    """Of a line with its name above it, for a phone, and beside it; `top` is the room for that name."""

    above: float
    beside: float
    top: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Frame:
    """Pixels: what is drawn lies between `left` and `right`; figures stand after it."""

    width: float
    left: float
    right: float
    step: float
    top: float
    above: bool
    values: tuple[float, float]

    def x(self, value: float) -> float:
        """Pixels from the left."""
        low, high = self.values
        return self.left + (value - low) / (high - low) * (self.right - self.left)

    def middle(self, row: int) -> float:
        """Pixels from the top to the middle of a line."""
        return self.step * row + self.top


def frame_around(
    ends: Sequence[float],
    names: Sequence[str],
    figures: Sequence[str],
    width: int,
    *,
    heights: Heights,
    widest: float,
) -> Frame:
    """Wide enough for all `ends`, with room for names, no wider than `widest`, and for figures."""
    above = width <= NARROW
    room = (max(ends) - min(ends)) * 0.03 or 1.0
    longest = max(len(name) for name in names) * FONT * ink.GLYPH + 16
    return Frame(
        width=width - 4,
        left=8.0 if above else min(longest, widest),
        right=width - 4 - max(len(said) for said in figures) * FONT * 0.6 - 14,
        step=heights.above if above else heights.beside,
        top=heights.top if above else heights.beside / 2,
        above=above,
        values=(min(ends) - room, max(ends) + room),
    )


def scales(frame: Frame, height: float) -> tuple["alt.X", "alt.Y"]:
    """Pixels as they are, without axes."""
    import altair as alt  # noqa: PLC0415 - only when a report is written

    return (
        alt.X("x:Q", scale=alt.Scale(domain=[0, frame.width], range=[0, frame.width]), axis=None),
        alt.Y("y:Q", scale=alt.Scale(domain=[0, height], range=[0, height]), axis=None),
    )


def names_and_figures(
    names: Sequence[str], figures: Sequence[str | None], frame: Frame, across: "alt.X", up: "alt.Y"
) -> Iterator["alt.Chart"]:
    """Every name on its rim, and every figure at the end of its line."""
    room = frame.width - 8 if frame.above else frame.left - 12
    drop = 20 if frame.above else 0
    lines = list(zip(names, figures, map(frame.middle, range(len(names))), strict=True))
    yield from words(
        [{"said": ink.shorten(name, room, FONT), "x": 0.0, "y": y - drop} for name, _, y in lines], across, up
    )
    yield from words(
        [{"said": said, "x": frame.width - 2, "y": y} for _, said, y in lines if said is not None],
        across,
        up,
        align="right",
        rim=False,
        fontWeight=600,
    )


def words(
    marks: Sequence[Mark], across: "alt.X", up: "alt.Y", *, rim: bool = True, **look: Any
) -> Iterator["alt.Chart"]:
    """Words at their places; on a rim, they are drawn twice."""
    import altair as alt  # noqa: PLC0415 - only when a report is written

    chart = alt.Chart(table(marks))
    looks: list[dict[str, Any]] = [{"stroke": ink.PAPER, "strokeWidth": RIM}] if rim else []
    for each in [*looks, {}]:
        mark = chart.mark_text(**{"align": "left", "baseline": "middle", "fontSize": FONT, **look, **each})
        drawn: alt.Chart = mark.encode(across, up, text=alt.Text("said:N"))
        yield drawn


def title(said: str, below: Sequence[str], *, offset: int = 8) -> "alt.TitleParams":
    """What is drawn, and below it how to read it."""
    import altair as alt  # noqa: PLC0415 - only when a report is written

    return alt.TitleParams(
        ink.shorten(said, NARROW, FONT),
        subtitle=list(below),
        anchor="start",
        frame="bounds",
        fontSize=FONT,
        fontWeight=600,
        color=ink.INK,
        subtitleFontSize=12,
        subtitleColor=ink.SLATE,
        subtitleLineHeight=17,
        offset=offset,
    )
