"""Read somebody's event logs into the record's shape, on DuckDB, from one file or many."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from throughline.intake.assembly import assemble
from throughline.intake.attributes import make_journeys
from throughline.intake.choices import check_choices
from throughline.intake.columns import ColumnsRefused, Look, Taken, check_there, take_columns
from throughline.intake.desk import MEMORY, Desk, open_desk
from throughline.intake.doubts import doubts
from throughline.intake.endings import end_journeys
from throughline.intake.files_given import files_given, passed_over
from throughline.intake.mapping import Mapping, MappingRefused
from throughline.intake.ocel import OcelRefused
from throughline.intake.opening import LogRefused, is_parquet, open_rows
from throughline.intake.order import leave_out_duplicates, order_of, said_of_order
from throughline.intake.parquet import load_record, record_in
from throughline.intake.part import Part
from throughline.intake.problems import Problem, together
from throughline.intake.promised import add_promises
from throughline.intake.record import make_part
from throughline.intake.sample import look_at_first, look_deeper
from throughline.intake.several import differences, keep_offices_apart
from throughline.intake.source import Rows, Source
from throughline.intake.times import TimesRefused
from throughline.intake.wide import lengthened, milestones_in
from throughline.refused import Refused

if TYPE_CHECKING:
    import ibis

CHOICES = (MappingRefused, ColumnsRefused, TimesRefused, OcelRefused)
"""Refusals that ask for a choice; nothing is wrong with the file."""
OWN_WAY = "the log's own way to say it"
"""Why a column was taken that the format has by itself, so that nobody needs to name it."""


@dataclass(frozen=True, kw_only=True)
class Log:
    """A log in the record's shape, with what was taken for what and what was found.

    Every row that was read was used, or is among the problems that say they leave it out.
    """

    record: "ibis.Table"
    journeys: "ibis.Table | None" = None
    """One row per journey with what the log says of the whole case; None when it says nothing."""
    taken: Sequence[Taken]
    attributes: Sequence[Taken] = ()
    """The columns of `journeys`, by the names they have in it."""
    case_mix: Sequence[str] = ()
    """Those that somebody named: what a case was like. One that we only guessed may be an outcome."""
    problems: Sequence[Problem]
    rows_read: int
    rows_used: int

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
        taken = [*self.taken, *(replace(one, ours="about the case") for one in self.attributes)]
        return [(words.get(t.ours, t.ours), t.sentence) for t in taken]

    @property
    def sentences(self) -> list[str]:
        """What was found while reading."""
        return [problem.sentence for problem in self.problems]


def read_log(
    path: Path | Sequence[Path],
    mapping: Mapping | None = None,
    *,
    at: datetime | None = None,
    unit_from_file: bool = False,
    wide: bool = False,
) -> Log:
    """Read the files of one log, or refuse them with a sentence. Times far after `at` are said.

    A folder stands for the logs in it. With `unit_from_file` each file is an office with the file's name.
    `wide` says that each row is a case with a column for the time of each milestone.
    """
    mapping = mapping or Mapping()
    if unit_from_file:
        mapping = replace(mapping, unit_from_file=True)
    given = [path] if isinstance(path, Path) else path
    paths = files_given(given)
    check_choices(paths, mapping, wide=wide)
    desk = open_desk()
    try:
        log = _read(desk, paths, mapping, at, wide)
    except duckdb.Error as error:
        desk.clear()
        raise _spoilt(", ".join(path.name for path in paths[:3]), error) from None
    except BaseException:
        desk.clear()
        raise
    return replace(log, problems=[*passed_over(given), *log.problems])


def _read(desk: Desk, paths: Sequence[Path], mapping: Mapping, at: datetime | None, wide: bool) -> Log:
    if mapping == Mapping() and not wide and all(is_parquet(path) for path in paths):
        files = list(_records(desk, paths))
        if len(files) == len(paths):
            loaded = load_record(desk, files)
            return Log(record=desk.hand_over("record")[0], **loaded)
    parts: list[Part] = []
    for path in paths:
        first = parts[-1].first + parts[-1].rows if parts else 0
        with _said_of(path, paths):
            parts.append(replace(_part(desk, path, mapping, at, len(parts) + 1, wide), first=first))
    return _log(desk, parts)


def _records(desk: Desk, paths: Sequence[Path]) -> Iterator[Rows]:
    """The files as the record's own, up to the first that has another shape."""
    for path in paths:
        with _said_of(path, paths):
            rows = record_in(desk, path, alone=len(paths) == 1)
        if rows is None:
            return
        yield rows


