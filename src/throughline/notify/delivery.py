"""From the outbox to the person: once for their eyes, and never lost.

What is promised, wherever a process is killed:

* A message exists exactly when its events do: both were written in one transaction.
* It is claimed by a conditional write before it is sent, so two workers never send the same one at a time.
  What it says is written down with the claim, so a second attempt is the same message, letter for letter.
* It is marked as sent only after the mail server took it. A worker that dies before that leaves a claim,
  which goes stale; another worker then sends again. So no message is lost.
* SMTP cannot say whether a message was taken when the connection dies. In that one gap, between the mail
  server's yes and our note of it, a message may travel twice. Both carry the same Message-ID, by which
  mailboxes keep one. So the person sees one.
"""

import logging
import smtplib
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction

from throughline.ids import JourneyId
from throughline.notify.letters import compose
from throughline.store.models import Outbox

log = logging.getLogger(__name__)

STALE = timedelta(minutes=5)
"""After this time a claim counts as dead: far longer than a mail server is given to answer."""
LONGEST_PAUSE = timedelta(hours=6)
Status = Outbox.Status


def deliver_due(*, at: datetime, limit: int = 200) -> int:
    """Send what is due. Gives how many messages went out."""
    sent = 0
    for _ in range(limit):
        claimed = claim_next(at=at)
        if claimed is None:
            break
        sent += _send(claimed, at=at)
    return sent


@transaction.atomic
def claim_next(*, at: datetime) -> Outbox | None:
    """The next message that is due, ours to send from now on; what it says is fixed here."""
    due = Outbox.objects.filter(status__in=[Status.WAITING, Status.SENDING], due__lte=at).order_by("due")
    found = due.select_for_update(skip_locked=True).first()
    while found is not None and not found.text and not _write_down(found):
        found = due.select_for_update(skip_locked=True).first()
    if found is None:
        return None
    found.status = Status.SENDING
    found.claimed_at = at
    found.attempts += 1
    found.due = at + min(STALE * 2 ** (found.attempts - 1), LONGEST_PAUSE)
    found.save()
    return found


def _write_down(one: Outbox) -> bool:
    letter = compose(JourneyId(one.journey), one.seqs)
    if letter is None:
        one.status = Status.NOBODY
        one.save()
        return False
    one.to, one.subject, one.text, one.html = letter.to, letter.subject, letter.text, letter.html
    return True


def message_id(key: str) -> str:
    """The idempotency key as mail servers know it."""
    return f"<{key}@{urlsplit(settings.THROUGHLINE_ADDRESS).hostname}>"


def _send(one: Outbox, *, at: datetime) -> int:
    message = EmailMultiAlternatives(
        one.subject, one.text, to=[one.to], headers={"Message-ID": message_id(one.id)}
    )
    message.attach_alternative(one.html, "text/html")
    try:
        message.send()
    except (smtplib.SMTPException, OSError) as problem:
        log.warning("Message %s could not be sent now, and will be tried again: %s", one.id, problem)
        Outbox.objects.filter(id=one.id, attempts=one.attempts).update(problem=str(problem)[:500])
        return 0
    mine = Outbox.objects.filter(id=one.id, status=Status.SENDING, attempts=one.attempts)
    return mine.update(status=Status.SENT, sent_at=at, problem="")
