"""One task, one page: what was typed is kept when something is wrong; one act when all is right."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from throughline.people.journeys import NotYourAct, NotYours
from throughline.refused import Refused
from throughline.ui.fields import Field, with_posted
from throughline.ui.values import Problem
from throughline.workspace.here import Here, journey_page

REFUSED = 422
NOT_YOUR_ACT = 403


@dataclass(frozen=True, kw_only=True)
class Question:
    """A field, and what is said when it was left empty. Without those words it may be left out."""

    field: Field
    missing: str = ""


@dataclass(frozen=True, kw_only=True)
class Task:
    """What one page asks before it does one thing."""

    title: str
    button: str
    done: str
    """What is said afterwards, on the journey's page."""
    questions: tuple[Question, ...] = ()
    intro: str = ""
    warning: str = ""
    template: str = "workspace/task.html"
    files: bool = False
    """Whether documents may be given."""
    more: Mapping[str, Any] = field(default_factory=dict)  # what this page's own template needs


Answers = Mapping[str, Field]
"""The fields by name, with what was typed."""

Act = Callable[[Answers], object]


def do_task(request: HttpRequest, here: Here, task: Task, act: Act, *, to: str = "") -> HttpResponse:
    """Show the task, or do it. A refusal is shown on the same page, and nothing that was typed is lost."""
    if request.method != "POST":
        return shown(request, here, task, [one.field for one in task.questions], [])
    typed = [with_posted(one.field, request.POST) for one in task.questions]
    problems = _missing(task, typed)
    if problems:
        return shown(request, here, task, typed, problems, status=REFUSED)
    try:
        act({one.name: one for one in typed})
    except NotYours:
        raise
    except Refused as refusal:
        status = NOT_YOUR_ACT if isinstance(refusal, NotYourAct) else REFUSED
        return shown(request, here, task, typed, [_problem(refusal, typed)], status=status)
    messages.success(request, task.done)
    return redirect(to or here.url)


def _missing(task: Task, typed: list[Field]) -> list[Problem]:
    return [
        Problem(message=one.missing, field=one.field.name)
        for one, answer in zip(task.questions, typed, strict=True)
        if one.missing and not (answer.value.strip() or answer.values)
    ]


def _problem(refusal: Refused, typed: list[Field]) -> Problem:
    """The refusal, pointing to the only question where there is just one."""
    return Problem(message=str(refusal), field=typed[0].name if len(typed) == 1 else "")


def shown(
    request: HttpRequest,
    here: Here,
    task: Task,
    typed: list[Field],
    problems: list[Problem],
    *,
    status: int = 200,
) -> HttpResponse:
    said = {one.field: one.message for one in problems if one.field}
    fields = [replace(one, error=said.get(one.name, "")) for one in typed]
    given = {"task": task, "fields": fields, "problems": problems, **task.more}
    return journey_page(request, here, task.template, given, status=status)


def do_now(
    request: HttpRequest, here: Here, act: Callable[[], object], *, done: str, to: str = ""
) -> HttpResponse:
    """One button, one act. A refusal is said on the page the button was on."""
    try:
        act()
    except (NotYours, NotYourAct):
        raise
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect(to or here.url)
