"""A date in one column and the time of day in another: one moment, in a column of both."""

# ruff: noqa: S608 - every name and text that is put into SQL is quoted

from collections.abc import Mapping
from dataclasses import replace

import duckdb

from throughline.intake.columns import AND
from throughline.intake.mapping import Mapping as Told
from throughline.intake.source import Rows, column_text
from throughline.intake.sql import quoted, text

DATE = r"^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}$"
TIME = r"^\d{1,2}:\d{2}(:\d{2}([.,]\d+)?)?( ?[AaPp][Mm])?$"
MOMENT = r"\d.*[ T]\d{1,2}:\d{2}"
FIRST = 5_000
FEWEST = 4
"""Columns of a table that has both beside the case and the activity."""


def with_moments(engine: duckdb.DuckDBPyConnection, rows: Rows, told: Told) -> Rows:
    """The rows with a column of date and time, where the first rows hold one of each and no moment.

    Where the mapping names a column for the time, that is the one.
    """
    if len(rows.types) < FEWEST:
        return rows
    looks = _looks(engine, rows)
    dates, times, moments = ([name for name, found in looks.items() if found[at]] for at in range(3))
    if len(dates) != 1 or len(times) != 1 or moments:
        return rows
    (date,), (time,) = dates, times
    name = f"{date}{AND}{time}"
    both = f"{column_text(date)} || ' ' || {column_text(time)} AS {quoted(name)}"
    gives = {} if "at" in told.columns else {"at": name}
    return replace(
        rows,
        sql=f"(SELECT *, {both} FROM {rows.sql})",
        noting=rows.noting and f"(SELECT *, {both} FROM {rows.noting})",
        types={**rows.types, name: "VARCHAR"},
        gives={**rows.gives, **gives},
    )


def _looks(engine: duckdb.DuckDBPyConnection, rows: Rows) -> Mapping[str, tuple[bool, bool, bool]]:
    """Of each column in the first rows: whether all are dates, times of day; and whether any is a moment."""
    asked = ", ".join(
        f"coalesce(bool_and(regexp_matches({column_text(name)}, {text(DATE)})), false), "
        f"coalesce(bool_and(regexp_matches({column_text(name)}, {text(TIME)})), false), "
        f"coalesce(bool_or(regexp_matches({column_text(name)}, {text(MOMENT)})), false)"
        for name in rows.types
    )
    first = f"SELECT * FROM {rows.sql} LIMIT {FIRST}"
    found = engine.execute(f"SELECT {asked} FROM ({first})").fetchone() or ()
    return {name: tuple(found[3 * at : 3 * at + 3]) for at, name in enumerate(rows.types)}
