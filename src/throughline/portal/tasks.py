"""The task list: what is yours, what is ours, whose turn each is, and what comes later."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from throughline.portal.door import on_my_journey
from throughline.portal.standing import mark_of, status_of
from throughline.portal.ways import way_title
from throughline.queries.portal_journey import MyJourney
from throughline.queries.portal_tasks import Standing, TaskLine, task_stages
from throughline.ui.dates import day_in_words
from throughline.ui.values import Task


@on_my_journey
@require_safe
def task_list(request: HttpRequest, mine: MyJourney) -> HttpResponse:
    stages = task_stages(mine)
    shown = [
        {"title": stage.title, "why": stage.why, "tasks": [_task(mine, line) for line in stage.lines]}
        for stage in stages
    ]
    lines = [line for stage in stages for line in stage.lines]
    return render(
        request,
        "portal/tasks.html",
        {
            "mine": mine,
            "stages": shown,
            "way": way_title(mine.state.engagement),
            "yours": sum(1 for line in lines if line.theirs),
            "ours": sum(1 for line in lines if line.standing is Standing.WITH_US),
            "done": sum(1 for line in lines if line.standing is Standing.DONE),
        },
    )


def _task(mine: MyJourney, line: TaskLine) -> Task:
    address = reverse("portal:step", args=[mine.id, line.step.id]) if line.theirs else ""
    return Task(
        title=line.step.title,
        url=address,
        hint=_hint(mine, line),
        mark=mark_of(line.standing),
        status=status_of(line),
    )


def _hint(mine: MyJourney, line: TaskLine) -> str:
    """What is worth knowing before opening it: why it is there, when we answer, who has it."""
    said: list[str] = []
    match line.standing:
        case Standing.TO_DO:
            said.append(line.step.engagement.get(mine.state.engagement, ""))
        case Standing.BEGUN:
            said.append(
                ngettext("%(done)d of %(all)d answer given", "%(done)d of %(all)d answers given", line.asked)
                % {"done": line.answered, "all": line.asked}
            )
        case Standing.CAME_BACK:
            said.append(_("It came back to you. Something has to be put right."))
        case Standing.WAITS_FOR_YOU:
            said.append(_("Our clock stands still until you have sent what we asked for."))
        case Standing.WITH_US | Standing.WITH_SOMEONE_ELSE:
            said += _when(line)
    if line.because:
        said.append(_("You have this step %(because)s.") % {"because": line.because})
    return " ".join(one for one in said if one)


def _when(line: TaskLine) -> list[str]:
    said = []
    if line.holder:
        said.append(_("%(name)s is looking at it.") % {"name": line.holder})
    if line.warned_until:
        day = day_in_words(line.warned_until)
        said.append(_("We may be late. We now expect %(day)s.") % {"day": day})
    elif line.due and not line.paused:
        said.append(_("By %(day)s.") % {"day": day_in_words(line.due)})
    return said
