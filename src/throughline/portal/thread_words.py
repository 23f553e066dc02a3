"""The words on the thread, as this door says them."""

from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.translation import gettext as _

from throughline.eventlog.thread_words import Words


def portal_words() -> Words:
    return Words(
        with_us=_("with us"),
        with_you=_("with you"),
        with_someone=_("with someone else"),
        now=_("now"),
        started=_("You started"),
        ended=_("The end"),
        silence=_("{days} days without a word"),
        quiet_line=_("nothing heard from us for more than five days"),
        again=_("again"),
        kept=_("promise kept"),
        broken=_("promise broken"),
        promised=_("promised by {date}"),
        unnamed=_("not named"),
        others=_("{count} others"),
        more=_("and {count} more"),
        day=_("day {day}"),
        you_did="{label}",
        picture=_("Your journey as a line through time: {days} days from {start} to {end}."),
        quiet=_("From {start} to {end}: {days} days without a word from us"),
        next=_("Next: {label} ({whose})"),
        months=tuple(str(MONTHS[number]) for number in range(1, 13)),
        weekdays=tuple(str(WEEKDAYS[number]) for number in range(7)),
    )
