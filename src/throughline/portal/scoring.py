"""Questions about the ride and about life after: five points or yes and no, and each may be left out."""

from collections.abc import Mapping

from django.http import HttpRequest
from django.utils.translation import gettext as _

from throughline.blueprint.model import Question, QuestionType
from throughline.ids import QuestionId
from throughline.ui.fields import Choice, Field, FieldKind

COMMENT = "comment"


def score_fields(request: HttpRequest, questions: Mapping[QuestionId, Question]) -> list[Field]:
    """One field for each, with what was chosen before a mistake."""
    return [_field(request, key, question) for key, question in questions.items()]


def _field(request: HttpRequest, key: QuestionId, question: Question) -> Field:
    chosen = request.POST.get(key, "")
    if question.type is QuestionType.YES_NO:
        return Field(name=key, label=question.ask, kind=FieldKind.YES_NO, value=chosen)
    return Field(name=key, label=question.ask, kind=FieldKind.CHOICE, choices=five_points(), value=chosen)


def five_points() -> list[Choice]:
    return [
        Choice(value="5", label=_("Yes, completely")),
        Choice(value="4", label=_("Mostly")),
        Choice(value="3", label=_("Partly")),
        Choice(value="2", label=_("Hardly")),
        Choice(value="1", label=_("Not at all")),
    ]


def comment_field(request: HttpRequest, label: str, hint: str) -> Field:
    value = request.POST.get(COMMENT, "")
    return Field(name=COMMENT, label=label, kind=FieldKind.LONG_TEXT, hint=hint, rows=4, value=value)


def scores_in(request: HttpRequest, questions: Mapping[QuestionId, Question]) -> dict[QuestionId, int]:
    """What was answered. Whether each is one of its answers, the decision says."""
    codes = {"yes": 1, "no": 0, "1": 1, "2": 2, "3": 3, "4": 4, "5": 5}
    posted = {key: request.POST.get(key, "") for key in questions}
    return {key: codes[said] for key, said in posted.items() if said in codes}
