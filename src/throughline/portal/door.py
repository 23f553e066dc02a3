"""What every page of this door does first: find the person's own journey, or ask who is there."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache

from throughline.people.journeys import NotYours
from throughline.queries.portal_journey import MyJourney, my_journey
from throughline.queries.viewer import viewer_of
from throughline.refused import Refused
from throughline.ui.values import Problem

P = ParamSpec("P")
JourneyView = Callable[Concatenate[HttpRequest, MyJourney, P], HttpResponse]
OpenedView = Callable[Concatenate[HttpRequest, str, P], HttpResponse]


def on_my_journey(view: JourneyView[P]) -> OpenedView[P]:
    """The view gets the journey instead of its id; anybody else gets a page that was not found."""

    @wraps(view)
    @never_cache
    def opened(request: HttpRequest, journey: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        viewer = viewer_of(request)
        try:
            mine = my_journey(viewer, journey)
        except NotYours:
            if viewer.signed_in or request.method not in {"GET", "HEAD"}:
                raise
            return to_sign_in(request)
        return view(request, mine, *args, **kwargs)

    return cast("OpenedView[P]", opened)  # addresses give `journey` by name, which the type cannot say


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """Links in letters come to browsers where nobody is signed in. What does not exist answers the same."""
    address = urlencode({"next": request.get_full_path()})
    return redirect(f"{reverse('account_request_login_code')}?{address}")


def refused_here(refusal: Refused, field: str = "") -> list[Problem]:
    """A refusal as the error summary of the page that it happened on."""
    return [Problem(message=str(refusal), field=field)]
