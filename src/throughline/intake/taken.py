"""A column that was taken for one of ours, and what its first rows look like."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

ENOUGH = 20
"""With fewer rows than this, what stands in a column proves nothing."""


class Confidence(StrEnum):
    """How sure we are that a column is what we took it for."""

    SURE = "sure"
    LIKELY = "likely"
    GUESS = "a guess"


@dataclass(frozen=True)
class Taken:
    """A column that was taken, why, how sure we are, and which one came second."""

    ours: str
    source: str
    why: str
    confidence: Confidence = Confidence.SURE
    runner_up: str | None = None

    @property
    def sentence(self) -> str:
        """As one reads it: nothing is added where we are sure."""
        doubt = "" if self.confidence is Confidence.SURE else f"; {self.confidence}"
        other = f", or else {self.runner_up}" if self.runner_up and doubt else ""
        return f"column {self.source} ({self.why}{doubt}{other})"


@dataclass(frozen=True, kw_only=True)
class Sample:
    """What a column's first rows look like: how many stand there, how many differ, how many read as times."""

    filled: int
    different: int
    times: int
    words: frozenset[str] = frozenset()
    """All the words in it, in small letters, where they are few."""
    numbers: int = 0
    """How many read as plain numbers."""
    serials: int = 0
    """How many could be days as a spreadsheet counts them, which most columns of such numbers are not."""
    machines: int = 0
    """How many of the different words name machines."""

    @property
    def repeats(self) -> bool:
        """Whether values come again, as those of a case, a step or a department do; true of a few rows."""
        return self.filled < ENOUGH or self.different < 0.95 * self.filled


Look = Callable[[str], Sample]
"""What a column looks like in the first rows."""
