"""What is next follows from design and state alone: open steps, for whom, what each needs, whose turn."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from throughline.blueprint import Blueprint
from throughline.blueprint.conditions import Known, holds
from throughline.blueprint.graph import in_order
from throughline.blueprint.model import Stage, Step
from throughline.ids import FactKey, FunctionId, StaffId, StepId
from throughline.journey.events import CorrectionItem, HandoffKind, Turn
from throughline.journey.state import (
    HandoffStatus,
    PromiseState,
    PromiseStatus,
    State,
    StepStatus,
)

SETTLED = frozenset({StepStatus.DONE, StepStatus.SKIPPED})
PASSED = SETTLED | {StepStatus.RETURNED}
BETWEEN_US = frozenset({StepStatus.RETURNED, StepStatus.WAITING_FOR_CORRECTION})
STANDING = frozenset({PromiseStatus.RUNNING, PromiseStatus.PAUSED})


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
    """Steps that hold nobody up: done, skipped, or reached and found not to be part of this journey.

    A step that came back has been done once, so it holds up only the step that sent it back: work that
    runs beside it goes on, and its promise stands.
    """
    return _settled(blueprint, state, state.known)


def _settled(blueprint: Blueprint, state: State, known: Known) -> set[StepId]:
    settled: set[StepId] = set()
    for step in _in_order(blueprint):
        recorded = state.steps.get(step.id)
        if (recorded and recorded.status in PASSED) or (
            settled.issuperset(step.after) and holds(step.when, known) is False
        ):
            settled.add(step.id)
    return settled


_ORDERS: dict[int, tuple[Blueprint, tuple[Step, ...]]] = {}
"""The order of steps of the designs in use: it is asked for with every decision and never changes."""
_KEPT_ORDERS = 64


def _in_order(blueprint: Blueprint) -> tuple[Step, ...]:
    """Every step, each after all that it waits for."""
    kept = _ORDERS.get(id(blueprint))
    if kept is not None and kept[0] is blueprint:
        return kept[1]
    order = tuple(in_order(blueprint))
    if len(_ORDERS) >= _KEPT_ORDERS:
        _ORDERS.clear()
    _ORDERS[id(blueprint)] = (blueprint, order)
    return order


def open_steps(blueprint: Blueprint, state: State) -> tuple[OpenStep, ...]:
    """Every step that is open, in the order of the design. Empty once the journey has ended."""
    if not state.open:
        return ()
    known = state.known
    settled = _settled(blueprint, state, known)
    promises = _standing_promises(state)
    return tuple(
        _open(blueprint, state, step, known, promises.get(step.id))
        for step in blueprint.steps.values()
        if _is_open(step, state, known, settled)
    )


def open_step(blueprint: Blueprint, state: State, step: StepId) -> OpenStep | None:
    """The step as an open one, or `None` when it is not open."""
    designed = blueprint.steps.get(step)
    if designed is None or not state.open:
        return None
    known = state.known
    if not _is_open(designed, state, known, _settled(blueprint, state, known)):
        return None
    return _open(blueprint, state, designed, known, running_promise(state, step))


def _is_open(step: Step, state: State, known: Known, settled: set[StepId]) -> bool:
    recorded = state.steps.get(step.id)
    if recorded and recorded.status in SETTLED:
        return False
    part_of_it = holds(step.when, known)
    if recorded and recorded.status in BETWEEN_US:
        return part_of_it is not False
    return part_of_it is True and settled.issuperset(step.after)


def _open(
    blueprint: Blueprint, state: State, step: Step, known: Known, promise: PromiseState | None
) -> OpenStep:
    recorded = state.steps.get(step.id)
    return OpenStep(
        step=step,
        stage=blueprint.stage_of[step.id],
        function=state.moved.get(step.id, step.by),
        turn=_turn_of(blueprint, state, step, known),
        holder=recorded.holder if recorded else None,
        since=recorded.at if recorded else None,
        missing=_missing(blueprint, state, step, known) if step.needs else (),
        items=recorded.items if recorded else (),
        promise=promise,
        came_back=recorded.rounds if recorded else 0,
    )


def _turn_of(blueprint: Blueprint, state: State, step: Step, known: Known) -> Turn:
    if step.is_theirs or _waits_for_correction(blueprint, state, step, known):
        return Turn.WITH_YOU
    function = blueprint.functions.get(state.moved.get(step.id, step.by))
    if function is not None and function.outside:
        return Turn.WITH_SOMEONE_ELSE
    return Turn.WITH_SOMEONE_ELSE if _asks_outside(blueprint, state, step.id) else Turn.WITH_US


def _waits_for_correction(blueprint: Blueprint, state: State, step: Step, known: Known) -> bool:
    """Whether what was sent back is still with the person. It may have fallen away with a changed fact."""
    recorded = state.steps.get(step.id)
    if recorded is None or recorded.status is not StepStatus.WAITING_FOR_CORRECTION:
        return False
    back = state.steps.get(recorded.returned_to) if recorded.returned_to else None
    if back is None or back.status is not StepStatus.RETURNED or recorded.returned_to is None:
        return False
    return holds(blueprint.steps[recorded.returned_to].when, known) is not False


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
    known = state.known
    return (key for key in step.needs if holds(blueprint.facts[key].when, known) is True)


def missing_facts(blueprint: Blueprint, state: State, step: Step) -> tuple[FactKey, ...]:
    """Needed and not known, and not optional."""
    return _missing(blueprint, state, step, state.known)


def _missing(blueprint: Blueprint, state: State, step: Step, known: Known) -> tuple[FactKey, ...]:
    facts = blueprint.facts
    return tuple(
        key
        for key in step.needs
        if key not in state.facts and not facts[key].optional and holds(facts[key].when, known) is True
    )


def running_promise(state: State, step: StepId) -> PromiseState | None:
    """The promise that stands for a step: running or paused."""
    return _standing_promises(state).get(step)


def _standing_promises(state: State) -> dict[StepId, PromiseState]:
    return {
        one.step: one for one in state.promises.values() if one.step is not None and one.status in STANDING
    }


def whose_turn(blueprint: Blueprint, state: State) -> Turn | None:
    """Whose turn the journey is: the person's as soon as anything waits for them; `None` at the end."""
    if not state.open:
        return None
    turns = {one.turn for one in open_steps(blueprint, state)}
    for turn in (Turn.WITH_YOU, Turn.WITH_US, Turn.WITH_SOMEONE_ELSE):
        if turn in turns:
            return turn
    return Turn.WITH_YOU if awaits_an_answer(blueprint, state) else Turn.WITH_US


def awaits_an_answer(blueprint: Blueprint, state: State) -> bool:
    """Whether something was asked that has to be answered. What is optional keeps nobody waiting."""
    return any(not blueprint.facts[fact].optional for fact in state.awaited if fact in blueprint.facts)


def current_stage(blueprint: Blueprint, state: State) -> Stage | None:
    """The first stage with an open step; `None` when nothing is open."""
    return next((one.stage for one in open_steps(blueprint, state)), None)
