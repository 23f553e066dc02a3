"""The write path: one journey's events, content, read tables and news, in the transaction that is open.

Few round trips: everything travels in one pipeline. Nothing here decides anything.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import psycopg
from django.db import connection
from psycopg.types.json import Jsonb

from throughline.eventlog.shape import COLUMNS
from throughline.ids import ContentId, JourneyId
from throughline.journey.codec import read_state
from throughline.journey.state import NOTHING, State
from throughline.refused import Refused
from throughline.store import sql
from throughline.store.envelope import Recorded
from throughline.store.projection import Line, ReadTables, message_of

TOGETHER = timedelta(minutes=1)
"""Changes within this time on one journey are one message."""


class SomebodyWasFirst(Refused):
    """Another change to this journey was written since we looked. Nothing of ours was kept."""

    def __init__(self) -> None:
        super().__init__(
            "Somebody else changed this journey at the same moment. Look again, and try once more."
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class NewContent:
    """Words or a value to keep in an erasable row. `body` is JSON-ready."""

    id: ContentId
    kind: str
    body: Any
    """`Any`: a value is whatever JSON can hold."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """What one act changes, ready to be written."""

    journey: JourneyId
    before: State
    after: State
    recorded: tuple[Recorded, ...]
    tables_before: ReadTables
    tables_after: ReadTables
    contents: Sequence[NewContent] = ()
    news: Sequence[int] = ()
    """Numbers of the events that the person is to hear of."""
    message_id: str = ""


def load_state(journey: JourneyId) -> State:
    """The journey as it stands: one row, whatever its age."""
    found = new_cursor().execute(sql.SELECT_JOURNEY, (journey,)).fetchone()
    return read_state(json.loads(found[1])) if found else NOTHING


def write(change: Change, *, at: datetime) -> None:
    """Write it all.

    Raises:
        SomebodyWasFirst: when the journey moved on since it was read.
    """
    raw = raw_connection()
    try:
        with raw.pipeline():
            moved = _send(new_cursor(), change, at)
        if moved is not None and moved.rowcount != 1:
            raise SomebodyWasFirst
    except psycopg.errors.UniqueViolation as problem:
        if problem.diag.constraint_name in {"event_journey_seq", "journey_pkey"}:
            raise SomebodyWasFirst from None
        raise


Cursor = psycopg.Cursor[tuple[Any, ...]]


def _send(cursor: Cursor, change: Change, at: datetime) -> Cursor | None:
    """Put every statement on its way; gives the cursor that tells whether the journey had moved on."""
    moved = _send_journey(change)
    cursor.execute(sql.INSERT_EVENTS, (Jsonb([_event_line(one) for one in change.recorded]),))
    _send_changed(cursor, sql.UPSERT_WORK, change.tables_before.work, change.tables_after.work)
    _send_gone(cursor, sql.DELETE_WORK, change, change.tables_before.work, change.tables_after.work)
    _send_changed(cursor, sql.UPSERT_PROMISE, change.tables_before.promise, change.tables_after.promise)
    _send_changed(cursor, sql.UPSERT_CHECK_IN, change.tables_before.check_in, change.tables_after.check_in)
    _send_gone(
        cursor, sql.DELETE_CHECK_IN, change, change.tables_before.check_in, change.tables_after.check_in
    )
    _send_words(cursor, change, at)
    if change.news:
        opened = (change.message_id, change.journey, list(change.news), at, at + TOGETHER)
        cursor.execute(sql.INSERT_OUTBOX, opened)
    return moved


def _send_journey(change: Change) -> Cursor | None:
    line = change.tables_after.journey
    cursor = new_cursor()
    if change.before.started:
        return cursor.execute(sql.UPDATE_JOURNEY, (Jsonb(line), change.journey, change.before.seq))
    cursor.execute(sql.INSERT_JOURNEY, (Jsonb([line]),))
    return None


def _send_changed(
    cursor: Cursor, statement: str, before: Mapping[str, Line], after: Mapping[str, Line]
) -> None:
    changed = [line for key, line in after.items() if before.get(key) != line]
    if changed:
        cursor.execute(statement, (Jsonb(changed),))


def _send_gone(
    cursor: Cursor, statement: str, change: Change, before: Mapping[str, Line], after: Mapping[str, Line]
) -> None:
    gone = [key for key in before if key not in after]
    if gone:
        cursor.execute(statement, (change.journey, gone))


def _send_words(cursor: Cursor, change: Change, at: datetime) -> None:
    said = [message_of(change.journey, one.row.seq, one.event) for one in change.recorded]
    messages = [line for line in said if line is not None]
    if messages:
        cursor.execute(sql.INSERT_MESSAGES, (Jsonb(messages),))
    if change.contents:
        made_at = at.isoformat()
        lines = [
            {
                "id": one.id,
                "journey": change.journey,
                "stakeholder": change.after.stakeholder,
                "kind": one.kind,
                "body": one.body,
                "made_at": made_at,
            }
            for one in change.contents
        ]
        cursor.execute(sql.INSERT_CONTENT, (Jsonb(lines),))


def _event_line(one: Recorded) -> Line:
    line: Line = {column: getattr(one.row, column) for column in COLUMNS}
    line["at"] = one.row.at.isoformat()
    line["due"] = one.row.due.isoformat() if one.row.due else None
    line["actor"] = one.event.actor.person
    line["payload"] = one.payload
    return line


def raw_connection() -> psycopg.Connection[tuple[Any, ...]]:
    connection.ensure_connection()
    raw: psycopg.Connection[tuple[Any, ...]] = connection.connection
    return raw


def new_cursor() -> Cursor:
    """A cursor that binds on the server: prepared statements and pipelines need it."""
    return psycopg.Cursor(raw_connection())
