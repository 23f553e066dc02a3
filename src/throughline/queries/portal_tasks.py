"""The person's task list: every step of the journey by stage, whose turn each is, and what comes with it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from throughline.blueprint.because import because
from throughline.blueprint.model import Step
from throughline.ids import FactKey, StaffId, StepId
from throughline.journey.events import CorrectionItem, Turn
from throughline.journey.next import OpenStep, applies, needed_facts, open_steps, settled_steps
from throughline.journey.state import State, StepStatus
from throughline.queries.portal_contents import bodies_of, staff_names, words_in
from throughline.queries.portal_journey import MyJourney


class Standing(StrEnum):
    """How a step stands, seen from the person's seat."""

    TO_DO = "to do"
    BEGUN = "begun"
    CAME_BACK = "came back"
    WITH_US = "with us"
    WITH_SOMEONE_ELSE = "with someone else"
    WAITS_FOR_YOU = "waits for you"
    DONE = "done"
    LEFT_OUT = "left out"
    LATER = "later"
    PERHAPS = "perhaps"


@dataclass(frozen=True, kw_only=True, slots=True)
class TaskLine:
    """One step."""

    step: Step
    standing: Standing
    due: datetime | None = None
    paused: bool = False
    warned_until: datetime | None = None
    holder: str = ""
    answered: int = 0
    asked: int = 0
    because: str = ""
    came_back: int = 0

    @property
    def theirs(self) -> bool:
        return self.standing in {Standing.TO_DO, Standing.BEGUN, Standing.CAME_BACK}


@dataclass(frozen=True, kw_only=True, slots=True)
class TaskStage:
    """One stage with its steps."""

    title: str
    why: str
    lines: tuple[TaskLine, ...]


def task_stages(mine: MyJourney) -> tuple[TaskStage, ...]:
    """The whole list. Steps that are not part of this journey, or no longer come, are left out."""
    blueprint, state = mine.blueprint, mine.state
    now = {one.step.id: one for one in open_steps(blueprint, state)}
    settled = settled_steps(blueprint, state)
    names = staff_names(one.holder for one in now.values())
    stages = (
        TaskStage(
            title=stage.title,
            why=stage.why or "",
            lines=tuple(_lines(mine, stage.steps, now, settled, names)),
        )
        for stage in blueprint.stages
    )
    return tuple(stage for stage in stages if stage.lines)


def _lines(
    mine: MyJourney,
    steps: tuple[Step, ...],
    now: dict[StepId, OpenStep],
    settled: set[StepId],
    names: dict[StaffId, str],
) -> Iterator[TaskLine]:
    for step in steps:
        if step.id in now:
            yield _open_line(mine, now[step.id], names)
        elif (line := _closed_line(mine, step, settled)) is not None:
            yield line


def _open_line(mine: MyJourney, one: OpenStep, names: dict[StaffId, str]) -> TaskLine:
    asked = tuple(needed_facts(mine.blueprint, mine.state, one.step))
    answered = sum(1 for key in asked if key in mine.state.facts)
    promise = one.promise
    return TaskLine(
        step=one.step,
        standing=_standing(mine.state, one, answered),
        due=promise.due if promise else None,
        paused=promise is not None and promise.paused_at is not None,
        warned_until=promise.expected if promise and promise.warned else None,
        holder=names.get(one.holder, "") if one.holder else "",
        answered=answered,
        asked=len(asked),
        because=because(one.step.when, mine.blueprint, mine.state.known) or "",
        came_back=one.came_back,
    )


def _standing(state: State, one: OpenStep, answered: int) -> Standing:
    recorded = state.steps.get(one.step.id)
    if recorded and recorded.status is StepStatus.WAITING_FOR_CORRECTION:
        return Standing.WAITS_FOR_YOU
    if one.turn is Turn.WITH_YOU:
        if one.items:
            return Standing.CAME_BACK
        return Standing.BEGUN if answered else Standing.TO_DO
    return Standing.WITH_US if one.turn is Turn.WITH_US else Standing.WITH_SOMEONE_ELSE


def _closed_line(mine: MyJourney, step: Step, settled: set[StepId]) -> TaskLine | None:
    recorded = mine.state.steps.get(step.id)
    if recorded and recorded.status in {StepStatus.DONE, StepStatus.SKIPPED}:
        done = recorded.status is StepStatus.DONE
        standing = Standing.DONE if done else Standing.LEFT_OUT
        return TaskLine(step=step, standing=standing, came_back=recorded.rounds)
    part = applies(step, mine.state)
    if step.id in settled or part is False or not mine.state.open:
        return None
    return TaskLine(step=step, standing=Standing.PERHAPS if part is None else Standing.LATER)


@dataclass(frozen=True, kw_only=True, slots=True)
class ToPutRight:
    """One thing that came back, in the words of whoever found it."""

    fact: FactKey
    ask: str
    reason: str
    said: str
    done: bool


def to_put_right(mine: MyJourney, items: tuple[CorrectionItem, ...]) -> tuple[ToPutRight, ...]:
    """What came back, and what of it has been answered since."""
    bodies = bodies_of(item.content for item in items)
    return tuple(
        ToPutRight(
            fact=item.fact,
            ask=mine.blueprint.facts[item.fact].ask,
            reason=item.reason,
            said=words_in(bodies.get(item.content)) if item.content else "",
            done=item.fact not in mine.state.awaited,
        )
        for item in items
    )
