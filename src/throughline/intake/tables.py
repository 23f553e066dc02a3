"""Tables of events: CSV in its dialects. Everything is read as text, so that nothing is lost."""

# ruff: noqa: S608 - every name and text that is put into SQL is quoted

import codecs
import csv
import io
from collections import Counter
from pathlib import Path

import duckdb

from throughline.intake.desk import Desk
from throughline.intake.files import chunks, opened, unpacked
from throughline.intake.log_kinds import OFFICE, refuse_others
from throughline.intake.problems import Effect, Problem
from throughline.intake.row_ends import how_written, with_even_rows
from throughline.intake.source import Rows
from throughline.intake.sql import quoted, text
from throughline.intake.table_head import above_names, is_a_row
from throughline.refused import Refused

HEAD = 1 << 16
OPEN = "UNQUOTED VALUE"
LINE = 16_000_000
"""A row with more bytes is none. DuckDB would hold sixteen such lines for each core if it were let."""


class TableRefused(Refused):
    """A file that is not a table of events."""


def open_csv(desk: Desk, path: Path, number: int) -> Rows:
    """The rows of a CSV: every column as text, every row in the order of the file, nothing held."""
    plain = unpacked(path, desk.folder)
    _check_is_text(path, plain)
    written = how_written(plain)
    encoding = written.encoding
    if encoding != "utf-8":
        plain = _as_utf8(plain, encoding, desk.folder / f"{number}.csv")
        written = how_written(plain)
    if not written.is_even:
        plain = with_even_rows(plain, written, desk.folder / f"{number}-rows.csv")
    head = _head(plain)
    above = above_names(head)
    delimiter, skipped = above.delimiter, above.lines
    names, again = _header("".join(head.splitlines(keepends=True)[skipped:]), delimiter, path)
    _check_is_no_ocel(path, names)
    problems = [*above.problems(), *_named_again(again)]
    if encoding != "utf-8":
        what = f"file was not UTF-8; we read it as {encoding}"
        problems.append(Problem(what=what, count=1, effect=Effect.READ_OTHERWISE))
    if written.strays:
        what = "a carriage return stood where no row ends; we read it as a blank"
        problems.append(_times(what, written.strays))
    if written.nuls:
        what = "a NUL byte, which is no letter, stood in the text; we read it as a blank"
        problems.append(_times(what, written.nuls))
    rows = _reader(plain, names, delimiter, f"passing_{number}", skipped)
    lines = written.lines - skipped - 1 - sum(name.count("\n") for name in names)
    return Rows(
        rows,
        dict.fromkeys(names, "VARCHAR"),
        noting=_reader(plain, names, delimiter, f"rejects_{number}", skipped),
        noted=lambda: _rejected(desk.engine, f"rejects_{number}", rows, names, lines),
        problems=problems,
    )


def _times(what: str, count: int) -> Problem:
    return Problem(what=f"times {what}", one=f"time {what}", count=count, effect=Effect.READ_OTHERWISE)


def _check_is_text(path: Path, plain: Path) -> None:
    """Refuse by its first bytes what a name may call a table."""
    with opened(plain) as stream:
        head = stream.read(HEAD)
    if head.startswith((b"\x1f\x8b", b"PK\x03\x04")) and not any(mark in head for mark in OFFICE):
        raise TableRefused(f"{path} is packed, and its name does not say so. Unpack it first.")
    refuse_others(head, str(path))
    if b"\0" in head and not head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise TableRefused(f"{path} is not a text file. We read XES, CSV and Parquet.")
    if head.lstrip(codecs.BOM_UTF8 + b" \r\n\t").startswith(b"<"):
        raise TableRefused(
            f"{path} is XML or a web page, and not a table. Was it fetched without signing in?"
        )


def _check_is_no_ocel(path: Path, names: list[str]) -> None:
    """One field may hold several objects there: read as the case, they would be a case of their own."""
    objects = next((name for name in names if name.startswith("ocel:type:")), None)
    if objects:
        raise TableRefused(
            f"{path} is an object-centric log (OCEL) as a table, whose column {objects} may hold several "
            "objects in one row. Export it as JSON, XML or SQLite: its name then ends with .jsonocel, "
            ".xmlocel or .sqlite."
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


def _rejected(
    engine: duckdb.DuckDBPyConnection, table: str, rows: str, names: list[str], lines: int
) -> list[Problem]:
    """Rows that are no rows of this table, with their line: more or fewer fields than names.

    After a quotation mark that does not close, the `lines` up to the next one are no rows either.
    """
    found = engine.execute(
        f"SELECT line, any_value(error_type), any_value(csv_line)[:100] FROM {table} "
        "GROUP BY line ORDER BY line"
    ).fetchall()
    by_reason: Counter[str] = Counter(reason for _, reason, _ in found)
    if OPEN in by_reason:
        others = by_reason.total() - by_reason[OPEN]
        by_reason[OPEN] = max(by_reason[OPEN], lines - others - _lines_of(engine, rows, names))
    return [
        Problem(
            what=f"rows could not be read: {_reason(reason, len(names))}",
            one=f"row could not be read: {_reason(reason, len(names))}",
            count=count,
            where="line " + ", ".join(str(line) for line, why, _ in found if why == reason)[:60],
            examples=tuple(repr(text[:60]) for _, why, text in found if why == reason)[:1],
            effect=Effect.LEFT_OUT,
        )
        for reason, count in by_reason.items()
    ]


def _lines_of(engine: duckdb.DuckDBPyConnection, rows: str, names: list[str]) -> int:
    """How many lines the rows take that could be read; a field may hold several."""
    columns = [f"coalesce({quoted(name)}, '')" for name in names]
    more = " + ".join(f"length({one}) - length(replace({one}, chr(10), ''))" for one in columns)
    ((count,),) = engine.execute(f"SELECT coalesce(sum(1 + {more}), 0) FROM {rows}").fetchall()
    return int(count)


def _reason(reason: str, columns: int) -> str:
    return {
        "MISSING COLUMNS": f"fewer than {columns} fields",
        "TOO MANY COLUMNS": f"more than {columns} fields",
        OPEN: "a quotation mark that does not close",
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


def _header(head: str, delimiter: str, path: Path) -> tuple[list[str], list[str]]:
    """The names of the columns, and those of them that got a number.

    A name that stands twice gets a number, an empty one its place.
    """
    try:
        names = next(csv.reader(io.StringIO(head), delimiter=delimiter, strict=True))
        if not any(name.strip() for name in names):
            raise StopIteration
    except StopIteration:
        raise TableRefused(f"{path} is empty. We need a header line and one row per event.") from None
    except csv.Error as error:
        raise TableRefused(f"The first line of {path} cannot be read as column names: {error}.") from None
    if is_a_row(names):
        raise TableRefused(
            f"The first line of {path} is a row and not the names of the columns: {', '.join(names)[:80]}. "
            "It would be lost as names. Write a line with a name for each column above it, such as "
            "case_id, activity, timestamp."
        )
    if len(names) < 3:
        raise TableRefused(
            f"{path} has {len(names)} column{'s' * (len(names) != 1)} in its first line "
            f"({', '.join(names)[:80]}). We need at least three, for the case, the activity and the time, "
            "separated by comma, semicolon, tab or |."
        )
    seen: Counter[str] = Counter()
    unique, again = [], []
    for place, name in enumerate(names, start=1):
        clean = name.strip().strip('"').strip() or f"column {place}"
        seen[clean.lower()] += 1
        times = seen[clean.lower()]
        unique.append(clean if times == 1 else f"{clean} ({times})")
        again += unique[-1:] if times > 1 else []
    return unique, again
