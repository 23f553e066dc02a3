"""The first rows of a source: what its columns look like, before anybody reads it whole."""

# ruff: noqa: S608 - every name and text that is put into SQL is quoted

from collections.abc import Sequence
from functools import cache, partial

import duckdb

from throughline.intake.column_names import KNOWN, plain
from throughline.intake.columns import Look, Sample, differs
from throughline.intake.deeper import Deeper
from throughline.intake.roles import MACHINE
from throughline.intake.source import Rows, column_text
from throughline.intake.sql import cells, quoted, text
from throughline.intake.time_notations import LIKE_A_SERIAL, LIKE_A_TIME
from throughline.intake.times import OFFSET

FIRST = 5_000
FEW = 20
"""The words of a column are kept where they are fewer than this."""


def look_at_first(engine: duckdb.DuckDBPyConnection, rows: Rows) -> Look:
    """Make the table `head` of the first rows, and tell what a column looks like in them.

    Columns with names that we know are looked at all at once, and so are the others, when one is asked for.
    """
    engine.execute(f"CREATE OR REPLACE TEMP TABLE head AS SELECT * FROM {rows.sql} LIMIT {FIRST}")

    @cache
    def seen(known: bool) -> dict[str, Sample]:
        names = [name for name in rows.types if (plain(name) in KNOWN) is known]
        written = _samples(engine, [name for name in names if name not in rows.utc])
        return written | _moments(engine, [name for name in names if name in rows.utc])

    return lambda name: seen(plain(name) in KNOWN)[name]


def look_deeper(engine: duckdb.DuckDBPyConnection, rows: str, first: str = "head") -> Deeper:
    """The same rows, and the table of the first of them."""
    return Deeper(again=partial(_comes_again, engine, rows), moved=partial(_moved, engine, first))


def _moved(engine: duckdb.DuckDBPyConnection, first: str, case: str, time: str) -> float:
    journey, at = column_text(case), column_text(time)
    counted = engine.execute(
        f"SELECT count(*), count(DISTINCT journey), count(DISTINCT (journey, moment)) FROM "
        f"(SELECT {journey} AS journey, {at} AS moment FROM {first}) "
        "WHERE journey IS NOT NULL AND moment IS NOT NULL"
    ).fetchone()
    rows, cases, moments = counted or (0, 0, 0)
    return float((moments - cases) / (rows - cases)) if rows > cases else 1.0


def _comes_again(engine: duckdb.DuckDBPyConnection, rows: str, name: str) -> bool:
    """Whether values of a column come again in all rows: in order of time, a log begins with new cases."""
    word = column_text(name)
    counted = engine.execute(f"SELECT count({word}), count(DISTINCT {word}) FROM {rows}").fetchone()
    return not differs(*(counted or (0, 0)))


def _moments(engine: duckdb.DuckDBPyConnection, names: Sequence[str]) -> dict[str, Sample]:
    """What is known of columns that are times without looking at a word of them."""
    counted = ", ".join(f"count({quoted(name)}), count(DISTINCT {quoted(name)})" for name in names)
    found = iter((engine.execute(f"SELECT {counted} FROM head").fetchone() or ()) if names else ())
    return {
        name: Sample(filled=(filled := next(found)), different=next(found), times=filled) for name in names
    }


def _samples(engine: duckdb.DuckDBPyConnection, names: Sequence[str]) -> dict[str, Sample]:
    said = cells({name: column_text(name) for name in names}, "head")
    asked = (
        f"regexp_matches(word, '{LIKE_A_TIME}') OR regexp_matches(word, '{OFFSET}')",
        "try_cast(word AS DOUBLE) IS NOT NULL",
        f"regexp_matches(word, '{LIKE_A_SERIAL}')",
    )
    counts = ", ".join(f"coalesce(sum(n) FILTER ({one}), 0)::BIGINT" for one in asked)
    machines = f"count(*) FILTER (regexp_matches(word, {text(MACHINE)}))"
    words = f"CASE WHEN count(*) < {FEW} THEN list(DISTINCT lower(word)) END"
    rows = engine.execute(
        f"SELECT name, sum(n)::BIGINT, count(*), {counts}, {machines}, {words} FROM "
        f"(SELECT name, word, count(*) AS n FROM ({said}) WHERE word IS NOT NULL GROUP BY ALL) GROUP BY name"
    ).fetchall()
    found = {
        name: Sample(
            filled=filled,
            different=different,
            times=times,
            words=frozenset(words or ()),
            numbers=numbers,
            serials=serials,
            machines=machines,
        )
        for name, filled, different, times, numbers, serials, machines, words in rows
    }
    return {name: found.get(name, Sample(filled=0, different=0, times=0)) for name in names}
