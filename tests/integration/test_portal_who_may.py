"""Who gets into a person's journey, and what nobody may do by merely following a link."""

from datetime import datetime
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse
from tests.integration.portal_story import browser_of, pages_are_looked_at_later, returned

from throughline.ids import JourneyId
from throughline.store.models import Account, Event, Stakeholder

__all__ = ["pages_are_looked_at_later"]
pytestmark = pytest.mark.django_db

LOOKING = [
    ("portal:journey", []),
    ("portal:tasks", []),
    ("portal:step", ["draw-kitchen"]),
    ("portal:question", ["draw-kitchen", "kitchen_drawing"]),
    ("portal:take_back", ["draw-kitchen", "kitchen_drawing"]),
    ("portal:check", ["draw-kitchen"]),
    ("portal:sent", ["draw-kitchen"]),
    ("portal:saved", []),
    ("portal:name", []),
    ("portal:messages", []),
    ("portal:known", []),
    ("portal:openings", []),
    ("portal:engagement", []),
    ("portal:plan", []),
    ("portal:goal", []),
    ("portal:action", []),
    ("portal:withdraw", []),
    ("portal:ending", []),
    ("portal:experience", []),
    ("portal:transition", []),
    ("portal:check_in", ["first-month"]),
    ("portal:reopen", []),
]
ACTING = [
    ("portal:question", ["draw-kitchen", "kitchen_drawing"]),
    ("portal:take_back", ["draw-kitchen", "kitchen_drawing"]),
    ("portal:check", ["draw-kitchen"]),
    ("portal:name", []),
    ("portal:messages", []),
    ("portal:engagement", []),
    ("portal:goal", []),
    ("portal:action", []),
    ("portal:agree", ["some-action"]),
    ("portal:action_done", ["some-action"]),
    ("portal:withdraw", []),
    ("portal:experience", []),
    ("portal:duty", ["keep-safe"]),
    ("portal:check_in", ["first-month"]),
    ("portal:reopen", []),
]


@pytest.fixture
def story(journey: JourneyId, cast, at: datetime) -> JourneyId:
    returned(journey, cast.amara, cast.ben, cast.chidi, at)
    return journey


@pytest.fixture
def dana_the_applicant(at: datetime) -> Client:
    """Dana as somebody who applies for something too: signed in, and a stranger to this journey."""
    account = Account.objects.create_user("dana-applies@throughline.example")
    Stakeholder.objects.create(id="dana", account=account, name="Dana", made_at=at)
    client = Client()
    client.force_login(account)
    return client


@pytest.mark.parametrize(("address", "rest"), LOOKING)
def test_the_person_sees_their_own_pages(story: JourneyId, cast, address: str, rest: list[str]) -> None:
    answer = browser_of(cast.amara).get(reverse(address, args=[story, *rest]))

    assert answer.status_code in {200, 302}
    if answer.status_code == 302:
        assert answer["Location"].startswith(f"/journeys/{story}/")


@pytest.mark.parametrize(("address", "rest"), LOOKING)
def test_to_a_stranger_another_persons_journey_does_not_exist(
    story: JourneyId, dana_the_applicant: Client, address: str, rest: list[str]
) -> None:
    theirs = dana_the_applicant.get(reverse(address, args=[story, *rest]))
    none_at_all = dana_the_applicant.get(reverse(address, args=["0" * 32, *rest]))

    assert theirs.status_code == none_at_all.status_code == 404
    assert "Amara" not in theirs.content.decode()


@pytest.mark.parametrize(("address", "rest"), LOOKING)
def test_somebody_with_the_link_is_asked_to_sign_in_whether_it_exists_or_not(
    story: JourneyId, client: Client, address: str, rest: list[str]
) -> None:
    for journey in (story, "0" * 32):
        there = reverse(address, args=[journey, *rest])
        assert client.get(there)["Location"] == f"/accounts/login/code/?{urlencode({'next': there})}"


@pytest.mark.parametrize(("address", "rest"), ACTING)
def test_somebody_not_signed_in_changes_nothing(
    story: JourneyId, client: Client, address: str, rest: list[str]
) -> None:
    before = Event.objects.count()

    assert client.post(reverse(address, args=[story, *rest]), {"text": "Hello"}).status_code == 404
    assert Event.objects.count() == before


@pytest.mark.parametrize("colleague", ["ben", "chidi", "esi"])
def test_a_colleague_has_their_own_door_and_not_the_persons(story: JourneyId, cast, colleague: str) -> None:
    browser = browser_of(getattr(cast, colleague))

    assert browser.get(reverse("portal:journey", args=[story])).status_code == 404
    assert browser.get(reverse("portal:known", args=[story])).status_code == 404


@pytest.mark.parametrize(("address", "rest"), ACTING)
def test_a_stranger_changes_nothing(
    story: JourneyId, dana_the_applicant: Client, address: str, rest: list[str]
) -> None:
    before = Event.objects.count()

    answer = dana_the_applicant.post(reverse(address, args=[story, *rest]), {"text": "Hello"})

    assert answer.status_code == 404
    assert Event.objects.count() == before


@pytest.mark.parametrize(("address", "rest"), ACTING)
def test_a_post_from_another_site_is_refused(story: JourneyId, cast, address: str, rest: list[str]) -> None:
    before = Event.objects.count()

    answer = browser_of(cast.amara).post(reverse(address, args=[story, *rest]), {"text": "Hello"})

    assert answer.status_code == 403
    assert Event.objects.count() == before


@pytest.mark.parametrize(("address", "rest"), LOOKING)
def test_looking_changes_nothing(story: JourneyId, cast, address: str, rest: list[str]) -> None:
    before = Event.objects.count()

    browser_of(cast.amara).get(reverse(address, args=[story, *rest]))

    assert Event.objects.count() == before


@pytest.mark.parametrize("address", ["portal:journey", "portal:tasks", "portal:known", "portal:openings"])
def test_pages_that_only_show_refuse_a_post(story: JourneyId, cast, address: str) -> None:
    browser = Client()
    browser.force_login(Account.objects.get(email=cast.amara.email))

    assert browser.post(reverse(address, args=[story])).status_code == 405


@pytest.mark.parametrize(
    ("address", "rest"), [("portal:agree", ["x"]), ("portal:action_done", ["x"]), ("portal:duty", ["x"])]
)
def test_acts_refuse_to_be_followed_as_links(story: JourneyId, cast, address: str, rest: list[str]) -> None:
    assert browser_of(cast.amara).get(reverse(address, args=[story, *rest])).status_code == 405


def test_a_document_goes_only_to_the_person_and_is_saved_and_never_shown(
    story: JourneyId, cast, dana_the_applicant: Client
) -> None:
    known = browser_of(cast.amara).get(reverse("portal:known", args=[story])).content.decode()
    address = next(part for part in known.split('"') if "/documents/" in part)

    mine = browser_of(cast.amara).get(address)
    theirs = dana_the_applicant.get(address)

    assert mine.status_code == 200
    assert mine["Content-Disposition"].startswith("attachment")
    assert mine["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in mine["Content-Security-Policy"]
    assert theirs.status_code == 404
