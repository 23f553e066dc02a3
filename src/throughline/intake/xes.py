"""XES, read as a stream. Every event becomes a row of text; what cannot be used is counted with its line.

Read with expat rather than with a faster reader because a log is evidence: a file that breaks off in the
middle, a time without an offset and a trace without a name have to be noticed, with the line where they are.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import IO
from xml.parsers import expat

from throughline.intake.files import opened
from throughline.refused import Refused

CASE = "case:"
CHUNK = 1 << 20
VALUED = frozenset({"string", "date", "int", "float", "boolean", "id"})


class XesRefused(Refused):
    """A file that is not a whole XES log."""


@dataclass
class Columns:
    """Rows of text as columns; a column begins when it is first met."""

    rows: int = 0
    by_name: dict[str, list[str | None]] = field(default_factory=dict)

    def add(self, row: dict[str, str]) -> None:
        """Add one row; columns without a value in it get None."""
        for name, value in row.items():
            column = self.by_name.get(name)
            if column is None:
                column = self.by_name[name] = [None] * self.rows
            column.append(value)
        self.rows += 1
        for column in self.by_name.values():
            if len(column) < self.rows:
                column.append(None)


@dataclass
class XesLog:
    """What was read. `lines` is where each event begins; `nameless` counts traces without a name."""

    columns: Columns = field(default_factory=Columns)
    lines: list[int] = field(default_factory=list)
    traces: list[str] = field(default_factory=list)
    empty_traces: int = 0
    nameless: list[int] = field(default_factory=list)


def read_xes(path: Path, wanted: Callable[[str], bool] = lambda _: True) -> XesLog:
    """Read a log. `wanted` says which attributes to keep; those of a trace begin with `case:`."""
    reader = _Reader(wanted)
    with opened(path) as stream:
        _parse(reader, stream, path)
    if not reader.is_log:
        raise XesRefused(f"{path} is not a XES log: its first element is not <log>.")
    return reader.log


def _parse(reader: "_Reader", stream: IO[bytes], path: Path) -> None:
    try:
        while chunk := stream.read(CHUNK):
            reader.parser.Parse(chunk, False)
        reader.parser.Parse(b"", True)
    except expat.ExpatError as error:
        events = len(reader.log.lines)
        raise XesRefused(
            f"{path} is not well-formed XML: {expat.errors.messages[error.code]} in line {error.lineno}. "
            f"{events:,} events stood before it. If the file was cut off, fetch or export it again."
        ) from None


class _Reader:
    """Follows the elements of one document: log, trace, event, and the attributes directly in them."""

    def __init__(self, wanted: Callable[[str], bool]) -> None:
        self.log = XesLog()
        self.is_log = False
        self._wanted = cache(wanted)
        self._depth = 0
        self._trace: dict[str, str] | None = None
        self._event: dict[str, str] | None = None
        self._waiting: list[dict[str, str]] = []
        self._line = 0
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.EntityDeclHandler = _no_entities

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        tag = tag.rpartition(":")[2]
        if self._depth == 1:
            self.is_log = tag == "log"
        elif self._depth == 2 and tag == "trace":
            self._trace, self._waiting, self._line = {}, [], self.parser.CurrentLineNumber
        elif self._trace is not None and self._depth == 3:
            self._in_trace(tag, attributes, self._trace)
        elif self._event is not None and self._depth == 4 and tag in VALUED:
            self._keep(self._event, attributes.get("key", ""), attributes.get("value", ""))

    def _in_trace(self, tag: str, attributes: dict[str, str], trace: dict[str, str]) -> None:
        if tag == "event":
            self._event = {}
            self.log.lines.append(self.parser.CurrentLineNumber)
        elif tag in VALUED:
            self._keep(trace, CASE + attributes.get("key", ""), attributes.get("value", ""))

    def _keep(self, into: dict[str, str], key: str, value: str) -> None:
        if self._wanted(key) and key not in into:
            into[key] = value

    def _end(self, tag: str) -> None:
        self._depth -= 1
        if self._depth == 2 and self._event is not None:
            self._waiting.append(self._event)
            self._event = None
        elif self._depth == 1 and self._trace is not None:
            self._finish(self._trace)
            self._trace = None

    def _finish(self, trace: dict[str, str]) -> None:
        """A trace's own attributes may stand after its events, so rows are made when it ends."""
        name = trace.get(CASE + "concept:name", "")
        if name:
            self.log.traces.append(name)
        elif self._waiting:
            self.log.nameless.append(self._line)
        if not self._waiting:
            self.log.empty_traces += 1
        for event in self._waiting:
            self.log.columns.add({**trace, **event})


def _no_entities(*_: object) -> None:
    raise XesRefused(
        "This XES file declares XML entities, which can be used to harm the computer that reads it. "
        "We do not read them: export the log again without a DOCTYPE."
    )
