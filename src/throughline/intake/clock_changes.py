"""Where clocks are put forward and back: local times that never were, and those that were twice."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

FIRST, LAST = 0, 2_208_988_800
"""Changes are looked for from 1970 to 2040; what comes later follows the same rules."""
STEP = 10 * 24 * 3600
"""No zone changes its clocks and changes them back within so many seconds."""


@dataclass(frozen=True)
class Change:
    """The clocks of a zone are put forward or, by less than nothing, back. In seconds since 1970."""

    at: int
    by: int


@lru_cache(maxsize=16)
def changes(zone: str) -> tuple[Change, ...]:
    """All changes of the clocks in a zone."""
    return tuple(_changes(ZoneInfo(zone)))


def _changes(zone: ZoneInfo) -> Iterator[Change]:
    before, old = FIRST, _offset(FIRST, zone)
    for after in range(FIRST + STEP, LAST, STEP):
        new = _offset(after, zone)
        if new != old:
            yield Change(_between(before, after, zone), new - old)
        before, old = after, new


def _between(before: int, after: int, zone: ZoneInfo) -> int:
    """The first second after a change, by halving."""
    old = _offset(before, zone)
    while after - before > 1:
        middle = (before + after) // 2
        before, after = (middle, after) if _offset(middle, zone) == old else (before, middle)
    return after


def _offset(at: int, zone: ZoneInfo) -> int:
    return int((datetime.fromtimestamp(at, zone).utcoffset() or timedelta()).total_seconds())


def put_back(zone: str) -> list[int]:
    """By how many seconds the clocks are put back, each number once: so long everything happens twice."""
    return sorted({-change.by for change in changes(zone) if change.by < 0})


def is_near(moment: str, zone: str) -> str:
    """SQL that every row is quickly asked: whether a UTC timestamp may lie beside a change of the clocks."""
    hours = sorted({24 * at.month + at.hour for change in changes(zone) for at in _hours(change)})
    if not hours:
        return "false"
    return f"24 * month({moment}) + hour({moment}) IN ({', '.join(map(str, hours))})"


def _hours(change: Change) -> Iterator[datetime]:
    """Every hour in which a time lies that was skipped or, read as the first of two, repeated."""
    first, last = sorted((change.at, change.at + change.by))
    for at in (*range(first, last, 3600), last - 1):
        yield datetime.fromtimestamp(at, UTC)
