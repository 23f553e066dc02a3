"""Working-day arithmetic: promises are counted in days on which somebody can keep them."""

from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import holidays

from throughline.blueprint.organisation import Calendar

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@cache
def _public_holidays(country: str, subdivision: str | None, year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays(country, subdiv=subdivision, years=year))


def local_date(at: datetime, calendar: Calendar) -> date:
    """The date on the organisation's wall calendar."""
    return at.astimezone(ZoneInfo(calendar.zone)).date()


def is_working_day(day: date, calendar: Calendar) -> bool:
    if _WEEKDAYS[day.weekday()] not in calendar.works_on:
        return False
    return day not in _public_holidays(calendar.country, calendar.subdivision, day.year)


def add_working_days(day: date, count: int, calendar: Calendar) -> date:
    """The `count`-th working day after `day`; `day` itself never counts. Zero gives `day` back."""
    while count > 0:
        day += timedelta(days=1)
        count -= is_working_day(day, calendar)
    return day


def working_days_between(start: date, end: date, calendar: Calendar) -> int:
    """How many working days lie after `start`, up to and including `end`; 0 when `end` is not later."""
    days = (end - start).days
    return sum(is_working_day(start + timedelta(days=n), calendar) for n in range(1, days + 1))


def closing_time(day: date, calendar: Calendar) -> datetime:
    """When the offices close on that day: the moment at which a promise for it is late. UTC."""
    return datetime.combine(day, calendar.closes, ZoneInfo(calendar.zone)).astimezone(UTC)


def due_within(at: datetime, within: str, calendar: Calendar) -> datetime:
    """When something promised at `at` is due. `within` is '5 working days', '10 days' or '2 weeks'.

    Calendar days that end on a day off end on the next working day: nobody is told a Sunday.
    Nothing is ever promised for a moment that has passed.
    """
    number, unit = within.split(" ", 1)
    start = local_date(at, calendar)
    if unit.startswith("working") and int(number) > 0:
        due = closing_time(add_working_days(start, int(number), calendar), calendar)
    else:
        last_before = start + timedelta(days=int(number) * (7 if unit.startswith("week") else 1) - 1)
        due = closing_time(add_working_days(last_before, 1, calendar), calendar)
    return _not_gone(due, at, calendar)


def moved_by_pause(due: datetime, paused_at: datetime, resumed_at: datetime, calendar: Calendar) -> datetime:
    """The new date of a promise whose clock stood still: later by the working days it was not with us.

    An answer that comes in the evening or on a day off leaves no time of that day to work in, so the date
    is never one that has passed.
    """
    away = working_days_between(local_date(paused_at, calendar), local_date(resumed_at, calendar), calendar)
    later = due
    if away:
        later = closing_time(add_working_days(local_date(due, calendar), away, calendar), calendar)
    return _not_gone(later, resumed_at, calendar)


def _not_gone(due: datetime, at: datetime, calendar: Calendar) -> datetime:
    """The date, or the next working day's end when it is not ahead of `at`."""
    if due > at:
        return due
    return closing_time(add_working_days(local_date(at, calendar), 1, calendar), calendar)
