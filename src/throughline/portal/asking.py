"""A fact of the design as a question on a page, and what was posted as an answer that can be kept."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from throughline.actions.documents import check_document
from throughline.actions.facts import Given
from throughline.blueprint.model import Fact, FactType
from throughline.journey.decisions.facts import check_code
from throughline.queries.portal_answers import Answered
from throughline.refused import Refused
from throughline.ui.fields import Choice, Field, FieldKind, with_answer

LONGEST_TEXT = 500
LONGEST_LONG_TEXT = 5_000


class NotReadable(Refused):
    """What was typed is no answer to the question; the sentence says what would be."""


@dataclass(frozen=True, slots=True)
class Left:
    """The person chose to leave an optional question out."""


def question_of(name: str, fact: Fact, answered: Answered | None) -> Field:
    """The question, with the answer that is known."""
    question = Field(
        name=name,
        label=fact.ask if not fact.optional else _("%(ask)s (optional)") % {"ask": fact.ask},
        kind=FieldKind(fact.type.value),
        hint=_hint(fact),
        choices=[Choice(value=key, label=label) for key, label in fact.options.items()],
        heading=True,
        most=LONGEST_LONG_TEXT if fact.type is FactType.LONG_TEXT else 0,
        width={FactType.NUMBER: 5, FactType.PHONE: 20, FactType.MONEY: 10}.get(fact.type, 0),
        accept=".pdf,.png,.jpg,.jpeg" if fact.type is FactType.DOCUMENT else "",
    )
    return question if answered is None or answered.erased else with_answer(question, answered.typed)


def _hint(fact: Fact) -> str:
    usual = {
        FactType.DATE: _("For example, 27 3 2027"),
        FactType.DOCUMENT: _("PDF, PNG or JPEG."),
    }.get(fact.type, "")
    return " ".join(one for one in (fact.hint, usual) if one)


def read_answer(fact: Fact, question: Field, file: "File[bytes] | None", *, at: datetime) -> Given | Left:
    """The answer that the filled-in question holds.

    Raises:
        Refused: with what is wrong, and what to do.
    """
    if fact.type is FactType.DOCUMENT:
        return _document(fact, file, at)
    if not question.value:
        if fact.optional:
            return Left()
        raise NotReadable(_missing(fact))
    return Given(value=READERS.get(fact.type, _text)(fact, question.value))


def _missing(fact: Fact) -> str:
    match fact.type:
        case FactType.YES_NO:
            return _("Choose yes or no")
        case FactType.CHOICE:
            return _("Choose one of the answers")
        case FactType.DATE:
            return _("Write a date, with day, month and year")
        case FactType.NUMBER | FactType.MONEY:
            return _("Write a number")
        case FactType.PHONE:
            return _("Write a phone number")
        case FactType.EMAIL:
            return _("Write an email address")
        case FactType.ADDRESS:
            return _("Write the address")
        case _:
            return _("Write an answer")


def _document(fact: Fact, file: "File[bytes] | None", at: datetime) -> Given | Left:
    if file is None:
        if fact.optional:
            return Left()
        raise NotReadable(_("Choose a file. If you have none, your guide can help you in another way."))
    checked = check_document(name=file.name or "", body=file.read(), at=at)
    return Given(value=checked.value, document=checked)


def _yes_no(fact: Fact, said: str) -> bool:
    if said not in {"yes", "no"}:
        raise NotReadable(_missing(fact))
    return said == "yes"


def _choice(fact: Fact, said: str) -> str:
    if said not in fact.options:
        raise NotReadable(_missing(fact))
    return said


def _number(fact: Fact, said: str) -> int | float:
    plain = said.replace(" ", "").replace(",", "")
    try:
        number = float(plain)
    except ValueError:
        raise NotReadable(_("Write a number in figures, such as 12")) from None
    if number in {float("inf"), float("-inf")} or number != number:
        raise NotReadable(_("Write a number in figures, such as 12"))
    code = int(number) if number.is_integer() else number
    check_code(fact, code)
    return code


def _date(fact: Fact, said: str) -> str:
    try:
        return date.fromisoformat(said).isoformat()
    except ValueError:
        shown = said.strip("/") or said
        raise NotReadable(
            _("%(typed)s is not a day in the calendar. Write day, month and year, such as 27 3 2027")
            % {"typed": shown}
        ) from None


def _phone(fact: Fact, said: str) -> str:
    if not re.fullmatch(r"\+?[\d\s().-]{6,25}", said):
        raise NotReadable(_("Write a phone number with its digits, such as 01632 960 001"))
    return said


def _email(fact: Fact, said: str) -> str:
    try:
        validate_email(said)
    except ValidationError:
        raise NotReadable(_("Write an email address like name@example.com")) from None
    return said


def _address(fact: Fact, said: str) -> str:
    if len(said.splitlines()) < 3:
        raise NotReadable(_("Write the first line, the town and the postcode of the address"))
    return _text(fact, said)


def _text(fact: Fact, said: str) -> str:
    most = LONGEST_LONG_TEXT if fact.type is FactType.LONG_TEXT else LONGEST_TEXT
    if len(said) > most:
        raise NotReadable(_("Shorten this to %(most)d characters or fewer") % {"most": most})
    return said


def _money(fact: Fact, said: str) -> str:
    amount = re.sub(r"[£$€\s,]", "", said)
    if not re.fullmatch(r"\d+(\.\d{1,2})?", amount):
        raise NotReadable(_("Write an amount in figures, such as 250 or 250.50"))
    return amount


READERS: dict[FactType, Callable[[Fact, str], bool | int | float | str]] = {
    FactType.YES_NO: _yes_no,
    FactType.CHOICE: _choice,
    FactType.NUMBER: _number,
    FactType.MONEY: _money,
    FactType.DATE: _date,
    FactType.PHONE: _phone,
    FactType.EMAIL: _email,
    FactType.ADDRESS: _address,
}


def with_problem(question: Field, sentence: str) -> Field:
    """The question with what is wrong beside it."""
    return replace(question, error=sentence)
