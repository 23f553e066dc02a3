"""Amara's walk: deciding, applying, putting something right, the licence, the first weeks, looking back."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from playwright.sync_api import Page, expect
from tests.functional.answering import answer_until
from tests.functional.conftest import Cast, Enter, LooksRight
from tests.integration.portal_story import everybody_else, licensed

from throughline.actions.check_ins import send_due_check_ins
from throughline.actions.start_journey import start_journey
from throughline.actions.steps import ToPutRight, finish_step, return_step, take_step
from throughline.clock import now
from throughline.ids import FactKey, JourneyId, ServiceId, StepId, UnitId
from throughline.store.models import Journey

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("browser")]
SERVICE = ServiceId("food-business-licence")
EMAIL = "amara.okoye@throughline.example"
SEND = "main form button[type=submit]"


def start(page: Page) -> JourneyId:
    """From life after to the task list, at the office where the cast works."""
    page.goto(f"/{SERVICE}/")
    page.get_by_role("button", name="Start now").click()
    page.get_by_label("Harbour district office").check()
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("On my own, with a guide I can ask").check()
    page.get_by_role("button", name="Start").click()
    return JourneyId(re.findall(r"/journeys/(\w+)/", page.url)[0])


def sign_in_with_a_code(page: Page, email: str = EMAIL) -> None:
    """From the page that asks where to write, back to the page one came from."""
    page.get_by_role("button", name="Give an email address").click()
    page.get_by_label("What is your email address?").fill(email)
    page.get_by_role("button", name="Send me a code").click()
    found = re.search(r"Your code is (\S+)", mail.outbox[-1].body)
    assert found is not None
    page.get_by_label("Which code did we send you?").fill(found[1])
    page.get_by_role("button", name="Continue").click()


def tell_the_idea(page: Page, journey: JourneyId) -> None:
    page.get_by_role("link", name="I tell you my idea").click()
    answer_until(page, "/check/")
    page.get_by_role("button", name="Send").click()


def everything_is_told(page: Page, journey: JourneyId) -> None:
    for step in ("about-you", "about-place", "about-food", "draw-kitchen", "safety-plan"):
        page.goto(f"/journeys/{journey}/tasks/{step}/")
        answer_until(page, "/check/")
        page.get_by_role("button", name="Send").click()
        expect(page.get_by_role("heading", name="Thank you. It is with us.")).to_be_visible()


def test_amara_goes_from_deciding_to_her_first_weeks(
    enter: Enter, people: Cast, looks_right: LooksRight, picture: Callable[[Page, str], None]
) -> None:
    page = enter()

    page.goto(f"/{SERVICE}/")
    expect(page.get_by_role("heading", name="Afterwards you can")).to_be_visible()
    looks_right(page)
    picture(page, "life-after")
    journey = start(page)
    looks_right(page)
    tell_the_idea(page, journey)
    expect(page.get_by_role("heading", name="Where can we write to you?")).to_be_visible()
    looks_right(page)
    sign_in_with_a_code(page)
    page.get_by_role("button", name="Send").click()
    page.get_by_label("What should we call you?").fill("Amara Okoye")
    page.locator(SEND).click()
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("We will tell you whether this licence is the right one")).to_be_visible()
    looks_right(page)

    finish_step(journey=journey, by=people.ben, at=now(), step=StepId("check-idea"), decision="right")
    finish_step(journey=journey, by=people.ben, at=now(), step=StepId("first-talk"))
    page.goto(f"/journeys/{journey}/")
    expect(page.get_by_role("heading", name="It is your turn")).to_be_visible()
    expect(page.get_by_role("heading", name="Ben is your guide")).to_be_visible()
    looks_right(page)
    everything_is_told(page, journey)
    page.goto(f"/journeys/{journey}/tasks/")
    looks_right(page)
    picture(page, "task-list")

    put_something_right(page, journey, people, looks_right, picture)
    get_the_licence(page, journey, people)
    live_after(page, journey, looks_right, picture)


def put_something_right(
    page: Page,
    journey: JourneyId,
    people: Cast,
    looks_right: LooksRight,
    picture: Callable[[Page, str], None],
) -> None:
    review = StepId("plan-review")
    take_step(journey=journey, by=people.chidi, at=now(), step=review)
    basin = ToPutRight(
        fact=FactKey("kitchen_drawing"), reason="needs change", said="Please mark the hand basin."
    )
    return_step(journey=journey, by=people.chidi, at=now(), step=review, items=[basin], decision="change")

    page.goto(f"/journeys/{journey}/")
    expect(page.get_by_text("Something came back to you:")).to_be_visible()
    looks_right(page)
    page.get_by_role("button", name="See what to put right").click()
    expect(page.get_by_text("Please mark the hand basin.")).to_be_visible()
    looks_right(page)
    page.get_by_role("button", name="Put it right").click()
    looks_right(page)
    picture(page, "put-right")
    answer_until(page, "/check/")
    expect(page.get_by_text("Put right")).to_be_visible()
    page.get_by_role("button", name="Send it back").click()
    expect(page.get_by_role("heading", name="Thank you. It is with us.")).to_be_visible()
    finish_step(journey=journey, by=people.chidi, at=now(), step=review, decision="works")


def get_the_licence(page: Page, journey: JourneyId, people: Cast) -> None:
    team = everybody_else()
    finish_step(
        journey=journey, by=people.chidi, at=now(), step=StepId("safety-plan-review"), decision="fits"
    )
    finish_step(journey=journey, by=team["fire-safety"], at=now(), step=StepId("fire-check"), decision="safe")
    if "neighbours" in open_work(journey):
        finish_step(
            journey=journey, by=team["licensing"], at=now(), step=StepId("neighbours"), decision="as_asked"
        )
    page.goto(f"/journeys/{journey}/tasks/ready/")
    answer_until(page, "/check/")
    page.get_by_role("button", name="Send").click()
    finish_step(journey=journey, by=people.femi, at=now(), step=StepId("inspection"), decision="safe")
    finish_step(journey=journey, by=people.ben, at=now(), step=StepId("before-opening"))
    page.goto(f"/journeys/{journey}/tasks/sign/")
    answer_until(page, "/check/")
    page.get_by_role("button", name="Send").click()
    finish_step(journey=journey, by=team["licensing"], at=now(), step=StepId("make-out"), decision="give")


def open_work(journey: JourneyId) -> set[str]:
    from throughline.store.models import Work

    return set(Work.objects.filter(journey=journey).values_list("step", flat=True))


def live_after(
    page: Page, journey: JourneyId, looks_right: LooksRight, picture: Callable[[Page, str], None]
) -> None:
    page.goto(f"/journeys/{journey}/")
    looks_right(page)
    page.get_by_role("link", name="What this means and what you can do").click()
    expect(page.get_by_role("heading", name="You have your licence")).to_be_visible()
    looks_right(page)
    picture(page, "licence")
    page.get_by_role("button", name="Tell us what it was like").click()
    looks_right(page)
    page.locator("input[type=radio][value='4']").first.check()
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("Thank you. What you told us is counted")).to_be_visible()
    looks_right(page)
    page.get_by_role("button", name="Your first weeks").click()
    looks_right(page)
    picture(page, "first-weeks")
    page.get_by_role("button", name=re.compile("This is clear to me.*Keep food safe every day")).click()
    expect(page.get_by_text("This is clear to you")).to_be_visible()
    looks_right(page)


def test_a_month_later_amara_says_it_is_not_going_well_and_we_are_back(
    enter: Enter, people: Cast, looks_right: LooksRight, picture: Callable[[Page, str], None]
) -> None:
    journey = a_month_after_the_licence(people)
    page = enter(people.amara.email)

    page.goto(f"/journeys/{journey}/check-in/first-month/")
    looks_right(page)
    picture(page, "check-in")
    page.get_by_role("group", name="Are you open and trading?").get_by_label("No").check()
    page.get_by_role("button", name="Send").click()

    expect(page.get_by_text("We have opened your journey again.")).to_be_visible()
    looks_right(page)
    page.get_by_role("link", name="Your journey").click()
    expect(page.get_by_text("We will get in touch with you.").first).to_be_visible()
    looks_right(page)


def a_month_after_the_licence(people: Cast) -> JourneyId:
    long_ago = datetime.now(UTC).replace(hour=10, minute=0) - timedelta(days=50)
    begun = start_journey(by=people.amara, at=long_ago, service=SERVICE, unit=UnitId("harbour"))
    licensed(begun.journey, people.amara, people.ben, long_ago)
    ended = Journey.objects.get(id=begun.journey).ended_at
    assert ended is not None
    send_due_check_ins(journey=begun.journey, at=ended + timedelta(days=30))
    return begun.journey


def test_everything_up_to_sending_works_without_javascript(enter: Enter) -> None:
    page = enter(javascript=False)

    journey = start(page)
    tell_the_idea(page, journey)
    sign_in_with_a_code(page)
    page.get_by_role("button", name="Send").click()
    page.get_by_label("What should we call you?").fill("Amara")
    page.locator(SEND).click()
    page.get_by_role("button", name="Send").click()

    expect(page.get_by_role("heading", name="Thank you. It is with us.")).to_be_visible()


def test_a_link_from_a_mail_asks_a_stranger_for_nothing_and_shows_nothing(enter: Enter, people: Cast) -> None:
    page = enter()
    journey = start(page)
    stranger = enter(people.dana.email)

    stranger.goto(f"/journeys/{journey}/")

    expect(stranger.get_by_role("heading", name="We cannot find this page")).to_be_visible()
