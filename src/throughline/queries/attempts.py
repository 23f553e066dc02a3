"""How often somebody did something lately, and where that becomes too often."""

from datetime import UTC, datetime, timedelta

from django.db import connection

from throughline.refused import Refused


class TooOften(Refused):
    """Somebody, or some program, does this too fast."""


def check_not_too_often(key: str, *, limit: int, within: timedelta, at: datetime) -> None:
    """Count one attempt under `key`, and refuse when there were more than `limit` in this window of time."""
    seconds = int(within.total_seconds())
    window = datetime.fromtimestamp(int(at.timestamp()) // seconds * seconds, UTC)
    with connection.cursor() as cursor:
        cursor.execute(
            'insert into attempt (key, "window", count) values (%s, %s, 1) '
            'on conflict (key, "window") do update set count = attempt.count + 1 returning count',
            (key, window),
        )
        row = cursor.fetchone()
    if row is not None and row[0] > limit:
        raise TooOften("You did this many times in a short while. Wait a few minutes, then try again.")
