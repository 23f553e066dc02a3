"""One task of a conversation, one page. What was typed is kept when something is wrong."""

from collections.abc import Callable
from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from throughline.people import Viewer
from throughline.people.journeys import NotYourAct, NotYours
from throughline.refused import Refused
from throughline.ui.fields import Field, with_posted
from throughline.ui.values import Problem
from throughline.workspace.circle_door import circle_shown
from throughline.workspace.task import NOT_YOUR_ACT, REFUSED, Answers, Task

Act = Callable[[Answers], object]


def do_circle_task(
    request: HttpRequest, viewer: Viewer, task: Task, act: Act, *, back: str, to: Callable[[object], str]
) -> HttpResponse:
    """Show the task, or do it. `to` turns what the act gave into the address to go to."""
    if request.method != "POST":
        return _shown(request, viewer, task, [one.field for one in task.questions], [], back=back)
    typed = [with_posted(one.field, request.POST) for one in task.questions]
    problems = [
        Problem(message=one.missing, field=one.field.name)
        for one, answer in zip(task.questions, typed, strict=True)
        if one.missing and not (answer.value.strip() or answer.values)
    ]
    if problems:
        return _shown(request, viewer, task, typed, problems, back=back, status=REFUSED)
    try:
        done = act({one.name: one for one in typed})
    except NotYours:
        raise
    except Refused as refusal:
        status = NOT_YOUR_ACT if isinstance(refusal, NotYourAct) else REFUSED
        field = typed[0].name if len(typed) == 1 else ""
        problem = Problem(message=str(refusal), field=field)
        return _shown(request, viewer, task, typed, [problem], back=back, status=status)
    messages.success(request, task.done)
    return redirect(to(done))


def _shown(
    request: HttpRequest,
    viewer: Viewer,
    task: Task,
    typed: list[Field],
    problems: list[Problem],
    *,
    back: str,
    status: int = 200,
) -> HttpResponse:
    said = {one.field: one.message for one in problems if one.field}
    fields = [replace(one, error=said.get(one.name, "")) for one in typed]
    given = {"task": task, "fields": fields, "problems": problems, "back": back, **task.more}
    return circle_shown(request, viewer, task.template, given, current="signals", status=status)


def address_of(conversation: object) -> str:
    return reverse("workspace:conversation", args=[str(conversation)])
