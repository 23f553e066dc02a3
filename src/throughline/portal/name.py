"""What to call the person: asked once, when we first have to write to them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from throughline.actions.names import give_name
from throughline.ids import StakeholderId
from throughline.portal.door import on_my_journey, refused_here
from throughline.queries.portal_journey import MyJourney
from throughline.queries.portal_people import my_name
from throughline.refused import Refused
from throughline.ui.fields import Field
from throughline.ui.values import Problem


@on_my_journey
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, mine: MyJourney) -> HttpResponse:
    problems: list[Problem] = []
    typed = request.POST.get("name", "") if request.method == "POST" else my_name(mine)
    if request.method == "POST":
        try:
            give_name(by=mine.viewer, stakeholder=StakeholderId(mine.state.stakeholder or ""), name=typed)
            return redirect(safe_next(request, reverse("portal:tasks", args=[mine.id])))
        except Refused as refusal:
            problems = refused_here(refusal, "name")
    question = Field(
        name="name",
        label=_("What should we call you?"),
        hint=_("Your guide uses this name. It can be your full name or the one you like."),
        autocomplete="name",
        heading=True,
        value=typed,
        error=problems[0].message if problems else "",
    )
    shown = {"mine": mine, "question": question, "problems": problems, "next": safe_next(request, "")}
    return render(request, "portal/name.html", shown)


def safe_next(request: HttpRequest, usual: str) -> str:
    """Where to go on, but never to another site."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    same = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None, require_https=request.is_secure())
    return wanted if wanted and same else usual
