"""The ride of the live record in a browser: the same eight parts, on a phone and at a desk."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect
from tests.functional.conftest import DESK, PHONE, Cast, Enter, LooksRight
from tests.integration.catching_up import catch_up, kept_again
from tests.integration.workspace_story import up_to_the_check

from throughline.actions.endings import withdraw
from throughline.actions.start_journey import start_journey
from throughline.store.models import RideOfJourney

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("browser")]
BEGAN = timedelta(days=300)


def twelve_went_through(people: Cast) -> None:
    """At Ben's office; a moment long after, the follower has seen them all."""
    now = datetime.now(UTC)
    for number in range(12):
        at = now - BEGAN + timedelta(days=number * 5)
        begun = start_journey(by=people.amara, at=at, service="food-business-licence", unit="harbour")
        up_to_the_check(begun.journey, people.amara, people.ben, at + timedelta(days=number + 1))
        withdraw(journey=begun.journey, by=people.amara, at=at + timedelta(days=30 + number * number))
    catch_up(now)


def test_the_live_ride_has_the_parts_of_the_report_and_looks_right(
    enter: Enter, people: Cast, looks_right: LooksRight, picture: Callable[..., None]
) -> None:
    twelve_went_through(people)

    for name, viewport in (("phone", PHONE), ("desk", DESK)):
        page: Page = enter(people.esi.email, viewport=viewport)
        page.goto("/workspace/ride/")

        for part in ("1. In short", "2. Where time goes", "5. Walking the hallway", "8. How this was made"):
            expect(page.get_by_role("heading", name=part)).to_be_visible()
        expect(page.get_by_text("12 journeys that have ended")).to_be_visible()
        expect(page.get_by_text("Amara")).to_have_count(0)
        looks_right(page)
        page.get_by_role("link", name="6. Over time").click()
        expect(page.get_by_role("heading", name="6. Over time")).to_be_in_viewport()
        picture(page, f"all/ride-live-{name}")


def test_our_own_record_is_split_and_compared_without_scripts(
    enter: Enter, people: Cast, looks_right: LooksRight, picture: Callable[..., None]
) -> None:
    twelve_went_through(people)
    phone: Page = enter(people.esi.email, viewport=PHONE, javascript=False)

    phone.goto("/workspace/ride/")
    phone.get_by_role("button", name="Split it, or compare").click()
    expect(phone.get_by_text("there is nothing to group or compare by")).to_be_visible()
    for ride in list(RideOfJourney.objects.all()):
        kept_again(ride, f"{ride.journey}-2", "northfield")

    desk: Page = enter(people.esi.email, viewport=DESK)
    for name, page in (("phone", phone), ("desk", desk)):
        page.goto(phone.url)
        page.get_by_label("Put journeys in groups by").select_option("Office")
        page.get_by_role("button", name="Show the groups").click()
        expect(page.get_by_role("heading", name="Journeys in groups: Office")).to_be_visible()
        expect(page.get_by_role("rowheader", name="Northfield")).to_be_visible()
        picture(page, f"all/ride-live-groups-{name}")
        page.get_by_label("Compare journeys by").select_option("Office")
        page.get_by_label("On what").select_option("How long does it take?")
        page.get_by_role("button", name="Compare").click()

        expect(page.get_by_role("heading", name="Journeys compared: Office")).to_be_visible()
        picture(page, f"all/ride-live-units-{name}")
    looks_right(desk)
