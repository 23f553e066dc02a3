"""The demo's mail server: everything sent can be read on a page, and nothing leaves the machine."""

from collections.abc import Sequence
from email.utils import make_msgid
from typing import Any

from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend

from throughline.clock import now
from throughline.store.models import MailboxMessage


class Mailbox(BaseEmailBackend):
    """Keeps one copy of each Message-ID, as real mailboxes do: a second delivery changes nothing."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            _keep(message)
        return len(email_messages)


def _keep(message: EmailMessage) -> None:
    headers: dict[str, Any] = message.extra_headers  # Any: Django's own type
    MailboxMessage.objects.get_or_create(
        message_id=str(headers.get("Message-ID") or make_msgid(domain="mailbox.example")).strip("<>"),
        defaults={
            "to": ", ".join(message.to),
            "sender": message.from_email,
            "subject": str(message.subject),
            "text": str(message.body),
            "html": _html(message),
            "at": now(),
        },
    )


def _html(message: EmailMessage) -> str:
    if not isinstance(message, EmailMultiAlternatives):
        return ""
    return next((str(body) for body, kind in message.alternatives if kind == "text/html"), "")
