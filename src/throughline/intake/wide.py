"""Wide tables: one row per case with a column for the time of each milestone. Each time becomes a row."""

# ruff: noqa: S608 - every name and text that is put into SQL is quoted

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from throughline.intake.columns import ColumnsRefused, Sample
from throughline.intake.problems import Effect, Problem
from throughline.intake.source import Rows, Source, column_text
from throughline.intake.sql import quoted, text

MILESTONE, TIME = "milestone", "time of the milestone"
ENDING = re.compile(r"[\s_]*(date|time|datetime|timestamp|at|on|datum)$", re.IGNORECASE)


def milestones_in(rows: Rows, look: Callable[[str], Sample], source: str) -> dict[str, str]:
    """Columns that hold times, each with an activity's name made of its own: `ClosedDate` is `Closed`."""
    dates = [name for name in rows.types if name not in rows.gives.values() and _holds_times(look(name))]
    if len(dates) < 2:
        raise ColumnsRefused(
            f"{source} was said to be wide, but fewer than two of its columns hold times. "
            "Name the columns under `wide:` in a mapping."
        )
    return {name: ENDING.sub("", name) or name for name in dates}


def _holds_times(seen: Sample) -> bool:
    return seen.filled > 0 and seen.times >= 0.9 * seen.filled


def lengthened(
    rows: Rows, milestones: Mapping[str, str], ask: Callable[[str], Sequence[tuple[object, ...]]]
) -> Rows:
    """The same rows with a row for each milestone that has a time, in the order of the milestones."""
    sql = _unnested(rows.sql, milestones)
    none = " AND ".join(f"{column_text(name)} IS NULL" for name in milestones)

    def noted() -> list[Problem]:
        ((count,),) = ask(f"SELECT count(*) FROM {rows.sql} WHERE {none}")
        return [*rows.noted(), *_without(int(str(count)))]

    return replace(
        rows,
        sql=sql,
        types={**rows.types, MILESTONE: "VARCHAR", TIME: "VARCHAR"},
        gives={"name": MILESTONE, "at": TIME},
        noting=_unnested(rows.noting, milestones) if rows.noting else None,
        noted=noted,
        after=lambda source: _before_the_first(source, next(iter(milestones.values()))),
        where=lambda row: f"milestone {row + 1}",
    )


def _unnested(rows: str, milestones: Mapping[str, str]) -> str:
    each = ", ".join(
        f"{{'what': {text(what)}, 'when': {column_text(name)}}}" for name, what in milestones.items()
    )
    return (
        f"(SELECT * EXCLUDE (one), one.what AS {quoted(MILESTONE)}, one.when AS {quoted(TIME)} "
        f"FROM (SELECT *, unnest([{each}]) AS one FROM {rows}) WHERE one.when IS NOT NULL)"
    )


def _without(count: int) -> list[Problem]:
    if not count:
        return []
    return [
        Problem(
            what="cases have no time of any milestone and are left out",
            one="case has no time of any milestone and is left out",
            count=count,
            effect=Effect.LEFT_OUT,
        )
    ]


def _before_the_first(source: Source, first: str) -> list[Problem]:
    """Times that lie before the milestone that comes first: often days without a time of day."""
    ((count,),) = source.ask(
        f'SELECT count(*) FROM {source.typed} JOIN (SELECT journey, min("at") AS begun FROM {source.typed} '
        f'WHERE name::VARCHAR = {text(first)} GROUP BY journey) USING (journey) WHERE "at" < begun'
    )
    if not count:
        return []
    return [
        Problem(
            what=f"milestones lie before {first!r}, which comes first; we kept them, look if they are right",
            one=f"milestone lies before {first!r}, which comes first; we kept it, look if it is right",
            count=int(str(count)),
        )
    ]
