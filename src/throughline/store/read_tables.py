"""Read tables: what screens and the clock ask for. All follow from the record and the blueprint alone."""

from django.db import models
from django.db.models import Q


class Journey(models.Model):
    """A journey as it stands. `state` is the whole fold, bounded by the design rather than by age."""

    id = models.TextField(primary_key=True)
    seq = models.IntegerField()
    service = models.TextField()
    version = models.TextField()
    unit = models.TextField()
    stakeholder = models.TextField()
    guide = models.TextField(null=True)  # noqa: DJ001 - null until somebody is named
    stand_in = models.TextField(null=True)  # noqa: DJ001
    engagement = models.TextField()
    stage = models.TextField(null=True)  # noqa: DJ001
    turn = models.TextField(null=True)  # noqa: DJ001
    started_at = models.DateTimeField()
    last_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)
    heard_at = models.DateTimeField(null=True)
    unanswered = models.IntegerField()
    next_due = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ending = models.TextField(null=True)  # noqa: DJ001
    ending_kind = models.TextField(null=True)  # noqa: DJ001
    state = models.JSONField()

    class Meta:
        db_table = "journey"
        constraints = (
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ending__isnull=True)
                | Q(ended_at__isnull=False, ending__isnull=False),
                name="journey_that_ended_names_its_ending",
            ),
        )
        indexes = (
            models.Index(fields=["stakeholder", "started_at"], name="journey_of_stakeholder"),
            models.Index(
                fields=["guide", "last_at", "id"], name="journey_open_of_guide", condition=Q(ended_at=None)
            ),
            models.Index(
                fields=["guide", "ended_at", "id"], name="journey_ended_of_guide", condition=~Q(ended_at=None)
            ),
            models.Index(
                fields=["stand_in", "last_at", "id"],
                name="journey_of_stand_in",
                condition=Q(stand_in__isnull=False),
            ),
            models.Index(fields=["unit", "last_at", "id"], name="journey_of_unit"),
        )

    def __str__(self) -> str:
        return self.id


class Work(models.Model):
    """One piece of work that waits for somebody: a step, a handoff to answer, or input that was asked for."""

    journey = models.TextField()
    item = models.TextField()
    kind = models.TextField()
    step = models.TextField()
    handoff = models.TextField(null=True)  # noqa: DJ001
    function = models.TextField()
    unit = models.TextField()
    holder = models.TextField(null=True)  # noqa: DJ001
    turn = models.TextField()
    since = models.DateTimeField()
    due = models.DateTimeField(null=True)
    came_back = models.IntegerField()
    pk = models.CompositePrimaryKey("journey", "item")

    class Meta:
        db_table = "work"
        constraints = (
            models.CheckConstraint(
                condition=Q(kind="step", handoff__isnull=True) | Q(~Q(kind="step"), handoff__isnull=False),
                name="work_from_a_handoff_names_it",
            ),
        )
        indexes = (
            models.Index(fields=["unit", "function", "since", "journey"], name="work_of_function"),
            models.Index(
                fields=["holder", "since"], name="work_of_holder", condition=Q(holder__isnull=False)
            ),
        )

    def __str__(self) -> str:
        return f"{self.journey} {self.item}"


class Promise(models.Model):
    """What we told the person we would do, and by when."""

    journey = models.TextField()
    promise = models.TextField()
    step = models.TextField(null=True)  # noqa: DJ001
    status = models.TextField()
    made_at = models.DateTimeField()
    due = models.DateTimeField()
    expected = models.DateTimeField(null=True)
    warned = models.BooleanField()
    closed_at = models.DateTimeField(null=True)
    pk = models.CompositePrimaryKey("journey", "promise")

    class Meta:
        db_table = "promise"
        indexes = (models.Index(fields=["due"], name="promise_running", condition=Q(status="running")),)

    def __str__(self) -> str:
        return f"{self.journey} {self.promise}"


class CheckIn(models.Model):
    """One scheduled look back, due so many days after a granted ending."""

    journey = models.TextField()
    check_in = models.TextField()
    due = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    pk = models.CompositePrimaryKey("journey", "check_in")

    class Meta:
        db_table = "check_in"
        indexes = (models.Index(fields=["due"], name="check_in_unsent", condition=Q(sent_at__isnull=True)),)

    def __str__(self) -> str:
        return f"{self.journey} {self.check_in}"


class Message(models.Model):
    """One message or note of a journey, in the order of the record. The words are in `content`."""

    journey = models.TextField()
    seq = models.IntegerField()
    at = models.DateTimeField()
    kind = models.TextField()
    by = models.TextField()
    person = models.TextField(null=True)  # noqa: DJ001
    channel = models.TextField(null=True)  # noqa: DJ001
    about = models.TextField(null=True)  # noqa: DJ001
    content = models.TextField()
    pk = models.CompositePrimaryKey("journey", "seq")

    class Meta:
        db_table = "message"

    def __str__(self) -> str:
        return f"{self.journey} {self.seq}"
