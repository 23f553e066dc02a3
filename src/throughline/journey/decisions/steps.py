"""Doing, returning and skipping steps. Who may follows from the design, the engagement and any transfer."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from throughline.blueprint import Design
from throughline.blueprint.conditions import keys_of
from throughline.blueprint.model import Engagement, Option
from throughline.eventlog.shape import By, Channel
from throughline.ids import StaffId, StepId
from throughline.journey import events as e
from throughline.journey.decisions.deciding import (
    GUIDE,
    Events,
    NotInTheDesign,
    NotNow,
    NotYours,
    check_is_open,
    check_is_staff,
    check_is_the_person,
    is_theirs,
    stays_with,
    step_in,
    with_consequences,
)
from throughline.journey.next import PASSED, OpenStep, applies, open_step
from throughline.journey.state import HandoffStatus, State
from throughline.refused import Refused


class StillMissing(Refused):
    """A step cannot be done before everything it needs is there."""


class NeedsADecision(Refused):
    """The design wants this step to come out one way or another."""


class SomebodyHasIt(Refused):
    """A colleague holds the step."""


class CorrectionReason(StrEnum):
    """What is wrong with a fact that goes back to the person."""

    MISSING = "missing"
    UNREADABLE = "unreadable"
    DOES_NOT_MATCH = "does not match"
    OUT_OF_DATE = "out of date"
    NEEDS_CHANGE = "needs change"


def take_step(
    state: State,
    design: Design,
    *,
    at: datetime,
    by: e.Actor,
    step: StepId,
    instead_of: StaffId | None = None,
) -> Events:
    """Take a step up. `instead_of` names the colleague it is taken from, so that nobody loses work unseen."""
    one = _open_to(state, design, at, by, step)
    if one.holder is not None and one.holder == by.person:
        raise NotNow("You have this already.")
    if one.holder is not None and one.holder != instead_of:
        raise SomebodyHasIt("A colleague has taken this up. Take it over from them by name, or leave it.")
    return with_consequences(state, design, at, e.StepStarted(at=at, actor=by, step=step))


def finish_step(
    state: State,
    design: Design,
    *,
    at: datetime,
    by: e.Actor,
    step: StepId,
    decision: str | None = None,
    channel: Channel | None = None,
) -> Events:
    """Do a step. The journey ends where the design says that this step, or its decision, ends it."""
    one = _open_to(state, design, at, by, step)
    _check_nothing_is_missing(state, design, one)
    option = _option(one, decision)
    if option is not None and option.returns:
        raise NeedsADecision("This goes back to the person: say what they have to put right.")
    done = e.StepDone(
        at=at,
        actor=by,
        step=step,
        decides=one.step.decision.id if one.step.decision else None,
        decision=decision,
        channel=channel,
    )
    ends = option.ends if option is not None and option.ends else one.step.ends
    if ends is None:
        return with_consequences(state, design, at, done)
    ending = design.blueprint.ending_by_id[ends]
    ended = e.JourneyEnded(at=at, actor=by, ending=ending.id, ending_kind=ending.kind, step=step)
    return with_consequences(state, design, at, done, ended)


def return_step(
    state: State,
    design: Design,
    *,
    at: datetime,
    by: e.Actor,
    step: StepId,
    items: Iterable[e.CorrectionItem],
    decision: str | None = None,
) -> Events:
    """Send it back with named things to put right. The person sees that it came back, and why."""
    one = _open_to(state, design, at, by, step)
    check_is_staff(by)
    back_to = one.step.may_return_to
    if back_to is None:
        raise NotInTheDesign(f"“{one.step.title}” has no step to go back to. Write to the person instead.")
    named = tuple(items)
    _check_can_go_back(state, design, back_to)
    _check_items(design, back_to, named)
    option = _option(one, decision) if decision is not None else None
    if option is not None and not option.returns:
        raise NeedsADecision(f"“{option.title}” does not send it back.")
    returned = e.StepReturned(
        at=at,
        actor=by,
        step=step,
        to=back_to,
        items=named,
        decides=one.step.decision.id if one.step.decision and decision else None,
        decision=decision,
    )
    asks = [
        e.FactAsked(at=at, actor=e.SYSTEM, fact=item.fact, step=back_to, reason=item.reason) for item in named
    ]
    return with_consequences(state, design, at, returned, *asks)


def skip_step(
    state: State, design: Design, *, at: datetime, by: e.Actor, step: StepId, reason: str
) -> Events:
    """Leave a step out, with a reason. A step that decides or ends something cannot be left out."""
    one = _open_to(state, design, at, by, step, on_behalf=True)
    check_is_staff(by)
    if reason not in set(e.SkipReason):
        raise StillMissing(f"Say why this step is left out: one of {', '.join(e.SkipReason)}.")
    if one.step.decision is not None or one.step.ends is not None:
        raise NotNow(f"“{one.step.title}” decides how the journey goes on, so it cannot be left out.")
    _check_others_can_do_without(design, one)
    return with_consequences(state, design, at, e.StepSkipped(at=at, actor=by, step=step, reason=reason))


def _check_others_can_do_without(design: Design, one: OpenStep) -> None:
    """What other steps depend on has to be known first: else nobody could tell whether they are needed."""
    blueprint = design.blueprint
    conditions = [step.when for step in blueprint.steps.values()]
    conditions += [fact.when for fact in blueprint.facts.values()]
    deciding = {key for condition in conditions for key in keys_of(condition)}
    undecided = [key for key in one.missing if key in deciding]
    if undecided:
        asks = " ".join(f"“{blueprint.facts[key].ask}”" for key in undecided)
        raise StillMissing(f"What comes next depends on this, so it has to be answered first: {asks}")


def can_work_on(state: State, one: OpenStep, by: e.Actor) -> bool:
    """Whether this step is this actor's to do, for buttons and lists."""
    try:
        check_can_work_on(state, one, by)
    except NotYours:
        return False
    return True


