"""Writing to the person, to each other, and writing down what was said by phone."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from throughline.actions.messages import receive_message, send_message, write_note
from throughline.eventlog.shape import Channel
from throughline.journey.events import About
from throughline.ui.fields import Choice, Field, FieldKind, with_posted
from throughline.workspace.here import Here, on_journey
from throughline.workspace.task import Answers, Question, Task, do_task, shown


@require_http_methods(["GET", "HEAD", "POST"])
@on_journey
def message(request: HttpRequest, here: Here) -> HttpResponse:
    """Write to the person, and see what they will read before it goes."""
    task = _message_task(here, start=request.GET.get("start", ""))
    if "look" in request.POST:
        typed = [with_posted(one.field, request.POST) for one in task.questions]
        return shown(request, here, _with_preview(task, typed[0].value), typed, [])

    def send(answers: Answers) -> None:
        send_message(journey=here.journey, by=here.viewer, at=here.at, text=answers["text"].value)

    return do_task(request, here, task, send)


def _message_task(here: Here, *, start: str) -> Task:
    name = here.file.called
    text = Field(
        name="text",
        label=_("What do you want to tell %(name)s?") % {"name": name},
        kind=FieldKind.LONG_TEXT,
        hint=_("It goes out by email within a minute and stays on their journey page."),
        rows=9,
        value=starters(here).get(start, ("", ""))[1],
    )
    return Task(
        title=_("Write to %(name)s") % {"name": name},
        button=_("Send"),
        done=_("Sent. %(name)s reads it by email and on their journey page.") % {"name": name},
        questions=(Question(field=text, missing=_("Write a few words first. Nothing was sent.")),),
        template="workspace/tasks/message.html",
        more={"starters": [(key, words[0]) for key, words in starters(here).items()]},
    )


def _with_preview(task: Task, text: str) -> Task:
    return Task(
        title=task.title,
        button=task.button,
        done=task.done,
        questions=task.questions,
        template=task.template,
        more={**task.more, "preview": text},
    )


def starters(here: Here) -> Mapping[str, tuple[str, str]]:
    """Beginnings that save typing. Each is a start to be finished in one's own words."""
    named = {"name": here.file.called, "me": here.viewer.name}
    return {
        "read": (
            _("I have read it"),
            _("Hello %(name)s,\n\nI have read what you sent. \n\n%(me)s") % named,
        ),
        "waiting": (
            _("It takes longer"),
            _(
                "Hello %(name)s,\n\nyou have heard nothing from us for a while, and I am sorry. "
                "This is where it stands: \n\n%(me)s"
            )
            % named,
        ),
        "call": (
            _("Shall I ring you?"),
            _("Hello %(name)s,\n\nthis is quicker by phone. When is a good time to ring you?\n\n%(me)s")
            % named,
        ),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@on_journey
def note(request: HttpRequest, here: Here) -> HttpResponse:
    """Staff to staff. The person may ask to see it, and the page says so."""
    text = Field(
        name="text",
        label=_("What should your colleagues know?"),
        kind=FieldKind.LONG_TEXT,
        hint=_("%(name)s may ask to see every note. Write it so that this is fine.")
        % {"name": here.file.called},
    )
    task = Task(
        title=_("Write a note"),
        button=_("Keep the note"),
        done=_("The note is kept."),
        questions=(Question(field=text, missing=_("Write a few words first.")),),
    )
    return do_task(
        request,
        here,
        task,
        lambda answers: write_note(
            journey=here.journey, by=here.viewer, at=here.at, text=answers["text"].value
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@on_journey
def call(request: HttpRequest, here: Here) -> HttpResponse:
    """Write down a call or a visit: what they said, and what we said."""
    task = _call_task(here)

    def write_down(answers: Answers) -> None:
        channel = Channel(answers["channel"].value)
        theirs, ours = answers["theirs"].value, answers["ours"].value
        if theirs or not ours:
            about = About(answers["about"].value)
            receive_message(
                journey=here.journey, by=here.viewer, at=here.at, text=theirs, about=about, channel=channel
            )
        if ours:
            send_message(journey=here.journey, by=here.viewer, at=here.at, text=ours, channel=channel)

    return do_task(request, here, task, write_down)


def _call_task(here: Here) -> Task:
    named = {"name": here.file.called}
    channel = Field(
        name="channel",
        label=_("How did you talk?"),
        kind=FieldKind.CHOICE,
        choices=(
            Choice(value=Channel.PHONE, label=_("By phone")),
            Choice(value=Channel.IN_PERSON, label=_("In person")),
        ),
        value=Channel.PHONE,
    )
    about = Field(
        name="about",
        label=_("Why did they get in touch?"),
        kind=FieldKind.CHOICE,
        choices=(
            Choice(value=About.QUESTION, label=_("A question, or we rang them")),
            Choice(value=About.ANSWER, label=_("To answer something we asked")),
            Choice(
                value=About.CHASE,
                label=_("To ask where it is"),
                hint=_("We count these: they show where we are silent."),
            ),
            Choice(value=About.COMPLAINT, label=_("To complain")),
        ),
        value=About.QUESTION,
    )
    theirs = Field(name="theirs", label=_("What did %(name)s say?") % named, kind=FieldKind.LONG_TEXT, rows=4)
    ours = Field(
        name="ours", label=_("What did you tell %(name)s?") % named, kind=FieldKind.LONG_TEXT, rows=4
    )
    return Task(
        title=_("Write down a talk"),
        button=_("Keep it"),
        done=_("Kept. %(name)s sees it in the history, too.") % named,
        intro=_("It becomes part of the history that everybody here and %(name)s can read.") % named,
        questions=(
            Question(field=channel, missing=_("Choose how you talked.")),
            Question(field=about, missing=_("Choose why they got in touch.")),
            Question(field=theirs),
            Question(field=ours),
        ),
    )
