"""What the read tables hold for a journey: a pure function of its state and design."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from throughline.blueprint import Design
from throughline.ids import JourneyId
from throughline.journey import events as e
from throughline.journey.codec import write_state
from throughline.journey.decisions.aftercare import check_in_due_at
from throughline.journey.next import OpenStep, current_stage, open_steps, whose_turn
from throughline.journey.state import HandoffState, HandoffStatus, PromiseStatus, State

Line = dict[str, Any]
"""One row of a read table by column, JSON-ready. `Any` because columns differ in type."""


@dataclass(frozen=True, slots=True)
class ReadTables:
    """A journey's rows in every read table that follows from its state, by key."""

    journey: Line | None
    work: Mapping[str, Line]
    promise: Mapping[str, Line]
    check_in: Mapping[str, Line]


NO_TABLES = ReadTables(None, {}, {}, {})
"""Before the first event."""


def read_tables(journey: JourneyId, state: State, design: Design) -> ReadTables:
    if not state.started:
        return NO_TABLES
    steps = open_steps(design.blueprint, state)
    return ReadTables(
        journey=_journey(journey, state, design),
        work={line["item"]: line for line in _work(journey, state, steps)},
        promise={line["promise"]: line for line in _promises(journey, state)},
        check_in={line["check_in"]: line for line in _check_ins(journey, state, design)},
    )


def _journey(journey: JourneyId, state: State, design: Design) -> Line:
    stage = current_stage(design.blueprint, state)
    running = [one.due for one in state.promises.values() if one.status is PromiseStatus.RUNNING]
    return {
        "id": journey,
        "seq": state.seq,
        "service": state.service,
        "version": state.version,
        "unit": state.unit,
        "stakeholder": state.stakeholder,
        "guide": state.guide,
        "stand_in": state.stand_in,
        "engagement": state.engagement,
        "stage": stage.id if stage else None,
        "turn": whose_turn(design.blueprint, state),
        "started_at": _time(state.started_at),
        "last_at": _time(state.last_at),
        "told_at": _time(state.told_at),
        "heard_at": _time(state.heard_at),
        "unanswered": state.unanswered,
        "next_due": _time(min(running, default=None)),
        "ended_at": _time(state.ended_at),
        "ending": state.ending,
        "ending_kind": state.ending_kind,
        "state": write_state(state),
    }


def _work(journey: JourneyId, state: State, steps: tuple[OpenStep, ...]) -> Iterator[Line]:
    for one in steps:
        yield _step_work(journey, state, one)
    for handoff, held in state.handoffs.items():
        if state.open and _waits(held):
            yield _handoff_work(journey, state, handoff, held)


def _step_work(journey: JourneyId, state: State, one: OpenStep) -> Line:
    return {
        "journey": journey,
        "item": one.step.id,
        "kind": "step",
        "step": one.step.id,
        "handoff": None,
        "function": one.function,
        "unit": state.unit,
        "holder": one.holder,
        "turn": one.turn,
        "since": _time(_since(state, one)),
        "due": _time(one.promise.due if one.promise else None),
        "came_back": one.came_back,
    }


def _since(state: State, one: OpenStep) -> datetime | None:
    """When it came: when we promised it, when it came back, or when what it waited for was done."""
    if one.promise is not None:
        return one.promise.made_at
    if one.items and one.since is not None:
        return one.since
    before = [state.steps[step].at for step in one.step.after if step in state.steps]
    return max(before, default=state.started_at)


def _waits(held: HandoffState) -> bool:
    """Whether somebody still has to answer: the offer, or the question behind it."""
    if held.status is HandoffStatus.OFFERED:
        return True
    return held.status is HandoffStatus.ACCEPTED and held.how is not e.HandoffKind.TRANSFER


def _handoff_work(journey: JourneyId, state: State, handoff: str, held: HandoffState) -> Line:
    return {
        "journey": journey,
        "item": f"handoff:{handoff}",
        "kind": "offer" if held.status is HandoffStatus.OFFERED else "input",
        "step": held.step,
        "handoff": handoff,
        "function": held.to,
        "unit": state.unit,
        "holder": held.accepted_by,
        "turn": e.Turn.WITH_US,
        "since": _time(held.at),
        "due": None,
        "came_back": 0,
    }


def _promises(journey: JourneyId, state: State) -> Iterator[Line]:
    for promise, held in state.promises.items():
        yield {
            "journey": journey,
            "promise": promise,
            "step": held.step,
            "status": held.status,
            "made_at": _time(held.made_at),
            "due": _time(held.due),
            "expected": _time(held.expected),
            "warned": held.warned,
            "closed_at": _time(held.closed_at),
        }


def _check_ins(journey: JourneyId, state: State, design: Design) -> Iterator[Line]:
    for one in design.blueprint.aftercare:
        due = check_in_due_at(state, one)
        sent = state.check_ins_sent.get(one.id)
        if due is None and sent is None:
            continue
        yield {
            "journey": journey,
            "check_in": one.id,
            "due": _time(due or sent),
            "sent_at": _time(sent),
            "answered_at": _time(state.check_ins_answered.get(one.id)),
        }


WORDS = (e.MessageSent, e.MessageReceived, e.NoteWritten)


def message_of(journey: JourneyId, seq: int, event: e.JourneyEvent) -> Line | None:
    """The row of the message table, for an event that says something in somebody's own words."""
    if not isinstance(event, WORDS):
        return None
    return {
        "journey": journey,
        "seq": seq,
        "at": _time(event.at),
        "kind": event.kind,
        "by": event.actor.by,
        "person": event.actor.person,
        "channel": None if isinstance(event, e.NoteWritten) else event.channel,
        "about": event.about if isinstance(event, e.MessageReceived) else None,
        "content": event.content,
    }


def _time(at: datetime | None) -> str | None:
    return at.isoformat() if at is not None else None
