"""Parquet: a file in the record's own shape is read as it stands, any other like a table of text."""

# ruff: noqa: S608 - every name and text that is put into SQL is quoted

from collections import ChainMap
from collections.abc import Mapping as Mapped
from collections.abc import Sequence
from pathlib import Path
from typing import TypedDict

import duckdb

from throughline.eventlog.shape import ACTIVITY, COLUMNS
from throughline.intake.columns import Taken
from throughline.intake.desk import Desk
from throughline.intake.opening import open_parquet
from throughline.intake.order import BY_NUMBER, said_of_ties, ties_in
from throughline.intake.placeholders import PLACEHOLDERS
from throughline.intake.problems import Effect, Problem
from throughline.intake.source import Rows
from throughline.intake.sql import quoted, text, utc

TYPES = {
    "seq": "BIGINT",
    "at": "TIMESTAMP WITH TIME ZONE",
    "due": "TIMESTAMP WITH TIME ZONE",
    "value": "DOUBLE",
}
FEW = ("kind", "name", "direction", "by", "person", "function", "lifecycle")
"""Columns that say the same few words again and again."""
MANY = 50_000


class AsItStands(TypedDict):
    """What is to be said of a file that is the record."""

    taken: Sequence[Taken]
    problems: Sequence[Problem]
    rows_read: int
    rows_used: int


def record_in(desk: Desk, path: Path, *, alone: bool) -> Rows | None:
    """The rows of a file in the record's own shape; None if it has another.

    Only in a file that is `alone` may their places tell their order; elsewhere it takes numbers.
    """
    rows = open_parquet(desk, path)
    in_order = "seq" in rows.types or (alone and not path.is_dir())
    return rows if in_order and _is_record(rows.types) else None


def load_record(desk: Desk, files: Sequence[Rows]) -> AsItStands:
    """Make the table `record` from the rows of files in its own shape."""
    each = (
        "SELECT * EXCLUDE file_row_number, file_row_number AS rowid "
        f"FROM {rows.sql.removesuffix(')')}, file_row_number = true)"
        for rows in files
    )
    desk.engine.execute(f"CREATE VIEW raw AS {' UNION ALL BY NAME '.join(each)}")
    return _load(desk.engine, dict(ChainMap(*(dict(rows.types) for rows in files))))


def _is_record(types: Mapped[str, str]) -> bool:
    return (
        {"journey", "at"} <= types.keys()
        and types["at"] == TYPES["at"]
        and ("kind" in types or "name" in types)
        and all(types[name] == TYPES.get(name, "VARCHAR") for name in types if name in COLUMNS)
    )


def _load(engine: duckdb.DuckDBPyConnection, types: Mapped[str, str]) -> AsItStands:
    """Columns that the file lacks are NULL."""
    problems: list[Problem] = []
    columns = {name: _there(name, types) for name in COLUMNS}
    for name in FEW:
        if name in types:
            columns[name] = _as_codes(engine, name, problems)
    usable = 'journey IS NOT NULL AND "at" IS NOT NULL'
    ((read, used),) = engine.execute(f"SELECT count(*), count(*) FILTER ({usable}) FROM raw").fetchall()
    if read > used:
        problems.append(
            Problem(
                what="rows have no journey or no time and are left out",
                one="row has no journey or no time and is left out",
                count=read - used,
                effect=Effect.LEFT_OUT,
            )
        )
    problems += said_of_ties(
        ties_in(lambda sql: engine.execute(sql).fetchall(), f"raw WHERE {usable}"),
        "at",
        *([BY_NUMBER] if "seq" in types else []),
    )
    where = f" WHERE {usable}" if read > used else ""
    listed = ", ".join(f"{sql} AS {quoted(name)}" for name, sql in columns.items())
    engine.execute(f"CREATE TABLE record AS SELECT {listed} FROM raw{where}")
    there = [Taken(name, name, "in the record's own shape") for name in COLUMNS if name in types]
    return AsItStands(taken=there, problems=problems, rows_read=read, rows_used=used)


def _there(name: str, types: Mapped[str, str]) -> str:
    if name not in types:
        lacking = {"kind": f"'{ACTIVITY}'", "seq": "rowid"}
        return lacking.get(name, f"NULL::{TYPES.get(name, 'VARCHAR')}")
    return utc(quoted(name)) if types[name] == TYPES["at"] else quoted(name)


def _as_codes(engine: duckdb.DuckDBPyConnection, name: str, problems: list[Problem]) -> str:
    """A column of few words as an enumeration, which is quicker to compare; placeholder words become NULL."""
    column = quoted(name)
    counted = f"SELECT {column}, count(*) FROM raw WHERE {column} IS NOT NULL GROUP BY 1"
    values = {str(value): int(count) for value, count in engine.execute(counted).fetchall()}
    placeholders = {value for value in values if _stands_for_nothing(name, value)}
    for value in sorted(placeholders):
        problems.append(
            Problem(
                what=f"times {value!r} stood for a name; we read it as missing",
                one=f"time {value!r} stood for a name; we read it as missing",
                count=values[value],
                where=f"column {name}",
                effect=Effect.READ_OTHERWISE,
            )
        )
    words = sorted(values.keys() - placeholders)
    if not words:
        return "NULL::VARCHAR"
    if len(words) > MANY:
        listed = ", ".join(text(value) for value in placeholders)
        return f"CASE WHEN {column} IN ({listed}) THEN NULL ELSE {column} END" if listed else column
    engine.execute(
        f"CREATE TYPE {quoted('word of ' + name)} AS ENUM ({', '.join(text(word) for word in words)})"
    )
    return f"TRY_CAST({column} AS {quoted('word of ' + name)})"


def _stands_for_nothing(name: str, value: str) -> bool:
    return name in {"person", "function"} and value.strip().casefold() in PLACEHOLDERS | {""}
