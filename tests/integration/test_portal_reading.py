"""What was typed becomes a value, or a sentence that says what would do."""

from datetime import datetime

import pytest

from throughline.actions.facts import Given
from throughline.blueprint.model import Fact, FactType
from throughline.portal.asking import Left, question_of, read_answer
from throughline.refused import Refused
from throughline.ui.fields import with_answer


def fact(kind: FactType, **more: object) -> Fact:
    return Fact.model_validate({"ask": "What is it?", "type": kind, "why": "We need it.", **more})


def read(kind: FactType, typed: str, at: datetime, **more: object) -> object:
    asked = fact(kind, **more)
    answer = read_answer(asked, with_answer(question_of("it", asked, None), typed), None, at=at)
    return answer.value if isinstance(answer, Given) else answer


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        (FactType.YES_NO, "yes", True),
        (FactType.YES_NO, "no", False),
        (FactType.NUMBER, "1,200", 1200),
        (FactType.NUMBER, "2.5", 2.5),
        (FactType.MONEY, "£1,250.50", "1250.50"),
        (FactType.DATE, "2027-03-27", "2027-03-27"),
        (FactType.EMAIL, "amara@throughline.example", "amara@throughline.example"),
        (FactType.PHONE, "+44 1632 960 111", "+44 1632 960 111"),
        (FactType.ADDRESS, "12 Quay\nAldermere\nAM1 1AA", "12 Quay\nAldermere\nAM1 1AA"),
        (FactType.TEXT, "Amara's Table", "Amara's Table"),
    ],
)
def test_an_answer_is_read(kind: FactType, typed: str, value: object, at: datetime) -> None:
    assert read(kind, typed, at) == value


@pytest.mark.parametrize(
    ("kind", "typed", "sentence"),
    [
        (FactType.YES_NO, "perhaps", "Choose yes or no"),
        (FactType.NUMBER, "inf", "in figures"),
        (FactType.NUMBER, "nan", "in figures"),
        (FactType.MONEY, "a lot", "Write an amount in figures"),
        (FactType.DATE, "31/2/2027", "not a day in the calendar"),
        (FactType.EMAIL, "amara", "like name@example.com"),
        (FactType.PHONE, "ring", "with its digits"),
        (FactType.ADDRESS, "12 Quay", "the town and the postcode"),
        (FactType.LONG_TEXT, "x" * 5001, "Shorten this to 5000"),
    ],
)
def test_what_cannot_be_read_says_what_would_do(
    kind: FactType, typed: str, sentence: str, at: datetime
) -> None:
    with pytest.raises(Refused, match=sentence):
        read(kind, typed, at)


@pytest.mark.parametrize("kind", [kind for kind in FactType if kind is not FactType.CHOICE])
def test_an_empty_answer_is_refused_or_left_out_if_one_may(kind: FactType, at: datetime) -> None:
    with pytest.raises(Refused):
        read(kind, "", at)
    assert read(kind, "", at, optional=True) == Left()
