"""A log in a browser: from upload to report and gone, with and without scripts, and how each state looks."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import LazySettings
from playwright.sync_api import Page, expect
from tests.functional.conftest import DESK, PHONE, Cast, Enter, LooksRight
from tests.functional.test_portal_keyboard import press_enter_and_go, tab_to
from tests.integration.log_story import (
    GARDEN,
    NAIVE,
    OBJECTS,
    PROMISED,
    WIDE,
    Made,
    handed_in,
    log_folder,
    made_of,
    worked,
)

from throughline.clock import now
from throughline.intake.mapping import ObjectUse
from throughline.intake.mapping_file import mapping_from
from throughline.store.models import UploadedLog

__all__ = ["log_folder"]
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("browser"),
    pytest.mark.usefixtures("log_folder"),
]
Picture = Callable[..., None]
LOGS = "/workspace/logs/"
LONGEST = 60_000
"""The first page of a process about rides loads what analyses."""
SHARED = Path(os.environ.get("THROUGHLINE_LOGS", Path(__file__).parents[3] / "shared" / "data"))
COWS = SHARED / "ocel20_example.sqlite"


def newest() -> str:
    return UploadedLog.objects.order_by("-id").values_list("id", flat=True)[0]


def upload(page: Page, path: Path) -> str:
    page.goto(f"{LOGS}new/")
    page.get_by_label("The file, or several").set_input_files(path)
    page.get_by_role("button", name="Upload", exact=True).click()
    page.wait_for_url("**/workspace/logs/*/")
    return newest()


def see_what_was_found(page: Page) -> None:
    """From the page that came by itself when the worker was done.

    While it still asks for itself again, its answer may turn back whoever goes elsewhere by the address.
    """
    page.get_by_role("button", name="See what we found").click()


def measure(page: Page, log: str) -> None:
    """Ask for the report, be told that it is made, and wait on that page until it says that it is there."""
    page.get_by_role("button", name="Measure it").click()
    expect(page.get_by_text("We measure it now")).to_be_visible()
    worked(log)
    expect(page.get_by_role("button", name="Read the report")).to_be_visible()


EXAMPLE: list[Made] = []
"""The worker really measures the example once, for it is the same for everybody."""


def example_worked(log: str) -> None:
    if EXAMPLE:
        handed_in(log, EXAMPLE[0])
        return
    worked(log)
    EXAMPLE.append(made_of(log))


def test_from_upload_to_report_and_gone(
    enter: Enter, people: Cast, looks_right: LooksRight, picture: Picture
) -> None:
    esi = enter(people.esi.email, viewport=DESK)
    esi.goto("/workspace/ride/", timeout=LONGEST)
    esi.get_by_role("link", name="Logs from elsewhere").click()
    expect(esi.get_by_role("heading", name="What is an event log?")).to_be_visible()
    looks_right(esi)
    esi.get_by_role("button", name="Upload a log").click()
    looks_right(esi)

    log = upload(esi, GARDEN)
    expect(esi.get_by_text("Waiting for its turn", exact=False).first).to_be_visible()
    looks_right(esi)
    worked(log)
    esi.get_by_role("button", name="See what we found").click()  # the page came by itself

    expect(esi.get_by_label("The case")).to_have_value("Application no")
    expect(esi.locator(".tl-log-examples").first).to_contain_text("GP-20250229")
    looks_right(esi)
    picture(esi, "log-mapping")
    esi.get_by_label("What “Letter sent” is to the person").select_option("They hear it from us")
    esi.get_by_label("What “Ask for missing drawing” is to the person").select_option(
        "We ask them for something"
    )
    about = esi.get_by_role("row", name="Ask for missing drawing").get_by_label("What for?")
    about.fill("drawing")
    esi.get_by_role("button", name="Measure it").click()

    expect(esi.get_by_text("We measure it now")).to_be_visible()
    worked(log)
    expect(esi.get_by_role("button", name="Read the report")).to_be_visible()
    looks_right(esi)
    picture(esi, "log-report")
    framed = esi.frame_locator("iframe[title='The report']")
    expect(framed.get_by_role("heading", level=1)).to_be_visible()
    esi.get_by_role("button", name="Read the report").click()
    expect(esi.get_by_role("heading", level=1)).to_be_visible()

    esi.goto(f"{LOGS}{log}/")
    esi.get_by_role("link", name="Delete this log").click()
    looks_right(esi)
    esi.get_by_role("button", name="Delete it").click()
    expect(esi.get_by_text("is deleted, with its files and its report")).to_be_visible()
    expect(esi.get_by_role("heading", name="What is an event log?")).to_be_visible()


def test_without_scripts_it_is_the_same(enter: Enter, people: Cast) -> None:
    esi = enter(people.esi.email, javascript=False)
    esi.goto(LOGS)
    esi.get_by_role("button", name="Try it with an example").click()
    expect(esi.get_by_text("Waiting for its turn", exact=False).first).to_be_visible()

    example_worked(newest())

    expect(esi.get_by_role("button", name="Read the report")).to_be_visible()  # it looked again by itself
    esi.get_by_role("button", name="Change what it means").click()
    expect(esi.get_by_label("What “Ask for missing drawing” is to the person")).to_have_value("asked")
    esi.get_by_role("button", name="Show its activities").click()
    esi.get_by_role("button", name="Measure it").click()
    expect(esi.get_by_role("button", name="Stop")).to_be_visible()
    esi.get_by_role("button", name="Stop").click()
    expect(esi.get_by_role("button", name="Run it again")).to_be_visible()


def test_a_mistake_is_named_at_its_question(
    enter: Enter, people: Cast, looks_right: LooksRight, picture: Picture, tmp_path: Path
) -> None:
    esi = enter(people.esi.email)
    naive, wrong = tmp_path / "naive.csv", tmp_path / "permits.pdf"
    naive.write_text(NAIVE)
    wrong.write_bytes(b"%PDF-1.4 ...")

    esi.goto(f"{LOGS}new/")
    esi.get_by_label("The file, or several").set_input_files(wrong)
    esi.get_by_role("button", name="Upload", exact=True).click()
    expect(esi.get_by_role("alert").get_by_text("permits.pdf: The file is a PDF")).to_be_visible()
    looks_right(esi)
    picture(esi, "all/log-refused-phone")

    worked(upload(esi, naive))
    see_what_was_found(esi)
    esi.get_by_role("button", name="Measure it").click()
    esi.get_by_role("alert").get_by_role("link", name="The times do not say in which zone").click()
    expect(esi.get_by_label("Where were the times written?")).to_be_focused()
    looks_right(esi)
    picture(esi, "all/log-mapping-error-phone")


def test_without_a_mouse(enter: Enter, people: Cast) -> None:
    esi = enter(people.esi.email, viewport=DESK)
    esi.goto(LOGS)
    tab_to(esi, "Try it with an example")
    press_enter_and_go(esi)
    tab_to(esi, "Stop")
    press_enter_and_go(esi)
    worked(newest())
    tab_to(esi, "Run it again")
    press_enter_and_go(esi)
    example_worked(newest())
    expect(esi.get_by_role("button", name="Read the report")).to_be_visible()
    tab_to(esi, "Change what it means")
    press_enter_and_go(esi)
    tab_to(esi, "Which office")
    esi.keyboard.press("N")  # a list is chosen from by its first letters
    tab_to(esi, "Measure it")
    press_enter_and_go(esi)

    expect(esi.get_by_text("We measure it now")).to_be_visible()
    assert "not_told:\n- unit\n" in UploadedLog.objects.get().mapping


@pytest.mark.skipif(not COWS.exists(), reason="the log is not here: THROUGHLINE_LOGS names its folder")
@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without"])
def test_a_log_of_many_things_from_upload_to_report(
    enter: Enter, people: Cast, looks_right: LooksRight, picture: Picture, javascript: bool
) -> None:
    """A made-up purchase: somebody sends an invoice, and wants to be paid."""
    esi = enter(people.esi.email, javascript=javascript)
    log = upload(esi, COWS)
    worked(log)
    see_what_was_found(esi)
    esi.get_by_label("Invoice").check()
    esi.get_by_role("button", name="Look at its columns").click()
    expect(esi.get_by_role("button", name="Stop")).to_be_visible()
    worked(log)
    see_what_was_found(esi)

    expect(esi.get_by_text("The journey is that of each Invoice.")).to_be_visible()
    expect(esi.get_by_text("P1", exact=True)).to_be_visible()
    esi.get_by_label("Purchase Order", exact=True).select_option("A department that does it")
    esi.get_by_label("Payment", exact=True).select_option("Leave it out")
    esi.get_by_label("Where were the times written?").select_option("Europe/Berlin")
    esi.get_by_label("What “Insert Payment” is to the person").select_option(
        "It ends here, and they got what they came for"
    )
    if javascript:
        looks_right(esi)
        picture(esi, "all/log-mapping-things-phone")
    measure(esi, log)

    esi.goto(f"{LOGS}{log}/report/")
    expect(esi.get_by_role("heading", level=1)).to_be_visible()
    expect(esi.get_by_text("Set Payment Block").first).to_be_attached()
    told = mapping_from(UploadedLog.objects.get(id=log).mapping)
    assert told.object_types["Purchase Order"] is ObjectUse.FUNCTION
    assert (told.journey_type, told.goals) == ("Invoice", {"Insert Payment"})


STATES = {
    "queued": {"state": "uploaded"},
    "looking": {"state": "looking", "phase": "checking", "progress": 62, "done": 260_000, "of": 380_000},
    "measuring": {"state": "measuring", "phase": "measuring", "progress": 60, "of": 4_956},
    "failed": {
        "state": "failed",
        "error": "permits.csv.gz is not a whole gzip file: it ended in the middle. Fetch it again.",
    },
    "cancelled": {"state": "cancelled"},
}


REFUSED = {
    "too-large": (
        "permits.csv",
        b"case,activity,when\n" * 60_000,
        "These files are larger than 1 MB together",
    ),
    "unreadable": ("permits.csv", b"\x00\x01\x02" * 500, "permits.csv: The file is not text"),
    "cut-off": (
        "permits.csv.gz",
        b"\x1f\x8b\x08" + b"\x00" * 6 + b"\x03 no gzip in here",
        "begins like gzip but cannot be unpacked",
    ),
    "empty": ("permits.csv", b"", "The file is empty. Choose another one."),
}
"""What is refused before anything is kept: the file's name, what is in it, and the sentence."""


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_every_refusal_of_an_upload_looks_right(
    enter: Enter,
    people: Cast,
    looks_right: LooksRight,
    picture: Picture,
    size: dict[str, int],
    tmp_path: Path,
    settings: LazySettings,
) -> None:
    settings.THROUGHLINE_LOG_BYTES = 1024 * 1024
    esi = enter(people.esi.email, viewport=size)
    for what, (name, body, sentence) in REFUSED.items():
        (tmp_path / name).write_bytes(body)
        esi.goto(f"{LOGS}new/", timeout=LONGEST)
        esi.get_by_label("What shall we call it?").fill("Permits of spring")
        esi.get_by_label("The file, or several").set_input_files(tmp_path / name)
        esi.get_by_role("button", name="Upload", exact=True).click()

        esi.get_by_role("alert").get_by_role("link", name=sentence).click()
        expect(esi.get_by_label("The file, or several")).to_be_focused()
        expect(esi.get_by_label("What shall we call it?")).to_have_value("Permits of spring")
        looks_right(esi)
        picture(esi, f"all/log-refused-{what}-{'phone' if size is PHONE else 'desk'}")
    assert not UploadedLog.objects.exists()


