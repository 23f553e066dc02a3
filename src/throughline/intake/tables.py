"""Tables of events: CSV in its dialects. Everything is read as text, so that nothing is lost."""

# ruff: noqa: S608 - every name and text that is put into SQL is quoted

import codecs
import csv
import io
import re
from collections import Counter
from pathlib import Path

import duckdb

from throughline.intake.desk import Desk
from throughline.intake.files import chunks, opened, unpacked
from throughline.intake.problems import Effect, Problem
from throughline.intake.row_ends import how_written, with_even_rows
from throughline.intake.source import Rows
from throughline.intake.sql import text
from throughline.refused import Refused

DELIMITERS = (",", ";", "\t", "|")
HEAD = 1 << 16
SAYS_DELIMITER = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
"""A first line that Excel writes and reads: which mark stands between fields."""
LINE = 16_000_000
"""A row with more bytes is none. DuckDB would hold sixteen such lines for each core if it were let."""


class TableRefused(Refused):
    """A file that is not a table of events."""


def open_csv(desk: Desk, path: Path, number: int) -> Rows:
    """The rows of a CSV: every column as text, every row in the order of the file, nothing held."""
    plain = unpacked(path, desk.folder)
    written = how_written(plain)
    encoding = written.encoding
    if encoding != "utf-8":
        plain = _as_utf8(plain, encoding, desk.folder / f"{number}.csv")
        written = how_written(plain)
    if not written.is_even:
        plain = with_even_rows(plain, written, desk.folder / f"{number}-rows.csv")
    head = _head(plain)
    said = SAYS_DELIMITER.match(head)
    head = head[said.end() :] if said else head
    delimiter = said[1] if said else _delimiter(head)
    skipped = 1 if said else 0
    names, again = _header(head, delimiter, path)
    problems = _named_again(again)
    if encoding != "utf-8":
        what = f"file was not UTF-8; we read it as {encoding}"
        problems.append(Problem(what=what, count=1, effect=Effect.READ_OTHERWISE))
    if written.strays:
        what = "times a carriage return stood where no row ends; we read it as a blank"
        problems.append(Problem(what=what, count=written.strays, effect=Effect.READ_OTHERWISE))
    return Rows(
        _reader(plain, names, delimiter, f"passing_{number}", skipped),
        dict.fromkeys(names, "VARCHAR"),
        noting=_reader(plain, names, delimiter, f"rejects_{number}", skipped),
        noted=lambda: _rejected(desk.engine, f"rejects_{number}", names),
        problems=problems,
    )


def _reader(path: Path, names: list[str], delimiter: str, rejects: str, skipped: int) -> str:
    """The same rows each time: told to ignore errors, DuckDB would leave out whole stretches after some."""
    columns = ", ".join(f"{text(name)}: 'VARCHAR'" for name in names)
    return (
        f"read_csv({text(str(path))}, auto_detect = false, header = true, skip = {skipped}, "
        f"delim = {text(delimiter)}, "
        f"quote = '\"', escape = '\"', columns = {{{columns}}}, max_line_size = {LINE}, "
        f"buffer_size = {2 * LINE}, strict_mode = true, store_rejects = true, rejects_limit = 0, "
        f"rejects_table = {text(rejects)}, rejects_scan = {text('scan_' + rejects)})"
    )


def _named_again(again: list[str]) -> list[Problem]:
    if not again:
        return []
    many = "columns have the name of an earlier one; the name means the first, the later ones have a number"
    one = "column has the name of an earlier one; the name means the first, the later one has a number"
    return [Problem(what=many, one=one, count=len(again), examples=tuple(map(repr, again[:3])))]


def _rejected(engine: duckdb.DuckDBPyConnection, table: str, names: list[str]) -> list[Problem]:
    """Rows that are no rows of this table, with their line: more or fewer fields than names."""
    found = engine.execute(
        f"SELECT line, any_value(error_type), any_value(csv_line) FROM {table} GROUP BY line ORDER BY line"
    ).fetchall()
    by_reason: Counter[str] = Counter(reason for _, reason, _ in found)
    return [
        Problem(
            what=f"rows could not be read: {_reason(reason, len(names))}",
            count=count,
            where="line " + ", ".join(str(line) for line, why, _ in found if why == reason)[:60],
            examples=tuple(repr(text[:60]) for _, why, text in found if why == reason)[:1],
            effect=Effect.LEFT_OUT,
        )
        for reason, count in by_reason.items()
    ]


def _reason(reason: str, columns: int) -> str:
    return {
        "MISSING COLUMNS": f"fewer than {columns} fields",
        "TOO MANY COLUMNS": f"more than {columns} fields",
        "UNQUOTED VALUE": "a quotation mark that does not close",
        "LINE SIZE OVER MAXIMUM": "a line that is too long",
        "INVALID ENCODING": "letters that are not UTF-8",
    }.get(reason, reason.lower())


def _as_utf8(path: Path, encoding: str, copy: Path) -> Path:
    """A copy that is UTF-8."""
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    with copy.open("w", encoding="utf-8", newline="") as out:
        for chunk in chunks(path):
            out.write(decoder.decode(chunk))
        out.write(decoder.decode(b"", final=True))
    return copy


def _head(path: Path) -> str:
    with opened(path) as stream:
        return stream.read(HEAD).decode("utf-8-sig", errors="ignore")


def _delimiter(head: str) -> str:
    """The delimiter that cuts the first line into most fields."""
    first = head.splitlines()[0] if head.strip() else ""
    fields = {mark: len(next(csv.reader([first], delimiter=mark), [])) for mark in DELIMITERS}
    return max(DELIMITERS, key=lambda mark: fields[mark])


def _header(head: str, delimiter: str, path: Path) -> tuple[list[str], list[str]]:
    """The names of the columns, and those of them that got a number.

    A name that stands twice gets a number, an empty one its place.
    """
    try:
        names = next(csv.reader(io.StringIO(head), delimiter=delimiter, strict=True))
    except StopIteration:
        raise TableRefused(f"{path} is empty. We need a header line and one row per event.") from None
    except csv.Error as error:
        raise TableRefused(f"The first line of {path} cannot be read as column names: {error}.") from None
    if head.startswith(("\x1f", "PK\x03\x04")):
        raise TableRefused(f"{path} is packed, and its name does not say so. Unpack it first.")
    if "\0" in head:
        raise TableRefused(f"{path} is not a text file. We read XES, CSV and Parquet.")
    if len(names) < 3:
        raise TableRefused(
            f"{path} has {len(names)} column in its first line ({', '.join(names)[:80]}). We need at least "
            "three, for the case, the activity and the time, separated by comma, semicolon, tab or |."
        )
    seen: Counter[str] = Counter()
    unique, again = [], []
    for place, name in enumerate(names, start=1):
        clean = name.strip() or f"column {place}"
        seen[clean.lower()] += 1
        times = seen[clean.lower()]
        unique.append(clean if times == 1 else f"{clean} ({times})")
        again += unique[-1:] if times > 1 else []
    return unique, again
