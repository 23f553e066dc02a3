"""A first look into a log: its columns with examples, which we would take, and what stands in them.

Nothing is measured here, and nothing is refused that somebody can still put right: they see it, and choose.
"""

# ruff: noqa: S608 - every name and text that is put into SQL is quoted

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from pathlib import Path

import duckdb

from throughline.intake.activity_facts import facts_of, last_among
from throughline.intake.column_facts import NUMBER, ColumnFacts, column_facts
from throughline.intake.column_names import NAMES, plain
from throughline.intake.columns import ColumnsRefused, Sample, Taken, take_columns
from throughline.intake.deeper import Deeper
from throughline.intake.desk import Desk, open_desk
from throughline.intake.mapping import Mapping as Told
from throughline.intake.ocel import WhoseJourney
from throughline.intake.opening import everything, open_rows
from throughline.intake.read import read_log
from throughline.intake.roles import MACHINE
from throughline.intake.sample import look_deeper
from throughline.intake.source import Beside, Rows
from throughline.intake.sql import quoted
from throughline.intake.suggest import suggest
from throughline.intake.suggest_columns import suggest_columns
from throughline.intake.suggestion import Suggestion
from throughline.intake.time_notations import LIKE_A_SERIAL, LIKE_A_TIME
from throughline.intake.times import SAYS_ITS_ZONE, TimesRefused, format_of
from throughline.intake.wide import lengthened, milestones_in
from throughline.refused import Refused


class LookRefused(Refused):
    """A log in which there is nothing to look at."""


FIRST = 20_000
"""So many rows are looked at for examples."""
MOST_VALUES = 400
"""A column with more different values than this names no activities."""
MOST_COLUMNS = 60
LONGEST = 120
CALLED_TIMES = frozenset({*NAMES["at"], *NAMES["start_at"], *NAMES["due"]})
"""Day numbers of a spreadsheet are times only in columns that are called so."""
OWN_WAY = "from the log's own way to say it"


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
    year_first: str = ""
    """How its times may be written, where nobody can tell day, month and year apart."""
    values: Sequence[tuple[str, int]] = ()
    """All its values with how often they stand there, where they are few."""


@dataclass(frozen=True, kw_only=True)
class Looked:
    """What a first look shows. `refused` says why the log cannot be read, though its columns are told."""

    rows: int
    columns: Sequence[Column]
    taken: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Our columns to the source's name, why that one, how sure we are and what else it could be."""
    problems: Sequence[str] = ()
    kinds: Sequence[tuple[str, int]] = ()
    """Where objects of several types could be the journey: each type, and how many events name one."""
    milestones: Sequence[tuple[str, str]] = ()
    """Where a row may be a whole case: the columns with dates in their order, and the activity of each."""
    suggested: Sequence[Mapping[str, str]] = ()
    """What activities and columns may mean. None is used before somebody takes it."""
    refused: str = ""
    beside: Sequence[Beside] = ()
    """What else an object-centric log follows; what it is to a journey is for somebody to say."""

    def as_json(self) -> dict[str, object]:
        return asdict(self)


Hears = Callable[[str, int, float], None]
"""Hears what is being done, with how many rows, and which part of that is done where one can know it."""


def look_into(paths: Sequence[Path], mapping: Told, *, at: datetime, told: Hears) -> Looked:
    """Look into the first file, then try to read all.

    Raises:
        Refused: when not even the columns can be read.
    """
    told("looking", 0, 0.0)
    desk = open_desk()
    try:
        rows = _opened(desk, paths[0], replace(mapping, object_types={}))
        desk.engine.execute(f"CREATE TABLE raw AS SELECT * FROM {rows.sql}")
        count = _row(desk.engine, "SELECT count(*) FROM raw")[0]
        if not count:
            raise LookRefused(f"There is nothing to read in {paths[0]}: it holds no events.")
        names = list(rows.types)[:MOST_COLUMNS]
        columns = _columns(desk.engine, names, lambda part: told("guessing", count, part / 2))
        deeper = look_deeper(desk.engine, "raw", "first")
        taken = _taken(columns, mapping, rows.gives, paths[0].name, deeper)
        facts = _facts(desk.engine, names, taken, lambda part: told("guessing", count, (1 + part) / 2))
        milestones = (
            {} if "name" in {one.ours for one in taken} else _milestones(rows, columns, paths[0].name)
        )
        beside = rows.beside()
    except WhoseJourney as several:
        return Looked(rows=0, columns=(), kinds=[(one.name, one.events) for one in several.kinds])
    finally:
        desk.clear()
    seen = Looked(
        rows=count,
        columns=columns,
        taken={one.ours: _as_json(one) for one in taken},
        milestones=list(milestones.items()),
        beside=beside,
    )
    if not _is_clear(taken, {one.name: one for one in columns}, mapping):
        return seen
    told("checking", count, 0.0)
    return _tried(seen, facts, paths, mapping, at)


def _opened(desk: Desk, path: Path, mapping: Told) -> Rows:
    rows = open_rows(desk, path, mapping, wanted=everything)
    if mapping.wide:
        return lengthened(rows, mapping.wide, lambda sql: desk.engine.execute(sql).fetchall())
    return rows


def _milestones(rows: Rows, columns: Sequence[Column], source: str) -> dict[str, str]:
    by_name = {one.name: one for one in columns}
    try:
        return milestones_in(rows, lambda name: _sample(by_name[name]), source)
    except ColumnsRefused:
        return {}


def _columns(
    engine: duckdb.DuckDBPyConnection, names: Sequence[str], told: Callable[[float], None]
) -> list[Column]:
    engine.execute(f"CREATE TEMP TABLE first AS SELECT * FROM raw LIMIT {FIRST}")
    return [_column(engine, name) for name in _counted(names, told)]


