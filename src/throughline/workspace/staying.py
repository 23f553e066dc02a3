"""Who stays with the person: taking over as stand-in, naming a stand-in, naming another guide."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from throughline.actions.guides import assign_guide, assign_stand_in, end_stand_in
from throughline.ids import StaffId
from throughline.people import Role
from throughline.queries.workspace_guides import GuideLoad, guides_of
from throughline.ui.fields import Choice, Field, FieldKind
from throughline.workspace.here import Here, on_journey
from throughline.workspace.task import Answers, Question, Task, do_now, do_task


@require_http_methods(["GET", "HEAD", "POST"])
@on_journey
def stand_in(request: HttpRequest, here: Here) -> HttpResponse:
    """Somebody covers for the guide, with a briefing, so that nobody has to ask the person again."""
    named = {"name": here.file.called, "guide": here.file.guide_name}
    who = Field(
        name="who",
        label=_("Who stands in?"),
        kind=FieldKind.CHOICE,
        choices=_choices(here, without=here.file.state.guide),
        value=_own_id(here),
    )
    briefing = Field(
        name="briefing",
        label=_("What does the stand-in need to know?"),
        kind=FieldKind.LONG_TEXT,
        hint=_("Where it stands, what %(name)s worries about, what was agreed. They read it first.") % named,
    )
    task = Task(
        title=_("Name a stand-in"),
        button=_("Name the stand-in"),
        done=_("Done. %(name)s is told who is there for them.") % named,
        intro=_(
            "%(guide)s stays the guide. The stand-in can do everything the guide can, and sees everything."
        )
        % named,
        questions=(
            Question(field=who, missing=_("Choose who stands in.")),
            Question(field=briefing),
        ),
    )

    def name(answers: Answers) -> None:
        assign_stand_in(
            journey=here.journey,
            by=here.viewer,
            at=here.at,
            stand_in=StaffId(answers["who"].value),
            briefing=answers["briefing"].value,
        )

    return do_task(request, here, task, name)


@require_http_methods(["GET", "HEAD", "POST"])
@on_journey
def guide(request: HttpRequest, here: Here) -> HttpResponse:
    """Another guide, for good."""
    named = {"name": here.file.called}
    who = Field(
        name="who",
        label=_("Who is the guide from now on?"),
        kind=FieldKind.CHOICE,
        choices=_choices(here, without=here.file.state.guide),
    )
    task = Task(
        title=_("Name another guide"),
        button=_("Name the guide"),
        done=_("Done. %(name)s is told who their guide is now.") % named,
        intro=_(
            "The person who stays is what people thank us for most. For an absence, name a stand-in instead."
        ),
        questions=(Question(field=who, missing=_("Choose who the guide is.")),),
    )
    return do_task(
        request,
        here,
        task,
        lambda answers: assign_guide(
            journey=here.journey, by=here.viewer, at=here.at, guide=StaffId(answers["who"].value)
        ),
    )


@require_POST
@on_journey
def back(request: HttpRequest, here: Here) -> HttpResponse:
    """The guide is back."""
    return do_now(
        request,
        here,
        lambda: end_stand_in(journey=here.journey, by=here.viewer, at=here.at),
        done=_("%(guide)s is back.") % {"guide": here.file.guide_name},
    )


def _own_id(here: Here) -> str:
    """A guide who is not the guide here most likely means to take this on themselves."""
    own = here.viewer.has(Role.GUIDE) and here.viewer.staff != here.file.state.guide
    return here.viewer.staff or "" if own else ""


def _choices(here: Here, *, without: StaffId | None) -> tuple[Choice, ...]:
    guides = guides_of([here.file.state.unit] if here.file.state.unit else [], at=here.at)
    return tuple(
        Choice(value=one.staff, label=_label(one, here), hint=_hint(one))
        for one in guides
        if one.staff != without
    )


def _label(one: GuideLoad, here: Here) -> str:
    return _("%(name)s (you)") % {"name": one.name} if one.staff == here.viewer.staff else one.name


def _hint(one: GuideLoad) -> str:
    load = _("Looks after %(n)d people now") % {"n": one.cases + one.standing_in}
    return _("Away. %(load)s") % {"load": load} if one.away else load
