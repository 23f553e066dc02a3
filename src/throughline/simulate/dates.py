"""Promised dates: watched in time, looked at too late, or moved before they pass."""

from datetime import datetime, timedelta

from throughline.ids import PromiseId
from throughline.journey.decisions.promises import renegotiate_promise, watch_promises
from throughline.journey.state import PromiseStatus
from throughline.simulate.office import Office
from throughline.simulate.ride import Ride

IN_THE_MORNING = timedelta(hours=7, minutes=50)
AFTERWARDS = timedelta(minutes=5)
LATE_REVIEW_DAYS = 7.0
"""Where nobody watches, a list of what is overdue is read now and then."""


def heed(office: Office, ride: Ride, promise: PromiseId, due: datetime, at: datetime) -> None:
    """Set moments at which the date is looked at."""
    if office.chance(office.manner(at).watches_dates):
        office.later(max(due - IN_THE_MORNING, at), look, ride, promise)
        office.later(due + AFTERWARDS, overdue, ride, promise)
    else:
        days = office.random.uniform(0.3, 2.0) * LATE_REVIEW_DAYS
        office.later(office.time.after(due, days), overdue, ride, promise)


def look(office: Office, ride: Ride, at: datetime, *about: str) -> None:
    """On the day itself: tell a new date where somebody cares, and let the clock warn where nobody does."""
    promise = PromiseId(about[0])
    held = ride.state.promises[promise]
    if not ride.state.open or held.status is not PromiseStatus.RUNNING:
        return
    recorded = ride.state.steps.get(held.step) if held.step else None
    taken = recorded is not None and recorded.holder is not None
    if not taken and at < held.due and office.chance(office.manner(at).gives_new_date):
        due = office.time.after(held.due, 3.0)
        reason = office.words(ride, "reason", "new date", at)
        if due > held.due:
            office.do(
                ride, at, renegotiate_promise, by=office.guide(ride), promise=promise, due=due, reason=reason
            )
            return
    office.do(ride, at, watch_promises)


def overdue(office: Office, ride: Ride, at: datetime, *about: str) -> None:
    held = ride.state.promises[PromiseId(about[0])]
    if ride.state.open and held.status is PromiseStatus.RUNNING and at > held.due:
        office.do(ride, at, watch_promises)
