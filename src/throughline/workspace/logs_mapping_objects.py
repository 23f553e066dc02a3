"""In a log of several kinds of things: what each kind beside the journey is to it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from throughline.intake.mapping import FILLED, ObjectUse, number_of
from throughline.intake.mapping import Mapping as Told
from throughline.queries.logs import LookedAt
from throughline.ui.fields import Choice
from throughline.ui.values import Problem

Shown = dict[str, Any]  # Django's own type for a template's context


def read_objects(request: HttpRequest, found: LookedAt, told: Told) -> Mapping[str, ObjectUse]:
    """What was said of each kind that the page showed; what the mapping says of others stays."""
    if "objects-asked" not in request.POST:
        return told.object_types
    known = {one.value for one in ObjectUse}
    said = {}
    for place, one in enumerate(_beside(found)):
        use = request.POST.get(f"object-{place}", "")
        said[one["name"]] = ObjectUse(use) if use in known else _use(told, one["name"])
    return {**told.object_types, **said}


def another_journey(told: Told) -> Told:
    """The mapping without whose passage is the journey, and without what only such a journey has."""
    return replace(
        told, journey_type=None, columns={}, not_told=frozenset(), attributes={}, object_types={}, promises={}
    )


def filled(told: Told) -> frozenset[str]:
    """Our columns that objects fill."""
    return frozenset(use.value for use in FILLED if use in told.object_types.values())


def object_problems(found: LookedAt, told: Told, sources: Mapping[str, str]) -> Iterator[Problem]:
    """What was said of a kind, where a column or a tick says something else."""
    for place, one in enumerate(_beside(found)):
        use, kind = _use(told, one["name"]), one["name"]
        if use in FILLED and sources[use]:
            message = _("%(kind)s and the column %(column)s are said to be the same. Choose one of them.")
            yield Problem(message=message % {"kind": kind, "column": sources[use]}, field=f"object-{place}")
        if use is not ObjectUse.ATTRIBUTE and number_of(kind) in told.attributes:
            message = _("“%(column)s” is ticked below. Count how many %(kind)s there are, or untick it.")
            said = {"column": number_of(kind), "kind": kind}
            yield Problem(message=message % said, field=f"object-{place}")


def objects_shown(found: LookedAt, told: Told, errors: Mapping[str, str]) -> list[Shown]:
    """Each kind with a few of its own things, where they are met, and what they are so far."""
    return [
        {
            "place": place,
            "name": one["name"],
            "met": _met(one),
            "examples": one["examples"],
            "use": _use(told, one["name"]),
            "error": errors.get(f"object-{place}", ""),
        }
        for place, one in enumerate(_beside(found))
    ]


def _met(one: Mapping[str, Any]) -> str:
    if not one["events"]:
        return _("%(things)s of them, met in no event.") % {"things": f"{one['things']:,}"}
    said = {
        "things": f"{one['things']:,}",
        "events": f"{one['events']:,}",
        "activities": ", ".join(one["activities"]),
    }
    return _("%(things)s of them, in %(events)s events: %(activities)s.") % said


def uses() -> tuple[Choice, ...]:
    """What things of a kind may be to a journey, in words."""
    return (
        Choice(value=ObjectUse.ATTRIBUTE, label=_("It describes the case: count how many")),
        Choice(value=ObjectUse.PERSON, label=_("Somebody who does the work")),
        Choice(value=ObjectUse.FUNCTION, label=_("A department that does it")),
        Choice(value=ObjectUse.UNIT, label=_("An office, to compare")),
        Choice(value=ObjectUse.IGNORE, label=_("Leave it out")),
    )


def _use(told: Told, name: str) -> ObjectUse:
    return told.object_types.get(name, ObjectUse.ATTRIBUTE)


def _beside(found: LookedAt) -> Sequence[Mapping[str, Any]]:
    """Logs that were looked at before this was asked have nothing of the kind."""
    return found.looked.get("beside", ())  # type: ignore[no-any-return]
