"""What somebody does with a log: upload it, confirm what it means, stop the work on it, delete it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from procrastinate.contrib.django import app

from throughline.actions.log_arriving import Arrived, forget_all
from throughline.actions.new_ids import new_id
from throughline.people.logs import check_can_change_log, check_can_see_logs
from throughline.people.viewer import Viewer
from throughline.refused import Refused
from throughline.store import log_folder
from throughline.store.logs import WORKED_ON, NoSuchLog
from throughline.store.models import LogAct, LogFile, UploadedLog

WORK_ON_LOG = "throughline.worker.log_tasks.work_on_log"
"""The task's name: doors call each other by name only."""
RESTING = frozenset({"waiting", "ready", "failed", "cancelled"})
"""The states in which nothing is being done with a log."""
BUSY = "This log is being worked on. Wait until that is done, or stop it."
LONGEST_NAME = 120
MOST_FILES = 50


class NotNow(Refused):
    """The log is not in a state in which this can be done."""


class NothingArrived(Refused):
    """No file was sent."""


@dataclass(frozen=True, kw_only=True, slots=True)
class NewLog:
    """What somebody says about the files they upload."""

    name: str = ""
    mapping: str = ""
    """A mapping file's text; with `confirmed`, nothing has to be asked."""
    confirmed: bool = False
    delete_on: date | None = None


def keep_log(*, by: Viewer, at: datetime, files: Sequence[Arrived], said: NewLog) -> str:
    """Keep files that arrived as one log, and ask the worker to look at it. Gives the log's id."""
    try:
        check_can_see_logs(by)
        if not files:
            raise NothingArrived("Choose a file.")
        if len(files) > MOST_FILES:
            raise NothingArrived(f"Choose at most {MOST_FILES} files. These are {len(files)}.")
        return _kept(by, at, files, said)
    finally:
        forget_all(files)


def _kept(by: Viewer, at: datetime, files: Sequence[Arrived], said: NewLog) -> str:
    log = new_id(at)
    try:
        with transaction.atomic():
            UploadedLog.objects.create(
                id=log,
                staff=by.staff or "",
                name=(said.name.strip() or files[0].name)[:LONGEST_NAME],
                made_at=at,
                delete_on=said.delete_on,
                mapping=said.mapping,
                confirmed=said.confirmed,
            )
            for place, file in enumerate(files):
                _keep_file(log, place, file)
            _remember(log, by, at, "uploaded")
            _ask_the_worker(log)
    except BaseException:
        log_folder.remove(log)
        raise
    return log


def _keep_file(log: str, place: int, file: Arrived) -> None:
    """Under a name of our own making: the first part of theirs says which unit it is, the last what it is."""
    first = re.sub(r"[^A-Za-z0-9_-]+", "-", file.name.split(".")[0]).strip("-")[:60] or "log"
    taken = set(LogFile.objects.filter(log=log).values_list("stored", flat=True))
    stored = f"{first}{file.found.ending}"
    if stored.lower() in {one.lower() for one in taken} | {log_folder.WORK}:
        stored = f"{first}-{place + 1}{file.found.ending}"
    log_folder.take_in(log, file.path, stored)
    LogFile.objects.create(
        log_id=log,
        place=place,
        name=file.name,
        stored=stored,
        size=file.size,
        sha256=file.sha256,
        kind=file.found.kind.value,
        packed=file.found.packed,
    )


@transaction.atomic
def confirm_mapping(*, log: str, by: Viewer, at: datetime, mapping: str) -> None:
    """What the columns and activities mean, as somebody said it. The worker measures then."""
    found = _changeable(log, by)
    if found.state not in RESTING or found.looked is None:
        raise NotNow(BUSY)
    found.mapping, found.confirmed = mapping, True
    _queue(found, "measuring")
    _remember(log, by, at, "confirmed")


@transaction.atomic
def look_again(*, log: str, by: Viewer, at: datetime, mapping: str) -> None:
    """Look once more, with something that had to be said before one can see the columns."""
    found = _changeable(log, by)
    if found.state not in RESTING:
        raise NotNow(BUSY)
    found.mapping, found.confirmed, found.looked = mapping, False, None
    _queue(found, "uploaded")
    _remember(log, by, at, "again")


@transaction.atomic
def run_again(*, log: str, by: Viewer, at: datetime) -> None:
    """Do once more what failed or was stopped."""
    found = _changeable(log, by)
    if found.state not in {"failed", "cancelled"}:
        raise NotNow("There is nothing to run again: this log did not fail and was not stopped.")
    _queue(found, "measuring" if found.confirmed and found.looked is not None else "uploaded")
    _remember(log, by, at, "again")


@transaction.atomic
def cancel_log(*, log: str, by: Viewer, at: datetime) -> None:
    """Stop the work. Whoever does it sees within a second that the run is no longer theirs, and ends it."""
    found = _changeable(log, by)
    if found.state not in {"uploaded", *WORKED_ON}:
        raise NotNow("Nothing is being done with this log, so there is nothing to stop.")
    found.state, found.run, found.beat_at = "cancelled", None, None
    found.save()
    _remember(log, by, at, "cancelled")


def delete_log(*, log: str, by: Viewer, at: datetime) -> None:
    """The log, its files, its report and all that was derived from it. Only that it was there is kept."""
    with transaction.atomic():
        _changeable(log, by).delete()
        _remember(log, by, at, "deleted")
    log_folder.remove(log)


def forget_all_logs() -> None:
    """The files of all logs, where their tables are gone."""
    log_folder.remove_all()


def _queue(found: UploadedLog, state: str) -> None:
    found.state, found.phase, found.progress, found.done, found.of = state, "queued", 0, 0, 0
    found.run, found.beat_at, found.error = None, None, ""
    found.save()
    _ask_the_worker(found.id)


def _changeable(log: str, by: Viewer) -> UploadedLog:
    check_can_see_logs(by)
    found = UploadedLog.objects.select_for_update().filter(id=log).first()
    if found is None:
        raise NoSuchLog("We cannot find this log. Perhaps it was deleted.")
    check_can_change_log(by, staff=found.staff)
    return found


def _ask_the_worker(log: str) -> None:
    """In the same transaction: the job is there when the log is, and not when it is not."""
    app.configure_task(WORK_ON_LOG).defer(log=log)


def _remember(log: str, by: Viewer, at: datetime, act: str) -> None:
    LogAct.objects.create(log=log, staff=by.staff or "", at=at, act=act)
