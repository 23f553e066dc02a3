"""The plan: the person states goals, proposes and agrees actions, and says when theirs are done."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from throughline.actions.plan import agree_action, finish_action, propose_action, state_goal
from throughline.clock import now
from throughline.ids import ActionId
from throughline.journey.events import Side
from throughline.portal.asking import NotReadable
from throughline.portal.door import on_my_journey, refused_here
from throughline.queries.portal_journey import MyJourney
from throughline.queries.portal_plan import plan_of
from throughline.refused import Refused
from throughline.ui.fields import Choice, Field, FieldKind, with_posted
from throughline.ui.values import Problem


@on_my_journey
@require_safe
def page(request: HttpRequest, mine: MyJourney) -> HttpResponse:
    return _plan(request, mine, [])


def _plan(request: HttpRequest, mine: MyJourney, problems: list[Problem]) -> HttpResponse:
    return render(request, "portal/plan.html", {"mine": mine, "plan": plan_of(mine), "problems": problems})


@on_my_journey
@require_http_methods(["GET", "HEAD", "POST"])
def goal(request: HttpRequest, mine: MyJourney) -> HttpResponse:
    question = Field(
        name="goal",
        label=_("What would you like to reach?"),
        kind=FieldKind.LONG_TEXT,
        heading=True,
        hint=_("In your own words. Your guide reads it, and everybody who works for you can see it."),
        rows=3,
    )
    if request.method != "POST":
        return _ask(request, mine, [question], [], _("Add a goal"))
    typed = with_posted(question, request.POST)
    try:
        state_goal(journey=mine.id, by=mine.viewer, at=now(), text=typed.value)
    except Refused as refusal:
        return _ask(request, mine, [typed], refused_here(refusal, "goal"), _("Add a goal"))
    return redirect("portal:plan", journey=mine.id)


@on_my_journey
@require_http_methods(["GET", "HEAD", "POST"])
def action(request: HttpRequest, mine: MyJourney) -> HttpResponse:
    questions = _action_questions()
    if request.method != "POST":
        return _ask(request, mine, questions, [], _("Propose something"))
    typed = [with_posted(question, request.POST) for question in questions]
    try:
        propose_action(
            journey=mine.id,
            by=mine.viewer,
            at=now(),
            side=_side(typed[0].value),
            text=typed[1].value,
            due=_due(typed[2].value),
        )
    except Refused as refusal:
        return _ask(request, mine, typed, refused_here(refusal, "text"), _("Propose something"))
    return redirect("portal:plan", journey=mine.id)


def _action_questions() -> list[Field]:
    return [
        Field(
            name="side",
            label=_("Who would do it?"),
            kind=FieldKind.CHOICE,
            choices=[
                Choice(value=Side.THEIRS, label=_("I would")),
                Choice(value=Side.OURS, label=_("You would")),
            ],
            value=Side.THEIRS,
        ),
        Field(name="text", label=_("What should be done?"), kind=FieldKind.LONG_TEXT, rows=3),
        Field(
            name="due",
            label=_("By when? (optional)"),
            kind=FieldKind.DATE,
            hint=_("For example, 27 3 2027"),
        ),
    ]


def _side(said: str) -> Side:
    return Side.OURS if said == Side.OURS else Side.THEIRS


def _due(iso: str) -> datetime | None:
    """The end of that day where the organisation is."""
    if not iso:
        return None
    try:
        day = date.fromisoformat(iso)
    except ValueError:
        raise NotReadable(_("This is not a day in the calendar. Write it like 27 3 2027")) from None
    return datetime.combine(day, time(17), timezone.get_current_timezone()).astimezone(UTC)


def _ask(
    request: HttpRequest, mine: MyJourney, questions: list[Field], problems: list[Problem], send: str
) -> HttpResponse:
    shown = {"mine": mine, "questions": questions, "problems": problems, "send": send}
    return render(request, "portal/plan_question.html", shown)


@on_my_journey
@require_POST
def agree(request: HttpRequest, mine: MyJourney, action: str) -> HttpResponse:
    def said() -> object:
        return agree_action(journey=mine.id, by=mine.viewer, at=now(), action=ActionId(action))

    return _tried(request, mine, said, _("It is agreed by both of us now."))


@on_my_journey
@require_POST
def done(request: HttpRequest, mine: MyJourney, action: str) -> HttpResponse:
    def said() -> object:
        return finish_action(journey=mine.id, by=mine.viewer, at=now(), action=ActionId(action))

    return _tried(request, mine, said, _("Done. Your guide can see it."))


def _tried(request: HttpRequest, mine: MyJourney, act: Callable[[], object], thanks: str) -> HttpResponse:
    try:
        act()
    except Refused as refusal:
        return _plan(request, mine, refused_here(refusal))
    messages.success(request, thanks)
    return redirect("portal:plan", journey=mine.id)
