"""The logs that were uploaded, and one of them: where it stands, what came of it, what one can do."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from throughline.actions.log_example import example_log
from throughline.people import Viewer
from throughline.people.logs import check_can_see_logs
from throughline.queries.logs import FileLine, LogLine, acts_on, log_line, log_page, logs_page
from throughline.ui.marks import Mark
from throughline.workspace.door import View, page, staff_page
from throughline.workspace.ride_places import ride_tabs

Shown = dict[str, Any]  # Django's own type for a template's context


def log_view(view: View) -> View:
    """The view gets the viewer; only those who answer for a part of the service come in."""

    @staff_page
    @wraps(view)
    def guarded(request: HttpRequest, viewer: Viewer, **address: str) -> HttpResponse:
        check_can_see_logs(viewer)
        return view(request, viewer, **address)

    return guarded


def logs_shown(
    request: HttpRequest, viewer: Viewer, template: str, shown: Shown, *, status: int = 200
) -> HttpResponse:
    """A page about logs, with the way back to our own record."""
    around = {"ride_tabs": ride_tabs(viewer, "logs")}
    template = f"workspace/logs/{template}"
    return page(request, viewer, template, {**around, **shown}, current="insight", status=status)


@require_safe
@log_view
def all_logs(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    found = logs_page(viewer, before=request.GET.get("before", ""))
    shown = {
        "logs": [{"line": one, "mark": MARKS[one.state], "word": state_word(one)} for one in found.logs],
        "older_url": f"{reverse('workspace:logs')}?before={found.older}" if found.older else "",
        "first_page": "before" not in request.GET,
        "example": example_log() is not None,
    }
    return logs_shown(request, viewer, "list.html", shown)


@require_safe
@log_view
def one(request: HttpRequest, viewer: Viewer, log: str) -> HttpResponse:
    found = log_page(viewer, log)
    shown = {
        "found": found,
        "rows": f"{found.rows:,}",
        "line": found.line,
        "mark": MARKS[found.line.state],
        "word": state_word(found.line),
        "files": [_file(one) for one in found.files],
        "acts": [(who, act_word(act), at) for who, act, at in acts_on(viewer, log)],
        **_working(found.line, found.ahead),
    }
    return logs_shown(request, viewer, "log.html", shown)


@require_safe
@log_view
def progress(request: HttpRequest, viewer: Viewer, log: str) -> HttpResponse:
    """How far it is, for the page to put in place; when nothing is being done any more, the page is new."""
    line = log_line(viewer, log)
    shown = {"line": line, "mark": MARKS[line.state], "word": state_word(line), **_working(line)}
    answer = render(request, "workspace/logs/_progress.html", shown)
    if not line.working:
        answer["HX-Refresh"] = "true"
    return answer


MARKS: Mapping[str, Mark] = {
    "uploaded": Mark.WITH_US,
    "looking": Mark.WITH_US,
    "waiting": Mark.WITH_YOU,
    "measuring": Mark.WITH_US,
    "ready": Mark.DONE,
    "failed": Mark.BROKEN,
    "cancelled": Mark.NEUTRAL,
}


def state_word(line: LogLine) -> str:
    words: Mapping[str, Callable[[], str]] = {
        "uploaded": lambda: _("Waiting for its turn"),
        "looking": lambda: _("We are looking into it"),
        "waiting": lambda: _("Tell us what it means"),
        "measuring": lambda: _("We are measuring it"),
        "ready": lambda: _("The report is ready"),
        "failed": lambda: _("It did not work"),
        "cancelled": lambda: _("Stopped"),
    }
    return words[line.state]()


def _working(line: LogLine, ahead: int = 0) -> Shown:
    return {"doing": _doing(line, ahead), "detail": _detail(line)} if line.working else {}


def _doing(line: LogLine, ahead: int) -> str:
    """What is being done now, in a sentence."""
    match line.phase:
        case "queued":
            return (
                _("Waiting for its turn. %(n)d others are before it.") % {"n": ahead}
                if ahead
                else _("Waiting for its turn. It begins as soon as the worker is free.")
            )
        case "starting":
            return _("Beginning.")
        case "looking" | "reading":
            return _("Reading the file.")
        case "guessing":
            return _("Finding out which column holds what.")
        case "checking":
            return _("Reading every row, to find what could be wrong.")
        case "measuring":
            return _("Measuring what people went through.")
        case _:
            return _("Drawing journeys, and writing the report.")


def _detail(line: LogLine) -> str:
    """Of how much: bytes while a file is read, rows and journeys afterwards."""
    if not line.of:
        return ""
    match line.phase:
        case "looking" | "reading" | "checking":
            read, whole = filesizeformat(min(line.done, line.of)), filesizeformat(line.of)
            return _("%(read)s of %(whole)s") % {"read": read, "whole": whole}
        case "writing":
            return _("%(n)s journeys") % {"n": f"{line.of:,}"}
        case _:
            return _("%(n)s events") % {"n": f"{line.of:,}"}


KINDS: Mapping[str, str] = {
    "csv": "CSV",
    "xes": "XES",
    "parquet": "Parquet",
    "ocel-json": "OCEL (JSON)",
    "ocel-xml": "OCEL (XML)",
    "ocel-sqlite": "OCEL (SQLite)",
}


def _file(one: FileLine) -> Shown:
    kind = _("%(kind)s, packed") % {"kind": KINDS[one.kind]} if one.packed else KINDS[one.kind]
    return {"name": one.name, "kind": kind, "size": filesizeformat(one.size), "sum": one.sha256}


def act_word(act: str) -> str:
    words: Mapping[str, Callable[[], str]] = {
        "uploaded": lambda: _("uploaded it"),
        "confirmed": lambda: _("confirmed what it means"),
        "cancelled": lambda: _("stopped the work on it"),
        "again": lambda: _("let it run again"),
        "opened": lambda: _("read the report"),
        "downloaded": lambda: _("downloaded what came of it"),
        "deleted": lambda: _("deleted it"),
    }
    return words[act]()
