"""Who uploads logs, reads their reports, and deletes them."""

import pytest
from django.test import Client
from django.urls import reverse

from throughline.people import Role
from throughline.store.models import Account, LogReport, UploadedLog

from .conftest import Cast
from .log_story import log_folder, staff_with, upload
from .workspace_story import signed_in

__all__ = ["log_folder"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("design", "log_folder")]
LOOKING = (
    "log",
    "log_progress",
    "log_mapping",
    "log_report",
    "log_report_file",
    "log_figures",
    "log_mapping_file",
    "log_ask",
)
CHANGING = ("log_cancel", "log_again", "log_delete")


@pytest.fixture
def lead(cast: Cast) -> Client:
    return staff_with(Role.LEAD)


@pytest.fixture
def log(lead: Client) -> str:
    """A lead's log, measured."""
    log = upload(lead)
    UploadedLog.objects.filter(id=log).update(
        state="ready",
        mapping="zone: UTC\n",
        looked={"rows": 8, "columns": [], "taken": {}, "problems": [], "refused": ""},
    )
    LogReport.objects.create(
        log_id=log,
        made_at="2026-03-02T09:00:00Z",
        html="<p>It took long.</p>",
        figures={"log": {}},
        told=["It took long."],
    )
    return log


def addresses(log: str, names: tuple[str, ...]) -> list[str]:
    return [reverse(f"workspace:{name}", args=[log]) for name in names]


def everything(log: str) -> list[str]:
    general = [reverse(f"workspace:{name}") for name in ("logs", "log_new", "log_example")]
    return [*general, *addresses(log, (*LOOKING, *CHANGING))]


def test_a_stranger_is_asked_to_sign_in(log: str) -> None:
    for address in everything(log):
        for answer in (Client().get(address), Client().post(address)):
            assert answer.status_code in {302, 405}, address
            assert answer.status_code == 405 or "/accounts/" in answer["Location"], address


@pytest.mark.parametrize("who", ["amara", "ben", "chidi"])
def test_who_answers_for_no_part_of_the_service_finds_nothing(log: str, cast: Cast, who: str) -> None:
    client = signed_in(getattr(cast, who))

    for address in everything(log):
        for answer in (client.get(address), client.post(address)):
            assert answer.status_code in {404, 405}, address
    assert "Logs from elsewhere" not in client.get(reverse("workspace:insight")).content.decode()
    assert UploadedLog.objects.count() == 1


def test_a_colleague_with_the_role_reads_the_report_and_changes_nothing(log: str) -> None:
    designer = staff_with(Role.DESIGNER)

    for address in addresses(
        log, ("log", "log_progress", "log_report", "log_report_file", "log_figures", "log_ask")
    ):
        assert designer.get(address).status_code == 200, address
    page = designer.get(reverse("workspace:log", args=[log])).content.decode()
    assert "Delete this log" not in page
    assert designer.get(reverse("workspace:log_mapping", args=[log])).status_code == 403  # examples of rows
    assert designer.get(reverse("workspace:log_delete", args=[log])).status_code == 403
    for address in addresses(log, CHANGING):
        assert designer.post(address).status_code == 403, address
    assert UploadedLog.objects.get().state == "ready"


def test_a_leader_may_delete_what_somebody_else_uploaded(log: str, cast: Cast) -> None:
    answer = signed_in(cast.esi).post(reverse("workspace:log_delete", args=[log]), follow=True)

    assert "is deleted, with its files and its report" in answer.content.decode()
    assert not UploadedLog.objects.exists()


def test_a_log_that_does_not_exist_is_not_found(lead: Client) -> None:
    for address in addresses("0" * 32, (*LOOKING, "log_delete")):
        assert lead.get(address).status_code == 404, address
    for address in addresses("0" * 32, CHANGING):
        assert lead.post(address).status_code == 404, address


def test_looking_changes_nothing_and_changing_is_never_a_link(log: str, lead: Client) -> None:
    for name in ("log_cancel", "log_again"):
        assert lead.get(reverse(f"workspace:{name}", args=[log])).status_code == 405
    for address in addresses(log, LOOKING):
        if not address.endswith("/mapping/"):
            assert lead.post(address).status_code == 405, address
    assert lead.get(reverse("workspace:log_example")).status_code == 405
    assert lead.get(reverse("workspace:log_delete", args=[log])).status_code == 200
    assert UploadedLog.objects.get().state == "ready"


def test_without_its_token_no_form_does_anything(cast: Cast, log: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(Account.objects.get(email=cast.esi.email))

    for address in (reverse("workspace:log_new"), *addresses(log, ("log_delete", "log_mapping"))):
        assert strict.post(address).status_code == 403, address
    assert UploadedLog.objects.count() == 1


def test_the_report_is_shut_in(log: str, lead: Client) -> None:
    answer = lead.get(reverse("workspace:log_report", args=[log]))

    policy = answer["Content-Security-Policy"]
    assert answer.content.decode() == "<p>It took long.</p>"
    assert policy.startswith("default-src 'none';")
    assert policy.endswith("; sandbox")
    assert "script" not in policy
    assert answer["X-Frame-Options"] == "SAMEORIGIN"


def test_what_is_taken_away_is_saved_and_never_shown(log: str, lead: Client) -> None:
    for name, ending in (("log_report_file", "html"), ("log_figures", "json"), ("log_mapping_file", "yaml")):
        answer = lead.get(reverse(f"workspace:{name}", args=[log]))

        assert answer["Content-Disposition"] == f"attachment; filename*=UTF-8''permitscsv.{ending}"
        assert "sandbox" in answer["Content-Security-Policy"]
        assert answer["X-Content-Type-Options"] == "nosniff"
