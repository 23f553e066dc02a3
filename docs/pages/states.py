"""The page of states: how a step, a promise and a handoff may stand, and which event leads there.

What comes out of an event is asked of the fold itself, so the tables cannot say what the code does not do.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from throughline.eventlog.shape import By
from throughline.ids import ContentId, FunctionId, HandoffId, PromiseId, StaffId, StepId
from throughline.journey import events as e
from throughline.journey.fold import evolve
from throughline.journey.next import STANDING
from throughline.journey.state import (
    HandoffState,
    HandoffStatus,
    PromiseState,
    PromiseStatus,
    State,
    StepState,
    StepStatus,
)

HEAD = """# States of a journey

Generated from `throughline.journey.fold`; do not edit.

A state is one fold over events.
Each table says how something stands (down) and how it stands after an event (across).
A dash says that the decisions never let that event happen there.
"""

AT = datetime(2026, 3, 2, 10, tzinfo=UTC)
DUE = AT + timedelta(days=5)
WHO = e.Actor(by=By.STAFF, person=StaffId("chidi"), function=FunctionId("a-function"))
STEP, OTHER = StepId("step"), StepId("other")
PROMISE, HANDOFF, WORDS = PromiseId("step.1"), HandoffId("handoff"), ContentId("content")


def as_markdown() -> str:
    """Three tables: steps, promises, handoffs."""
    return "\n".join([HEAD, *_steps(), "", *_promises(), "", *_handoffs()])


def _steps() -> Iterator[str]:
    events: list[e.JourneyEvent] = [
        e.StepStarted(at=AT, actor=WHO, step=STEP),
        e.StepDone(at=AT, actor=WHO, step=STEP),
        e.StepReturned(at=AT, actor=WHO, step=STEP, to=OTHER, items=()),
        e.StepReturned(at=AT, actor=WHO, step=OTHER, to=STEP, items=()),
        e.StepDone(at=AT, actor=WHO, step=OTHER),
        e.StepSkipped(at=AT, actor=WHO, step=STEP, reason=e.SkipReason.NOT_NEEDED),
    ]
    across = ["started", "done", "sends back", "is sent back", "what it sent back is done", "skipped"]
    yield from _heading("Steps", across)
    for status in (None, *StepStatus):
        held = StepState(status=status, at=AT, returned_to=OTHER) if status else None
        state = State(seq=1, steps={STEP: held} if held else {})
        after = [_step_after(state, event) for event in events]
        yield _line(status.value if status else "not touched", after, _step_can(status))


def _step_after(state: State, event: e.JourneyEvent) -> str:
    held = evolve(state, event).steps.get(STEP)
    return held.status.value if held else "not touched"


def _step_can(status: StepStatus | None) -> list[bool]:
    """Which of the events above the decisions let happen."""
    open_to_work = status in {None, StepStatus.STARTED}
    returned, waiting = status is StepStatus.RETURNED, status is StepStatus.WAITING_FOR_CORRECTION
    passed = status in {StepStatus.DONE, StepStatus.SKIPPED, StepStatus.RETURNED}
    return [
        open_to_work or returned,
        open_to_work or returned,
        open_to_work,
        passed,
        waiting,
        open_to_work or returned,
    ]


def _promises() -> Iterator[str]:
    events: list[e.JourneyEvent] = [
        e.PromiseKept(at=AT, actor=WHO, promise=PROMISE),
        e.PromiseBroken(at=AT, actor=WHO, promise=PROMISE),
        e.PromiseRenegotiated(at=AT, actor=WHO, promise=PROMISE, due=DUE),
        e.PromiseWarned(at=AT, actor=WHO, promise=PROMISE, expected=DUE),
        e.PromisePaused(at=AT, actor=WHO, promise=PROMISE, turn=e.Turn.WITH_YOU),
        e.PromiseResumed(at=AT, actor=WHO, promise=PROMISE, due=DUE),
        e.PromiseReleased(at=AT, actor=WHO, promise=PROMISE),
    ]
    yield from _heading("Promises", [event.kind.removesuffix("/1") for event in events])
    for status in PromiseStatus:
        held = PromiseState(status=status, due=DUE, made_at=AT, step=STEP)
        state = State(seq=1, promises={PROMISE: held})
        after = [evolve(state, event).promises[PROMISE].status.value for event in events]
        running, standing = status is PromiseStatus.RUNNING, status in STANDING
        yield _line(
            status.value,
            after,
            [standing, running, running, running, running, standing and not running, standing],
        )


def _handoffs() -> Iterator[str]:
    events: list[e.JourneyEvent] = [
        e.HandoffAccepted(at=AT, actor=WHO, handoff=HANDOFF),
        e.HandoffDeclined(at=AT, actor=WHO, handoff=HANDOFF, reason=WORDS),
        e.InputGiven(at=AT, actor=WHO, handoff=HANDOFF, content=WORDS),
    ]
    yield from _heading("Handoffs", [event.kind.removesuffix("/1") for event in events])
    for status in HandoffStatus:
        held = HandoffState(
            how=e.HandoffKind.ASK_FOR_INPUT,
            status=status,
            step=STEP,
            from_function=FunctionId("a-function"),
            to=FunctionId("another"),
            context=WORDS,
            at=AT,
        )
        state = State(seq=1, handoffs={HANDOFF: held})
        after = [evolve(state, event).handoffs[HANDOFF].status.value for event in events]
        offered, accepted = status is HandoffStatus.OFFERED, status is HandoffStatus.ACCEPTED
        yield _line(status.value, after, [offered, offered, accepted])


def _heading(title: str, across: list[str] | list[StrEnum]) -> Iterator[str]:
    yield f"## {title}"
    yield ""
    yield f"| stands | {' | '.join(across)} |"
    yield "|" + " --- |" * (len(across) + 1)


def _line(stands: str, after: list[str], can: list[bool]) -> str:
    cells = [one if may else "–" for one, may in zip(after, can, strict=True)]
    return f"| {stands} | {' | '.join(cells)} |"
