"""The only place that looks at the clock. Below the doors, the time is an argument called `at`."""

from datetime import UTC, datetime


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC)
