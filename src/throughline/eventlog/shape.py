"""The shape of the record: one row per event, the only contract between the parts.

Times are UTC with microseconds. `None` always means "the log does not say", never zero or "no".
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Direction(StrEnum):
    """Which way something went, seen from the person's seat."""

    TO = "to"
    FROM = "from"
    INSIDE = "inside"


class By(StrEnum):
    """What kind of actor did it."""

    STAFF = "staff"
    STAKEHOLDER = "stakeholder"
    DELEGATE = "delegate"
    SYSTEM = "system"


class Channel(StrEnum):
    """How something reached the person, or how the person reached us."""

    WEB = "web"
    EMAIL = "email"
    TEXT = "text"
    PHONE = "phone"
    IN_PERSON = "in person"
    POST = "post"


class Lifecycle(StrEnum):
    """What a row says of a piece of work. It counts when it is complete; the others are for time alone."""

    START = "start"
    """Somebody begins, or goes on after a pause."""
    COMPLETE = "complete"
    SCHEDULE = "schedule"
    """It is planned or given to somebody: nobody is at work on it for that."""
    SUSPEND = "suspend"
    """Somebody stops before it is complete."""


ACTIVITY = "activity/1"
"""The kind of every imported event: what it was is in `name`."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One event of the record. Columns and order are the contract."""

    journey: str
    seq: int
    at: datetime
    kind: str
    name: str | None = None
    direction: Direction | None = None
    by: By | None = None
    person: str | None = None
    function: str | None = None
    unit: str | None = None
    service: str | None = None
    version: str | None = None
    stage: str | None = None
    channel: Channel | None = None
    key: str | None = None
    due: datetime | None = None
    value: float | None = None
    lifecycle: Lifecycle | None = None


COLUMNS: tuple[str, ...] = tuple(Row.__dataclass_fields__)
