"""Days that staff type, as the moment a promise for that day is late."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from throughline.blueprint import Organisation
from throughline.journey.working_days import closing_time, is_working_day
from throughline.refused import Refused


class NotADay(Refused):
    """What was typed is not a day on which we can keep a promise."""


def closing_of(typed: str, organisation: Organisation) -> datetime:
    """When the offices close on the day that was typed."""
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        raise NotADay(_("%(typed)s is not a date. Write it like 4 12 2026.") % {"typed": typed}) from None
    if not is_working_day(day, organisation.calendar):
        raise NotADay(_("We are closed on that day, so nobody could keep the promise. Choose a working day."))
    return closing_time(day, organisation.calendar)
