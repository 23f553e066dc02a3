"""Parquet: a file in the record's own shape is read as it stands, any other like a table of text."""

# ruff: noqa: S608 - every name and text that is put into SQL is quoted

from pathlib import Path

import duckdb

from throughline.eventlog.shape import ACTIVITY, COLUMNS
from throughline.intake.columns import Taken
from throughline.intake.mapping import Mapping
from throughline.intake.placeholders import PLACEHOLDERS
from throughline.intake.problems import Problem
from throughline.intake.tables import TableRefused, quoted
from throughline.refused import Refused

TYPES = {
    "seq": "BIGINT",
    "at": "TIMESTAMP WITH TIME ZONE",
    "due": "TIMESTAMP WITH TIME ZONE",
    "value": "DOUBLE",
}


class ParquetRefused(Refused):
    """A Parquet file that breaks the record's shape."""


def open_parquet(engine: duckdb.DuckDBPyConnection, path: Path, mapping: Mapping) -> bool:
    """Open the file as the view `raw`; whether it has the record's shape, to be used as it stands."""
    said = "'" + str(path).replace("'", "''") + "'"
    try:
        engine.execute(
            "CREATE VIEW raw AS SELECT * EXCLUDE file_row_number, file_row_number AS rowid "
            f"FROM read_parquet({said}, file_row_number = true)"
        )
    except duckdb.Error as error:
        raise TableRefused(
            f"{path} is not a Parquet file that can be read: {str(error).splitlines()[0]}"
        ) from None
    types = _types(engine)
    told = (
        mapping.columns
        or mapping.zone
        or mapping.time_format
        or mapping.tells_direction
        or mapping.placeholders
    )
    return (
        not told
        and {"journey", "at"} <= types.keys()
        and types["at"] == TYPES["at"]
        and ("kind" in types or "name" in types)
        and all(types[name] == TYPES.get(name, "VARCHAR") for name in types if name in COLUMNS)
    )


def load_record(engine: duckdb.DuckDBPyConnection, mapping: Mapping) -> tuple[list[Taken], list[Problem]]:
    """Make the view `record` over a file in the record's shape. Columns it lacks are NULL."""
    types = _types(engine)
    problems: list[Problem] = []
    words: dict[str, str] = {
        name: _without_placeholders(engine, name, problems)
        for name in ("person", "function")
        if name in types
    }
    columns = [f"{words.get(name) or _there(name, types)} AS {quoted(name)}" for name in COLUMNS]
    left_out = engine.execute('SELECT count(*) FROM raw WHERE journey IS NULL OR "at" IS NULL').fetchone()
    where = ""
    if left_out and left_out[0]:
        where = ' WHERE journey IS NOT NULL AND "at" IS NOT NULL'
        problems.append(Problem(what="rows have no journey or no time and are left out", count=left_out[0]))
    engine.execute(f"CREATE VIEW record AS SELECT {', '.join(columns)} FROM raw{where}")
    there = [Taken(name, name, "in the record's own shape") for name in COLUMNS if name in types]
    return there, problems


def _there(name: str, types: dict[str, str]) -> str:
    if name in types:
        return quoted(name)
    return {"kind": f"'{ACTIVITY}'", "seq": "rowid"}.get(name, f"NULL::{TYPES.get(name, 'VARCHAR')}")


def _types(engine: duckdb.DuckDBPyConnection) -> dict[str, str]:
    return {str(row[0]): str(row[1]) for row in engine.execute("DESCRIBE raw").fetchall()}


def _without_placeholders(engine: duckdb.DuckDBPyConnection, name: str, problems: list[Problem]) -> str:
    """The column, with placeholder words made NULL if there are any."""
    column = quoted(name)
    values = engine.execute(
        f"SELECT {column}, count(*) FROM raw WHERE {column} IS NOT NULL GROUP BY 1"
    ).fetchall()
    found = {
        str(value): count for value, count in values if str(value).strip().casefold() in PLACEHOLDERS | {""}
    }
    for value, count in sorted(found.items()):
        problems.append(
            Problem(
                what=f"times {value!r} stood for a name; we read it as missing",
                count=count,
                where=f"column {name}",
            )
        )
    listed = ", ".join("'" + value.replace("'", "''") + "'" for value in found)
    return f"CASE WHEN {column} IN ({listed}) THEN NULL ELSE {column} END" if found else column
