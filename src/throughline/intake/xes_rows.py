"""The rows of a XES log: quickly where nothing stands out, with care where something does."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

from throughline.intake.attribute import MARK
from throughline.intake.column_names import KNOWN, plain
from throughline.intake.desk import Desk
from throughline.intake.files import unpacked
from throughline.intake.mapping import Mapping
from throughline.intake.source import Cases, Rows
from throughline.intake.xes import open_with_care
from throughline.intake.xes_quick import CASE_NAME, TIME, begins, is_said_of_trace, read_quickly

if TYPE_CHECKING:
    import polars as pl

BATCH = 1 << 17
"""So many rows are one piece of work for a core."""


def usual(mapping: Mapping) -> Callable[[str], bool]:
    """Wants the attributes that we know by name, those of the case, and those that the mapping names."""
    return lambda key: key in mapping.sources or plain(key) in KNOWN or MARK.match(key) is not None


def open_xes(desk: Desk, path: Path, wanted: Callable[[str], bool], number: int) -> Rows:
    """The events of a log, with the attributes that are wanted."""
    table = read_quickly(path, wanted, desk.leftovers.append)
    if table is None:
        desk.tidy()
        return open_with_care(desk, unpacked(path, desk.folder), path, wanted, number)
    return _registered(desk, table, f"xes_{number}")


def _registered(desk: Desk, table: "pl.DataFrame", name: str) -> Rows:
    desk.engine.register(name, _arrow(table))
    described = desk.engine.execute(f"DESCRIBE {name}").fetchall()
    types = {str(column): str(kind) for column, kind, *_ in described}
    utc = frozenset(column for column, kind in types.items() if kind.startswith("TIMESTAMP"))
    cases = Cases(f"{name}_cases", frozenset(filter(is_said_of_trace, types)), frozenset({CASE_NAME, TIME}))
    if cases.by <= types.keys() and TIME in utc:
        first = table.select(sorted(cases.said)).with_row_index(cases.place.strip('"'))
        desk.engine.register(cases.sql, _arrow(first.filter(begins(table))))
        return Rows(name, types, where=_where, utc=utc, cases=cases)
    return Rows(name, types, where=_where, utc=utc)


def _where(row: int) -> str:
    return f"event {row + 1}"


def _arrow(table: "pl.DataFrame") -> pa.Table:
    from polars import CompatLevel  # noqa: PLC0415 - r4pm has loaded it

    rows = table.to_arrow(compat_level=CompatLevel.newest())
    return pa.Table.from_batches(rows.to_batches(max_chunksize=BATCH), rows.schema)
