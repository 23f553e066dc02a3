"""One step with everything needed to act on it: the evidence, the promise, what colleagues said."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from throughline.ids import StaffId, StepId
from throughline.journey import events as e
from throughline.journey.decisions.steps import CorrectionReason
from throughline.journey.next import OpenStep, open_step
from throughline.journey.state import HandoffStatus
from throughline.queries.thread import events_of
from throughline.queries.workspace_facts import Bodies, FactGroup, FactLine, facts_known, facts_of_step
from throughline.queries.workspace_file import CaseFile
from throughline.queries.workspace_lines import (
    HandoffLine,
    bodies_of,
    handoff_answers,
    handoff_lines,
    names_of,
)
from throughline.queries.workspace_words import function_title, staff_title


@dataclass(frozen=True, kw_only=True)
class ToPutRight:
    """One thing that was sent back: which fact, what was wrong, and what was said about it."""

    ask: str
    reason: str
    said: str


@dataclass(frozen=True, kw_only=True)
class SentBack:
    """The last time this step went back: whoever looks again sees what was asked for."""

    at: datetime
    who: str
    items: tuple[ToPutRight, ...]


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
    sent_back: SentBack | None
    waits: bool
    """A colleague was asked about it and has not answered."""


def step_page(file: CaseFile, step: StepId) -> StepPage | None:
    """The step, or `None` when the design has none of this name."""
    designed = file.blueprint.steps.get(step)
    if designed is None:
        return None
    state = file.state
    events = events_of(file.id)
    answers = handoff_answers(events)
    returned = _last_return(events, step)
    contents = [held.content for held in state.facts.values()]
    contents += [held.context for held in state.handoffs.values()]
    contents += [item.content for item in returned.items if item.content] if returned else []
    bodies = bodies_of([*contents, *answers.values()])
    one = open_step(file.blueprint, state, step)
    names = names_of([*_people(file, returned), *([one.holder] if one and one.holder else [])])
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
        sent_back=_sent_back(file, returned, bodies, names) if returned else None,
        waits=any(
            held.step == step and held.status in {HandoffStatus.OFFERED, HandoffStatus.ACCEPTED}
            for held in state.handoffs.values()
        ),
    )


def _last_return(events: Sequence[e.JourneyEvent], step: StepId) -> e.StepReturned | None:
    """The last time this step was sent back, or sent something back."""
    found = [one for one in events if isinstance(one, e.StepReturned) and step in {one.step, one.to}]
    return found[-1] if found else None


def _sent_back(
    file: CaseFile, returned: e.StepReturned, bodies: Bodies, names: Mapping[StaffId, str]
) -> SentBack:
    person = returned.actor.person
    return SentBack(
        at=returned.at,
        who=names.get(StaffId(person), "") if person else "",
        items=tuple(
            ToPutRight(
                ask=file.blueprint.facts[item.fact].ask,
                reason=reason_words(item.reason),
                said=str(bodies.get(item.content) or "") if item.content else "",
            )
            for item in returned.items
        ),
    )


def reason_words(reason: str) -> str:
    """What is wrong with a fact, in words."""
    words = {
        CorrectionReason.MISSING: _("Missing"),
        CorrectionReason.UNREADABLE: _("Cannot be read"),
        CorrectionReason.DOES_NOT_MATCH: _("Does not match something else"),
        CorrectionReason.OUT_OF_DATE: _("Out of date"),
        CorrectionReason.NEEDS_CHANGE: _("Has to be changed"),
    }
    return words[CorrectionReason(reason)] if reason in set(CorrectionReason) else reason


def _people(file: CaseFile, returned: e.StepReturned | None) -> Iterator[str]:
    if returned is not None and returned.actor.person:
        yield returned.actor.person
    yield from (held.accepted_by for held in file.state.handoffs.values() if held.accepted_by)
