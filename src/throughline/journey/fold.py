"""The one fold: a state and what happened next give the next state. Nothing else changes a state."""

from collections.abc import Iterable, Mapping
from typing import TypeVar, assert_never

from throughline.blueprint.model import EndingKind
from throughline.eventlog.shape import By
from throughline.ids import FactKey, FunctionId, HandoffId, PromiseId, StaffId, StepId
from throughline.journey import events as e
from throughline.journey.changed import replace
from throughline.journey.state import (
    NOTHING,
    ActionState,
    FactHeld,
    HandoffState,
    HandoffStatus,
    PromiseState,
    PromiseStatus,
    State,
    StepState,
    StepStatus,
)

K = TypeVar("K")
V = TypeVar("V")


def replay(events: Iterable[e.JourneyEvent], state: State = NOTHING) -> State:
    """The state after these events: the only way a state comes about."""
    for event in events:
        state = evolve(state, event)
    return state


def evolve(state: State, event: e.JourneyEvent) -> State:
    """The state after one more event."""
    return _apply(replace(state, seq=state.seq + 1, last_at=event.at), event)


def _apply(
    state: State, event: e.JourneyEvent
) -> State:  # one exhaustive match is easier to read than a table
    match event:
        case e.JourneyStarted():
            return replace(
                state,
                started_at=event.at,
                stakeholder=event.stakeholder,
                service=event.service,
                version=event.version,
                unit=event.unit,
                engagement=event.engagement,
            )
        case e.EngagementChosen(engagement=engagement):
            return replace(state, engagement=engagement)
        case e.GuideAssigned(guide=guide):
            stand_in = None if state.stand_in == guide else state.stand_in
            return replace(_told(state, event), guide=guide, stand_in=stand_in)
        case e.StandInAssigned(stand_in=stand_in):
            return replace(_told(state, event), stand_in=stand_in)
        case e.StandInEnded():
            return replace(state, stand_in=None)
        case e.FactAsked(fact=fact):
            return replace(
                _told(state, event),
                asked=_with(state.asked, fact, state.asked.get(fact, 0) + 1),
                awaited=_with(state.awaited, fact, event.at),
            )
        case e.FactGiven() | e.FactCorrected():
            held = FactHeld(content=event.content, at=event.at, source=event.source, code=event.code)
            return _fact(state, event.fact, held)
        case e.FactReused():
            held = FactHeld(
                content=event.content,
                at=event.at,
                source=e.Source.EARLIER,
                code=event.code,
                from_journey=event.from_journey,
            )
            return _fact(state, event.fact, held)
        case e.FactWithdrawn(fact=fact):
            facts = {key: held for key, held in state.facts.items() if key != fact}
            return replace(state, facts=facts, awaited=_with(state.awaited, fact, event.at))
        case e.StepStarted() | e.StepDone() | e.StepReturned() | e.StepSkipped():
            return _apply_to_step(state, event)
        case e.HandoffOffered() | e.HandoffAccepted() | e.HandoffDeclined() | e.InputGiven():
            return _apply_to_handoff(state, event)
        case (
            e.PromiseMade()
            | e.PromiseKept()
            | e.PromiseBroken()
            | e.PromiseRenegotiated()
            | e.PromiseWarned()
            | e.PromisePaused()
            | e.PromiseResumed()
            | e.PromiseReleased()
        ):
            return _apply_to_promise(_told(state, event), event)
        case e.MessageSent():
            # A message that was sent by itself does not answer what the person wrote.
            unanswered = 0 if event.actor.by is By.STAFF else state.unanswered
            return replace(_told(state, event), unanswered=unanswered)
        case e.MessageReceived():
            return replace(state, heard_at=event.at, unanswered=state.unanswered + 1)
        case e.NoteWritten():
            return state
        case e.GoalStated(goal=goal, content=content):
            return replace(state, goals=_with(state.goals, goal, content))
        case e.ActionProposed() | e.ActionAgreed() | e.ActionDone():
            ours = event.actor.by is By.STAFF and not isinstance(event, e.ActionDone)
            return _apply_to_plan(_told(state, event) if ours else state, event)
        case e.JourneyEnded():
            granted = event.ending_kind is EndingKind.GRANTED
            theirs = event.actor.by in {By.STAKEHOLDER, By.DELEGATE}
            return replace(
                state if theirs else _told(state, event),
                ending=event.ending,
                ending_kind=event.ending_kind,
                ended_at=event.at,
                ended_by=event.step,
                granted_at=state.granted_at or (event.at if granted else None),
                experience={},
            )
        case e.QuestionAnswered(question=question, score=score, check_in=None):
            return replace(state, experience=_with(state.experience, question, score))
        case e.QuestionAnswered():
            return state
        case e.TransitionBegun():
            return replace(_told(state, event), transition_at=event.at)
        case e.DutyUnderstood(duty=duty):
            return replace(state, duties=_with(state.duties, duty, event.at))
        case e.IntroductionMade(introduction=introduction):
            return replace(
                _told(state, event), introductions=_with(state.introductions, introduction, event.at)
            )
        case e.CheckInSent(check_in=check_in):
            return replace(
                _told(state, event), check_ins_sent=_with(state.check_ins_sent, check_in, event.at)
            )
        case e.CheckInAnswered(check_in=check_in):
            return replace(state, check_ins_answered=_with(state.check_ins_answered, check_in, event.at))
        case e.OutcomeObserved(outcome=outcome, achieved=achieved):
            return replace(state, outcomes=_with(state.outcomes, outcome, achieved))
        case e.JourneyReopened():
            return _reopen(state, event)
        case _:
            assert_never(event)


