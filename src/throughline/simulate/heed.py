"""What everybody does when something has happened: the one place where the parts of an office meet."""

from collections.abc import Sequence
from datetime import datetime

from throughline.journey import events as e
from throughline.journey.decisions.deciding import GUIDE
from throughline.journey.next import OpenStep, open_steps
from throughline.simulate import after, dates, guiding, theirs
from throughline.simulate.office import Office
from throughline.simulate.ride import Ride

OPENS = (e.JourneyStarted, e.StepDone, e.StepReturned, e.StepSkipped)


def heed(office: Office, ride: Ride, at: datetime, events: Sequence[e.JourneyEvent]) -> None:
    for event in events:
        match event:
            case (
                e.PromiseMade(promise=promise, due=due)
                | e.PromiseResumed(promise=promise, due=due)
                | e.PromiseRenegotiated(promise=promise, due=due)
            ):
                dates.heed(office, ride, promise, due, at)
            case e.JourneyEnded():
                after.ended(office, ride, at)
            case e.JourneyReopened():
                after.reopened(office, ride, at)
    if ride.state.open and any(isinstance(event, OPENS) for event in events):
        _take_up(office, ride, at)


def _take_up(office: Office, ride: Ride, at: datetime) -> None:
    """Set whoever it is for to every step that has opened, once for each round."""
    for one in open_steps(office.design.blueprint, ride.state):
        key = (one.step.id, one.came_back)
        if key in ride.seen or (one.turn is not e.Turn.WITH_US and not one.step.is_theirs):
            continue
        ride.seen.add(key)
        _set_to(office, ride, at, one)


def _set_to(office: Office, ride: Ride, at: datetime, one: OpenStep) -> None:
    if one.step.is_theirs:
        theirs.take_up(office, ride, at, one)
        if office.chance(0.08):
            office.later(theirs.awake(office.time.after(at, 1.5)), theirs.ask_something, ride)
    elif one.function == GUIDE:
        guiding.take_up(office, ride, at, one.step.id)
    else:
        guiding.shelve(office, ride, at, one.step.id, one.function)
