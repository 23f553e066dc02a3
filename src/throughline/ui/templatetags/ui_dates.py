"""Filters for days and times; see `throughline.ui.dates` for what each prints."""

from datetime import date, datetime, timedelta

from django import template

from throughline.ui import dates

register = template.Library()


@register.filter
def day(moment: date | datetime | None) -> str:
    """{{ promise.due|day }} → Friday 4 December."""
    return dates.day_in_words(moment) if moment else ""


@register.filter
def day_and_time(moment: datetime | None) -> str:
    """{{ message.at|day_and_time }} → Friday 4 December at 2:05pm."""
    return dates.moment_in_words(moment) if moment else ""


@register.filter
def time_of_day(moment: datetime | None) -> str:
    """{{ message.at|time_of_day }} → 2:05pm."""
    return dates.time_in_words(moment) if moment else ""


@register.filter
def from_today(moment: date | datetime | None) -> str:
    """{{ promise.due|from_today }} → in 3 days."""
    return dates.days_from_today(moment) if moment else ""


@register.filter
def working_days(count: int | None) -> str:
    """{{ working_days_left|working_days }} → in 3 working days."""
    return "" if count is None else dates.working_days_in_words(count)


@register.filter
def length_of_time(stretch: timedelta | None) -> str:
    """{{ waited|length_of_time }} → 3 weeks."""
    return "" if stretch is None else dates.length_in_words(stretch)
