"""Asking a report more: its journeys in groups, or compared, by what is known of each."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from throughline.actions.log_opening import remember_reading
from throughline.clock import now
from throughline.people import Viewer
from throughline.queries.logs import log_line
from throughline.queries.logs_asked import OFFICE, Asked, CannotAsk, asked_of
from throughline.ui.fields import Choice, Field, FieldKind
from throughline.ui.values import Problem
from throughline.workspace.logs import log_view, logs_shown
from throughline.workspace.task import REFUSED


@require_safe
@log_view
def ask(request: HttpRequest, viewer: Viewer, log: str) -> HttpResponse:
    line = log_line(viewer, log)
    said = {name: request.GET.get(name, "")[:200] for name in ("by", "units", "measure")}
    try:
        asked = asked_of(viewer, log, **said)
    except CannotAsk as refusal:
        return logs_shown(request, viewer, "ask.html", {"line": line, "cannot": str(refusal)})
    remember_reading(log=log, by=viewer, at=now())
    shown = {
        "line": line,
        "asked": asked,
        "problems": [Problem(message=asked.why_not, field=asked.at)] if asked.why_not else (),
        "split_by": _split_by(asked, said["by"]),
        "compare": _compare(asked, said["units"]),
        "title": _title(asked, said),
    }
    return logs_shown(request, viewer, "ask.html", shown, status=REFUSED if asked.why_not else 200)


def _split_by(asked: Asked, by: str) -> Field:
    return Field(
        name="by",
        label=_("Put journeys in groups by"),
        kind=FieldKind.SELECT,
        choices=_choices(asked.splits),
        value=by if by in asked.splits else "",
        error=asked.why_not if asked.at == "by" else "",
    )


def _compare(asked: Asked, units: str) -> Sequence[Field]:
    measures = tuple(Choice(value=name, label=question) for name, question in asked.measures)
    return (
        Field(
            name="units",
            label=_("Compare journeys by"),
            kind=FieldKind.SELECT,
            choices=_choices(asked.units),
            value=units if units in asked.units else "",
            error=asked.why_not if asked.at == "units" else "",
        ),
        Field(
            name="measure",
            label=_("On what"),
            kind=FieldKind.SELECT,
            choices=measures,
            value=asked.measure,
            error=asked.why_not if asked.at == "measure" else "",
        ),
    )


def _choices(names: Sequence[str]) -> tuple[Choice, ...]:
    ours = {"ending": _("How it ended"), OFFICE: _("Office"), "service": _("Service")}
    return tuple(Choice(value=name, label=ours.get(name, name)) for name in names)


def _title(asked: Asked, said: dict[str, str]) -> str:
    name = said["by"] or said["units"]
    label = next((one.label for one in _choices([name])), "") if asked.answer else ""
    return (
        (_("Journeys in groups: %(name)s") if said["by"] else _("Journeys compared: %(name)s"))
        % {"name": label}
        if label
        else ""
    )
