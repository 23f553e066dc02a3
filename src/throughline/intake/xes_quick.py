"""XES at the speed of r4pm, where one look over the bytes and the counts afterwards show nothing to lose."""

import os
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from throughline.intake.xes_scan import (
    Oddities,
    beside_a_count,
    contents,
    defaults,
    has_no_number,
    has_usual_frame,
    is_utf8,
    oddities,
)

if TYPE_CHECKING:
    import polars as pl
    import pyarrow as pa

CASE_NAME, TIME = "case:concept:name", "time:timestamp"
LARGEST = 1 << 28
"""r4pm holds a log in memory: one with more bytes than this is read as a stream."""
ODD = r'[\x00-\x1f]|^".*"$|^0{8}-0{4}-0{4}-0{4}-0{12}$'
"""Values that r4pm writes otherwise than they stand, or that XML reads otherwise."""
NUMBERS = ("Int64", "Float64")


Leave = Callable[[Callable[[], object]], object]
"""Takes something that has to be done at some time, but need not be waited for."""


def read_quickly(path: Path, wanted: Callable[[str], bool], leave: Leave) -> "pl.DataFrame | None":
    """The wanted columns of a log, packed or not; None where it has to be read with care."""
    log = contents(path, LARGEST)
    if log is None or not has_usual_frame(log):
        return None
    table, marks = beside_a_count(log, lambda: _by_r4pm(path, leave))
    if table is None or not is_utf8(log):
        return None
    rows = _rows_and_traces(table)
    odd = oddities(log) if rows and marks > rows else None
    if rows != (odd.ends if odd else marks) or (odd and odd.naive):
        return None
    kept = table.select([name for name in table.columns if wanted(name)])
    return kept if _says_the_same(kept, log, odd) else None


def is_said_of_trace(column: str) -> bool:
    """Whether a column says something of the whole trace: every event of it repeats that."""
    return column.startswith("case:")


def begins(table: "pl.DataFrame") -> "pl.Series":
    """Which events are the first of their trace; they stand one after the other."""
    return table[CASE_NAME].ne_missing(table[CASE_NAME].shift())


def _by_r4pm(path: Path, leave: Leave) -> "pl.DataFrame | None":
    """Its table of a log; None where it gives up.

    We hold its log ourselves, because to let go of all its small parts takes a while in which the database
    can work already; `r4pm.df.import_xes` does all in one.
    """
    import r4pm  # noqa: PLC0415 - polars comes with it: only for XES

    try:
        with _silence():
            log = r4pm.import_item("EventLog", str(path))
            leave(partial(r4pm.remove_item, log))
            table = r4pm.item_to_df(log)
            return None if isinstance(table, dict) else table  # it has several only of other kinds
    except BaseException as error:  # a panic in Rust is no Exception
        if type(error).__name__ != "PanicException" and not isinstance(error, Exception):
            raise
        return None


def _rows_and_traces(table: "pl.DataFrame") -> int | None:
    """How many events and how many traces there are; None where a trace has no name, or that of another."""
    if CASE_NAME not in table.columns:
        return None
    names = table[CASE_NAME].filter(begins(table))
    return None if names.null_count() or names.n_unique() < len(names) else table.height + len(names)


def _says_the_same(table: "pl.DataFrame", log: "pa.Buffer", odd: Oddities | None) -> bool:
    """Whether the values are those that stand in the file, in which something may be odd.

    r4pm puts in a log's defaults where an event says nothing, writes zero for what is no number or no UUID,
    takes `inf` and `NaN` for numbers, leaves out times that it cannot read, and keeps line breaks in values,
    which XML reads as blanks.
    """
    kinds = {name: str(kind) for name, kind in table.schema.items()}
    if len({name.lower() for name in kinds}) < len(kinds):  # a database takes them for one
        return False
    if "Null" in kinds.values() or (TIME in kinds and table[TIME].null_count()):
        return False
    texts = {name for name, kind in kinds.items() if kind == "String"}
    of_traces = set(filter(is_said_of_trace, texts))
    if _has_odd(table, texts - of_traces) or _has_odd(table.filter(begins(table)), of_traces):
        return False
    numbers = [table[name] for name, kind in kinds.items() if kind in NUMBERS]
    if any(((values == 0) | ~values.is_finite()).any() for values in numbers) and has_no_number(log):
        return False
    dates = [name for name, kind in kinds.items() if kind.startswith("Datetime")]
    if odd and odd.time and any(table[name].null_count() for name in dates):
        return False
    return not any(
        _stands_in(table, name, value)
        for key, value in defaults(log)
        for name in (key, f"case:{key}")
        if name in kinds
    )


def _has_odd(rows: "pl.DataFrame", names: Collection[str]) -> bool:
    """Whether any of the columns holds an odd text; all of them are looked at side by side."""
    import polars as pl  # noqa: PLC0415 - r4pm has loaded it

    looks = [pl.col(name).unique().str.contains(ODD).any() for name in names]
    return bool(looks) and any(rows.select(looks).row(0))


def _stands_in(table: "pl.DataFrame", name: str, value: str) -> bool:
    """Whether a column holds a value that is written as text."""
    kind = str(table.schema[name])
    if kind.startswith("Datetime"):
        moment = _moment(value)
        return moment is None or bool((table[name] == moment).any())
    if kind == "String":
        return bool((table[name] == value).any())
    return True


def _moment(value: str) -> datetime | None:
    try:
        return datetime.fromisoformat(value).astimezone(UTC).replace(tzinfo=None)
    except ValueError:
        return None


@contextmanager
def _silence() -> Iterator[None]:
    """r4pm writes its warnings past Python; what they are about, we say ourselves."""
    kept = [os.dup(stream) for stream in (1, 2)]
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        for stream in (1, 2):
            os.dup2(nowhere, stream)
        yield
    finally:
        for stream, before in zip((1, 2), kept, strict=True):
            os.dup2(before, stream)
            os.close(before)
        os.close(nowhere)
