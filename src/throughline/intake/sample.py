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
    text = column_text(name)
    like_a_time = f"regexp_matches({text}, '{LIKE_A_TIME}') OR regexp_matches({text}, '{OFFSET}')"
    row = engine.execute(
        f"SELECT count({text}), count(DISTINCT {text}), count(*) FILTER (WHERE {like_a_time}), "
        f"count(try_cast({text} AS DOUBLE)), count(*) FILTER (regexp_matches({text}, '{LIKE_A_SERIAL}')) "
        "FROM head"
    ).fetchone()
    filled, different, times, numbers, serials = row or (0, 0, 0, 0, 0)
    words = (
        engine.execute(f"SELECT DISTINCT lower({text}) FROM head WHERE {text} IS NOT NULL").fetchall()
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
