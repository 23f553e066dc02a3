"""Checks of the read tables: are they what the record leads to?"""

import json
from collections.abc import Mapping

import psycopg

from throughline.blueprint import Design
from throughline.journey.state import State
from throughline.queries.checking.look import Look
from throughline.store.copying import READ_TABLES
from throughline.store.history import History
from throughline.store.projection import Line, message_of, read_tables
from throughline.store.writing import raw_connection

Stored = Mapping[str, Mapping[str, list[str]]]
"""For each table and journey, its rows as PostgreSQL writes them."""


class TableChecks:
    """Every read table, row for row."""

    def __init__(self) -> None:
        self.looks = {
            table: Look(f"The table '{table}' is what the record leads to") for table in READ_TABLES
        }

    def all(self) -> list[Look]:
        return list(self.looks.values())

    def see(self, history: History, state: State, design: Design) -> None:
        """Compare one journey's rows."""
        tables = read_tables(history.journey, state, design)
        said = (
            message_of(history.journey, seq, event)
            for seq, event in zip(history.seqs, history.events, strict=True)
        )
        expected: dict[str, list[Line]] = {
            "journey": [tables.journey] if tables.journey else [],
            "work": list(tables.work.values()),
            "promise": list(tables.promise.values()),
            "check_in": list(tables.check_in.values()),
            "message": [line for line in said if line is not None],
        }
        for table, lines in expected.items():
            same = _as_stored(table, lines) == _stored(table, history.journey)
            self.looks[table].see(same, f"journey {history.journey}: its rows in '{table}' are others")


def _stored(table: str, journey: str) -> list[str]:
    key = "id" if table == "journey" else "journey"
    cursor = psycopg.Cursor(raw_connection())
    found = cursor.execute(
        f"select to_jsonb(t)::text from {table} t where {key} = %s",  # noqa: S608 - names are ours
        (journey,),
    )
    return sorted(row[0] for row in found)


def _as_stored(table: str, lines: list[Line]) -> list[str]:
    """The rows as PostgreSQL would write them: it is asked, so that no rounding or zone can differ."""
    cursor = psycopg.Cursor(raw_connection())
    found = cursor.execute(
        f"select to_jsonb(t)::text from jsonb_populate_recordset(null::{table}, %s::jsonb) t",  # noqa: S608
        (json.dumps(lines),),
    )
    return sorted(row[0] for row in found)
