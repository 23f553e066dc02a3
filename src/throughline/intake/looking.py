"""A first look into a log: its columns with examples, which we would take, and what stands in them.

Nothing is measured here, and nothing is refused that somebody can still put right: they see it, and choose.
"""

# ruff: noqa: S608 - every name and text that is put into SQL is quoted

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path

import duckdb

from throughline.intake.columns import ColumnsRefused, Sample, Taken, take_columns
from throughline.intake.desk import open_desk
from throughline.intake.mapping import Mapping as Told
from throughline.intake.opening import everything, open_rows
from throughline.intake.read import read_log
from throughline.intake.sql import quoted
from throughline.intake.times import OFFSET, SLASHED, TimesRefused, format_of
from throughline.refused import Refused


class LookRefused(Refused):
    """A log in which there is nothing to look at."""


FIRST = 20_000
"""So many rows are looked at for examples."""
MOST_VALUES = 400
"""A column with more different values than this names no activities."""
MOST_COLUMNS = 60
LONGEST = 120
PLACE = "rowid"


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column of somebody's log."""

    name: str
    examples: Sequence[str]
    filled: int
    different: int
    times: int
    naive: int
    day_first: str = ""
    month_first: str = ""
    """How its times are written, where nobody can tell the day from the month."""
    values: Sequence[tuple[str, int]] = ()
    """All its values with how often they stand there, where they are few."""


@dataclass(frozen=True, kw_only=True)
class Looked:
    """What a first look shows. `refused` says why the log cannot be read, though its columns are told."""

    rows: int
    columns: Sequence[Column]
    taken: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Our columns to the source's name and why that one."""
    problems: Sequence[str] = ()
    refused: str = ""

    def as_json(self) -> dict[str, object]:
        return asdict(self)


def look_into(
    paths: Sequence[Path], mapping: Told, *, at: datetime, told: Callable[[str, int], None]
) -> Looked:
    """Look into the first file, then try to read all. `told` hears what is being done, and of how many rows.

    Raises:
        Refused: when not even the columns can be read.
    """
    told("looking", 0)
    desk = open_desk()
    try:
        engine = desk.engine
        engine.execute(f"CREATE TABLE raw AS SELECT * FROM {open_rows(desk, paths[0], everything).sql}")
        rows = _row(engine, "SELECT count(*) FROM raw")[0]
        if not rows:
            raise LookRefused(f"There is nothing to read in {paths[0]}: it holds no events.")
        told("guessing", rows)
        columns = _columns(engine)
    finally:
        desk.clear()
    taken = _taken(columns, mapping, paths[0].name)
    problems: Sequence[str] = ()
    refused = ""
    if _is_clear(taken, {one.name: one for one in columns}, mapping):
        told("checking", rows)
        problems, refused = _tried(paths, mapping, at)
    return Looked(
        rows=rows,
        columns=columns,
        taken={one.ours: (one.source, one.why) for one in taken},
        problems=problems,
        refused=refused,
    )


def _columns(engine: duckdb.DuckDBPyConnection) -> list[Column]:
    names = [str(row[0]) for row in engine.execute("DESCRIBE raw").fetchall() if row[0] != PLACE]
    engine.execute(f"CREATE TEMP TABLE first AS SELECT * FROM raw LIMIT {FIRST}")
    return [_column(engine, name) for name in names[:MOST_COLUMNS]]


def _column(engine: duckdb.DuckDBPyConnection, name: str) -> Column:
    text = f"trim({quoted(name)}::VARCHAR)"
    offset = f"regexp_matches({text}, '{OFFSET}')"
    epoch = f"regexp_matches({text}, '^1[0-9]{{9}}([0-9]{{3}})?$')"
    day = f"regexp_matches({text}, '^[0-9]{{1,4}}[-/.][0-9]{{1,2}}[-/.][0-9]{{1,4}}([ T].*)?$')"
    filled, different, times, naive = _row(
        engine,
        f"SELECT count(*), count(DISTINCT {text}), count(*) FILTER (WHERE {day} OR {offset} OR {epoch}), "
        f"count(*) FILTER (WHERE {day} AND NOT {offset}) FROM first WHERE {text} <> ''",
    )
    examples = engine.execute(
        f"SELECT {text} AS value FROM first WHERE {text} <> '' GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 3"
    ).fetchall()
    day_first, month_first = _orders(engine, text) if naive else ("", "")
    few = 1 < different <= MOST_VALUES and times < filled * 0.9
    values = (
        engine.execute(
            f"SELECT {text} AS value, count(*) FROM raw WHERE {text} <> '' "
            f"GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT {MOST_VALUES}"
        ).fetchall()
        if few
        else []
    )
    return Column(
        name=name,
        examples=[str(value)[:LONGEST] for (value,) in examples],
        filled=filled,
        different=different,
        times=times,
        naive=naive,
        day_first=day_first,
        month_first=month_first,
        values=[(str(value), int(count)) for value, count in values],
    )


def _orders(engine: duckdb.DuckDBPyConnection, text: str) -> tuple[str, str]:
    """How the times are written if the day comes first, and if the month does; nothing where it is plain."""
    found = engine.execute(f"SELECT {text} FROM first WHERE {text} <> '' LIMIT 2000").fetchall()
    samples = [str(value) for (value,) in found]
    try:
        format_of(samples)
    except TimesRefused:
        like = next(match for match in map(SLASHED.match, samples) if match)
        first, second = like.span(1), like.span(3)
        return tuple(  # type: ignore[return-value]
            format_of([f"{like.string[:begin]}31{like.string[end:]}"]) or "" for begin, end in (first, second)
        )
    return "", ""


def _is_clear(taken: Sequence[Taken], columns: Mapping[str, Column], mapping: Told) -> bool:
    """Whether nothing has to be asked before it can be read: which columns, which zone, which date."""
    at = next((columns[one.source] for one in taken if one.ours == "at"), None)
    if at is None:
        return False
    return not (at.naive and not mapping.zone) and not (at.day_first and not mapping.time_format)


def _taken(columns: Sequence[Column], mapping: Told, source: str) -> list[Taken]:
    """What we would take; nothing when we cannot tell the columns that no log can do without."""
    by_name = {one.name: one for one in columns}

    def sample(name: str) -> Sample:
        one = by_name[name]
        words = (
            frozenset(value.lower() for value, _count in one.values) if one.different < 20 else frozenset()
        )
        return Sample(filled=one.filled, different=one.different, times=one.times, words=words)

    try:
        return list(take_columns(list(by_name), mapping, sample, source).values())
    except ColumnsRefused:
        return []


def _tried(paths: Sequence[Path], mapping: Told, at: datetime) -> tuple[list[str], str]:
    try:
        return read_log(paths, mapping, at=at).sentences, ""
    except Refused as refusal:
        return [], without_options(str(refusal))


def without_options(sentence: str) -> str:
    """What is said to somebody at a command line, for somebody who is not: without the options to type."""
    parts = re.split(r"(?<=[.:]) (?=[A-Z])", sentence)
    return " ".join(part for part in parts if not re.search(r"(^|\s)--[a-z]", part))


def _row(engine: duckdb.DuckDBPyConnection, sql: str) -> tuple[int, ...]:
    return engine.execute(sql).fetchone() or (0, 0, 0, 0)
