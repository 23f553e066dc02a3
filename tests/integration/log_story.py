"""Logs as somebody uploads them, and the worker's part done at once."""

import gzip
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from throughline.actions.log_work import Job, claim, hand_in_look, hand_in_report
from throughline.clock import now
from throughline.people import Role
from throughline.store import log_folder as on_disk
from throughline.store.models import Account, LogReport, Staff, UploadedLog
from throughline.worker.log_tasks import work

GARDEN = Path(__file__).resolve().parents[2] / "examples" / "logs" / "garden-permits.csv"
SMALL = """case,activity,when,employee,team
1,Apply,2026-03-02T09:00:00Z,,
1,Check,2026-03-03T09:00:00Z,Ben,Intake
1,Letter,2026-03-09T09:00:00Z,Ben,Intake
2,Apply,2026-03-02T10:00:00Z,,
2,Check,2026-03-05T09:00:00Z,Cai,Review
2,Letter,2026-03-06T09:00:00Z,Ben,Intake
3,Apply,2026-03-03T10:00:00Z,,
3,Letter,2026-03-16T09:00:00Z,Cai,Review
"""
NAIVE = SMALL.replace("T", " ").replace(":00Z", "")

WIDE = "request id,opened,closed,office\n" + "".join(
    f"R{n},2026-03-0{n}T09:00:00Z,2026-03-1{n}T09:00:00Z,North\n" for n in range(1, 8)
)
"""One row for each case, with a column for each date."""
PROMISED = "case,activity,when,answer due\n" + "".join(
    f"{n},{activity},2026-03-0{day}T09:00:00Z,2026-03-0{n + 3} 12:00\n"
    for n in (1, 2, 3)
    for activity, day in (("Apply", 1), ("Letter", 5))
)
"""Due on the 4th, 5th and 6th at noon; the letter comes on the 5th at nine: two of three are kept."""
OBJECTS = {
    "objectTypes": [{"name": "Order", "attributes": []}, {"name": "Parcel", "attributes": []}],
    "eventTypes": [{"name": name, "attributes": []} for name in ("placed", "packed", "sent")],
    "objects": [
        {"id": "o1", "type": "Order"},
        {"id": "o2", "type": "Order"},
        {"id": "p1", "type": "Parcel"},
    ],
    "events": [
        {
            "id": f"e{number}",
            "type": kind,
            "time": f"2026-03-0{number + 1}T09:00:00Z",
            "relationships": [{"objectId": one, "qualifier": ""} for one in objects],
        }
        for number, (kind, objects) in enumerate(
            [("placed", ["o1"]), ("packed", ["o1", "p1"]), ("sent", ["o1", "p1"]), ("placed", ["o2", "p1"])]
        )
    ],
}
"""Two orders and a parcel that meets both: either could be the journey."""


@pytest.fixture
def log_folder(tmp_path: Path, settings: LazySettings) -> Path:
    """Where the logs of this test lie."""
    settings.THROUGHLINE_LOG_FOLDER = tmp_path / "logs"
    return tmp_path / "logs"


def file(text: str | bytes = SMALL, name: str = "permits.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode() if isinstance(text, str) else text)


def packed(text: str) -> bytes:
    return gzip.compress(text.encode(), mtime=0)


def upload(client: Client, *files: SimpleUploadedFile, **said: object) -> str:
    """Upload files, and give the log's id."""
    answer = client.post(reverse("workspace:log_new"), {"files": list(files) or [file()], **said})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer.url).rstrip("/").rpartition("/")[2]


def worked(log: str) -> UploadedLog:
    """What the worker makes of it, one job after the other, until nothing is asked for."""
    while (run := claim(log, at=now())) is not None:
        work(run)
    return UploadedLog.objects.get(id=log)


@dataclass(frozen=True)
class Made:
    """What the worker made of a log that it really looked into and measured, to be handed in again."""

    looked: UploadedLog
    report: LogReport
    journeys: bytes


def made_of(log: str) -> Made:
    return Made(
        UploadedLog.objects.get(id=log), LogReport.objects.get(log=log), on_disk.journeys_of(log).read_bytes()
    )


def handed_in(log: str, made: Made) -> UploadedLog:
    """A log with the same rows, up to its report, in the worker's own way and without reading it again."""
    while (run := claim(log, at=now())) is not None:
        if run.job is Job.LOOK:
            hand_in_look(run, at=now(), looked=made.looked.looked)
            continue
        journeys = on_disk.work_folder(log) / "journeys"
        journeys.write_bytes(made.journeys)
        said = made.report
        hand_in_report(run, at=now(), html=said.html, figures=said.figures, told=said.told, journeys=journeys)
        on_disk.forget_work(log)
    return UploadedLog.objects.get(id=log)


def left_on_disk(folder: Path) -> list[str]:
    """Every file below the folder of all logs."""
    return sorted(str(one.relative_to(folder)) for one in folder.rglob("*") if one.is_file())


def staff_with(*roles: Role) -> Client:
    """Somebody else with these roles, signed in."""
    name = "-".join(roles)
    one = Staff.objects.create(
        id=f"staff-{name}",
        name=name.title(),
        initials=name[:2].upper(),
        email=f"{name}@throughline.example",
        roles=[role.value for role in roles],
        units=["harbour"],
        functions=[],
    )
    client = Client()
    client.force_login(Account.objects.create_user(one.email, staff=one))
    return client
