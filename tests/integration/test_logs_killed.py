"""A worker that is killed in the middle of a log: the reading ends with it, and the log can be run again."""

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from time import monotonic

import psutil
import pytest
from django.db import connection

from throughline.actions.log_work import give_up_the_dead
from throughline.actions.logs import run_again
from throughline.clock import now
from throughline.store.models import UploadedLog

from .conftest import Cast
from .log_story import left_on_disk, log_folder, upload, worked
from .workspace_story import signed_in

__all__ = ["log_folder"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("design", "log_folder")]
SCRIPT = Path(__file__).with_name("reading_log.py")
PATIENCE = 60


def worker(log: str, log_folder: Path) -> "subprocess.Popen[str]":
    settings = connection.settings_dict
    environment = {
        **os.environ,
        "DATABASE_URL": f"postgresql://postgres@/{settings['NAME']}?host={settings['HOST']}",
        "THROUGHLINE_LOG_FOLDER": str(log_folder),
    }
    return subprocess.Popen([sys.executable, str(SCRIPT), log], env=environment, text=True)


def its_reading(process: "subprocess.Popen[str]", log: str) -> psutil.Process:
    """The process that reads for it, once the log's row shows that it is read."""
    until = monotonic() + PATIENCE
    while monotonic() < until:
        children = psutil.Process(process.pid).children()
        if children and UploadedLog.objects.filter(id=log, phase="looking").exists():
            return children[0]
    raise AssertionError(UploadedLog.objects.get(id=log).phase)


def test_a_killed_worker_is_found_and_its_log_can_be_run_again(cast: Cast, log_folder: Path) -> None:
    log = upload(signed_in(cast.esi))
    kept = log_folder / log / "permits.csv"
    rows = kept.read_bytes()
    kept.unlink()
    os.mkfifo(kept)  # a reading of it waits for as long as one lets it
    process = worker(log, log_folder)
    reading = its_reading(process, log)

    process.kill()
    process.wait(timeout=PATIENCE)

    _gone, alive = psutil.wait_procs([reading], timeout=PATIENCE)
    assert alive == []  # it saw that whoever asked is gone
    assert UploadedLog.objects.get(id=log).state == "looking"
    assert give_up_the_dead(at=now() + timedelta(minutes=2)) == 1
    found = UploadedLog.objects.get(id=log)
    assert (found.state, found.run) == ("failed", None)
    assert "stopped in the middle" in found.error
    kept.unlink()
    kept.write_bytes(rows)
    assert left_on_disk(log_folder) == [f"{log}/permits.csv"]

    run_again(log=log, by=cast.esi, at=now())

    assert worked(log).state == "waiting"
