"""Handing over: offered with context, and received, not thrown."""

from datetime import datetime

from throughline.actions.act import Acted
from throughline.actions.new_ids import new_handoff
from throughline.actions.who import as_staff
from throughline.actions.words import Kind, words
from throughline.ids import FunctionId, HandoffId, JourneyId, StepId
from throughline.journey.decisions import handoffs
from throughline.journey.events import HandoffKind
from throughline.people.viewer import Viewer


def offer_handoff(
    *,
    journey: JourneyId,
    by: Viewer,
    at: datetime,
    how: HandoffKind,
    step: StepId,
    to: FunctionId,
    context: str,
) -> Acted:
    """Offer work to another function, with what they need to know. Nothing moves before they accept."""
    said = words(context, kind=Kind.CONTEXT, at=at)
    handoff = new_handoff(at)
    return as_staff(
        journey,
        by=by,
        at=at,
        step=step,
        contents=(said,),
        decide=lambda state, design, when, actor: handoffs.offer_handoff(
            state, design, at=when, by=actor, handoff=handoff, how=how, step=step, to=to, context=said.id
        ),
    )


def accept_handoff(*, journey: JourneyId, by: Viewer, at: datetime, handoff: HandoffId) -> Acted:
    """Receive it. From now on it is ours, and the person is told."""
    return as_staff(
        journey,
        by=by,
        at=at,
        handoff=handoff,
        decide=lambda state, design, when, actor: handoffs.accept_handoff(
            state, design, at=when, by=actor, handoff=handoff
        ),
    )


def decline_handoff(
    *, journey: JourneyId, by: Viewer, at: datetime, handoff: HandoffId, reason: str
) -> Acted:
    """Say no, and why. The work stays where it was."""
    said = words(reason, kind=Kind.REASON, at=at)
    return as_staff(
        journey,
        by=by,
        at=at,
        handoff=handoff,
        contents=(said,),
        decide=lambda state, design, when, actor: handoffs.decline_handoff(
            state, design, at=when, by=actor, handoff=handoff, reason=said.id
        ),
    )


def give_input(*, journey: JourneyId, by: Viewer, at: datetime, handoff: HandoffId, answer: str) -> Acted:
    """Answer what was asked of our function."""
    said = words(answer, kind=Kind.INPUT, at=at)
    return as_staff(
        journey,
        by=by,
        at=at,
        handoff=handoff,
        contents=(said,),
        decide=lambda state, design, when, actor: handoffs.give_input(
            state, design, at=when, by=actor, handoff=handoff, content=said.id
        ),
    )
