"""The circle once round, in a browser: a signal, a conversation, a decision, a change, and did it work?"""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect
from tests.functional.conftest import DESK, PHONE, Cast, Enter, LooksRight
from tests.integration.circle_story import half_a_year_and_more, ride
from tests.integration.conftest import SERVICE

from throughline.actions.circle_signals import review_signals
from throughline.blueprint import Design
from throughline.store.conversations import load_conversation
from throughline.store.models import ConversationHeld, RideOfJourney, RideProgress
from throughline.strategy.codec import read_conversation, write_conversation
from throughline.strategy.conversation import Conversation

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("browser")]
HALF_A_YEAR = timedelta(weeks=24)
Picture = Callable[..., None]
ABOUT = re.compile("^Why has “(The same faces|One person who stayed)” at Old Town")


@pytest.fixture
def esi(address: str, design: Design, people: Cast, enter: Enter) -> Page:
    """Esi at her desk, half a year ago as far as the rides go: a review said that Old Town got worse."""
    at = datetime.now(UTC) - HALF_A_YEAR
    half_a_year_and_more(design, at)
    review_signals(service=SERVICE, at=at)
    return enter(people.esi.email, viewport=DESK)


def test_one_turn_of_the_circle(
    esi: Page, people: Cast, enter: Enter, looks_right: LooksRight, picture: Picture
) -> None:
    esi.goto("/workspace/insight/ladder/")
    expect(esi.get_by_text("keeps passing its target, while").first).to_be_visible()
    looks_right(esi)
    picture(esi, "ladder", of=esi.locator("main"))

    esi.get_by_role("link", name="Signals and conversations").click()
    expect(esi.get_by_text("at most one in 10 of the signals we raise to be chance")).to_be_visible()
    looks_right(esi)

    ben = enter(people.ben.email)
    ben.goto("/workspace/insight/seen/")
    ben.get_by_label(ABOUT).check()
    ben.get_by_label("What have you seen?").fill("Two of us have left, and work is shared out each morning.")
    ben.get_by_role("button", name="Add what I have seen").click()
    expect(ben.get_by_text("It is part of the evidence now.")).to_be_visible()
    looks_right(ben)

    esi.get_by_role("link", name=ABOUT).click()
    expect(esi.get_by_text("work is shared out each morning")).to_be_visible()
    looks_right(esi)
    picture(esi, "all/conversation")
    decide_to_change(esi)
    plan_the_change(esi, looks_right)
    esi.get_by_role("button", name="It goes live today").click()
    expect(esi.get_by_role("button", name="Check whether it worked")).to_be_visible()

    conversation = esi.url.rstrip("/").rpartition("/")[2]
    half_a_year_goes_by(conversation)
    esi.get_by_role("button", name="Check whether it worked").click()
    expect(esi.get_by_text("It worked: “One person who stayed” is")).to_be_visible()
    looks_right(esi)
    picture(esi, "check", of=esi.locator("section.tl-card").first)

    esi.get_by_role("button", name="Close with what we learned").click()
    esi.get_by_label("What we learned").fill("A guide who stays is felt within two months.")
    esi.get_by_role("button", name="Close the conversation").click()
    expect(esi.get_by_text("A guide who stays is felt within two months.")).to_be_visible()


def decide_to_change(esi: Page) -> None:
    esi.get_by_role("button", name="Record a decision").click()
    esi.get_by_label("Change the design").check()
    esi.get_by_role("button", name="Record the decision").click()
    expect(esi.get_by_role("alert")).to_contain_text("Give the reason.")
    expect(esi.get_by_label("Change the design")).to_be_checked()
    esi.get_by_label("The reason").fill("People need one guide who stays.")
    esi.get_by_role("button", name="Record the decision").click()
    expect(esi.get_by_text("Decided, not planned yet.")).to_be_visible()


def plan_the_change(esi: Page, looks_right: LooksRight) -> None:
    esi.get_by_role("button", name="Plan the change").click()
    expect(esi.get_by_text("four times in five")).to_be_visible()
    looks_right(esi)
    esi.get_by_label("Version 1").check()
    esi.get_by_label("What changes?").fill("The guide who begins stays until the end.")
    esi.get_by_label("Old Town district office").check()
    esi.get_by_label("One person who stayed").check()
    esi.get_by_label("What is the smallest effect worth having?").fill("10")
    esi.get_by_label("How many periods do we look at?").fill("8")
    esi.get_by_role("button", name="Write it down").click()
    expect(esi.get_by_text("The plan is written down.")).to_be_visible()


def half_a_year_goes_by(conversation: str) -> None:
    """What Esi did today, she did half a year ago; since then people at Old Town keep their guide."""
    from random import Random

    now, random = datetime.now(UTC), Random(7)  # noqa: S311 - a story, not a secret
    since = now - HALF_A_YEAR
    held, version = load_conversation(conversation)
    ConversationHeld.objects.filter(id=conversation, version=version).update(
        body=write_conversation(_moved_back(held))
    )
    for week in range(24):
        for number in range(8):
            ended = since + timedelta(weeks=week, days=1 + number % 5, hours=1)
            one = ride(f"since-{week}-{number}", "old-town", ended, random, worn=False)
            one.answers = {"one_person": [5, (ended + timedelta(days=1)).isoformat()]}
            one.save()
    RideProgress.objects.update(as_of=now)
    assert RideOfJourney.objects.filter(journey__startswith="since-").count() == 24 * 8


def _moved_back(held: Conversation) -> Conversation:
    """The same conversation with its go-live half a year earlier, where the rides stand."""
    written = write_conversation(held)
    live = datetime.fromisoformat(written["changes"][-1]["went_live"])
    written["changes"][-1]["went_live"] = (live - HALF_A_YEAR).isoformat()
    return read_conversation(written)


def test_every_screen_fits_a_phone(esi: Page, people: Cast, enter: Enter, looks_right: LooksRight) -> None:
    phone = enter(people.esi.email, viewport=PHONE)
    for screen in ("ladder", "hallway", "strategy", "signals", "conversations/open"):
        phone.goto(f"/workspace/insight/{screen}/")
        looks_right(phone)
