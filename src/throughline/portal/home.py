"""The first page: what the organisation offers, and what the person has begun."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from throughline.queries.portal_journey import my_journeys
from throughline.queries.portal_services import services_offered
from throughline.queries.viewer import viewer_of


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    return render(
        request,
        "portal/home.html",
        {"services": services_offered(), "journeys": my_journeys(viewer), "viewer": viewer},
    )
