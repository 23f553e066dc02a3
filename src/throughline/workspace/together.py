"""What staff and the person decide together: how they work, their goals, who does what."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from throughline.actions.guides import choose_engagement
from throughline.actions.plan import agree_action, finish_action, propose_action, state_goal
from throughline.blueprint.model import Engagement
from throughline.ids import ActionId
from throughline.journey.events import Side
from throughline.ui.fields import Choice, Field, FieldKind
from throughline.workspace.days import closing_of
from throughline.workspace.here import Here, on_journey
from throughline.workspace.task import Answers, Question, Task, do_now, do_task


@require_http_methods(["GET", "HEAD", "POST"])
@on_journey
def engagement(request: HttpRequest, here: Here) -> HttpResponse:
    """How much the person does alone: their choice, written down by the guide when it was spoken."""
    named = {"name": here.file.called}
    how = Field(
        name="how",
        label=_("What does %(name)s want?") % named,
        kind=FieldKind.CHOICE,
        choices=(
            Choice(
                value=Engagement.SELF_DIRECTED,
                label=_("Self-directed"),
                hint=_("They fill in everything themselves. You are there when they ask."),
            ),
            Choice(
                value=Engagement.GUIDED, label=_("Guided"), hint=_("You ring them and fill it in together.")
            ),
            Choice(
                value=Engagement.INTENSIVE,
                label=_("Intensive"),
                hint=_("You meet, go to the place with them, and bring what they need."),
            ),
        ),
        value=here.file.state.engagement,
    )
    task = Task(
        title=_("How we work together"),
        button=_("Change it"),
        done=_("Changed. It is in effect from now on."),
        intro=_("It is %(name)s's choice and can be changed at any time. Ask before you change it.") % named,
        questions=(Question(field=how, missing=_("Choose one.")),),
    )
    return do_task(
        request,
        here,
        task,
        lambda answers: choose_engagement(
            journey=here.journey, by=here.viewer, at=here.at, engagement=Engagement(answers["how"].value)
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@on_journey
def goal(request: HttpRequest, here: Here) -> HttpResponse:
    text = Field(
        name="text",
        label=_("What does %(name)s want to reach?") % {"name": here.file.called},
        kind=FieldKind.LONG_TEXT,
        rows=3,
        hint=_("In their words, as they said it."),
    )
    task = Task(
        title=_("Add a goal"),
        button=_("Add it to the plan"),
        done=_("The goal is in the plan."),
        questions=(Question(field=text, missing=_("Write the goal down.")),),
    )
    return do_task(
        request,
        here,
        task,
        lambda answers: state_goal(
            journey=here.journey, by=here.viewer, at=here.at, text=answers["text"].value
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@on_journey
def action(request: HttpRequest, here: Here) -> HttpResponse:
    """Propose an action: it counts once both sides have agreed."""
    named = {"name": here.file.called}
    side = Field(
        name="side",
        label=_("Who does it?"),
        kind=FieldKind.CHOICE,
        choices=(
            Choice(value=Side.OURS, label=_("We do")),
            Choice(value=Side.THEIRS, label=_("%(name)s does") % named),
        ),
        value=Side.OURS,
    )
    text = Field(name="text", label=_("What is to be done?"), kind=FieldKind.LONG_TEXT, rows=3)
    due = Field(name="due", label=_("By when? (optional)"), kind=FieldKind.DATE)
    task = Task(
        title=_("Add an action"),
        button=_("Propose it"),
        done=_("Proposed. It counts once %(name)s has agreed.") % named,
        questions=(
            Question(field=side, missing=_("Choose who does it.")),
            Question(field=text, missing=_("Say what is to be done.")),
            Question(field=due),
        ),
    )

    def propose(answers: Answers) -> None:
        typed = answers["due"].value
        propose_action(
            journey=here.journey,
            by=here.viewer,
            at=here.at,
            side=Side(answers["side"].value),
            text=answers["text"].value,
            due=closing_of(typed, here.file.design.organisation) if typed else None,
        )

    return do_task(request, here, task, propose)


@require_POST
@on_journey
def agree(request: HttpRequest, here: Here, action: str) -> HttpResponse:
    return do_now(
        request,
        here,
        lambda: agree_action(journey=here.journey, by=here.viewer, at=here.at, action=ActionId(action)),
        done=_("Agreed by both sides."),
    )


@require_POST
@on_journey
def finish(request: HttpRequest, here: Here, action: str) -> HttpResponse:
    return do_now(
        request,
        here,
        lambda: finish_action(journey=here.journey, by=here.viewer, at=here.at, action=ActionId(action)),
        done=_("Done."),
    )
