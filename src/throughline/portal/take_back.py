"""Taking back a file that was given by mistake. It asks first, because what is emptied is gone."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from throughline.actions.facts import withdraw_fact
from throughline.clock import now
from throughline.ids import FactKey
from throughline.portal.door import on_my_journey, refused_here
from throughline.portal.route import step_of
from throughline.queries.portal_answers import answers_of
from throughline.queries.portal_journey import MyJourney
from throughline.refused import Refused
from throughline.ui.values import Problem


@on_my_journey
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, mine: MyJourney, step: str, fact: str) -> HttpResponse:
    answered = answers_of(mine, [FactKey(fact)]).get(FactKey(fact))
    if answered is None:
        return redirect("portal:step", journey=mine.id, step=step_of(mine, step).id)
    problems: list[Problem] = []
    if request.method == "POST":
        try:
            withdraw_fact(journey=mine.id, by=mine.viewer, at=now(), fact=answered.key)
        except Refused as refusal:
            problems = refused_here(refusal)
        else:
            messages.success(request, _("We have emptied it. Nobody can open it any more."))
            return redirect("portal:question", journey=mine.id, step=step, fact=fact)
    shown = {"mine": mine, "step": step_of(mine, step), "answered": answered, "problems": problems}
    return render(request, "portal/take_back.html", shown)
