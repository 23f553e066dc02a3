"""XES, read with care as a stream: every event becomes a row of text, in a table that may spill to disk.

Read with expat, because a log is evidence: a file that breaks off in the middle, a time without an offset and
a trace without a name have to be noticed, with the line where they are.
"""

# ruff: noqa: S608 - every name and text that is put into SQL is quoted

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from xml.parsers import expat

import duckdb
import pyarrow as pa

from throughline.intake.desk import Desk
from throughline.intake.files import chunks
from throughline.intake.problems import Effect, Problem
from throughline.intake.source import Rows
from throughline.intake.sql import quoted
from throughline.refused import Refused

CASE = "case:"
LINE = "our line"
BATCH = 50_000
VALUED = frozenset({"string", "date", "int", "float", "boolean", "id"})


class XesRefused(Refused):
    """A file that is not a whole XES log."""


@dataclass
class Table:
    """Rows of text, held until they are many, then written. A column begins when it is first met."""

    engine: duckdb.DuckDBPyConnection
    name: str
    rows: int = 0
    lines: list[int] = field(default_factory=list)
    held: dict[str, list[str | None]] = field(default_factory=dict)
    columns: dict[str, str] = field(default_factory=dict)
    """The columns by their names in small letters: a database takes two that only differ in that for one."""

    def add(self, row: dict[str, str], line: int) -> None:
        """Add one row; columns without a value in it get None."""
        for key, value in row.items():
            name = self.columns.setdefault(key.lower(), key)
            column = self.held.setdefault(name, [])
            if len(column) <= len(self.lines):
                column += [None] * (len(self.lines) - len(column))
                column.append(value)
        self.lines.append(line)
        if len(self.lines) == BATCH:
            self.write()

    def write(self) -> None:
        """Write what is held."""
        many = len(self.lines)
        batch = pa.table(
            {
                LINE: pa.array(self.lines, pa.int64()),
                **{
                    name: pa.array(column + [None] * (many - len(column)), pa.string())
                    for name, column in self.held.items()
                },
            }
        )
        self.engine.register("batch", batch)
        if not self.rows:
            self.engine.execute(f"CREATE TABLE {self.name} AS SELECT * FROM batch LIMIT 0")
        for name in self.columns.values():
            self.engine.execute(f"ALTER TABLE {self.name} ADD COLUMN IF NOT EXISTS {quoted(name)} VARCHAR")
        self.engine.execute(f"INSERT INTO {self.name} BY NAME SELECT * FROM batch")
        self.engine.unregister("batch")
        self.rows += many
        self.lines, self.held = [], {}

    def where(self, row: int) -> str:
        """The line where a row's event begins."""
        found = self.engine.execute(f"SELECT {quoted(LINE)} FROM {self.name} WHERE rowid = {row}").fetchone()
        return f"line {found[0]}" if found else f"event {row + 1}"


@dataclass
class Traces:
    """What was met around the events. `nameless` is where traces without a name begin."""

    names: set[str] = field(default_factory=set)
    again: int = 0
    nameless: list[int] = field(default_factory=list)
    empty: int = 0
    outside: list[int] = field(default_factory=list)
    """Where events begin that stand in no trace."""

    def noted(self) -> list[Problem]:
        """Events of no journey."""
        places = ", ".join(f"line {line}" for line in self.outside[:5])
        problem = Problem(
            what="events stand in no trace and are left out",
            one="event stands in no trace and is left out",
            count=len(self.outside),
            where=places,
            effect=Effect.LEFT_OUT,
        )
        return [problem] if self.outside else []


def open_with_care(desk: Desk, log: Path, said: Path, wanted: Callable[[str], bool], number: int = 1) -> Rows:
    """The events of an unpacked log, with the wanted attributes; those of a trace begin with `case:`."""
    table = Table(desk.engine, f"xes_{number}")
    reader = _Reader(wanted, table)
    _parse(reader, log, said)
    if not reader.is_log:
        raise XesRefused(f"{said} is not a XES log: its first element is not <log>.")
    if not reader.events:
        raise XesRefused(f"There is nothing to read in {said}: it holds no events.")
    table.write()
    types = dict.fromkeys(table.columns.values(), "VARCHAR")
    return Rows(
        table.name, types, where=table.where, problems=_found(reader.traces), noted=reader.traces.noted
    )


