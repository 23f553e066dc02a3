"""What pairs fields or bounds dates is held by the database, whoever writes."""

from datetime import date, datetime

import pytest
from django.db import IntegrityError, connection, transaction

from throughline.ids import JourneyId
from throughline.store.models import Account, Document, Outbox, Staff

from .conftest import Cast

pytestmark = pytest.mark.django_db


def refuse(statement: str, constraint: str) -> None:
    with (
        pytest.raises(IntegrityError, match=constraint),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


@pytest.mark.parametrize(
    ("statement", "constraint"),
    [
        ("update journey set ended_at = now()", "journey_that_ended_names_its_ending"),
        ("update journey set ending = 'granted'", "journey_that_ended_names_its_ending"),
        ("update work set kind = 'input'", "work_from_a_handoff_names_it"),
        ("update work set handoff = 'h'", "work_from_a_handoff_names_it"),
        ("update stakeholder set erased_at = now()", "stakeholder_erased_is_empty"),
        ("update account set email = upper(email)", "account_email_is_lower_case"),
        ("update staff set absent_until = '2026-03-01'", "staff_absence_ends_after_it_begins"),
    ],
)
def test_a_half_told_pair_is_refused(journey: JourneyId, statement: str, constraint: str) -> None:
    refuse(statement, constraint)


def test_an_absence_ends_after_it_begins(cast: Cast) -> None:
    Staff.objects.filter(id="staff-ben").update(absent_from=date(2026, 3, 2), absent_until=date(2026, 3, 2))

    refuse("update staff set absent_until = '2026-03-01'", "staff_absence_ends_after_it_begins")


@pytest.mark.parametrize(
    ("statement", "constraint"),
    [
        ("update outbox set status = 'sent'", "outbox_sent_says_when"),
        ("update outbox set sent_at = now()", "outbox_sent_says_when"),
        ("update outbox set status = 'sending'", "outbox_sending_is_claimed"),
        (
            "insert into outbox select 'other', journey, seqs, opened_at, due, status, attempts, claimed_at, "
            'sent_at, "to", subject, text, html, problem from outbox',
            "outbox_one_waiting_for_each_journey",
        ),
    ],
)
def test_a_message_is_in_one_state_at_a_time(
    journey: JourneyId, at: datetime, statement: str, constraint: str
) -> None:
    Outbox.objects.all().delete()
    Outbox.objects.create(id="one", journey=journey, seqs=[1], opened_at=at, due=at)

    refuse(statement, constraint)


@pytest.mark.parametrize(
    ("media_type", "body", "constraint"),
    [
        ("text/html", b"<p>", "document_type_is_known"),
        ("application/pdf", None, "document_is_either_there_or_erased"),
    ],
)
def test_a_document_is_of_a_known_kind_and_there(
    journey: JourneyId, at: datetime, media_type: str, body: bytes | None, constraint: str
) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Document.objects.create(
            id="d",
            journey=journey,
            stakeholder="amara",
            name="plan.pdf",
            media_type=media_type,
            size=3,
            sha256="0" * 64,
            body=body,
            made_at=at,
        )


def test_one_address_has_one_account(cast: Cast) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Account.objects.create_user("BEN@throughline.example")
