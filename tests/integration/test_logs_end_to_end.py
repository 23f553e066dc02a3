"""A log from upload to report, and gone again with everything that was made of it."""

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from throughline.store.models import LogAct, LogFile, LogReport, UploadedLog

from .conftest import Cast
from .log_story import GARDEN, file, left_on_disk, log_folder, upload, worked
from .workspace_story import signed_in

__all__ = ["log_folder"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("design", "log_folder")]


@pytest.fixture
def esi(cast: Cast) -> Client:
    return signed_in(cast.esi)


def test_a_log_is_looked_at_confirmed_measured_read_and_deleted(esi: Client, log_folder: Path) -> None:
    log = upload(esi, file(GARDEN.read_bytes(), "garden-permits.csv"))
    found = worked(log)
    assert (found.state, found.looked["taken"]["journey"]["source"]) == ("waiting", "Application no")

    page = esi.get(reverse("workspace:log_mapping", args=[log]))
    assert "GP-2025" in page.content.decode()
    chosen = {"journey": "Application no", "name": "Activity", "at": "Event time", "person": "Employee"}
    answer = esi.post(
        reverse("workspace:log_mapping", args=[log]), {f"column-{ours}": one for ours, one in chosen.items()}
    )
    assert answer.status_code == 302, answer.content.decode()
    assert worked(log).state == "ready"

    report = esi.get(reverse("workspace:log_report", args=[log]))
    assert "What it is like to be on the receiving end" in report.content.decode()
    assert "throughline ride garden-permits.csv --mapping mapping.yaml" in report.content.decode()
    assert left_on_disk(log_folder) == [f"{log}/garden-permits.csv", f"{log}/journeys.arrow"]

    esi.post(reverse("workspace:log_delete", args=[log]))

    assert left_on_disk(log_folder) == []
    assert not (log_folder / log).exists()
    for table in (UploadedLog, LogFile, LogReport):
        assert not table.objects.exists()
    assert list(LogAct.objects.order_by("id").values_list("act", flat=True)) == [
        "uploaded",
        "confirmed",
        "opened",
        "deleted",
    ]


def test_the_example_is_measured_with_one_click(esi: Client) -> None:
    answer = esi.post(reverse("workspace:log_example"), follow=True)
    log = UploadedLog.objects.get()

    assert answer.status_code == 200
    assert worked(log.id).state == "ready"
    assert LogReport.objects.get().figures["log"]["journeys"] == 420
