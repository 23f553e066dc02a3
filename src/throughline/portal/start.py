"""Deciding and starting: what life is like after, which office, how much help. No account is needed."""

from datetime import timedelta
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from throughline.actions.start_journey import start_journey
from throughline.blueprint.model import Engagement
from throughline.clock import now
from throughline.ids import UnitId
from throughline.portal.door import refused_here
from throughline.portal.ways import way_hint, way_title
from throughline.queries.attempts import check_not_too_often
from throughline.queries.portal_journey import my_journeys
from throughline.queries.portal_services import ServicePage, service_page
from throughline.queries.viewer import DRAFT, forget_viewer, viewer_of
from throughline.refused import Refused
from throughline.ui.fields import Choice, Field, FieldKind
from throughline.ui.values import Problem

STARTS = 30
"""How many journeys may be started from one address within an hour."""


@require_safe
def life_after(request: HttpRequest, service: str) -> HttpResponse:
    """What your life looks like after, before any form."""
    shown = service_page(service)
    begun = [one for one in my_journeys(viewer_of(request)) if one.turn]
    return render(request, "portal/life_after.html", {"service": shown, "begun": begun})


@require_safe
def office(request: HttpRequest, service: str) -> HttpResponse:
    """Which office is nearest. Only a question: the answer travels on in the address."""
    shown = service_page(service)
    chosen = request.GET.get("office", "")
    if shown.unit(chosen):
        return redirect(f"{reverse('portal:start', args=[service])}?{urlencode({'office': chosen})}")
    problems = []
    if "asked" in request.GET:
        problems = [Problem(message=_("Choose the office that is nearest to you"), field="office")]
    question = _office_question(shown, problems)
    return render(
        request, "portal/office.html", {"service": shown, "question": question, "problems": problems}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest, service: str) -> HttpResponse:
    """How much help, and then it begins."""
    shown = service_page(service)
    unit = shown.unit(request.POST.get("office") or request.GET.get("office", ""))
    if unit is None:
        return redirect("portal:office", service=service)
    problems: list[Problem] = []
    chosen = request.POST.get("engagement", "")
    if request.method == "POST":
        if chosen in set(Engagement):
            _check_pace(request)
            try:
                return _started(request, shown, unit.id, Engagement(chosen))
            except Refused as refusal:
                problems = refused_here(refusal)
        else:
            problems = [
                Problem(message=_("Choose how you would like to go through this"), field="engagement")
            ]
    question = _way_question(shown, chosen, problems)
    shown_here = {"service": shown, "unit": unit, "question": question, "problems": problems}
    return render(request, "portal/start.html", shown_here)


def _check_pace(request: HttpRequest) -> None:
    """Starting needs no account, so a program could do it all day. This is answered by a page of its own."""
    address = request.META.get("REMOTE_ADDR", "")
    check_not_too_often(f"start:{address}", limit=STARTS, within=timedelta(hours=1), at=now())


def _started(request: HttpRequest, shown: ServicePage, unit: UnitId, engagement: Engagement) -> HttpResponse:
    at = now()
    viewer = viewer_of(request)
    acted = start_journey(by=viewer, at=at, service=shown.blueprint.service, unit=unit, engagement=engagement)
    if not viewer.signed_in:
        drafts = {*request.session.get(DRAFT, ()), str(acted.state.stakeholder)}
        request.session[DRAFT] = sorted(drafts)
        forget_viewer(request)
    return redirect("portal:tasks", journey=acted.journey)


def _office_question(shown: ServicePage, problems: list[Problem]) -> Field:
    return Field(
        name="office",
        label=_("Which office is nearest to you?"),
        kind=FieldKind.CHOICE,
        heading=True,
        hint=_("The people who will know you work there. You do not have to go there yourself."),
        choices=[Choice(value=one.id, label=one.title, hint=one.address or "") for one in shown.units],
        error=problems[0].message if problems else "",
    )


def _way_question(shown: ServicePage, chosen: str, problems: list[Problem]) -> Field:
    return Field(
        name="engagement",
        label=_("How would you like to go through this?"),
        kind=FieldKind.CHOICE,
        heading=True,
        hint=_("You can change this at any time."),
        choices=[
            Choice(value=way.engagement, label=way_title(way.engagement), hint=way_hint(way))
            for way in shown.ways
        ],
        value=chosen,
        error=problems[0].message if problems and problems[0].field else "",
    )
