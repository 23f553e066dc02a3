"""Rules that each event has to keep, seen against the state before it."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from enum import Enum

from throughline.blueprint import Design
from throughline.eventlog.shape import By
from throughline.ids import PromiseId, StepId
from throughline.journey import events as e
from throughline.journey.broken import Broken
from throughline.journey.next import STANDING, open_step
from throughline.journey.state import HandoffStatus, PromiseStatus, State

AFTER_THE_END = (
    e.GuideAssigned,
    e.StandInAssigned,
    e.StandInEnded,
    e.MessageSent,
    e.MessageReceived,
    e.NoteWritten,
    e.QuestionAnswered,
    e.TransitionBegun,
    e.DutyUnderstood,
    e.IntroductionMade,
    e.CheckInSent,
    e.CheckInAnswered,
    e.OutcomeObserved,
    e.JourneyReopened,
    e.PromiseKept,
    e.PromiseBroken,
    e.PromiseReleased,
)
"""What may happen in a journey that has ended: after-care, words, the guide, and promises being closed."""

_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:-]*")
"""The shape of ids and keys: nothing that a sentence or an address could hide in."""


def names_of(design: Design) -> frozenset[str]:
    """Every name and code that the design gives, however it is written, and the reasons we know."""
    blueprint = design.blueprint
    options = (key for fact in blueprint.facts.values() for key in fact.options)
    decided = (
        key
        for step in blueprint.steps.values()
        if step.decision
        for key in (step.decision.id, *step.decision.options)
    )
    names = (
        *blueprint.steps,
        *blueprint.facts,
        *blueprint.functions,
        *blueprint.questions,
        *blueprint.ending_by_id,
    )
    return frozenset((*names, *options, *decided, *e.AskReason, *e.SkipReason))


def broken_by_event(
    before: State, event: e.JourneyEvent, design: Design, names: frozenset[str]
) -> Iterator[Broken]:
    seq = before.seq + 1
    for rule, says in _broken(before, event, design, names):
        yield Broken(rule=rule, seq=seq, says=says)


def _broken(
    before: State, event: e.JourneyEvent, design: Design, names: frozenset[str]
) -> Iterator[tuple[str, str]]:
    if before.started == isinstance(event, e.JourneyStarted):
        yield "begins once", "A journey begins with its start, and starts once."
    if before.last_at is not None and event.at < before.last_at:
        yield "time runs forward", f"'{event.kind}' is dated before what happened already."
    if before.started and not before.open and not isinstance(event, AFTER_THE_END):
        yield "an end is an end", f"'{event.kind}' happened after the journey had ended."
    for words in _free_words(event, names):
        yield (
            "no personal content",
            f"'{event.kind}' holds words ('{words[:20]}…') where only ids and codes may be.",
        )
    yield from _broken_facts(before, event)
    yield from _broken_steps(before, event, design)
    yield from _broken_handoffs(before, event)
    yield from _broken_promises(before, event)


def _free_words(value: object, names: frozenset[str]) -> Iterator[str]:
    """Strings anywhere in the event that are neither ids nor codes of the design."""
    if isinstance(value, Enum):
        return
    if isinstance(value, str):
        if value and value not in names and not _CODE.fullmatch(value):
            yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _free_words(one, names)
    elif is_dataclass(value):
        for one in fields(value):
            yield from _free_words(getattr(value, one.name), names)


def _broken_facts(before: State, event: e.JourneyEvent) -> Iterator[tuple[str, str]]:
    match event:
        case e.FactAsked(fact=fact, reason=None) if fact in before.facts or fact in before.asked:
            yield "asked once", f"'{fact}' was known or asked already, and was asked again without a reason."
        case e.FactGiven(fact=fact) | e.FactReused(fact=fact) if fact in before.facts:
            yield "corrected in the open", f"'{fact}' was known already, and was given as if it were new."
        case e.FactCorrected(fact=fact) if fact not in before.facts:
            yield "corrected in the open", f"'{fact}' was corrected before it was known."
        case e.FactWithdrawn(fact=fact) if fact not in before.facts:
            yield "corrected in the open", f"'{fact}' was taken back before it was known."


def _broken_steps(before: State, event: e.JourneyEvent, design: Design) -> Iterator[tuple[str, str]]:
    match event:
        case (
            e.StepDone(step=step)
            | e.StepStarted(step=step)
            | e.StepReturned(step=step)
            | e.StepSkipped(step=step)
        ):
            yield from _not_open(before, step, design)
        case e.HandoffOffered(step=step):
            yield from _not_open(before, step, design)


def _not_open(before: State, step: StepId, design: Design) -> Iterator[tuple[str, str]]:
    if before.open and open_step(design.blueprint, before, step) is None:
        yield "only what is open", f"'{step}' was worked on while it was not open."


def _broken_handoffs(before: State, event: e.JourneyEvent) -> Iterator[tuple[str, str]]:
    match event:
        case e.HandoffAccepted(handoff=handoff) | e.HandoffDeclined(handoff=handoff):
            wanted = HandoffStatus.OFFERED
        case e.InputGiven(handoff=handoff):
            wanted = HandoffStatus.ACCEPTED
        case _:
            return
    held = before.handoffs.get(handoff)
    if held is not None and held.status is not wanted:
        yield "answered once", f"The handoff '{handoff}' was {held.status} already."
    if held is not None and event.actor.function != held.to:
        yield (
            "received, not thrown",
            f"The handoff '{handoff}' was answered by somebody it was not offered to.",
        )


def _broken_promises(before: State, event: e.JourneyEvent) -> Iterator[tuple[str, str]]:
    match event:
        case e.PromiseMade(promise=promise):
            if promise in before.promises:
                yield "made once", f"The promise '{promise}' was made twice."
            if event.due <= event.at:
                yield "ahead", f"The promise '{promise}' was made for a time that had passed."
        case (
            e.PromiseKept(promise=promise)
            | e.PromiseBroken(promise=promise)
            | e.PromiseReleased(promise=promise)
            | e.PromiseRenegotiated(promise=promise)
            | e.PromiseWarned(promise=promise)
            | e.PromisePaused(promise=promise)
            | e.PromiseResumed(promise=promise)
        ):
            yield from _changed_promise(before, event, promise)


def _changed_promise(before: State, event: e.JourneyEvent, promise: PromiseId) -> Iterator[tuple[str, str]]:
    held = before.promises.get(promise)
    if held is None:
        return
    running = held.status is PromiseStatus.RUNNING
    late = running and event.at > held.due
    if held.status not in STANDING:
        yield "closed is closed", f"The promise '{promise}' was {held.status} already, and changed."
    if late and not isinstance(event, e.PromiseBroken):
        yield "broken in the open", f"The date of '{promise}' had passed, and '{event.kind}' hid it."
    if isinstance(event, e.PromiseBroken) and not late:
        yield "broken in the open", f"The promise '{promise}' was called broken before its date."
    if isinstance(event, e.PromiseResumed) and (running or event.due <= event.at):
        yield "the clock", f"The promise '{promise}' was resumed while it ran, or for a time that had passed."
    if isinstance(event, e.PromisePaused | e.PromiseRenegotiated | e.PromiseWarned) and not running:
        yield "the clock", f"'{event.kind}' came while the clock of '{promise}' stood still."
    if isinstance(event, e.PromiseRenegotiated) and (event.due <= held.due or event.actor.by is not By.STAFF):
        yield "renegotiated", f"The new date of '{promise}' is not later, or nobody of the staff gave it."