def test_every_state_looks_right_on_a_phone_and_at_a_desk(
    enter: Enter, people: Cast, looks_right: LooksRight, picture: Picture, tmp_path: Path
) -> None:
    esi = enter(people.esi.email)

    def seen(page: Page, what: str) -> None:
        for name, size in (("phone", PHONE), ("desk", DESK)):
            page.set_viewport_size(size)
            looks_right(page)
            picture(page, f"all/log-{what}-{name}")

    esi.goto(LOGS, timeout=LONGEST)
    seen(esi, "empty")
    esi.goto(f"{LOGS}new/")
    seen(esi, "new")
    log = upload(esi, GARDEN)
    for state, said in STATES.items():
        run = {"run": "r", "beat_at": now()} if state in {"looking", "measuring"} else {}
        UploadedLog.objects.filter(id=log).update(**{"run": None, "beat_at": None, **said, **run})
        esi.goto(f"{LOGS}{log}/")
        seen(esi, state)
    UploadedLog.objects.filter(id=log).update(state="uploaded", error="")
    worked(log)
    for address, what in (("", "waiting"), ("mapping/", "mapping")):
        esi.goto(f"{LOGS}{log}/{address}")
        seen(esi, what)
    measure(esi, log)
    for address, what in (("", "ready"), ("delete/", "delete")):
        esi.goto(f"{LOGS}{log}/{address}")
        seen(esi, what)
    for question, what in (("", "ask"), ("?by=unit", "ask-groups"), ("?by=colour", "ask-wrong")):
        esi.goto(f"{LOGS}{log}/ask/{question}")
        seen(esi, what)
    esi.get_by_label("Compare journeys by").select_option(index=0)
    esi.get_by_role("button", name="Compare").click()
    seen(esi, "ask-units")
    esi.goto(LOGS)
    seen(esi, "list")
    others = (("orders.json", json.dumps(OBJECTS)), ("requests.csv", WIDE), ("promised.csv", PROMISED))
    for name_of, body in others:
        (tmp_path / name_of).write_text(body)
        other = upload(esi, tmp_path / name_of)
        worked(other)
        see_what_was_found(esi)
        seen(esi, f"mapping-{name_of.split('.')[0]}")
