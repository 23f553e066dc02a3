"""A date in one column and the time of day in another: one moment, in a column of both."""

# ruff: noqa: S608 - every name and text that is put into SQL is quoted

import re
from collections.abc import Mapping
from dataclasses import replace

import duckdb

from throughline.intake.column_names import plain
from throughline.intake.columns import AND
from throughline.intake.mapping import Mapping as Told
from throughline.intake.source import Rows, column_text
from throughline.intake.sql import quoted, text

LOOKS = {
    "date": r"^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}$",
    "time": r"^\d{1,2}[:h]\d{2}(:\d{2}([.,]\d+)?)?( ?[AaPp][Mm])?$",
    "day": r"^(19|20)\d{2}(0[1-9]|1[0-2])([0-2]\d|3[01])$",
    "clock": r"^([01]\d|2[0-3])[0-5]\d[0-5]\d$",
    "dotted": r"^([01]\d|2[0-3])\.[0-5]\d$",
}
"""What all values of a column may look like. Days and clocks without a sign between are what SAP writes."""
MOMENT = r"\d.*[ T]\d{1,2}:\d{2}"
CALLED_CLOCK = re.compile(r"(time|tm|zeit|zet|tijd|tid|hora|heure|ora)$")
"""Six digits may be anything; so the name has to say it, too."""
CLOCKS = frozenset(
    {"tid", "klockslag", "klokkeslæt", "kl", "tijd", "time", "zeit", "uhrzeit", "hora", "heure", "ora"}
)
"""Four digits with a dot may be hours of work or money; so the name has to say it, and nothing else."""
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
    moments, days, dates, times = (_which(looks, kind) for kind in ("moment", "day", "date", "time"))
    if dates and not times:
        times = [name for name in _which(looks, "dotted") if plain(name) in CLOCKS]
    if days and not dates:
        times = times or [name for name in _which(looks, "clock") if CALLED_CLOCK.search(plain(name))]
        dates = days
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


def _which(looks: Mapping[str, frozenset[str]], kind: str) -> list[str]:
    return [name for name, kinds in looks.items() if kind in kinds]


def _looks(engine: duckdb.DuckDBPyConnection, rows: Rows) -> Mapping[str, frozenset[str]]:
    """Of each column in the first rows: what all of it looks like; and whether any of it is a moment."""
    asked = ", ".join(
        f"coalesce(bool_and(regexp_matches({column_text(name)}, {text(looks)})), false)"
        for name in rows.types
        for looks in LOOKS.values()
    )
    moments = ", ".join(
        f"coalesce(bool_or(regexp_matches({column_text(name)}, {text(MOMENT)})), false)"
        for name in rows.types
    )
    first = f"SELECT * FROM {rows.sql} LIMIT {FIRST}"
    found = iter(engine.execute(f"SELECT {asked}, {moments} FROM ({first})").fetchone() or ())
    looks = {name: {kind for kind in LOOKS if next(found)} for name in rows.types}
    return {name: frozenset(looks[name] | ({"moment"} if next(found) else set())) for name in rows.types}