def _parse(reader: "_Reader", log: Path, said: Path) -> None:
    try:
        for chunk in chunks(log):
            reader.parser.Parse(chunk, False)
        reader.parser.Parse(b"", True)
    except LookupError as error:
        raise XesRefused(
            f"{said} says that it is in an encoding that we do not know ({error}). Export it again as UTF-8."
        ) from None
    except expat.ExpatError as error:
        raise XesRefused(
            f"{said} is not well-formed XML: {expat.errors.messages[error.code]} in line {error.lineno}. "
            f"{reader.events:,} events stood before it; none of them was used. If the file was cut off, "
            "fetch or export it again."
        ) from None


class _Reader:
    """Follows the elements of one document: log, trace, event, and the attributes directly in them."""

    def __init__(self, wanted: Callable[[str], bool], table: Table) -> None:
        self.traces = Traces()
        self.events = 0
        self.is_log = False
        self._table = table
        self._wanted = cache(wanted)
        self._depth = 0
        self._trace: dict[str, str] | None = None
        self._event: dict[str, str] | None = None
        self._waiting: list[tuple[dict[str, str], int]] = []
        self._line = 0
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.EntityDeclHandler = no_entities

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        tag = tag.rpartition(":")[2]
        if self._depth == 1:
            self.is_log = tag == "log"
        elif self._depth == 2 and tag == "trace":
            self._trace, self._waiting, self._line = {}, [], self.parser.CurrentLineNumber
        elif self._depth == 2 and tag == "event":
            self.traces.outside.append(self.parser.CurrentLineNumber)
        elif self._trace is not None and self._depth == 3:
            self._in_trace(tag, attributes, self._trace)
        elif self._event is not None and self._depth == 4 and tag in VALUED:
            self._keep(self._event, attributes.get("key", ""), attributes.get("value", ""))

    def _in_trace(self, tag: str, attributes: dict[str, str], trace: dict[str, str]) -> None:
        if tag == "event":
            self._event = {}
            self.events += 1
            self._waiting.append((self._event, self.parser.CurrentLineNumber))
        elif tag in VALUED:
            self._keep(trace, CASE + attributes.get("key", ""), attributes.get("value", ""))

    def _keep(self, into: dict[str, str], key: str, value: str) -> None:
        if self._wanted(key) and key not in into:
            into[key] = value

    def _end(self, tag: str) -> None:
        self._depth -= 1
        if self._depth == 2:
            self._event = None
        elif self._depth == 1 and self._trace is not None:
            self._finish(self._trace)
            self._trace = None

    def _finish(self, trace: dict[str, str]) -> None:
        """A trace's own attributes may stand after its events, so rows are made when it ends."""
        name = trace.get(CASE + "concept:name", "")
        if name:
            self.traces.again += name in self.traces.names
            self.traces.names.add(name)
        elif self._waiting:
            self.traces.nameless.append(self._line)
        if not self._waiting:
            self.traces.empty += 1
        for event, line in self._waiting:
            self._table.add({**event, **trace}, line)


def no_entities(*_: object) -> None:
    """Refuse a document that declares entities, before any is used."""
    raise XesRefused(
        "This file declares XML entities, which can be used to harm the computer that reads it. "
        "We do not read them: export the log again without a DOCTYPE."
    )


def _found(traces: Traces) -> list[Problem]:
    problems = [
        Problem(
            what="traces have the name of an earlier one; their events are one journey",
            one="trace has the name of an earlier one; their events are one journey",
            count=traces.again,
            effect=Effect.READ_OTHERWISE,
        ),
        Problem(
            what="traces have no name",
            one="trace has no name",
            count=len(traces.nameless),
            where=", ".join(f"line {line}" for line in traces.nameless[:5]),
        ),
        Problem(
            what="traces hold no events and are left out",
            one="trace holds no events and is left out",
            count=traces.empty,
        ),
    ]
    return [problem for problem in problems if problem.count]
