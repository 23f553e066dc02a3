"""The moments at which somebody might ask: right after an event, or on any day while the journey is under
way.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np

from throughline.insight.expect.history import Codes, Flags, Floats, History


@dataclass(frozen=True)
class Moments:
    """For each question the last event that had happened, and the time of asking."""

    event: Codes
    at: Floats

    def __len__(self) -> int:
        return len(self.event)

    def where(self, chosen: Flags | Codes) -> "Moments":
        return Moments(self.event[chosen], self.at[chosen])


def after_events(history: History) -> Moments:
    """Right after every event."""
    return Moments(np.arange(len(history.at)), history.at)


def on(history: History, day: float) -> Moments:
    """Every journey that has begun, and that ends or was last heard of after `day`, asked about then."""
    under_way = np.flatnonzero((history.starts <= day) & (history.ends > day))
    return _standing(history, under_way, day)


def still_open(history: History, day: float) -> Moments:
    """Every journey that has not ended, asked about now."""
    return _standing(history, np.flatnonzero(~history.ended & (history.starts <= day)), day)


def _standing(history: History, journeys: Codes, day: float) -> Moments:
    """The last event until `day` of each of these journeys."""
    happened = np.cumsum(history.at <= day)
    before = happened[history.first[journeys]] - 1
    events = history.first[journeys] + (happened[history.last[journeys]] - before) - 1
    return Moments(events, np.full(len(journeys), day))


def on_past_days(history: History, until: float, days: int) -> Moments:
    """Every journey then under way, asked about on so many days of the past, evenly spread."""
    spread = np.linspace(float(history.starts[0]), until, days + 2)[1:-1]
    return together([on(history, float(day)) for day in spread])


def together(parts: list[Moments]) -> Moments:
    if not parts:
        return Moments(np.empty(0, np.int64), np.empty(0))
    return Moments(np.concatenate([one.event for one in parts]), np.concatenate([one.at for one in parts]))


def firsts_of_months(begin: float, end: float) -> list[float]:
    """The first of each month between two days, midnight UTC."""
    day = as_datetime(begin).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    found: list[float] = []
    while (value := as_day(day)) <= end:
        if value >= begin:
            found.append(value)
        day = (day + timedelta(days=32)).replace(day=1)
    return found


def as_datetime(day: float) -> datetime:
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(days=day)


def as_day(moment: datetime) -> float:
    return (moment - datetime(1970, 1, 1, tzinfo=UTC)) / timedelta(days=1)


def elapsed(history: History, moments: Moments) -> Floats:
    """Days since the journey began."""
    return moments.at - history.starts[history.of[moments.event]]