def _counted(names: Sequence[str], told: Callable[[float], None]) -> Iterator[str]:
    """One name after the other, saying before each which part is done."""
    for done, name in enumerate(names):
        told(done / len(names))
        yield name


def _column(engine: duckdb.DuckDBPyConnection, name: str) -> Column:
    text = f"trim({quoted(name)}::VARCHAR)"
    offset = f"regexp_matches({text}, '{SAYS_ITS_ZONE}')"
    day = f"regexp_matches({text}, '{LIKE_A_TIME}')"
    filled, different, times, naive, serials = _row(
        engine,
        f"SELECT count(*), count(DISTINCT {text}), count(*) FILTER (WHERE {day} OR {offset}), "
        f"count(*) FILTER (WHERE {day} AND NOT {offset}), "
        f"count(*) FILTER (WHERE regexp_matches({text}, '{LIKE_A_SERIAL}')) FROM first WHERE {text} <> ''",
    )
    if plain(name) in CALLED_TIMES and serials > 0.9 * filled:
        times = naive = serials
    examples = engine.execute(
        f"SELECT {text} AS value FROM first WHERE {text} <> '' GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 3"
    ).fetchall()
    orders = _orders(engine, text) if naive else {}
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
        day_first=orders.get("day", ""),
        month_first=orders.get("month", ""),
        year_first=orders.get("year", ""),
        values=[(str(value), int(count)) for value, count in values],
    )


def _orders(engine: duckdb.DuckDBPyConnection, text: str) -> Mapping[str, str]:
    """How the times may be written, by what stands first; nothing where it is plain."""
    found = engine.execute(f"SELECT {text} FROM first WHERE {text} <> '' LIMIT 2000").fetchall()
    try:
        format_of([str(value) for (value,) in found])
    except TimesRefused as refused:
        return refused.orders
    return {}


def _as_json(one: Taken) -> dict[str, str]:
    sure, other = str(one.confidence), one.runner_up or ""
    return {"source": one.source, "why": one.why, "sure": sure, "other": other}


def _is_clear(taken: Sequence[Taken], columns: Mapping[str, Column], mapping: Told) -> bool:
    """Whether it can be read: the columns are told, and so is the day of the month. A zone may still lack."""
    sources = {one.ours: one.source for one in taken}
    if "journey" not in sources or "at" not in sources:
        return False
    at = columns[sources["at"]]
    return not (at.day_first and not mapping.time_format)


def _facts(
    engine: duckdb.DuckDBPyConnection,
    names: Sequence[str],
    taken: Sequence[Taken],
    told: Callable[[float], None],
) -> list[ColumnFacts]:
    journey = next((one.source for one in taken if one.ours == "journey"), None)
    if journey is None:
        return []
    return [one for name in _counted(names, told) for one in column_facts(engine, "raw", [name], journey)]


def _taken(
    columns: Sequence[Column], mapping: Told, gives: Mapping[str, str], source: str, deeper: Deeper
) -> list[Taken]:
    """What we would take; only what the log gives where we cannot tell the columns that no log can lack."""
    by_name = {one.name: one for one in columns}
    told = replace(mapping, columns={**gives, **mapping.columns})
    try:
        taken = take_columns(list(by_name), told, lambda name: _sample(by_name[name]), source, deeper)
    except ColumnsRefused:
        return [Taken(ours, name, OWN_WAY) for ours, name in gives.items()]
    for ours in gives.keys() - mapping.columns.keys():
        taken[ours] = replace(taken[ours], why=OWN_WAY)
    return list(taken.values())


def _sample(one: Column) -> Sample:
    words = frozenset(value.lower() for value, _count in one.values) if one.different < 20 else frozenset()
    numbers = sum(count for value, count in one.values if re.fullmatch(NUMBER, value))
    machines = sum(bool(re.search(MACHINE, value)) for value, _count in one.values)
    return Sample(
        filled=one.filled,
        different=one.different,
        times=one.times,
        words=words,
        numbers=numbers,
        machines=machines,
    )


def _tried(
    seen: Looked, facts: Sequence[ColumnFacts], paths: Sequence[Path], mapping: Told, at: datetime
) -> Looked:
    """What is found by reading every row. Times that say no zone are read as UTC, to see the rest."""
    try:
        log = read_log(paths, mapping if mapping.zone else replace(mapping, zone="UTC"), at=at)
    except Refused as refusal:
        return replace(seen, refused=without_options(str(refusal)))
    activities = facts_of(log.record)
    journeys = sum(one.last for one in activities)
    suggested = [
        *suggest_columns(facts, {one.ours: one for one in log.taken}, journeys),
        *suggest(activities, lambda names: last_among(log.record, names)),
    ]
    return replace(
        seen,
        rows=log.rows_read,
        problems=log.sentences,
        suggested=[_suggestion(one) for one in suggested],
    )


def _suggestion(one: Suggestion) -> dict[str, str]:
    said = {"key": one.key, "name": one.name, "value": one.value or "", "why": one.why}
    return {**said, "sure": str(one.confidence), "count": one.count}


def without_options(sentence: str) -> str:
    """What is said to somebody at a command line, for somebody who is not: without the options to type."""
    parts = re.split(r"(?<=[.:]) (?=[A-Z])", sentence)
    return " ".join(part for part in parts if not re.search(r"(^|\s)--[a-z]", part))


def _row(engine: duckdb.DuckDBPyConnection, sql: str) -> tuple[int, ...]:
    return engine.execute(sql).fetchone() or (0,) * 5
