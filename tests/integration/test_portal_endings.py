"""Every ending is an ending: what it means, what one can do, what it was like, and what comes after."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from tests.integration.portal_story import licensed, pages_are_looked_at_later
from tests.integration.workspace_story import answer, signed_in

from throughline.actions.check_ins import send_due_check_ins
from throughline.actions.endings import make_introduction
from throughline.actions.steps import finish_step
from throughline.ids import JourneyId, StepId
from throughline.store.models import Content, Event, Journey

__all__ = ["pages_are_looked_at_later"]
pytestmark = pytest.mark.django_db
SCORES = {"clear": "5", "navigable": "4", "respected": "5", "one_person": "3"}


@pytest.fixture
def amara(journey: JourneyId, cast) -> Client:
    return signed_in(cast.amara)


@pytest.fixture
def granted(journey: JourneyId, cast, at: datetime) -> JourneyId:
    licensed(journey, cast.amara, cast.ben, at)
    return journey


@pytest.fixture
def asked(granted: JourneyId) -> JourneyId:
    """The first month is over and we asked."""
    ended = Journey.objects.get(id=granted).ended_at
    assert ended is not None
    send_due_check_ins(journey=granted, at=ended + timedelta(days=31))
    return granted


def page_of(browser: Client, address: str, *rest: str) -> str:
    return browser.get(reverse(address, args=rest)).content.decode()


def events(kind: str) -> int:
    return Event.objects.filter(kind=kind).count()


def test_a_licence_says_what_it_means_and_what_comes_now(granted: JourneyId, amara: Client) -> None:
    page = page_of(amara, "portal:ending", granted)

    assert "You have your licence" in page
    assert "You may open." in page
    assert "Your first weeks" in page
    assert "Tell us what it was like" in page


def test_not_eligible_is_an_ending_with_questions_too(
    journey: JourneyId, cast, amara: Client, at: datetime
) -> None:
    answer(journey, cast.amara, "tell-idea", at)
    finish_step(
        journey=journey,
        by=cast.ben,
        at=at + timedelta(hours=1),
        step=StepId("check-idea"),
        decision="not_for_us",
    )

    page = page_of(amara, "portal:ending", journey)

    assert "This is not the licence you need" in page
    assert "Follow the link to the right office." in page
    assert "Tell us what it was like" in page
    assert "Your first weeks" not in page


def test_stopping_asks_first_and_says_what_happens(journey: JourneyId, amara: Client) -> None:
    page = page_of(amara, "portal:withdraw", journey)

    assert "Do you want to stop?" in page
    assert "Come back within two years and go on where you left off." in page
    assert not events("journey.ended/1")


def test_stopping_needs_no_reason(journey: JourneyId, amara: Client) -> None:
    answered = amara.post(reverse("portal:withdraw", args=[journey]))

    assert answered["Location"] == reverse("portal:ending", args=[journey])
    assert "You have stopped" in page_of(amara, "portal:ending", journey)


def test_a_reason_for_stopping_is_kept_and_shown(journey: JourneyId, amara: Client) -> None:
    amara.post(reverse("portal:withdraw", args=[journey]), {"reason": "I found a job."})

    assert "I found a job." in page_of(amara, "portal:ending", journey)


def test_what_it_was_like_may_be_answered_in_part(granted: JourneyId, amara: Client) -> None:
    amara.post(reverse("portal:experience", args=[granted]), SCORES)

    assert events("question.answered/1") == 4
    left = page_of(amara, "portal:experience", granted)
    assert "Things happened when you said they would." in left
    assert "I was treated with respect and fairly." not in left


def test_no_answer_at_all_is_said_to_be_fine_and_keeps_nothing(granted: JourneyId, amara: Client) -> None:
    page = amara.post(reverse("portal:experience", args=[granted])).content.decode()

    assert "no answer is fine too" in page
    assert not events("question.answered/1")


def test_a_mistake_in_one_answer_keeps_none_and_loses_no_word(granted: JourneyId, amara: Client) -> None:
    page = amara.post(
        reverse("portal:experience", args=[granted]), {"clear": "9", "comment": ""}
    ).content.decode()

    assert "There is a problem" in page
    assert not events("question.answered/1")


def test_a_comment_reaches_the_guide(granted: JourneyId, amara: Client) -> None:
    amara.post(reverse("portal:experience", args=[granted]), {"clear": "4", "comment": "Thank you, Ben."})

    assert Content.objects.filter(kind="message", body="Thank you, Ben.").exists()


def test_questions_cannot_be_answered_before_the_end(journey: JourneyId, amara: Client) -> None:
    answered = amara.post(reverse("portal:experience", args=[journey]), SCORES)

    assert answered["Location"] == reverse("portal:journey", args=[journey])
    assert not events("question.answered/1")


def test_the_first_weeks_hold_the_duties_and_who_comes_next(granted: JourneyId, amara: Client) -> None:
    page = page_of(amara, "portal:transition", granted)

    assert "Week one: write down the fridge temperatures each morning." in page
    assert page.count("This is clear to me") == 4
    assert page.count("Ask about this") == 4
    assert "Your guide will introduce you." in page


def test_a_duty_is_clear_once_and_stays_readable(granted: JourneyId, amara: Client) -> None:
    address = reverse("portal:duty", args=[granted, "keep-safe"])

    amara.post(address)
    again = amara.post(address, follow=True).content.decode()

    assert events("duty.understood/1") == 1
    assert "You have marked this as clear already." in again
    assert again.count("This is clear to me") == 3


def test_an_introduction_that_was_made_says_when(
    granted: JourneyId, cast, amara: Client, at: datetime
) -> None:
    make_introduction(journey=granted, by=cast.ben, at=at + timedelta(days=20), introduction="inspector")

    page = page_of(amara, "portal:transition", granted)

    assert "Your guide introduced you on Sunday 22 March." in page


def test_there_are_no_first_weeks_without_a_licence(journey: JourneyId, amara: Client) -> None:
    answered = amara.get(reverse("portal:transition", args=[journey]))

    assert answered["Location"] == reverse("portal:journey", args=[journey])


def test_check_ins_to_come_are_told_with_their_day(granted: JourneyId, amara: Client) -> None:
    page = page_of(amara, "portal:journey", granted)

    assert "We do not forget you" in page
    assert "How was the first month?" in page
    assert "We write to you on" in page


def test_a_check_in_before_its_time_says_that_it_is_to_come(granted: JourneyId, amara: Client) -> None:
    address = reverse("portal:check_in", args=[granted, "first-month"])

    assert "This is still to come." in page_of(amara, "portal:check_in", granted, "first-month")
    assert "This check-in is still to come." in amara.post(address, {"trading": "yes"}).content.decode()
    assert not events("check-in.answered/1")


def test_a_good_check_in_observes_the_outcome(asked: JourneyId, amara: Client) -> None:
    address = reverse("portal:check_in", args=[asked, "first-month"])

    page = amara.post(address, {"trading": "yes", "understands_duties": "5"}).content.decode()

    assert "Thank you for telling us" in page
    assert events("outcome.observed/1") == 1
    assert "For you: yes." in page_of(amara, "portal:ending", asked)


def test_a_bad_check_in_opens_the_journey_again_and_says_so(asked: JourneyId, amara: Client) -> None:
    address = reverse("portal:check_in", args=[asked, "first-month"])

    page = amara.post(address, {"trading": "no", "comment": "The oven broke."}).content.decode()

    assert "We have opened your journey again." in page
    assert Journey.objects.get(id=asked).ended_at is None
    assert "We will get in touch with you." in page_of(amara, "portal:journey", asked)


def test_an_answered_check_in_thanks_and_does_not_ask_again(asked: JourneyId, amara: Client) -> None:
    address = reverse("portal:check_in", args=[asked, "first-month"])
    amara.post(address, {"trading": "yes"})

    looked = page_of(amara, "portal:check_in", asked, "first-month")
    again = amara.post(address, {"trading": "no"}).content.decode()

    assert "Thank you for telling us" in looked
    assert "You have answered this already." in again
    assert events("check-in.answered/1") == 1


def test_a_check_in_that_was_never_designed_is_not_found(granted: JourneyId, amara: Client) -> None:
    assert amara.get(reverse("portal:check_in", args=[granted, "tomorrow"])).status_code == 404


def test_coming_back_keeps_everything_and_promises_a_call(granted: JourneyId, amara: Client) -> None:
    amara.post(reverse("portal:reopen", args=[granted]), {"reason": "I want tables outside."})

    page = page_of(amara, "portal:journey", granted)

    assert "Welcome back." in page or "We will get in touch with you." in page
    assert "12 Market Square" in page_of(amara, "portal:known", granted)


def test_an_open_journey_cannot_be_opened_again(journey: JourneyId, amara: Client) -> None:
    amara.post(reverse("portal:reopen", args=[journey]))

    assert not events("journey.reopened/1")


def test_after_the_end_the_list_shows_what_was_done_and_nothing_to_come(
    granted: JourneyId, amara: Client
) -> None:
    page = page_of(amara, "portal:tasks", granted)

    assert "Nothing more is with you." in page
    assert "You tell me if my kitchen works" in page
    assert "Later" not in page
    assert "Save and come back later" not in page


def test_a_journey_that_ended_says_how_to_come_back(granted: JourneyId, amara: Client) -> None:
    page = page_of(amara, "portal:reopen", granted)

    assert "Nobody asks you again." in page
    assert "Ben gets in touch within two working days" in page


def test_a_reason_that_is_too_long_is_refused_with_nothing_lost(granted: JourneyId, amara: Client) -> None:
    long = "word " * 5_000

    page = amara.post(reverse("portal:reopen", args=[granted]), {"reason": long}).content.decode()

    assert "This is longer than" in page
    assert long.strip() in page
    assert not events("journey.reopened/1")


def test_stopping_twice_leads_to_the_ending(journey: JourneyId, amara: Client) -> None:
    amara.post(reverse("portal:withdraw", args=[journey]))

    again = amara.post(reverse("portal:withdraw", args=[journey]))

    assert again["Location"] == reverse("portal:ending", args=[journey])
    assert events("journey.ended/1") == 1
