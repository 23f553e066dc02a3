"""What people at the front line have seen joins as evidence, from two pages."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from throughline.actions.circle_conversations import add_note
from throughline.clock import now
from throughline.people import Viewer
from throughline.people.circle import can_see_circle, check_can_say_what_they_saw
from throughline.queries.circle_conversation import OpenQuestion, open_questions
from throughline.queries.circle_here import NothingToSee
from throughline.ui.fields import Choice, Field, FieldKind
from throughline.workspace.circle_task import address_of, do_circle_task
from throughline.workspace.door import page, staff_page
from throughline.workspace.task import Answers, Question, Task


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page
def seen(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """For everybody who works here: what is being asked, and room to say what one has seen."""
    check_can_say_what_they_saw(viewer)
    questions = _questions()
    if not questions:
        return page(request, viewer, "workspace/circle/no_questions.html", {}, current="what_i_saw")
    task = Task(
        title=_("What have you seen?"),
        intro=_("These questions are being talked about. What you meet every day may explain the numbers."),
        button=_("Add what I have seen"),
        done=_("Thank you. It is part of the evidence now."),
        questions=(_which(questions), _words()),
        template="task.html",
        more={"plain": True},
    )
    at = now()

    def act(answers: Answers) -> object:
        add_note(conversation=answers["about"].value, by=viewer, at=at, words=answers["words"].value)
        return None

    here = reverse("workspace:what_i_saw")
    return do_circle_task(request, viewer, task, act, back=reverse("workspace:home"), to=lambda _done: here)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page
def note(request: HttpRequest, viewer: Viewer, conversation: str) -> HttpResponse:
    """From the conversation itself."""
    check_can_say_what_they_saw(viewer)
    task = Task(
        title=_("What have you seen?"),
        button=_("Add it as evidence"),
        done=_("Your note is part of the evidence now."),
        questions=(_words(),),
        template="task.html",
    )
    at = now()

    def act(answers: Answers) -> object:
        add_note(conversation=conversation, by=viewer, at=at, words=answers["words"].value)
        return conversation

    back = address_of(conversation) if can_see_circle(viewer) else reverse("workspace:what_i_saw")
    return do_circle_task(request, viewer, task, act, back=back, to=lambda _done: back)


def _questions() -> tuple[OpenQuestion, ...]:
    try:
        return open_questions()
    except NothingToSee:
        return ()


def _which(questions: tuple[OpenQuestion, ...]) -> Question:
    choices = tuple(Choice(value=one.id, label=one.question) for one in questions)
    return Question(
        field=Field(
            name="about", label=_("Which question is it about?"), kind=FieldKind.CHOICE, choices=choices
        ),
        missing=_("Choose the question it is about."),
    )


def _words() -> Question:
    return Question(
        field=Field(
            name="words",
            label=_("What have you seen?"),
            hint=_("About the service, never about one person: leave out names and what tells who it was."),
            kind=FieldKind.LONG_TEXT,
        ),
        missing=_("Write what you have seen."),
    )
