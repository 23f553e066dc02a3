"""Handoffs: work moves with its context, is received rather than thrown, and the guide stays."""

from datetime import datetime

from throughline.blueprint import Design
from throughline.ids import ContentId, FunctionId, HandoffId, StepId
from throughline.journey import events as e
from throughline.journey.decisions.deciding import (
    Events,
    NotInTheDesign,
    NotNow,
    NotYours,
    check_is_open,
    check_is_staff,
    stays_with,
    step_in,
    with_consequences,
    works_for,
)
from throughline.journey.next import open_step
from throughline.journey.state import HandoffState, HandoffStatus, State


def offer_handoff(
    state: State,
    design: Design,
    *,
    at: datetime,
    by: e.Actor,
    handoff: HandoffId,
    how: e.HandoffKind,
    step: StepId,
    to: FunctionId,
    context: ContentId,
) -> Events:
    """Offer a step, or a question about it, to another function. Nothing moves before it is accepted."""
    check_is_open(state, at)
    check_is_staff(by)
    designed = step_in(design.blueprint, step)
    one = open_step(design.blueprint, state, step)
    if one is None or one.step.is_theirs:
        raise NotNow(f"“{designed.title}” is not open with us, so there is nothing to hand over.")
    if not works_for(state, by, one.function) and not stays_with(state, by):
        raise NotYours("Only the function that has this step, or the guide, can hand it over.")
    if to not in design.blueprint.functions:
        raise NotInTheDesign(f"'{to}' is not a function of this service.")
    if to == one.function:
        raise NotNow("This step is with them already.")
    if handoff in state.handoffs:
        raise NotNow("This handoff was offered already.")
    _check_is_the_only_one(state, step, to)
    offered = e.HandoffOffered(at=at, actor=by, handoff=handoff, how=how, step=step, to=to, context=context)
    return with_consequences(state, design, at, offered)


def accept_handoff(state: State, design: Design, *, at: datetime, by: e.Actor, handoff: HandoffId) -> Events:
    """Receive it. From now on the accepter is the one the person may be told about."""
    offered = _to_answer(state, at, by, handoff)
    one = open_step(design.blueprint, state, offered.step)
    if one is None:
        raise NotNow("The step has been done in the meantime. Decline this, and it is settled.")
    return with_consequences(state, design, at, e.HandoffAccepted(at=at, actor=by, handoff=handoff))


def decline_handoff(
    state: State, design: Design, *, at: datetime, by: e.Actor, handoff: HandoffId, reason: ContentId
) -> Events:
    """Say no, with a reason: the work stays where it was."""
    _to_answer(state, at, by, handoff)
    declined = e.HandoffDeclined(at=at, actor=by, handoff=handoff, reason=reason)
    return with_consequences(state, design, at, declined)


def give_input(
    state: State, design: Design, *, at: datetime, by: e.Actor, handoff: HandoffId, content: ContentId
) -> Events:
    """Answer an accepted ask for input, or end a referral with what came of it."""
    held = _handoff(state, at, handoff)
    check_is_staff(by)
    if held.status is not HandoffStatus.ACCEPTED or held.how is e.HandoffKind.TRANSFER:
        raise NotNow("There is no accepted question here to answer.")
    if by.function != held.to:
        raise NotYours(f"This was asked of {held.to}.")
    return with_consequences(
        state, design, at, e.InputGiven(at=at, actor=by, handoff=handoff, content=content)
    )


def _handoff(state: State, at: datetime, handoff: HandoffId) -> HandoffState:
    check_is_open(state, at)
    if handoff not in state.handoffs:
        raise NotInTheDesign("There is no such handoff on this journey.")
    return state.handoffs[handoff]


def _to_answer(state: State, at: datetime, by: e.Actor, handoff: HandoffId) -> HandoffState:
    held = _handoff(state, at, handoff)
    check_is_staff(by)
    if held.status is not HandoffStatus.OFFERED:
        raise NotNow("This handoff has been answered already.")
    if by.function != held.to:
        raise NotYours(f"This was offered to {held.to}.")
    return held


def _check_is_the_only_one(state: State, step: StepId, to: FunctionId) -> None:
    waiting = {HandoffStatus.OFFERED, HandoffStatus.ACCEPTED}
    for held in state.handoffs.values():
        if held.step != step or held.status not in waiting:
            continue
        if held.how is e.HandoffKind.TRANSFER and held.status is HandoffStatus.ACCEPTED:
            continue
        if held.to == to or held.how is e.HandoffKind.TRANSFER:
            raise NotNow("A handoff of this step waits for an answer already.")
