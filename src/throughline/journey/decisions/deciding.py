"""What every decision shares: its result, its refusals, and the consequences that follow from the design."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Final

from throughline.blueprint import Blueprint, Design
from throughline.blueprint.model import EndingKind, Step
from throughline.eventlog.shape import By
from throughline.ids import FunctionId, PromiseId, StepId
from throughline.journey import events as e
from throughline.journey.fold import replay
from throughline.journey.next import STANDING, OpenStep, needed_facts, open_steps
from throughline.journey.state import PromiseState, PromiseStatus, State, StepStatus
from throughline.journey.working_days import due_within, moved_by_pause
from throughline.refused import Refused

Events = tuple[e.JourneyEvent, ...]

GUIDE: Final = FunctionId("guide")
"""The function of guides, and of a step that the guide does."""
LEAD: Final = FunctionId("lead")
"""The function of a unit's lead, who may assign guides."""
CALL_BACK: Final = "call-back"
"""What a promise to be in touch is about: it is kept by being in touch."""
ROUNDS: Final = 100
"""Far more than any design needs: consequences that go on are a mistake of ours, and are loud."""
CODE: Final = re.compile(r"[a-z][a-z0-9-]{0,39}")


class NotNow(Refused):
    """The right person at the wrong time."""


class NotYours(Refused):
    """The wrong person."""


class NotInTheDesign(Refused):
    """Something the blueprint does not have."""


class NotACode(Refused):
    """Free words where the record takes a code only."""


class TimeRunsForward(Refused):
    """A decision dated before what has already happened."""


def check_is_open(state: State, at: datetime) -> None:
    if not state.started:
        raise NotNow("This journey has not begun.")
    check_time(state, at)
    if not state.open:
        raise NotNow("This journey has ended. It can be opened again with everything that is known.")


def check_has_ended(state: State, at: datetime) -> None:
    if not state.started:
        raise NotNow("This journey has not begun.")
    check_time(state, at)
    if state.open:
        raise NotNow("This journey is still under way, so this comes later.")


def check_time(state: State, at: datetime) -> None:
    if state.last_at is not None and at < state.last_at:
        raise TimeRunsForward(
            f"Something happened in this journey at {state.last_at:%Y-%m-%d %H:%M} UTC already; "
            f"nothing can be added before that."
        )


def is_theirs(by: e.Actor) -> bool:
    return by.by in {By.STAKEHOLDER, By.DELEGATE}


def check_is_the_person(state: State, by: e.Actor) -> None:
    if by.by is By.DELEGATE:
        return
    if by.by is not By.STAKEHOLDER or by.person != state.stakeholder:
        raise NotYours("Only the person whose journey this is can do this.")


def check_is_staff(by: e.Actor) -> None:
    if by.by is not By.STAFF or by.person is None:
        raise NotYours("Only staff can do this.")


def is_lead(by: e.Actor) -> bool:
    return by.by is By.STAFF and by.function == LEAD


def works_for(state: State, by: e.Actor, function: FunctionId | None) -> bool:
    """Whether this is staff of the function. A guide's step is for the guide of this journey, not for any."""
    if function == GUIDE:
        return stays_with(state, by)
    return by.by is By.STAFF and function is not None and by.function == function


def check_is_code(code: str, what: str) -> None:
    """The record holds codes, never what somebody wrote."""
    if not CODE.fullmatch(code):
        raise NotACode(f"{what} is a short code of small letters, digits and hyphens, such as 'call-back'.")


def stays_with(state: State, by: e.Actor) -> bool:
    """Whether this is the guide or the stand-in."""
    return by.by is By.STAFF and by.person is not None and by.person in {state.guide, state.stand_in}


def check_stays_with(state: State, by: e.Actor) -> None:
    if not stays_with(state, by):
        raise NotYours("Only the guide of this journey, or the stand-in, can do this.")


def check_person_or_guide(state: State, by: e.Actor) -> None:
    if is_theirs(by):
        check_is_the_person(state, by)
    else:
        check_stays_with(state, by)


def step_in(blueprint: Blueprint, step: StepId) -> Step:
    if step not in blueprint.steps:
        raise NotInTheDesign(f"'{step}' is not a step of this service.")
    return blueprint.steps[step]


# Consequences ---------------------------------------------------------------------------------------


def with_consequences(state: State, design: Design, at: datetime, *events: e.JourneyEvent) -> Events:
    """These events, and everything that follows from them by design: promises, asks, pauses, the transition.

    Each round looks at the state that the last one left; a round that finds nothing ends it.
    """
    decided = list(events)
    now = replay(events, state)
    for _ in range(ROUNDS):
        following = list(_follows(now, design, at))
        if not following:
            return tuple(decided)
        decided += following
        now = replay(following, now)
    raise RuntimeError(f"What follows from '{events[0].kind}' never comes to an end.")


