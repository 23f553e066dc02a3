"""The questions that a ride is asked more, of an uploaded log or of our own record, and their answer."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from throughline.queries.asked import OFFICE, Asked, Asking
from throughline.ui.fields import Choice, Field, FieldKind
from throughline.ui.values import Problem

Shown = dict[str, Any]  # Django's own type for a template's context
LONGEST = 200


def asking_of(request: HttpRequest) -> Asking:
    """What the address asks."""
    by, units, measure = (request.GET.get(name, "")[:LONGEST] for name in ("by", "units", "measure"))
    return Asking(by=by, units=units, measure=measure)


def asked_shown(asked: Asked, asking: Asking) -> Shown:
    """The two forms, with the answer or the reason why there is none at its question."""
    why_not = _why_not(asked)
    return {
        "asked": asked,
        "problems": [Problem(message=why_not, field=asked.at)] if why_not else (),
        "split_by": _split_by(asked, asking, why_not),
        "compare": _compare(asked, asking, why_not),
        "title": _title(asking) if asked.answer else "",
    }


def _why_not(asked: Asked) -> str:
    """What nobody knows, in the words of the list that it is not on."""
    if not asked.unknown:
        return asked.why_not
    questions = tuple(Choice(value=name, label=question) for name, question in asked.measures)
    known = {"by": _choices(asked.splits), "units": _choices(asked.units), "measure": questions}[asked.at]
    said = {
        "by": _("Journeys cannot be put in groups by “%(name)s”. Choose from the list: %(known)s."),
        "units": _("Journeys cannot be compared by “%(name)s”. Choose from the list: %(known)s."),
        "measure": _("Nothing is told here called “%(name)s” to compare on. Choose from the list: %(known)s"),
    }[asked.at]
    (named,) = _choices([asked.unknown])
    labels = " ".join(one.label for one in known) if asked.at == "measure" else _listed(known)
    return said % {"name": named.label, "known": labels}


def _listed(known: Sequence[Choice]) -> str:
    return ", ".join(one.label for one in known) or _("nothing is known of each case")


def _split_by(asked: Asked, asking: Asking, why_not: str) -> Field:
    return Field(
        name="by",
        label=_("Put journeys in groups by"),
        kind=FieldKind.SELECT,
        choices=_choices(asked.splits),
        value=asking.by if asking.by in asked.splits else "",
        error=why_not if asked.at == "by" else "",
    )


def _compare(asked: Asked, asking: Asking, why_not: str) -> Sequence[Field]:
    measures = tuple(Choice(value=name, label=question) for name, question in asked.measures)
    return (
        Field(
            name="units",
            label=_("Compare journeys by"),
            kind=FieldKind.SELECT,
            choices=_choices(asked.units),
            value=asking.units if asking.units in asked.units else "",
            error=why_not if asked.at == "units" else "",
        ),
        Field(
            name="measure",
            label=_("On what"),
            kind=FieldKind.SELECT,
            choices=measures,
            value=asked.measure,
            error=why_not if asked.at == "measure" else "",
        ),
    )


def _choices(names: Sequence[str]) -> tuple[Choice, ...]:
    ours = {"ending": _("How it ended"), OFFICE: _("Office"), "service": _("Service")}
    return tuple(Choice(value=name, label=ours.get(name, name)) for name in names)


def _title(asking: Asking) -> str:
    (named,) = _choices([asking.by or asking.units])
    said = _("Journeys in groups: %(name)s") if asking.by else _("Journeys compared: %(name)s")
    return said % {"name": named.label}
