"""One measure at one unit over time: what detectors watch and checks compare."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from throughline.insight.intervals import Numbers
from throughline.insight.rung import Rung
from throughline.refused import Refused


class NotASeries(Refused):
    """The parts do not fit together."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Window:
    """A stretch of whole periods: from the day the first begins to the day the last one begins."""

    first: date
    last: date
    periods: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Series:
    """Values by period, oldest first. `None` is a period nobody was measured in; it is never zero.

    `starts` are the first days of consecutive periods of one kind (weeks or months), all of them over;
    `counts` how many journeys each value rests on. `unit` is None for the whole service.
    """

    rung: Rung
    service: str
    unit: str | None
    starts: tuple[date, ...]
    values: tuple[float | None, ...]
    counts: tuple[int, ...]

    def __post_init__(self) -> None:
        if not len(self.starts) == len(self.values) == len(self.counts):
            raise NotASeries(f"“{self.rung.measure}” needs one value and one count for every period.")
        if list(self.starts) != sorted(set(self.starts)):
            raise NotASeries(f"The periods of “{self.rung.measure}” must be in order, each of them once.")

    def known(self, among: range) -> tuple[int, ...]:
        """The periods of `among` that have a value."""
        return tuple(i for i in among if self.values[i] is not None)

    def at(self, periods: Sequence[int]) -> Numbers:
        """Values of periods that are known."""
        return np.array([self.values[i] for i in periods], dtype=np.float64)

    def window(self, among: range) -> Window:
        return Window(first=self.starts[among[0]], last=self.starts[among[-1]], periods=len(among))

    def before(self, day: date) -> range:
        """The periods that were over when `day` came; the one it falls into is cut by it and left out."""
        return range(max(0, sum(start <= day for start in self.starts) - 1))

    def since(self, day: date) -> range:
        """The periods that lie wholly after `day`."""
        return range(sum(start < day for start in self.starts), len(self.starts))
