"""Which format a file has, and its rows as a source of SQL."""

# ruff: noqa: S608 - every name and text that is put into SQL is quoted

from collections.abc import Callable
from pathlib import Path

import duckdb

from throughline.intake.desk import Desk
from throughline.intake.files import opened, unpacked
from throughline.intake.log_kinds import HEAD, NotALog, refuse_others
from throughline.intake.mapping import Mapping
from throughline.intake.ocel import open_ocel
from throughline.intake.source import Rows
from throughline.intake.sql import text
from throughline.intake.tables import TableRefused, open_csv
from throughline.intake.two_columns import with_moments
from throughline.intake.xes_rows import open_xes, usual
from throughline.refused import Refused

XES = (".xes",)
TABLES = (".csv", ".tsv", ".txt")
PARQUET = (".parquet", ".pq")
OCEL = (".jsonocel", ".json", ".xmlocel", ".xml", ".sqlite", ".db", ".ocel")
KNOWN = (*XES, *TABLES, *PARQUET, *OCEL)


class LogRefused(Refused):
    """A file that we do not read."""


def is_log(path: Path) -> bool:
    """Whether the name of a file says that it is a log, packed or not."""
    return ending_of(path) in KNOWN


def everything(_: str) -> bool:
    """Every attribute is wanted."""
    return True


def open_rows(
    desk: Desk,
    path: Path,
    mapping: Mapping,
    number: int = 1,
    wanted: Callable[[str], bool] | None = None,
) -> Rows:
    """The rows of a file of any format that we know, with at least the attributes that are wanted."""
    ending = ending_of(path)
    if ending in XES:
        return open_xes(desk, path, wanted or usual(mapping), number)
    if ending in (*TABLES, *PARQUET):
        rows = open_csv(desk, path, number) if ending in TABLES else open_parquet(desk, path)
        return rows if mapping.wide else with_moments(desk.engine, rows, mapping)
    if ending in OCEL:
        return open_ocel(desk, path, mapping, number)
    with opened(path) as stream:
        _refuse_by_name(path, stream.read(HEAD))
    raise LogRefused(
        f"We do not know how to read {path.name}. We read XES (.xes), CSV (.csv, .tsv, .txt), Parquet "
        f"(.parquet) and OCEL ({', '.join(OCEL)}), each also packed (.gz). "
        "Unpack an archive such as .zip first, and give the folder."
    )


def _refuse_by_name(path: Path, head: bytes) -> None:
    try:
        refuse_others(head)
    except NotALog as error:
        raise LogRefused(str(error).replace("The file", path.name, 1).replace("upload", "name")) from None


def ending_of(path: Path) -> str:
    """What a name ends with, packed or not."""
    name = path.name.lower().removesuffix(".gz")
    return Path(name).suffix


def is_parquet(path: Path) -> bool:
    """Whether a file may hold the record itself."""
    return ending_of(path) in PARQUET


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
