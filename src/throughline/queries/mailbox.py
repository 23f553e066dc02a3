"""What the demo's mailbox received."""

from dataclasses import dataclass
from datetime import datetime

from throughline.refused import Refused
from throughline.store.models import MailboxMessage

NEWEST = 50


class NoSuchMail(Refused):
    """Mail that the mailbox does not hold."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Mail:
    """One mail, as its reader sees it."""

    message_id: str
    to: str
    sender: str
    subject: str
    text: str
    html: str
    at: datetime


def newest_mail(to: str = "") -> list[Mail]:
    """The newest mails, to one address or to everybody."""
    found = MailboxMessage.objects.order_by("-at", "-message_id")
    if to:
        found = found.filter(to__icontains=to.replace("\0", ""))
    return [_mail(one) for one in found[:NEWEST]]


def mail(message_id: str) -> Mail:
    found = MailboxMessage.objects.filter(message_id=message_id).first()
    if found is None:
        raise NoSuchMail("This mail is not in the mailbox.")
    return _mail(found)


def _mail(one: MailboxMessage) -> Mail:
    return Mail(
        message_id=one.message_id,
        to=one.to,
        sender=one.sender,
        subject=one.subject,
        text=one.text,
        html=one.html,
        at=one.at,
    )
