"""The staff's side of the walk: Ben sees somebody new, Chidi sends a plan back, Femi visits."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from tests.functional.answering import answer_until
from tests.functional.conftest import DESK, PHONE, Cast, Enter, LooksRight
from tests.integration.portal_story import everybody_else, say
from tests.integration.workspace_story import answer as told

from throughline.actions.start_journey import start_journey
from throughline.actions.steps import finish_step
from throughline.clock import now
from throughline.ids import JourneyId, ServiceId, StepId, UnitId
from throughline.people import Viewer

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("browser")]

Picture = Callable[[Page, str], None]


def begun(people: Cast) -> JourneyId:
    """Amara told her idea, and it is the right licence. Everything else is still to come."""
    at = now()
    started = start_journey(
        by=people.amara, at=at, service=ServiceId("food-business-licence"), unit=UnitId("harbour")
    )
    told(started.journey, people.amara, "tell-idea", now())
    finish_step(journey=started.journey, by=people.ben, at=now(), step=StepId("check-idea"), decision="right")
    return started.journey


def everything_is_told(journey: JourneyId, people: Cast) -> None:
    for step in ("about-you", "about-place", "about-food", "draw-kitchen", "safety-plan"):
        told(journey, people.amara, step, now())


def open_in_queue(page: Page, question: str) -> None:
    """From the queue to the step that asks this."""
    page.goto("/workspace/queue/")
    page.get_by_role("row").filter(has_text=question).get_by_role("link").click()
    expect(page.get_by_role("heading", name=question)).to_be_visible()


def decide(page: Page, outcome: str) -> None:
    """Choose, see what Amara will read, and be sure."""
    page.get_by_label(outcome).check()
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", name="What Amara will read")).to_be_visible()
    page.get_by_role("button", name="Decide and tell them").click()


def test_the_staff_bring_amara_to_her_licence(
    enter: Enter, people: Cast, looks_right: LooksRight, picture: Picture
) -> None:
    journey = begun(people)
    ben = enter(people.ben.email, viewport=DESK)
    ben_meets_amara(ben, looks_right, picture)
    everything_is_told(journey, people)

    chidi = enter(people.chidi.email, viewport=DESK)
    chidi_sends_the_drawing_back(chidi, looks_right, picture)
    amara_puts_it_right(enter(people.amara.email, viewport=PHONE), journey)
    chidi_says_yes(chidi, looks_right)

    team = everybody_else()
    the_rest_is_checked(journey, people, team)
    femi_visits(enter(people.femi.email, viewport=PHONE), looks_right)
    the_licence_goes_out(ben, journey, people, team)

    ben.goto(f"/workspace/journeys/{journey}/")
    expect(ben.get_by_role("heading", name="After the end")).to_be_visible()
    looks_right(ben)
    ben.get_by_role("button", name="I have introduced them").first.click()
    expect(ben.get_by_text("Introduced. Amara can see it.")).to_be_visible()
    looks_right(ben)


def ben_meets_amara(page: Page, looks_right: LooksRight, picture: Picture) -> None:
    page.goto("/workspace/")
    expect(page.get_by_role("heading", name="My people")).to_be_visible()
    expect(page.get_by_role("row").filter(has_text="Amara")).to_contain_text("A step is yours to do")
    looks_right(page)
    picture(page, "caseload")
    page.get_by_role("link", name="Amara").click()
    expect(page.get_by_text("Guide: Ben")).to_be_visible()
    looks_right(page)
    page.get_by_role("link", name="Write", exact=True).click()
    looks_right(page)
    page.get_by_label("What do you want to tell Amara?").fill("Hello Amara, I am Ben.")
    page.get_by_role("button", name="See what they will read").click()
    expect(page.get_by_role("heading", name="What Amara will read")).to_be_visible()
    looks_right(page)
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("Sent. Amara reads it by email")).to_be_visible()
    page.get_by_role("link", name="I meet my guide").click()
    looks_right(page)
    page.get_by_label("By phone").check()
    page.get_by_role("button", name="Continue").click()
    looks_right(page)
    page.get_by_role("button", name="Yes, it is done").click()
    expect(page.get_by_text("Done. Amara is told.")).to_be_visible()


def chidi_sends_the_drawing_back(page: Page, looks_right: LooksRight, picture: Picture) -> None:
    page.goto("/workspace/queue/")
    looks_right(page)
    picture(page, "queue")
    open_in_queue(page, "Does the kitchen work as drawn?")
    looks_right(page)
    picture(page, "step")
    page.get_by_role("button", name="Take it").click()
    expect(page.get_by_text("You have it now.")).to_be_visible()
    page.get_by_label("Something in the drawing has to change").check()
    page.get_by_role("button", name="Continue").click()
    drawing = page.get_by_role("group", name="Show us a drawing of the kitchen.")
    drawing.get_by_label("Has to be changed").check()
    page.get_by_label("What should they do about it? (“Show us a drawing of the kitchen.”)").fill(
        "Please mark the hand basin."
    )
    page.get_by_role("button", name="See what they will read").click()
    expect(page.get_by_role("heading", name="Something to put right")).to_be_visible()
    looks_right(page)
    page.get_by_role("button", name="Send it back to Amara").click()
    expect(page.get_by_text("It is with Amara now.")).to_be_visible()
    looks_right(page)
    picture(page, "journey-of-staff")


def amara_puts_it_right(page: Page, journey: JourneyId) -> None:
    page.goto(f"/journeys/{journey}/")
    page.get_by_role("button", name="See what to put right").click()
    page.get_by_role("button", name="Put it right").click()
    answer_until(page, "/check/")
    page.get_by_role("button", name="Send it back").click()


def chidi_says_yes(page: Page, looks_right: LooksRight) -> None:
    open_in_queue(page, "Does the kitchen work as drawn?")
    expect(page.get_by_text("Came back")).to_be_visible()
    page.get_by_label("Yes, it works").check()
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_text("Your kitchen works as drawn.")).to_be_visible()
    looks_right(page)
    page.get_by_role("button", name="Decide and tell them").click()
    open_in_queue(page, "Will the food safety plan do?")
    decide(page, "Yes, it will do")


def the_rest_is_checked(journey: JourneyId, people: Cast, team: dict[str, Viewer]) -> None:
    """Fire safety says yes off screen, and Amara names the day."""
    finish_step(journey=journey, by=team["fire-safety"], at=now(), step=StepId("fire-check"), decision="safe")
    say(journey, people.amara, now(), {"visit_day": "2027-03-10", "keyholder": "Amara, 01632 960111"})
    finish_step(journey=journey, by=people.amara, at=now(), step=StepId("ready"))


def femi_visits(page: Page, looks_right: LooksRight) -> None:
    """On the phone, standing in the kitchen."""
    open_in_queue(page, "Can food be made safely here?")
    looks_right(page)
    page.get_by_role("button", name="Take it").click()
    page.get_by_label("Yes", exact=True).check()
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_text("Your place is safe.")).to_be_visible()
    looks_right(page)
    page.get_by_role("button", name="Decide and tell them").click()
    expect(page.get_by_text("Done. Amara is told.")).to_be_visible()


def the_licence_goes_out(ben: Page, journey: JourneyId, people: Cast, team: dict[str, Viewer]) -> None:
    ben.goto(f"/workspace/journeys/{journey}/")
    ben.get_by_role("link", name="I go through the first weeks with my guide").click()
    ben.get_by_role("button", name="Continue").click()
    ben.get_by_role("button", name="Yes, it is done").click()
    say(journey, people.amara, now(), {"true_and_complete": True, "accepts_duties": True})
    finish_step(journey=journey, by=people.amara, at=now(), step=StepId("sign"))
    finish_step(journey=journey, by=team["licensing"], at=now(), step=StepId("make-out"), decision="give")


def test_work_is_handed_over_and_received(enter: Enter, people: Cast, looks_right: LooksRight) -> None:
    journey = begun(people)
    everything_is_told(journey, people)
    chidi, femi = enter(people.chidi.email, viewport=DESK), enter(people.femi.email, viewport=PHONE)

    open_in_queue(chidi, "Does the kitchen work as drawn?")
    chidi.get_by_role("link", name="Ask a colleague, or hand it over").click()
    looks_right(chidi)
    chidi.get_by_label("Food safety inspectors").check()
    chidi.get_by_label("What do they need to know?").fill("Is the basin near enough to the door?")
    chidi.get_by_role("button", name="Offer it").click()
    expect(chidi.get_by_text("Offered. Amara is told once they have accepted.")).to_be_visible()

    femi.goto("/workspace/queue/")
    looks_right(femi)
    femi.get_by_role("row").filter(has_text="Is the basin").get_by_role("link", name="Answer").click()
    expect(femi.get_by_text("Is the basin near enough to the door?")).to_be_visible()
    looks_right(femi)
    femi.get_by_label("Yes, it is ours now").check()
    femi.get_by_role("button", name="Answer").click()
    femi.get_by_label("Your answer").fill("Two metres is near enough.")
    looks_right(femi)
    femi.get_by_role("button", name="Give the answer").click()

    chidi.goto(f"/workspace/journeys/{journey}/steps/plan-review/")
    expect(chidi.get_by_text("Two metres is near enough.")).to_be_visible()
    looks_right(chidi)


TASKS_OF_A_GUIDE = (
    "note",
    "talk",
    "promises/new",
    "promises/plan-review.1/new-date",
    "engagement",
    "plan/goal",
    "plan/action",
    "stand-in",
    "guide",
    "end",
)


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_every_task_of_a_guide_looks_right_empty_and_with_mistakes(
    enter: Enter, people: Cast, looks_right: LooksRight, viewport: dict[str, int]
) -> None:
    journey = begun(people)
    everything_is_told(journey, people)
    page = enter(people.ben.email, viewport=viewport)

    for task in TASKS_OF_A_GUIDE:
        page.goto(f"/workspace/journeys/{journey}/{task}/")
        looks_right(page)
        page.locator("main form button[type=submit]").first.click()
        expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
        looks_right(page)


def test_the_workspace_works_without_javascript(enter: Enter, people: Cast) -> None:
    journey = begun(people)
    page = enter(people.ben.email, javascript=False, viewport=DESK)

    page.goto("/workspace/")
    page.get_by_role("link", name="Amara").click()
    page.get_by_role("link", name="Note", exact=True).click()
    page.get_by_label("What should your colleagues know?").fill("Rings best after four.")
    page.get_by_role("button", name="Keep the note").click()

    expect(page.get_by_text("Rings best after four.")).to_be_visible()
    assert journey in page.url


def test_a_guide_gets_to_a_person_and_writes_without_a_mouse(enter: Enter, people: Cast) -> None:
    begun(people)
    page = enter(people.ben.email, viewport=DESK)

    page.goto("/workspace/people/")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/journeys/*/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    expect(page.get_by_role("link", name="Write", exact=True)).to_be_focused()


def test_the_keys_and_the_ride_look_right(enter: Enter, people: Cast, looks_right: LooksRight) -> None:
    begun(people)
    page = enter(people.esi.email, viewport=PHONE)

    page.goto("/workspace/")
    expect(page.get_by_role("heading", name="What is it like to be on the receiving end?")).to_be_visible()
    looks_right(page)
    page.goto("/workspace/keys/")
    looks_right(page)
