"""What the person told us, readable again: each answer with its value, its source and its date."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from throughline.blueprint.model import Fact, FactType
from throughline.ids import FactKey
from throughline.journey.events import Source
from throughline.queries.portal_contents import Body, bodies_of
from throughline.queries.portal_journey import MyJourney
from throughline.ui.dates import day_in_words


@dataclass(frozen=True, kw_only=True, slots=True)
class Answered:
    """One fact that is known, as the person reads it and as a form needs it."""

    key: FactKey
    fact: Fact
    shown: str
    typed: str
    at: datetime
    source: Source
    document: str = ""
    """The id of the file, when the answer is one."""
    erased: bool = False


def answers_of(mine: MyJourney, keys: Iterable[FactKey]) -> dict[FactKey, Answered]:
    """Those of these facts that are known."""
    held = {key: mine.state.facts[key] for key in keys if key in mine.state.facts}
    bodies = bodies_of(one.content for one in held.values())
    return {
        key: _answered(mine.blueprint.facts[key], key, bodies.get(one.content), one.at, one.source)
        for key, one in held.items()
    }


def _answered(fact: Fact, key: FactKey, body: Body, at: datetime, source: Source) -> Answered:
    return Answered(
        key=key,
        fact=fact,
        shown=shown(fact, body),
        typed=typed(body),
        at=at,
        source=source,
        document=str(body["document"]) if isinstance(body, Mapping) else "",
        erased=body is None,
    )


def shown(fact: Fact, body: Body) -> str:
    """A value in words."""
    match body:
        case None:
            return _("Erased")
        case bool():
            return _("Yes") if body else _("No")
        case Mapping():
            return str(body.get("name", ""))
        case float() | int():
            return f"{body:g}"
    if fact.type is FactType.CHOICE:
        return fact.options.get(body, body)
    if fact.type is FactType.DATE:
        return _day(body)
    return body


def typed(body: Body) -> str:
    """A value as a form field holds it."""
    match body:
        case None:
            return ""
        case bool():
            return "yes" if body else "no"
        case Mapping():
            return str(body.get("name", ""))
        case float() | int():
            return f"{body:g}"
    return body


def _day(iso: str) -> str:
    try:
        return day_in_words(date.fromisoformat(iso))
    except ValueError:
        return iso


def source_in_words(source: Source) -> str:
    """Where a fact came from, said to the person."""
    return {
        Source.PERSON: _("You told us"),
        Source.DELEGATE: _("Somebody helping you told us"),
        Source.STAFF: _("Your guide wrote it down with you"),
        Source.EARLIER: _("You told us in an earlier journey, and said we may use it again"),
    }[source]
