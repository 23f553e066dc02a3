"""A change: what it is and what it should do, written before it goes live; then live; then checked."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from throughline.actions import circle_conversations as talk
from throughline.actions.circle_conversations import Planned
from throughline.clock import now
from throughline.insight.rung import Better, Rung, Summary
from throughline.people import Viewer
from throughline.people.circle import check_can_decide
from throughline.people.journeys import NotYourAct, NotYours
from throughline.queries.circle_conversation import conversation_page, detectable, versions_of
from throughline.queries.circle_here import CircleHere
from throughline.refused import Refused
from throughline.strategy.conversation import Conversation
from throughline.ui.fields import Choice, Field, FieldKind
from throughline.workspace.circle_task import address_of, do_circle_task
from throughline.workspace.door import staff_page
from throughline.workspace.task import Answers, Question, Task

EVERYWHERE = "all-offices"
PERIODS = 13
"""How many whole periods after go-live are looked at, unless somebody chooses more."""


class NotANumber(Refused):
    """What was typed is not a number."""


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page
def plan(request: HttpRequest, viewer: Viewer, conversation: str) -> HttpResponse:
    """The hypothesis. What a check could find at all is told right here."""
    check_can_decide(viewer)
    at = now()
    found = conversation_page(conversation, at=at)
    rungs = {rung.measure: rung for rung in found.here.rungs}
    asked = request.POST.get("unit") or request.GET.get("office") or _likely_unit(found.conversation.signals)
    unit = asked if asked in found.here.names else None
    task = Task(
        title=_("What changes, and what should it do?"),
        intro=_("This is fixed the day it goes live, so that nobody can move the goal afterwards."),
        button=_("Write it down"),
        done=_("The plan is written down. It can be changed until it goes live."),
        template="plan.html",
        questions=tuple(_questions(found.here, unit, _findable(found.conversation, unit))),
        more={
            "place": found.here.names.get(unit or "", _("all offices")),
            "periods": PERIODS,
        },
    )

    def act(answers: Answers) -> object:
        said = {name: one.value for name, one in answers.items()}
        rung = rungs.get(said["measure"])
        planned = Planned(
            version=said["version"],
            element=said["element"],
            measure=said["measure"],
            unit=None if said["unit"] == EVERYWHERE else said["unit"],
            smallest_effect=_effect(said["smallest"], rung),
            periods=round(_number(said["periods"])),
            left_out=round(_number(said["left_out"])),
        )
        talk.plan_change(conversation=conversation, by=viewer, at=at, planned=planned)
        return conversation

    return do_circle_task(request, viewer, task, act, back=address_of(conversation), to=address_of)


@require_POST
@staff_page
def live(request: HttpRequest, viewer: Viewer, conversation: str) -> HttpResponse:
    return _now(
        request,
        conversation,
        lambda: talk.go_live(conversation=conversation, by=viewer, at=now()),
        done=_("The change is live from today. What it should do is fixed now."),
    )


@require_POST
@staff_page
def check(request: HttpRequest, viewer: Viewer, conversation: str) -> HttpResponse:
    return _now(
        request,
        conversation,
        lambda: talk.check_change(conversation=conversation, by=viewer, at=now()),
        done=_("The change was checked."),
    )


@require_POST
@staff_page
def withdraw(request: HttpRequest, viewer: Viewer, conversation: str) -> HttpResponse:
    return _now(
        request,
        conversation,
        lambda: talk.withdraw_change(conversation=conversation, by=viewer),
        done=_("The change was withdrawn. The decision and its reason stay."),
    )


def _now(request: HttpRequest, conversation: str, act: Callable[[], object], *, done: str) -> HttpResponse:
    """One button, one act. A refusal is said on the page the button was on."""
    try:
        act()
    except (NotYours, NotYourAct):
        raise
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect(address_of(conversation))


def _likely_unit(signals: tuple[object, ...]) -> str:
    units = [getattr(getattr(one, "signal", None), "unit", None) for one in signals]
    return next((str(unit) for unit in units if unit), "")


def _findable(held: Conversation, unit: str | None) -> dict[str, str]:
    """What a check could find at all, measure by measure, in words."""
    return {
        one.measure: _("A check finds %(size)s or more.") % {"size": one.smallest}
        if one.smallest
        else one.why_not
        for one in detectable(held, unit, periods=PERIODS)
    }


def _questions(here: CircleHere, unit: str | None, findable: dict[str, str]) -> list[Question]:
    versions, offices = versions_of(here.service), here.names.items()
    return [
        Question(
            field=Field(
                name="version",
                label=_("Which version of the blueprint carries it?"),
                kind=FieldKind.CHOICE,
                choices=tuple(Choice(value=one, label=_("Version %(v)s") % {"v": one}) for one in versions),
                value=versions[0] if len(versions) == 1 else "",
            ),
            missing=_("Choose the version that carries the change."),
        ),
        Question(
            field=Field(name="element", label=_("What changes?"), kind=FieldKind.LONG_TEXT, rows=2),
            missing=_("Write what changes."),
        ),
        Question(
            field=Field(
                name="unit",
                label=_("Where?"),
                kind=FieldKind.CHOICE,
                value=unit or "",
                choices=(
                    Choice(value=EVERYWHERE, label=_("At all offices")),
                    *(Choice(value=one, label=title) for one, title in offices),
                ),
            ),
            missing=_("Choose where the change is made."),
        ),
        Question(
            field=Field(
                name="measure",
                label=_("Which measure should it make better?"),
                hint=_("Only an outcome or an experience can show that it worked."),
                kind=FieldKind.CHOICE,
                choices=tuple(
                    Choice(
                        value=rung.measure,
                        label=f"{rung.called} ({_direction(rung)})",
                        hint=f"{rung.question} {findable[rung.measure]}",
                    )
                    for rung in here.rungs
                ),
            ),
            missing=_("Choose the measure that should get better."),
        ),
        Question(
            field=Field(
                name="smallest",
                label=_("What is the smallest effect worth having?"),
                hint=_(
                    "In the measure's own units. For shares, in percentage points: 10 means from 60% to 70%."
                ),
                width=5,
            ),
            missing=_("Write the smallest effect that would be worth having."),
        ),
        Question(
            field=Field(
                name="periods",
                label=_("How many periods do we look at?"),
                hint=_("Weeks for what the record shows, fortnights for what people tell us. At least 6."),
                width=3,
                value=str(PERIODS),
            ),
            missing=_("Write how many periods we look at."),
        ),
        Question(
            field=Field(
                name="left_out",
                label=_("How many periods do we leave out first?"),
                hint=_("Whoever began before go-live still lives by the old design."),
                width=3,
                value="0",
            ),
            missing=_("Write how many periods we leave out; 0 for none."),
        ),
    ]


def _direction(rung: Rung) -> str:
    return _("up") if rung.better is Better.HIGHER else _("down")


def _effect(typed: str, rung: Rung | None) -> float:
    """Shares are typed in percentage points."""
    value = _number(typed.removesuffix("%"))
    return value / 100 if rung is not None and rung.summary is Summary.SHARE else value


def _number(typed: str) -> float:
    try:
        value = float(typed.strip().replace(",", "."))
    except ValueError:
        raise NotANumber(
            _("“%(typed)s” is not a number. Write it like 10 or 0.5.") % {"typed": typed}
        ) from None
    if not -1e6 < value < 1e6:
        raise NotANumber(_("“%(typed)s” is not a number we can work with.") % {"typed": typed})
    return value
