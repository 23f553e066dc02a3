"""What one source brings to the record."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from throughline.intake.problems import Problem, rows_left_out
from throughline.intake.source import Source


@dataclass(frozen=True)
class Part:
    """A source whose rows were written into its table `typed`."""

    source: Source
    columns: dict[str, str]
    """Our columns, as SQL over `typed`."""
    rows: int
    problems: Sequence[Problem]
    first: int = 0
    """How many rows the parts before it have: its rows' places in the log follow on theirs."""
    rejected: int = 0
    """Rows of the source that are no rows of its table at all."""

    @property
    def left_out(self) -> int:
        """Rows of the source that are not in the record."""
        return rows_left_out(self.problems)

    usable: ClassVar[str] = 'journey IS NOT NULL AND "at" IS NOT NULL'
    """Which rows of `typed` are events."""
