"""Facts: asked once, given once, corrected in the open, reused with consent."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from throughline.blueprint import Blueprint, Design
from throughline.blueprint.conditions import Code, Known, holds
from throughline.blueprint.model import Fact, FactType, Reuse
from throughline.eventlog.shape import By, Channel
from throughline.ids import ContentId, FactKey
from throughline.journey import events as e
from throughline.journey.decisions.deciding import (
    Events,
    NotInTheDesign,
    NotNow,
    NotYours,
    check_is_open,
    check_is_staff,
    check_is_the_person,
    check_stays_with,
    is_theirs,
    stays_with,
    with_consequences,
    works_for,
)
from throughline.journey.next import open_steps
from throughline.journey.state import State
from throughline.refused import Refused


class AskedAgain(Refused):
    """A fact that is known would be asked again without a reason."""


class NotAnAnswer(Refused):
    """A value that is not one of those the fact can have."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """What was given for one fact: where its words lie, and its code where the value may decide something."""

    content: ContentId
    code: Code | None = None


def give_facts(
    state: State,
    design: Design,
    *,
    at: datetime,
    by: e.Actor,
    answers: Mapping[FactKey, Answer],
    channel: Channel = Channel.WEB,
) -> Events:
    """Give or correct facts: the person while their step is open or we asked; the guide for them."""
    check_is_open(state, at)
    if not answers:
        raise NotAnAnswer("Nothing was given. Fill in at least one answer.")
    if is_theirs(by):
        check_is_the_person(state, by)
        _check_is_open_to_change(state, design.blueprint, answers)
    else:
        check_stays_with(state, by)
    known: dict[str, Code] = dict(state.known)
    known.update((key, answer.code) for key, answer in answers.items() if answer.code is not None)
    for key, answer in answers.items():
        _check_is_an_answer(state, design.blueprint, key, answer, known)
    given = [_given(state, key, answer, at=at, by=by, channel=channel) for key, answer in answers.items()]
    return with_consequences(state, design, at, *given)


def reuse_fact(
    state: State,
    design: Design,
    *,
    at: datetime,
    by: e.Actor,
    fact: FactKey,
    answer: Answer,
    from_journey: str,
) -> Events:
    """Take a fact over from an earlier journey. The person says yes here; an old yes never counts."""
    check_is_open(state, at)
    check_is_the_person(state, by)
    if fact in state.facts:
        raise NotNow(f"We already know this here: {asked_as(design.blueprint, fact)}")
    _check_is_an_answer(state, design.blueprint, fact, answer, state.known)
    if design.blueprint.facts[fact].reuse is Reuse.NEVER:
        raise NotNow(f"This is asked afresh every time: {asked_as(design.blueprint, fact)}")
    reused = e.FactReused(
        at=at, actor=by, fact=fact, content=answer.content, from_journey=from_journey, code=answer.code
    )
    return with_consequences(state, design, at, reused)


def withdraw_fact(state: State, design: Design, *, at: datetime, by: e.Actor, fact: FactKey) -> Events:
    """The person takes something back that is still theirs to change, such as a file sent by mistake."""
    check_is_open(state, at)
    check_is_the_person(state, by)
    _check_is_a_fact(design.blueprint, fact)
    if fact not in state.facts:
        raise NotNow(f"There is nothing to take back: {asked_as(design.blueprint, fact)}")
    if fact not in facts_they_may_take_back(state, design.blueprint):
        raise NotNow(
            f"{asked_as(design.blueprint, fact)} cannot be taken back here. "
            "Change it, or write to your guide."
        )
    withdrawn = e.FactWithdrawn(at=at, actor=by, fact=fact)
    return with_consequences(state, design, at, withdrawn)


def ask_facts(
    state: State,
    design: Design,
    *,
    at: datetime,
    by: e.Actor,
    facts: Iterable[FactKey],
    reason: str | None = None,
) -> Events:
    """Ask the person. What is known, or was asked, is not asked again without a reason; asking is counted."""
    check_is_open(state, at)
    check_is_staff(by)
    _check_works_here(state, design.blueprint, by)
    asked = list(dict.fromkeys(facts))
    if not asked:
        raise NotAnAnswer("Nothing was asked. Name at least one thing that you need to know.")
    if reason is not None and reason not in set(e.AskReason):
        raise AskedAgain(f"Say why you need to ask: one of {', '.join(e.AskReason)}.")
    for key in asked:
        _check_may_ask(state, design.blueprint, key, reason)
    events = [e.FactAsked(at=at, actor=by, fact=key, reason=reason) for key in asked]
    return with_consequences(state, design, at, *events)


def _check_works_here(state: State, blueprint: Blueprint, by: e.Actor) -> None:
    if stays_with(state, by):
        return
    if not any(works_for(state, by, one.function) for one in open_steps(blueprint, state)):
        raise NotYours("Only the guide, or a team that has a step of this journey now, can ask the person.")


def _check_may_ask(state: State, blueprint: Blueprint, key: FactKey, reason: str | None) -> None:
    _check_is_a_fact(blueprint, key)
    if holds(blueprint.facts[key].when, state.known) is False:
        raise NotNow(f"{asked_as(blueprint, key)} is not needed here.")
    if reason is not None:
        return
    if key in state.facts:
        raise AskedAgain(f"We know this already: {asked_as(blueprint, key)} Say why you need to ask again.")
    if key in state.awaited:
        raise AskedAgain(f"We have asked this already: {asked_as(blueprint, key)} Say why you ask again.")


def asked_as(blueprint: Blueprint, key: FactKey) -> str:
    """The fact in the words it is asked in."""
    return f"“{blueprint.facts[key].ask}”"


def facts_open_to_the_person(state: State, blueprint: Blueprint) -> set[FactKey]:
    """Facts the person may give or change now: those of their open steps, and those we asked for."""
    return _facts_of_their_open_steps(state, blueprint) | set(state.awaited)


def facts_they_may_take_back(state: State, blueprint: Blueprint) -> set[FactKey]:
    """Known, of a step they have not sent yet, and deciding nothing, so that no step is left hanging."""
    open_now = _facts_of_their_open_steps(state, blueprint)
    return {key for key in state.facts if key in open_now and not blueprint.facts[key].decides}


def _facts_of_their_open_steps(state: State, blueprint: Blueprint) -> set[FactKey]:
    return {key for one in open_steps(blueprint, state) if one.step.is_theirs for key in one.step.needs}


def _check_is_open_to_change(state: State, blueprint: Blueprint, facts: Iterable[FactKey]) -> None:
    open_to_them = facts_open_to_the_person(state, blueprint)
    for key in facts:
        _check_is_a_fact(blueprint, key)
        if key not in open_to_them:
            raise NotNow(
                f"{asked_as(blueprint, key)} is with us already, so it cannot be changed here. "
                f"Write to your guide, who can change it with you."
            )


def _check_is_a_fact(blueprint: Blueprint, key: FactKey) -> None:
    if key not in blueprint.facts:
        raise NotInTheDesign(f"'{key}' is not something this service asks for.")


def _check_is_an_answer(
    state: State, blueprint: Blueprint, key: FactKey, answer: Answer, known: Known
) -> None:
    """Whether it can be an answer, seen together with what is given beside it."""
    _check_is_a_fact(blueprint, key)
    fact = blueprint.facts[key]
    if holds(fact.when, known) is False and key not in state.awaited:
        raise NotNow(f"{asked_as(blueprint, key)} is not needed here.")
    if fact.decides:
        check_code(fact, answer.code)
    elif answer.code is not None:
        raise NotAnAnswer(
            f"{asked_as(blueprint, key)} is kept as content, so the record holds no code for it."
        )


def check_code(fact: Fact, code: Code | None) -> None:
    """Refuse a code that the fact cannot have, and say what it can have."""
    match fact.type:
        case FactType.YES_NO if not isinstance(code, bool):
            raise NotAnAnswer(f"Answer yes or no: “{fact.ask}”")
        case FactType.CHOICE if code not in fact.options:
            raise NotAnAnswer(f"Choose one of {', '.join(fact.options.values())}: “{fact.ask}”")
        case FactType.NUMBER:
            _check_number(fact, code)


def _check_number(fact: Fact, code: Code | None) -> None:
    if isinstance(code, bool) or not isinstance(code, int | float) or not math.isfinite(code):
        raise NotAnAnswer(f"Give a number: “{fact.ask}”")
    if fact.at_least is not None and code < fact.at_least:
        raise NotAnAnswer(f"Give {fact.at_least:g} or more: “{fact.ask}”")
    if fact.at_most is not None and code > fact.at_most:
        raise NotAnAnswer(f"Give {fact.at_most:g} or less: “{fact.ask}”")


def _given(
    state: State, key: FactKey, answer: Answer, *, at: datetime, by: e.Actor, channel: Channel
) -> e.FactGiven | e.FactCorrected:
    kind = e.FactCorrected if key in state.facts else e.FactGiven
    return kind(
        at=at,
        actor=by,
        fact=key,
        content=answer.content,
        code=answer.code,
        source=_SOURCES[by.by],
        channel=channel,
    )


_SOURCES = {
    By.STAKEHOLDER: e.Source.PERSON,
    By.DELEGATE: e.Source.DELEGATE,
    By.STAFF: e.Source.STAFF,
    By.SYSTEM: e.Source.STAFF,
}