def _follows(state: State, design: Design, at: datetime) -> Iterator[e.JourneyEvent]:
    if not state.open:
        yield from _after_the_end(state, design.blueprint, at)
        return
    opened = open_steps(design.blueprint, state)
    yield from _promises_that_change(state, design, at, opened)
    yield from _promises_to_make(state, design, at, opened)
    yield from _facts_to_ask(state, design.blueprint, at, opened)


def _after_the_end(state: State, blueprint: Blueprint, at: datetime) -> Iterator[e.JourneyEvent]:
    for promise, held in _standing(state):
        recorded = state.steps.get(held.step) if held.step else None
        yield _closed(held, promise, at, done=recorded is not None and recorded.status is StepStatus.DONE)
    granted = state.ending_kind is EndingKind.GRANTED
    if granted and blueprint.transition is not None and state.transition_at is None:
        yield e.TransitionBegun(at=at, actor=e.SYSTEM)


def _promises_that_change(
    state: State, design: Design, at: datetime, opened: tuple[OpenStep, ...]
) -> Iterator[e.JourneyEvent]:
    turns = {one.step.id: one.turn for one in opened}
    for promise, held in _standing(state):
        if held.step is None:
            continue
        turn = turns.get(held.step)
        running = held.status is PromiseStatus.RUNNING
        if turn is None:
            recorded = state.steps.get(held.step)
            done = recorded is not None and recorded.status is StepStatus.DONE
            yield _closed(held, promise, at, done=done)
        elif running and at > held.due:
            yield e.PromiseBroken(at=at, actor=e.SYSTEM, promise=promise)
        elif running and turn is not e.Turn.WITH_US:
            yield e.PromisePaused(at=at, actor=e.SYSTEM, promise=promise, turn=turn)
        elif not running and turn is e.Turn.WITH_US:
            due = moved_by_pause(held.due, held.paused_at or at, at, design.organisation.calendar)
            yield e.PromiseResumed(at=at, actor=e.SYSTEM, promise=promise, due=due)


def _standing(state: State) -> Iterator[tuple[PromiseId, PromiseState]]:
    return ((promise, held) for promise, held in state.promises.items() if held.status in STANDING)


def _closed(
    held: PromiseState, promise: PromiseId, at: datetime, *, done: bool
) -> e.PromiseKept | e.PromiseBroken | e.PromiseReleased:
    """How a promise ends whose step is no longer open. Nothing that happens later hides a missed date."""
    if held.status is PromiseStatus.RUNNING and at > held.due:
        return e.PromiseBroken(at=at, actor=e.SYSTEM, promise=promise)
    kept_or_released = e.PromiseKept if done else e.PromiseReleased
    return kept_or_released(at=at, actor=e.SYSTEM, promise=promise)


def _promises_to_make(
    state: State, design: Design, at: datetime, opened: tuple[OpenStep, ...]
) -> Iterator[e.JourneyEvent]:
    for one in opened:
        if one.step.promise is None or one.promise is not None or one.turn is not e.Turn.WITH_US:
            continue
        due = due_within(at, one.step.promise.within, design.organisation.calendar)
        promise = next_promise(state, one.step.id)
        yield e.PromiseMade(at=at, actor=e.SYSTEM, promise=promise, due=due, step=one.step.id)


def next_promise(state: State, about: str) -> PromiseId:
    """The id of the next promise about a step: the step and a number."""
    number = 1
    while f"{about}.{number}" in state.promises:
        number += 1
    return PromiseId(f"{about}.{number}")


def _facts_to_ask(
    state: State, blueprint: Blueprint, at: datetime, opened: tuple[OpenStep, ...]
) -> Iterator[e.JourneyEvent]:
    """Each fact is asked once, when the first step that needs it is open to the person.

    A changed answer may make another one necessary in a step that is done: that one is asked then.
    """
    asked = set(state.asked) | set(state.facts)
    open_ids = {one.step.id for one in opened}
    done = (blueprint.steps[step] for step, held in state.steps.items() if held.status is StepStatus.DONE)
    for step in (*(one.step for one in opened), *done):
        if not step.is_theirs or asked.issuperset(step.needs):
            continue
        for fact in needed_facts(blueprint, state, step):
            optional = blueprint.facts[fact].optional and step.id not in open_ids
            if fact not in asked and not optional:
                asked.add(fact)
                yield e.FactAsked(at=at, actor=e.SYSTEM, fact=fact, step=step.id)
