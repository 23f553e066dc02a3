"""How a step stands, as a mark with a word."""

from django.utils.translation import gettext as _

from throughline.journey.events import Turn
from throughline.queries.portal_tasks import Standing, TaskLine
from throughline.ui.marks import Mark

MARKS = {
    Standing.TO_DO: Mark.WITH_YOU,
    Standing.BEGUN: Mark.WITH_YOU,
    Standing.CAME_BACK: Mark.CAME_BACK,
    Standing.WITH_US: Mark.WITH_US,
    Standing.WITH_SOMEONE_ELSE: Mark.WITH_SOMEONE_ELSE,
    Standing.WAITS_FOR_YOU: Mark.NOT_YET,
    Standing.DONE: Mark.DONE,
    Standing.LEFT_OUT: Mark.NEUTRAL,
    Standing.LATER: Mark.NOT_YET,
    Standing.PERHAPS: Mark.NOT_YET,
}

TURN_MARKS = {
    Turn.WITH_US: Mark.WITH_US,
    Turn.WITH_YOU: Mark.WITH_YOU,
    Turn.WITH_SOMEONE_ELSE: Mark.WITH_SOMEONE_ELSE,
}


def mark_of(standing: Standing) -> Mark:
    return MARKS[standing]


def status_of(line: TaskLine) -> str:
    """The word on the mark, where the usual word would say too little."""
    return {
        Standing.WAITS_FOR_YOU: _("Waits for you"),
        Standing.LEFT_OUT: _("Left out"),
        Standing.LATER: _("Later"),
        Standing.PERHAPS: _("Perhaps later"),
    }.get(line.standing, "")
