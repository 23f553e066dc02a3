"""Days and times in words: "Friday 4 December", "in 3 working days"."""

from datetime import date, datetime, timedelta

from django.utils import formats, timezone
from django.utils.translation import gettext, ngettext


def local_day(moment: date | datetime) -> date:
    """The calendar day a person would name, in the current time zone."""
    return timezone.localtime(moment).date() if isinstance(moment, datetime) else moment


def day_in_words(moment: date | datetime, *, today: date | None = None) -> str:
    """ "Friday 4 December"; with the year when it is not this year."""
    day = local_day(moment)
    this_year = (today or timezone.localdate()).year
    return formats.date_format(day, "l j F" if day.year == this_year else "l j F Y")


def time_in_words(moment: datetime) -> str:
    """ "2:05pm", without minutes on the hour, "noon" and "midnight" by name."""
    local = timezone.localtime(moment)
    if (local.hour, local.minute) == (12, 0):
        return gettext("noon")
    if (local.hour, local.minute) == (0, 0):
        return gettext("midnight")
    hour, half = local.hour % 12 or 12, "am" if local.hour < 12 else "pm"
    return f"{hour}{half}" if local.minute == 0 else f"{hour}:{local.minute:02d}{half}"


def moment_in_words(moment: datetime) -> str:
    """ "Friday 4 December at 2:05pm"."""
    return gettext("%(day)s at %(time)s") % {"day": day_in_words(moment), "time": time_in_words(moment)}


def days_from_today(moment: date | datetime, *, today: date | None = None) -> str:
    """ "today", "tomorrow", "in 3 days", "yesterday", "3 days ago"."""
    days = (local_day(moment) - (today or timezone.localdate())).days
    match days:
        case 0:
            return gettext("today")
        case 1:
            return gettext("tomorrow")
        case -1:
            return gettext("yesterday")
        case _ if days > 0:
            return ngettext("in %(n)d day", "in %(n)d days", days) % {"n": days}
        case _:
            return ngettext("%(n)d day ago", "%(n)d days ago", -days) % {"n": -days}


def working_days_in_words(days: int) -> str:
    """ "today", "in 3 working days", "2 working days late" for a count the calendar has worked out."""
    if days == 0:
        return gettext("today")
    if days > 0:
        return ngettext("in %(n)d working day", "in %(n)d working days", days) % {"n": days}
    return ngettext("%(n)d working day late", "%(n)d working days late", -days) % {"n": -days}


def length_in_words(length: timedelta) -> str:
    """A stretch of time as long as it felt: "3 weeks", "5 days", "4 hours", "a few minutes"."""
    if length < timedelta(0):
        return gettext("no time")
    if length >= timedelta(days=60):
        n = round(length / timedelta(days=30.4375))
        return ngettext("%(n)d month", "%(n)d months", n) % {"n": n}
    if length >= timedelta(days=21):
        n = round(length / timedelta(days=7))
        return ngettext("%(n)d week", "%(n)d weeks", n) % {"n": n}
    if length >= timedelta(hours=36):
        n = round(length / timedelta(days=1))
        return ngettext("%(n)d day", "%(n)d days", n) % {"n": n}
    if length >= timedelta(hours=1):
        n = round(length / timedelta(hours=1))
        return ngettext("%(n)d hour", "%(n)d hours", n) % {"n": n}
    return gettext("a few minutes")
