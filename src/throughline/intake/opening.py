"""Which format a file has, and its rows as a source of SQL."""

# ruff: noqa: S608 - every name and text that is put into SQL is quoted

from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb

from throughline.intake.desk import Desk
from throughline.intake.files import PATTERN, opened, unpacked
from throughline.intake.log_kinds import HEAD, refuse_others
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
    if ending in (*TABLES, *PARQUET) or is_partitioned(path):
        rows = open_csv(desk, path, number) if ending in TABLES else open_parquet(desk, path)
        return rows if mapping.wide else with_moments(desk.engine, rows, mapping)
    if ending in OCEL:
        return open_ocel(desk, path, mapping, number)
    with opened(path) as stream:
        refuse_others(stream.read(HEAD), path.name)
    raise LogRefused(
        f"We do not know how to read {path.name}. We read XES (.xes), CSV (.csv, .tsv, .txt), Parquet "
        f"(.parquet) and OCEL ({', '.join(OCEL)}), each also packed (.gz). "
        "Unpack an archive such as .zip first, and give the folder."
    )


def ending_of(path: Path) -> str:
    """What a name ends with, packed or not."""
    name = path.name.lower().removesuffix(".gz")
    return Path(name).suffix


def is_parquet(path: Path) -> bool:
    """Whether a file may hold the record itself."""
    return ending_of(path) in PARQUET or is_partitioned(path)


def is_partitioned(path: Path) -> bool:
    """Whether a folder holds Parquet in folders that are called key=value, and nothing else to read."""
    if not path.is_dir() or any(is_log(one) and one.is_file() for one in path.iterdir()):
        return False
    return any("=" in one.relative_to(path).parts[0] for one in _partitions(path))


def _partitions(path: Path) -> Iterator[Path]:
    """The files of a partitioned table. Those whose names begin with a dot or _ are notes of its writer."""
    for one in path.rglob("*"):
        inside = one.relative_to(path).parts
        if one.suffix.lower() in PARQUET and not any(part.startswith((".", "_")) for part in inside):
            yield one


def _all_of(path: Path) -> str:
    """What the engine reads a table from whose keys are the names of folders; what they say is text."""
    files = sorted(map(str, _partitions(path)))
    if PATTERN.search("".join(files)):
        raise TableRefused(
            f"The name of a file or folder in {path} holds one of the signs * ? [ ], with which several are "
            "meant. Rename it."
        )
    return (
        f"read_parquet([{', '.join(map(text, files))}], hive_partitioning = true, "
        "hive_types_autocast = false, union_by_name = true)"
    )


def open_parquet(desk: Desk, path: Path) -> Rows:
    """A Parquet file or a folder of them, whose columns may have types of their own."""
    sql = _all_of(path) if path.is_dir() else f"read_parquet({text(str(unpacked(path, desk.folder)))})"
    try:
        described = desk.engine.execute(f"DESCRIBE SELECT * FROM {sql}").fetchall()
    except duckdb.Error as error:
        raise TableRefused(
            f"{path} is not a Parquet file that can be read: {str(error).splitlines()[0]}"
        ) from None
    return Rows(sql, {str(name): str(kind) for name, kind, *_ in described})