@contextmanager
def _said_of(path: Path, paths: Sequence[Path]) -> Iterator[None]:
    """What is wrong with one of several files is said with its name, and what to do with it."""
    try:
        yield
    except (*CHOICES, duckdb.OutOfMemoryException):
        raise
    except (duckdb.Error, Refused) as error:
        refused = _spoilt(path.name, error) if isinstance(error, duckdb.Error) else error
        if len(paths) == 1:
            raise refused from None
        said = str(refused) if path.name in str(refused) else f"{path.name}: {refused}"
        raise LogRefused(
            f"{said} Nothing of the {len(paths)} files was used. Mend {path.name}, move it away, or name the "
            "files that you want."
        ) from None


def _spoilt(name: str, error: duckdb.Error) -> LogRefused:
    """What the engine says of rows in the middle of a file that are not what the file says it is."""
    if isinstance(error, duckdb.OutOfMemoryException):
        return LogRefused(
            f"{name} cannot be read with {MEMORY} of memory for the database. "
            "Set THROUGHLINE_MEMORY to more, such as 2GB, or name the attributes that you need under "
            "`attributes` in a mapping file."
        )
    said = str(error).splitlines()[0].removeprefix("Invalid Input Error: ")[:200]
    return LogRefused(
        f"{name} cannot be read: {said}. Nothing of it was used. "
        "If it was cut off or changed on its way, fetch or export it again."
    )


def _part(desk: Desk, path: Path, mapping: Mapping, at: datetime | None, number: int, wide: bool) -> Part:
    rows = open_rows(desk, path, mapping, number)
    look = look_at_first(desk.engine, rows)
    if mapping.wide or wide:
        rows = _long(desk, rows, mapping, path.name, look)
        look = look_at_first(desk.engine, rows)
    told = replace(mapping, columns={**rows.gives, **mapping.columns})
    deeper = look_deeper(desk.engine, rows.sql)
    taken = take_columns(list(rows.types), told, look, path.name, deeper)
    for ours in rows.gives.keys() - mapping.columns.keys():
        taken[ours] = replace(taken[ours], why=OWN_WAY)
    part = make_part(Source(desk.engine, path.name, rows, taken, mapping, at, number), desk.tidied)
    return replace(part, problems=[*rows.problems, *part.problems])


def _long(desk: Desk, rows: Rows, mapping: Mapping, name: str, look: Look) -> Rows:
    """A wide table made long."""
    milestones = mapping.wide or milestones_in(rows, look, name)
    for column in milestones:
        check_there(column, list(rows.types), name, " (given under `wide`)")
    return lengthened(rows, milestones, lambda sql: desk.engine.execute(sql).fetchall())


def _log(desk: Desk, parts: Sequence[Part]) -> Log:
    problems = [*(problem for part in parts for problem in part.problems), *leave_out_duplicates(parts)]
    problems += [*differences(parts), *keep_offices_apart(parts)]
    order = order_of(parts)
    end_journeys(parts)
    problems += add_promises(parts)
    attributes, of_attributes = make_journeys(parts)
    assemble(parts, order)
    problems += [*said_of_order(parts, order), *doubts(parts[0].source, order.alike), *of_attributes]
    record, *journeys = desk.hand_over("record", *(["journeys"] if attributes else []))
    return Log(
        record=record,
        journeys=journeys[0] if journeys else None,
        attributes=attributes,
        case_mix=tuple(one.ours for one in attributes) if parts[0].source.mapping.attributes else (),
        taken=list(parts[0].source.taken.values()),
        problems=together(problems),
        rows_read=sum(part.rows + part.rejected for part in parts),
        rows_used=order.events,
    )
