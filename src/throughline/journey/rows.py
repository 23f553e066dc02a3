"""A journey's event as one row of the record: which way it went, who did it, and what it is about."""

from datetime import datetime
from typing import assert_never

from throughline.blueprint import Blueprint
from throughline.eventlog.shape import By, Channel, Direction, Lifecycle, Row
from throughline.ids import JourneyId, StepId
from throughline.journey import events as e
from throughline.journey.state import State

TO, FROM, INSIDE = Direction.TO, Direction.FROM, Direction.INSIDE


def row_of(journey: JourneyId, event: e.JourneyEvent, after: State, blueprint: Blueprint) -> Row:
    """The row of an event. `after`, the state right after it, gives `seq`, service, version and unit."""
    step = step_of(event, after)
    return Row(
        journey=journey,
        seq=after.seq,
        at=event.at,
        kind=event.kind,
        name=step if _is_work(event) else None,
        direction=direction_of(event, blueprint, after),
        by=event.actor.by,
        person=event.actor.person if event.actor.by is By.STAFF else None,
        function=event.actor.function if event.actor.by is By.STAFF else None,
        unit=after.unit,
        service=after.service,
        version=after.version,
        stage=blueprint.stage_of[step].id if step in blueprint.stage_of else None,
        channel=channel_of(event),
        key=_key(event),
        due=_due(event),
        value=_value(event),
        lifecycle=_lifecycle(event),
    )


def step_of(event: e.JourneyEvent, after: State) -> StepId | None:
    """The step an event is about, if it is about one."""
    match event:
        case (
            e.StepStarted(step=step)
            | e.StepDone(step=step)
            | e.StepReturned(step=step)
            | e.StepSkipped(step=step)
            | e.HandoffOffered(step=step)
            | e.FactAsked(step=step)
            | e.PromiseMade(step=step)
        ):
            return step
        case (
            e.HandoffAccepted(handoff=handoff)
            | e.HandoffDeclined(handoff=handoff)
            | e.InputGiven(handoff=handoff)
        ):
            return after.handoffs[handoff].step
        case (
            e.PromiseKept(promise=promise)
            | e.PromiseBroken(promise=promise)
            | e.PromiseRenegotiated(promise=promise)
            | e.PromiseWarned(promise=promise)
            | e.PromisePaused(promise=promise)
            | e.PromiseResumed(promise=promise)
            | e.PromiseReleased(promise=promise)
        ):
            return after.promises[promise].step
        case _:
            return None


def _is_work(event: e.JourneyEvent) -> bool:
    """Whether the row is a piece of work with a name, that may be repeated."""
    return isinstance(event, e.StepStarted | e.StepDone | e.StepReturned | e.StepSkipped)


def direction_of(event: e.JourneyEvent, blueprint: Blueprint, after: State | None = None) -> Direction:
    """Which way it went, from the person's seat. What the person never meets is `inside`.

    Who takes over a step is told to the person once they have accepted it; `after` says what was accepted.
    """
    theirs = event.actor.by in {By.STAKEHOLDER, By.DELEGATE}
    match event:
        case (
            e.GuideAssigned()
            | e.StandInAssigned()
            | e.FactAsked()
            | e.StepReturned()
            | e.PromiseMade()
            | e.PromiseBroken()
            | e.PromiseRenegotiated()
            | e.PromiseWarned()
            | e.PromiseResumed()
            | e.MessageSent()
            | e.TransitionBegun()
            | e.IntroductionMade()
            | e.CheckInSent()
        ):
            return TO
        case (
            e.JourneyStarted()
            | e.FactGiven()
            | e.FactCorrected()
            | e.FactReused()
            | e.FactWithdrawn()
            | e.MessageReceived()
            | e.GoalStated()
            | e.QuestionAnswered()
            | e.DutyUnderstood()
            | e.CheckInAnswered()
        ):
            return FROM
        case (
            e.StandInEnded()
            | e.StepStarted()
            | e.StepSkipped()
            | e.HandoffOffered()
            | e.HandoffDeclined()
            | e.InputGiven()
            | e.PromiseKept()
            | e.PromisePaused()
            | e.PromiseReleased()
            | e.NoteWritten()
            | e.OutcomeObserved()
        ):
            return FROM if theirs else INSIDE
        case e.HandoffAccepted(handoff=handoff):
            moved = after is not None and after.handoffs[handoff].how is e.HandoffKind.TRANSFER
            return TO if moved else INSIDE
        case e.StepDone(step=step):
            return FROM if theirs else (TO if blueprint.steps[step].sees else INSIDE)
        case e.EngagementChosen() | e.ActionDone() | e.JourneyReopened():
            return FROM if theirs else INSIDE
        case e.JourneyEnded() | e.ActionProposed() | e.ActionAgreed():
            return FROM if theirs else TO
        case _:
            assert_never(event)


def channel_of(event: e.JourneyEvent) -> Channel | None:
    match event:
        case (
            e.JourneyStarted(channel=channel)
            | e.FactGiven(channel=channel)
            | e.FactCorrected(channel=channel)
            | e.StepDone(channel=channel)
            | e.MessageSent(channel=channel)
            | e.MessageReceived(channel=channel)
        ):
            return channel
        case _:
            return None


def _key(event: e.JourneyEvent) -> str | None:
    match event:
        case (
            e.FactAsked(fact=key)
            | e.FactGiven(fact=key)
            | e.FactCorrected(fact=key)
            | e.FactReused(fact=key)
            | e.FactWithdrawn(fact=key)
        ):
            return key
        case (
            e.PromiseMade(promise=key)
            | e.PromiseKept(promise=key)
            | e.PromiseBroken(promise=key)
            | e.PromiseRenegotiated(promise=key)
            | e.PromiseWarned(promise=key)
            | e.PromisePaused(promise=key)
            | e.PromiseResumed(promise=key)
            | e.PromiseReleased(promise=key)
        ):
            return key
        case e.QuestionAnswered(question=key) | e.OutcomeObserved(outcome=key) | e.JourneyEnded(ending=key):
            return key
        case e.CheckInSent(check_in=key) | e.CheckInAnswered(check_in=key) | e.DutyUnderstood(duty=key):
            return key
        case e.StepDone(decision=decision) | e.StepReturned(decision=decision):
            return decision
        case e.MessageReceived(about=about):
            return about
        case _:
            return None


def _due(event: e.JourneyEvent) -> datetime | None:
    match event:
        case e.PromiseMade(due=due) | e.PromiseRenegotiated(due=due) | e.PromiseResumed(due=due):
            return due
        case e.PromiseWarned(expected=expected):
            return expected
        case _:
            return None


def _value(event: e.JourneyEvent) -> float | None:
    match event:
        case e.QuestionAnswered(score=score):
            return float(score)
        case e.OutcomeObserved(achieved=achieved):
            return float(achieved)
        case _:
            return None


def _lifecycle(event: e.JourneyEvent) -> Lifecycle | None:
    match event:
        case e.StepStarted():
            return Lifecycle.START
        case e.StepDone() | e.StepReturned() | e.StepSkipped():
            return Lifecycle.COMPLETE
        case _:
            return None
