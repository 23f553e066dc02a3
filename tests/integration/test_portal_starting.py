"""Deciding and starting: no account, no form before one knows what it is for, and a guide at once."""

import pytest
from django.test import Client
from django.urls import reverse
from tests.integration.portal_story import pages_are_looked_at_later

from throughline.store.models import Event, Journey

__all__ = ["pages_are_looked_at_later"]
pytestmark = pytest.mark.django_db
SERVICE = "food-business-licence"


@pytest.fixture
def start(client: Client, design: object, cast: object):
    """Start at Ben's office, as somebody without an account."""

    def started(engagement: str = "guided"):
        address = reverse("portal:start", args=[SERVICE])
        return client.post(address, {"office": "harbour", "engagement": engagement})

    return started


def test_the_first_page_names_what_is_offered(client: Client, design: object) -> None:
    page = client.get("/").content.decode()

    assert "Open a food business" in page
    assert reverse("portal:service", args=[SERVICE]) in page


def test_life_after_comes_before_any_form(client: Client, design: object) -> None:
    page = client.get(reverse("portal:service", args=[SERVICE])).content.decode()

    assert "Afterwards you can" in page
    assert "Tell us within 28 days when something changes." in page
    assert "£180" in page
    assert "<form" not in page


def test_usual_time_is_kept_apart_from_what_we_promise(client: Client, design: object) -> None:
    page = client.get(reverse("portal:service", args=[SERVICE])).content.decode()

    usual, promised = page.index("It is not a promise."), page.index("What we promise")
    assert usual < promised
    assert "nine in ten within 12 weeks" in page


def test_a_service_that_is_not_offered_is_not_found(client: Client, design: object) -> None:
    assert client.get(reverse("portal:service", args=["dragon-licence"])).status_code == 404


def test_without_an_office_the_question_is_asked_again_with_what_is_wrong(
    client: Client, design: object
) -> None:
    answer = client.get(reverse("portal:office", args=[SERVICE]), {"asked": "1"})

    page = answer.content.decode()
    assert "There is a problem" in page
    assert 'href="#field-office"' in page
    assert 'id="field-office"' in page


def test_an_office_travels_on_to_the_next_question(client: Client, design: object) -> None:
    answer = client.get(reverse("portal:office", args=[SERVICE]), {"office": "harbour"})

    assert answer["Location"] == f"{reverse('portal:start', args=[SERVICE])}?office=harbour"


def test_looking_at_the_last_question_starts_nothing(client: Client, design: object) -> None:
    client.get(reverse("portal:start", args=[SERVICE]), {"office": "harbour"})

    assert not Journey.objects.exists()


def test_somebody_without_an_account_starts_and_has_a_guide(client: Client, start) -> None:
    answer = start("intensive")

    journey = Journey.objects.get()
    assert answer["Location"] == reverse("portal:tasks", args=[journey.id])
    assert journey.engagement == "intensive"
    page = client.get(reverse("portal:journey", args=[journey.id])).content.decode()
    assert "Ben is your guide" in page


def test_starting_without_choosing_how_says_so_and_keeps_the_office(client: Client, start) -> None:
    page = start("").content.decode()

    assert "Choose how you would like to go through this" in page
    assert '<input type="hidden" name="office" value="harbour">' in page
    assert not Journey.objects.exists()


def test_an_office_without_a_guide_says_what_is_wrong_on_the_same_page(
    client: Client, design: object
) -> None:
    address = reverse("portal:start", args=[SERVICE])

    page = client.post(address, {"office": "westgate", "engagement": "guided"}).content.decode()

    assert "No guide is free at this office" in page
    assert not Event.objects.exists()


def test_another_browser_does_not_find_the_draft(client: Client, start) -> None:
    start()
    journey = Journey.objects.get()

    answer = Client().get(reverse("portal:journey", args=[journey.id]))

    assert answer["Location"].startswith(reverse("account_request_login_code"))


def test_too_many_starts_from_one_address_are_asked_to_wait(
    client: Client, start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("throughline.portal.start.STARTS", 2)

    first, second, third = start(), start(), start()

    assert (first.status_code, second.status_code) == (302, 302)
    assert third.status_code == 429
    assert "Please wait a moment" in third.content.decode()
    assert Journey.objects.count() == 2
