"""A source that can be asked about its rows, and the words that stand in its columns."""

from collections import Counter
from typing import Protocol

from throughline.intake.columns import Taken
from throughline.intake.mapping import Mapping


class Asked(Protocol):
    """A source whose rows, as they are, stand in the view `timed`."""

    @property
    def taken(self) -> dict[str, Taken]: ...
    @property
    def mapping(self) -> Mapping: ...
    def ask(self, sql: str) -> list[tuple[object, ...]]: ...
    def text(self, ours: str) -> str: ...
    def words(self, ours: str) -> Counter[str]: ...


def words_in(source: Asked, ours: str) -> Counter[str]:
    """How often each word stands in the column that was taken for ours; nothing where none was."""
    return source.words(ours)
