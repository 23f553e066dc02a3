"""What the circle keeps: one row for each journey's ride, the strategy, reviews, and conversations."""

from django.db import models
from django.db.models import Q


class RideOfJourney(models.Model):
    """What one journey was like, as the record tells it. Follows from the record, and can be made again.

    `measures` are told once a journey has ended: until then nobody knows what it was like. Outcomes and
    answers hold `[value, when]`; `asked` says when each check-in was sent, so that silence counts, too.
    `parts` are what is added up over journeys.
    """

    journey = models.TextField(primary_key=True)
    service = models.TextField()
    version = models.TextField()
    unit = models.TextField()
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ending = models.TextField(null=True)  # noqa: DJ001 - null until it ends
    ending_kind = models.TextField(null=True)  # noqa: DJ001
    measures = models.JSONField()
    parts = models.JSONField(default=dict)
    outcomes = models.JSONField()
    answers = models.JSONField()
    asked = models.JSONField()

    class Meta:
        db_table = "ride_of_journey"
        indexes = (models.Index(fields=["service", "ended_at"], name="ride_of_service"),)

    def __str__(self) -> str:
        return self.journey


class RideProgress(models.Model):
    """How far the rides have followed the record: every transaction below `followed_to` is in them."""

    id = models.TextField(primary_key=True)
    followed_to = models.BigIntegerField()
    as_of = models.DateTimeField(null=True)

    class Meta:
        db_table = "ride_progress"

    def __str__(self) -> str:
        return f"{self.id} as of {self.as_of}"


class PublishedStrategy(models.Model):
    """The strategy that is in force: the newest one."""

    published_at = models.DateTimeField(primary_key=True)
    body = models.JSONField()

    class Meta:
        db_table = "strategy"

    def __str__(self) -> str:
        return f"strategy of {self.published_at}"


class SignalReview(models.Model):
    """One look over every watched series of a service: what was raised, and how often by chance."""

    id = models.BigAutoField(primary_key=True)
    service = models.TextField()
    at = models.DateTimeField()
    body = models.JSONField()

    class Meta:
        db_table = "signal_review"
        indexes = (models.Index(fields=["service", "-at"], name="newest_review_of_service"),)

    def __str__(self) -> str:
        return f"{self.service} {self.at}"


class ConversationHeld(models.Model):
    """A conversation as it stands, written by `strategy.codec`. `version` catches two who write at once."""

    id = models.TextField(primary_key=True)
    service = models.TextField()
    family = models.TextField()
    is_open = models.BooleanField()
    opened_at = models.DateTimeField()
    version = models.IntegerField(default=1)
    body = models.JSONField()

    class Meta:
        db_table = "conversation"
        constraints = (
            models.UniqueConstraint(
                fields=["service", "family"],
                condition=Q(is_open=True),
                name="conversation_one_open_for_each_question",
            ),
        )
        indexes = (models.Index(fields=["is_open", "-opened_at"], name="conversation_newest_first"),)

    def __str__(self) -> str:
        return self.id
