"""Ending with a reason, the way back in, and the introduction to whoever comes next."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from throughline.actions.endings import end_journey, make_introduction, reopen_journey, withdraw
from throughline.blueprint.model import EndingKind
from throughline.ids import EndingId
from throughline.ui.fields import Choice, Field, FieldKind
from throughline.workspace.here import Here, on_journey
from throughline.workspace.task import Answers, Question, Task, do_now, do_task


@require_http_methods(["GET", "HEAD", "POST"])
@on_journey
def end(request: HttpRequest, here: Here) -> HttpResponse:
    """An ending is told with its reason, and what the person can do now."""
    named = {"name": here.file.called}
    endings = [
        one
        for one in here.file.blueprint.endings
        if one.kind is not EndingKind.GRANTED or here.file.state.reopened
    ]
    how = Field(
        name="ending",
        label=_("How does it end?"),
        kind=FieldKind.CHOICE,
        choices=tuple(
            Choice(value=one.id, label=one.title, hint=one.what_you_can_do or "") for one in endings
        ),
    )
    reason = Field(
        name="reason",
        label=_("Why? %(name)s reads this.") % named,
        kind=FieldKind.LONG_TEXT,
        rows=4,
    )
    task = Task(
        title=_("End this journey"),
        button=_("End it"),
        done=_("It has ended, and %(name)s is told why and what they can do.") % named,
        warning=_("This stops everything. It can be opened again later with everything that is known."),
        questions=(
            Question(field=how, missing=_("Choose how it ends.")),
            Question(field=reason, missing=_("Say why, so that they can understand it.")),
        ),
    )

    def finish(answers: Answers) -> None:
        ending, said = EndingId(answers["ending"].value), answers["reason"].value
        if ending == here.file.blueprint.withdrawn.id:
            withdraw(journey=here.journey, by=here.viewer, at=here.at, reason=said)
        else:
            end_journey(journey=here.journey, by=here.viewer, at=here.at, ending=ending, reason=said)

    return do_task(request, here, task, finish)


@require_http_methods(["GET", "HEAD", "POST"])
@on_journey
def reopen(request: HttpRequest, here: Here) -> HttpResponse:
    reason = Field(name="reason", label=_("Why is it opened again?"), kind=FieldKind.LONG_TEXT, rows=3)
    task = Task(
        title=_("Open it again"),
        button=_("Open it again"),
        done=_(
            "Open again, with everything that is known. You promised to be in touch within two working days."
        ),
        intro=_("Nothing is asked twice: everything %(name)s told us is still here.")
        % {"name": here.file.called},
        questions=(Question(field=reason),),
    )
    return do_task(
        request,
        here,
        task,
        lambda answers: reopen_journey(
            journey=here.journey, by=here.viewer, at=here.at, reason=answers["reason"].value
        ),
    )


@require_POST
@on_journey
def introduce(request: HttpRequest, here: Here, introduction: str) -> HttpResponse:
    return do_now(
        request,
        here,
        lambda: make_introduction(
            journey=here.journey, by=here.viewer, at=here.at, introduction=introduction
        ),
        done=_("Introduced. %(name)s can see it.") % {"name": here.file.called},
    )