def _reopen(state: State, event: e.JourneyReopened) -> State:
    """Open again. What ended it is decided anew, unless it was what the person came for."""
    steps = state.steps
    if state.ended_by is not None and state.ending_kind is not EndingKind.GRANTED:
        steps = _with(steps, state.ended_by, _taken_up_again(steps[state.ended_by], event))
    return replace(
        state,
        ending=None,
        ending_kind=None,
        ended_at=None,
        ended_by=None,
        reopened=state.reopened + 1,
        steps=steps,
    )


def _with(mapping: Mapping[K, V], key: K, value: V) -> Mapping[K, V]:
    return {**mapping, key: value}


def _told(state: State, event: e.Event) -> State:
    """Remember when the person last heard from us. A clock that merely stops is not a word to them."""
    silent = isinstance(event, e.PromiseKept | e.PromisePaused | e.PromiseReleased)
    return state if silent else replace(state, told_at=event.at)


def _fact(state: State, fact: FactKey, held: FactHeld) -> State:
    awaited = {key: at for key, at in state.awaited.items() if key != fact}
    return replace(state, facts=_with(state.facts, fact, held), awaited=awaited)


def _apply_to_step(state: State, event: e.StepStarted | e.StepDone | e.StepReturned | e.StepSkipped) -> State:
    before = state.steps.get(event.step)
    rounds = before.rounds if before else 0
    match event:
        case e.StepStarted():
            holder = (
                StaffId(event.actor.person) if event.actor.by is By.STAFF and event.actor.person else None
            )
            # A returned step that the person opens again stays returned: its items still stand.
            started = StepState(status=StepStatus.STARTED, at=event.at, holder=holder, rounds=rounds)
            if before and before.status is StepStatus.RETURNED:
                started = replace(before, at=event.at)
            return replace(state, steps=_with(state.steps, event.step, started))
        case e.StepDone(decision=decision):
            done = StepState(
                status=StepStatus.DONE,
                at=event.at,
                holder=before.holder if before else None,
                decision=decision,
                rounds=rounds + 1,
            )
            steps = _with(_without_waiting(state, event), event.step, done)
            return replace(_decided(state, event), steps=steps)
        case e.StepReturned(to=to):
            waiting = StepState(
                status=StepStatus.WAITING_FOR_CORRECTION,
                at=event.at,
                holder=before.holder if before else None,
                decision=event.decision,
                rounds=rounds + 1,
                returned_to=to,
            )
            theirs = state.steps.get(to)
            returned = StepState(
                status=StepStatus.RETURNED,
                at=event.at,
                rounds=theirs.rounds if theirs else 0,
                items=_items(theirs, event.items),
                returned_by=event.step,
            )
            steps = _with(_with(state.steps, event.step, waiting), to, returned)
            return replace(_told(state, event), steps=steps)
        case e.StepSkipped():
            skipped = StepState(status=StepStatus.SKIPPED, at=event.at, rounds=rounds)
            return replace(state, steps=_with(_without_waiting(state, event), event.step, skipped))


def _items(theirs: StepState | None, named: tuple[e.CorrectionItem, ...]) -> tuple[e.CorrectionItem, ...]:
    """What to put right when another step had sent it back already: both lists, each fact once."""
    if theirs is None or theirs.status is not StepStatus.RETURNED:
        return named
    again = {item.fact for item in named}
    return tuple(item for item in theirs.items if item.fact not in again) + named


def _without_waiting(state: State, event: e.StepDone | e.StepSkipped) -> Mapping[StepId, StepState]:
    """The steps, with every one that had sent this one back taken up again by whoever held it."""
    waited = {
        step: _taken_up_again(held, event)
        for step, held in state.steps.items()
        if held.status is StepStatus.WAITING_FOR_CORRECTION and held.returned_to == event.step
    }
    return {**state.steps, **waited}


def _taken_up_again(step: StepState, event: e.Event) -> StepState:
    """Open again for whoever held it. How often it was done before is not forgotten."""
    return StepState(status=StepStatus.STARTED, at=event.at, holder=step.holder, rounds=step.rounds)


