"""Moments as whole microseconds, and how much office time lies before each: the same on every engine."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import ibis
from ibis.expr.types import IntegerValue, TimestampValue

from throughline.insight.measures.scene import DAY_US, HOUR_US

MONDAY = datetime(2000, 1, 3, tzinfo=UTC)
OPENS, HOURS, DAYS = 9 * HOUR_US, 8 * HOUR_US, 5
"""Office time: from nine to five, Monday to Friday. Holidays are not known, so they count."""


def since_monday(at: TimestampValue) -> IntegerValue:
    """Microseconds since a Monday."""
    return at.delta(ibis.literal(MONDAY).cast(at.type()), unit="microsecond")


def office_time(moment: IntegerValue, changes: list[tuple[int, int]]) -> IntegerValue:
    """Microseconds of office time from that Monday to a moment, by the clocks that `clock_changes` tells."""
    local = moment + _offset(moment, changes)
    day = local // DAY_US
    week = day // 7
    weekday = day - 7 * week
    today = ibis.greatest(ibis.least(local - day * DAY_US - OPENS, HOURS), 0)
    before = HOURS * (DAYS * week + ibis.least(weekday, DAYS))
    return before + ibis.ifelse(weekday < DAYS, today, 0)


def clock_changes(zone: str, first: datetime, last: datetime) -> list[tuple[int, int]]:
    """From which moment on clocks in a zone are how far from UTC, in microseconds, between two times."""
    if zone == "UTC":
        return []
    place = ZoneInfo(zone)
    days = [first + timedelta(days=n) for n in range((last - first).days + 2)]
    changed = [_moment_of_change(a, b, place) for a, b in pairwise(days) if _off(a, place) != _off(b, place)]
    return [
        ((at - MONDAY) // timedelta(microseconds=1), _off(at, place) // timedelta(microseconds=1))
        for at in (first, *changed)
    ]


def _moment_of_change(before: datetime, after: datetime, place: ZoneInfo) -> datetime:
    """The first second at which clocks show another time, found by halving the day."""
    while after - before > timedelta(seconds=1):
        middle = before + (after - before) // 2
        middle -= timedelta(microseconds=middle.microsecond)
        if middle <= before:
            break
        before, after = (middle, after) if _off(middle, place) == _off(before, place) else (before, middle)
    return after


def _off(at: datetime, place: ZoneInfo) -> timedelta:
    return at.astimezone(place).utcoffset() or timedelta()


def _offset(moment: IntegerValue, changes: list[tuple[int, int]]) -> IntegerValue:
    """What local clocks are ahead of UTC at a moment."""
    ahead: IntegerValue = ibis.literal(changes[0][1] if changes else 0, "int64")
    for at, offset in changes[1:]:
        ahead = ibis.ifelse(moment >= at, ibis.literal(offset, "int64"), ahead)
    return ahead
