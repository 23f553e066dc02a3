"""What a person typed comes back as they typed it, and a clean answer is read from it."""

import pytest
from django.http import QueryDict

from throughline.ui.fields import Choice, Field, FieldKind, with_answer, with_posted

OPENS = Field(name="opens", label="When would you like to open?", kind=FieldKind.DATE)
WHERE = Field(name="where", label="Where is your kitchen?", kind=FieldKind.ADDRESS)
DAYS = Field(
    name="days",
    label="Which days will you open?",
    kind=FieldKind.CHOICES,
    choices=(Choice(value="week", label="Weekdays"), Choice(value="weekend", label="Weekends")),
)


def test_a_date_is_read_from_its_three_parts():
    asked = with_posted(OPENS, QueryDict("opens-day=4&opens-month=12&opens-year=2026"))

    assert asked.value == "2026-12-04"


@pytest.mark.parametrize("day", ["31", "thirty-first", ""])
def test_a_day_that_does_not_exist_is_kept_as_typed(day):
    asked = with_posted(OPENS, QueryDict(f"opens-day={day}&opens-month=11&opens-year=2026"))

    assert asked.value == f"{day}/11/2026"
    assert asked.parts == {"day": day, "month": "11", "year": "2026"}


def test_a_date_left_empty_is_no_answer():
    assert with_posted(OPENS, QueryDict("opens-day=&opens-month=&opens-year=")).value == ""


def test_a_date_we_hold_is_shown_in_its_parts():
    assert with_answer(OPENS, "2026-12-04").parts == {"day": "4", "month": "12", "year": "2026"}


def test_a_stored_date_that_cannot_be_read_shows_empty_parts():
    assert with_answer(OPENS, "soon").parts == {}


@pytest.mark.parametrize("line2", ["", "Unit 3"])
def test_an_address_survives_being_stored_and_shown_again(line2):
    posted = QueryDict(mutable=True)
    posted.update(
        {
            "where-line1": "12 Market Street",
            "where-line2": line2,
            "where-town": "Leeds",
            "where-postcode": "LS1 4AP",
        }
    )

    asked = with_posted(WHERE, posted)
    shown = with_answer(WHERE, asked.value)

    assert {key: line for key, line in asked.parts.items() if line} == dict(shown.parts)


def test_an_address_of_unknown_shape_is_shown_on_one_line():
    assert with_answer(WHERE, "The old mill\nRiver lane").parts == {"line1": "The old mill, River lane"}


def test_several_answers_are_all_kept():
    asked = with_posted(DAYS, QueryDict("days=week&days=weekend"))

    assert asked.values == ("week", "weekend")
    assert with_answer(DAYS, ["week"]).values == ("week",)


def test_spaces_around_an_answer_are_not_part_of_it():
    name = Field(name="name", label="Business name")

    assert with_posted(name, QueryDict("name=%20Amara%27s%20Kitchen%20")).value == "Amara's Kitchen"


def test_yes_or_no_brings_its_own_answers():
    alcohol = Field(name="alcohol", label="Will you sell alcohol?", kind=FieldKind.YES_NO)

    assert [option.value for option in alcohol.options] == ["yes", "no"]
