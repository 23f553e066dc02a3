"""The first lines of a table: what stands above the column names, and whether there are names at all."""

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from throughline.intake.column_names import KNOWN, plain
from throughline.intake.problems import Effect, Problem
from throughline.intake.time_notations import LIKE_A_TIME

DELIMITERS = (",", ";", "\t", "|")
SAYS_DELIMITER = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
"""A first line that Excel writes and reads: which mark stands between fields."""
MOST = 30
"""So many lines are looked at for the one with the names."""
FEWEST = 3
MOMENT = re.compile(LIKE_A_TIME.replace(r"\pL", r"[^\W\d_]"))


@dataclass(frozen=True)
class Above:
    """How many lines stand above the column names, what stands there, and what is between the fields."""

    delimiter: str
    lines: int = 0
    texts: tuple[str, ...] = ()

    def problems(self) -> list[Problem]:
        """What was passed over."""
        if not self.texts:
            return []
        return [
            Problem(
                what="lines stand above the column names; they are no rows, and we left them aside",
                one="line stands above the column names; it is no row, and we left it aside",
                count=len(self.texts),
                examples=tuple(repr(text[:60]) for text in self.texts[:3]),
                effect=Effect.NOTED,
            )
        ]


def above_names(head: str) -> Above:
    """Look for the column names: usually in the first line, sometimes below a title or a comment."""
    said = SAYS_DELIMITER.match(head)
    if said:
        return Above(said[1], 1)
    ways = {mark: _cut(head, mark) for mark in DELIMITERS}
    delimiter = max(DELIMITERS, key=lambda mark: len(ways[mark][0][1]) if ways[mark] else 0)
    if not ways[delimiter] or not _is_title(ways[delimiter][0][1]):
        return Above(delimiter)
    many, place, mark = max((*_usual_fields(cut), mark) for mark, cut in ways.items())
    if many < FEWEST:
        return Above(delimiter)
    texts = (line.strip(f' {mark}"') for line in head.splitlines()[:place])
    return Above(mark, place, tuple(one for one in texts if one))


def is_a_row(names: Sequence[str]) -> bool:
    """Whether what stands where the names should is a row: a moment, and no name that we know."""
    known = any(plain(name) in KNOWN for name in names)
    return not known and any(MOMENT.search(name.strip()) for name in names)


def _cut(head: str, delimiter: str) -> list[tuple[int, list[str]]]:
    """The first rows, each with how many lines stand above it."""
    reader = csv.reader(io.StringIO(head, newline=""), delimiter=delimiter)
    cut, above = [], 0
    try:
        for fields in reader:
            cut.append((above, [field.strip() for field in fields]))
            above = reader.line_num
            if len(cut) == MOST:
                break
    except csv.Error:  # what cannot be cut is no reason to look further
        pass
    return cut


def _is_title(fields: Sequence[str]) -> bool:
    """Whether a line says one thing, or nothing, or is a comment."""
    told = [field for field in fields if field]
    comment = bool(told) and told[0].startswith(("#", "//")) and not any(plain(one) in KNOWN for one in told)
    return len(told) < 2 or len(fields) < FEWEST or comment


def _usual_fields(cut: Sequence[tuple[int, list[str]]]) -> tuple[int, int]:
    """Into how many fields most rows are cut, and how many lines stand above the first that is no title."""
    rows = [(above, fields) for above, fields in cut if not _is_title(fields)]
    counts = Counter(len(fields) for _, fields in rows)
    many, times = max(counts.items(), key=lambda one: one[1], default=(0, 0))
    if times < 2:
        return 0, 0
    return many, next(above for above, fields in rows if len(fields) == many)
