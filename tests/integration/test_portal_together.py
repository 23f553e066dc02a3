"""What is made together: messages, the plan, and how much help there is."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from tests.integration.portal_story import pages_are_looked_at_later
from tests.integration.workspace_story import signed_in

from throughline.actions.plan import propose_action
from throughline.ids import JourneyId
from throughline.journey.events import Side
from throughline.store.models import Event, Journey, Message

__all__ = ["pages_are_looked_at_later"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def amara(journey: JourneyId, cast) -> Client:
    return signed_in(cast.amara)


def test_a_message_reaches_the_guide_and_is_shown(journey: JourneyId, amara: Client) -> None:
    address = reverse("portal:messages", args=[journey])

    page = amara.post(address, {"text": "May I cook with gas?", "about": "question"}, follow=True)

    assert "Your message is with us." in page.content.decode()
    assert "May I cook with gas?" in page.content.decode()
    assert Journey.objects.get(id=journey).unanswered == 1


@pytest.mark.parametrize(
    ("chosen", "kept"), [("chase", "chase"), ("complaint", "complaint"), ("x", "question")]
)
def test_why_somebody_writes_is_kept(journey: JourneyId, amara: Client, chosen: str, kept: str) -> None:
    amara.post(reverse("portal:messages", args=[journey]), {"text": "Hello", "about": chosen})

    assert Message.objects.get(journey=journey).about == kept


def test_an_empty_message_is_not_sent_and_says_what_to_do(journey: JourneyId, amara: Client) -> None:
    page = amara.post(reverse("portal:messages", args=[journey]), {"text": "  ", "about": "chase"})

    assert "Write a few words first." in page.content.decode()
    assert 'value="chase" checked' in page.content.decode()
    assert not Message.objects.filter(journey=journey).exists()


def test_a_message_that_is_too_long_is_refused_and_nothing_typed_is_lost(
    journey: JourneyId, amara: Client
) -> None:
    long = "word " * 5_000

    page = amara.post(reverse("portal:messages", args=[journey]), {"text": long}).content.decode()

    assert "This is longer than" in page
    assert long.strip() in page


def test_words_are_shown_as_words_and_never_run(journey: JourneyId, amara: Client) -> None:
    amara.post(reverse("portal:messages", args=[journey]), {"text": "<script>alert(1)</script>"})

    page = amara.get(reverse("portal:messages", args=[journey])).content.decode()

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_too_many_messages_are_asked_to_wait(
    journey: JourneyId, amara: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("throughline.portal.messages.MESSAGES", 1)
    address = reverse("portal:messages", args=[journey])

    first, second = (amara.post(address, {"text": "Hello"}).status_code for _ in range(2))

    assert (first, second) == (302, 429)
    assert Message.objects.filter(journey=journey).count() == 1


def test_a_goal_stands_in_the_persons_own_words(journey: JourneyId, amara: Client) -> None:
    amara.post(reverse("portal:goal", args=[journey]), {"goal": "Open before the summer."})

    assert "Open before the summer." in amara.get(reverse("portal:plan", args=[journey])).content.decode()


def test_an_empty_goal_says_what_is_missing(journey: JourneyId, amara: Client) -> None:
    page = amara.post(reverse("portal:goal", args=[journey]), {"goal": ""}).content.decode()

    assert 'href="#field-goal"' in page
    assert not Event.objects.filter(kind="goal.stated/1").exists()


def test_what_the_person_proposes_waits_for_the_guide(journey: JourneyId, amara: Client) -> None:
    amara.post(
        reverse("portal:action", args=[journey]),
        {"side": "ours", "text": "Ring the landlord.", "due-day": "30", "due-month": "4", "due-year": "2026"},
    )

    page = amara.get(reverse("portal:plan", args=[journey])).content.decode()

    assert "Ring the landlord." in page
    assert "It counts when your guide agrees." in page
    assert "by Thursday 30 April" in page


def test_a_day_that_does_not_exist_is_said_and_the_words_stay(journey: JourneyId, amara: Client) -> None:
    posted = {"text": "Ring the landlord.", "due-day": "31", "due-month": "4", "due-year": "2026"}

    page = amara.post(reverse("portal:action", args=[journey]), posted).content.decode()

    assert "This is not a day in the calendar." in page
    assert "Ring the landlord." in page
    assert not Event.objects.filter(kind="action.proposed/1").exists()


def test_the_person_agrees_to_ours_and_finishes_theirs(
    journey: JourneyId, cast, amara: Client, at: datetime
) -> None:
    propose_action(
        journey=journey,
        by=cast.ben,
        at=at + timedelta(hours=1),
        side=Side.THEIRS,
        text="Measure the passage.",
    )
    action = Event.objects.get(kind="action.proposed/1").payload["action"]

    agreed = amara.post(reverse("portal:agree", args=[journey, action]), follow=True).content.decode()
    done = amara.post(reverse("portal:action_done", args=[journey, action]), follow=True).content.decode()

    assert "It is agreed by both of us now." in agreed
    assert "I have done this" in agreed
    assert "Done. Your guide can see it." in done


def test_an_action_that_is_not_in_the_plan_is_refused_in_a_sentence(
    journey: JourneyId, amara: Client
) -> None:
    page = amara.post(reverse("portal:agree", args=[journey, "nothing"])).content.decode()

    assert "There is no such action in the plan." in page


def test_how_we_work_together_changes_at_any_time(journey: JourneyId, amara: Client) -> None:
    address = reverse("portal:engagement", args=[journey])

    page = amara.post(address, {"engagement": "intensive"}, follow=True).content.decode()

    assert "From now on: In person, step by step." in page
    assert Journey.objects.get(id=journey).engagement == "intensive"


@pytest.mark.parametrize(
    ("chosen", "sentence"),
    [
        ("self-directed", "That is how we work together already."),
        ("alone", "Choose how you would like to go on"),
    ],
)
def test_a_choice_that_changes_nothing_says_so(
    journey: JourneyId, amara: Client, chosen: str, sentence: str
) -> None:
    page = amara.post(reverse("portal:engagement", args=[journey]), {"engagement": chosen}).content.decode()

    assert sentence in page
    assert not Event.objects.filter(kind="engagement.chosen/1").exists()
