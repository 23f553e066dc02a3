"""Messages both ways, and a way to write to the guide."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from throughline.actions.messages import receive_message
from throughline.clock import now
from throughline.journey.events import About
from throughline.portal.door import on_my_journey, refused_here
from throughline.queries.attempts import check_not_too_often
from throughline.queries.portal_journey import MyJourney
from throughline.queries.portal_messages import Written, written
from throughline.queries.portal_people import staying_with
from throughline.refused import Refused
from throughline.ui.fields import Choice, Field, FieldKind
from throughline.ui.values import Letter, Problem

MESSAGES = 20
"""How many messages one journey takes within ten minutes."""


@on_my_journey
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, mine: MyJourney) -> HttpResponse:
    problems: list[Problem] = []
    if request.method == "POST":
        at = now()
        check_not_too_often(f"message:{mine.id}", limit=MESSAGES, within=timedelta(minutes=10), at=at)
        try:
            receive_message(
                journey=mine.id,
                by=mine.viewer,
                at=at,
                text=request.POST.get("text", ""),
                about=_about(request.POST.get("about", "")),
            )
        except Refused as refusal:
            problems = refused_here(refusal, "text")
        else:
            messages.success(request, _("Your message is with us."))
            return redirect("portal:messages", journey=mine.id)
    staying = staying_with(mine)
    return render(
        request,
        "portal/messages.html",
        {
            "mine": mine,
            "letters": [_letter(one) for one in written(mine.id)],
            "staying": staying,
            "questions": _questions(request, problems),
            "problems": problems,
        },
    )


def _about(code: str) -> About:
    return next((about for about in About if about == code), About.QUESTION)


def _letter(one: Written) -> Letter:
    text = _("This message was erased.") if one.erased else one.text
    sender = _("You") if one.mine else one.who or _("We")
    return Letter(text=text, sender=sender, at=one.at, sent=one.mine)


def _questions(request: HttpRequest, problems: list[Problem]) -> list[Field]:
    text = Field(
        name="text",
        label=_("Your message"),
        kind=FieldKind.LONG_TEXT,
        value=request.POST.get("text", "") or request.GET.get("text", "")[:500],
        error=problems[0].message if problems else "",
    )
    about = Field(
        name="about",
        label=_("What is it about?"),
        kind=FieldKind.CHOICE,
        choices=[
            Choice(value=About.QUESTION, label=_("I have a question")),
            Choice(value=About.ANSWER, label=_("I am answering you")),
            Choice(value=About.CHASE, label=_("I am waiting for something")),
            Choice(value=About.COMPLAINT, label=_("I am not happy with something")),
        ],
        value=request.POST.get("about", About.QUESTION),
    )
    return [about, text]
