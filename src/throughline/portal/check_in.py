"""A look back: how it is going, answered after signing in. Some answers open the journey again."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from throughline.actions.check_ins import answer_check_in
from throughline.blueprint.model import CheckIn
from throughline.clock import now
from throughline.people.journeys import NotYours
from throughline.portal.door import on_my_journey, refused_here
from throughline.portal.scoring import COMMENT, comment_field, score_fields, scores_in
from throughline.queries.portal_journey import MyJourney, my_journey
from throughline.queries.portal_people import staying_with
from throughline.refused import Refused
from throughline.ui.values import Problem


@on_my_journey
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, mine: MyJourney, check_in: str) -> HttpResponse:
    designed = _designed(mine, check_in)
    if designed.id in mine.state.check_ins_answered and request.method != "POST":
        return _thanks(request, mine, designed)
    questions = {key: mine.blueprint.questions[key] for key in designed.asks}
    problems: list[Problem] = []
    if request.method == "POST":
        try:
            answer_check_in(
                journey=mine.id,
                by=mine.viewer,
                at=now(),
                check_in=designed.id,
                scores=scores_in(request, questions),
                comment=request.POST.get(COMMENT, ""),
            )
            return _thanks(request, my_journey(mine.viewer, mine.id), designed)
        except Refused as refusal:
            problems = refused_here(refusal)
    shown = {
        "mine": mine,
        "check_in": designed,
        "questions": score_fields(request, questions),
        "comment": comment_field(
            request, _("Is there anything we should know? (optional)"), _("Your guide reads this.")
        ),
        "problems": problems,
        "sent": designed.id in mine.state.check_ins_sent,
        "staying": staying_with(mine),
    }
    return render(request, "portal/check_in.html", shown)


def _designed(mine: MyJourney, check_in: str) -> CheckIn:
    found = next((one for one in mine.blueprint.aftercare if one.id == check_in), None)
    if found is None:
        raise NotYours("There is no such check-in.")
    return found


def _thanks(request: HttpRequest, mine: MyJourney, designed: CheckIn) -> HttpResponse:
    shown = {"mine": mine, "check_in": designed, "reopened": mine.state.open, "staying": staying_with(mine)}
    return render(request, "portal/check_in_thanks.html", shown)
