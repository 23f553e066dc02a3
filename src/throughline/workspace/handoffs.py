"""Handing over with context, and receiving: accept, decline with a reason, give what was asked for."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from throughline.actions.handoffs import accept_handoff, decline_handoff, give_input, offer_handoff
from throughline.ids import FunctionId, HandoffId, StepId
from throughline.journey.events import HandoffKind
from throughline.journey.state import HandoffStatus
from throughline.queries.workspace_lines import bodies_of
from throughline.queries.workspace_words import function_title, staff_title
from throughline.ui.fields import Choice, Field, FieldKind
from throughline.workspace.here import Here, on_journey
from throughline.workspace.task import Answers, Question, Task, do_task

ACCEPT, DECLINE = "accept", "decline"


@require_http_methods(["GET", "HEAD", "POST"])
@on_journey
def offer(request: HttpRequest, here: Here, step: str) -> HttpResponse:
    """Offer work with its context. Nothing moves and nobody is told before it is accepted."""
    designed = here.file.blueprint.steps.get(StepId(step))
    if designed is None:
        raise Http404
    now_with = here.file.state.moved.get(designed.id, designed.by)
    how = Field(
        name="how",
        label=_("What do you need?"),
        kind=FieldKind.CHOICE,
        choices=(
            Choice(
                value=HandoffKind.ASK_FOR_INPUT,
                label=_("Ask for input"),
                hint=_("They answer your question. The step stays with you."),
            ),
            Choice(value=HandoffKind.REFER, label=_("Refer"), hint=_("They join and work on it with you.")),
            Choice(
                value=HandoffKind.TRANSFER,
                label=_("Transfer"),
                hint=_("The step moves to them, once they have accepted it."),
            ),
        ),
        value=HandoffKind.ASK_FOR_INPUT,
    )
    to = Field(
        name="to",
        label=_("Whom do you ask?"),
        kind=FieldKind.CHOICE,
        choices=tuple(
            Choice(value=one, label=function.title, hint=function.does)
            for one, function in here.file.blueprint.functions.items()
            if one != now_with
        ),
    )
    context = Field(
        name="context",
        label=_("What do they need to know?"),
        kind=FieldKind.LONG_TEXT,
        hint=_("They see the whole file. Say what you found, and what you want from them."),
    )
    task = Task(
        title=_("Hand over: %(step)s") % {"step": staff_title(designed)},
        button=_("Offer it"),
        done=_("Offered. %(name)s is told once they have accepted.") % {"name": here.file.called},
        questions=(
            Question(field=how, missing=_("Choose what you need.")),
            Question(field=to, missing=_("Choose whom you ask.")),
            Question(
                field=context, missing=_("Say what they need to know, so that nobody has to ask twice.")
            ),
        ),
    )

    def hand_over(answers: Answers) -> None:
        offer_handoff(
            journey=here.journey,
            by=here.viewer,
            at=here.at,
            how=HandoffKind(answers["how"].value),
            step=designed.id,
            to=FunctionId(answers["to"].value),
            context=answers["context"].value,
        )

    return do_task(request, here, task, hand_over, to=here.url)


@require_http_methods(["GET", "HEAD", "POST"])
@on_journey
def answer(request: HttpRequest, here: Here, handoff: str) -> HttpResponse:
    """Answer an offer, or the question behind one that was accepted."""
    held = here.file.state.handoffs.get(HandoffId(handoff))
    if held is None:
        raise Http404
    context = bodies_of([held.context]).get(held.context)
    about = {
        "handoff": held,
        "context": context if context is not None else _("The words were erased."),
        "came_from": function_title(here.file.blueprint, held.from_function),
        "step_title": staff_title(here.file.blueprint.steps[held.step]),
    }
    if held.status is HandoffStatus.ACCEPTED and held.how is not HandoffKind.TRANSFER:
        return _give_input(request, here, HandoffId(handoff), about)
    return _accept_or_decline(request, here, HandoffId(handoff), about)


def _accept_or_decline(
    request: HttpRequest, here: Here, handoff: HandoffId, about: dict[str, object]
) -> HttpResponse:
    what = Field(
        name="what",
        label=_("Do you take it on?"),
        kind=FieldKind.CHOICE,
        choices=(
            Choice(value=ACCEPT, label=_("Yes, it is ours now")),
            Choice(value=DECLINE, label=_("No"), hint=_("Say why below. It stays where it was.")),
        ),
    )
    reason = Field(name="reason", label=_("If not, why?"), kind=FieldKind.LONG_TEXT, rows=3)
    task = Task(
        title=_("%(from)s asks you") % {"from": about["came_from"]},
        button=_("Answer"),
        done=_("Answered."),
        questions=(Question(field=what, missing=_("Choose yes or no.")), Question(field=reason)),
        template="workspace/tasks/handoff.html",
        more=about,
    )

    def reply(answers: Answers) -> None:
        if answers["what"].value == ACCEPT:
            accept_handoff(journey=here.journey, by=here.viewer, at=here.at, handoff=handoff)
        else:
            said = answers["reason"].value
            decline_handoff(journey=here.journey, by=here.viewer, at=here.at, handoff=handoff, reason=said)

    accepts = request.POST.get("what") == ACCEPT
    to = (
        reverse("workspace:handoff", args=[here.journey, handoff]) if accepts and _asks(here, handoff) else ""
    )
    return do_task(request, here, task, reply, to=to)


def _asks(here: Here, handoff: HandoffId) -> bool:
    return here.file.state.handoffs[handoff].how is not HandoffKind.TRANSFER


def _give_input(
    request: HttpRequest, here: Here, handoff: HandoffId, about: dict[str, object]
) -> HttpResponse:
    text = Field(name="answer", label=_("Your answer"), kind=FieldKind.LONG_TEXT)
    task = Task(
        title=_("Answer %(from)s") % {"from": about["came_from"]},
        button=_("Give the answer"),
        done=_("Your answer is with them."),
        questions=(Question(field=text, missing=_("Write your answer.")),),
        template="workspace/tasks/handoff.html",
        more=about,
    )
    return do_task(
        request,
        here,
        task,
        lambda answers: give_input(
            journey=here.journey, by=here.viewer, at=here.at, handoff=handoff, answer=answers["answer"].value
        ),
    )
