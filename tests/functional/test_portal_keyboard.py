"""The person's door by keyboard alone: no mouse, and one always sees where one is."""

import pytest
from playwright.sync_api import Page, expect
from tests.functional.conftest import Enter

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("browser")]
LONGEST = 40


def tab_to(page: Page, name: str) -> None:
    """Press Tab until the thing of this name has the focus."""
    for _ in range(LONGEST):
        page.keyboard.press("Tab")
        focused = page.evaluate(
            "(document.activeElement.labels?.[0]?.innerText || document.activeElement.innerText || '').trim()"
        )
        if focused.startswith(name):
            return
    raise AssertionError(f"'{name}' cannot be reached by keyboard on {page.url}")


def press_enter_and_go(page: Page) -> None:
    """Follow a link or send a form, and wait for the next page."""
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_somebody_starts_and_answers_without_a_mouse(enter: Enter) -> None:
    page = enter()

    page.goto("/food-business-licence/")
    tab_to(page, "Start now")
    press_enter_and_go(page)
    tab_to(page, "Harbour district office")
    page.keyboard.press("Space")
    press_enter_and_go(page)
    tab_to(page, "On my own")
    page.keyboard.press("Space")
    press_enter_and_go(page)
    tab_to(page, "I tell you my idea")
    press_enter_and_go(page)
    tab_to(page, "What will your business be called?")
    page.keyboard.type("Amara's Table")
    press_enter_and_go(page)

    expect(page.get_by_role("heading", name="What would you like to sell?")).to_be_visible()


def test_the_first_tab_offers_to_skip_to_the_content(enter: Enter) -> None:
    page = enter()

    page.goto("/food-business-licence/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    page.keyboard.press("Enter")

    assert page.url.endswith("#main-content")


def test_after_a_mistake_the_summary_leads_to_the_question(enter: Enter) -> None:
    page = enter()
    page.goto("/food-business-licence/office/")

    page.get_by_role("button", name="Continue").press("Enter")
    page.get_by_role("link", name="Choose the office that is nearest to you").press("Enter")

    expect(page.get_by_label("Harbour district office")).to_be_focused()
