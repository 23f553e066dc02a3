"""Asking a question, deciding with a reason, and closing with what was learned."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from throughline.actions import circle_conversations as talk
from throughline.clock import now
from throughline.people import Viewer
from throughline.people.circle import check_can_decide, check_can_see_circle
from throughline.queries.circle_here import circle_here
from throughline.strategy.conversation import Decision
from throughline.ui.fields import Choice, Field, FieldKind
from throughline.workspace.circle_conversation import decision_word
from throughline.workspace.circle_task import address_of, do_circle_task
from throughline.workspace.days import NotADay
from throughline.workspace.door import staff_page
from throughline.workspace.task import Answers, Question, Task

LOOK_OR_DO = ["GET", "HEAD", "POST"]


@require_http_methods(LOOK_OR_DO)
@staff_page
def ask(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Open a conversation without waiting for a signal."""
    check_can_see_circle(viewer)
    here, at = circle_here(request.GET.get("service", "")), now()
    families = tuple(dict.fromkeys(rung.about for rung in here.rungs))
    measures = {one: [rung.called for rung in here.rungs if rung.about == one] for one in families}
    task = Task(
        title=_("Ask a question"),
        intro=_("There is one open conversation for each question. Signals about the same measures join it."),
        button=_("Open the conversation"),
        done=_("The conversation is open. You own it."),
        template="task.html",
        questions=(
            Question(
                field=Field(
                    name="family",
                    label=_("What is it about?"),
                    kind=FieldKind.CHOICE,
                    choices=tuple(Choice(value=one, label=", ".join(measures[one])) for one in families),
                ),
                missing=_("Choose what it is about."),
            ),
            Question(
                field=Field(name="question", label=_("Your question"), kind=FieldKind.LONG_TEXT, rows=3),
                missing=_("Write the question."),
            ),
        ),
    )

    def act(answers: Answers) -> object:
        return talk.open_conversation(
            by=viewer,
            at=at,
            service=here.service,
            family=answers["family"].value,
            question=answers["question"].value,
        )

    return do_circle_task(
        request, viewer, task, act, back=reverse("workspace:signals"), to=lambda opened: address_of(opened)
    )


@require_http_methods(LOOK_OR_DO)
@staff_page
def decide(request: HttpRequest, viewer: Viewer, conversation: str) -> HttpResponse:
    """One of four decisions, with its reason."""
    check_can_decide(viewer)
    at = now()
    hints = {
        Decision.CHANGE: _("You say next what changes, and what it should do, before it goes live."),
        Decision.INVESTIGATE: _("The conversation stays open until the day you name."),
        Decision.ACCEPT: _("Closes the conversation. The same signal does not open it again."),
        Decision.MEASUREMENT_FAULT: _("Closes the conversation. Say what will be measured better."),
    }
    task = Task(
        title=_("What do we do?"),
        button=_("Record the decision"),
        done=_("The decision is recorded with its reason."),
        template="task.html",
        questions=(
            Question(
                field=Field(
                    name="decision",
                    label=_("The decision"),
                    kind=FieldKind.CHOICE,
                    choices=tuple(
                        Choice(value=one.value, label=decision_word(one), hint=hints[one]) for one in Decision
                    ),
                ),
                missing=_("Choose what we do."),
            ),
            Question(
                field=Field(
                    name="reason",
                    label=_("The reason"),
                    hint=_("Whoever reads it in a year will need it."),
                    kind=FieldKind.LONG_TEXT,
                ),
                missing=_("Give the reason."),
            ),
            Question(
                field=Field(
                    name="due",
                    label=_("When do we come back to it? (only if you look into it)"),
                    hint=_("For example 4 12 2026."),
                    kind=FieldKind.DATE,
                )
            ),
        ),
    )

    def act(answers: Answers) -> object:
        talk.decide(
            conversation=conversation,
            by=viewer,
            at=at,
            decision=Decision(answers["decision"].value),
            reason=answers["reason"].value,
            due=_day(answers["due"].value),
        )
        return conversation

    back = address_of(conversation)
    return do_circle_task(request, viewer, task, act, back=back, to=address_of)


@require_http_methods(LOOK_OR_DO)
@staff_page
def conclude(request: HttpRequest, viewer: Viewer, conversation: str) -> HttpResponse:
    """What was learned, in words worth reading a year later."""
    check_can_decide(viewer)
    at = now()
    task = Task(
        title=_("What did we learn?"),
        button=_("Close the conversation"),
        done=_("The conversation is closed, and what was learned is kept."),
        template="task.html",
        questions=(
            Question(
                field=Field(
                    name="learned",
                    label=_("What we learned"),
                    hint=_("The next conversation starts from it."),
                    kind=FieldKind.LONG_TEXT,
                ),
                missing=_("Write what we learned."),
            ),
        ),
    )

    def act(answers: Answers) -> object:
        talk.conclude(conversation=conversation, by=viewer, at=at, learned=answers["learned"].value)
        return conversation

    return do_circle_task(request, viewer, task, act, back=address_of(conversation), to=address_of)


def _day(typed: str) -> date | None:
    if not typed:
        return None
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise NotADay(_("%(typed)s is not a date. Write it like 4 12 2026.") % {"typed": typed}) from None
