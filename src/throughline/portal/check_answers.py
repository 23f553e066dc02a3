"""Check your answers, send them, and hear what happens next."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from throughline.actions.steps import finish_step
from throughline.clock import now
from throughline.eventlog.shape import Channel
from throughline.ids import FactKey
from throughline.journey.next import OpenStep, needed_facts
from throughline.portal.door import on_my_journey, refused_here
from throughline.portal.route import first_address, my_open_step, step_of
from throughline.portal.step import not_open
from throughline.queries.portal_answers import Answered, answers_of, source_in_words
from throughline.queries.portal_journey import MyJourney
from throughline.queries.portal_people import my_name
from throughline.queries.portal_tasks import Standing, TaskLine, task_stages
from throughline.refused import Refused
from throughline.ui.dates import day_in_words
from throughline.ui.values import Row


@on_my_journey
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, mine: MyJourney, step: str) -> HttpResponse:
    one = my_open_step(mine, step)
    if one is None:
        messages.info(request, not_open(mine, step))
        return redirect("portal:tasks", journey=mine.id)
    if request.method == "POST":
        return _send(request, mine, one)
    return _page(request, mine, one)


def _send(request: HttpRequest, mine: MyJourney, one: OpenStep) -> HttpResponse:
    """We need to know where an answer goes, so that is asked now and not before."""
    here = reverse("portal:check", args=[mine.id, one.step.id])
    if not mine.viewer.signed_in:
        return redirect(
            f"{reverse('portal:saved', args=[mine.id])}?{urlencode({'next': here, 'why': 'send'})}"
        )
    if not my_name(mine):
        return redirect(f"{reverse('portal:name', args=[mine.id])}?{urlencode({'next': here})}")
    try:
        finish_step(journey=mine.id, by=mine.viewer, at=now(), step=one.step.id, channel=Channel.WEB)
    except Refused as refusal:
        return _page(request, mine, one, refusal)
    return redirect("portal:sent", journey=mine.id, step=one.step.id)


def _page(
    request: HttpRequest, mine: MyJourney, one: OpenStep, refusal: Refused | None = None
) -> HttpResponse:
    keys = tuple(needed_facts(mine.blueprint, mine.state, one.step))
    answers = answers_of(mine, keys)
    back = {item.fact for item in one.items}
    return render(
        request,
        "portal/check.html",
        {
            "mine": mine,
            "step": one.step,
            "rows": [_row(mine, one, key, answers.get(key), key in back) for key in keys],
            "problems": refused_here(refusal) if refusal else [],
            "came_back": bool(one.items),
            "complete": not one.missing and not any(key in mine.state.awaited for key in back),
            "go_on": first_address(mine, one),
        },
    )


def _row(mine: MyJourney, one: OpenStep, key: FactKey, answered: Answered | None, came_back: bool) -> Row:
    fact = mine.blueprint.facts[key]
    address = reverse("portal:question", args=[mine.id, one.step.id, key]) + "?change"
    if answered is None:
        word = _("Left out") if fact.optional else _("Not answered yet")
        return Row(key=fact.ask, value=word, missing=True, change_url=address, change_text=_("Answer"))
    hint = ""
    if came_back:
        hint = _("Still to be put right") if key in mine.state.awaited else _("Put right")
    elif answered.source != "the person":
        hint = source_in_words(answered.source)
    return Row(key=fact.ask, value=answered.shown, hint=hint, change_url=address)


@on_my_journey
@require_safe
def sent(request: HttpRequest, mine: MyJourney, step: str) -> HttpResponse:
    """What happens next, with the promises that were just made."""
    designed = step_of(mine, step)
    lines = [line for stage in task_stages(mine) for line in stage.lines]
    ours = [line for line in lines if line.standing is Standing.WITH_US]
    return render(
        request,
        "portal/sent.html",
        {
            "mine": mine,
            "step": designed,
            "promised": [_promised(line) for line in ours if line.step.promise and line.due],
            "yours": [line for line in lines if line.theirs],
            "email": mine.viewer.email,
        },
    )


def _promised(line: TaskLine) -> dict[str, str]:
    promise = line.step.promise
    day = day_in_words(line.due) if line.due else ""
    return {"tell": promise.tell if promise else "", "day": day, "sees": line.step.sees or ""}
