"""The thread: one journey as a line through time. Values only; `thread_svg` and `thread_tall` draw them.

Above the line is what the person met, below it who worked, and length is time. The status page, the
guide's glance, the ride report and the logo are all the same thread at different scales.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cached_property
from itertools import pairwise

LONG_SILENCE = timedelta(days=5)
"""From this length on, hearing nothing is drawn: the line goes dotted."""


class Whose(StrEnum):
    """Whose turn it is."""

    US = "us"
    YOU = "you"
    SOMEONE = "someone"


class Mark(StrEnum):
    """What became of a promise."""

    OPEN = "open"
    KEPT = "kept"
    BROKEN = "broken"


class Meeting(StrEnum):
    """Which way something between us and the person went."""

    TO = "to"
    FROM = "from"


@dataclass(frozen=True, kw_only=True)
class Encounter:
    """Something the person met or did, drawn above the line. `mark` if it settled a promise."""

    at: datetime
    label: str
    kind: Meeting = Meeting.TO
    mark: Mark | None = None
    who: str | None = None


@dataclass(frozen=True, kw_only=True)
class Work:
    """A piece of work behind the line. Without `start` we only know when it was finished.

    `again` says that this work had been done before in this journey: the thread makes a loop there.
    """

    end: datetime
    label: str
    start: datetime | None = None
    who: str | None = None
    function: str | None = None
    again: bool = False


@dataclass(frozen=True, kw_only=True)
class Turn:
    """A stretch of time in which it was somebody's turn."""

    start: datetime
    end: datetime
    whose: Whose


@dataclass(frozen=True, kw_only=True)
class Promised:
    """What we said we would do, and by when."""

    due: datetime
    label: str
    mark: Mark = Mark.OPEN


@dataclass(frozen=True, kw_only=True)
class Ahead:
    """A step that is still to come: known in order, not in time."""

    label: str
    whose: Whose = Whose.US


@dataclass(frozen=True, kw_only=True)
class Silence:
    """A stretch in which the person heard nothing from us."""

    start: datetime
    end: datetime

    @property
    def days(self) -> float:
        """Its length in calendar days, the person's days."""
        return (self.end - self.start) / timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Thread:
    """One journey, ready to be drawn. `until` is its end, or the present while it is open.

    `encounters` is None where a log does not say what the person met; that is drawn hatched, not empty.
    """

    start: datetime
    until: datetime
    open: bool = False
    encounters: tuple[Encounter, ...] | None = ()
    work: tuple[Work, ...] = ()
    turns: tuple[Turn, ...] = ()
    promises: tuple[Promised, ...] = ()
    ahead: tuple[Ahead, ...] = ()

    @property
    def length(self) -> timedelta:
        """How long the journey has taken so far."""
        return self.until - self.start

    @property
    def silences(self) -> tuple[Silence, ...]:
        """The stretches longer than `LONG_SILENCE` between one word from us and the next."""
        if self.encounters is None:
            return ()
        words = sorted(e.at for e in self.encounters if e.kind is Meeting.TO and e.at <= self.until)
        gaps = pairwise([self.start, *words, self.until])
        return tuple(Silence(start=a, end=b) for a, b in gaps if b - a > LONG_SILENCE)

    @cached_property
    def functions(self) -> tuple[str | None, ...]:
        """The departments that worked, in the order in which they first appear."""
        return tuple(dict.fromkeys(work.function for work in self.in_order))

    @property
    def in_order(self) -> tuple[Work, ...]:
        """The work by the time it was done; equal times keep their order."""
        return tuple(sorted(self.work, key=lambda work: work.end))


def with_loops(work: Iterable[Work]) -> tuple[Work, ...]:
    """The same work, each piece marked `again` when one of that name was done before."""
    seen: set[str] = set()
    marked = []
    for piece in work:
        again = piece.again or piece.label in seen
        seen.add(piece.label)
        marked.append(
            Work(
                end=piece.end,
                label=piece.label,
                start=piece.start,
                who=piece.who,
                function=piece.function,
                again=again,
            )
        )
    return tuple(marked)
