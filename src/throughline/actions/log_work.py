"""The worker's side of a log: claim it, say how far one is, hand in what came of it.

Each is a short transaction of its own. Whoever claimed a log holds a run. Every write asks for it, so that
somebody who was thought dead, or whose work was stopped meanwhile, changes nothing any more.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from procrastinate.contrib.django import app

from throughline.actions.logs import WORK_ON_LOG
from throughline.actions.new_ids import new_id
from throughline.store import log_folder
from throughline.store.logs import WORKED_ON
from throughline.store.models import LogFile, LogReport, UploadedLog

logger = logging.getLogger(__name__)

AT_ONCE = 2
"""So many logs are read at a time, whatever number of workers there are: reading takes memory."""
SIGN_OF_LIFE = timedelta(minutes=1)
"""Who has not shown one for so long is dead. It is shown every second."""
LEFT_OVER = timedelta(days=1)
CLAIMING = 5_270_001
"""Our number for one claim at a time."""
STOPPED = (
    "The computer that read this log stopped in the middle: it was restarted, or it ran out of memory. "
    "Your files are still here. Run it again."
)


class Job(StrEnum):
    """What is to be done with a log: look what is in it, or measure it."""

    LOOK = "look"
    MEASURE = "measure"


@dataclass(frozen=True, kw_only=True, slots=True)
class Run:
    """A log that was claimed, and everything one needs to work on it."""

    log: str
    run: str
    name: str
    job: Job
    files: Mapping[Path, str]
    """Where each lies, and what it was called."""
    size: int
    mapping: str


class AllBusy(Exception):
    """As many logs as we read at a time are being read."""


def claim(log: str, *, at: datetime) -> Run | None:
    """The log, for whoever asks first; nothing when there is nothing to do with it any more.

    Raises:
        AllBusy: when one has to come back later.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", (CLAIMING,))
        found = UploadedLog.objects.select_for_update().filter(id=log, run=None).first()
        if found is None or found.state not in {"uploaded", "measuring"}:
            return None
        alive = UploadedLog.objects.filter(run__isnull=False, beat_at__gt=at - SIGN_OF_LIFE).count()
        if alive >= AT_ONCE:
            raise AllBusy
        job = Job.LOOK if found.state == "uploaded" else Job.MEASURE
        found.state = "looking" if job is Job.LOOK else "measuring"
        found.run, found.beat_at, found.phase = new_id(at), at, "starting"
        found.save()
    files = list(LogFile.objects.filter(log=log).order_by("place"))
    return Run(
        log=log,
        run=found.run,
        name=found.name,
        job=job,
        files={log_folder.folder_of(log) / one.stored: one.name for one in files},
        size=sum(one.size for one in files),
        mapping=found.mapping,
    )


def come_back(log: str) -> None:
    """Try again in a moment."""
    app.configure_task(WORK_ON_LOG, schedule_in={"seconds": 3}).defer(log=log)


def still_mine(run: Run, *, at: datetime, **how_far: str | int) -> bool:
    """Show a sign of life, and how far one is. False when the work was stopped."""
    return bool(_mine(run).update(beat_at=at, **how_far))


@transaction.atomic
def hand_in_look(run: Run, *, at: datetime, looked: Mapping[str, Any]) -> bool:  # Any: it becomes JSON
    """What is in the log. Then somebody confirms what it means, unless they said so with the log."""
    found = _mine(run).select_for_update().first()
    if found is None:
        return False
    found.run, found.beat_at, found.progress, found.looked = None, None, 100, dict(looked)
    found.state = "waiting"
    if found.confirmed:
        found.state, found.phase, found.progress = "measuring", "queued", 0
        app.configure_task(WORK_ON_LOG).defer(log=run.log)
    found.save()
    return True


@transaction.atomic
def hand_in_report(
    run: Run,
    *,
    at: datetime,
    html: str,
    figures: Mapping[str, Any],  # Any: it becomes JSON
    told: Sequence[str],
    journeys: Path,
) -> bool:
    found = _mine(run).select_for_update().first()
    if found is None:
        return False
    LogReport.objects.update_or_create(
        log=found, defaults={"made_at": at, "html": html, "figures": dict(figures), "told": list(told)}
    )
    found.run, found.beat_at, found.progress, found.state = None, None, 100, "ready"
    found.save()
    log_folder.keep_journeys(run.log, journeys)
    return True


@transaction.atomic
def give_back(run: Run) -> bool:
    """Somebody else shall do it: we are being stopped ourselves."""
    queued = "uploaded" if run.job is Job.LOOK else "measuring"
    mine = _mine(run).update(state=queued, phase="queued", progress=0, run=None, beat_at=None)
    if mine:
        app.configure_task(WORK_ON_LOG).defer(log=run.log)
    return bool(mine)


def fail(run: Run, *, sentence: str) -> bool:
    """Say why it could not be done. What was uploaded stays."""
    return bool(_mine(run).update(state="failed", error=sentence, run=None, beat_at=None))


def give_up_the_dead(*, at: datetime) -> int:
    """Logs whose worker shows no sign of life any more, such as after a power cut."""
    dead = UploadedLog.objects.filter(state__in=WORKED_ON, beat_at__lt=at - SIGN_OF_LIFE)
    logs = list(dead.values_list("id", flat=True))
    given_up = dead.update(state="failed", error=STOPPED, run=None, beat_at=None)
    for log in logs:
        log_folder.forget_work(log)
    return given_up


def clear_up(*, at: datetime) -> int:
    """Delete logs whose day has come, and what interrupted uploads and deletions left on disk."""
    due = UploadedLog.objects.filter(delete_on__lte=at.date())
    logs = list(due.values_list("id", flat=True))
    due.delete()
    for log in logs:
        log_folder.remove(log)
    known = set(UploadedLog.objects.values_list("id", flat=True))
    for path in list(log_folder.on_disk()):
        old = datetime.fromtimestamp(path.stat().st_mtime, UTC) < at - LEFT_OVER
        if old and path.name not in known:
            log_folder.discard(path)
    return len(logs)


def _mine(run: Run) -> Any:  # a queryset of a model whose manager has no name of its own
    return UploadedLog.objects.filter(id=run.log, run=run.run)
