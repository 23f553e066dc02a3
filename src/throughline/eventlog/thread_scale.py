"""Where things go on a thread: time to length, ticks on the axis, labels that do not collide."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from throughline.eventlog.thread import Thread

DAY = timedelta(days=1)
MINUTES = (1, 5, 10, 30, 60, 120, 360, 720)
DAYS = (1, 2, 5, 7, 14, 28, 56, 91, 182, 365, 730, 1825)
STEPS = (*(timedelta(minutes=m) for m in MINUTES), *(timedelta(days=d) for d in DAYS))
"""Distances between ticks that people can read."""


@dataclass(frozen=True)
class Scale:
    """Time as length: `begin` lies at `low`, `begin + span` at `high`."""

    begin: datetime
    span: timedelta
    low: float
    high: float

    def __call__(self, at: datetime) -> float:
        """The place of a moment, never outside the drawing."""
        share = (at - self.begin) / self.span
        return self.low + min(max(share, 0.0), 1.0) * (self.high - self.low)

    def ticks(self, most: int = 7) -> Iterator[timedelta]:
        """Round distances from the start, few enough to read."""
        step = next((step for step in STEPS if self.span / step <= most), STEPS[-1])
        return (step * i for i in range(int(self.span / step) + 1))


def scale_of(thread: Thread, low: float, high: float, span: timedelta | None = None) -> Scale:
    """A scale that shows the whole journey and its promises, or a given span to compare two journeys."""
    last = max([thread.until, *(promise.due for promise in thread.promises)])
    return Scale(thread.start, max(span or (last - thread.start), timedelta(minutes=1)), low, high)


Place = tuple[float, float]
"""Where a label's stem stands, and how wide its text is: to the left of the stem when it is negative."""


def levels(places: Sequence[Place], most: int) -> list[int | None]:
    """A level for each label, 0 nearest the line; None where there is no room and only the dot stays.

    A label stands higher than every label whose stem is under its text, so that no stem crosses a text:
    hence from right to left. Those at the right edge, whose text turns back, go first, and the other way.
    """
    found: list[int | None] = [None] * len(places)
    turned = sorted((i for i in range(len(places)) if places[i][1] < 0), key=lambda i: places[i][0])
    usual = sorted((i for i in range(len(places)) if places[i][1] >= 0), key=lambda i: -places[i][0])
    for i in (*turned, *usual):
        placed = [(place, level) for place, level in zip(places, found, strict=True) if level is not None]
        found[i] = _lowest(places[i], placed, most)
    return found


def _lowest(place: Place, placed: Sequence[tuple[Place, int]], most: int) -> int | None:
    """The lowest free level: above the stems under it, below the texts that its own stem would cross."""
    low, high = _reach(place)
    under = max((level for (x, _), level in placed if low <= x <= high), default=-1)
    over = min(
        (level for other, level in placed if _reach(other)[0] < place[0] < _reach(other)[1]), default=most
    )
    taken = {level for other, level in placed if _reach(other)[0] < high and low < _reach(other)[1]}
    return next((level for level in range(under + 1, over) if level not in taken), None)


def _reach(place: Place) -> tuple[float, float]:
    """From where to where a text reaches, with a little air."""
    x, width = place
    return (x, x + width + 10) if width >= 0 else (x + width - 10, x)


def spread(wanted: Sequence[float], gap: float) -> list[float]:
    """The same places in order, pushed apart until neighbours are `gap` from each other."""
    placed: list[float] = []
    for place in wanted:
        placed.append(max(place, placed[-1] + gap) if placed else place)
    return placed
