"""The journey page: the thread, whose turn it is, what we promised, and who stays."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from throughline.clock import now
from throughline.eventlog.thread_svg import wide
from throughline.eventlog.thread_tall import tall
from throughline.eventlog.thread_words import in_words
from throughline.portal.door import on_my_journey
from throughline.portal.standing import TURN_MARKS
from throughline.portal.thread_words import portal_words
from throughline.portal.ways import way_title
from throughline.queries.portal_journey import MyJourney
from throughline.queries.portal_page import JourneyPage, journey_page
from throughline.queries.portal_services import unit_title


@on_my_journey
@require_safe
def page(request: HttpRequest, mine: MyJourney) -> HttpResponse:
    shown = journey_page(mine, at=now())
    words = portal_words()
    return render(
        request,
        "portal/journey.html",
        {
            "mine": mine,
            "page": shown,
            "turn_mark": TURN_MARKS[shown.turn] if shown.turn else None,
            "turn_title": _turn_title(shown),
            "thread_wide": mark_safe(wide(shown.thread, words)),  # noqa: S308 - our own drawing, escaped there
            "thread_tall": mark_safe(tall(shown.thread, words)),  # noqa: S308
            "told": in_words(shown.thread, words),
            "way": way_title(mine.state.engagement),
            "office": unit_title(mine.state.unit),
        },
    )


def _turn_title(shown: JourneyPage) -> str:
    if shown.turn is None:
        return ""
    if shown.yours:
        return _("It is your turn")
    if shown.turn == "with someone else":
        return _("It is with someone else")
    return _("It is with us")
