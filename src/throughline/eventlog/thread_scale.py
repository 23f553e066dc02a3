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


def levels(places: Sequence[tuple[float, float]], most: int) -> list[int | None]:
    """A level for each label, 0 nearest the line; None where there is no room and only the dot stays.

    A place is (x, width); its text stands to the right of x. A label stands higher than every label that
    begins under it, so that no stem crosses a text: hence from right to left.
    """
    found: list[int | None] = [None] * len(places)
    for i in sorted(range(len(places)), key=lambda i: -places[i][0]):
        x, width = places[i]
        under = [
            level for j, level in enumerate(found) if level is not None and x <= places[j][0] < x + width + 10
        ]
        level = max(under, default=-1) + 1
        found[i] = level if level < most else None
    return found


def spread(wanted: Sequence[float], gap: float) -> list[float]:
    """The same places in order, pushed apart until neighbours are `gap` from each other."""
    placed: list[float] = []
    for place in wanted:
        placed.append(max(place, placed[-1] + gap) if placed else place)
    return placed
