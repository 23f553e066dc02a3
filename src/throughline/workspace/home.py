"""Where the day begins, and how to get about without a mouse."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from throughline.people import Viewer
from throughline.workspace.door import first_place, page, staff_page


@require_safe
@staff_page
def home(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    return redirect(f"workspace:{first_place(viewer)}")


@require_safe
@staff_page
def keyboard(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Every key that does something here."""
    return page(request, viewer, "workspace/keyboard.html", {})
