"""`throughline check` finds what is wrong with a record, and nothing where nothing is."""

from datetime import datetime

import pytest
from django.db import connection

from throughline.actions.messages import receive_message, send_message
from throughline.ids import JourneyId
from throughline.queries.checking import Look, check_record

from .conftest import Cast

pytestmark = pytest.mark.django_db


def findings() -> dict[str, list[str]]:
    """What was found, by what should hold."""
    return {look.holds: look.findings for look in looked() if look.findings}


def looked() -> list[Look]:
    return check_record(told=lambda more: None)


def change(statement: str, *values: object) -> None:
    """Somebody with all rights changes the record behind our back."""
    with connection.cursor() as cursor:
        cursor.execute("set session_replication_role = replica")
        cursor.execute(statement, values)
        cursor.execute("set session_replication_role = origin")


@pytest.fixture
def lived(journey: JourneyId, cast: Cast, at: datetime, later: datetime) -> JourneyId:
    receive_message(journey=journey, by=cast.amara, at=later, text="When will you come?")
    send_message(journey=journey, by=cast.ben, at=later, text="On Friday.")
    return journey


def test_a_record_that_was_only_lived_in_holds(lived: JourneyId) -> None:
    assert findings() == {}
    assert all(look.looked_at for look in looked() if "numbered" in look.holds or "'journey'" in look.holds)


@pytest.mark.parametrize(
    ("statement", "holds"),
    [
        (
            "update event set seq = 99 where seq = 2",
            "Events are numbered 1, 2, 3 … without gaps",
        ),
        (
            "update event set at = at - interval '1 day' where kind = 'message.sent/1'",
            "No event is dated before the one it follows",
        ),
        ("update journey set guide = 'staff-chidi'", "The table 'journey' is what the record leads to"),
        ("delete from message where seq > 3", "The table 'message' is what the record leads to"),
        ("update work set since = since + interval '1 s'", "The table 'work' is what the record leads to"),
        (
            "delete from content where kind = 'message'",
            "Every pointer to words leads to words, or to the place where they were erased",
        ),
        ("delete from stakeholder", "Every journey belongs to somebody we know"),
        ("update staff set roles = '{}'", "Every guide works here and is a guide"),
        (
            "update event set kind = 'never.heard/1' where kind = 'message.sent/1'",
            "Every journey can be read, on a design that was published",
        ),
        (
            "update outbox set seqs = '{99}'",
            "Every message that was to be sent tells of events that happened",
        ),
    ],
)
def test_what_somebody_changed_by_hand_is_found(lived: JourneyId, statement: str, holds: str) -> None:
    change(statement)

    assert holds in findings()


def test_erased_words_are_no_finding(lived: JourneyId, at: datetime) -> None:
    change("update content set body = null, erased_at = %s where kind = 'message'", at)

    assert findings() == {}
