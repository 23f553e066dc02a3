"""Moments within working hours: counted fast, because a simulation asks for them all the time."""

from bisect import bisect_right
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from throughline.blueprint.organisation import Calendar
from throughline.journey.working_days import is_working_day


class WorkingTime:
    """The working days of a span, each with the moment at which the offices open."""

    def __init__(self, calendar: Calendar, since: date, until: date) -> None:
        zone = ZoneInfo(calendar.zone)
        days = (since + timedelta(days=n) for n in range((until - since).days + 1))
        self.days = [day for day in days if is_working_day(day, calendar)]
        self.opens = [datetime.combine(day, calendar.opens, zone).astimezone(UTC) for day in self.days]
        hours = datetime.combine(since, calendar.closes) - datetime.combine(since, calendar.opens)
        self.length = hours.total_seconds()

    def after(self, at: datetime, working_days: float) -> datetime:
        """The moment so many working days after `at`; beyond the span, its last moment."""
        index = max(bisect_right(self.opens, at) - 1, 0)
        today = min(max((at - self.opens[index]).total_seconds() / self.length, 0.0), 1.0)
        place = index + today + working_days
        return self.moment(int(place), place - int(place))

    def moment(self, index: int, part: float) -> datetime:
        """A moment within the working day of this number."""
        index = min(max(index, 0), len(self.opens) - 1)
        return self.opens[index] + timedelta(seconds=round(part * self.length))

    def before(self, at: datetime, working_days: int, part: float) -> datetime:
        """A moment on the day so many working days before the one that `at` lies in or after."""
        return self.moment(bisect_right(self.opens, at) - 1 - working_days, part)
