"""What stands in a column, and whether a journey has one value of it: what one has to see before using it."""

# ruff: noqa: S608 - every name and text that is put into SQL is quoted

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from throughline.intake.sql import quoted
from throughline.intake.time_notations import LIKE_A_TIME
from throughline.intake.times import SAYS_ITS_ZONE

LONGEST = 40
NUMBER = r"^[-+]?[0-9]+([.,][0-9]+)?$"


@dataclass(frozen=True, kw_only=True)
class ColumnFacts:
    """One column of a log."""

    name: str
    filled: int
    different: int
    times: int = 0
    naive: int = 0
    """Times that do not say in which zone they are."""
    numbers: int = 0
    journeys: int = 0
    """Journeys that have a value."""
    several: int = 0
    """Journeys that have more than one."""
    examples: tuple[str, ...] = ()
    """Values, the most frequent first."""

    @property
    def is_time(self) -> bool:
        return self.times >= 0.9 * self.filled > 0

    @property
    def is_number(self) -> bool:
        return self.numbers >= 0.95 * self.filled > 0

    @property
    def one_per_journey(self) -> bool:
        """Whether it says something of the whole case rather than of its events."""
        return self.journeys > 0 and self.several <= 0.01 * self.journeys


def column_facts(
    engine: duckdb.DuckDBPyConnection, rows: str, names: Sequence[str], journey: str
) -> list[ColumnFacts]:
    """The columns of the rows that `rows` names in SQL; `journey` is the column of the case."""
    return [_facts(engine, rows, name, journey) for name in names]


def _facts(engine: duckdb.DuckDBPyConnection, rows: str, name: str, journey: str) -> ColumnFacts:
    value, case = _text(name), _text(journey)
    told = f"(SELECT {case} AS journey, {value} AS value FROM {rows} WHERE {value} IS NOT NULL)"
    day = f"regexp_matches(value, '{LIKE_A_TIME}')"
    offset = f"regexp_matches(value, '{SAYS_ITS_ZONE}')"
    filled, different, times, naive, numbers = _row(
        engine,
        "SELECT count(*), count(DISTINCT value), "
        f"count(*) FILTER ({day} OR {offset}), count(*) FILTER ({day} AND NOT {offset}), "
        f"count(*) FILTER (regexp_matches(value, '{NUMBER}')) FROM {told}",
    )
    journeys, several = _row(
        engine,
        "SELECT count(*), count(*) FILTER (n > 1) FROM "
        f"(SELECT count(DISTINCT value) AS n FROM {told} WHERE journey IS NOT NULL GROUP BY journey)",
    )
    frequent = engine.execute(
        f"SELECT value FROM {told} GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 10"
    ).fetchall()
    return ColumnFacts(
        name=name,
        filled=filled,
        different=different,
        times=times,
        naive=naive,
        numbers=numbers,
        journeys=journeys,
        several=several,
        examples=tuple(str(text)[:LONGEST] for (text,) in frequent),
    )


def _text(name: str) -> str:
    return f"nullif(trim({quoted(name)}::VARCHAR), '')"


def _row(engine: duckdb.DuckDBPyConnection, sql: str) -> tuple[int, ...]:
    return engine.execute(sql).fetchone() or (0,) * 5
