"""Endings of every kind, what the ride was like, the transition, and a way back in."""

from collections.abc import Mapping
from datetime import datetime

from throughline.blueprint import Blueprint, Design
from throughline.blueprint.model import EndingKind, QuestionType
from throughline.eventlog.shape import By
from throughline.ids import CheckInId, ContentId, DutyId, EndingId, QuestionId
from throughline.journey import events as e
from throughline.journey.decisions.deciding import (
    CALL_BACK,
    Events,
    NotInTheDesign,
    NotNow,
    check_has_ended,
    check_is_open,
    check_is_the_person,
    check_person_or_guide,
    check_stays_with,
    check_time,
    is_theirs,
    next_promise,
    with_consequences,
)
from throughline.journey.decisions.facts import NotAnAnswer
from throughline.journey.state import State
from throughline.journey.working_days import due_within

CALL_BACK_WITHIN = "2 working days"
"""How soon the guide gets in touch when a journey is opened again."""


def withdraw(
    state: State, design: Design, *, at: datetime, by: e.Actor, reason: ContentId | None = None
) -> Events:
    """The person stops. No reason is needed; the guide may record a wish that was spoken."""
    check_is_open(state, at)
    check_person_or_guide(state, by)
    return _end(state, design, at, by, design.blueprint.withdrawn.id, reason)


def end_journey(
    state: State, design: Design, *, at: datetime, by: e.Actor, ending: EndingId, reason: ContentId
) -> Events:
    """The guide ends it with a reason. A grant is reached through steps, unless it was given once before."""
    check_is_open(state, at)
    check_stays_with(state, by)
    if ending not in design.blueprint.ending_by_id:
        raise NotInTheDesign(f"'{ending}' is not an ending of this service.")
    granted = design.blueprint.ending_by_id[ending].kind is EndingKind.GRANTED
    if granted and state.granted_at is None:
        raise NotNow("This ending is reached by doing the steps that lead to it.")
    return _end(state, design, at, by, ending, reason)


def _end(
    state: State, design: Design, at: datetime, by: e.Actor, ending: EndingId, reason: ContentId | None
) -> Events:
    kind = design.blueprint.ending_by_id[ending].kind
    ended = e.JourneyEnded(at=at, actor=by, ending=ending, ending_kind=kind, reason=reason)
    return with_consequences(state, design, at, ended)


def answer_experience(
    state: State, design: Design, *, at: datetime, by: e.Actor, scores: Mapping[QuestionId, int]
) -> Events:
    """What the ride was like, asked at every ending. Each is answered once; any may be left out."""
    check_has_ended(state, at)
    check_is_the_person(state, by)
    if state.ending is None or not scores:
        raise NotAnAnswer("Answer at least one question, or leave the page: no answer is fine too.")
    for question in scores:
        if question not in experience_questions(design.blueprint, state):
            raise NotInTheDesign(f"'{question}' is not asked at this ending.")
        if question in state.experience:
            raise NotNow("You have answered this already. Thank you.")
    answers = [
        _answered(design.blueprint, question, score, at=at, by=by, ending=state.ending)
        for question, score in scores.items()
    ]
    return with_consequences(state, design, at, *answers)


def experience_questions(blueprint: Blueprint, state: State) -> tuple[QuestionId, ...]:
    """What is asked at this journey's ending."""
    experience = blueprint.experience
    if experience is None or state.ending_kind is None:
        return ()
    asked_here = experience.at == "every-ending" or state.ending_kind is EndingKind.GRANTED
    return experience.asks if asked_here else ()


def check_score(blueprint: Blueprint, question: QuestionId, score: int) -> None:
    if question not in blueprint.questions:
        raise NotInTheDesign(f"'{question}' is not a question of this service.")
    asked = blueprint.questions[question]
    if asked.type is QuestionType.YES_NO and score not in {0, 1}:
        raise NotAnAnswer(f"Answer yes or no: “{asked.ask}”")
    if asked.type is QuestionType.AGREE and score not in {1, 2, 3, 4, 5}:
        raise NotAnAnswer(f"Choose one of five answers: “{asked.ask}”")


def _answered(
    blueprint: Blueprint,
    question: QuestionId,
    score: int,
    *,
    at: datetime,
    by: e.Actor,
    ending: EndingId,
) -> e.QuestionAnswered:
    check_score(blueprint, question, score)
    return e.QuestionAnswered(at=at, actor=by, question=question, score=score, ending=ending)


def _check_transition(state: State, at: datetime) -> None:
    """The transition goes on when the journey opens again: that is often what it was opened for."""
    if not state.started:
        raise NotNow("This journey has not begun.")
    check_time(state, at)
    if state.transition_at is None:
        raise NotNow("The first weeks come after a yes, so this comes later.")


def understand_duty(state: State, design: Design, *, at: datetime, by: e.Actor, duty: DutyId) -> Events:
    """The person says that a duty is clear to them."""
    _check_transition(state, at)
    check_is_the_person(state, by)
    duties = design.blueprint.transition.duties if design.blueprint.transition else ()
    if duty not in {one.id for one in duties}:
        raise NotInTheDesign("This duty is not part of your transition.")
    if duty in state.duties:
        raise NotNow("You have marked this as clear already.")
    return with_consequences(state, design, at, e.DutyUnderstood(at=at, actor=by, duty=duty))


def make_introduction(
    state: State, design: Design, *, at: datetime, by: e.Actor, introduction: str
) -> Events:
    """The guide introduces the person to whoever comes next."""
    _check_transition(state, at)
    check_stays_with(state, by)
    known = design.blueprint.transition.introductions if design.blueprint.transition else ()
    if introduction not in {one.id for one in known}:
        raise NotInTheDesign("There is no such introduction in this transition.")
    if introduction in state.introductions:
        raise NotNow("This introduction has been made already.")
    made = e.IntroductionMade(at=at, actor=by, introduction=introduction)
    return with_consequences(state, design, at, made)


def reopen_journey(
    state: State, design: Design, *, at: datetime, by: e.Actor, reason: ContentId | None = None
) -> Events:
    """A way back in with everything that is known; the guide promises to be in touch."""
    check_has_ended(state, at)
    check_person_or_guide(state, by)
    return with_consequences(state, design, at, *reopening(state, design, at=at, by=by, reason=reason))


def reopening(
    state: State,
    design: Design,
    *,
    at: datetime,
    by: e.Actor,
    reason: ContentId | None = None,
    check_in: CheckInId | None = None,
) -> tuple[e.JourneyEvent, ...]:
    actor = by if is_theirs(by) or by.by is By.STAFF else e.SYSTEM
    due = due_within(at, CALL_BACK_WITHIN, design.organisation.calendar)
    return (
        e.JourneyReopened(at=at, actor=actor, reason=reason, check_in=check_in),
        e.PromiseMade(at=at, actor=e.SYSTEM, promise=next_promise(state, CALL_BACK), due=due),
    )
