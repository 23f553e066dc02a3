"""What pictures of the hallway share: lines below each other, a name and a figure for each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from throughline.eventlog import thread_ink as ink
from throughline.insight.report.drawn import NARROW
from throughline.insight.report.shapes import LEADING, SIZE, lines_of, name, words


@dataclass(frozen=True, kw_only=True, slots=True)
class Heights:
    """Of a line with its name above it, for a phone, and beside it; `top` is the room for that name."""

    above: float
    beside: float
    top: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Frame:
    """Pixels: what is drawn lies between `left` and `right`; figures stand after it.

    Names have `room` before it, or above each line.
    """

    width: float
    left: float
    right: float
    step: float
    top: float
    above: bool
    room: float
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
    spare = (max(ends) - min(ends)) * 0.03 or 1.0
    longest = max(len(name) for name in names) * SIZE * ink.GLYPH + 16
    left = 8.0 if above else min(longest, widest)
    room = width - 12.0 if above else left - 12
    more = LEADING * (max(len(lines_of(name, room)) for name in names) - 1)
    return Frame(
        width=width - 4,
        left=left,
        right=width - 4 - max(len(said) for said in figures) * SIZE * 0.6 - 14,
        step=heights.above + more if above else max(heights.beside, LEADING + more + 4),
        top=heights.top + more if above else max(heights.beside, LEADING + more + 4) / 2,
        above=above,
        room=room,
        values=(min(ends) - spare, max(ends) + spare),
    )


def names_and_figures(names: Sequence[str], figures: Sequence[str | None], frame: Frame) -> Iterator[str]:
    """Every name whole, on its rim, and every figure at the end of its line."""
    drop = 20 if frame.above else 0
    for row, (said, figure) in enumerate(zip(names, figures, strict=True)):
        y = frame.middle(row)
        lines = 1 if frame.above else len(lines_of(said, frame.room))
        yield from name(0, y - drop + LEADING * (lines - 1) / 2, said, frame.room)
        if figure is not None:
            yield words(frame.width - 2, y, figure, anchor="end", bold=True)
