"""One step with everything needed to act on it: the evidence, the promise, what colleagues said."""

from collections.abc import Iterator
from dataclasses import dataclass

from throughline.ids import StepId
from throughline.journey.next import OpenStep, open_step
from throughline.journey.state import HandoffStatus
from throughline.queries.thread import events_of
from throughline.queries.workspace_facts import FactGroup, FactLine, facts_known, facts_of_step
from throughline.queries.workspace_journey import (
    CaseFile,
    HandoffLine,
    bodies_of,
    handoff_answers,
    handoff_lines,
    names_of,
)
from throughline.queries.workspace_words import function_title, staff_title


@dataclass(frozen=True, kw_only=True)
class StepPage:
    """A step, if it is open, with what it looks at."""

    id: StepId
    title: str
    in_their_words: str
    why: str
    function: str
    open: OpenStep | None
    holder: str
    evidence: tuple[FactLine, ...]
    others: tuple[FactGroup, ...]
    """Everything else that is known, folded away."""
    handoffs: tuple[HandoffLine, ...]
    waits: bool
    """A colleague was asked about it and has not answered."""


def step_page(file: CaseFile, step: StepId) -> StepPage | None:
    """The step, or `None` when the design has none of this name."""
    designed = file.blueprint.steps.get(step)
    if designed is None:
        return None
    state = file.state
    answers = handoff_answers(events_of(file.id)) if state.handoffs else {}
    contents = [held.content for held in state.facts.values()]
    contents += [held.context for held in state.handoffs.values()]
    bodies = bodies_of([*contents, *answers.values()])
    one = open_step(file.blueprint, state, step)
    names = names_of([*_people(file), *([one.holder] if one and one.holder else [])])
    evidence = facts_of_step(file.blueprint, state, step, bodies)
    looked_at = frozenset(line.key for line in evidence)
    return StepPage(
        id=step,
        title=staff_title(designed),
        in_their_words=designed.title,
        why=designed.why,
        function=function_title(file.blueprint, state.moved.get(step, designed.by)),
        open=one,
        holder=names.get(one.holder, "") if one and one.holder else "",
        evidence=evidence,
        others=facts_known(file.blueprint, state, bodies, without=looked_at),
        handoffs=handoff_lines(file, bodies, names, answers, only=step),
        waits=any(
            held.step == step and held.status in {HandoffStatus.OFFERED, HandoffStatus.ACCEPTED}
            for held in state.handoffs.values()
        ),
    )


def _people(file: CaseFile) -> Iterator[str]:
    yield from (held.accepted_by for held in file.state.handoffs.values() if held.accepted_by)
