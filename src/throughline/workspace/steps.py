"""Acting on a step: see the evidence, take it, decide, send it back with named things, or leave it out."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from throughline.actions.steps import finish_step, skip_step, take_step
from throughline.eventlog.shape import Channel
from throughline.ids import FunctionId, StaffId, StepId
from throughline.journey.events import SkipReason, Turn
from throughline.people.journeys import NotYourAct, NotYours
from throughline.queries.workspace_lines import channel_words
from throughline.queries.workspace_step import StepPage, step_page
from throughline.refused import Refused
from throughline.ui.fields import Choice, Field, FieldKind, with_posted
from throughline.ui.values import Problem
from throughline.workspace.filling_in import may_be_filled_in
from throughline.workspace.here import Here, journey_page, on_journey
from throughline.workspace.preview import of_finishing
from throughline.workspace.task import NOT_YOUR_ACT, REFUSED, Question, Task, do_now, do_task

FINE = "fine"


@require_http_methods(["GET", "HEAD", "POST"])
@on_journey
def act(request: HttpRequest, here: Here, step: str) -> HttpResponse:
    """The step with its evidence. Deciding shows first what the person will read, then asks to be sure."""
    found = found_step(here, step)
    if request.method != "POST":
        return _step(request, here, found, _questions(here, found), [])
    typed = [with_posted(one, request.POST) for one in _questions(here, found)]
    answers = {one.name: one.value for one in typed}
    if _goes_back(here, found, answers):
        return redirect(f"{_url('return_step', here, found)}?{urlencode({'decision': answers['decision']})}")
    return _decide(request, here, found, typed, answers)


def _decide(
    request: HttpRequest, here: Here, found: StepPage, typed: list[Field], answers: Mapping[str, str]
) -> HttpResponse:
    decision, channel = answers.get("decision") or None, Channel(answers.get("channel") or Channel.WEB)
    function = function_of(here, found)
    try:
        if "sure" not in request.POST:
            read = of_finishing(here, found.id, function, decision)
            return _check(
                request, here, found, answers, {"paragraphs": read, "outcome": _says(here, found, decision)}
            )
        finish_step(
            journey=here.journey,
            by=here.viewer,
            at=here.at,
            step=found.id,
            decision=decision,
            channel=channel,
        )
    except NotYours:
        raise
    except Refused as refusal:
        status = NOT_YOUR_ACT if isinstance(refusal, NotYourAct) else REFUSED
        problem = Problem(message=str(refusal), field="decision" if typed[0].name == "decision" else "")
        return _step(request, here, found, typed, [problem], status=status)
    messages.success(request, _("Done. %(name)s is told.") % {"name": here.file.called})
    return redirect(here.url)


@require_POST
@on_journey
def take(request: HttpRequest, here: Here, step: str) -> HttpResponse:
    """Take it up, or take it over from the colleague who is named on the button."""
    found = found_step(here, step)
    instead = request.POST.get("instead_of", "")
    return do_now(
        request,
        here,
        lambda: take_step(
            journey=here.journey,
            by=here.viewer,
            at=here.at,
            step=found.id,
            instead_of=StaffId(instead) if instead else None,
        ),
        done=_("You have it now. Your name is beside it."),
        to=_url("step", here, found),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@on_journey
def skip(request: HttpRequest, here: Here, step: str) -> HttpResponse:
    """Leave a step out, with a reason."""
    found = found_step(here, step)
    reason = Field(
        name="reason",
        label=_("Why is it left out?"),
        kind=FieldKind.CHOICE,
        choices=(
            Choice(value=SkipReason.NOT_NEEDED, label=_("It is not needed here")),
            Choice(value=SkipReason.DONE_ANOTHER_WAY, label=_("It was done in another way")),
            Choice(
                value=SkipReason.PERSON_ASKED, label=_("%(name)s asked for it") % {"name": here.file.called}
            ),
        ),
    )
    task = Task(
        title=_("Leave out: %(step)s") % {"step": found.title},
        button=_("Leave it out"),
        done=_("Left out."),
        warning=_("What was promised about it no longer stands."),
        questions=(Question(field=reason, missing=_("Choose why.")),),
    )
    return do_task(
        request,
        here,
        task,
        lambda answers: skip_step(
            journey=here.journey, by=here.viewer, at=here.at, step=found.id, reason=answers["reason"].value
        ),
    )


# The page ------------------------------------------------------------------------------------------


def found_step(here: Here, step: str) -> StepPage:
    found = step_page(here.file, StepId(step))
    if found is None:
        raise Http404
    return found


def _step(
    request: HttpRequest,
    here: Here,
    found: StepPage,
    fields: list[Field],
    problems: list[Problem],
    *,
    status: int = 200,
) -> HttpResponse:
    one = found.open
    shown: dict[str, Any] = {
        "step": found,
        "one": one,
        "fields": fields,
        "problems": problems,
        "mine": one is not None and one.holder is not None and one.holder == here.viewer.staff,
        "may_work": one is not None and here.may_work_on(one),
        "waits_for_them": one is not None and one.turn is Turn.WITH_YOU and not one.step.is_theirs,
        "may_skip": one is not None and one.step.decision is None and one.step.ends is None and here.guides,
        "may_fill_in": one is not None and one.step.is_theirs and may_be_filled_in(here, one.step.id),
        "still_missing": [here.file.blueprint.facts[key].ask for key in one.missing] if one else [],
        "may_hand_over": one is not None and not one.step.is_theirs,
    }
    return journey_page(request, here, "workspace/journey/step.html", shown, status=status)


def _check(
    request: HttpRequest, here: Here, found: StepPage, answers: Mapping[str, str], more: dict[str, Any]
) -> HttpResponse:
    designed = here.file.blueprint.steps[found.id]
    chosen = designed.decision.options.get(answers.get("decision", "")) if designed.decision else None
    shown = {"step": found, "answers": answers, "chosen": chosen, **more}
    return journey_page(request, here, "workspace/journey/check.html", shown)


def _says(here: Here, found: StepPage, decision: str | None) -> str:
    """The outcome as the person sees it on their page."""
    designed = here.file.blueprint.steps[found.id]
    if designed.decision is None or decision not in designed.decision.options:
        return ""
    said = designed.decision.options[decision].says or ""
    return said[:1].upper() + said[1:]


def _questions(here: Here, found: StepPage) -> list[Field]:
    designed = here.file.blueprint.steps[found.id]
    fields = []
    if designed.decision is not None:
        fields.append(
            Field(
                name="decision",
                label=designed.decision.ask,
                kind=FieldKind.CHOICE,
                choices=tuple(
                    Choice(
                        value=key, label=option.title, hint=_option_hint(here, option.returns, option.ends)
                    )
                    for key, option in designed.decision.options.items()
                ),
            )
        )
    talked = [one for one in designed.channels if one in {Channel.PHONE, Channel.IN_PERSON}]
    if designed.decision is None and talked:
        fields.append(
            Field(
                name="channel",
                label=_("How did you do it?"),
                kind=FieldKind.CHOICE,
                choices=tuple(Choice(value=one, label=channel_words(one).capitalize()) for one in talked),
                value=talked[0],
            )
        )
    return fields


def _option_hint(here: Here, returns: bool, ends: str | None) -> str:
    if returns:
        return _("It goes back to %(name)s. You say next what has to be put right.") % {
            "name": here.file.called
        }
    return _("This ends the journey.") if ends else ""


def _goes_back(here: Here, found: StepPage, answers: Mapping[str, str]) -> bool:
    designed = here.file.blueprint.steps[found.id]
    chosen = designed.decision.options.get(answers.get("decision", "")) if designed.decision else None
    return chosen is not None and chosen.returns


def function_of(here: Here, found: StepPage) -> FunctionId:
    return here.file.state.moved.get(found.id, here.file.blueprint.steps[found.id].by)


def _url(name: str, here: Here, found: StepPage) -> str:
    return reverse(f"workspace:{name}", args=[here.journey, found.id])
