"""The last value of each attribute in each journey, in no more memory than there is."""

# ruff: noqa: S608 - every name and text that is put into SQL is quoted

from collections.abc import Iterable, Sequence

import duckdb

from throughline.intake.source import Ask

TOGETHER = 16
"""So many attributes are looked at together where all their values have to be."""
PARTS = (1, 8, 64, 512)
"""Into so many parts the journeys are divided, until memory is enough for one."""


def as_they_stand(columns: Iterable[str]) -> str:
    return "".join(f", {column}, FALSE AS {changed(column)}" for column in columns)


def choose_last(ask: Ask, columns: Sequence[str]) -> None:
    """Choose the last value in each journey: that of its last row, where all its rows say the same."""
    ask(
        "CREATE TEMP TABLE last_rows AS SELECT * FROM said "
        "SEMI JOIN (SELECT journey, max(place) AS place FROM said GROUP BY journey) USING (journey, place)"
    )
    others = ", ".join(
        f"count(*) FILTER (said.{column} <> last_rows.{column} "
        f"OR (said.{column} IS NOT NULL AND last_rows.{column} IS NULL))"
        for column in columns
    )
    (found,) = ask(f"SELECT {others} FROM said JOIN last_rows USING (journey)")
    differing = [column for column, count in zip(columns, found, strict=True) if count]
    joined = "last_rows"
    for place, first in enumerate(range(0, len(differing), TOGETHER)):
        _look_at_all(ask, f"chosen_{place}", differing[first : first + TOGETHER])
        joined += f" JOIN chosen_{place} USING (journey)"
    chosen = "".join(f", chosen_{n // TOGETHER}.{one}, {changed(one)}" for n, one in enumerate(differing))
    alike = (column for column in columns if column not in differing)
    ask(f"CREATE TEMP TABLE about AS SELECT journey{as_they_stand(alike)}{chosen} FROM {joined}")


def _look_at_all(ask: Ask, table: str, columns: Sequence[str]) -> None:
    """Look at all the values of a journey for the last one.

    What was met in all journeys is held in memory meanwhile. Where that is too much, a part of the journeys
    is taken after the other.
    """
    last = "".join(
        f", max_by({column}, place) FILTER ({column} IS NOT NULL) AS {column}, "
        f"min({column}) <> max({column}) AS {changed(column)}"
        for column in columns
    )
    for parts in PARTS:
        try:
            ask(f"CREATE OR REPLACE TEMP TABLE {table} AS {_of_part(last, parts, 0)}")
            for part in range(1, parts):
                ask(f"INSERT INTO {table} {_of_part(last, parts, part)}")
        except duckdb.OutOfMemoryException:
            if parts == PARTS[-1]:
                raise
        else:
            return


def _of_part(last: str, parts: int, part: int) -> str:
    where = f" WHERE hash(journey) % {parts} = {part}" if parts > 1 else ""
    return f"SELECT journey{last} FROM said{where} GROUP BY journey"


def changed(column: str) -> str:
    return f'"changed {column[1:]}'
