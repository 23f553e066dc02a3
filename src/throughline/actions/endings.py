"""Endings of every kind, what the ride was like, the transition, and the way back in."""

from collections.abc import Mapping
from datetime import datetime

from throughline.actions.act import Acted
from throughline.actions.who import as_either, as_person, as_staff
from throughline.actions.words import Kind, kept, words, words_if_any
from throughline.ids import DutyId, EndingId, JourneyId, QuestionId
from throughline.journey.decisions import ending as decisions
from throughline.people.viewer import Viewer


def withdraw(*, journey: JourneyId, by: Viewer, at: datetime, reason: str = "") -> Acted:
    """The person stops. No reason is needed."""
    said = words_if_any(reason, kind=Kind.REASON, at=at)
    return as_either(
        journey,
        by=by,
        at=at,
        contents=kept(said),
        decide=lambda state, design, when, actor: decisions.withdraw(
            state, design, at=when, by=actor, reason=said.id if said else None
        ),
    )


def end_journey(*, journey: JourneyId, by: Viewer, at: datetime, ending: EndingId, reason: str) -> Acted:
    """The guide ends it, with a reason that the person reads."""
    said = words(reason, kind=Kind.REASON, at=at)
    return as_staff(
        journey,
        by=by,
        at=at,
        contents=(said,),
        decide=lambda state, design, when, actor: decisions.end_journey(
            state, design, at=when, by=actor, ending=ending, reason=said.id
        ),
    )


def answer_experience(
    *, journey: JourneyId, by: Viewer, at: datetime, scores: Mapping[QuestionId, int]
) -> Acted:
    """What the ride was like."""
    return as_person(
        journey,
        by=by,
        at=at,
        decide=lambda state, design, when, actor: decisions.answer_experience(
            state, design, at=when, by=actor, scores=scores
        ),
    )


def understand_duty(*, journey: JourneyId, by: Viewer, at: datetime, duty: DutyId) -> Acted:
    """The person says that this duty is clear."""
    return as_person(
        journey,
        by=by,
        at=at,
        decide=lambda state, design, when, actor: decisions.understand_duty(
            state, design, at=when, by=actor, duty=duty
        ),
    )


def make_introduction(*, journey: JourneyId, by: Viewer, at: datetime, introduction: str) -> Acted:
    """The guide introduces the person to whoever comes next."""
    return as_staff(
        journey,
        by=by,
        at=at,
        decide=lambda state, design, when, actor: decisions.make_introduction(
            state, design, at=when, by=actor, introduction=introduction
        ),
    )


def reopen_journey(*, journey: JourneyId, by: Viewer, at: datetime, reason: str = "") -> Acted:
    """Open it again with everything that is known."""
    said = words_if_any(reason, kind=Kind.REASON, at=at)
    return as_either(
        journey,
        by=by,
        at=at,
        contents=kept(said),
        decide=lambda state, design, when, actor: decisions.reopen_journey(
            state, design, at=when, by=actor, reason=said.id if said else None
        ),
    )
