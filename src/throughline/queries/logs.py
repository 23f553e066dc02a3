"""The logs that were uploaded, as their pages show them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from throughline.people.logs import can_change_log, check_can_change_log, check_can_see_logs
from throughline.people.viewer import Viewer
from throughline.queries.circle_here import staff_names
from throughline.store.logs import NoSuchLog
from throughline.store.models import LogAct, LogFile, LogReport, UploadedLog

PAGE = 20
"""So many logs stand on one page of the list."""
WORKING = frozenset({"uploaded", "looking", "measuring"})


@dataclass(frozen=True, kw_only=True, slots=True)
class FileLine:
    """One file as it was given."""

    name: str
    kind: str
    packed: bool
    size: int
    sha256: str


@dataclass(frozen=True, kw_only=True, slots=True)
class LogLine:
    """One log and where it stands."""

    id: str
    name: str
    by: str
    made_at: datetime
    delete_on: date | None
    state: str
    phase: str
    progress: int
    done: int
    of: int
    error: str
    mine: bool
    """Whether whoever looks may change it."""

    @property
    def working(self) -> bool:
        """Whether something is being done, or will be as soon as the worker has time."""
        return self.state in WORKING


@dataclass(frozen=True, kw_only=True, slots=True)
class LogsPage:
    """Some logs, newest first; `older` names the place to go on from."""

    logs: Sequence[LogLine]
    older: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class LogPage:
    """One log with its files, what came of it, and who did what."""

    line: LogLine
    files: Sequence[FileLine]
    rows: int
    problems: Sequence[str]
    told: Sequence[str]
    reported_at: datetime | None
    has_mapping: bool
    looked: bool
    ahead: int
    """How many logs wait before it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class LookedAt:
    """What a first look showed, for those who may see examples of the rows."""

    line: LogLine
    looked: Mapping[str, Any]  # Any: it came from JSON
    mapping: str
    confirmed: bool


def logs_page(viewer: Viewer, *, before: str = "") -> LogsPage:
    """The newest logs, or those before one."""
    check_can_see_logs(viewer)
    logs = UploadedLog.objects.order_by("-id").defer("looked", "mapping")
    found = list((logs.filter(id__lt=before) if before else logs)[: PAGE + 1])
    names = staff_names()
    lines = [_line(one, viewer, names) for one in found[:PAGE]]
    return LogsPage(logs=lines, older=lines[-1].id if len(found) > PAGE else "")


def log_line(viewer: Viewer, log: str) -> LogLine:
    """Raises: NoSuchLog."""
    return _line(_log(viewer, log), viewer, staff_names())


def log_page(viewer: Viewer, log: str) -> LogPage:
    """Raises: NoSuchLog."""
    found = _log(viewer, log)
    report = LogReport.objects.filter(log=log).values("told", "made_at").first()
    looked = found.looked or {}
    return LogPage(
        line=_line(found, viewer, staff_names()),
        files=files_of(log),
        rows=looked.get("rows", 0),
        problems=looked.get("problems", ()),
        told=report["told"] if report else (),
        reported_at=report["made_at"] if report else None,
        has_mapping=bool(found.mapping),
        looked=found.looked is not None,
        ahead=_ahead(found),
    )


def looked_at(viewer: Viewer, log: str) -> LookedAt:
    """What the first look showed: examples of somebody's rows, so not for everybody.

    Raises:
        NoSuchLog: also when nobody has looked yet.
        NotYourAct: for those who may only read the report.
    """
    found = _log(viewer, log)
    check_can_change_log(viewer, staff=found.staff)
    if found.looked is None:
        raise NoSuchLog("Nobody has looked into this log yet. Wait until that is done.")
    return LookedAt(
        line=_line(found, viewer, staff_names()),
        looked=found.looked,
        mapping=found.mapping,
        confirmed=found.confirmed,
    )


def report_of(viewer: Viewer, log: str) -> LogReport:
    """The report of a log. Raises: NoSuchLog, also when there is none yet."""
    _log(viewer, log)
    found = LogReport.objects.filter(log=log).first()
    if found is None:
        raise NoSuchLog("There is no report of this log yet.")
    return found


def mapping_of(viewer: Viewer, log: str) -> tuple[str, str]:
    """The name and the mapping's text. Raises: NoSuchLog, also when there is none yet."""
    found = _log(viewer, log)
    if not found.mapping:
        raise NoSuchLog("There is no mapping of this log yet.")
    return found.name, found.mapping


def files_of(log: str) -> list[FileLine]:
    return [
        FileLine(name=one.name, kind=one.kind, packed=one.packed, size=one.size, sha256=one.sha256)
        for one in LogFile.objects.filter(log=log).order_by("place")
    ]


def acts_on(viewer: Viewer, log: str) -> list[tuple[str, str, datetime]]:
    """Who did what, newest first."""
    check_can_see_logs(viewer)
    names = staff_names()
    acts = LogAct.objects.filter(log=log).order_by("-at", "-id")[:50]
    return [(names.get(one.staff, one.staff), one.act, one.at) for one in acts]


def _log(viewer: Viewer, log: str) -> UploadedLog:
    check_can_see_logs(viewer)
    found = UploadedLog.objects.filter(id=log).first()
    if found is None:
        raise NoSuchLog("We cannot find this log. Perhaps it was deleted.")
    return found


def _ahead(found: UploadedLog) -> int:
    if found.state not in WORKING or found.run is not None:
        return 0
    waiting = UploadedLog.objects.filter(state__in=("uploaded", "measuring"), run=None, id__lt=found.id)
    return waiting.count()


def _line(found: UploadedLog, viewer: Viewer, names: Mapping[str, str]) -> LogLine:
    return LogLine(
        id=found.id,
        name=found.name,
        by=names.get(found.staff, found.staff),
        made_at=found.made_at,
        delete_on=found.delete_on,
        state=found.state,
        phase=found.phase,
        progress=found.progress,
        done=found.done,
        of=found.of,
        error=found.error,
        mine=can_change_log(viewer, staff=found.staff),
    )
