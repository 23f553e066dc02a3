"""After-care: check-ins sent when they are due, answered, and turned into outcomes; a way back in."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from throughline.blueprint import Blueprint, Design
from throughline.blueprint.conditions import Code, holds
from throughline.blueprint.model import CheckIn, EndingKind, QuestionType
from throughline.ids import CheckInId, ContentId, QuestionId
from throughline.journey import events as e
from throughline.journey.decisions.deciding import (
    Events,
    NotInTheDesign,
    NotNow,
    check_is_the_person,
    check_time,
    with_consequences,
)
from throughline.journey.decisions.ending import check_score, reopening
from throughline.journey.decisions.facts import NotAnAnswer
from throughline.journey.state import State


def check_in_due_at(state: State, check_in: CheckIn) -> datetime | None:
    """When a check-in is due: counted from a granted ending, and `None` without one."""
    if state.ended_at is None or state.ending_kind is not EndingKind.GRANTED:
        return None
    return state.ended_at + timedelta(days=check_in.days)


def send_due_check_ins(state: State, design: Design, *, at: datetime) -> Events:
    """Send what is due by `at` and was not sent. Gives no events when nothing is due."""
    if state.last_at is not None and at < state.last_at:
        return ()
    due = [one for one in design.blueprint.aftercare if _is_due(state, one, at)]
    if not due:
        return ()
    sent = [e.CheckInSent(at=at, actor=e.SYSTEM, check_in=one.id) for one in due]
    return with_consequences(state, design, at, *sent)


def _is_due(state: State, check_in: CheckIn, at: datetime) -> bool:
    due = check_in_due_at(state, check_in)
    return due is not None and due <= at and check_in.id not in state.check_ins_sent


def answer_check_in(
    state: State,
    design: Design,
    *,
    at: datetime,
    by: e.Actor,
    check_in: CheckInId,
    scores: Mapping[QuestionId, int],
    comment: ContentId | None = None,
) -> Events:
    """The look back. Outcomes are observed here, and what the design says opens the journey again does so."""
    check_time(state, at)
    check_is_the_person(state, by)
    designed = _check_may_answer(state, design.blueprint, check_in)
    if not scores:
        raise NotAnAnswer("Answer at least one question, or leave the page: no answer is fine too.")
    for question, score in scores.items():
        if question not in designed.asks:
            raise NotInTheDesign(f"'{question}' is not asked in this check-in.")
        check_score(design.blueprint, question, score)
    codes = _codes(design.blueprint, scores)
    events: list[e.JourneyEvent] = [
        e.CheckInAnswered(at=at, actor=by, check_in=check_in, comment=comment),
        *(
            e.QuestionAnswered(at=at, actor=by, question=question, score=score, check_in=check_in)
            for question, score in scores.items()
        ),
        *_outcomes(design.blueprint, check_in, codes, at),
    ]
    if state.ended_at is not None and designed.reopens_when and holds(designed.reopens_when, codes):
        events += reopening(state, design, at=at, by=by, check_in=check_in)
    return with_consequences(state, design, at, *events)


def _check_may_answer(state: State, blueprint: Blueprint, check_in: CheckInId) -> CheckIn:
    if check_in not in blueprint.check_in_by_id:
        raise NotInTheDesign("There is no such check-in for this service.")
    if check_in not in state.check_ins_sent:
        raise NotNow("This check-in is still to come. We will write to you when it is time.")
    if check_in in state.check_ins_answered:
        raise NotNow("You have answered this already. Thank you.")
    return blueprint.check_in_by_id[check_in]


def _codes(blueprint: Blueprint, scores: Mapping[QuestionId, int]) -> dict[str, Code]:
    """Answers as conditions look at them: yes and no as truth values, agreement as 1 to 5."""
    return {
        question: bool(score) if blueprint.questions[question].type is QuestionType.YES_NO else score
        for question, score in scores.items()
    }


def _outcomes(
    blueprint: Blueprint, check_in: CheckInId, codes: Mapping[str, Code], at: datetime
) -> list[e.OutcomeObserved]:
    """Outcomes measured here whose answers were given. What was not answered stays unobserved."""
    measured = [
        (one.id, holds(one.achieved_when, codes)) for one in blueprint.outcomes if one.measured_at == check_in
    ]
    return [
        e.OutcomeObserved(at=at, actor=e.SYSTEM, outcome=outcome, achieved=achieved)
        for outcome, achieved in measured
        if achieved is not None
    ]
