"""Parquet: a file in the record's own shape is read as it stands, any other like a table of text."""

# ruff: noqa: S608 - every name and text that is put into SQL is quoted

from pathlib import Path

import duckdb

from throughline.eventlog.shape import ACTIVITY, COLUMNS
from throughline.intake.columns import Taken
from throughline.intake.mapping import Mapping
from throughline.intake.placeholders import PLACEHOLDERS
from throughline.intake.problems import Problem
from throughline.intake.sql import quoted, text, utc
from throughline.intake.tables import TableRefused

TYPES = {
    "seq": "BIGINT",
    "at": "TIMESTAMP WITH TIME ZONE",
    "due": "TIMESTAMP WITH TIME ZONE",
    "value": "DOUBLE",
}
FEW = ("kind", "name", "direction", "by", "person", "function", "lifecycle")
"""Columns that say the same few words again and again."""
MANY = 50_000


def open_parquet(engine: duckdb.DuckDBPyConnection, path: Path, mapping: Mapping) -> bool:
    """Open the file as the view `raw`; whether it has the record's shape, to be used as it stands."""
    try:
        engine.execute(
            "CREATE VIEW raw AS SELECT * EXCLUDE file_row_number, file_row_number AS rowid "
            f"FROM read_parquet({text(str(path))}, file_row_number = true)"
        )
    except duckdb.Error as error:
        raise TableRefused(
            f"{path} is not a Parquet file that can be read: {str(error).splitlines()[0]}"
        ) from None
    types = _types(engine)
    return (
        mapping == Mapping()
        and {"journey", "at"} <= types.keys()
        and types["at"] == TYPES["at"]
        and ("kind" in types or "name" in types)
        and all(types[name] == TYPES.get(name, "VARCHAR") for name in types if name in COLUMNS)
    )


def load_record(engine: duckdb.DuckDBPyConnection, mapping: Mapping) -> tuple[list[Taken], list[Problem]]:
    """Make the table `record` from a file in the record's shape. Columns it lacks are NULL."""
    types = _types(engine)
    problems: list[Problem] = []
    columns = {name: _there(name, types) for name in COLUMNS}
    for name in FEW:
        if name in types:
            columns[name] = _as_codes(engine, name, problems)
    left_out = engine.execute('SELECT count(*) FROM raw WHERE journey IS NULL OR "at" IS NULL').fetchone()
    where = ""
    if left_out and left_out[0]:
        where = ' WHERE journey IS NOT NULL AND "at" IS NOT NULL'
        problems.append(Problem(what="rows have no journey or no time and are left out", count=left_out[0]))
    listed = ", ".join(f"{sql} AS {quoted(name)}" for name, sql in columns.items())
    engine.execute(f"CREATE TABLE record AS SELECT {listed} FROM raw{where}")
    there = [Taken(name, name, "in the record's own shape") for name in COLUMNS if name in types]
    return there, problems


def _there(name: str, types: dict[str, str]) -> str:
    if name not in types:
        lacking = {"kind": f"'{ACTIVITY}'", "seq": "rowid"}
        return lacking.get(name, f"NULL::{TYPES.get(name, 'VARCHAR')}")
    return utc(quoted(name)) if types[name] == TYPES["at"] else quoted(name)


def _types(engine: duckdb.DuckDBPyConnection) -> dict[str, str]:
    return {str(row[0]): str(row[1]) for row in engine.execute("DESCRIBE raw").fetchall()}


def _as_codes(engine: duckdb.DuckDBPyConnection, name: str, problems: list[Problem]) -> str:
    """A column of few words as an enumeration, which is quicker to compare; placeholder words become NULL."""
    column = quoted(name)
    counted = f"SELECT {column}, count(*) FROM raw WHERE {column} IS NOT NULL GROUP BY 1"
    values = {str(value): int(count) for value, count in engine.execute(counted).fetchall()}
    placeholders = {value for value in values if _stands_for_nothing(name, value)}
    for value in sorted(placeholders):
        what = f"times {value!r} stood for a name; we read it as missing"
        problems.append(Problem(what=what, count=values[value], where=f"column {name}"))
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
