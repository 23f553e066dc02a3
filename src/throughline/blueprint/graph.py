"""The order of steps: what comes before what, and where the order runs in a circle."""

from collections.abc import Mapping

from throughline.blueprint.model import Blueprint, Step
from throughline.ids import StepId

Upstream = Mapping[StepId, frozenset[StepId]]


def in_order(blueprint: Blueprint) -> list[Step]:
    """Every step that can be reached, each after all that it waits for.

    Steps in a circle or behind one are left out; a step that does not exist holds nobody up here.
    """
    reached: dict[StepId, Step] = {}
    waiting = list(blueprint.steps.values())
    while True:
        fresh = [step for step in waiting if _can_be_reached(step, reached, blueprint)]
        if not fresh:
            return list(reached.values())
        reached.update((step.id, step) for step in fresh)
        waiting = [step for step in waiting if step.id not in reached]


def _can_be_reached(step: Step, reached: Mapping[StepId, Step], blueprint: Blueprint) -> bool:
    return all(before in reached for before in step.after if before in blueprint.steps)


def upstream(blueprint: Blueprint) -> Upstream:
    """For each step all the steps that come before it."""
    before: dict[StepId, frozenset[StepId]] = {}
    for step in in_order(blueprint):
        nearest = frozenset(step.after)
        before[step.id] = nearest.union(*(before.get(one, frozenset()) for one in step.after))
    return before


def circles(blueprint: Blueprint) -> list[tuple[StepId, ...]]:
    """Each circle in `after` once, as the steps around it."""
    reached = {step.id for step in in_order(blueprint)}
    found: list[tuple[StepId, ...]] = []
    for start in blueprint.steps:
        if start in reached or any(start in circle for circle in found):
            continue
        circle = _circle_from(blueprint, start, reached)
        if circle and not any(set(circle) == set(known) for known in found):
            found.append(circle)
    return found


def _circle_from(blueprint: Blueprint, start: StepId, reached: set[StepId]) -> tuple[StepId, ...] | None:
    """Walk backwards along steps that cannot be reached; sooner or later one comes round again."""
    walked: list[StepId] = []
    here: StepId | None = start
    while here is not None and here not in walked:
        walked.append(here)
        stuck = (before for before in blueprint.steps[here].after if before not in reached)
        here = next((before for before in stuck if before in blueprint.steps), None)
    return tuple(reversed(walked[walked.index(here) :])) if here is not None else None
