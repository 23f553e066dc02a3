"""Giving our word, and giving a new date before the old one has passed."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from throughline.actions.promises import keep_promise, make_promise, renegotiate_promise
from throughline.ids import PromiseId
from throughline.queries.workspace_words import promise_title
from throughline.ui.dates import day_in_words
from throughline.ui.fields import Choice, Field, FieldKind
from throughline.workspace.days import closing_of
from throughline.workspace.here import Here, on_journey
from throughline.workspace.task import Answers, Question, Task, do_now, do_task

ABOUT_CALL = "call-back"
ABOUT_ANSWER = "answer"


@require_http_methods(["GET", "HEAD", "POST"])
@on_journey
def make(request: HttpRequest, here: Here) -> HttpResponse:
    """Promise to get in touch by a day, beyond what the design promises anyway."""
    about = Field(
        name="about",
        label=_("What do you promise?"),
        kind=FieldKind.CHOICE,
        choices=(
            Choice(value=ABOUT_CALL, label=_("I ring you")),
            Choice(value=ABOUT_ANSWER, label=_("I find out and answer your question")),
        ),
        value=ABOUT_CALL,
    )
    due = Field(
        name="due",
        label=_("By which day?"),
        kind=FieldKind.DATE,
        hint=_("A working day. For example, %(day)s") % {"day": _example(here.at.date())},
    )
    task = Task(
        title=_("Make a promise"),
        button=_("Promise it"),
        done=_("Promised. %(name)s is told, and the date is on your list.") % {"name": here.file.called},
        intro=_("A promise is ours to keep. Make it only for a day on which you are sure you can."),
        questions=(
            Question(field=about, missing=_("Choose what you promise.")),
            Question(field=due, missing=_("Say by which day.")),
        ),
    )

    def promise(answers: Answers) -> None:
        by = closing_of(answers["due"].value, here.file.design.organisation)
        make_promise(journey=here.journey, by=here.viewer, at=here.at, about=answers["about"].value, due=by)

    return do_task(request, here, task, promise)


@require_http_methods(["GET", "HEAD", "POST"])
@on_journey
def new_date(request: HttpRequest, here: Here, promise: str) -> HttpResponse:
    """A new date, told before the old one passes, with a reason that the person reads."""
    held = here.file.state.promises.get(PromiseId(promise))
    if held is None:
        raise Http404
    named = {"name": here.file.called, "day": day_in_words(held.due)}
    due = Field(name="due", label=_("By which day instead?"), kind=FieldKind.DATE)
    reason = Field(
        name="reason",
        label=_("Why? %(name)s reads this.") % named,
        kind=FieldKind.LONG_TEXT,
        rows=4,
        hint=_("Say what happened and what you do about it. One or two sentences are enough."),
    )
    task = Task(
        title=_("Agree a new date"),
        button=_("Tell %(name)s the new date") % named,
        done=_("%(name)s is told the new date and why.") % named,
        intro=_("We promised: “%(what)s” By %(day)s.")
        % {"what": promise_title(here.file.blueprint, held.step), "day": named["day"]},
        questions=(
            Question(field=due, missing=_("Say by which day.")),
            Question(field=reason, missing=_("Say why, so that they can understand it.")),
        ),
    )

    def agree(answers: Answers) -> None:
        by = closing_of(answers["due"].value, here.file.design.organisation)
        renegotiate_promise(
            journey=here.journey,
            by=here.viewer,
            at=here.at,
            promise=PromiseId(promise),
            due=by,
            reason=answers["reason"].value,
        )

    return do_task(request, here, task, agree)


@require_POST
@on_journey
def keep(request: HttpRequest, here: Here, promise: str) -> HttpResponse:
    """Done as promised, where no step says so by itself."""
    return do_now(
        request,
        here,
        lambda: keep_promise(journey=here.journey, by=here.viewer, at=here.at, promise=PromiseId(promise)),
        done=_("Kept as promised."),
    )


def _example(day: date) -> str:
    return f"{day.day} {day.month} {day.year}"
