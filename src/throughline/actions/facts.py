"""Giving facts: several of one step at once, saved as a draft or for good, documents among them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from throughline.actions.act import Acted
from throughline.actions.documents import NewDocument
from throughline.actions.new_ids import new_content
from throughline.actions.who import as_either, as_person, as_staff
from throughline.actions.words import Kind
from throughline.blueprint import Blueprint, Design
from throughline.blueprint.conditions import Code
from throughline.ids import ContentId, FactKey, JourneyId
from throughline.journey.decisions import facts
from throughline.journey.decisions.deciding import Events
from throughline.journey.decisions.facts import Answer
from throughline.journey.events import Actor
from throughline.journey.state import State
from throughline.people.viewer import Viewer
from throughline.refused import Refused
from throughline.store.models import Content, Document
from throughline.store.writing import NewContent

Value = bool | int | float | str | Mapping[str, object]
"""A fact's value as it is kept: JSON-ready, already read from whatever form it came in."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Given:
    """One answer: its value, and the file when it is a document."""

    value: Value
    document: NewDocument | None = field(default=None, repr=False)


class NothingToReuse(Refused):
    """What would be taken over is not there, or not this person's."""


def give_facts(*, journey: JourneyId, by: Viewer, at: datetime, answers: Mapping[FactKey, Given]) -> Acted:
    """Keep these answers, all or none."""
    held = {
        key: NewContent(id=new_content(at), kind=Kind.FACT, body=_body(given))
        for key, given in answers.items()
    }
    files = [given.document for given in answers.values() if given.document is not None]
    return as_either(
        journey,
        by=by,
        at=at,
        decide=lambda state, design, when, actor: facts.give_facts(
            state,
            design,
            at=when,
            by=actor,
            answers={
                key: Answer(content=held[key].id, code=code_of(design.blueprint, key, given.value))
                for key, given in answers.items()
            },
        ),
        contents=tuple(held.values()),
        alongside=lambda state: _keep_files(files, journey, state.stakeholder, at),
    )


def code_of(blueprint: Blueprint, key: FactKey, value: Value) -> Code | None:
    """The value as the record may hold it: only where it can decide something."""
    fact = blueprint.facts.get(key)
    if fact is None or not fact.decides or isinstance(value, Mapping):
        return None
    return value


def ask_facts(
    *, journey: JourneyId, by: Viewer, at: datetime, keys: Iterable[FactKey], reason: str | None = None
) -> Acted:
    """Ask the person for facts. What is known needs a reason, and is counted."""
    asked = tuple(keys)
    return as_staff(
        journey,
        by=by,
        at=at,
        decide=lambda state, design, when, actor: facts.ask_facts(
            state, design, at=when, by=actor, facts=asked, reason=reason
        ),
    )


def reuse_fact(
    *, journey: JourneyId, by: Viewer, at: datetime, fact: FactKey, from_journey: JourneyId, content: str
) -> Acted:
    """Take over what the same person gave in an earlier journey, with their yes given here and now."""
    value = _earlier_value(content, from_journey, by)
    copy = NewContent(id=new_content(at), kind=Kind.FACT, body=value)
    return as_person(
        journey,
        by=by,
        at=at,
        decide=lambda state, design, when, actor: facts.reuse_fact(
            state,
            design,
            at=when,
            by=actor,
            fact=fact,
            answer=Answer(content=copy.id, code=code_of(design.blueprint, fact, value)),
            from_journey=from_journey,
        ),
        contents=(copy,),
    )


def _earlier_value(content: str, journey: JourneyId, by: Viewer) -> Value:
    found = Content.objects.filter(id=content, journey=journey, stakeholder__in=by.stakeholders).first()
    if found is None or found.body is None:
        raise NothingToReuse("We no longer hold this from your earlier journey. Please tell us again.")
    value: Value = found.body
    return value


def withdraw_fact(*, journey: JourneyId, by: Viewer, at: datetime, fact: FactKey) -> Acted:
    """The person takes something back. The record keeps that they did; what it held is emptied at once."""
    taken: list[ContentId] = []

    def decide(state: State, design: Design, when: datetime, actor: Actor) -> Events:
        events = facts.withdraw_fact(state, design, at=when, by=actor, fact=fact)
        taken[:] = [state.facts[fact].content]
        return events

    return as_either(journey, by=by, at=at, decide=decide, alongside=lambda _: _empty(taken, at))


def _empty(contents: Iterable[ContentId], at: datetime) -> None:
    for content in Content.objects.filter(id__in=list(contents)):
        if isinstance(content.body, dict) and "document" in content.body:
            kept = Document.objects.filter(id=content.body["document"])
            kept.update(body=None, name="", erased_at=at)
        content.body, content.erased_at = None, at
        content.save(update_fields=["body", "erased_at"])


def _body(given: Given) -> Value:
    return given.document.value if given.document is not None else given.value


def _keep_files(
    files: Iterable[NewDocument], journey: JourneyId, stakeholder: str | None, at: datetime
) -> None:
    for one in files:
        Document.objects.create(
            id=one.id,
            journey=journey,
            stakeholder=stakeholder or "",
            name=one.name,
            media_type=one.media_type,
            size=len(one.body),
            sha256=one.sha256,
            body=one.body,
            made_at=at,
        )
