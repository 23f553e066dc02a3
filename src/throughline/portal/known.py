"""What we know about the person with source, date and purpose, and who opened their file and why."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from throughline.portal.door import on_my_journey
from throughline.queries.portal_answers import Answered, source_in_words
from throughline.queries.portal_journey import MyJourney
from throughline.queries.portal_known import KnownStep, known_facts, openings_of


@on_my_journey
@require_safe
def page(request: HttpRequest, mine: MyJourney) -> HttpResponse:
    groups = [
        {"group": group, "facts": [_fact(group, one) for one in group.facts]} for group in known_facts(mine)
    ]
    return render(request, "portal/known.html", {"mine": mine, "groups": groups})


def _fact(group: KnownStep, one: Answered) -> dict[str, object]:
    return {
        "answered": one,
        "source": source_in_words(one.source),
        "may_change": one.key in group.open_to_change,
    }


@on_my_journey
@require_safe
def openings(request: HttpRequest, mine: MyJourney) -> HttpResponse:
    return render(request, "portal/openings.html", {"mine": mine, "looked": openings_of(mine.id)})
