"""Stopping. It asks first, needs no reason, and says what happens."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from throughline.actions.endings import withdraw
from throughline.clock import now
from throughline.portal.door import on_my_journey, refused_here
from throughline.queries.portal_journey import MyJourney
from throughline.refused import Refused
from throughline.ui.fields import Field, FieldKind
from throughline.ui.values import Problem


@on_my_journey
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, mine: MyJourney) -> HttpResponse:
    if not mine.state.open:
        return redirect("portal:ending", journey=mine.id)
    problems: list[Problem] = []
    if request.method == "POST":
        try:
            withdraw(journey=mine.id, by=mine.viewer, at=now(), reason=request.POST.get("reason", ""))
            return redirect("portal:ending", journey=mine.id)
        except Refused as refusal:
            problems = refused_here(refusal, "reason")
    question = Field(
        name="reason",
        label=_("Would you like to tell us why? (optional)"),
        kind=FieldKind.LONG_TEXT,
        hint=_("It helps us to make this better for the next person."),
        rows=3,
        value=request.POST.get("reason", ""),
        error=problems[0].message if problems else "",
    )
    shown = {"mine": mine, "question": question, "problems": problems, "ending": mine.blueprint.withdrawn}
    return render(request, "portal/withdraw.html", shown)
