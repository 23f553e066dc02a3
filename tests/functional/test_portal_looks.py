"""Every page of the person's door in the states a journey can be in: axe finds nothing, nothing runs over."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect
from tests.functional.conftest import DESK, PHONE, Cast, Enter, LooksRight
from tests.integration.portal_story import DAY, SAID
from tests.integration.workspace_story import PDF, answer, take

from throughline.actions.documents import check_document
from throughline.actions.endings import withdraw
from throughline.actions.facts import Given, give_facts
from throughline.actions.guides import assign_stand_in
from throughline.actions.messages import receive_message, send_message
from throughline.actions.open_file import open_file
from throughline.actions.plan import propose_action, state_goal
from throughline.actions.promises import watch_promises
from throughline.actions.start_journey import start_journey
from throughline.actions.steps import ToPutRight, finish_step, return_step
from throughline.ids import FactKey, JourneyId, ServiceId, StaffId, StepId, UnitId
from throughline.journey.events import Side
from throughline.store.models import Staff

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("browser")]
SERVICE = ServiceId("food-business-licence")


def monday(weeks_ago: int) -> datetime:
    """A Monday morning so many weeks before today."""
    today = datetime.now(UTC).replace(hour=9, minute=0, second=0, microsecond=0)
    return today - timedelta(days=today.weekday(), weeks=weeks_ago)


def begun(people: Cast, at: datetime) -> JourneyId:
    return start_journey(by=people.amara, at=at, service=SERVICE, unit=UnitId("harbour")).journey


def four_weeks(people: Cast) -> JourneyId:
    """Kept and broken promises, a loop, a silence, a stand-in, messages and a plan: a ride as rides are."""
    at = monday(4)
    journey = begun(people, at)
    answer(journey, people.amara, "tell-idea", at + timedelta(hours=1))
    finish_step(journey=journey, by=people.ben, at=at + DAY, step=StepId("check-idea"), decision="right")
    finish_step(journey=journey, by=people.ben, at=at + 2 * DAY, step=StepId("first-talk"))
    plan_together(journey, people, at + 2 * DAY)
    for number, step in enumerate(("about-you", "about-place", "about-food", "draw-kitchen", "safety-plan")):
        answer(journey, people.amara, step, at + 3 * DAY + number * timedelta(hours=5))
    finish_step(
        journey=journey, by=people.chidi, at=at + 6 * DAY, step=StepId("safety-plan-review"), decision="fits"
    )
    put_right_once(journey, people, at + 7 * DAY)
    watch_promises(journey=journey, at=at + 22 * DAY)
    Staff.objects.create(
        id="staff-gugu", name="Gugu", email="gugu@throughline.example", roles=["guide"], units=["harbour"]
    )
    assign_stand_in(
        journey=journey,
        by=people.ben,
        at=at + 23 * DAY,
        stand_in=StaffId("staff-gugu"),
        briefing="Fire is late.",
    )
    return journey


def plan_together(journey: JourneyId, people: Cast, at: datetime) -> None:
    state_goal(journey=journey, by=people.amara, at=at, text="Open before the summer.")
    propose_action(journey=journey, by=people.ben, at=at, side=Side.THEIRS, text="Measure the passage.")
    propose_action(journey=journey, by=people.amara, at=at, side=Side.OURS, text="Ring the landlord.")
    receive_message(journey=journey, by=people.amara, at=at, text="Does the second basin need hot water?")
    send_message(journey=journey, by=people.ben, at=at + timedelta(hours=2), text="Yes, both need it.")


def put_right_once(journey: JourneyId, people: Cast, at: datetime) -> None:
    """Chidi sends the drawing back, Amara needs a week, and it works."""
    send_back(journey, people, at)
    file = check_document(name="new drawing.pdf", body=PDF, at=at)
    given = {FactKey("kitchen_drawing"): Given(value=file.value, document=file)}
    give_facts(journey=journey, by=people.amara, at=at + 8 * DAY, answers=given)
    finish_step(journey=journey, by=people.amara, at=at + 8 * DAY, step=StepId("draw-kitchen"))
    finish_step(
        journey=journey, by=people.chidi, at=at + 10 * DAY, step=StepId("plan-review"), decision="works"
    )


def send_back(journey: JourneyId, people: Cast, at: datetime) -> None:
    open_file(journey=journey, by=people.chidi, at=at)
    take(journey, people.chidi, "plan-review", at)
    items = [ToPutRight(fact=FactKey("kitchen_drawing"), reason="needs change", said=SAID)]
    return_step(
        journey=journey,
        by=people.chidi,
        at=at + timedelta(hours=6),
        step=StepId("plan-review"),
        items=items,
        decision="change",
    )


def came_back(people: Cast) -> JourneyId:
    at = monday(2)
    journey = begun(people, at)
    answer(journey, people.amara, "tell-idea", at + timedelta(hours=1))
    finish_step(journey=journey, by=people.ben, at=at + DAY, step=StepId("check-idea"), decision="right")
    for number, step in enumerate(("about-place", "draw-kitchen")):
        answer(journey, people.amara, step, at + 2 * DAY + number * timedelta(hours=5))
    send_back(journey, people, at + 4 * DAY)
    return journey


def not_eligible(people: Cast) -> JourneyId:
    at = monday(2)
    journey = begun(people, at)
    answer(journey, people.amara, "tell-idea", at + timedelta(hours=1))
    finish_step(journey=journey, by=people.ben, at=at + DAY, step=StepId("check-idea"), decision="not_for_us")
    return journey


def stopped(people: Cast) -> JourneyId:
    journey = begun(people, monday(1))
    withdraw(journey=journey, by=people.amara, at=monday(1) + DAY, reason="I found a job.")
    return journey


STATES: dict[str, tuple[Callable[[Cast], JourneyId], tuple[str, ...]]] = {
    "four-weeks": (
        four_weeks,
        ("", "tasks/", "messages/", "plan/", "plan/goal/", "plan/action/", "what-we-know/", "who-looked/"),
    ),
    "came-back": (
        came_back,
        (
            "",
            "tasks/",
            "tasks/draw-kitchen/",
            "tasks/draw-kitchen/kitchen_drawing/",
            "tasks/draw-kitchen/check/",
        ),
    ),
    "begun": (
        lambda people: begun(people, monday(1)),
        ("", "tasks/", "how-we-work/", "plan/", "stop/", "saved/", "name/", "what-we-know/", "who-looked/"),
    ),
    "not-eligible": (not_eligible, ("", "ending/", "experience/", "come-back/")),
    "stopped": (stopped, ("", "ending/", "tasks/")),
}


@pytest.mark.parametrize("state", STATES)
def test_every_page_looks_right_on_a_phone_and_at_a_desk(
    enter: Enter, people: Cast, looks_right: LooksRight, picture: Callable[[Page, str], None], state: str
) -> None:
    tell, addresses = STATES[state]
    journey = tell(people)
    page = enter(people.amara.email)

    for address in addresses:
        answered = page.goto(f"/journeys/{journey}/{address}")
        assert answered is not None
        assert answered.status == 200
        for size in (PHONE, DESK):
            page.set_viewport_size(size)
            looks_right(page)
            picture(page, f"all/{state}-{address.strip('/').replace('/', '-') or 'journey'}-{size['width']}")


def test_the_pages_before_a_journey_look_right_with_and_without_mistakes(
    enter: Enter, looks_right: LooksRight, picture: Callable[[Page, str], None]
) -> None:
    page = enter()

    for address in (
        "/",
        f"/{SERVICE}/",
        f"/{SERVICE}/office/",
        f"/{SERVICE}/office/?asked=1",
        f"/{SERVICE}/start/?office=harbour",
        "/accounts/login/",
        "/accounts/login/code/",
        "/nothing-here/",
    ):
        page.goto(address)
        looks_right(page)
    page.goto(f"/{SERVICE}/start/?office=harbour")
    page.get_by_role("button", name="Start").click()
    looks_right(page)
    page.goto("/accounts/login/code/")
    page.get_by_role("button", name="Send me a code").click()
    looks_right(page)
    page.get_by_label("What is your email address?").fill("amara.okoye@throughline.example")
    page.get_by_role("button", name="Send me a code").click()
    looks_right(page)
    page.get_by_role("button", name="Continue").click()
    looks_right(page)
    picture(page, "all/code-390")


def test_the_demos_own_pages_look_right_and_their_links_work(
    enter: Enter,
    people: Cast,
    settings,
    looks_right: LooksRight,
    picture: Callable[[Page, str], None],
) -> None:
    settings.THROUGHLINE_DEMO = True
    settings.EMAIL_BACKEND = "throughline.notify.mailbox.Mailbox"
    page = enter()

    page.goto("/accounts/login/code/")
    page.get_by_label("What is your email address?").fill(people.amara.email)
    page.get_by_role("button", name="Send me a code").click()
    page.goto("/demo/mailbox/")
    looks_right(page)
    picture(page, "all/demo-mailbox-390")
    page.get_by_role("link", name="Your code is").click()
    looks_right(page)
    page.goto("/demo/")
    looks_right(page)
    picture(page, "all/demo-390")
    page.get_by_role("button", name="Sign in as Amara").click()

    expect(page.get_by_role("link", name="My journeys")).to_be_visible()
    looks_right(page)


def test_the_thread_is_drawn_at_a_desk_and_on_a_phone(
    enter: Enter, people: Cast, picture: Callable[..., None]
) -> None:
    journey = four_weeks(people)
    page = enter(people.amara.email, viewport=DESK)

    page.goto(f"/journeys/{journey}/")

    assert page.locator(".tl-thread--wide svg").is_visible()
    assert not page.locator(".tl-thread--narrow svg").is_visible()
    picture(page, "journey", of=page.locator(".tl-thread--wide"))
    page.set_viewport_size(PHONE)
    assert page.locator(".tl-thread--narrow svg").is_visible()
    assert not page.locator(".tl-thread--wide svg").is_visible()
    picture(page, "journey-phone")
