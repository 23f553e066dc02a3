"""Read somebody's event log into the record's shape, on DuckDB, from a file."""

# ruff: noqa: S608 - every name and text that is put into SQL is quoted

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb
import ibis
import pyarrow as pa

from throughline.intake.columns import NAMES, Sample, Taken, plain, take_columns
from throughline.intake.mapping import Mapping
from throughline.intake.parquet import load_record, open_parquet
from throughline.intake.problems import Problem
from throughline.intake.record import Source, make_record
from throughline.intake.sql import quoted
from throughline.intake.tables import load_csv
from throughline.intake.times import OFFSET
from throughline.intake.xes import XesLog, XesRefused, read_xes
from throughline.refused import Refused

XES = (".xes", ".xes.gz")
TABLES = (".csv", ".csv.gz", ".tsv", ".tsv.gz", ".txt", ".txt.gz")
PARQUET = (".parquet", ".pq")


class LogRefused(Refused):
    """A file that we do not read."""


@dataclass(frozen=True, kw_only=True)
class Log:
    """A log in the record's shape, with what was taken for what and what was found."""

    record: ibis.Table
    taken: Sequence[Taken]
    problems: Sequence[Problem]

    @property
    def columns(self) -> dict[str, str]:
        """Our names to the source's."""
        return {taken.ours: taken.source for taken in self.taken}

    @property
    def reasons(self) -> list[tuple[str, str]]:
        """What each of our columns was read from, and why that one."""
        words = {
            "journey": "case",
            "name": "activity",
            "at": "time",
            "function": "department",
            "unit": "office",
        }
        return [(words.get(t.ours, t.ours), t.sentence) for t in self.taken]

    @property
    def sentences(self) -> list[str]:
        """What was found while reading."""
        return [problem.sentence for problem in self.problems]


def read_log(path: Path, mapping: Mapping | None = None, *, at: datetime | None = None) -> Log:
    """Read a XES, CSV or Parquet file, or refuse it with a sentence. Times far after `at` are said."""
    mapping = mapping or Mapping()
    name = path.name.lower()
    if not path.exists():
        raise LogRefused(f"There is no file {path}. Check the name and the folder.")
    if path.is_dir():
        raise LogRefused(f"{path} is a folder. Name one file in it.")
    engine = duckdb.connect()
    engine.execute("SET TimeZone = 'UTC'")
    if name.endswith(XES):
        return _from_xes(engine, path, mapping, at)
    if name.endswith(TABLES):
        problems = load_csv(engine, path)
        return _from_raw(engine, path, mapping, problems, at=at)
    if name.endswith(PARQUET):
        if open_parquet(engine, path, mapping):
            taken, problems = load_record(engine, mapping)
            return _log(engine, taken, problems)
        return _from_raw(engine, path, mapping, [], at=at)
    raise LogRefused(
        f"We do not know how to read {path.name}. We read XES (.xes, .xes.gz), CSV (.csv, .csv.gz, .tsv) "
        "and Parquet (.parquet)."
    )


def _from_xes(engine: duckdb.DuckDBPyConnection, path: Path, mapping: Mapping, at: datetime | None) -> Log:
    known = {name for names in NAMES.values() for name in names}
    log = read_xes(path, lambda key: key in mapping.sources or plain(key) in known)
    if not log.lines:
        raise XesRefused(f"There is nothing to read in {path}: it holds no events.")
    table = pa.table({name: pa.array(values, pa.string()) for name, values in log.columns.by_name.items()})
    engine.register("xes", table)
    engine.execute("CREATE TABLE raw AS SELECT * FROM xes")
    engine.unregister("xes")
    problems = _of_traces(log)
    taken = take_columns(_columns(engine), mapping, lambda name: _sample(engine, name), path.name)
    source = Source(engine, path.name, taken, mapping, lambda row: f"line {log.lines[row]}", at)
    problems += make_record(source)
    return _log(engine, list(source.taken.values()), problems)


def _of_traces(log: XesLog) -> list[Problem]:
    problems = []
    shared = len(log.traces) - len(set(log.traces))
    if shared:
        problems.append(
            Problem(
                what="traces have the name of an earlier one; their events are one journey",
                one="trace has the name of an earlier one; their events are one journey",
                count=shared,
            )
        )
    if log.nameless:
        lines = ", ".join(f"line {line}" for line in log.nameless[:5])
        problems.append(
            Problem(what="traces have no name", one="trace has no name", count=len(log.nameless), where=lines)
        )
    if log.empty_traces:
        problems.append(
            Problem(
                what="traces hold no events and are left out",
                one="trace holds no events and is left out",
                count=log.empty_traces,
            )
        )
    return problems


def _from_raw(
    engine: duckdb.DuckDBPyConnection,
    path: Path,
    mapping: Mapping,
    problems: list[Problem],
    *,
    at: datetime | None,
) -> Log:
    taken = take_columns(_columns(engine), mapping, lambda name: _sample(engine, name), path.name)
    source = Source(engine, path.name, taken, mapping, lambda row: f"row {row + 1}", at)
    problems = [*problems, *make_record(source)]
    return _log(engine, list(source.taken.values()), problems)


def _columns(engine: duckdb.DuckDBPyConnection) -> list[str]:
    return [str(row[0]) for row in engine.execute("DESCRIBE raw").fetchall() if row[0] != "rowid"]


def _sample(engine: duckdb.DuckDBPyConnection, name: str) -> Sample:
    text = f"trim({quoted(name)}::VARCHAR)"
    like_a_time = (
        f"regexp_matches({text}, '^[0-9]{{1,4}}[-/.][0-9]{{1,2}}[-/.][0-9]{{1,4}}([ T].*)?$') "
        f"OR regexp_matches({text}, '{OFFSET}') OR regexp_matches({text}, '^1[0-9]{{9}}([0-9]{{3}})?$')"
    )
    row = engine.execute(
        f"SELECT count(*) FILTER (WHERE {text} <> ''), count(DISTINCT {text}), "
        f"count(*) FILTER (WHERE {like_a_time}) FROM (SELECT * FROM raw LIMIT 5000)"
    ).fetchone()
    filled, different, times = row or (0, 0, 0)
    words = (
        engine.execute(f"SELECT DISTINCT lower({text}) FROM raw WHERE {text} <> '' LIMIT 20").fetchall()
        if different < 20
        else []
    )
    return Sample(filled=filled, different=different, times=times, words=frozenset(word for (word,) in words))


def _log(engine: duckdb.DuckDBPyConnection, taken: Sequence[Taken], problems: Sequence[Problem]) -> Log:
    return Log(record=ibis.duckdb.from_connection(engine).table("record"), taken=taken, problems=problems)
