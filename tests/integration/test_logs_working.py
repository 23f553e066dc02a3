"""The worker and a log: one run at a time, real progress, stopped when asked, found when it died."""

import os
import signal
from datetime import timedelta
from pathlib import Path
from typing import Any

import psutil
import pytest
from django.test import Client
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from throughline.actions.log_work import (
    AllBusy,
    Run,
    claim,
    clear_up,
    give_up_the_dead,
    hand_in_look,
    still_mine,
)
from throughline.clock import now
from throughline.store.models import UploadedLog
from throughline.worker import log_running, log_tasks
from throughline.worker.log_running import Failed, HowFar, Limits, Stopped, read_beside
from throughline.worker.log_tasks import work

from .conftest import Cast
from .log_story import GARDEN, NAIVE, SMALL, file, left_on_disk, log_folder, packed, upload, worked
from .workspace_story import signed_in

__all__ = ["log_folder"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("design", "log_folder")]
LIMITS = Limits(memory=1 << 40, seconds=600)


@pytest.fixture
def esi(cast: Cast) -> Client:
    return signed_in(cast.esi)


@pytest.fixture
def log(esi: Client) -> str:
    return upload(esi)


def claimed(log: str) -> Run:
    run = claim(log, at=now())
    assert run is not None
    return run


def test_an_upload_asks_the_worker_in_the_same_transaction(log: str) -> None:
    job = ProcrastinateJob.objects.get(task_name="throughline.worker.log_tasks.work_on_log")

    assert job.args == {"log": log}


def test_a_log_is_claimed_by_one_only(log: str) -> None:
    claimed(log)

    assert claim(log, at=now()) is None


def test_no_more_logs_are_read_at_a_time_than_memory_allows(esi: Client) -> None:
    for log in (upload(esi), upload(esi)):
        claimed(log)
    third = upload(esi)

    with pytest.raises(AllBusy):
        claim(third, at=now())

    assert UploadedLog.objects.get(id=third).state == "uploaded"
    assert claim(third, at=now() + timedelta(minutes=2)) is not None  # the others showed no life since


