"""How much the person does alone, and how much together: switchable at any time."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from throughline.actions.guides import choose_engagement
from throughline.blueprint.model import Engagement
from throughline.clock import now
from throughline.portal.door import on_my_journey, refused_here
from throughline.portal.ways import way_hint, way_title
from throughline.queries.portal_journey import MyJourney
from throughline.queries.portal_services import ways_of
from throughline.refused import Refused
from throughline.ui.fields import Choice, Field, FieldKind
from throughline.ui.values import Problem


@on_my_journey
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, mine: MyJourney) -> HttpResponse:
    problems: list[Problem] = []
    chosen = request.POST.get("engagement", mine.state.engagement)
    if request.method == "POST" and chosen in set(Engagement):
        try:
            choose_engagement(journey=mine.id, by=mine.viewer, at=now(), engagement=Engagement(chosen))
        except Refused as refusal:
            problems = refused_here(refusal, "engagement")
        else:
            messages.success(request, _("From now on: %(way)s.") % {"way": way_title(Engagement(chosen))})
            return redirect("portal:tasks", journey=mine.id)
    elif request.method == "POST":
        problems = [Problem(message=_("Choose how you would like to go on"), field="engagement")]
    question = Field(
        name="engagement",
        label=_("How would you like to go on?"),
        kind=FieldKind.CHOICE,
        heading=True,
        hint=_("It changes what we do and what you do. Everything you have told us stays."),
        choices=[
            Choice(value=way.engagement, label=way_title(way.engagement), hint=way_hint(way))
            for way in ways_of(mine.blueprint)
        ],
        value=chosen,
        error=problems[0].message if problems else "",
    )
    shown = {"mine": mine, "question": question, "problems": problems}
    return render(request, "portal/engagement.html", shown)
