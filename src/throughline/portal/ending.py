"""At every ending: what it means, what one can do, and what the ride was like."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from throughline.actions.endings import answer_experience
from throughline.actions.messages import receive_message
from throughline.clock import now
from throughline.journey.decisions.facts import NotAnAnswer
from throughline.journey.events import About
from throughline.portal.door import on_my_journey, refused_here
from throughline.portal.scoring import COMMENT, comment_field, score_fields, scores_in
from throughline.queries.portal_ending import ending_page, questions_at_the_end
from throughline.queries.portal_journey import MyJourney
from throughline.refused import Refused
from throughline.ui.values import Problem


@on_my_journey
@require_safe
def page(request: HttpRequest, mine: MyJourney) -> HttpResponse:
    shown = ending_page(mine)
    if shown is None:
        return redirect("portal:journey", journey=mine.id)
    return render(request, "portal/ending.html", {"mine": mine, "page": shown})


@on_my_journey
@require_http_methods(["GET", "HEAD", "POST"])
def experience(request: HttpRequest, mine: MyJourney) -> HttpResponse:
    questions = questions_at_the_end(mine)
    if not questions:
        return redirect("portal:ending" if mine.ending else "portal:journey", journey=mine.id)
    problems: list[Problem] = []
    if request.method == "POST":
        try:
            _keep(request, mine)
        except Refused as refusal:
            problems = refused_here(refusal)
        else:
            messages.success(request, _("Thank you. What you told us is counted, without your name."))
            return redirect("portal:ending", journey=mine.id)
    comment = comment_field(
        request, _("Is there anything else you would like to say? (optional)"), _("Your guide reads this.")
    )
    shown = {
        "mine": mine,
        "questions": score_fields(request, questions),
        "comment": comment,
        "problems": problems,
    }
    return render(request, "portal/experience.html", shown)


def _keep(request: HttpRequest, mine: MyJourney) -> None:
    scores = scores_in(request, questions_at_the_end(mine))
    comment = request.POST.get(COMMENT, "").strip()
    if not scores and not comment:
        raise NotAnAnswer(_("Answer at least one question, or leave the page: no answer is fine too."))
    at = now()
    if scores:
        answer_experience(journey=mine.id, by=mine.viewer, at=at, scores=scores)
    if comment:
        receive_message(journey=mine.id, by=mine.viewer, at=at, text=comment, about=About.ANSWER)
