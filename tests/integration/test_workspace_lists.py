"""Caseload and queue: what stands at the top, what the filters leave, and how one turns the page."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.urls import reverse
from tests.integration.workspace_story import signed_in, up_to_the_check, up_to_the_plans

from throughline.actions.guides import assign_stand_in
from throughline.actions.messages import receive_message, send_message
from throughline.actions.promises import watch_promises
from throughline.actions.start_journey import start_journey
from throughline.actions.steps import take_step
from throughline.ids import JourneyId, StaffId, StepId
from throughline.people import Viewer
from throughline.queries import workspace_caseload, workspace_guides, workspace_queue
from throughline.queries.workspace_caseload import Need, Show, Whom, caseload
from throughline.queries.workspace_queue import Pick, Place, queue
from throughline.store.models import Staff

pytestmark = pytest.mark.django_db

HARBOUR_PLANS = Place(unit="harbour", function="plan-review")


def begun(amara: Viewer, at: datetime) -> JourneyId:
    return start_journey(by=amara, at=at, service="food-business-licence", unit="harbour").journey


def of_ben(at: datetime, show: Show = Show.ALL, **more: str) -> list[tuple[JourneyId, Need]]:
    found = caseload(Whom(staff=StaffId("staff-ben")), at=at, show=show, **more)
    return [(one.journey, one.need) for one in found.cases]


# Whom a guide sees first ---------------------------------------------------------------------------


def test_somebody_new_needs_nothing_yet(journey: JourneyId, cast, at: datetime) -> None:
    assert of_ben(at + timedelta(minutes=5)) == [(journey, Need.NOTHING)]


def test_who_heard_nothing_for_long_comes_up(journey: JourneyId, cast, at: datetime) -> None:
    assert of_ben(at + timedelta(days=8)) == [(journey, Need.QUIET)]
    assert of_ben(at + timedelta(days=8), Show.QUIET) == [(journey, Need.QUIET)]


def test_who_wrote_and_got_no_answer_stands_above_the_quiet(journey: JourneyId, cast, at: datetime) -> None:
    wrote = begun(cast.amara, at)
    receive_message(journey=wrote, by=cast.amara, at=at + timedelta(days=7), text="Is anybody there?")

    assert of_ben(at + timedelta(days=8)) == [(wrote, Need.UNANSWERED), (journey, Need.QUIET)]


def test_an_answer_takes_them_from_the_top(journey: JourneyId, cast, at: datetime) -> None:
    receive_message(journey=journey, by=cast.amara, at=at + timedelta(hours=1), text="Is anybody there?")
    send_message(journey=journey, by=cast.ben, at=at + timedelta(hours=2), text="I am.")

    assert of_ben(at + timedelta(hours=3)) == [(journey, Need.NOTHING)]


def test_a_step_of_the_guides_own_is_theirs_to_do(journey: JourneyId, cast, at: datetime) -> None:
    later = up_to_the_check(journey, cast.amara, cast.ben, at)

    assert of_ben(later) == [(journey, Need.MINE)]
    assert of_ben(later, Show.FOR_ME) == [(journey, Need.MINE)]


def test_a_broken_promise_that_is_still_open_stands_above_all(journey: JourneyId, cast, at: datetime) -> None:
    later = up_to_the_plans(journey, cast.amara, cast.ben, at) + timedelta(days=12)
    watch_promises(journey=journey, at=later)

    assert of_ben(later, Show.PROMISES) == [(journey, Need.LATE)]


def test_a_promise_that_comes_due_is_seen_before_its_date(journey: JourneyId, cast, at: datetime) -> None:
    from tests.integration.workspace_story import answer

    answer(journey, cast.amara, "tell-idea", at)

    assert of_ben(at + timedelta(hours=12)) == [(journey, Need.DUE_SOON)]


def test_nobody_covers_for_an_absent_guide(journey: JourneyId, cast, at: datetime) -> None:
    Staff.objects.filter(id="staff-ben").update(absent_from=at.date(), absent_until=None)
    Staff.objects.create(
        id="staff-gus", name="Gus", email="gus@throughline.example", roles=["guide"], units=["harbour"]
    )

    office = Whom(units=("harbour",))
    assert [one.need for one in caseload(office, at=at + timedelta(minutes=1)).cases] == [Need.UNCOVERED]

    assign_stand_in(journey=journey, by=cast.ben, at=at, stand_in=StaffId("staff-gus"))
    assert [one.need for one in caseload(office, at=at + timedelta(minutes=1)).cases] == [Need.NOTHING]
    assert [
        one.journey for one in caseload(Whom(staff=StaffId("staff-gus")), at=at, show=Show.STAND_IN).cases
    ] == [journey]


def test_a_person_is_found_by_a_part_of_the_name(journey: JourneyId, cast, at: datetime) -> None:
    assert len(of_ben(at, named="mar")) == 1
    assert of_ben(at, named="%") == []
    assert of_ben(at, named="Zoe") == []


def test_the_office_counts_who_carries_how_much(journey: JourneyId, cast, at: datetime) -> None:
    begun(cast.amara, at)

    loads = {one.name: one.cases for one in workspace_guides.guides_of(["harbour"], at=at)}

    assert loads == {"Ben": 2}


def test_every_case_is_on_exactly_one_page(
    journey: JourneyId, cast, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workspace_caseload, "PAGE", 2)
    all_of_them = {journey, *(begun(cast.amara, at + timedelta(minutes=n)) for n in range(1, 5))}

    pages, after = [], ""
    while True:
        found = caseload(Whom(staff=StaffId("staff-ben")), at=at + timedelta(hours=1), after=after)
        pages.append([one.journey for one in found.cases])
        after = found.next
        if not after:
            break

    assert [len(one) for one in pages] == [2, 2, 1]
    assert {one for page in pages for one in page} == all_of_them


def test_a_made_up_place_in_the_list_is_its_beginning(journey: JourneyId, cast, at: datetime) -> None:
    assert len(of_ben(at, after="nonsense~x~y")) == 1
    assert signed_in(cast.ben).get(reverse("workspace:caseload"), {"after": "9~nan'~\x27"}).status_code == 200


# What waits at a function --------------------------------------------------------------------------


def at_plans(at: datetime, pick: Pick = Pick.OURS, **more: str) -> list[tuple[JourneyId, str]]:
    found = queue(HARBOUR_PLANS, viewer=StaffId("staff-chidi"), at=at, pick=pick, **more)
    return [(one.journey, one.step) for one in found.steps]


def test_both_plans_wait_for_chidi(journey: JourneyId, cast, at: datetime) -> None:
    later = up_to_the_plans(journey, cast.amara, cast.ben, at)

    assert at_plans(later) == [(journey, "plan-review"), (journey, "safety-plan-review")]


def test_what_is_taken_is_no_longer_free(journey: JourneyId, cast, at: datetime) -> None:
    later = up_to_the_plans(journey, cast.amara, cast.ben, at)
    take_step(journey=journey, by=cast.chidi, at=later, step=StepId("plan-review"))

    assert at_plans(later, Pick.FREE) == [(journey, "safety-plan-review")]
    assert at_plans(later, Pick.MINE) == [(journey, "plan-review")]


def test_what_is_late_stands_first(journey: JourneyId, cast, at: datetime) -> None:
    late = up_to_the_plans(journey, cast.amara, cast.ben, at) + timedelta(days=12)
    watch_promises(journey=journey, at=late)
    fresh = begun(cast.amara, late)
    now = up_to_the_plans(fresh, cast.amara, cast.ben, late)

    assert [one for one, _step in at_plans(now)] == [journey, journey, fresh, fresh]
    assert {one for one, _step in at_plans(now, Pick.LATE)} == {journey}


def test_a_new_date_after_a_broken_promise_is_said_with_what_was_before(
    journey: JourneyId, cast, at: datetime
) -> None:
    late = up_to_the_plans(journey, cast.amara, cast.ben, at) + timedelta(days=12)
    watch_promises(journey=journey, at=late)  # breaks both, and promises anew
    fresh = begun(cast.amara, late)
    now = up_to_the_plans(fresh, cast.amara, cast.ben, late)

    with time_machine.travel(now, tick=False):
        shown = signed_in(cast.chidi).get(reverse("workspace:queue")).content.decode()

    steps = queue(HARBOUR_PLANS, viewer=None, at=now).steps
    assert {one.journey for one in steps if one.broken_before} == {journey}
    assert shown.count("A promise was broken here before. The new date is") == 2
    assert "Promise broken" not in shown


def test_when_the_new_date_has_passed_too_the_promise_is_broken(
    journey: JourneyId, cast, at: datetime
) -> None:
    late = up_to_the_plans(journey, cast.amara, cast.ben, at) + timedelta(days=12)
    watch_promises(journey=journey, at=late)

    later = queue(HARBOUR_PLANS, viewer=None, at=late + timedelta(days=60)).steps

    assert [(one.late, one.broken_before) for one in later] == [(True, False), (True, False)]


def test_every_step_is_on_exactly_one_page(
    journey: JourneyId, cast, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workspace_queue, "PAGE", 1)
    later = up_to_the_plans(journey, cast.amara, cast.ben, at)
    place = HARBOUR_PLANS

    first = queue(place, viewer=None, at=later)
    second = queue(place, viewer=None, at=later, after=first.next)

    assert [one.step for one in first.steps] == ["plan-review"]
    assert [one.step for one in second.steps] == ["safety-plan-review"]
    assert second.next == ""


def test_the_queue_of_another_office_is_another(journey: JourneyId, cast, at: datetime) -> None:
    later = up_to_the_plans(journey, cast.amara, cast.ben, at)

    elsewhere = queue(Place(unit="northfield", function="plan-review"), viewer=None, at=later)

    assert elsewhere.steps == ()


# Empty lists teach ---------------------------------------------------------------------------------


@pytest.mark.parametrize("show", list(Show))
def test_an_empty_caseload_says_what_will_appear_here(cast, design, at: datetime, show: Show) -> None:
    with time_machine.travel(at, tick=False):
        page = signed_in(cast.ben).get(reverse("workspace:caseload"), {"show": show}).content.decode()

    assert "tl-empty__title" in page


@pytest.mark.parametrize("pick", list(Pick))
def test_an_empty_queue_says_what_will_appear_here(cast, design, at: datetime, pick: Pick) -> None:
    with time_machine.travel(at, tick=False):
        page = signed_in(cast.chidi).get(reverse("workspace:queue"), {"pick": pick}).content.decode()

    assert "tl-empty__title" in page
