"""The ride of the live record on a page: sentences, two journeys, measures, and nobody's name."""

from datetime import datetime, timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from tests.integration.workspace_story import signed_in, up_to_the_check

from throughline.actions.start_journey import start_journey
from throughline.queries.workspace_insight import FRESH, refresh_ride, refresh_ride_when_old, ride_page

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def nothing_is_kept() -> None:
    cache.clear()


@pytest.fixture
def twelve(design, cast, at: datetime) -> datetime:
    """Twelve people began at Ben's office; gives the moment after."""
    for number in range(12):
        begun = start_journey(
            by=cast.amara, at=at + timedelta(hours=number), service="food-business-licence", unit="harbour"
        )
        up_to_the_check(begun.journey, cast.amara, cast.ben, at + timedelta(days=number + 1))
    return at + timedelta(days=20)


def test_the_ride_is_told_of_the_live_record(twelve: datetime) -> None:
    page = ride_page(None, at=twelve)

    assert page is not None
    assert page.journeys == 12
    assert page.sentences[0].startswith("Half of the people were through after")
    took = next(one for one in page.told if one.measure.name == "elapsed_days")
    assert took.n == 12


def test_the_journeys_drawn_name_nobody(twelve: datetime, cast) -> None:
    shown = signed_in(cast.esi).get(reverse("workspace:insight")).content.decode()

    assert "A journey in the middle" in shown
    assert "Amara" not in shown
    assert "Ben" not in shown
    assert "staff-ben" not in shown


def test_an_office_with_few_journeys_is_not_described(twelve: datetime, cast) -> None:
    esi = signed_in(cast.esi)

    many = esi.get(reverse("workspace:insight"), {"office": "harbour"}).content.decode()
    none = esi.get(reverse("workspace:insight"), {"office": "northfield"}).content.decode()

    assert "12 journeys" in many
    assert "Too few journeys to say" in none


def test_an_office_that_does_not_exist_shows_everybody(twelve: datetime, cast) -> None:
    shown = signed_in(cast.esi).get(reverse("workspace:insight"), {"office": "nowhere"}).content.decode()

    assert "All offices" in shown


def test_without_any_journey_the_page_teaches(design, cast) -> None:
    shown = signed_in(cast.esi).get(reverse("workspace:insight")).content.decode()

    assert "Too few journeys to say" in shown


def test_what_was_computed_is_kept_and_says_how_old_it_is(twelve: datetime, cast) -> None:
    refresh_ride(at=twelve)

    page = ride_page(None, at=twelve + 3 * FRESH)

    assert page is not None
    assert page.as_of == twelve


def test_the_worker_computes_again_only_what_is_old(twelve: datetime) -> None:
    assert refresh_ride_when_old(at=twelve)
    assert not refresh_ride_when_old(at=twelve + FRESH)
    assert refresh_ride_when_old(at=twelve + 2 * FRESH)
