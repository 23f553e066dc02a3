"""What a fact says, in words that a colleague reads at a glance."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from throughline.blueprint import Blueprint
from throughline.blueprint.model import Fact
from throughline.ids import FactKey, StepId
from throughline.journey.events import Source
from throughline.journey.next import needed_facts
from throughline.journey.state import State
from throughline.queries.portal_answers import shown

Bodies = Mapping[str, Any]
"""Content by id, as it was kept. `Any`: whatever JSON holds; `None` once erased."""


@dataclass(frozen=True, kw_only=True)
class FileHere:
    """A document that can be downloaded."""

    id: str
    name: str
    kind: str
    size: int

    @property
    def is_picture(self) -> bool:
        """Whether a page may show it in place."""
        return self.kind in {"PNG", "JPEG"}


@dataclass(frozen=True, kw_only=True)
class FactLine:
    """One fact with where it came from and what it is for."""

    key: FactKey
    ask: str
    value: str
    known: bool
    source: str = ""
    at: datetime | None = None
    why: str = ""
    keep: str = ""
    file: FileHere | None = None
    awaited: bool = False
    """We asked, and the answer is still to come."""
    asked: int = 0


@dataclass(frozen=True, kw_only=True)
class FactGroup:
    """Facts that one step asks for, under its title."""

    title: str
    lines: tuple[FactLine, ...]


def facts_known(
    blueprint: Blueprint, state: State, bodies: Bodies, *, without: frozenset[FactKey] = frozenset()
) -> tuple[FactGroup, ...]:
    """Everything we hold or wait for, in the order in which it is asked."""
    groups, seen = [], set(without)
    for step in blueprint.steps.values():
        keys = [one for one in step.needs if one not in seen and (one in state.facts or one in state.awaited)]
        seen.update(keys)
        lines = tuple(fact_line(key, blueprint.facts[key], state, bodies) for key in keys)
        if lines:
            groups.append(FactGroup(title=step.title, lines=lines))
    return tuple(groups)


def facts_of_step(blueprint: Blueprint, state: State, step: StepId, bodies: Bodies) -> tuple[FactLine, ...]:
    """What a step looks at: what the step it may return to asks for, or what it needs itself."""
    designed = blueprint.steps[step]
    looked_at = blueprint.steps[designed.may_return_to] if designed.may_return_to else designed
    return tuple(
        fact_line(key, blueprint.facts[key], state, bodies)
        for key in needed_facts(blueprint, state, looked_at)
    )


def fact_line(key: FactKey, fact: Fact, state: State, bodies: Bodies) -> FactLine:
    held = state.facts.get(key)
    body = bodies.get(held.content) if held else None
    return FactLine(
        key=key,
        ask=fact.ask,
        value=shown(fact, body) if held else _("Not answered yet"),
        known=held is not None,
        source=source_words(held.source) if held else "",
        at=held.at if held else None,
        why=fact.why,
        keep=fact.keep,
        file=_file(body) if held else None,
        awaited=key in state.awaited,
        asked=state.asked.get(key, 0),
    )


def _file(body: Any) -> FileHere | None:  # Any: whatever JSON holds
    if not isinstance(body, dict) or "document" not in body:
        return None
    return FileHere(
        id=str(body["document"]),
        name=str(body.get("name", "")),
        kind=str(body.get("media_type", "")).rpartition("/")[2].upper(),
        size=int(body.get("size", 0)),
    )


def source_words(source: Source) -> str:
    return {
        Source.PERSON: _("From the person"),
        Source.DELEGATE: _("From somebody who helps them"),
        Source.STAFF: _("Written down by us, with the person"),
        Source.EARLIER: _("From an earlier journey, with their consent"),
    }[source]
