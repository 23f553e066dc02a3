"""Many rows at once: COPY into the record and the read tables. Nothing else writes past the actions."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from psycopg import sql as quoted

from throughline.blueprint import Design
from throughline.ids import JourneyId
from throughline.journey.events import JourneyEvent
from throughline.journey.state import NOTHING, State
from throughline.store import sql
from throughline.store.envelope import EVENT_COLUMNS, Recorded, record_events
from throughline.store.projection import Line, message_of, read_tables
from throughline.store.writing import new_cursor

READ_TABLES: Mapping[str, Sequence[str]] = {
    "journey": sql.JOURNEY_COLUMNS,
    "work": sql.WORK_COLUMNS,
    "promise": sql.PROMISE_COLUMNS,
    "check_in": sql.CHECK_IN_COLUMNS,
    "message": sql.MESSAGE_COLUMNS,
}
JSON = {"journey": "state", "event": "payload", "content": "body"}
"""The column of each table that holds JSON."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PastContent:
    """Words or a value of the past."""

    id: str
    kind: str
    body: Any  # JSON-ready
    made_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class PastJourney:
    """A journey that has happened already: its events in order, and the content they point to."""

    journey: JourneyId
    events: tuple[JourneyEvent, ...]
    contents: Sequence[PastContent] = ()


@dataclass(slots=True)
class Rows:
    """What is to be copied, table by table."""

    lines: dict[str, list[Line]] = field(default_factory=lambda: {name: [] for name in READ_TABLES})

    def add(self, journey: JourneyId, state: State, recorded: Iterable[Recorded], design: Design) -> None:
        """A journey's rows in every read table."""
        tables = read_tables(journey, state, design)
        if tables.journey is not None:
            self.lines["journey"].append(tables.journey)
        self.lines["work"].extend(tables.work.values())
        self.lines["promise"].extend(tables.promise.values())
        self.lines["check_in"].extend(tables.check_in.values())
        said = (message_of(journey, one.row.seq, one.event) for one in recorded)
        self.lines["message"].extend(line for line in said if line is not None)

    def copy(self) -> None:
        """Write them, and begin again with nothing."""
        for table, columns in READ_TABLES.items():
            copy_rows(table, columns, ([line[name] for name in columns] for line in self.lines[table]))
            self.lines[table].clear()


def copy_journeys(
    journeys: Iterable[PastJourney], design: Design, *, told: Callable[[int], None], at_once: int = 50
) -> int:
    """Write journeys of the past: record, content and read tables. Gives how many events there were.

    `told` hears how many journeys more are written.
    """
    total = 0
    for some in _in_portions(journeys, at_once):
        rows = Rows()
        events: list[Sequence[Any]] = []
        contents: list[Sequence[Any]] = []
        for one in some:
            recorded, state = record_events(one.journey, NOTHING, one.events, design.blueprint)
            rows.add(one.journey, state, recorded, design)
            events.extend(entry.values() for entry in recorded)
            contents.extend(
                (held.id, one.journey, state.stakeholder, held.kind, held.body, held.made_at)
                for held in one.contents
            )
        copy_rows("event", EVENT_COLUMNS, events)
        copy_rows("content", sql.CONTENT_COLUMNS, contents)
        rows.copy()
        total += len(events)
        told(len(some))
    return total


def copy_rows(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """COPY, column by column."""
    statement = quoted.SQL("copy {} ({}) from stdin").format(
        quoted.Identifier(table), quoted.SQL(", ").join(map(quoted.Identifier, columns))
    )
    json_at = columns.index(JSON[table]) if table in JSON else None
    with new_cursor().copy(statement) as copy:
        for row in rows:
            copy.write_row(row if json_at is None else _with_json(row, json_at))


def _with_json(row: Sequence[Any], at: int) -> list[Any]:
    """The row with its JSON column as text."""
    written = list(row)
    written[at] = json.dumps(written[at])
    return written


def _in_portions(journeys: Iterable[PastJourney], size: int) -> Iterator[list[PastJourney]]:
    some: list[PastJourney] = []
    for one in journeys:
        some.append(one)
        if len(some) == size:
            yield some
            some = []
    if some:
        yield some
