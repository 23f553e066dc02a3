"""Filling in a step with the person, by phone or at their place, when they chose to be helped."""

from collections.abc import Iterator
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from throughline.actions.documents import check_document
from throughline.actions.facts import Given, give_facts
from throughline.blueprint.model import Fact, FactType, Reuse
from throughline.ids import ContentId, FactKey, StepId
from throughline.journey.next import needed_facts, open_step
from throughline.queries.portal_answers import typed
from throughline.queries.workspace_facts import Bodies
from throughline.queries.workspace_lines import bodies_of
from throughline.refused import Refused
from throughline.ui.fields import Choice, Field, FieldKind, with_answer
from throughline.workspace.here import Here, on_journey
from throughline.workspace.task import Answers, Question, Task, do_task


class NotReadable(Refused):
    """What was typed is no answer to the question; the sentence says what would be."""


@require_http_methods(["GET", "HEAD", "POST"])
@on_journey
def fill_in(request: HttpRequest, here: Here, step: str) -> HttpResponse:
    """All questions of a step on one page, as one asks them while talking. What is left out stays open."""
    found = open_step(here.file.blueprint, here.file.state, StepId(step))
    if found is None or not found.step.is_theirs:
        raise Http404
    keys = tuple(_may_be_told(here, found.step.id))
    held = {key: here.file.state.facts[key].content for key in keys if key in here.file.state.facts}
    bodies = bodies_of([*held.values()])
    named = {"name": here.file.called, "step": found.step.title}
    task = Task(
        title=_("Fill in with %(name)s: %(step)s") % named,
        button=_("Save"),
        done=_("Saved. %(name)s sees every answer, and that you wrote it down.") % named,
        intro=_("Ask while you talk, and write what %(name)s says. Leave open what is not known yet.")
        % named,
        questions=tuple(
            Question(field=_field(key, here.file.blueprint.facts[key], bodies, held.get(key))) for key in keys
        ),
        files=True,
    )

    def save(answers: Answers) -> None:
        given = dict(_given(request, here, answers, bodies, held))
        give_facts(journey=here.journey, by=here.viewer, at=here.at, answers=given)

    return do_task(request, here, task, save, to=reverse("workspace:step", args=[here.journey, step]))


def _may_be_told(here: Here, step: StepId) -> Iterator[FactKey]:
    """Facts that somebody else may write down: never a consent or a signature."""
    designed = here.file.blueprint.steps[step]
    for key in needed_facts(here.file.blueprint, here.file.state, designed):
        if here.file.blueprint.facts[key].reuse is not Reuse.NEVER:
            yield key


def may_be_filled_in(here: Here, step: StepId) -> bool:
    """Whether there is anything to write down for the person."""
    return any(True for _key in _may_be_told(here, step))


def _field(key: FactKey, fact: Fact, bodies: Bodies, held: ContentId | None) -> Field:
    field = Field(
        name=str(key),
        label=fact.ask,
        kind=FieldKind(fact.type.value),
        hint=fact.hint or "",
        choices=tuple(Choice(value=one, label=label) for one, label in fact.options.items()),
        rows=3,
        accept=".pdf,.png,.jpg,.jpeg" if fact.type is FactType.DOCUMENT else "",
    )
    body = bodies.get(held) if held else None
    return field if body is None else with_answer(field, typed(body))


def _given(
    request: HttpRequest, here: Here, answers: Answers, bodies: Bodies, held: dict[FactKey, ContentId]
) -> Iterator[tuple[FactKey, Given]]:
    """What was answered anew or otherwise than before."""
    for name, answer in answers.items():
        key = FactKey(name)
        fact = here.file.blueprint.facts[key]
        if fact.type is FactType.DOCUMENT:
            file = request.FILES.get(name)
            if file is not None:
                document = check_document(name=file.name or "", body=file.read(), at=here.at)
                yield key, Given(value=document.value, document=document)
        elif answer.value:
            given = read_value(fact, answer.value)
            if key not in held or bodies.get(held[key]) != given:
                yield key, Given(value=given)


def read_value(fact: Fact, answer: str) -> bool | int | float | str:
    """What was typed, as it is kept."""
    match fact.type:
        case FactType.YES_NO:
            return answer == "yes"
        case FactType.NUMBER:
            return _number(fact, answer)
        case FactType.DATE:
            return _day(fact, answer)
        case _:
            return answer


def _number(fact: Fact, answer: str) -> int | float:
    try:
        number = float(answer.replace(",", "."))
    except ValueError:
        raise NotReadable(_("Write a number in digits: “%(ask)s”") % {"ask": fact.ask}) from None
    return int(number) if number == int(number) else number


def _day(fact: Fact, answer: str) -> str:
    try:
        return date.fromisoformat(answer).isoformat()
    except ValueError:
        raise NotReadable(_("Write a date like 4 12 2026: “%(ask)s”") % {"ask": fact.ask}) from None
