"""What people are told, and what joins into one message."""

from datetime import datetime, timedelta

import pytest
from django.core import mail

from throughline.actions.messages import receive_message, send_message, write_note
from throughline.ids import JourneyId
from throughline.notify.delivery import deliver_due
from throughline.store.models import Outbox, Stakeholder

from .conftest import Cast

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def nothing_waits(journey: JourneyId) -> None:
    Outbox.objects.all().delete()


def test_a_message_goes_out_a_minute_after_it_was_written(
    journey: JourneyId, cast: Cast, later: datetime
) -> None:
    send_message(journey=journey, by=cast.ben, at=later, text="We come on Friday.")

    assert deliver_due(at=later + MINUTE / 2) == 0
    assert deliver_due(at=later + MINUTE) == 1

    (sent,) = mail.outbox
    assert sent.to == ["amara@throughline.example"]
    assert sent.subject == "Ben wrote to you"
    assert "We come on Friday." in str(sent.body)
    assert f"/journeys/{journey}/" in str(sent.body)


def test_two_changes_within_a_minute_are_one_message(journey: JourneyId, cast: Cast, later: datetime) -> None:
    send_message(journey=journey, by=cast.ben, at=later, text="We come on Friday.")
    send_message(journey=journey, by=cast.ben, at=later + MINUTE / 2, text="At ten o'clock.")

    assert deliver_due(at=later + 2 * MINUTE) == 1

    (sent,) = mail.outbox
    assert "We come on Friday." in str(sent.body)
    assert "At ten o'clock." in str(sent.body)


def test_a_change_after_the_message_left_is_another_message(
    journey: JourneyId, cast: Cast, later: datetime
) -> None:
    send_message(journey=journey, by=cast.ben, at=later, text="We come on Friday.")
    deliver_due(at=later + MINUTE)
    send_message(journey=journey, by=cast.ben, at=later + 2 * MINUTE, text="At ten o'clock.")
    deliver_due(at=later + 4 * MINUTE)

    assert len(mail.outbox) == 2
    assert len({one.extra_headers["Message-ID"] for one in mail.outbox}) == 2


def test_what_the_person_did_and_what_staff_note_is_no_news(
    journey: JourneyId, cast: Cast, later: datetime
) -> None:
    receive_message(journey=journey, by=cast.amara, at=later, text="When will you come?")
    write_note(journey=journey, by=cast.ben, at=later, text="Call her on Monday.")

    assert not Outbox.objects.exists()


def test_somebody_without_an_address_is_told_nothing_and_nothing_waits_forever(
    journey: JourneyId, cast: Cast, later: datetime
) -> None:
    Stakeholder.objects.filter(id="amara").update(email="")
    send_message(journey=journey, by=cast.ben, at=later, text="We come on Friday.")

    assert deliver_due(at=later + MINUTE) == 0

    assert Outbox.objects.get().status == Outbox.Status.NOBODY
    assert mail.outbox == []


def test_a_refused_act_leaves_no_message(journey: JourneyId, cast: Cast, later: datetime) -> None:
    from throughline.people.journeys import NotYours

    with pytest.raises(NotYours):
        send_message(journey=journey, by=cast.dana, at=later, text="Let me in.")

    assert not Outbox.objects.exists()


def test_when_the_mail_server_is_away_the_message_waits_and_tries_again(
    journey: JourneyId, cast: Cast, later: datetime, settings: object
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"  # type: ignore[attr-defined]
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1  # type: ignore[attr-defined]
    send_message(journey=journey, by=cast.ben, at=later, text="We come on Friday.")
    assert deliver_due(at=later + MINUTE) == 0
    assert "refused" in Outbox.objects.get().problem

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"  # type: ignore[attr-defined]
    assert deliver_due(at=later + 2 * MINUTE) == 0  # the claim still stands
    assert deliver_due(at=later + 10 * MINUTE) == 1

    assert len(mail.outbox) == 1
