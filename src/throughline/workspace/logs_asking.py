"""Asking a log's report more: its journeys in groups, or compared, by what is known of each."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from throughline.actions.log_opening import remember_reading
from throughline.clock import now
from throughline.people import Viewer
from throughline.queries.logs import log_line
from throughline.queries.logs_asked import CannotAsk, asked_of
from throughline.workspace.asking import asked_shown, asking_of
from throughline.workspace.logs import log_view, logs_shown
from throughline.workspace.task import REFUSED


@require_safe
@log_view
def ask(request: HttpRequest, viewer: Viewer, log: str) -> HttpResponse:
    line, asking = log_line(viewer, log), asking_of(request)
    try:
        asked = asked_of(viewer, log, asking)
    except CannotAsk as refusal:
        return logs_shown(request, viewer, "ask.html", {"line": line, "cannot": str(refusal)})
    remember_reading(log=log, by=viewer, at=now())
    shown = {"line": line, **asked_shown(asked, asking)}
    return logs_shown(request, viewer, "ask.html", shown, status=REFUSED if shown["problems"] else 200)
