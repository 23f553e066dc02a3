"""One source of events: rows that can be asked, and what is known about them."""

# ruff: noqa: S608 - every name and text that is put into SQL is quoted

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import duckdb

from throughline.intake.columns import Taken
from throughline.intake.mapping import Mapping as Told
from throughline.intake.problems import Problem
from throughline.intake.sql import listed, quoted, stripped, text

Ask = Callable[[str], list[tuple[object, ...]]]
"""The rows of a query."""
Where = Callable[[int], str]
"""A row's place as one finds it in the source: "line 17"."""

WORDED = (
    "name", "person", "function", "unit", "lifecycle", "direction", "by", "kind", "service", "version",
    "stage", "channel", "key",
)  # fmt: skip
"""Our columns that say few words again and again."""


@dataclass(frozen=True, kw_only=True)
class Beside:
    """A type of things that a log follows beside the journeys: how many, and where they are met."""

    name: str
    things: int
    events: int
    examples: Sequence[str] = ()
    activities: Sequence[str] = ()
    """Those in which most are met, the most frequent first."""


@dataclass(frozen=True)
class Cases:
    """One row for each case, where every row of a case repeats what is said of the whole."""

    sql: str
    said: frozenset[str]
    """The columns that every row of a case repeats."""
    by: frozenset[str]
    """The columns of the case and of the time: both stand in every row, so that none is left out."""
    place: str = '"our first row"'
    """The column that says which row is the first of the case."""


@dataclass(frozen=True)
class Rows:
    """Rows as they stand in one file: what SQL reads them from, and each column's type."""

    sql: str
    types: Mapping[str, str]
    where: Where = lambda row: f"row {row + 1}"
    utc: frozenset[str] = frozenset()
    """Columns that are times in UTC already."""
    gives: Mapping[str, str] = field(default_factory=dict)
    """Our columns to those of which the format itself says that they are it."""
    problems: Sequence[Problem] = ()
    """What was found while opening the file."""
    noting: str | None = None
    """The same rows, while what is no row of the table is noted; for the one pass that writes them."""
    noted: Callable[[], list[Problem]] = list
    """What was noted."""
    after: Callable[["Source"], list[Problem]] = lambda _: []
    """What only shows when the rows are written."""
    beside: Callable[[], list[Beside]] = list
    """What else the log follows, for whoever says what it is to a journey."""
    cases: Cases | None = None


@dataclass(frozen=True)
class Source:
    """Rows and what we know about them. `number` tells the sources of one log apart."""

    engine: duckdb.DuckDBPyConnection
    name: str
    rows: Rows
    taken: dict[str, Taken]
    mapping: Told
    at: datetime | None = None
    """When it is read, to tell what lies far ahead."""
    number: int = 1
    counted: dict[str, Counter[str]] = field(default_factory=dict)
    clean: set[str] = field(default_factory=set)
    """Columns of which we know that no value in them has blanks around it, or is empty."""
    about: dict[str, str] = field(default_factory=dict)
    """The columns of `typed` that say something of the case, as SQL over the source's own columns."""

    @property
    def where(self) -> Where:
        """A row's place as one finds it in the source."""
        return self.rows.where

    @property
    def typed(self) -> str:
        """The table that holds our columns of these rows."""
        return f"typed_{self.number}"

    @property
    def office(self) -> str:
        """The name of the file without its ending: the office, where each file is one."""
        return self.name.removesuffix(".gz").rpartition(".")[0]

    def ask(self, sql: str) -> list[tuple[object, ...]]:
        """The rows of a query; the source's own rows stand in `timed`."""
        return self.engine.execute(sql).fetchall()

    def text(self, ours: str) -> str:
        """A taken column as text without blanks around it, or NULL."""
        if ours not in self.taken:
            return "NULL::VARCHAR"
        column = self.taken[ours].source
        return f"{quoted(column)}::VARCHAR" if column in self.clean else column_text(column)

    def as_code(self, name: str, words: Collection[str], sql: str) -> str:
        """SQL for few words as an enumeration: small to keep, and quick to compare."""
        code = quoted(f"word of {name} {self.number}")
        self.ask(f"CREATE TYPE {code} AS ENUM ({listed(words)})")
        return f"CAST({sql} AS {code})"

    def words(self, ours: str) -> Counter[str]:
        """How often each word stands in the column that was taken for ours; nothing where none was."""
        if ours not in self.taken:
            return Counter()
        if ours not in self.counted:
            rows = f"(SELECT {self.text(ours)} AS word, count(*) AS n FROM timed GROUP BY 1)"
            counted = (
                f"words_{self.number} WHERE ours = {text(ours)} AND" if ours in WORDED else f"{rows} WHERE"
            )
            found = self.ask(f"SELECT word, n FROM {counted} word IS NOT NULL")
            self.counted[ours] = Counter({str(word): int(str(n)) for word, n in found})
        return self.counted[ours]


def column_text(column: str) -> str:
    """A column as text without blanks around it; NULL where nothing stands."""
    return stripped(f"{quoted(column)}::VARCHAR")


def count_words(source: Source) -> None:
    """Make the table of words: how often each word stands in each column of few words, in one pass."""
    source.ask(f"CREATE OR REPLACE TEMP VIEW timed AS SELECT * FROM {source.rows.sql}")
    source.ask(f"CREATE TEMP TABLE words_{source.number} (ours VARCHAR, word VARCHAR, n BIGINT)")
    ours = [name for name in WORDED if name in source.taken]
    if not ours:
        return
    columns = [quoted(name) for name in ours]
    texts = ", ".join(f"{quoted(source.taken[name].source)}::VARCHAR AS {quoted(name)}" for name in ours)
    groups = ", ".join(f"({column})" for column in columns)
    told_apart = " ".join(
        f"WHEN {(1 << len(ours)) - 1 - (1 << place)} THEN {text(name)}"
        for place, name in enumerate(reversed(ours))
    )
    source.ask(
        f"INSERT INTO words_{source.number} SELECT CASE grouping_id({', '.join(columns)}) {told_apart} END, "
        f"coalesce({', '.join(columns)}) AS said, count(*) FROM (SELECT {texts} FROM {source.rows.sql}) "
        f"GROUP BY GROUPING SETS ({groups})"
    )
    _strip_words(source, ours)


def _strip_words(source: Source, ours: Sequence[str]) -> None:
    """Words that differ only in blanks are one; columns without any need not be looked at for them again."""
    blank = f"word IS DISTINCT FROM {stripped('word')}"
    table = f"words_{source.number}"
    unclean = {str(name) for (name,) in source.ask(f"SELECT DISTINCT ours FROM {table} WHERE {blank}")}
    source.clean.update(source.taken[name].source for name in ours if name not in unclean)
    if unclean:
        source.ask(
            f"CREATE OR REPLACE TEMP TABLE {table} AS "
            f"SELECT ours, {stripped('word')} AS word, sum(n) AS n FROM {table} GROUP BY ALL"
        )
