"""Rules that a journey keeps as it stands, whenever an act is over."""

from collections.abc import Iterator

from throughline.blueprint import Blueprint, Design
from throughline.blueprint.model import EndingKind
from throughline.journey.broken import Broken
from throughline.journey.events import Turn
from throughline.journey.next import (
    STANDING,
    OpenStep,
    awaits_an_answer,
    needed_facts,
    open_steps,
    whose_turn,
)
from throughline.journey.state import PromiseStatus, State, StepStatus


def broken_in_state(state: State, design: Design) -> Iterator[Broken]:
    for rule, says in _broken(state, design.blueprint):
        yield Broken(rule=rule, seq=state.seq, says=says)


def _broken(state: State, blueprint: Blueprint) -> Iterator[tuple[str, str]]:
    if state.guide is None:
        yield "a guide, always", "No named person stays with this journey."
    if state.guide is not None and state.stand_in == state.guide:
        yield "a guide, always", "The guide stands in for themselves."
    if (whose_turn(blueprint, state) is None) == state.open:
        yield "whose turn", "It is not said whose turn it is, or it is said after the end."
    if state.open:
        yield from _broken_while_open(state, blueprint)
    else:
        yield from _broken_at_the_end(state, blueprint)


def _broken_while_open(state: State, blueprint: Blueprint) -> Iterator[tuple[str, str]]:
    opened = open_steps(blueprint, state)
    standing = any(held.status in STANDING for held in state.promises.values())
    if not opened and not standing and not state.reopened and not awaits_an_answer(blueprint, state):
        yield "no dead end", "Nothing is open, asked or promised, so nothing will ever happen here."
    for one in opened:
        yield from _broken_promise(state, one)
        yield from _unasked(state, blueprint, one)
        yield from _waits_in_vain(state, blueprint, one)
    open_ids = {one.step.id for one in opened}
    for promise, held in state.promises.items():
        if held.status in STANDING and held.step is not None and held.step not in open_ids:
            yield "promised what is open", f"The promise '{promise}' stands for a step that is not open."


def _broken_promise(state: State, one: OpenStep) -> Iterator[tuple[str, str]]:
    """An open step with us, promised by design, has exactly one promise; its clock runs only then."""
    about = [held for held in state.promises.values() if held.step == one.step.id and held.status in STANDING]
    with_us = one.turn is Turn.WITH_US
    if len(about) > 1:
        yield "one promise", f"Two promises stand for '{one.step.id}'."
    if one.step.promise is not None and with_us and not about:
        yield "one promise", f"'{one.step.id}' is with us and nothing is promised."
    for held in about:
        if (held.status is PromiseStatus.RUNNING) != with_us:
            yield (
                "the clock",
                f"The clock of the promise about '{one.step.id}' does not follow whose turn it is.",
            )


def _unasked(state: State, blueprint: Blueprint, one: OpenStep) -> Iterator[tuple[str, str]]:
    if not one.step.is_theirs:
        return
    for fact in needed_facts(blueprint, state, one.step):
        if fact not in state.facts and fact not in state.asked:
            yield "asked", f"'{one.step.id}' waits for '{fact}', which nobody asked for."


def _waits_in_vain(state: State, blueprint: Blueprint, one: OpenStep) -> Iterator[tuple[str, str]]:
    """A step of ours that is with the person points to something the person can do."""
    if one.turn is not Turn.WITH_YOU or one.step.is_theirs:
        return
    recorded = state.steps[one.step.id]
    theirs = {other.step.id for other in open_steps(blueprint, state) if other.step.is_theirs}
    if recorded.status is not StepStatus.WAITING_FOR_CORRECTION or recorded.returned_to not in theirs:
        yield "no dead end", f"'{one.step.id}' waits for the person, who has nothing to do."


def _broken_at_the_end(state: State, blueprint: Blueprint) -> Iterator[tuple[str, str]]:
    for promise, held in state.promises.items():
        if held.status in STANDING:
            yield "closed at the end", f"The promise '{promise}' still stands though the journey has ended."
    if state.ending not in blueprint.ending_by_id:
        yield "an ending", "The journey has ended in a way that the design does not have."
    granted = state.ending_kind is EndingKind.GRANTED
    if granted and blueprint.transition is not None and state.transition_at is None:
        yield "the end is a stage", "The person got what they came for, and no transition has begun."
