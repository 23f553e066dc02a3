"""What the pages of staff ask the database: few questions, and no more of them as a service grows."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.integration.workspace_story import signed_in, up_to_the_plans

from throughline.actions.messages import send_message
from throughline.actions.start_journey import start_journey
from throughline.ids import JourneyId

pytestmark = pytest.mark.django_db

MOST = 10
UNCOUNTED = 2
"""The state and the events are read by cursors that Django does not count: once each for a page."""


@pytest.fixture
def plans(journey: JourneyId, cast, at: datetime) -> JourneyId:
    up_to_the_plans(journey, cast.amara, cast.ben, at)
    return journey


def asked(client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize("who", ["ben", "chidi"])
def test_a_journey_at_a_glance_takes_at_most_ten_questions(plans: JourneyId, cast, who: str) -> None:
    assert (
        asked(signed_in(getattr(cast, who)), reverse("workspace:journey", args=[plans])) + UNCOUNTED <= MOST
    )


def test_the_very_first_look_takes_at_most_ten_too(plans: JourneyId, cast) -> None:
    ben = signed_in(cast.ben)

    with CaptureQueriesContext(connection) as captured:
        ben.get(reverse("workspace:journey", args=[plans]))

    design_and_organisation = 2  # once for each process
    assert len(captured) + UNCOUNTED - design_and_organisation <= MOST


def test_a_long_journey_asks_no_more_than_a_short_one(plans: JourneyId, cast, at: datetime) -> None:
    ben, address = signed_in(cast.ben), reverse("workspace:journey", args=[plans])
    before = asked(ben, address)

    for hours in range(24, 64):
        send_message(journey=plans, by=cast.ben, at=at + timedelta(hours=hours), text="A word.")

    assert asked(ben, address) == before


def test_the_caseload_asks_as_much_for_one_as_for_many(plans: JourneyId, cast, at: datetime) -> None:
    ben, address = signed_in(cast.ben), reverse("workspace:caseload")
    before = asked(ben, address)

    for days in range(1, 12):
        start_journey(
            by=cast.amara, at=at + timedelta(days=days), service="food-business-licence", unit="harbour"
        )

    assert asked(ben, address) == before


def test_the_queue_asks_as_much_for_one_as_for_many(plans: JourneyId, cast, at: datetime) -> None:
    chidi, address = signed_in(cast.chidi), reverse("workspace:queue")
    before = asked(chidi, address)

    for days in range(1, 4):
        another = start_journey(
            by=cast.amara, at=at + timedelta(days=days), service="food-business-licence", unit="harbour"
        ).journey
        up_to_the_plans(another, cast.amara, cast.ben, at + timedelta(days=days))

    assert asked(chidi, address) == before
