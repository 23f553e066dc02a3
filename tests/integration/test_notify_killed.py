"""Killing the worker anywhere between commit and message loses no message, and the person sees none twice."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email import message_from_bytes
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.db import connection

from throughline.actions.messages import send_message
from throughline.ids import JourneyId
from throughline.store.models import Outbox

from .conftest import Cast

pytestmark = pytest.mark.django_db(transaction=True)
SCRIPT = Path(__file__).with_name("delivering.py")


@dataclass
class MailServer:
    """A real SMTP server whose mailbox keeps one copy of each Message-ID, as mailboxes do."""

    deliveries: int = 0
    mailbox: dict[str, str] = field(default_factory=dict)
    before_taking: Callable[[], None] = lambda: None
    after_taking: Callable[[], None] = lambda: None
    port: int = 0

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        self.before_taking()
        message = message_from_bytes(envelope.content or b"")
        self.deliveries += 1
        self.mailbox[str(message["Message-ID"])] = str(message["Subject"])
        self.after_taking()
        return "250 OK"


def a_free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    handler = MailServer()
    handler.port = a_free_port()
    controller = Controller(handler, hostname="127.0.0.1", port=handler.port)
    controller.start()
    yield handler
    controller.stop()


@pytest.fixture
def waiting(journey: JourneyId, cast: Cast, later: datetime) -> Outbox:
    """One message to Amara, committed and not yet sent."""
    Outbox.objects.all().delete()
    send_message(journey=journey, by=cast.ben, at=later, text="We come on Friday.")
    return Outbox.objects.get()


def worker(mail_server: MailServer, at: datetime, where: str = "nowhere") -> "subprocess.Popen[str]":
    settings = connection.settings_dict
    environment = {
        **os.environ,
        "DATABASE_URL": f"postgresql://postgres@/{settings['NAME']}?host={settings['HOST']}",
        "SMTP_URL": f"smtp://127.0.0.1:{mail_server.port}",
    }
    command = [sys.executable, str(SCRIPT), at.isoformat(), where]
    return subprocess.Popen(command, env=environment, text=True, stdout=subprocess.PIPE)


def runs_until_it_is_killed(process: "subprocess.Popen[str]") -> None:
    process.communicate(timeout=60)
    assert process.returncode == -signal.SIGKILL


def recovers(mail_server: MailServer, at: datetime) -> None:
    process = worker(mail_server, at)
    process.communicate(timeout=60)
    assert process.returncode == 0


def assert_amara_saw_it_once(mail_server: MailServer, waiting: Outbox) -> None:
    waiting.refresh_from_db()
    assert waiting.status == Outbox.Status.SENT
    assert list(mail_server.mailbox.values()) == ["Ben wrote to you"]
    assert waiting.id in next(iter(mail_server.mailbox))


@pytest.mark.parametrize(
    ("where", "deliveries"),
    [
        ("before the claim is kept", 1),
        ("after the claim", 1),
        ("before it is marked as sent", 2),
    ],
)
def test_a_worker_killed_between_two_steps_leaves_the_message_to_the_next(
    mail_server: MailServer, waiting: Outbox, later: datetime, where: str, deliveries: int
) -> None:
    runs_until_it_is_killed(worker(mail_server, later + timedelta(minutes=2), where))

    recovers(mail_server, later + timedelta(minutes=10))

    assert_amara_saw_it_once(mail_server, waiting)
    assert mail_server.deliveries == deliveries


def test_a_worker_killed_before_the_mail_server_took_it(
    mail_server: MailServer, waiting: Outbox, later: datetime
) -> None:
    process = worker(mail_server, later + timedelta(minutes=2))

    def kill_and_refuse() -> None:
        process.kill()
        mail_server.before_taking = lambda: None
        raise ConnectionResetError

    mail_server.before_taking = kill_and_refuse
    runs_until_it_is_killed(process)
    assert mail_server.mailbox == {}

    recovers(mail_server, later + timedelta(minutes=10))

    assert_amara_saw_it_once(mail_server, waiting)


def test_a_worker_killed_while_the_mail_server_says_yes(
    mail_server: MailServer, waiting: Outbox, later: datetime
) -> None:
    process = worker(mail_server, later + timedelta(minutes=2))
    mail_server.after_taking = process.kill
    runs_until_it_is_killed(process)
    mail_server.after_taking = lambda: None
    assert mail_server.deliveries == 1

    recovers(mail_server, later + timedelta(minutes=10))

    assert_amara_saw_it_once(mail_server, waiting)
    assert mail_server.deliveries == 2  # the same Message-ID twice: the mailbox kept one


def test_two_workers_at_once_send_it_once(mail_server: MailServer, waiting: Outbox, later: datetime) -> None:
    both = [worker(mail_server, later + timedelta(minutes=2)) for _ in range(2)]

    sent = [int(process.communicate(timeout=60)[0]) for process in both]

    assert sorted(sent) == [0, 1]
    assert mail_server.deliveries == 1
    assert_amara_saw_it_once(mail_server, waiting)
