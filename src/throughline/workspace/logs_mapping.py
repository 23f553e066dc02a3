"""Confirming what a log's columns and activities mean, on examples from the log itself."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from throughline.actions.logs import confirm_mapping, look_again
from throughline.clock import now
from throughline.intake.mapping import Mapping as Told
from throughline.intake.mapping_file import mapping_from
from throughline.intake.mapping_written import as_yaml
from throughline.intake.meanings import Meaning, Means, meaning_of, suggested_meanings
from throughline.people import Viewer
from throughline.people.journeys import NotYourAct, NotYours
from throughline.queries.logs import LookedAt, looked_at
from throughline.refused import NotThere, Refused
from throughline.ui.fields import Choice, Field, FieldKind
from throughline.ui.values import Problem
from throughline.workspace.logs import log_view, logs_shown
from throughline.workspace.logs_mapping_form import (
    ASKED,
    MOST,
    NEEDED,
    Chosen,
    Columns,
    columns_of,
    first_choice,
    lacks_zone,
    problems_of,
    read_choice,
    suggested_under,
    with_suggestions,
)
from throughline.workspace.logs_mapping_objects import another_journey, objects_shown, uses
from throughline.workspace.logs_mapping_promises import promises_shown
from throughline.workspace.logs_upload import zones
from throughline.workspace.task import REFUSED

Shown = dict[str, Any]  # Django's own type for a template's context


@require_http_methods(["GET", "HEAD", "POST"])
@log_view
def confirm(request: HttpRequest, viewer: Viewer, log: str) -> HttpResponse:
    found = looked_at(viewer, log)
    columns, told = columns_of(found), mapping_from(found.mapping)
    if request.method != "POST":
        return _page(request, viewer, found, first_choice(found, told, columns))
    if "again" in request.POST:
        return _look_again(request, viewer, found, told)
    chosen = read_choice(request, found, told, columns)
    if "look" in request.POST:
        return _page(request, viewer, found, chosen)
    if "take" in request.POST:
        return _page(request, viewer, found, with_suggestions(chosen, _suggested(found, chosen)))
    problems = list(problems_of(chosen, columns, found))
    if not problems:
        try:
            return _confirmed(request, viewer, log, chosen)
        except (NotThere, NotYours, NotYourAct):
            raise
        except Refused as refusal:
            problems = [Problem(message=str(refusal))]
    return _page(request, viewer, found, chosen, problems)


def _look_again(request: HttpRequest, viewer: Viewer, found: LookedAt, told: Told) -> HttpResponse:
    """Whose passage is the journey, or that each row is a whole case: the columns are other ones then."""
    if request.POST["again"] == "whose":
        return _looking(viewer, found, another_journey(told))
    kinds = [name for name, _events in found.looked.get("kinds", ())]
    journey = request.POST.get("journey-type", "")
    if kinds and journey not in kinds:
        problem = Problem(message=_("Choose whose passage is the journey."), field="journey-type")
        return _page(request, viewer, found, first_choice(found, told, {}), [problem])
    said = replace(
        told,
        journey_type=journey or told.journey_type,
        wide=dict(found.looked.get("milestones", ())) or told.wide,
    )
    return _looking(viewer, found, said)


def _looking(viewer: Viewer, found: LookedAt, said: Told) -> HttpResponse:
    look_again(log=found.line.id, by=viewer, at=now(), mapping=as_yaml(said))
    return redirect("workspace:log", log=found.line.id)


def _confirmed(request: HttpRequest, viewer: Viewer, log: str, chosen: Chosen) -> HttpResponse:
    written = as_yaml(chosen.told)
    mapping_from(written)  # what we write can be read by everybody
    confirm_mapping(log=log, by=viewer, at=now(), mapping=written)
    messages.success(request, _("Thank you. We measure it now."))
    return redirect("workspace:log", log=log)


def _page(
    request: HttpRequest,
    viewer: Viewer,
    found: LookedAt,
    chosen: Chosen,
    problems: Sequence[Problem] = (),
) -> HttpResponse:
    columns = columns_of(found)
    errors = {one.field: one.message for one in problems if one.field}
    shown = {
        "line": found.line,
        "looked": found.looked,
        "problems": problems,
        "questions": [_question(ours, found, columns, chosen, errors) for ours in ASKED],
        "columns": [(one, one.label) for one in columns.values()],
        "times": _about_times(columns, chosen, errors),
        "kinds": found.looked.get("kinds", ()),
        "kinds_error": errors.get("journey-type", ""),
        "milestones": found.looked.get("milestones", ()),
        "activities_error": errors.get("activities", ""),
        "attributes": _attributes(found, columns, chosen),
        "objects": objects_shown(found, chosen.told, errors),
        "uses": uses(),
        "journey_type": found.looked["taken"].get("journey", {}).get("source", ""),
        **_promises(found, columns, chosen, errors),
        **_activities(found, columns, chosen),
    }
    return logs_shown(request, viewer, "mapping.html", shown, status=REFUSED if problems else 200)


def _promises(found: LookedAt, columns: Columns, chosen: Chosen, errors: Mapping[str, str]) -> Shown:
    """Columns with dates could be promises; which ones, and what keeps them, is for somebody to say."""
    named = chosen.source(columns, "name")
    at = chosen.sources["at"]
    dates = [(one.name, one.label) for one in columns.values() if one.holds_dates and one.name != at]
    known = {one.due for one in chosen.promises}
    maybe = [one for one in suggested_under(found, "promises") if one["value"] not in known]
    asked = promises_shown(chosen.promises, dates, named.activities if named else (), errors)
    return {"promises": asked, "promises_suggested": maybe}


def _question(
    ours: str, found: LookedAt, columns: Columns, chosen: Chosen, errors: Mapping[str, str]
) -> Shown:
    label, hint = _words(ours)
    column = chosen.source(columns, ours)
    taken = found.looked["taken"].get(ours)
    return {
        "id": f"field-column-{ours}",
        "name": f"column-{ours}",
        "label": label,
        "hint": hint,
        "needed": ours in NEEDED,
        "chosen": chosen.sources[ours],
        "examples": column.examples if column else (),
        "why": _why(taken) if taken and taken["source"] == chosen.sources[ours] else "",
        "instead": [
            one
            for one in suggested_under(found, "columns")
            if one["name"] == ours and not (ours == "unit" and chosen.told.unit_from_file)
        ],
        "error": errors.get(f"column-{ours}", ""),
    }


def _words(ours: str) -> tuple[str, str]:
    words = {
        "journey": (_("The case"), _("One number or name for each person’s passage.")),
        "name": (_("What happened"), _("The step or activity.")),
        "at": (_("When it happened"), _("A date with a time of day, if there is one.")),
        "person": (_("Who did it"), _("A name or number for each person of the staff.")),
        "function": (_("Which department"), _("The team or function that did it.")),
        "unit": (_("Which office"), _("Where it was done, to compare offices that do the same work.")),
    }
    return words[ours]


def _why(taken: Mapping[str, str]) -> str:
    """Why we took a column, how sure we are, and what else it could be."""
    sure = {
        "sure": _("We are sure."),
        "likely": _("It is likely right."),
        "a guess": _("It is a guess: please look twice."),
    }[taken["sure"]]
    said = [_("Taken %(why)s.") % {"why": taken["why"]}, sure]
    if taken["other"] and taken["sure"] != "sure":
        said.append(_("It could also be %(column)s.") % {"column": taken["other"]})
    return " ".join(said)


def _about_times(columns: Columns, chosen: Chosen, errors: Mapping[str, str]) -> list[Field]:
    """What is asked about times, where they leave it open."""
    at = chosen.source(columns, "at")
    asked = []
    if at is not None and at.day_first:
        formats = {"day": at.day_first, "month": at.month_first, "year": at.year_first}
        orders = {format: order for order, format in formats.items() if format}
        choices = (
            Choice(value="day", label=_("The day first: 31/12/2026")),
            Choice(value="month", label=_("The month first: 12/31/2026")),
            Choice(value="year", label=_("The year first: 26-12-31")),
        )
        asked.append(
            Field(
                name="order",
                label=_("How are days written?"),
                hint=_("In these times nobody can tell day, month and year apart."),
                kind=FieldKind.CHOICE,
                choices=tuple(one for one in choices if one.value in orders.values()),
                value=orders.get(chosen.told.time_format or "", ""),
                error=errors.get("order", ""),
            )
        )
    if chosen.told.zone or lacks_zone(chosen, columns):
        asked.append(
            Field(
                name="zone",
                label=_("Where were the times written?"),
                hint=_("An hour can turn a Friday into a Saturday, so we never guess it."),
                kind=FieldKind.SELECT,
                choices=tuple(zones()),
                value=chosen.told.zone or "",
                error=errors.get("zone", ""),
            )
        )
    return asked


def _attributes(found: LookedAt, columns: Columns, chosen: Chosen) -> list[Shown]:
    """The columns that are not taken for anything, those first that we would choose."""
    maybe = {one["name"]: one for one in suggested_under(found, "attributes")}
    taken = {one["source"] for ours, one in found.looked["taken"].items() if ours not in ASKED}
    used = {*chosen.sources.values(), *chosen.told.columns.values(), *taken}
    free = [one for name, one in columns.items() if name not in used and one.examples]
    return [
        {
            "place": place,
            "name": one.name,
            "examples": ", ".join(one.examples)[:80],
            "ticked": one.name in chosen.told.attributes,
            "suggested": one.name in maybe,
        }
        for place, one in enumerate(sorted(free, key=lambda one: one.name not in maybe))
    ]


def _suggested(found: LookedAt, chosen: Chosen) -> Mapping[str, Means]:
    """Suggestions are about the activities of the column that we took; of another one we know nothing."""
    taken = found.looked["taken"].get("name", {}).get("source")
    known = found.looked.get("suggested", ()) if taken == chosen.sources["name"] else ()
    return suggested_meanings(known)


def _activities(found: LookedAt, columns: Columns, chosen: Chosen) -> Shown:
    """The activities with how often they stand there, the most frequent first, and what each means so far."""
    column = chosen.source(columns, "name")
    values = column.values if column else ()
    suggested = _suggested(found, chosen)
    labels = {choice.value: choice.label for choice in meanings()}
    whys = {one["name"]: one["why"] for one in found.looked.get("suggested", ())}
    lines = []
    for place, (name, count) in enumerate(values[:MOST]):
        means, maybe = meaning_of(chosen.told, name), suggested.get(name)
        is_open = means.meaning is Meaning.UNKNOWN
        lines.append(
            {
                "place": place,
                "name": name,
                "count": f"{count:,}",
                "means": means,
                "suggested": labels[maybe.meaning] if maybe and is_open else "",
                "why": whys.get(name, ""),
            }
        )
    return {
        "activities_of": chosen.sources["name"],
        "activities": lines,
        "open_suggestions": sum(bool(one["suggested"]) for one in lines),
        "more_activities": max(0, len(values) - MOST),
        "too_many": bool(column and not values),
        "meanings": meanings(),
    }


def meanings() -> tuple[Choice, ...]:
    """What an activity may be, in words; the likeliest first."""
    return (
        Choice(value=Meaning.UNKNOWN, label=_("We do not know")),
        Choice(value=Meaning.INSIDE, label=_("They do not notice it")),
        Choice(value=Meaning.HEARS, label=_("They hear it from us")),
        Choice(value=Meaning.DOES, label=_("They do it or send it")),
        Choice(value=Meaning.ASKED, label=_("We ask them for something")),
        Choice(value=Meaning.GIVES, label=_("They give what we asked for")),
        Choice(value=Meaning.CHASES, label=_("They ask where it is")),
        Choice(value=Meaning.COMPLAINS, label=_("They complain")),
        Choice(value=Meaning.ELSEWHERE, label=_("Somebody outside does it")),
        Choice(value=Meaning.ENDS_WELL, label=_("It ends here, and they got what they came for")),
        Choice(value=Meaning.ENDS, label=_("It ends here")),
    )
