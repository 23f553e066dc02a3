"""What people are still to hear, and what the demo's mailbox received."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q


class Outbox(models.Model):
    """One message to one person about one journey: written with the events it tells of, in one transaction.

    `id` is the idempotency key and the Message-ID. While it is `waiting`, further events of the same
    journey join it, so that two changes within a minute are one message.
    """

    class Status(models.TextChoices):
        WAITING = "waiting"
        SENDING = "sending"
        SENT = "sent"
        NOBODY = "nobody to tell"

    id = models.TextField(primary_key=True)
    journey = models.TextField()
    seqs = ArrayField(models.IntegerField())
    opened_at = models.DateTimeField()
    due = models.DateTimeField()
    status = models.TextField(choices=Status.choices, default=Status.WAITING)
    attempts = models.IntegerField(default=0)
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    to = models.TextField(blank=True, default="")
    subject = models.TextField(blank=True, default="")
    text = models.TextField(blank=True, default="")
    html = models.TextField(blank=True, default="")
    problem = models.TextField(blank=True, default="")

    class Meta:
        db_table = "outbox"
        constraints = (
            models.UniqueConstraint(
                fields=["journey"], condition=Q(status="waiting"), name="outbox_one_waiting_for_each_journey"
            ),
            models.CheckConstraint(
                condition=Q(status="sent", sent_at__isnull=False)
                | Q(~Q(status="sent"), sent_at__isnull=True),
                name="outbox_sent_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(status="sending") | Q(claimed_at__isnull=False), name="outbox_sending_is_claimed"
            ),
        )
        indexes = (
            models.Index(fields=["due"], name="outbox_due", condition=Q(status__in=["waiting", "sending"])),
            models.Index(fields=["journey", "opened_at"], name="outbox_of_journey"),
        )

    def __str__(self) -> str:
        return self.id


class MailboxMessage(models.Model):
    """Mail that the demo delivered to itself. Like a real mailbox, it keeps one copy of each Message-ID."""

    message_id = models.TextField(primary_key=True)
    to = models.TextField()
    sender = models.TextField()
    subject = models.TextField()
    text = models.TextField()
    html = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        db_table = "mailbox_message"
        indexes = (models.Index(fields=["-at"], name="mailbox_newest_first"),)

    def __str__(self) -> str:
        return self.subject
