"""The plan: goals in the person's words, actions of both sides, agreed by both."""

from datetime import datetime

from throughline.actions.act import Acted
from throughline.actions.new_ids import new_action, new_goal
from throughline.actions.who import as_either
from throughline.actions.words import Kind, words
from throughline.ids import ActionId, GoalId, JourneyId
from throughline.journey.decisions import plan
from throughline.journey.events import Side
from throughline.people.viewer import Viewer


def state_goal(
    *, journey: JourneyId, by: Viewer, at: datetime, text: str, goal: GoalId | None = None
) -> Acted:
    """A goal. Naming one that is there words it anew."""
    said = words(text, kind=Kind.GOAL, at=at)
    named = goal or new_goal(at)
    return as_either(
        journey,
        by=by,
        at=at,
        contents=(said,),
        decide=lambda state, design, when, actor: plan.state_goal(
            state, design, at=when, by=actor, goal=named, content=said.id
        ),
    )


def propose_action(
    *, journey: JourneyId, by: Viewer, at: datetime, side: Side, text: str, due: datetime | None = None
) -> Acted:
    """Propose what we do or what the person does."""
    said = words(text, kind=Kind.ACTION, at=at)
    action = new_action(at)
    return as_either(
        journey,
        by=by,
        at=at,
        contents=(said,),
        decide=lambda state, design, when, actor: plan.propose_action(
            state, design, at=when, by=actor, action=action, side=side, content=said.id, due=due
        ),
    )


def agree_action(*, journey: JourneyId, by: Viewer, at: datetime, action: ActionId) -> Acted:
    """The other side says yes."""
    return as_either(
        journey,
        by=by,
        at=at,
        decide=lambda state, design, when, actor: plan.agree_action(
            state, design, at=when, by=actor, action=action
        ),
    )


def finish_action(*, journey: JourneyId, by: Viewer, at: datetime, action: ActionId) -> Acted:
    """Whose action it is says it is done."""
    return as_either(
        journey,
        by=by,
        at=at,
        decide=lambda state, design, when, actor: plan.finish_action(
            state, design, at=when, by=actor, action=action
        ),
    )
