"""One question on one page. Every answer is kept at once, so leaving loses nothing."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from throughline.actions.facts import Given, give_facts, reuse_fact
from throughline.blueprint.model import FactType
from throughline.clock import now
from throughline.ids import FactKey
from throughline.journey.decisions.facts import facts_they_may_take_back
from throughline.journey.next import OpenStep
from throughline.people.journeys import NotYours
from throughline.portal.asking import Left, NotReadable, question_of, read_answer, with_problem
from throughline.portal.door import on_my_journey, refused_here
from throughline.portal.reasons import reason_in_words
from throughline.portal.route import address_after, facts_of, my_open_step
from throughline.portal.step import not_open
from throughline.queries.attempts import check_not_too_often
from throughline.queries.portal_answers import Answered, answers_of, source_in_words
from throughline.queries.portal_earlier import earlier_answer
from throughline.queries.portal_journey import MyJourney, my_journey
from throughline.queries.portal_tasks import to_put_right
from throughline.refused import Refused
from throughline.ui.fields import Field, with_posted
from throughline.ui.values import Problem

UPLOADS = 40
"""How many files one journey takes within an hour."""


@on_my_journey
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, mine: MyJourney, step: str, fact: str) -> HttpResponse:
    one = my_open_step(mine, step)
    if one is None:
        messages.info(request, not_open(mine, step))
        return redirect("portal:tasks", journey=mine.id)
    key = _fact_of(mine, one, fact)
    designed = mine.blueprint.facts[key]
    answered = answers_of(mine, [key]).get(key)
    asked = question_of(key, designed, answered)
    if request.method != "POST":
        return _page(request, mine, one, key, asked, answered, [])
    if request.FILES:
        check_not_too_often(f"upload:{mine.id}", limit=UPLOADS, within=timedelta(hours=1), at=now())
    try:
        return _kept(request, mine, one, key, with_posted(asked, request.POST))
    except Refused as refusal:
        typed = with_posted(asked, request.POST) if designed.type is not FactType.DOCUMENT else asked
        wrong = with_problem(typed, str(refusal))
        return _page(request, mine, one, key, wrong, answered, refused_here(refusal, key))


def _fact_of(mine: MyJourney, one: OpenStep, fact: str) -> FactKey:
    """Any fact of the step may be opened, so that an answer can be changed from the check."""
    key = next((key for key in one.step.needs if key == fact), None)
    if key is None:
        raise NotYours("This is not asked here.")
    return key


def _kept(request: HttpRequest, mine: MyJourney, one: OpenStep, key: FactKey, filled: Field) -> HttpResponse:
    at = now()
    designed = mine.blueprint.facts[key]
    earlier = earlier_answer(mine, key) if "reuse" in request.POST else None
    if earlier is not None:
        reuse_fact(
            journey=mine.id,
            by=mine.viewer,
            at=at,
            fact=key,
            from_journey=earlier.journey,
            content=earlier.content,
        )
        return redirect(_onwards(request, mine, one, key))
    keep_as_it_is = "keep" in request.POST and key in mine.state.facts and key not in mine.state.awaited
    if not keep_as_it_is:
        answer = read_answer(designed, filled, request.FILES.get(key), at=at)
        if isinstance(answer, Given):
            give_facts(journey=mine.id, by=mine.viewer, at=at, answers={key: answer})
        elif isinstance(answer, Left) and key in mine.state.awaited and key in mine.state.facts:
            raise NotReadable(_("This came back to you, so please answer it again."))
    return redirect(_onwards(request, mine, one, key))


def _onwards(request: HttpRequest, mine: MyJourney, one: OpenStep, key: FactKey) -> str:
    after = my_journey(mine.viewer, mine.id)
    still = my_open_step(after, one.step.id)
    if "later" in request.POST:
        return reverse("portal:saved", args=[mine.id])
    if still is None:
        return reverse("portal:tasks", args=[mine.id])
    return address_after(after, still, key, changing="change" in request.GET)


def _page(
    request: HttpRequest,
    mine: MyJourney,
    one: OpenStep,
    key: FactKey,
    asked: Field,
    answered: Answered | None,
    problems: list[Problem],
) -> HttpResponse:
    order = facts_of(mine, one)
    back = next((item for item in to_put_right(mine, one.items) if item.fact == key), None)
    place = order.index(key) if key in order else 0
    before = order[place - 1] if place else None
    return render(
        request,
        "portal/question.html",
        {
            "mine": mine,
            "step": one.step,
            "stage": one.stage,
            "fact": mine.blueprint.facts[key],
            "key": key,
            "question": asked,
            "answered": answered,
            "source": source_in_words(answered.source) if answered else "",
            "earlier": earlier_answer(mine, key),
            "back": back,
            "reason": reason_in_words(back.reason) if back else "",
            "problems": problems,
            "number": place + 1,
            "of": len(order),
            "previous": _previous(request, mine, one, before),
            "may_take_back": key in facts_they_may_take_back(mine.state, mine.blueprint),
            "is_document": mine.blueprint.facts[key].type is FactType.DOCUMENT,
            "help": one.step.engagement.get(mine.state.engagement, ""),
            "elsewhere": other_ways(one),
        },
    )


def _previous(request: HttpRequest, mine: MyJourney, one: OpenStep, before: FactKey | None) -> str:
    if "change" in request.GET:
        return reverse("portal:check", args=[mine.id, one.step.id])
    if before is not None:
        return reverse("portal:question", args=[mine.id, one.step.id, before])
    return reverse("portal:tasks", args=[mine.id])


def other_ways(one: OpenStep) -> list[str]:
    """The other channels of the step, for whom this page does not suit."""
    said = {
        "phone": _("ring your guide"),
        "in person": _("bring it to the office"),
        "post": _("send it by post"),
    }
    return [said[channel] for channel in one.step.channels if channel in said]
