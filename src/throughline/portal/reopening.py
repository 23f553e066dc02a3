"""A way back in, with everything that is known."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from throughline.actions.endings import reopen_journey
from throughline.clock import now
from throughline.portal.door import on_my_journey, refused_here
from throughline.queries.portal_journey import MyJourney
from throughline.queries.portal_people import staying_with
from throughline.refused import Refused
from throughline.ui.fields import Field, FieldKind
from throughline.ui.values import Problem


@on_my_journey
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, mine: MyJourney) -> HttpResponse:
    if mine.state.open:
        return redirect("portal:journey", journey=mine.id)
    problems: list[Problem] = []
    if request.method == "POST":
        try:
            reopen_journey(journey=mine.id, by=mine.viewer, at=now(), reason=request.POST.get("reason", ""))
        except Refused as refusal:
            problems = refused_here(refusal, "reason")
        else:
            messages.success(request, _("Welcome back. Everything you told us is still here."))
            return redirect("portal:journey", journey=mine.id)
    question = Field(
        name="reason",
        label=_("What brings you back? (optional)"),
        kind=FieldKind.LONG_TEXT,
        rows=3,
        value=request.POST.get("reason", ""),
        error=problems[0].message if problems else "",
    )
    shown = {"mine": mine, "question": question, "problems": problems, "staying": staying_with(mine)}
    return render(request, "portal/reopen.html", shown)
