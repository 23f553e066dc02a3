"""A journey at a glance: what the person was told is in the history, and what was erased says so."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.urls import reverse
from tests.integration.workspace_story import signed_in, up_to_the_plans

from throughline.actions.messages import send_message
from throughline.actions.plan import propose_action
from throughline.ids import JourneyId
from throughline.journey.events import Side
from throughline.notify.delivery import deliver_due
from throughline.store.models import Content

pytestmark = pytest.mark.django_db


@pytest.fixture
def plans(journey: JourneyId, cast, at: datetime) -> JourneyId:
    up_to_the_plans(journey, cast.amara, cast.ben, at)
    return journey


def page_of(viewer, journey: JourneyId) -> str:
    return signed_in(viewer).get(reverse("workspace:journey", args=[journey])).content.decode()


def test_a_mail_that_waits_is_in_the_history_already(plans: JourneyId, cast) -> None:
    assert "Goes out within a minute" in page_of(cast.ben, plans)


def test_a_mail_that_went_out_can_be_read_as_it_was_sent(plans: JourneyId, cast, at: datetime) -> None:
    send_message(journey=plans, by=cast.ben, at=at + timedelta(days=1), text="Your drawing is fine so far.")

    with time_machine.travel(at + timedelta(days=2), tick=False):
        deliver_due(at=at + timedelta(days=2))

    page = page_of(cast.ben, plans)
    assert "Sent, " in page
    assert page.count("Your drawing is fine so far.") == 2  # the message, and the mail that brought it


def test_erased_words_say_that_they_were_erased(plans: JourneyId, cast, at: datetime) -> None:
    Content.objects.filter(journey=plans).update(body=None, erased_at=at + timedelta(days=9))

    page = page_of(cast.ben, plans)

    assert "The words were erased." in page
    assert "Erased" in page
    assert "Soup and bread." not in page


def test_a_file_is_listed_with_its_source_and_purpose(plans: JourneyId, cast) -> None:
    page = page_of(cast.chidi, plans)

    assert "drawing.pdf" in page
    assert "From the person" in page
    assert "while they cost a pencil line" in page
    assert "Kept: 2 years after your licence ends." in page


def test_a_promise_that_stands_says_its_date_and_can_be_given_another(plans: JourneyId, cast, at) -> None:
    with time_machine.travel(at + timedelta(days=1), tick=False):
        page = page_of(cast.chidi, plans)

    assert "We will tell you whether your kitchen works as drawn." in page
    assert reverse("workspace:new_date", args=[plans, "plan-review.1"]) in page


def test_the_guide_agrees_to_what_the_person_proposed_and_does_it(plans: JourneyId, cast, at) -> None:
    later = at + timedelta(days=1)
    propose_action(journey=plans, by=cast.amara, at=later, side=Side.OURS, text="Send me the template.")
    ben = signed_in(cast.ben)

    before = page_of(cast.ben, plans)
    action = next(part.split("/agree/")[0] for part in before.split("/plan/") if "/agree/" in part[:80])
    ben.post(reverse("workspace:agree_action", args=[plans, action]))
    ben.post(reverse("workspace:finish_action", args=[plans, action]))

    assert "Proposed to us" in before
    after = page_of(cast.ben, plans)
    assert "tl-mark--done" in after


def test_one_cannot_agree_to_ones_own_proposal(plans: JourneyId, cast, at) -> None:
    acted = propose_action(
        journey=plans, by=cast.ben, at=at + timedelta(days=1), side=Side.OURS, text="Send the template."
    )
    action = next(iter(acted.state.actions))

    page = signed_in(cast.ben).post(reverse("workspace:agree_action", args=[plans, action]), follow=True)

    assert "The other side has to agree to this." in page.content.decode()
