"""Asking a report more: groups and comparisons by what is known of each case."""

import pytest
from django.test import Client
from django.urls import reverse

from throughline.people import Role
from throughline.store import log_folder as on_disk
from throughline.store.models import UploadedLog

from .conftest import Cast
from .log_story import Made, file, handed_in, log_folder, made_of, staff_with, upload, worked
from .workspace_story import signed_in

__all__ = ["log_folder"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("design", "log_folder")]
ROWS = [(n, "house" if n % 3 else "<b>shed</b>", 2 + n % 5 + (0 if n % 3 else 9)) for n in range(1, 61)]
PERMITS = "case,activity,when,kind\n" + "".join(
    f"{n},Apply,2026-03-01T09:00:00Z,{kind}\n{n},Letter,2026-03-{days + 1:02}T09:00:00Z,{kind}\n"
    for n, kind, days in ROWS
)
MAPPING = "columns: {journey: case, name: activity, at: when}\nattributes: [kind]\n"


@pytest.fixture
def esi(cast: Cast) -> Client:
    return signed_in(cast.esi)


KEPT: list[Made] = []
"""The worker really measures once, for every log here holds the same rows."""


@pytest.fixture
def log(esi: Client) -> str:
    log = upload(esi, file(PERMITS), mapping=file(MAPPING, "mapping.yaml"))
    found = handed_in(log, KEPT[0]) if KEPT else worked(log)
    assert found.state == "ready", found.error
    if not KEPT:
        KEPT.append(made_of(log))
    return log


def asked(client: Client, log: str, **said: str) -> tuple[int, str]:
    answer = client.get(reverse("workspace:log_ask", args=[log]), said)
    return answer.status_code, answer.content.decode()


def test_it_offers_what_is_known_of_each_case(esi: Client, log: str) -> None:
    status, page = asked(esi, log)

    assert status == 200
    assert page.count('<option value="kind">kind</option>') == 2  # to split by, and to compare by
    assert 'id="answer"' not in page
    assert (
        reverse("workspace:log_ask", args=[log])
        in esi.get(reverse("workspace:log", args=[log])).content.decode()
    )


def test_journeys_are_put_in_groups(esi: Client, log: str) -> None:
    status, page = asked(esi, log, by="kind")

    assert status == 200
    assert '<th scope="row">house</th><td class="n" data-label="journeys">40</td>' in page
    assert '<th scope="row">&lt;b&gt;shed&lt;/b&gt;</th><td class="n" data-label="journeys">20</td>' in page
    assert "<b>shed</b>" not in page


def test_journeys_are_compared_by_an_attribute_as_if_it_were_the_office(esi: Client, log: str) -> None:
    status, page = asked(esi, log, units="kind", measure="elapsed_days")

    assert status == 200
    assert "Journeys compared: kind" in page
    assert "<svg" in page
    assert '<th scope="row">house</th><td class="n" data-label="journeys">40</td>' in page
    assert "<b>shed</b>" not in page


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"by": "colour"}, "Journeys cannot be put in groups by “colour”. Choose from the list: kind."),
        ({"by": "unit"}, "Journeys cannot be put in groups by “Office”. Choose from the list: kind."),
        ({"units": "colour"}, "Journeys cannot be compared by “colour”. Choose from the list: kind."),
        ({"units": "unit"}, "Journeys cannot be compared by “Office”. Choose from the list: kind."),
        (
            {"units": "kind", "measure": "joy"},
            "Nothing is told here called “joy” to compare on. Choose from the list: How long",
        ),
    ],
)
def test_what_nobody_knows_is_said_in_a_sentence(
    esi: Client, log: str, said: dict[str, str], sentence: str
) -> None:
    status, page = asked(esi, log, **said)

    assert status == 422
    assert sentence in page
    assert 'id="answer"' not in page


def test_a_colleague_with_the_role_may_ask_and_others_may_not(log: str, cast: Cast) -> None:
    assert asked(staff_with(Role.DESIGNER), log, by="kind")[0] == 200
    assert asked(signed_in(cast.chidi), log, by="kind")[0] == 404
    assert asked(Client(), log, by="kind")[0] == 302
    assert esi_posts(cast, log) == 405


def esi_posts(cast: Cast, log: str) -> int:
    return signed_in(cast.esi).post(reverse("workspace:log_ask", args=[log])).status_code


def test_a_report_from_before_says_what_to_do(esi: Client, log: str) -> None:
    on_disk.journeys_of(log).unlink()

    status, page = asked(esi, log, by="kind")

    assert status == 200
    assert "measure the log once more" in page


def test_too_many_journeys_are_for_the_command_line(
    esi: Client, log: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("throughline.queries.logs_asked.MOST_JOURNEYS", 59)

    assert "too many to answer while you wait" in asked(esi, log)[1]


def test_without_a_report_there_is_nothing_to_ask(esi: Client) -> None:
    log = upload(esi)

    assert asked(esi, log)[0] == 404


def test_the_kept_journeys_go_with_the_log(esi: Client, log: str) -> None:
    kept = on_disk.journeys_of(log)
    assert kept.exists()

    esi.post(reverse("workspace:log_delete", args=[log]))

    assert not kept.exists()
    assert not UploadedLog.objects.exists()
