"""Confirming what a log's columns and activities mean, on examples from the log itself."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from throughline.actions.logs import confirm_mapping
from throughline.clock import now
from throughline.intake.mapping import Mapping as Told
from throughline.intake.mapping import check_zone
from throughline.intake.mapping_file import mapping_from
from throughline.intake.mapping_written import as_yaml
from throughline.intake.meanings import ABOUT_A_THING, Meaning, Means, meaning_of, with_meanings
from throughline.people import Viewer
from throughline.people.journeys import NotYourAct, NotYours
from throughline.queries.logs import LookedAt, looked_at
from throughline.refused import NotThere, Refused
from throughline.ui.fields import Choice
from throughline.ui.values import Problem
from throughline.workspace.logs import log_view, logs_shown
from throughline.workspace.logs_upload import zones
from throughline.workspace.task import REFUSED

NEEDED = ("journey", "name", "at")
ASKED = (*NEEDED, "person", "function", "unit")
MOST = 250
"""So many activities are asked about, the most frequent; a mapping file can tell of more."""


@dataclass(frozen=True)
class Column:
    """One column of the log, for whoever chooses."""

    name: str
    examples: Sequence[str]
    times: int
    filled: int
    naive: int
    values: Sequence[Sequence[Any]]  # pairs of a text and a number, from JSON

    @property
    def label(self) -> str:
        such = ", ".join(self.examples)
        return f"{self.name} ({such[:50]}{'…' if len(such) > 50 else ''})" if such else self.name


@require_http_methods(["GET", "HEAD", "POST"])
@log_view
def confirm(request: HttpRequest, viewer: Viewer, log: str) -> HttpResponse:
    found = looked_at(viewer, log)
    columns = {one["name"]: _column(one) for one in found.looked["columns"]}
    told = mapping_from(found.mapping)
    if request.method != "POST":
        return _page(request, viewer, found, columns, _first(found, told, columns), told, [])
    chosen = _chosen(request, columns)
    said = replace(
        with_meanings(told, _means(request, columns, chosen)),
        columns={**_not_asked(told), **{ours: name for ours, name in chosen.items() if name}},
        zone=request.POST.get("zone") or None,
    )
    if "look" in request.POST:
        return _page(request, viewer, found, columns, chosen, said, [])
    problems = list(_problems(columns, chosen, said))
    if problems:
        return _page(request, viewer, found, columns, chosen, said, problems, status=REFUSED)
    return _confirmed(request, viewer, found, columns, chosen, said)


def _confirmed(
    request: HttpRequest,
    viewer: Viewer,
    found: LookedAt,
    columns: Mapping[str, Column],
    chosen: Mapping[str, str],
    said: Told,
) -> HttpResponse:
    try:
        written = as_yaml(said)
        mapping_from(written)
        confirm_mapping(log=found.line.id, by=viewer, at=now(), mapping=written)
    except (NotThere, NotYours, NotYourAct):
        raise
    except Refused as refusal:
        problem = Problem(message=str(refusal))
        return _page(request, viewer, found, columns, chosen, said, [problem], status=REFUSED)
    messages.success(request, _("Thank you. We measure it now."))
    return redirect("workspace:log", log=found.line.id)


def _column(one: Mapping[str, Any]) -> Column:  # Any: it came from JSON
    kept = ("name", "examples", "times", "filled", "naive", "values")
    return Column(**{key: one[key] for key in kept})


def _first(found: LookedAt, told: Told, columns: Mapping[str, Column]) -> dict[str, str]:
    """What the mapping says, and where it says nothing, what we would take."""
    taken = found.looked["taken"]
    ours = {name: told.columns.get(name) or (taken[name][0] if name in taken else "") for name in ASKED}
    return {name: source if source in columns else "" for name, source in ours.items()}


def _chosen(request: HttpRequest, columns: Mapping[str, Column]) -> dict[str, str]:
    posted = {ours: request.POST.get(f"column-{ours}", "") for ours in ASKED}
    return {ours: name if name in columns else "" for ours, name in posted.items()}


def _not_asked(told: Told) -> dict[str, str]:
    return {ours: name for ours, name in told.columns.items() if ours not in ASKED}


def _means(
    request: HttpRequest, columns: Mapping[str, Column], chosen: Mapping[str, str]
) -> dict[str, Means]:
    """What was said of each activity that the page showed. Their places are those of the column it showed."""
    asked_about = request.POST.get("activities-of", "")
    if asked_about != chosen["name"] or asked_about not in columns:
        return {}
    known = {one.value for one in Meaning}
    said = {}
    for place, (activity, _count) in enumerate(columns[asked_about].values[:MOST]):
        meaning = request.POST.get(f"means-{place}", "")
        if meaning in known:
            said[activity] = Means(Meaning(meaning), request.POST.get(f"about-{place}", "")[:100])
    return said


def _problems(columns: Mapping[str, Column], chosen: Mapping[str, str], said: Told) -> Iterator[Problem]:
    missing = {
        "journey": _("Choose the column that says which case it is."),
        "name": _("Choose the column that says what happened."),
        "at": _("Choose the column that says when it happened."),
    }
    for ours in NEEDED:
        if not chosen[ours]:
            yield Problem(message=missing[ours], field=f"column-{ours}")
    for place, ours in enumerate(ASKED):
        twice = chosen[ours] and chosen[ours] in [chosen[other] for other in ASKED[:place]]
        if twice:
            message = _("The column %(name)s is chosen twice. Each column holds one thing.")
            yield Problem(message=message % {"name": chosen[ours]}, field=f"column-{ours}")
    at = columns.get(chosen["at"])
    if at is not None and not at.times and not said.time_format:
        message = _("We can read no times in the column %(name)s. Choose another one.")
        yield Problem(message=message % {"name": at.name}, field="column-at")
    if at is not None and at.naive and not said.zone:
        message = _("The times do not say in which zone they are. Choose where they were written.")
        yield Problem(message=message, field="zone")
    if said.zone:
        try:
            check_zone(said.zone, "zone")
        except Refused:
            yield Problem(message=_("Choose a time zone from the list."), field="zone")


def _page(
    request: HttpRequest,
    viewer: Viewer,
    found: LookedAt,
    columns: Mapping[str, Column],
    chosen: Mapping[str, str],
    said: Told,
    problems: Sequence[Problem],
    *,
    status: int = 200,
) -> HttpResponse:
    errors = {one.field: one.message for one in problems if one.field}
    shown = {
        "line": found.line,
        "looked": found.looked,
        "problems": problems,
        "questions": [_question(ours, found, columns, chosen, errors) for ours in ASKED],
        "columns": [(one, one.label) for one in columns.values()],
        "zone": said.zone or "",
        "zones": tuple(zones()),
        "zone_error": errors.get("zone", ""),
        "naive": bool(chosen["at"] and columns[chosen["at"]].naive),
        "activities_of": chosen["name"],
        **_activities(columns, chosen, said),
    }
    return logs_shown(request, viewer, "mapping.html", shown, status=status)


def _question(
    ours: str,
    found: LookedAt,
    columns: Mapping[str, Column],
    chosen: Mapping[str, str],
    errors: Mapping[str, str],
) -> dict[str, object]:
    label, hint = _words(ours)
    column = columns.get(chosen[ours])
    source, why = found.looked["taken"].get(ours, ("", ""))
    return {
        "id": f"field-column-{ours}",
        "name": f"column-{ours}",
        "label": label,
        "hint": hint,
        "needed": ours in NEEDED,
        "chosen": chosen[ours],
        "examples": column.examples if column else (),
        "why": why_words(why) if source == chosen[ours] else "",
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


def why_words(why: str) -> str:
    """How sure we are of a guess, and why."""
    words = {
        "by its name": _("We took it by its name. We are fairly sure."),
        "by what stands in it": _("We took it by what stands in it. Please look twice."),
        "as you said": _("As you said."),
    }
    return words.get(why, why)


def _activities(columns: Mapping[str, Column], chosen: Mapping[str, str], said: Told) -> dict[str, object]:
    """The activities with how often they stand there, the most frequent first, and what each means so far."""
    column = columns.get(chosen["name"])
    values = column.values if column else ()
    return {
        "activities": [
            {"place": place, "name": name, "count": f"{count:,}", "means": meaning_of(said, name)}
            for place, (name, count) in enumerate(values[:MOST])
        ],
        "more_activities": max(0, len(values) - MOST),
        "too_many": bool(column and not values),
        "meanings": meanings(),
        "about_a_thing": [one.value for one in ABOUT_A_THING],
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
