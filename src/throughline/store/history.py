"""Every journey's events, read from the record in order: what rebuilding and checking look at."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from typing import Any

import psycopg
from psycopg.rows import dict_row

from throughline.blueprint import Design
from throughline.ids import JourneyId
from throughline.journey.events import JourneyEvent, JourneyStarted
from throughline.refused import Refused
from throughline.store.envelope import event_of
from throughline.store.published import design_for
from throughline.store.writing import raw_connection

AT_ONCE = 5_000
EVERY_EVENT = "select journey, seq, at, kind, by, function, actor, payload from event order by journey, seq"
ONE_JOURNEY = (
    "select journey, seq, at, kind, by, function, actor, payload from event where journey = %s order by seq"
)


class BrokenRecord(Refused):
    """The record does not hold what it must."""


@dataclass(frozen=True)
class History:
    """One journey's events in order, and the numbers they carry."""

    journey: JourneyId
    lines: tuple[Mapping[str, Any], ...]
    """Rows of the event table. `Any` because columns differ in type."""

    @property
    def seqs(self) -> tuple[int, ...]:
        return tuple(line["seq"] for line in self.lines)

    @cached_property
    def events(self) -> tuple[JourneyEvent, ...]:
        """Read when asked for.

        Raises:
            BrokenRecord: when one of them is not an event that we know.
        """
        return tuple(self._event(line) for line in self.lines)

    def _event(self, line: Mapping[str, Any]) -> JourneyEvent:
        try:
            return event_of(line)
        except (KeyError, ValueError) as problem:
            raise BrokenRecord(f"Event {line['seq']} cannot be read as {line['kind']}: {problem}") from None


def histories() -> Iterator[History]:
    """Every journey, one after the other, without holding them all. Needs a transaction."""
    with psycopg.ServerCursor(raw_connection(), "histories", row_factory=dict_row) as cursor:
        cursor.itersize = AT_ONCE
        cursor.execute(EVERY_EVENT)
        for journey, lines in groupby(cursor, key=itemgetter("journey")):
            yield History(JourneyId(journey), tuple(lines))


def history_of(journey: JourneyId) -> History:
    """One journey's events."""
    cursor = psycopg.Cursor(raw_connection(), row_factory=dict_row)
    return History(journey, tuple(cursor.execute(ONE_JOURNEY, (journey,)).fetchall()))


def design_of(history: History) -> Design:
    """The design this journey runs on, which its first event names.

    Raises:
        BrokenRecord: when a journey begins with anything but its start.
    """
    match history.events[0]:
        case JourneyStarted(service=service, version=version):
            return design_for(service, version)
        case other:
            raise BrokenRecord(f"Journey {history.journey} begins with {other.kind}, not with its start.")
