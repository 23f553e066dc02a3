"""Sending a step back with named things to put right, read first as the person will read them."""

from collections.abc import Iterator, Mapping

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from throughline.actions.steps import ToPutRight, return_step
from throughline.blueprint.model import Step
from throughline.ids import FactKey
from throughline.journey.decisions.steps import CorrectionReason
from throughline.queries.workspace_step import StepPage, reason_words
from throughline.refused import Refused
from throughline.ui.fields import Choice, Field, FieldKind, with_posted
from throughline.ui.values import Problem
from throughline.workspace.here import Here, journey_page, on_journey
from throughline.workspace.preview import of_returning
from throughline.workspace.steps import found_step, function_of
from throughline.workspace.task import REFUSED, Answers, Question, Task, do_task

FINE = "fine"


@require_http_methods(["GET", "HEAD", "POST"])
@on_journey
def send_back(request: HttpRequest, here: Here, step: str) -> HttpResponse:
    """Send it back with things to put right: which fact, what is wrong, in words the person can act on."""
    found = found_step(here, step)
    designed = here.file.blueprint.steps[found.id]
    if designed.may_return_to is None:
        raise Http404
    decision = request.POST.get("decision") or request.GET.get("decision") or _returning(designed)
    task = _return_task(here, found, decision)
    function = function_of(here, found)

    def send(answers: Answers) -> None:
        items = list(_items(found, {name: one.value for name, one in answers.items()}))
        return_step(
            journey=here.journey, by=here.viewer, at=here.at, step=found.id, items=items, decision=decision
        )

    if "look" in request.POST:
        typed = [with_posted(one.field, request.POST) for one in task.questions]
        items = list(_items(found, {one.name: one.value for one in typed}))
        try:
            read = of_returning(here, found.id, function, decision, items)
        except Refused as refusal:
            return _return_page(request, here, task, typed, [Problem(message=str(refusal))], status=REFUSED)
        return _return_page(request, here, task, typed, [], paragraphs=read)
    return do_task(request, here, task, send)


def _returning(designed: Step) -> str | None:
    """The option that sends it back, where the design has one."""
    options = designed.decision.options if designed.decision else {}
    return next((key for key, option in options.items() if option.returns), None)


def _return_task(here: Here, found: StepPage, decision: str | None) -> Task:
    named = {"name": here.file.called}
    return Task(
        title=_("What has to be put right?"),
        button=_("Send it back to %(name)s") % named,
        done=_("It is with %(name)s now. The promise stands still until it comes back.") % named,
        intro=_("Name only what really has to change. %(name)s keeps everything else as it is.") % named,
        questions=tuple(_return_questions(found)),
        template="workspace/tasks/return.html",
        more={"step": found, "decision": decision or "", "lines": found.evidence},
    )


def _return_questions(found: StepPage) -> Iterator[Question]:
    reasons = (Choice(value=one, label=reason_words(one)) for one in CorrectionReason)
    choices = (Choice(value=FINE, label=_("Fine")), *reasons)
    for line in found.evidence:
        yield Question(
            field=Field(
                name=f"wrong-{line.key}", label=line.ask, kind=FieldKind.CHOICE, choices=choices, value=FINE
            )
        )
        yield Question(
            field=Field(
                name=f"said-{line.key}",
                label=_("What should they do about it? (“%(ask)s”)") % {"ask": line.ask},
                kind=FieldKind.LONG_TEXT,
                rows=2,
            )
        )


def _items(found: StepPage, answers: Mapping[str, str]) -> Iterator[ToPutRight]:
    for line in found.evidence:
        wrong = answers.get(f"wrong-{line.key}", FINE)
        if wrong and wrong != FINE:
            yield ToPutRight(fact=FactKey(line.key), reason=wrong, said=answers.get(f"said-{line.key}", ""))


def _return_page(
    request: HttpRequest,
    here: Here,
    task: Task,
    typed: list[Field],
    problems: list[Problem],
    *,
    paragraphs: tuple[object, ...] = (),
    status: int = 200,
) -> HttpResponse:
    shown = {"task": task, "fields": typed, "problems": problems, "paragraphs": paragraphs, **task.more}
    return journey_page(request, here, task.template, shown, status=status)
