"""The rows of a XES log."""

from collections.abc import Callable
from pathlib import Path

import pyarrow as pa

from throughline.intake.attributes import MARK
from throughline.intake.columns import NAMES, plain
from throughline.intake.desk import Desk
from throughline.intake.mapping import Mapping
from throughline.intake.problems import Effect, Problem
from throughline.intake.source import Rows
from throughline.intake.xes import XesLog, XesRefused, read_xes

KNOWN = frozenset(name for names in NAMES.values() for name in names)


def usual(mapping: Mapping) -> Callable[[str], bool]:
    """Wants the attributes that we know by name, those of the case, and those that the mapping names."""
    return lambda key: key in mapping.sources or plain(key) in KNOWN or MARK.match(key) is not None


def open_xes(desk: Desk, path: Path, wanted: Callable[[str], bool], number: int) -> Rows:
    """The events of a log, with the attributes that are wanted."""
    log = read_xes(path, wanted)
    if not log.lines:
        raise XesRefused(f"There is nothing to read in {path}: it holds no events.")
    table = pa.table({name: pa.array(values, pa.string()) for name, values in log.columns.by_name.items()})
    desk.engine.register(f"xes_{number}", table)
    names = tuple(log.columns.by_name)
    return Rows(
        f"xes_{number}",
        dict.fromkeys(names, "VARCHAR"),
        where=lambda row: f"line {log.lines[row]}",
        problems=_of_traces(log),
    )


def _of_traces(log: XesLog) -> list[Problem]:
    problems = []
    shared = len(log.traces) - len(set(log.traces))
    if shared:
        problems.append(
            Problem(
                what="traces have the name of an earlier one; their events are one journey",
                one="trace has the name of an earlier one; their events are one journey",
                count=shared,
                effect=Effect.READ_OTHERWISE,
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
