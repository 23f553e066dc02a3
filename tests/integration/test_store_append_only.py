"""Nothing that was recorded is lost or changed."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import InternalError

from throughline.ids import JourneyId
from throughline.store.models import Content, Event, Opening

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "statement",
    [
        "update event set at = now()",
        "delete from event",
        "truncate event",
        "update blueprint set design = '{}'",
        "delete from blueprint",
    ],
)
def test_the_database_itself_refuses_a_change_to_what_was_recorded(
    journey: JourneyId, statement: str
) -> None:
    before = Event.objects.count()

    with (
        pytest.raises((IntegrityError, InternalError), match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)

    assert Event.objects.count() == before > 0


@pytest.mark.parametrize("statement", ["update opening set why = ''", "delete from opening"])
def test_an_opening_stays_as_it_was_recorded(journey: JourneyId, at: object, statement: str) -> None:
    Opening.objects.create(journey=journey, staff="staff-ben", at=at, why="as guide")

    with (
        pytest.raises((IntegrityError, InternalError), match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)

    assert Opening.objects.get().why == "as guide"


def test_two_events_of_a_journey_never_have_the_same_number(journey: JourneyId) -> None:
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "insert into event (journey, seq, at, kind, payload) "
            "values (%s, 1, now(), 'note.written/1', '{}')",
            (journey,),
        )


def test_only_staff_appear_as_persons_in_the_record(journey: JourneyId) -> None:
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "insert into event (journey, seq, at, kind, by, person, payload) "
            "values ('other', 1, now(), 'note.written/1', 'stakeholder', 'amara', '{}')"
        )


def test_content_is_either_there_or_erased(journey: JourneyId, at: object) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Content.objects.create(
            id="c", journey=journey, stakeholder="amara", kind="note", body="words", made_at=at, erased_at=at
        )
