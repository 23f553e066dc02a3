"""What the clock asks of journeys: those with a promise near its date, and those with a check-in due."""

import logging
from datetime import datetime, timedelta

from throughline.actions.check_ins import send_due_check_ins
from throughline.actions.promises import watch_promises
from throughline.queries.due import journeys_with_check_ins_due, journeys_with_promises_due
from throughline.refused import Refused

log = logging.getLogger(__name__)

AHEAD = timedelta(days=1)
"""A promise is looked at on its last day, while a warning still helps."""


def keep_promise_clock(*, at: datetime) -> int:
    """Look at every promise that is near its date or past it. Gives how many journeys changed."""
    changed = 0
    for journey in journeys_with_promises_due(by=at + AHEAD):
        try:
            changed += bool(watch_promises(journey=journey, at=at).recorded)
        except Refused as refusal:
            log.warning("The promises of journey %s could not be looked at: %s", journey, refusal)
    return changed


def send_check_ins(*, at: datetime) -> int:
    """Send every check-in that is due. Gives how many journeys were asked."""
    asked = 0
    for journey in journeys_with_check_ins_due(by=at):
        try:
            asked += bool(send_due_check_ins(journey=journey, at=at).recorded)
        except Refused as refusal:
            log.warning("The check-in of journey %s could not be sent: %s", journey, refusal)
    return asked
