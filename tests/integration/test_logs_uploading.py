"""What is taken in, what is refused and why, and that nothing of what was refused stays."""

from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse

from throughline.store.models import LogFile, UploadedLog

from .conftest import Cast
from .log_story import SMALL, file, left_on_disk, log_folder, packed, upload
from .workspace_story import signed_in

__all__ = ["log_folder"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("design", "log_folder")]


@pytest.fixture
def esi(cast: Cast) -> Client:
    return signed_in(cast.esi)


def refused(client: Client, *files: object, **said: object) -> str:
    answer = client.post(reverse("workspace:log_new"), {"files": list(files), **said})
    assert answer.status_code == 422
    assert not UploadedLog.objects.exists()
    return answer.content.decode()


def test_a_file_is_kept_as_it_came_under_a_name_of_our_own(esi: Client, log_folder: Path) -> None:
    log = upload(esi, file(packed(SMALL), "../../etc/Permits of 2025 (final).xlsx"))

    kept = LogFile.objects.get()
    assert (kept.name, kept.stored) == ("Permits of 2025 (final).xlsx", "Permits-of-2025-final.csv.gz")
    assert (kept.kind, kept.packed, kept.size) == ("csv", True, len(packed(SMALL)))
    assert left_on_disk(log_folder) == [f"{log}/Permits-of-2025-final.csv.gz"]
    on_disk = log_folder / log / kept.stored
    assert on_disk.read_bytes() == packed(SMALL)
    assert (on_disk.stat().st_mode & 0o777, (log_folder / log).stat().st_mode & 0o777) == (0o600, 0o700)


def test_several_files_of_one_name_each_have_their_place(esi: Client) -> None:
    upload(esi, file(name="north.csv"), file(name="north.csv"), file(name="South.csv"), files_are="units")

    stored = LogFile.objects.order_by("place").values_list("stored", flat=True)
    assert list(stored) == ["north.csv", "north-2.csv", "South.csv"]
    assert "unit_from_file: true" in UploadedLog.objects.get().mapping


def test_a_name_is_for_people_and_is_shown_as_text(esi: Client) -> None:
    upload(esi, name="<script>alert(1)</script>")

    page = esi.get(reverse("workspace:logs")).content.decode()
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"", "The file is empty"),
        (b"%PDF-1.7 ...", "The file is a PDF"),
        (b"PK\x03\x04 [Content_Types].xml xl/workbook.xml", "Excel workbook"),
        (b"PK\x03\x04 data.csv", "a zip archive"),
        (b"\x1f\x8b\x08nonsense", "cannot be unpacked"),
        (b"MZ\x90\x00\x03\x00", "not text"),
        (b"<html><body>case,activity,time</body></html>", "XML or a web page"),
        (b'{"case": 1}', "The file is JSON"),
        (b"case;activity\n1;Apply\n", "at least three columns"),
    ],
)
def test_what_is_no_log_is_refused_with_what_it_is(
    esi: Client, log_folder: Path, body: bytes, why: str
) -> None:
    said = refused(esi, file(body, "log.csv"))

    assert why in said
    assert "log.csv" in said
    assert 'href="#field-files"' in said
    assert left_on_disk(log_folder) == []


def test_no_file_at_all_is_refused(esi: Client) -> None:
    assert "Choose a file." in refused(esi)


def test_files_over_the_limit_together_are_refused_while_they_come(
    esi: Client, log_folder: Path, settings: LazySettings
) -> None:
    settings.THROUGHLINE_LOG_BYTES = 1024 * 1024
    half = SMALL + "x" * 700_000

    said = refused(esi, file(half, "a.csv"), file(half, "b.csv"), name="Permits")

    assert "larger than 1 MB together" in said
    assert 'value="Permits"' in said
    assert left_on_disk(log_folder) == []


def test_the_limit_is_told_before(esi: Client, settings: LazySettings) -> None:
    settings.THROUGHLINE_LOG_BYTES = 7 * 1024 * 1024

    assert "Up to 7 MB together" in esi.get(reverse("workspace:log_new")).content.decode()


def test_far_more_than_the_limit_is_not_even_listened_to(esi: Client, log_folder: Path) -> None:
    answer = esi.generic(
        "POST",
        reverse("workspace:log_new"),
        b"--x\r\n",
        content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(1 << 40),
    )

    assert answer.status_code == 413
    assert left_on_disk(log_folder) == []


@pytest.mark.parametrize(
    ("mapping", "why"),
    [
        ("columns: {journey: [}", "is not valid YAML"),
        ("colums: {journey: case}", "is not a key of a mapping"),
        ("zone: Mars/Olympus", "there is no time zone"),
        (b"\xff\xfe\x00", "is not text"),
    ],
)
def test_a_mapping_that_cannot_be_followed_is_refused_beside_its_question(
    esi: Client, log_folder: Path, mapping: str | bytes, why: str
) -> None:
    said = refused(esi, file(), mapping=file(mapping, "permits.yaml"))

    assert why in said
    assert "permits.yaml" in said
    assert 'href="#field-mapping"' in said
    assert left_on_disk(log_folder) == []


def test_somebody_who_uploads_without_end_is_asked_to_wait(esi: Client) -> None:
    answers = {esi.post(reverse("workspace:log_new")).status_code for _ in range(31)}

    assert answers == {422, 429}


def test_when_the_log_cannot_be_written_down_nothing_stays(
    esi: Client, log_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(log: str) -> None:
        raise RuntimeError("the queue is gone")

    monkeypatch.setattr("throughline.actions.logs._ask_the_worker", broken)

    with pytest.raises(RuntimeError, match="the queue is gone"):
        esi.post(reverse("workspace:log_new"), {"files": [file()]})

    assert left_on_disk(log_folder) == []
    assert not UploadedLog.objects.exists()
