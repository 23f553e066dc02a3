"""The plan: goals in the person's words, and actions that count once both sides have agreed."""

from datetime import datetime

from throughline.blueprint import Design
from throughline.eventlog.shape import By
from throughline.ids import ActionId, ContentId, GoalId
from throughline.journey import events as e
from throughline.journey.decisions.deciding import (
    Events,
    NotInTheDesign,
    NotNow,
    NotYours,
    check_is_open,
    check_person_or_guide,
    is_theirs,
    with_consequences,
)
from throughline.journey.state import ActionState, State


def state_goal(
    state: State, design: Design, *, at: datetime, by: e.Actor, goal: GoalId, content: ContentId
) -> Events:
    """A goal in the person's words. Stating it again under the same id words it anew."""
    check_is_open(state, at)
    check_person_or_guide(state, by)
    return with_consequences(state, design, at, e.GoalStated(at=at, actor=by, goal=goal, content=content))


def propose_action(
    state: State,
    design: Design,
    *,
    at: datetime,
    by: e.Actor,
    action: ActionId,
    side: e.Side,
    content: ContentId,
    due: datetime | None = None,
) -> Events:
    check_is_open(state, at)
    check_person_or_guide(state, by)
    if action in state.actions:
        raise NotNow("This action is in the plan already.")
    proposed = e.ActionProposed(at=at, actor=by, action=action, side=side, content=content, due=due)
    return with_consequences(state, design, at, proposed)


def agree_action(state: State, design: Design, *, at: datetime, by: e.Actor, action: ActionId) -> Events:
    """The other side says yes. Nobody agrees to their own proposal."""
    held = _action(state, at, by, action)
    if held.agreed:
        raise NotNow("Both sides have agreed to this already.")
    if is_theirs(by) == (held.proposed_by is not By.STAFF):
        raise NotYours("The other side has to agree to this.")
    return with_consequences(state, design, at, e.ActionAgreed(at=at, actor=by, action=action))


def finish_action(state: State, design: Design, *, at: datetime, by: e.Actor, action: ActionId) -> Events:
    """The side whose action it is says it is done."""
    held = _action(state, at, by, action)
    if held.done:
        raise NotNow("This is done already.")
    if not held.agreed:
        raise NotNow("This has not been agreed by both sides yet.")
    if is_theirs(by) != (held.side is e.Side.THEIRS):
        raise NotYours("The side whose action this is says when it is done.")
    return with_consequences(state, design, at, e.ActionDone(at=at, actor=by, action=action))


def _action(state: State, at: datetime, by: e.Actor, action: ActionId) -> ActionState:
    check_is_open(state, at)
    check_person_or_guide(state, by)
    if action not in state.actions:
        raise NotInTheDesign("There is no such action in the plan.")
    return state.actions[action]
