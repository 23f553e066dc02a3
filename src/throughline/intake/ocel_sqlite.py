"""OCEL 2.0 in SQLite: a table of events, one of objects, and one for the attributes of each type."""

# ruff: noqa: S608 - every name that is put into SQL is quoted

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from throughline.intake.ocel_tables import Tables
from throughline.intake.sql import quoted
from throughline.refused import Refused

OURS = frozenset({"ocel_id", "ocel_time", "ocel_changed_field", "ocel_place"})


class SqliteRefused(Refused):
    """A database that is no object-centric log, or is damaged."""


def read_sqlite(path: Path, tables: Tables) -> None:
    """Read the events and the objects of a database, which is not changed."""
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as log:
            log.execute("PRAGMA trusted_schema = OFF")
            log.text_factory = lambda letters: letters.decode("utf-8", errors="replace")
            _read(log, tables)
    except sqlite3.Error as error:
        raise SqliteRefused(
            f"{path.name} cannot be read as an OCEL 2.0 database: {error}. Export it again."
        ) from None


def _read(log: sqlite3.Connection, tables: Tables) -> None:
    for id_, kind in log.execute("SELECT ocel_id, ocel_type FROM object"):
        tables.add_object(str(id_), _said(kind))
    for event, to in log.execute("SELECT ocel_event_id, ocel_object_id FROM event_object"):
        tables.link(str(event), str(to))
    for (table,) in log.execute("SELECT ocel_type_map FROM object_map_type").fetchall():
        _read_objects(log, tables, f"object_{table}")
    kinds = log.execute("SELECT ocel_type, ocel_type_map FROM event_map_type").fetchall()
    for kind, table in kinds:
        _read_events(log, tables, str(kind), f"event_{table}")
    _read_the_rest(log, tables, [str(kind) for kind, _ in kinds])


def _read_events(log: sqlite3.Connection, tables: Tables, kind: str, table: str) -> None:
    """The events of one type; their order is that of the table of all events.

    An event that its type's table lacks has no time, and that is said of it.
    """
    places = (
        "LEFT JOIN (SELECT ocel_id AS theirs, min(rowid) AS ocel_place FROM event WHERE ocel_type = ? "
        "GROUP BY ocel_id) ON theirs = t.ocel_id"
    )
    for values in _rows(log, f"SELECT t.*, ocel_place FROM {quoted(table)} t {places}", kind):
        more = {name: value for name, value in values.items() if name not in OURS}
        at, place = values.get("ocel_time"), values.get("ocel_place")
        tables.add_event(str(values.get("ocel_id")), kind, at, more, place)
    lacking = (
        "SELECT ocel_id, rowid FROM event WHERE ocel_type = ? AND ocel_id NOT IN "
        f"(SELECT ocel_id FROM {quoted(table)} WHERE ocel_id IS NOT NULL)"
    )
    for id_, place in log.execute(lacking, [kind]).fetchall():
        tables.add_event(str(id_), kind, None, {}, str(place))


def _read_the_rest(log: sqlite3.Connection, tables: Tables, kinds: list[str]) -> None:
    """Events of a type that has no table of its own: they have no time, and that is said of them."""
    marks = ", ".join("?" for _ in kinds)
    other = f"ocel_type IS NULL OR ocel_type NOT IN ({marks})"
    for id_, kind, place in log.execute(f"SELECT ocel_id, ocel_type, rowid FROM event WHERE {other}", kinds):
        tables.add_event(str(id_), _said(kind), None, {}, str(place))


def _read_objects(log: sqlite3.Connection, tables: Tables, table: str) -> None:
    for values in _rows(log, f"SELECT * FROM {quoted(table)}"):
        changed = values.get("ocel_changed_field")
        for name, value in values.items():
            if name not in OURS and value is not None and changed in {None, name}:
                tables.add_value(str(values.get("ocel_id")), name, values.get("ocel_time"), value)


def _rows(log: sqlite3.Connection, sql: str, *values: str) -> Iterator[dict[str, str | None]]:
    cursor = log.execute(sql, values)
    names = [str(column[0]) for column in cursor.description]
    for row in cursor:
        yield {name: _said(value) for name, value in zip(names, row, strict=True)}


def _said(value: object) -> str | None:
    return None if value is None or value == "" else str(value)
