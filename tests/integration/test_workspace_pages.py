"""Every page of the workspace opens for the people it is for."""

from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse
from tests.integration.workspace_story import signed_in, up_to_the_plans

from throughline.ids import JourneyId

pytestmark = pytest.mark.django_db

PAGES_OF_A_GUIDE = (
    "journey",
    "message",
    "note",
    "call",
    "make_promise",
    "engagement",
    "goal",
    "action",
    "stand_in",
    "guide",
    "end",
    "reopen",
)


@pytest.fixture
def plans(journey: JourneyId, cast, at: datetime) -> JourneyId:
    up_to_the_plans(journey, cast.amara, cast.ben, at)
    return journey


@pytest.mark.parametrize("name", PAGES_OF_A_GUIDE)
def test_a_guide_opens_every_page_of_a_journey(plans: JourneyId, cast, name: str) -> None:
    answer = signed_in(cast.ben).get(reverse(f"workspace:{name}", args=[plans]))

    assert answer.status_code == 200
    assert "Amara" in answer.content.decode()


def test_the_caseload_names_the_person_and_leads_to_their_journey(plans: JourneyId, cast) -> None:
    page = signed_in(cast.ben).get(reverse("workspace:caseload")).content.decode()

    assert "Amara" in page
    assert reverse("workspace:journey", args=[plans]) in page


def test_the_queue_shows_the_question_that_a_step_decides(plans: JourneyId, cast) -> None:
    page = signed_in(cast.chidi).get(reverse("workspace:queue")).content.decode()

    assert "Does the kitchen work as drawn?" in page
    assert reverse("workspace:step", args=[plans, "plan-review"]) in page


def test_a_step_shows_its_evidence(plans: JourneyId, cast) -> None:
    page = signed_in(cast.chidi).get(reverse("workspace:step", args=[plans, "plan-review"])).content.decode()

    assert "drawing.pdf" in page
    assert "Gas" in page


def test_everybody_who_works_here_sees_the_ride(plans: JourneyId, cast) -> None:
    assert signed_in(cast.esi).get(reverse("workspace:insight")).status_code == 200


def test_the_keys_are_explained(cast, design) -> None:
    assert signed_in(cast.ben).get(reverse("workspace:keyboard")).status_code == 200


def test_home_is_where_the_day_begins(cast, design) -> None:
    assert signed_in(cast.ben).get("/workspace/").url == reverse("workspace:caseload")
    assert signed_in(cast.chidi).get("/workspace/").url == reverse("workspace:queue")
    assert signed_in(cast.esi).get("/workspace/").url == reverse("workspace:insight")


def test_somebody_who_has_not_signed_in_is_asked_to(design) -> None:
    answer = Client().get(reverse("workspace:caseload"))

    assert answer.status_code == 302
    assert "next=" in answer.url