def check_can_work_on(state: State, one: OpenStep, by: e.Actor, *, on_behalf: bool = False) -> None:
    if one.step.is_theirs and is_theirs(by):
        check_is_the_person(state, by)
    elif one.step.is_theirs:
        _check_helps(state, by, on_behalf=on_behalf)
    elif by.by is not By.STAFF:
        raise NotYours("We do this step. You will hear from us when it is done.")
    elif one.function == GUIDE:
        if not stays_with(state, by):
            raise NotYours("Only the guide of this journey, or the stand-in, can do this step.")
    elif by.function != one.function:
        raise NotYours(f"This step is with {one.function}, not with {by.function or 'you'}.")


def _check_helps(state: State, by: e.Actor, *, on_behalf: bool) -> None:
    if not stays_with(state, by):
        raise NotYours("This is for the person to do, or for their guide to do with them.")
    if state.engagement is Engagement.SELF_DIRECTED and not on_behalf:
        raise NotYours(
            "The person chose to do this themselves. Offer guided help first; they can switch at any time."
        )


def _open_to(
    state: State,
    design: Design,
    at: datetime,
    by: e.Actor,
    step: StepId,
    *,
    on_behalf: bool = False,
) -> OpenStep:
    check_is_open(state, at)
    designed = step_in(design.blueprint, step)
    one = open_step(design.blueprint, state, step)
    if one is None:
        raise NotNow(f"“{designed.title}” is not open now.")
    check_can_work_on(state, one, by, on_behalf=on_behalf)
    if one.turn is e.Turn.WITH_YOU and not one.step.is_theirs:
        raise NotNow(f"“{designed.title}” waits for what the person was asked to put right.")
    return one


def _check_nothing_is_missing(state: State, design: Design, one: OpenStep) -> None:
    facts = design.blueprint.facts
    if one.missing:
        asks = " ".join(f"“{facts[key].ask}”" for key in one.missing)
        raise StillMissing(f"These are still to be answered: {asks}")
    unchanged = [item.fact for item in one.items if item.fact in state.awaited]
    if unchanged:
        asks = " ".join(f"“{facts[key].ask}”" for key in unchanged)
        raise StillMissing(f"These are still to be put right: {asks}")
    waiting = {HandoffStatus.OFFERED, HandoffStatus.ACCEPTED}
    if any(
        handoff.step == one.step.id
        and handoff.status in waiting
        and not (handoff.how is e.HandoffKind.TRANSFER and handoff.status is HandoffStatus.ACCEPTED)
        for handoff in state.handoffs.values()
    ):
        raise StillMissing("A colleague was asked about this step and has not answered yet.")


def _option(one: OpenStep, decision: str | None) -> Option | None:
    designed = one.step.decision
    if designed is None:
        if decision is not None:
            raise NotInTheDesign(f"“{one.step.title}” has nothing to decide.")
        return None
    if decision not in designed.options:
        choices = ", ".join(option.title for option in designed.options.values())
        raise NeedsADecision(f"{designed.ask} Choose one of: {choices}.")
    return designed.options[decision]


def _check_can_go_back(state: State, design: Design, back_to: StepId) -> None:
    """Only what the person has met in this journey can go back to them."""
    designed = design.blueprint.steps[back_to]
    recorded = state.steps.get(back_to)
    if recorded is None or recorded.status not in PASSED or applies(designed, state) is False:
        raise NotNow(f"“{designed.title}” was not part of this journey, so it cannot go back there.")


def _check_items(design: Design, back_to: StepId, items: tuple[e.CorrectionItem, ...]) -> None:
    if not items:
        raise StillMissing("Name at least one thing to put right, so that the person knows what to do.")
    asked = design.blueprint.steps[back_to].needs
    for item in items:
        if item.fact not in asked:
            raise NotInTheDesign(f"'{item.fact}' is not asked in “{design.blueprint.steps[back_to].title}”.")
        if item.reason not in set(CorrectionReason):
            raise NotInTheDesign(f"Say what is wrong: one of {', '.join(CorrectionReason)}.")
    if len({item.fact for item in items}) < len(items):
        raise StillMissing("Each thing to put right is named once.")
