"""The record: one append-only table, and the erasable rows that its events point to."""

from django.db import models
from django.db.models import Q


class Event(models.Model):
    """One thing that happened, for good. Made in SQL: a trigger refuses any change.

    `xid` lets a follower stop below the oldest transaction that still runs, so that it never steps
    over an event that was numbered early and committed late.
    """

    position = models.BigIntegerField(primary_key=True)
    xid = models.BigIntegerField()
    recorded_at = models.DateTimeField()
    journey = models.TextField()
    seq = models.IntegerField()
    at = models.DateTimeField()
    kind = models.TextField()
    name = models.TextField(null=True)  # noqa: DJ001 - null means "the log does not say", all through the record
    direction = models.TextField(null=True)  # noqa: DJ001
    by = models.TextField(null=True)  # noqa: DJ001
    person = models.TextField(null=True)  # noqa: DJ001
    function = models.TextField(null=True)  # noqa: DJ001
    unit = models.TextField(null=True)  # noqa: DJ001
    service = models.TextField(null=True)  # noqa: DJ001
    version = models.TextField(null=True)  # noqa: DJ001
    stage = models.TextField(null=True)  # noqa: DJ001
    channel = models.TextField(null=True)  # noqa: DJ001
    key = models.TextField(null=True)  # noqa: DJ001
    due = models.DateTimeField(null=True)
    value = models.FloatField(null=True)
    lifecycle = models.TextField(null=True)  # noqa: DJ001
    actor = models.TextField(null=True)  # noqa: DJ001
    payload = models.JSONField()

    class Meta:
        db_table = "event"
        managed = False

    def __str__(self) -> str:
        return f"{self.journey} {self.seq} {self.kind}"


class Content(models.Model):
    """What somebody wrote or gave. Erasing empties the body; the row stays, so the pointer stays good."""

    id = models.TextField(primary_key=True)
    journey = models.TextField(db_index=True)
    stakeholder = models.TextField(db_index=True)
    kind = models.TextField()
    body = models.JSONField(null=True)
    made_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "content"
        constraints = (
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True, body__isnull=False)
                | Q(erased_at__isnull=False, body__isnull=True),
                name="content_is_either_there_or_erased",
            ),
        )

    def __str__(self) -> str:
        return self.id


class Document(models.Model):
    """A file that somebody gave us. What it is was read from its first bytes, never from its name."""

    id = models.TextField(primary_key=True)
    journey = models.TextField(db_index=True)
    stakeholder = models.TextField(db_index=True)
    name = models.TextField()
    media_type = models.TextField()
    size = models.IntegerField()
    sha256 = models.CharField(max_length=64)
    body = models.BinaryField(null=True)
    made_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "document"
        constraints = (
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True, body__isnull=False)
                | Q(erased_at__isnull=False, body__isnull=True),
                name="document_is_either_there_or_erased",
            ),
            models.CheckConstraint(
                condition=Q(media_type__in=["application/pdf", "image/png", "image/jpeg"]),
                name="document_type_is_known",
            ),
        )

    def __str__(self) -> str:
        return self.id


class Opening(models.Model):
    """Staff opened a journey: who, when and why. Append-only, and the person can read it."""

    id = models.BigAutoField(primary_key=True)
    journey = models.TextField()
    staff = models.TextField()
    at = models.DateTimeField()
    why = models.TextField()

    class Meta:
        db_table = "opening"
        indexes = (models.Index(fields=["journey", "-at"], name="opening_of_journey"),)

    def __str__(self) -> str:
        return f"{self.staff} opened {self.journey}"