def test_progress_is_real_and_is_written_while_it_is_read(
    esi: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = upload(esi, file(GARDEN.read_bytes(), "garden.csv"))
    monkeypatch.setattr(log_running, "LOOK", 0.01)
    seen: list[UploadedLog] = []

    def look(run: Run, **how_far: Any) -> bool:
        mine = still_mine(run, **how_far)
        seen.append(UploadedLog.objects.get(id=log))
        return mine

    monkeypatch.setattr(log_tasks, "still_mine", look)
    work(claimed(log))

    phases = list(dict.fromkeys(one.phase for one in seen))
    assert phases == ["starting", "looking", "guessing", "checking"]
    assert [one.progress for one in seen] == sorted(one.progress for one in seen)
    assert len({one.progress for one in seen}) > len(phases)  # also within a phase
    assert {one.of for one in seen if one.phase == "guessing"} == {4_956}
    read = [one for one in seen if one.phase == "checking"]
    assert {one.of for one in read} == {GARDEN.stat().st_size}
    assert read[-1].done == GARDEN.stat().st_size


def test_the_page_asks_how_far_it_is_until_something_else_is_to_be_seen(esi: Client, log: str) -> None:
    address = reverse("workspace:log_progress", args=[log])
    UploadedLog.objects.update(
        state="looking", run="r", beat_at=now(), phase="looking", progress=30, done=1_500_000, of=2_000_000
    )

    during = esi.get(address)
    UploadedLog.objects.update(state="cancelled", run=None, beat_at=None)
    after = esi.get(address)

    assert 'max="100" value="30"' in during.content.decode()
    assert "1.4\xa0MB of 1.9\xa0MB" in during.content.decode()
    assert "HX-Refresh" not in during
    assert after["HX-Refresh"] == "true"


def test_a_log_in_the_queue_says_how_many_are_before_it(esi: Client) -> None:
    _first, _second, third = upload(esi), upload(esi), upload(esi)

    page = esi.get(reverse("workspace:log", args=[third])).content.decode()

    assert "2 others are before it" in page


def test_stopping_ends_the_reading_and_leaves_nothing(esi: Client, log: str, log_folder: Path) -> None:
    run = claimed(log)
    before = children()

    def stop_at_once(how_far: HowFar) -> bool:
        if not children() - before:
            return True
        esi.post(reverse("workspace:log_cancel", args=[log]))
        return still_mine(run, at=now())

    folder = log_folder / log / "work"
    folder.mkdir()
    with pytest.raises(Stopped):
        read_beside(forever(folder), folder, limits=LIMITS, told=stop_at_once)

    assert children() == before
    assert UploadedLog.objects.get(id=log).state == "cancelled"


def children() -> set[int]:
    return {one.pid for one in psutil.Process().children(recursive=True)}


def forever(folder: Path) -> dict[str, object]:
    """A reading that waits for its file for as long as one lets it: a pipe that nobody writes into."""
    pipe = folder / "pipe.csv"
    os.mkfifo(pipe)
    return {
        "job": "look",
        "name": "x",
        "files": {str(pipe): "pipe.csv"},
        "mapping": "",
        "at": now().isoformat(),
    }


def test_a_log_that_was_stopped_while_it_was_read_keeps_its_file_only(
    esi: Client, log: str, log_folder: Path
) -> None:
    run = claimed(log)
    esi.post(reverse("workspace:log_cancel", args=[log]))

    work(run)

    found = UploadedLog.objects.get(id=log)
    assert (found.state, found.looked, found.run) == ("cancelled", None, None)
    assert left_on_disk(log_folder) == [f"{log}/permits.csv"]
    assert not hand_in_look(run, at=now(), looked={"rows": 1})  # too late: the run is nobody's any more


def test_a_log_that_was_deleted_while_it_was_read_leaves_nothing(
    esi: Client, log: str, log_folder: Path
) -> None:
    run = claimed(log)
    esi.post(reverse("workspace:log_delete", args=[log]))

    work(run)

    assert not UploadedLog.objects.exists()
    assert left_on_disk(log_folder) == []


def test_a_reading_that_is_killed_says_so_and_can_be_run_again(
    esi: Client, log: str, log_folder: Path
) -> None:
    before = children()
    folder = log_folder / log / "work"
    folder.mkdir()

    def kill(how_far: HowFar) -> bool:
        for one in children() - before:
            os.kill(one, signal.SIGKILL)
        return True

    with pytest.raises(Failed, match="stopped from outside"):
        read_beside(forever(folder), folder, limits=LIMITS, told=kill)


def test_a_log_whose_worker_died_is_found_and_can_be_run_again(
    esi: Client, log: str, log_folder: Path
) -> None:
    claimed(log)
    (log_folder / log / "work").mkdir()
    (log_folder / log / "work" / "half-read").write_text("rows")

    assert give_up_the_dead(at=now() + timedelta(seconds=50)) == 0
    assert give_up_the_dead(at=now() + timedelta(seconds=70)) == 1

    found = UploadedLog.objects.get(id=log)
    assert (found.state, found.run) == ("failed", None)
    page = esi.get(reverse("workspace:log", args=[log])).content.decode()
    assert "stopped in the middle" in page
    assert left_on_disk(log_folder) == [f"{log}/permits.csv"]
    esi.post(reverse("workspace:log_again", args=[log]))
    assert worked(log).state == "waiting"


@pytest.mark.parametrize(
    ("limits", "why"),
    [(Limits(memory=1024, seconds=600), "MB of memory"), (Limits(memory=1 << 40, seconds=0), "takes longer")],
)
def test_a_reading_that_takes_too_much_is_ended(log_folder: Path, limits: Limits, why: str) -> None:
    folder = log_folder / "work"
    folder.mkdir(parents=True)
    before = children()

    with pytest.raises(Failed, match=why):
        read_beside(forever(folder), folder, limits=limits, told=lambda how_far: True)

    assert children() == before


def test_a_worker_that_is_stopped_gives_the_log_back(log: str, log_folder: Path) -> None:
    run = claimed(log)

    work(run, ending=lambda: True)

    found = UploadedLog.objects.get(id=log)
    assert (found.state, found.run) == ("uploaded", None)
    assert ProcrastinateJob.objects.count() == 2
    assert worked(log).state == "waiting"


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (packed(SMALL * 2000)[:-400], "gzip"),
        ("case,activity,when\n", "nothing to read"),
    ],
)
def test_what_cannot_be_read_fails_with_a_sentence_and_stays(
    esi: Client, log_folder: Path, body: str | bytes, why: str
) -> None:
    log = upload(esi, file(body))

    found = worked(log)

    assert found.state == "failed"
    assert why in found.error
    assert "permits.csv" in found.error
    assert str(log_folder) not in found.error
    assert left_on_disk(log_folder) == [f"{log}/permits.csv{'.gz' if isinstance(body, bytes) else ''}"]


def test_times_without_a_zone_wait_for_somebody_to_say_it(esi: Client) -> None:
    log = upload(esi, file(NAIVE))
    assert worked(log).state == "waiting"
    chosen = {"column-journey": "case", "column-name": "activity", "column-at": "when"}
    address = reverse("workspace:log_mapping", args=[log])

    refused = esi.post(address, chosen)
    taken = esi.post(address, {**chosen, "zone": "Europe/Amsterdam"})

    assert refused.status_code == 422
    assert 'href="#field-zone"' in refused.content.decode()
    assert taken.status_code == 302
    assert worked(log).state == "ready"


def test_a_log_deletes_itself_on_its_day(esi: Client, log_folder: Path) -> None:
    stays, goes = upload(esi), upload(esi, keep="30")
    day = UploadedLog.objects.get(id=goes).delete_on
    assert day == now().date() + timedelta(days=30)

    assert clear_up(at=now() + timedelta(days=29)) == 0
    assert clear_up(at=now() + timedelta(days=30)) == 1

    assert list(UploadedLog.objects.values_list("id", flat=True)) == [stays]
    assert left_on_disk(log_folder) == [f"{stays}/permits.csv"]


def test_what_an_interrupted_upload_left_is_cleared_up_after_a_day(log: str, log_folder: Path) -> None:
    (log_folder / "arriving").mkdir(exist_ok=True)
    for name in ("arriving/half", "0123abcd/old.csv"):
        (log_folder / name).parent.mkdir(exist_ok=True)
        (log_folder / name).write_text("half")

    clear_up(at=now())
    assert len(left_on_disk(log_folder)) == 3
    clear_up(at=now() + timedelta(days=2))

    assert left_on_disk(log_folder) == [f"{log}/permits.csv"]
