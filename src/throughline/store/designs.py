"""The designs that journeys run on, and how often somebody tried something."""

from django.db import models


class PublishedBlueprint(models.Model):
    """One version of one service's design, never changed: a running journey stays on its version."""

    service = models.TextField()
    version = models.TextField()
    design = models.JSONField()
    published_at = models.DateTimeField()
    pk = models.CompositePrimaryKey("service", "version")

    class Meta:
        db_table = "blueprint"

    def __str__(self) -> str:
        return f"{self.service} {self.version}"


class OrganisationHere(models.Model):
    """The organisation that runs this installation: one row."""

    id = models.TextField(primary_key=True)
    design = models.JSONField()

    class Meta:
        db_table = "organisation"

    def __str__(self) -> str:
        return self.id


class Attempt(models.Model):
    """How often somebody did something within one window of time."""

    key = models.TextField()
    window = models.DateTimeField()
    count = models.IntegerField()
    pk = models.CompositePrimaryKey("key", "window")

    class Meta:
        db_table = "attempt"

    def __str__(self) -> str:
        return self.key
