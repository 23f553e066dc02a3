"""The first weeks: what matters now, the duties one by one, and warm introductions to who comes next."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from throughline.actions.endings import understand_duty
from throughline.clock import now
from throughline.ids import DutyId
from throughline.portal.door import on_my_journey
from throughline.queries.portal_ending import transition_page
from throughline.queries.portal_journey import MyJourney
from throughline.queries.portal_people import staying_with
from throughline.refused import Refused


@on_my_journey
@require_safe
def page(request: HttpRequest, mine: MyJourney) -> HttpResponse:
    shown = transition_page(mine)
    if shown is None:
        return redirect("portal:journey", journey=mine.id)
    return render(
        request, "portal/transition.html", {"mine": mine, "page": shown, "staying": staying_with(mine)}
    )


@on_my_journey
@require_POST
def duty(request: HttpRequest, mine: MyJourney, duty: str) -> HttpResponse:
    try:
        understand_duty(journey=mine.id, by=mine.viewer, at=now(), duty=DutyId(duty))
    except Refused as refusal:
        messages.info(request, str(refusal))
    else:
        messages.success(request, _("Good. You can read it here again at any time."))
    return redirect("portal:transition", journey=mine.id)
