"""Looking into uploaded logs and measuring them; finding what died on the way; deleting what is due."""

import json
import logging
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from procrastinate import JobContext
from procrastinate.contrib.django import app

from throughline.actions.log_work import (
    AllBusy,
    Job,
    Run,
    claim,
    clear_up,
    come_back,
    fail,
    give_back,
    give_up_the_dead,
    hand_in_look,
    hand_in_report,
    still_mine,
)
from throughline.clock import now
from throughline.store import log_folder
from throughline.worker.connections import on_its_own_connection
from throughline.worker.log_running import (
    FIGURES,
    JOURNEYS,
    LOOKED,
    REPORT,
    Failed,
    HowFar,
    Limits,
    Stopped,
    read_beside,
)

logger = logging.getLogger(__name__)

PARTS: Mapping[str, tuple[int, int]] = {
    "starting": (0, 0),
    "looking": (2, 33),
    "guessing": (35, 20),
    "checking": (55, 43),
    "reading": (2, 48),
    "measuring": (50, 20),
    "writing": (70, 29),
}
"""Where each phase begins and how much of the whole it is, in per cent."""
READING = frozenset({"looking", "checking", "reading"})
"""In these phases the bytes that were read tell how far it is."""
TWICE = (".csv", ".csv.gz")
"""Such files are read once to see how they are written, and once for what is in them."""


@app.task(pass_context=True)
@on_its_own_connection
def work_on_log(context: JobContext, log: str) -> None:
    """Look into a log, or measure it: whatever is asked for now."""
    try:
        run = claim(log, at=now())
    except AllBusy:
        come_back(log)
        return
    if run is not None:
        work(run, ending=context.should_abort)


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="dead-logs")
@on_its_own_connection
def find_dead_logs(timestamp: int) -> None:
    """Say of logs whose reading died that it did."""
    give_up_the_dead(at=now())


@app.periodic(cron="17 * * * *")
@app.task(queueing_lock="clear-up-logs")
@on_its_own_connection
def clear_up_logs(timestamp: int) -> None:
    """Delete logs whose day has come, and what was left behind."""
    clear_up(at=now())


def work(run: Run, *, ending: Callable[[], bool] = lambda: False) -> None:
    """Do what a run asks for. `ending` says whether we are being stopped ourselves."""
    folder = log_folder.work_folder(run.log)
    try:
        read_beside(_request(run, folder), folder, limits=_limits(), told=_Teller(run, ending))
        _hand_in(run, folder)
    except Stopped:
        if not give_back(run):
            logger.info("The work on log %s was stopped.", run.log)
    except Failed as failure:
        fail(run, sentence=str(failure))
    finally:
        log_folder.forget_work(run.log)


def _request(run: Run, folder: Path) -> dict[str, Any]:  # Any: it becomes JSON
    mapping = ""
    if run.mapping:
        mapping = str(folder / "mapping.yaml")
        Path(mapping).write_text(run.mapping, encoding="utf-8")
    return {
        "job": run.job.value,
        "name": run.name,
        "files": {str(path): name for path, name in run.files.items()},
        "mapping": mapping,
        "at": now().isoformat(),
    }


def _limits() -> Limits:
    return Limits(memory=settings.THROUGHLINE_LOG_MEMORY, seconds=settings.THROUGHLINE_LOG_SECONDS)


def _hand_in(run: Run, folder: Path) -> None:
    if run.job is Job.LOOK:
        hand_in_look(run, at=now(), looked=json.loads((folder / LOOKED).read_text(encoding="utf-8")))
        return
    made = json.loads((folder / FIGURES).read_text(encoding="utf-8"))
    html = (folder / REPORT).read_text(encoding="utf-8")
    hand_in_report(
        run, at=now(), html=html, figures=made["figures"], told=made["told"], journeys=folder / JOURNEYS
    )


class _Teller:
    """Writes how far the reading is to the log's row, and says whether to go on."""

    def __init__(self, run: Run, ending: Callable[[], bool]) -> None:
        self._run, self._ending = run, ending
        twice = all(path.name.endswith(TWICE) for path in run.files)
        self._bytes = run.size * (2 if twice else 1)

    def __call__(self, how_far: HowFar) -> bool:
        if self._ending():
            return False
        begin, whole = PARTS[how_far.phase]
        reads = how_far.phase in READING
        part = min(1.0, how_far.read / self._bytes) if reads else how_far.part
        return still_mine(
            self._run,
            at=now(),
            phase=how_far.phase,
            progress=begin + int(whole * part),
            done=int(part * self._run.size) if reads else 0,
            of=self._run.size if reads else how_far.rows,
        )
