"""What a log may say of whole cases: columns, and what can be counted in them."""

# ruff: noqa: S608 - every name and text that is put into SQL is quoted

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from throughline.intake.mapping import AttributeKind
from throughline.intake.source import Ask, Cases, Source, column_text
from throughline.intake.sql import cells, quoted

MARK = re.compile(r"^(case:|\(case\)[ _])", re.IGNORECASE)
"""How names of columns say that they are about the case."""
MANY = 1_000
"""Of an attribute that has about so many values, nobody needs to know how many exactly."""


@dataclass(frozen=True)
class Attribute:
    """A column about the case, the name of the attribute, and whether somebody asked for it."""

    source: str
    name: str
    kind: AttributeKind | None
    told: bool

    @property
    def typed(self) -> str:
        """The column of `typed` that holds it."""
        return f"about {self.source}"


def attributes_of(source: Source) -> list[Attribute]:
    """The attributes that the mapping names; if it names none, those that the source marks as such."""
    told = source.mapping.attributes
    taken = {taken.source for taken in source.taken.values()}
    marked = [name for name in source.rows.types if MARK.match(name) and name not in taken]
    columns = list(told) or marked
    short = [MARK.sub("", name) for name in columns]
    often = Counter(short)
    return [
        Attribute(column, name if often[name] == 1 else column, told.get(column), bool(told))
        for column, name in zip(columns, short, strict=True)
    ]


def columns_of(source: Source, attributes: Sequence[Attribute]) -> dict[str, str]:
    return {
        one.typed: column_text(one.source) if is_text(source, one) else quoted(one.source)
        for one in attributes
    }


def cases_of(source: Source) -> Cases | None:
    """One row for each case, if the cases are as the format has them, and it holds all attributes of them."""
    cases = source.rows.cases
    if not cases or source.mapping.unit_from_file:
        return None
    by = {source.taken["journey"].source, source.taken["at"].source}
    return cases if by == cases.by and {one.source for one in attributes_of(source)} <= cases.said else None


def is_text(source: Source, attribute: Attribute) -> bool:
    return source.rows.types.get(attribute.source, "VARCHAR") == "VARCHAR"


def counts_of(ask: Ask, asked: Mapping[Attribute, Sequence[str]], rows: str) -> dict[Attribute, list[int]]:
    """Counts over rows, for each attribute as many as were asked."""
    listed = [sql for counts in asked.values() for sql in counts]
    if not listed:
        return {}
    (found,) = ask(f"SELECT {', '.join(listed)} FROM {rows}")
    counted = map(int, map(str, found))
    return {one: [next(counted) for _ in counts] for one, counts in asked.items()}


def words_of(columns: Mapping[str, str], rows: str) -> str:
    """SQL for the words in each column: all in one table, because a table for each takes much memory."""
    return f"SELECT DISTINCT name, word FROM ({cells(columns, rows)}) WHERE word IS NOT NULL"
