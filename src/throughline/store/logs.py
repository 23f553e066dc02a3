"""Logs that somebody uploaded: what they are, how far we are with them, and the report that came of them.

The files lie in a folder that no web server serves (`log_folder`). Deleting a log deletes them too.
"""

from django.db import models
from django.db.models import F, Q

from throughline.refused import NotThere

WORKED_ON = ("looking", "measuring")
STATES = ("uploaded", *WORKED_ON, "waiting", "ready", "failed", "cancelled")
KINDS = ("csv", "xes", "parquet", "ocel-json", "ocel-xml", "ocel-sqlite")
ACTS = ("uploaded", "confirmed", "cancelled", "again", "opened", "downloaded", "deleted")


class NoSuchLog(NotThere):
    """There is no log of this id, or it was deleted."""


class UploadedLog(models.Model):
    """One log and where it stands. `run` names the one process that may write while it is worked on."""

    id = models.TextField(primary_key=True)
    staff = models.TextField()
    name = models.TextField()
    made_at = models.DateTimeField()
    delete_on = models.DateField(null=True)
    state = models.TextField(default="uploaded")
    run = models.TextField(null=True)  # noqa: DJ001 - null while nobody works on it
    beat_at = models.DateTimeField(null=True)
    phase = models.TextField(default="queued")
    progress = models.SmallIntegerField(default=0)
    done = models.BigIntegerField(default=0)
    of = models.BigIntegerField(default=0)
    looked = models.JSONField(null=True)
    mapping = models.TextField(default="")
    confirmed = models.BooleanField(default=False)
    error = models.TextField(default="", blank=True)

    class Meta:
        db_table = "uploaded_log"
        constraints = (
            models.CheckConstraint(condition=Q(state__in=STATES), name="log_state_is_known"),
            models.CheckConstraint(
                condition=Q(progress__gte=0, progress__lte=100), name="log_progress_is_a_percentage"
            ),
            models.CheckConstraint(
                condition=Q(run__isnull=True, beat_at__isnull=True)
                | Q(run__isnull=False, beat_at__isnull=False, state__in=WORKED_ON),
                name="log_that_is_worked_on_shows_life",
            ),
            models.CheckConstraint(
                condition=~Q(state="failed") | ~Q(error=""), name="log_that_failed_says_why"
            ),
            models.CheckConstraint(
                condition=~Q(state="waiting") | Q(looked__isnull=False), name="log_that_waits_was_looked_at"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="log_has_a_name"),
        )
        indexes = (models.Index(fields=["-made_at", "-id"], name="log_newest_first"),)

    def __str__(self) -> str:
        return self.id


class LogFile(models.Model):
    """One file of a log. What it is was read from its first bytes, never from its name."""

    id = models.BigAutoField(primary_key=True)
    log = models.ForeignKey(UploadedLog, on_delete=models.CASCADE, related_name="files")
    place = models.SmallIntegerField()
    name = models.TextField()
    stored = models.TextField()
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    kind = models.TextField()
    packed = models.BooleanField()

    class Meta:
        db_table = "log_file"
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=KINDS), name="log_file_kind_is_known"),
            models.CheckConstraint(condition=Q(size__gt=0), name="log_file_is_not_empty"),
            models.CheckConstraint(condition=Q(sha256__regex="^[0-9a-f]{64}$"), name="log_file_has_its_sum"),
            models.UniqueConstraint(F("log"), F("place"), name="log_file_has_its_place"),
            models.UniqueConstraint(F("log"), F("stored"), name="log_file_is_stored_once"),
        )

    def __str__(self) -> str:
        return f"{self.log_id} {self.stored}"


class LogReport(models.Model):
    """What came of a log: our own page, and its figures."""

    log = models.OneToOneField(UploadedLog, on_delete=models.CASCADE, primary_key=True, related_name="report")
    made_at = models.DateTimeField()
    html = models.TextField()
    figures = models.JSONField()
    told = models.JSONField()

    class Meta:
        db_table = "log_report"

    def __str__(self) -> str:
        return f"report of {self.log_id}"


class LogAct(models.Model):
    """Who did what to a log, and when. Append-only; it outlives the log and says nothing of what it held."""

    id = models.BigAutoField(primary_key=True)
    log = models.TextField()
    staff = models.TextField()
    at = models.DateTimeField()
    act = models.TextField()

    class Meta:
        db_table = "log_act"
        constraints = (models.CheckConstraint(condition=Q(act__in=ACTS), name="log_act_is_known"),)
        indexes = (models.Index(fields=["log", "-at"], name="log_act_of_log"),)

    def __str__(self) -> str:
        return f"{self.staff} {self.act} {self.log}"
