"""The report of a log at an address of its own, shut in; and what came of the log as files to take away.

The page is ours, and yet its words come from somebody else's file. So it is served where nothing can run:
no script, no form, nothing fetched, and no way to the rest of the site.
"""

import json
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.utils.text import slugify
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from throughline.actions.log_opening import remember_reading
from throughline.clock import now
from throughline.people import Viewer
from throughline.queries.logs import log_line, mapping_of, report_of
from throughline.workspace.logs import log_view

SHUT_IN = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'; sandbox"
)


@require_safe
@xframe_options_sameorigin
@log_view
def read(request: HttpRequest, viewer: Viewer, log: str) -> HttpResponse:
    found = report_of(viewer, log)
    remember_reading(log=log, by=viewer, at=now())
    answer = HttpResponse(found.html)
    answer["Content-Security-Policy"] = SHUT_IN
    answer["Referrer-Policy"] = "no-referrer"
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_safe
@log_view
def as_page(request: HttpRequest, viewer: Viewer, log: str) -> HttpResponse:
    return _file(viewer, log, report_of(viewer, log).html, "text/html; charset=utf-8", "html")


@require_safe
@log_view
def as_figures(request: HttpRequest, viewer: Viewer, log: str) -> HttpResponse:
    figures = json.dumps(report_of(viewer, log).figures, indent=2, ensure_ascii=False)
    return _file(viewer, log, figures, "application/json", "json")


@require_safe
@log_view
def as_mapping(request: HttpRequest, viewer: Viewer, log: str) -> HttpResponse:
    _name, mapping = mapping_of(viewer, log)
    return _file(viewer, log, mapping, "application/yaml; charset=utf-8", "yaml")


def _file(viewer: Viewer, log: str, text: str, kind: str, ending: str) -> HttpResponse:
    """Saved, never shown in our own page."""
    remember_reading(log=log, by=viewer, at=now(), downloaded=True)
    name = slugify(log_line(viewer, log).name) or "log"
    answer = HttpResponse(text, content_type=kind)
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(f'{name}.{ending}')}"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer["Cache-Control"] = "private, no-store"
    return answer
