"""Where the parts of a blueprint stand in its file."""

from collections.abc import Iterator

from throughline.blueprint.conditions import Condition
from throughline.blueprint.model import Blueprint, Decision, Option, Stage, Step
from throughline.blueprint.problem import KeyPath
from throughline.ids import StepId


def stages(blueprint: Blueprint) -> Iterator[tuple[KeyPath, Stage]]:
    for position, stage in enumerate(blueprint.stages):
        yield ("stages", position), stage


def steps(blueprint: Blueprint) -> Iterator[tuple[KeyPath, Step]]:
    """Every step as written, also one whose id is used twice."""
    for path, stage in stages(blueprint):
        for position, step in enumerate(stage.steps):
            yield (*path, "steps", position), step


def step_place(blueprint: Blueprint, wanted: StepId) -> KeyPath:
    return next(path for path, step in steps(blueprint) if step.id == wanted)


def decisions(blueprint: Blueprint) -> Iterator[tuple[KeyPath, Step, Decision]]:
    for path, step in steps(blueprint):
        if step.decision:
            yield (*path, "decision"), step, step.decision


def options(blueprint: Blueprint) -> Iterator[tuple[KeyPath, Step, Option]]:
    for path, step, decision in decisions(blueprint):
        for code, option in decision.options.items():
            yield (*path, "options", code), step, option


def conditions(blueprint: Blueprint) -> Iterator[tuple[KeyPath, Condition]]:
    """Every `when` over facts and decisions. Check-ins and outcomes look at answers instead."""
    for key, fact in blueprint.facts.items():
        if fact.when:
            yield ("facts", key, "when"), fact.when
    for path, step in steps(blueprint):
        if step.when:
            yield (*path, "when"), step.when


def answer_conditions(blueprint: Blueprint) -> Iterator[tuple[KeyPath, Condition, frozenset[str]]]:
    """Every condition over answers at a check-in, with the questions asked there."""
    for position, check_in in enumerate(blueprint.aftercare):
        if check_in.reopens_when:
            asked = frozenset[str](check_in.asks)
            yield ("aftercare", position, "reopens_when"), check_in.reopens_when, asked
    for position, outcome in enumerate(blueprint.outcomes):
        measured_at = blueprint.check_in_by_id.get(outcome.measured_at)
        asked = frozenset[str](measured_at.asks if measured_at else blueprint.questions)
        yield ("outcomes", position, "achieved_when"), outcome.achieved_when, asked
