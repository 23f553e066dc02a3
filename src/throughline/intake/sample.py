"""The first rows of a source: what its columns look like, before anybody reads it whole."""

# ruff: noqa: S608 - every name and text that is put into SQL is quoted

import duckdb

from throughline.intake.columns import Sample
from throughline.intake.source import Rows, column_text
from throughline.intake.time_notations import LIKE_A_SERIAL, LIKE_A_TIME
from throughline.intake.times import OFFSET

FIRST = 5_000


def take_head(engine: duckdb.DuckDBPyConnection, rows: Rows) -> None:
    """Make the table `head` of the first rows."""
    engine.execute(f"CREATE OR REPLACE TEMP TABLE head AS SELECT * FROM {rows.sql} LIMIT {FIRST}")


def sample(engine: duckdb.DuckDBPyConnection, name: str) -> Sample:
    """What one column looks like in the first rows."""
    values = f"(SELECT {column_text(name)} AS value, count(*) AS n FROM head GROUP BY 1)"
    like_a_time = f"regexp_matches(value, '{LIKE_A_TIME}') OR regexp_matches(value, '{OFFSET}')"
    asked = (
        "value IS NOT NULL",
        like_a_time,
        "try_cast(value AS DOUBLE) IS NOT NULL",
        f"regexp_matches(value, '{LIKE_A_SERIAL}')",
    )
    counts = ", ".join(f"coalesce(sum(n) FILTER ({one}), 0)::BIGINT" for one in asked)
    row = engine.execute(f"SELECT {counts}, count(value) FROM {values}").fetchone()
    filled, times, numbers, serials, different = row or (0, 0, 0, 0, 0)
    words = (
        engine.execute(f"SELECT DISTINCT lower(value) FROM {values} WHERE value IS NOT NULL").fetchall()
        if different < 20
        else []
    )
    return Sample(
        filled=filled,
        different=different,
        times=times,
        words=frozenset(word for (word,) in words),
        numbers=numbers,
        serials=serials,
    )
