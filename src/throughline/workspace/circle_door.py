"""The door of the circle's screens: who comes in, and the tabs between them."""

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from throughline.people import Viewer
from throughline.people.circle import check_can_see_circle
from throughline.queries.circle_here import CircleHere, NothingToSee, circle_here
from throughline.ui.values import NavigationItem
from throughline.workspace.door import page, staff_page

CircleView = Callable[[HttpRequest, Viewer, CircleHere], HttpResponse]


def circle_page(current: str) -> Callable[[CircleView], Callable[..., HttpResponse]]:
    """The view gets the service in the light of the strategy; only those who lead, design or own come in."""

    def guard(view: CircleView) -> Callable[..., HttpResponse]:
        @staff_page
        @wraps(view)
        def guarded(request: HttpRequest, viewer: Viewer) -> HttpResponse:
            check_can_see_circle(viewer)
            try:
                here = circle_here(request.GET.get("service", ""))
            except NothingToSee as refusal:
                return circle_shown(request, viewer, "nothing.html", {"why": str(refusal)}, current=current)
            return view(request, viewer, here)

        return guarded

    return guard


def circle_shown(
    request: HttpRequest,
    viewer: Viewer,
    template: str,
    shown: dict[str, Any],  # Django's own type for a template's context
    *,
    current: str,
    status: int = 200,
) -> HttpResponse:
    """A page of the circle, with the tabs between its screens."""
    around = {"circle_tabs": tuple(_tabs(current))}
    return page(
        request, viewer, f"workspace/circle/{template}", {**around, **shown}, current="ladder", status=status
    )


def _tabs(current: str) -> Iterator[NavigationItem]:
    for name, text in (
        ("ladder", _("Ladder")),
        ("hallway", _("Hallway")),
        ("strategy", _("Strategy")),
        ("signals", _("Signals and conversations")),
    ):
        yield NavigationItem(text=text, url=reverse(f"workspace:{name}"), current=name == current)
