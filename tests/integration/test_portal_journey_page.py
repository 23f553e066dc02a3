"""The journey page: the thread and its words, whose turn it is, our promises, and who stays."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from tests.integration.portal_story import licensed, pages_are_looked_at_later, returned
from tests.integration.workspace_story import signed_in, take, up_to_the_plans

from throughline.actions.guides import assign_stand_in
from throughline.actions.messages import send_message, write_note
from throughline.actions.open_file import open_file
from throughline.actions.promises import renegotiate_promise, watch_promises
from throughline.actions.steps import finish_step
from throughline.ids import JourneyId, PromiseId, StaffId, StepId
from throughline.store.models import Staff

__all__ = ["pages_are_looked_at_later"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def amara(journey: JourneyId, cast) -> Client:
    return signed_in(cast.amara)


@pytest.fixture
def plans(journey: JourneyId, cast, at: datetime) -> JourneyId:
    """Everything is told and drawn: the plans are with us."""
    up_to_the_plans(journey, cast.amara, cast.ben, at)
    return journey


def page_of(amara: Client, journey: JourneyId) -> str:
    return amara.get(reverse("portal:journey", args=[journey])).content.decode()


def test_a_new_journey_says_that_it_is_your_turn_and_where_to_start(
    journey: JourneyId, amara: Client
) -> None:
    page = page_of(amara, journey)

    assert "It is your turn" in page
    assert reverse("portal:step", args=[journey, "tell-idea"]) in page


def test_with_us_it_says_what_we_promised_by_when_and_why(plans: JourneyId, amara: Client) -> None:
    page = page_of(amara, plans)

    assert "It is with us" in page
    assert "You do not have to do anything now." in page
    assert "By Monday 9 March" in page
    assert "We will tell you whether your kitchen works as drawn." in page
    assert "A builder who starts with a yes from us does not have to come back." in page


def test_the_thread_is_drawn_and_told_as_a_list_that_says_the_same(plans: JourneyId, amara: Client) -> None:
    page = page_of(amara, plans)

    assert page.count("<svg") >= 2
    assert "Read the thread as a list" in page
    assert "Monday 2 March 2026: I tell you my idea" in page
    assert "This licence is the right one for you" in page
    assert "Next: I say when my place is ready (with you)" in page


def test_somebody_who_took_it_up_is_named(plans: JourneyId, cast, amara: Client, at: datetime) -> None:
    take(plans, cast.chidi, "plan-review", at + timedelta(days=1))

    assert "Chidi is looking at it." in page_of(amara, plans)


def test_a_promise_whose_clock_stands_still_says_so(
    journey: JourneyId, cast, amara: Client, at: datetime
) -> None:
    returned(journey, cast.amara, cast.ben, cast.chidi, at)

    page = page_of(amara, journey)

    assert "Something came back to you:" in page
    assert "Our clock stands still while it is with you." in page


def test_a_broken_promise_is_said_plainly_with_what_one_can_do(
    plans: JourneyId, amara: Client, at: datetime
) -> None:
    watch_promises(journey=plans, at=at + timedelta(days=10))

    page = page_of(amara, plans)

    assert "We said Monday 9 March, and we did not keep it. We are sorry." in page
    assert "Ask your guide for the part that is already checked." in page


def test_a_promise_broken_while_something_else_was_done_is_still_told(
    plans: JourneyId, cast, amara: Client, at: datetime
) -> None:
    finish_step(
        journey=plans,
        by=cast.chidi,
        at=at + timedelta(days=20),
        step=StepId("safety-plan-review"),
        decision="fits",
    )

    page = page_of(amara, plans)

    assert "We missed our date: You check the ways out, promise broken" in page
    assert "Your food safety plan will do" in page


def test_when_the_pace_says_that_we_will_miss_it_the_page_says_so_before_the_date(
    plans: JourneyId, amara: Client, at: datetime
) -> None:
    watch_promises(journey=plans, at=at + timedelta(days=7))

    page = page_of(amara, plans)

    assert "We may be late with this. We now expect to be done by Wednesday 11 March." in page
    assert "Ask your guide for the part that is already checked." in page


def test_a_promise_with_a_new_date_shows_the_new_date(
    plans: JourneyId, cast, amara: Client, at: datetime
) -> None:
    renegotiate_promise(
        journey=plans,
        by=cast.ben,
        at=at + timedelta(days=1),
        promise=PromiseId("plan-review.1"),
        due=at + timedelta(days=11),
        reason="The drawing is large.",
    )

    page = page_of(amara, plans)

    assert "New date agreed" in page
    assert "By Friday 13 March" in page


def test_the_guide_is_named_with_a_way_to_write(plans: JourneyId, amara: Client) -> None:
    page = page_of(amara, plans)

    assert "Ben is your guide" in page
    assert "Write to Ben" in page


def test_a_stand_in_is_named_and_the_guide_stays_the_guide(
    plans: JourneyId, cast, amara: Client, at: datetime
) -> None:
    Staff.objects.create(
        id="staff-gugu", name="Gugu", email="gugu@throughline.example", roles=["guide"], units=["harbour"]
    )
    assign_stand_in(
        journey=plans,
        by=cast.ben,
        at=at + timedelta(days=1),
        stand_in=StaffId("staff-gugu"),
        briefing="All well.",
    )

    page = page_of(amara, plans)

    assert "Gugu stands in for your guide" in page
    assert "Ben is away and stays your guide." in page
    assert "All well." not in page


def test_notes_between_staff_are_not_shown_as_messages(
    plans: JourneyId, cast, amara: Client, at: datetime
) -> None:
    when = at + timedelta(days=1)
    send_message(journey=plans, by=cast.ben, at=when, text="Your drawing is lovely.")
    write_note(journey=plans, by=cast.ben, at=when, text="Ring on Tuesday.")

    page = page_of(amara, plans) + amara.get(reverse("portal:messages", args=[plans])).content.decode()

    assert "Your drawing is lovely." in page
    assert "Ring on Tuesday." not in page


def test_who_opened_the_file_and_why_can_be_read(plans: JourneyId, cast, amara: Client, at: datetime) -> None:
    open_file(journey=plans, by=cast.chidi, at=at + timedelta(days=1), why="to look at the drawing")

    page = amara.get(reverse("portal:openings", args=[plans])).content.decode()

    assert "Chidi" in page
    assert "to look at the drawing" in page


def test_what_we_know_comes_with_source_date_purpose_and_how_long(plans: JourneyId, amara: Client) -> None:
    page = amara.get(reverse("portal:known", args=[plans])).content.decode()

    assert "12 Market Square" in page
    assert "You told us, Monday 2 March." in page
    assert "It tells the inspector where to go" in page
    assert "How long we keep it: Until your licence ends." in page


def test_no_page_says_an_internal_status(plans: JourneyId, amara: Client) -> None:
    page = page_of(amara, plans)

    for internal in ("plan-review", "stakeholder", "safety_plan_fits", "processed"):
        shown = page.replace("/plan-review/", "")
        assert internal not in shown


def test_the_page_takes_at_most_ten_questions_to_the_database(
    plans: JourneyId, amara: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    page_of(amara, plans)

    with django_assert_max_num_queries(10):
        page_of(amara, plans)


def test_a_long_journey_takes_no_more_questions_than_a_short_one(
    journey: JourneyId,
    cast,
    amara: Client,
    at: datetime,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    when = licensed(journey, cast.amara, cast.ben, at)
    for hour in range(30):
        send_message(journey=journey, by=cast.ben, at=when + timedelta(hours=hour), text=f"Hello {hour}")

    with django_assert_max_num_queries(10):
        page_of(amara, journey)


def test_the_list_of_tasks_takes_at_most_ten_questions(
    plans: JourneyId, amara: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(10):
        amara.get(reverse("portal:tasks", args=[plans]))


def test_the_home_page_lists_what_was_begun(plans: JourneyId, amara: Client) -> None:
    page = amara.get("/").content.decode()

    assert "Hello Amara" in page
    assert "With us" in page
    assert "You started on Monday 2 March." in page
