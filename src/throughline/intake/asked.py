"""A source that can be asked about its rows, and the words that stand in its columns."""

# ruff: noqa: S608 - every name and text that is put into SQL is quoted

from collections import Counter
from typing import Protocol

from throughline.intake.columns import Taken
from throughline.intake.mapping import Mapping


class Asked(Protocol):
    """A source whose rows stand in the table `timed`."""

    @property
    def taken(self) -> dict[str, Taken]: ...
    @property
    def mapping(self) -> Mapping: ...
    def ask(self, sql: str) -> list[tuple[object, ...]]: ...
    def text(self, ours: str) -> str: ...


def words_in(source: Asked, ours: str) -> Counter[str]:
    """How often each word stands in the column that was taken for ours; nothing where none was."""
    if ours not in source.taken:
        return Counter()
    column = source.text(ours)
    rows = source.ask(f"SELECT {column}, count(*) FROM timed WHERE {column} IS NOT NULL GROUP BY 1")
    return Counter({str(value): int(str(count)) for value, count in rows})
