"""From a raw table of text to the record's shape. Every row is used or counted with its reason."""

# ruff: noqa: S608 - every name and text that is put into SQL is quoted

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

import duckdb

from throughline.eventlog.shape import ACTIVITY, COLUMNS
from throughline.intake import times
from throughline.intake.columns import Taken
from throughline.intake.doubts import doubts
from throughline.intake.mapping import Mapping
from throughline.intake.problems import Problem
from throughline.intake.sql import quoted, utc
from throughline.intake.words import known_words
from throughline.refused import Refused

Where = Callable[[int], str]
"""A raw row's place as one finds it in the source: "line 17"."""


class RecordRefused(Refused):
    """Nothing in the source can be used as an event, or not without being told more."""


@dataclass(frozen=True)
class Source:
    """The raw table and what we know about it."""

    engine: duckdb.DuckDBPyConnection
    name: str
    taken: dict[str, Taken]
    mapping: Mapping
    where: Where
    at: datetime | None = None
    """When it is read, to tell what lies far ahead."""

    def ask(self, sql: str) -> list[tuple[object, ...]]:
        """The rows of a query over the raw table."""
        return self.engine.execute(sql).fetchall()

    def text(self, ours: str) -> str:
        """A taken column as text without blanks around it, or NULL."""
        if ours not in self.taken:
            return "NULL::VARCHAR"
        return f"nullif(trim({quoted(self.taken[ours].source)}::VARCHAR), '')"


def make_record(source: Source) -> list[Problem]:
    """Build the table `record` from the table `raw`, and say what was found on the way."""
    _read_times(source)
    _refuse_naive(source)
    problems = _unusable(source)
    _type_words(source, problems)
    in_order = '"at", given_seq, position' if "seq" in source.taken else '"at", position'
    source.engine.execute(
        "CREATE TABLE record AS SELECT journey, "
        f"row_number() OVER (PARTITION BY journey ORDER BY {in_order}) AS seq, "
        f"{', '.join(quoted(name) for name in COLUMNS[2:])} FROM typed "
        'WHERE journey IS NOT NULL AND "at" IS NOT NULL '
        "ORDER BY position"
    )
    return [*problems, *doubts(source)]


def _read_times(source: Source) -> None:
    """Read the times once: as moments, and marked where a zone is missing."""
    at = f"trim({quoted(source.taken['at'].source)}::VARCHAR)"
    sample = [str(row[0]) for row in source.ask(f"SELECT {at} FROM raw WHERE {at} <> '' LIMIT 2000")]
    time_format = source.mapping.time_format or times.format_of(sample)
    moment = times.reading(at, zone=source.mapping.zone, time_format=time_format)
    due = times.reading(source.text("due"), zone=source.mapping.zone, time_format=None)
    source.engine.execute(
        f"CREATE TEMP TABLE timed AS SELECT *, rowid AS position, {moment.utc} AS our_at, "
        f"{moment.naive} AS our_naive, {due.utc} AS our_due FROM raw"
    )


def _refuse_naive(source: Source) -> None:
    if source.mapping.zone:
        return
    column = quoted(source.taken["at"].source)
    naive = source.ask(
        f"SELECT count(*), min(position), arg_min({column}, position) FROM timed WHERE our_naive"
    )[0]
    if naive[0]:
        column = source.taken["at"].source
        place = source.where(int(str(naive[1])))
        raise RecordRefused(
            f'The times in column "{column}" of {source.name} do not say in which zone they are, for example '
            f"{naive[2]!r} in {place}. A day or an hour could be wrong if we guessed. Say where they were "
            "written: add --zone Europe/Amsterdam (or the zone of the place; --zone UTC if they are UTC)."
        )


def _unusable(source: Source) -> list[Problem]:
    """Count the rows without a journey or a time; refuse a source in which none is left."""
    at = f"nullif(trim({quoted(source.taken['at'].source)}::VARCHAR), '')"
    journey = source.text("journey")
    reasons = {
        (
            "rows name no journey and are left out",
            "row names no journey and is left out",
        ): f"{journey} IS NULL",
        (
            "rows have no time and are left out",
            "row has no time and is left out",
        ): f"{journey} IS NOT NULL AND {at} IS NULL",
        (
            "rows have a time that cannot be read and are left out",
            "row has a time that cannot be read and is left out",
        ): (f"{journey} IS NOT NULL AND {at} IS NOT NULL AND our_at IS NULL"),
    }
    problems = []
    for (what, one), condition in reasons.items():
        count, places, texts = source.ask(
            f"SELECT count(*), min(position, 5), list_distinct(min({at}, 3)) FROM timed WHERE {condition}"
        )[0]
        if count:
            problems.append(replace(_left_out(source, what, int(str(count)), places, texts), one=one))
    usable = source.ask(f"SELECT count(*) FROM timed WHERE {journey} IS NOT NULL AND our_at IS NOT NULL")[0][
        0
    ]
    if not usable:
        found = "; ".join(problem.sentence for problem in problems) or "it holds no events"
        raise RecordRefused(f"There is nothing to read in {source.name}: {found}.")
    return problems


def _left_out(source: Source, what: str, count: int, places: object, texts: object) -> Problem:
    found = [source.where(place) for place in places] if isinstance(places, list) else []
    examples = tuple(repr(text) for text in texts) if isinstance(texts, list) else ()
    return Problem(what=what, count=count, where=", ".join(found), examples=examples)


def _type_words(source: Source, problems: list[Problem]) -> None:
    """Make the table `typed`: our columns, in our words."""
    words = known_words(source, problems)
    columns = {name: source.text(name) for name in COLUMNS}
    columns |= {
        "at": utc("our_at"),
        "due": utc("our_due"),
        "value": f"try_cast({source.text('value')} AS DOUBLE)",
        "kind": f"coalesce({source.text('kind')}, '{ACTIVITY}')",
        **words,
    }
    if "kind" in source.taken:
        columns["name"] = f"nullif({columns['name']}, {columns['kind']})"
    seq = f"try_cast({source.text('seq')} AS BIGINT)"
    listed = ", ".join(f"{sql} AS {quoted(name)}" for name, sql in columns.items() if name != "seq")
    source.engine.execute(
        f"CREATE TEMP TABLE typed AS SELECT position, {seq} AS given_seq, {listed} FROM timed"
    )
