"""Who may come in, and what every page of the workspace shows around its own."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from throughline.people import Role, Viewer
from throughline.people.workspace import can_see_insight, check_can_use_workspace
from throughline.queries.viewer import viewer_of
from throughline.queries.workspace_words import zone_here
from throughline.workspace.circle_places import circle_places

View = Callable[..., HttpResponse]
"""A view, called by Django with the named parts of its address."""


def staff_page(view: View) -> View:
    """The view gets the viewer; only people who work here come in."""

    @wraps(view)
    def guarded(request: HttpRequest, **address: str) -> HttpResponse:
        return enter(request, lambda viewer: view(request, viewer, **address))

    return guarded


def enter(request: HttpRequest, then: Callable[[Viewer], HttpResponse]) -> HttpResponse:
    """Others sign in first, or find nothing here. Times are said as on the organisation's wall clock."""
    viewer = viewer_of(request)
    if not viewer.signed_in:
        return redirect_to_login(request.get_full_path())
    check_can_use_workspace(viewer)
    with timezone.override(zone_here()):
        return then(viewer)


@dataclass(frozen=True, kw_only=True)
class Destination:
    """One place of the top navigation, with the access key that goes there."""

    text: str
    url: str
    key: str
    current: bool = False


def destinations(viewer: Viewer, current: str) -> Iterator[Destination]:
    """Where this viewer can go from anywhere, in the order of their day."""
    found = [(text, name) for text, name, shown in _own_places(viewer) if shown]
    found += circle_places(viewer)
    for key, (text, name) in enumerate(found, start=1):
        yield Destination(
            text=text, url=reverse(f"workspace:{name}"), key=str(key % 10), current=name == current
        )


def _own_places(viewer: Viewer) -> tuple[tuple[str, str, bool], ...]:
    return (
        (_("My people"), "caseload", viewer.has(Role.GUIDE)),
        (_("My queue"), "queue", bool(viewer.functions) and viewer.has(Role.SPECIALIST)),
        (_("My office"), "office", viewer.has(Role.LEAD)),
        (_("The ride"), "insight", can_see_insight(viewer)),
    )


def first_place(viewer: Viewer) -> str:
    """The address this viewer's day begins with."""
    return next((name for _text, name, shown in _own_places(viewer) if shown), "insight")


def page(
    request: HttpRequest,
    viewer: Viewer,
    template: str,
    shown: dict[str, Any],  # Django's own type for a template's context
    *,
    current: str = "",
    status: int = 200,
) -> HttpResponse:
    """A page of the workspace, with its navigation and whoever is signed in."""
    around = {"viewer": viewer, "destinations": tuple(destinations(viewer, current))}
    return render(request, template, {**around, **shown}, status=status)