def _decided(state: State, event: e.StepDone) -> State:
    told = _told(state, event) if event.actor.by is By.STAFF else state
    if event.decides is None or event.decision is None:
        return told
    return replace(told, decisions=_with(told.decisions, event.decides, event.decision))


def _apply_to_handoff(
    state: State, event: e.HandoffOffered | e.HandoffAccepted | e.HandoffDeclined | e.InputGiven
) -> State:
    match event:
        case e.HandoffOffered():
            offered = HandoffState(
                how=event.how,
                status=HandoffStatus.OFFERED,
                step=event.step,
                from_function=event.actor.function or event.to,
                to=event.to,
                context=event.context,
                at=event.at,
            )
            return replace(state, handoffs=_with(state.handoffs, event.handoff, offered))
        case e.HandoffAccepted():
            return _accepted(state, event)
        case e.HandoffDeclined():
            return _handoff_now(state, event.handoff, HandoffStatus.DECLINED)
        case e.InputGiven():
            return _handoff_now(state, event.handoff, HandoffStatus.ANSWERED)


def _handoff_now(state: State, handoff: HandoffId, status: HandoffStatus) -> State:
    now = replace(state.handoffs[handoff], status=status)
    return replace(state, handoffs=_with(state.handoffs, handoff, now))


def _accepted(state: State, event: e.HandoffAccepted) -> State:
    handoff = state.handoffs[event.handoff]
    person = StaffId(event.actor.person) if event.actor.person else None
    now = replace(handoff, status=HandoffStatus.ACCEPTED, accepted_by=person)
    state = replace(state, handoffs=_with(state.handoffs, event.handoff, now))
    if handoff.how is not e.HandoffKind.TRANSFER:
        return state
    before = state.steps.get(handoff.step)
    held = StepState(
        status=StepStatus.STARTED, at=event.at, holder=person, rounds=before.rounds if before else 0
    )
    if before and before.status is StepStatus.WAITING_FOR_CORRECTION:
        held = replace(before, holder=person)
    moved: Mapping[StepId, FunctionId] = _with(state.moved, handoff.step, handoff.to)
    return replace(_told(state, event), moved=moved, steps=_with(state.steps, handoff.step, held))


def _apply_to_promise(
    state: State,
    event: e.PromiseMade
    | e.PromiseKept
    | e.PromiseBroken
    | e.PromiseRenegotiated
    | e.PromiseWarned
    | e.PromisePaused
    | e.PromiseResumed
    | e.PromiseReleased,
) -> State:
    match event:
        case e.PromiseMade(due=due, step=step):
            made = PromiseState(status=PromiseStatus.RUNNING, due=due, made_at=event.at, step=step)
            return _promise_now(state, event.promise, made)
        case e.PromiseKept():
            return _promise_closed(state, event, PromiseStatus.KEPT)
        case e.PromiseBroken():
            return _promise_closed(state, event, PromiseStatus.BROKEN)
        case e.PromiseReleased():
            return _promise_closed(state, event, PromiseStatus.RELEASED)
        case e.PromiseRenegotiated(due=due):
            before = state.promises[event.promise]
            now = replace(before, due=due, renegotiated=before.renegotiated + 1, warned=False, expected=None)
            return _promise_now(state, event.promise, now)
        case e.PromiseWarned(expected=expected):
            now = replace(state.promises[event.promise], warned=True, expected=expected)
            return _promise_now(state, event.promise, now)
        case e.PromisePaused(turn=turn):
            now = replace(
                state.promises[event.promise], status=PromiseStatus.PAUSED, paused_at=event.at, turn=turn
            )
            return _promise_now(state, event.promise, now)
        case e.PromiseResumed(due=due):
            before = state.promises[event.promise]
            now = replace(
                before,
                status=PromiseStatus.RUNNING,
                due=due,
                paused_at=None,
                turn=e.Turn.WITH_US,
                warned=before.warned and due == before.due,
                expected=before.expected if due == before.due else None,
            )
            return _promise_now(state, event.promise, now)


def _promise_now(state: State, promise: PromiseId, now: PromiseState) -> State:
    return replace(state, promises=_with(state.promises, promise, now))


def _promise_closed(
    state: State, event: e.PromiseKept | e.PromiseBroken | e.PromiseReleased, status: PromiseStatus
) -> State:
    now = replace(state.promises[event.promise], status=status, closed_at=event.at)
    return _promise_now(state, event.promise, now)


def _apply_to_plan(state: State, event: e.ActionProposed | e.ActionAgreed | e.ActionDone) -> State:
    match event:
        case e.ActionProposed():
            now = ActionState(
                side=event.side, content=event.content, due=event.due, proposed_by=event.actor.by
            )
        case e.ActionAgreed():
            now = replace(state.actions[event.action], agreed=True)
        case e.ActionDone():
            now = replace(state.actions[event.action], done=True)
    return replace(state, actions=_with(state.actions, event.action, now))
