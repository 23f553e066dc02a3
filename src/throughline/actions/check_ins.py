"""Check-ins: sent when they are due, and answered by the person."""

from collections.abc import Mapping
from datetime import datetime

from throughline.actions.act import Acted, act
from throughline.actions.who import as_person
from throughline.actions.words import Kind, kept, words_if_any
from throughline.ids import CheckInId, JourneyId, QuestionId
from throughline.journey.decisions import aftercare
from throughline.people.viewer import Viewer


def answer_check_in(
    *,
    journey: JourneyId,
    by: Viewer,
    at: datetime,
    check_in: CheckInId,
    scores: Mapping[QuestionId, int],
    comment: str = "",
) -> Acted:
    """The look back. What it shows is observed as an outcome; some answers open the journey again."""
    said = words_if_any(comment, kind=Kind.COMMENT, at=at)
    return as_person(
        journey,
        by=by,
        at=at,
        contents=kept(said),
        decide=lambda state, design, when, actor: aftercare.answer_check_in(
            state,
            design,
            at=when,
            by=actor,
            check_in=check_in,
            scores=scores,
            comment=said.id if said else None,
        ),
    )


def send_due_check_ins(*, journey: JourneyId, at: datetime) -> Acted:
    """Send this journey's check-ins that are due by now."""
    return act(
        journey,
        at=at,
        decide=lambda state, design, when: aftercare.send_due_check_ins(state, design, at=when),
    )
