"""The report of a log in a real browser: on a phone, at a desk, on paper, without a mouse, and shut in."""

from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader
from tests.functional.conftest import DESK, PHONE, LooksRight

from throughline.insight.report.material import walks_of
from throughline.insight.report.page import whole_report
from throughline.insight.ride import ride_of
from throughline.intake.mapping_file import read_mapping
from throughline.intake.read import read_log

pytestmark = pytest.mark.xdist_group("browser")
LOGS = Path(__file__).resolve().parents[2] / "examples" / "logs"
NARROWEST = {"width": 320, "height": 640}
Open = Callable[[dict[str, int]], Page]


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    log = read_log(LOGS / "garden-permits.csv", read_mapping(LOGS / "garden-permits.yaml"))
    ride = ride_of(log.record, journeys=log.journeys)
    page = tmp_path_factory.mktemp("report") / "ride.html"
    page.write_text(
        whole_report(
            log.record,
            ride,
            name="garden-permits-of-everybody-in-all-offices.csv",
            columns=log.reasons,
            problems=log.sentences,
            walks=walks_of(ride),
        ),
        encoding="utf-8",
    )
    return page


@pytest.fixture
def opened(browser: Browser, report: Path) -> Iterator[Open]:
    """Opens the report in a window of a size; whatever it asks the network for fails the test."""
    contexts = []
    asked: list[str] = []

    def _open(viewport: dict[str, int]) -> Page:
        context = browser.new_context(viewport=viewport)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.goto(report.as_uri())
        return page

    yield _open
    for context in contexts:
        context.close()
    assert {url.partition("#")[0] for url in asked} == {report.as_uri()}


@pytest.mark.parametrize("viewport", [NARROWEST, PHONE, DESK], ids=["narrowest", "phone", "desk"])
def test_it_looks_right_everywhere(opened: Open, looks_right: LooksRight, viewport: dict[str, int]) -> None:
    page = opened(viewport)

    looks_right(page)
    for fold in page.locator("details").all():
        fold.evaluate("fold => fold.open = true")
    looks_right(page)


def test_a_drawing_is_shown_once_and_fits_its_window(opened: Open) -> None:
    for viewport in (PHONE, DESK):
        page = opened(viewport)
        shown = page.locator("svg:visible")
        boxes = [box for one in shown.all() if (box := one.bounding_box())]
        assert len(boxes) > 10
        assert all(box["x"] >= 0 and box["x"] + box["width"] <= viewport["width"] for box in boxes)
        assert page.locator("#receiving figure").first.locator("svg:visible").count() == 1


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_no_table_is_scrolled_sideways(opened: Open, viewport: dict[str, int]) -> None:
    page = opened(viewport)
    for fold in page.locator("details").all():
        fold.evaluate("fold => fold.open = true")

    tables = page.locator(".ride-scroll").all()
    wide = [
        one.get_attribute("aria-label")
        for one in tables
        if one.evaluate("one => one.scrollWidth > one.clientWidth")
    ]

    assert len(tables) > 5
    assert wide == []


def test_it_is_read_without_a_mouse(opened: Open) -> None:
    page = opened(DESK)

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the report")).to_be_focused()
    page.get_by_role("link", name="6. Over time").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="6. Over time")).to_be_in_viewport()
    fold = page.locator("#over-time summary").first
    fold.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#over-time table").first).to_be_visible()


def test_every_link_leads_to_a_place_on_the_page(opened: Open) -> None:
    page = opened(PHONE)

    lost = page.evaluate(
        "[...document.querySelectorAll('a')].map(a => a.getAttribute('href'))"
        ".filter(to => !document.getElementById(to.slice(1)))"
    )
    assert lost == []


def test_on_paper_it_has_numbered_pages_of_a4_and_every_part(opened: Open) -> None:
    page = opened(DESK)

    paper = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))

    width, height = paper.pages[0].mediabox.width, paper.pages[0].mediabox.height
    assert (round(float(width)), round(float(height))) in {(595, 842), (596, 842), (595, 841)}
    text = "\n".join(sheet.extract_text() for sheet in paper.pages)
    for part in ("1. In short", "2. Where time goes", "5. Walking the hallway", "8. How this was made"):
        assert part in text
    assert f"1 of {len(paper.pages)}" in text
    assert "What each measure means" in text
    assert min(len(sheet.extract_text()) for sheet in paper.pages[:-1]) > 500  # no page is all but empty
