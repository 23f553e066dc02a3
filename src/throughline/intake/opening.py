"""Which format a file has, and its rows as a source of SQL."""

# ruff: noqa: S608 - every name and text that is put into SQL is quoted

from collections.abc import Callable
from pathlib import Path

import duckdb

from throughline.intake.desk import Desk
from throughline.intake.files import unpacked
from throughline.intake.source import Rows
from throughline.intake.sql import text
from throughline.intake.tables import TableRefused, open_csv
from throughline.intake.xes_rows import open_xes
from throughline.refused import Refused

XES = (".xes",)
TABLES = (".csv", ".tsv", ".txt")
PARQUET = (".parquet", ".pq")
KNOWN = (*XES, *TABLES, *PARQUET)


class LogRefused(Refused):
    """A file that we do not read."""


def is_log(path: Path) -> bool:
    """Whether the name of a file says that it is a log, packed or not."""
    return _ending(path) in KNOWN


def everything(_: str) -> bool:
    """Every attribute is wanted."""
    return True


def open_rows(desk: Desk, path: Path, wanted: Callable[[str], bool], number: int = 1) -> Rows:
    """The rows of a file of any format that we know, with at least the attributes that are wanted."""
    ending = _ending(path)
    if ending in XES:
        return open_xes(desk, path, wanted, number)
    if ending in TABLES:
        return open_csv(desk, path, number)
    if ending in PARQUET:
        return open_parquet(desk, path)
    raise LogRefused(
        f"We do not know how to read {path.name}. We read XES (.xes), CSV (.csv, .tsv, .txt) "
        "and Parquet (.parquet), each also packed (.gz)."
    )


def _ending(path: Path) -> str:
    name = path.name.lower().removesuffix(".gz")
    return Path(name).suffix


def is_parquet(path: Path) -> bool:
    """Whether a file may hold the record itself."""
    return _ending(path) in PARQUET


def open_parquet(desk: Desk, path: Path) -> Rows:
    """A Parquet file, whose columns may have types of their own."""
    sql = f"read_parquet({text(str(unpacked(path, desk.folder)))})"
    try:
        described = desk.engine.execute(f"DESCRIBE SELECT * FROM {sql}").fetchall()
    except duckdb.Error as error:
        raise TableRefused(
            f"{path} is not a Parquet file that can be read: {str(error).splitlines()[0]}"
        ) from None
    return Rows(sql, {str(name): str(kind) for name, kind, *_ in described})
