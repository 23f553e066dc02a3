"""Small acts on a log: try the example, stop the work, run it again, delete it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from throughline.actions.log_example import keep_example
from throughline.actions.logs import cancel_log, delete_log, run_again
from throughline.clock import now
from throughline.people import Viewer
from throughline.people.journeys import NotYourAct, NotYours
from throughline.queries.logs import log_page
from throughline.refused import NotThere, Refused
from throughline.workspace.logs import log_view, logs_shown
from throughline.workspace.logs_upload import check_uploads


@require_POST
@log_view
def example(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """One click: the example, with its mapping, measured at once."""
    check_uploads(viewer)
    return redirect("workspace:log", log=keep_example(by=viewer, at=now()))


@require_POST
@log_view
def cancel(request: HttpRequest, viewer: Viewer, log: str) -> HttpResponse:
    try:
        cancel_log(log=log, by=viewer, at=now())
    except (NotThere, NotYours, NotYourAct):
        raise
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("We have stopped. Your files are still here."))
    return redirect("workspace:log", log=log)


@require_POST
@log_view
def again(request: HttpRequest, viewer: Viewer, log: str) -> HttpResponse:
    try:
        run_again(log=log, by=viewer, at=now())
    except (NotThere, NotYours, NotYourAct):
        raise
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return redirect("workspace:log", log=log)


@require_http_methods(["GET", "HEAD", "POST"])
@log_view
def delete(request: HttpRequest, viewer: Viewer, log: str) -> HttpResponse:
    """Ask first: what is deleted here is gone."""
    found = log_page(viewer, log)
    if request.method == "POST":
        delete_log(log=log, by=viewer, at=now())
        messages.success(
            request, _("%(name)s is deleted, with its files and its report.") % {"name": found.line.name}
        )
        return redirect("workspace:logs")
    if not found.line.mine:
        raise NotYourAct(_("Only the person who uploaded this log, or a leader, can do this."))
    return logs_shown(request, viewer, "delete.html", {"found": found, "line": found.line})
