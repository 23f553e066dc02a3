"""What is next follows from design and state alone: open steps, for whom, what each needs, whose turn."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from throughline.blueprint import Blueprint
from throughline.blueprint.conditions import holds
from throughline.blueprint.model import Stage, Step
from throughline.ids import FactKey, FunctionId, StaffId, StepId
from throughline.journey.events import CorrectionItem, HandoffKind, Turn
from throughline.journey.state import (
    HandoffStatus,
    PromiseState,
    PromiseStatus,
    State,
    StepState,
    StepStatus,
)

SETTLED = {StepStatus.DONE, StepStatus.SKIPPED}


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenStep:
    """One step that can be worked on, or that waits for something named."""

    step: Step
    stage: Stage
    function: FunctionId
    """Who does it now: the design's function, or the one it was transferred to."""
    turn: Turn
    holder: StaffId | None
    since: datetime | None
    missing: tuple[FactKey, ...]
    """Facts it still needs, in the order the design asks for them."""
    items: tuple[CorrectionItem, ...] = ()
    """What to put right, when it came back."""
    promise: PromiseState | None = None
    came_back: int = 0
    """How many times the work had been done before."""


def applies(step: Step, state: State) -> bool | None:
    """Whether the step is part of this journey; `None` while the facts do not tell."""
    return holds(step.when, state.known)


def settled_steps(blueprint: Blueprint, state: State) -> set[StepId]:
    """Steps that hold nobody up: done, skipped, or reached and found not to be part of this journey."""
    settled: set[StepId] = set()
    waiting = list(blueprint.steps.values())
    while True:
        fresh = [step for step in waiting if _is_settled(step, state, settled)]
        if not fresh:
            return settled
        settled.update(step.id for step in fresh)
        waiting = [step for step in waiting if step.id not in settled]


def _is_settled(step: Step, state: State, settled: set[StepId]) -> bool:
    recorded = state.steps.get(step.id)
    if recorded and recorded.status in SETTLED:
        return True
    return applies(step, state) is False and settled.issuperset(step.after)


def open_steps(blueprint: Blueprint, state: State) -> tuple[OpenStep, ...]:
    """Every step that is open, in the order of the design. Empty once the journey has ended."""
    if not state.open:
        return ()
    settled = settled_steps(blueprint, state)
    return tuple(
        _open(blueprint, state, step)
        for step in blueprint.steps.values()
        if step.id not in settled and _is_reached(step, state, settled)
    )


def open_step(blueprint: Blueprint, state: State, step: StepId) -> OpenStep | None:
    """The step as an open one, or `None` when it is not open."""
    return next((one for one in open_steps(blueprint, state) if one.step.id == step), None)


def _is_reached(step: Step, state: State, settled: set[StepId]) -> bool:
    recorded = state.steps.get(step.id)
    if recorded and recorded.status in {StepStatus.RETURNED, StepStatus.WAITING_FOR_CORRECTION}:
        return True
    return applies(step, state) is True and settled.issuperset(step.after)


def _open(blueprint: Blueprint, state: State, step: Step) -> OpenStep:
    recorded = state.steps.get(step.id)
    function = state.moved.get(step.id, step.by)
    return OpenStep(
        step=step,
        stage=blueprint.stage_of[step.id],
        function=function,
        turn=_turn_of(blueprint, state, step, recorded),
        holder=recorded.holder if recorded else None,
        since=recorded.at if recorded else None,
        missing=missing_facts(blueprint, state, step),
        items=recorded.items if recorded else (),
        promise=running_promise(state, step.id),
        came_back=recorded.rounds if recorded else 0,
    )


def _turn_of(blueprint: Blueprint, state: State, step: Step, recorded: StepState | None) -> Turn:
    waits_for_person = recorded is not None and recorded.status is StepStatus.WAITING_FOR_CORRECTION
    if step.is_theirs or waits_for_person:
        return Turn.WITH_YOU
    function = blueprint.functions.get(state.moved.get(step.id, step.by))
    if function is not None and function.outside:
        return Turn.WITH_SOMEONE_ELSE
    return Turn.WITH_SOMEONE_ELSE if _asks_outside(blueprint, state, step.id) else Turn.WITH_US


def _asks_outside(blueprint: Blueprint, state: State, step: StepId) -> bool:
    """Whether somebody outside the organisation has been asked for input and has taken it on."""
    return any(
        handoff.how is HandoffKind.ASK_FOR_INPUT
        and handoff.status is HandoffStatus.ACCEPTED
        and handoff.to in blueprint.functions
        and blueprint.functions[handoff.to].outside
        for handoff in state.handoffs.values()
        if handoff.step == step
    )


def needed_facts(blueprint: Blueprint, state: State, step: Step) -> Iterator[FactKey]:
    """Facts the step asks for in this journey: those whose own condition holds."""
    return (key for key in step.needs if holds(blueprint.facts[key].when, state.known) is True)


def missing_facts(blueprint: Blueprint, state: State, step: Step) -> tuple[FactKey, ...]:
    """Needed and not known, and not optional."""
    return tuple(
        key
        for key in needed_facts(blueprint, state, step)
        if key not in state.facts and not blueprint.facts[key].optional
    )


def running_promise(state: State, step: StepId) -> PromiseState | None:
    """The promise that stands for a step: running or paused."""
    standing = {PromiseStatus.RUNNING, PromiseStatus.PAUSED}
    return next((one for one in state.promises.values() if one.step == step and one.status in standing), None)


def whose_turn(blueprint: Blueprint, state: State) -> Turn | None:
    """Whose turn the journey is: the person's as soon as anything waits for them; `None` at the end."""
    if not state.open:
        return None
    turns = {one.turn for one in open_steps(blueprint, state)}
    for turn in (Turn.WITH_YOU, Turn.WITH_US, Turn.WITH_SOMEONE_ELSE):
        if turn in turns:
            return turn
    return Turn.WITH_US


def current_stage(blueprint: Blueprint, state: State) -> Stage | None:
    """The first stage with an open step; `None` when nothing is open."""
    return next((one.stage for one in open_steps(blueprint, state)), None)
