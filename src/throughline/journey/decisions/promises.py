"""Promises: made with a date, kept or broken in the open, renegotiated only before the date."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from throughline.blueprint import Design
from throughline.ids import ContentId, PromiseId
from throughline.journey import events as e
from throughline.journey.decisions.deciding import (
    Events,
    NotInTheDesign,
    NotNow,
    NotYours,
    check_is_code,
    check_is_open,
    check_is_staff,
    check_stays_with,
    next_promise,
    stays_with,
    with_consequences,
    works_for,
)
from throughline.journey.state import PromiseState, PromiseStatus, State
from throughline.journey.working_days import (
    add_working_days,
    closing_time,
    local_date,
    working_days_between,
)
from throughline.refused import Refused


class TooLateToRenegotiate(Refused):
    """A promise re-dated after its date stays broken."""


def make_promise(
    state: State, design: Design, *, at: datetime, by: e.Actor, about: str, due: datetime
) -> Events:
    """A guide gives their word on something besides a step. `about` is a code, such as 'call-back'."""
    check_is_open(state, at)
    check_stays_with(state, by)
    check_is_code(about, "What a promise is about")
    _check_is_ahead(due, at)
    made = e.PromiseMade(at=at, actor=by, promise=next_promise(state, about), due=due)
    return with_consequences(state, design, at, made)


def keep_promise(state: State, design: Design, *, at: datetime, by: e.Actor, promise: PromiseId) -> Events:
    """Say that a promise without a step is kept. One about a step is kept by doing the step."""
    held = _standing(state, at, promise)
    check_stays_with(state, by)
    if held.step is not None:
        raise NotNow("This promise is kept by doing the step it is about.")
    late = at > held.due
    closed = (e.PromiseBroken if late else e.PromiseKept)(at=at, actor=by, promise=promise)
    return with_consequences(state, design, at, closed)


def renegotiate_promise(
    state: State,
    design: Design,
    *,
    at: datetime,
    by: e.Actor,
    promise: PromiseId,
    due: datetime,
    reason: ContentId,
) -> Events:
    """Tell the person a new date before the old one has passed, and why."""
    held = _standing(state, at, promise)
    check_is_staff(by)
    function = state.moved.get(held.step, design.blueprint.steps[held.step].by) if held.step else None
    if not works_for(state, by, function) and not stays_with(state, by):
        raise NotYours("Only the guide, or the function whose promise it is, can give it a new date.")
    if held.status is not PromiseStatus.RUNNING:
        raise NotNow(
            "The clock of this promise stands still, because it is not with us. Its date moves by itself."
        )
    if at > held.due:
        raise TooLateToRenegotiate(
            "The date has passed. The promise is broken; tell the person what happens now."
        )
    _check_is_ahead(due, at)
    if due <= held.due:
        raise NotNow("The new date is not later than the one we promised. Simply be early.")
    new = e.PromiseRenegotiated(at=at, actor=by, promise=promise, due=due, reason=reason)
    return with_consequences(state, design, at, new)


def watch_promises(state: State, design: Design, *, at: datetime) -> Events:
    """What the clock says: warn before a date that the pace will miss, break what is past, promise anew.

    Gives no events when nothing is to be said. The system is the actor: nobody has to remember.
    A clock that is a moment behind what has happened already says nothing either: it will look again.
    """
    if not state.open or (state.last_at is not None and at < state.last_at):
        return ()
    found = list(_watched(state, design, at))
    return with_consequences(state, design, at, *found) if found else ()


def _watched(state: State, design: Design, at: datetime) -> Iterator[e.JourneyEvent]:
    for promise, held in state.promises.items():
        if held.status is not PromiseStatus.RUNNING:
            continue
        if at > held.due:
            yield e.PromiseBroken(at=at, actor=e.SYSTEM, promise=promise)
        elif not held.warned and _will_miss(state, design, held, at):
            expected = _expected(design, held)
            yield e.PromiseWarned(at=at, actor=e.SYSTEM, promise=promise, expected=expected)


def _will_miss(state: State, design: Design, held: PromiseState, at: datetime) -> bool:
    """The pace says so when the last working day has come and nobody has taken the step up."""
    calendar = design.organisation.calendar
    if working_days_between(local_date(at, calendar), local_date(held.due, calendar), calendar) >= 1:
        return False
    recorded = state.steps.get(held.step) if held.step else None
    return held.step is not None and (recorded is None or recorded.holder is None)


def _expected(design: Design, held: PromiseState) -> datetime:
    """Half as many working days again as were promised, and at least two more."""
    calendar = design.organisation.calendar
    promised = working_days_between(
        local_date(held.made_at, calendar), local_date(held.due, calendar), calendar
    )
    more = max(2, promised // 2)
    return closing_time(add_working_days(local_date(held.due, calendar), more, calendar), calendar)


def _standing(state: State, at: datetime, promise: PromiseId) -> PromiseState:
    check_is_open(state, at)
    held = state.promises.get(promise)
    if held is None:
        raise NotInTheDesign("There is no such promise on this journey.")
    if held.status not in {PromiseStatus.RUNNING, PromiseStatus.PAUSED}:
        raise NotNow(f"This promise is {held.status} already.")
    return held


def _check_is_ahead(due: datetime, at: datetime) -> None:
    if due <= at + timedelta(minutes=1):
        raise NotNow("A promise is about a date that is still to come.")
