"""No id twice, and no name that already means somebody."""

from collections.abc import Iterable, Iterator

from throughline.blueprint import places
from throughline.blueprint.model import Blueprint
from throughline.blueprint.problem import Flaw, KeyPath

TAKEN = {"stakeholder", "guide", "system"}
"""Names that mean somebody in every service."""


def twice_used(blueprint: Blueprint) -> Iterator[Flaw]:
    """Ids that stand for two things, so that nobody could tell which one is meant."""
    yield from _twice("stage", ((path, stage.id) for path, stage in places.stages(blueprint)))
    yield from _twice("step", ((path, step.id) for path, step in places.steps(blueprint)))
    yield from _twice("ending", (_at("endings", n, one.id) for n, one in enumerate(blueprint.endings)))
    yield from _twice("check-in", (_at("aftercare", n, one.id) for n, one in enumerate(blueprint.aftercare)))
    yield from _twice("outcome", (_at("outcomes", n, one.id) for n, one in enumerate(blueprint.outcomes)))
    yield from _twice("duty", _of_transition(blueprint, "duties"))
    yield from _twice("introduction", _of_transition(blueprint, "introductions"))
    yield from _twice("fact or decision", _facts_and_decisions(blueprint))
    yield from _taken(blueprint)


def _at(part: str, position: int, name: str) -> tuple[KeyPath, str]:
    return (part, position), name


def _of_transition(blueprint: Blueprint, part: str) -> Iterator[tuple[KeyPath, str]]:
    if blueprint.transition:
        duties = [str(duty.id) for duty in blueprint.transition.duties]
        introductions = [introduction.id for introduction in blueprint.transition.introductions]
        for position, name in enumerate(duties if part == "duties" else introductions):
            yield ("transition", part, position), name


def _facts_and_decisions(blueprint: Blueprint) -> Iterator[tuple[KeyPath, str]]:
    for key in blueprint.facts:
        yield ("facts", key), key
    for path, _, decision in places.decisions(blueprint):
        yield path, decision.id


def _twice(kind: str, named: Iterable[tuple[KeyPath, str]]) -> Iterator[Flaw]:
    seen: set[str] = set()
    for path, name in named:
        if name in seen:
            yield Flaw((*path, "id"), f"There are two of {kind} '{name}'.", "Give one of them another id.")
        seen.add(name)


def _taken(blueprint: Blueprint) -> Iterator[Flaw]:
    for function in blueprint.functions:
        if function in TAKEN:
            yield Flaw(
                ("functions", function), f"'{function}' already means somebody.", "Choose another name."
            )
