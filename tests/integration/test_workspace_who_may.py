"""Who gets into the workspace, into which journey, and who may do what there."""

from datetime import datetime

import pytest
from django.test import Client
from django.urls import get_resolver, reverse
from tests.integration.workspace_story import signed_in, up_to_the_check, up_to_the_plans

from throughline.ids import JourneyId
from throughline.people import Role
from throughline.store.models import Account, Event, Opening, Staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def plans(journey: JourneyId, cast, at: datetime) -> JourneyId:
    up_to_the_plans(journey, cast.amara, cast.ben, at)
    return journey


@pytest.fixture
def lead(cast) -> Client:
    """The lead of Ben's office."""
    one = Staff.objects.create(
        id="staff-lena",
        name="Lena",
        initials="LE",
        email="lena@throughline.example",
        roles=[Role.LEAD.value],
        units=["harbour"],
        functions=[],
    )
    client = Client()
    client.force_login(Account.objects.create_user(one.email, staff=one))
    return client


def every_address(journey: JourneyId) -> list[str]:
    """Each address about a journey, whatever further parts it takes."""
    parts = {
        "journey": journey,
        "step": "plan-review",
        "document": "nothing",
        "handoff": "nothing",
        "promise": "plan-review.1",
        "action": "nothing",
        "introduction": "inspector",
    }
    found = get_resolver("throughline.workspace.urls").reverse_dict
    names = {name for name in found if isinstance(name, str)}
    needed = {name: found.getlist(name)[0][0][0][1] for name in names}
    return [
        reverse(f"workspace:{name}", kwargs={one: parts[one] for one in wanted})
        for name, wanted in sorted(needed.items())
        if "journey" in wanted
    ]


def test_every_journey_address_is_looked_at(plans: JourneyId) -> None:
    assert len(every_address(plans)) >= 24


def test_a_stranger_finds_nothing_at_any_address_of_a_journey(plans: JourneyId, cast) -> None:
    dana = signed_in(cast.dana)

    for address in every_address(plans):
        assert dana.post(address).status_code in {404, 405}, address
        assert dana.get(address).status_code in {404, 405}, address


def test_the_stranger_changed_nothing_and_is_not_named_as_one_who_looked(plans: JourneyId, cast) -> None:
    before = Event.objects.count()
    dana = signed_in(cast.dana)

    for address in every_address(plans):
        dana.post(address)

    assert Event.objects.count() == before
    assert not Opening.objects.filter(staff="staff-dana").exists()


def test_the_person_has_no_way_in_through_the_door_of_staff(plans: JourneyId, cast) -> None:
    amara = signed_in(cast.amara)

    assert amara.get("/workspace/").status_code == 404
    for address in every_address(plans):
        assert amara.post(address).status_code in {404, 405}, address
        assert amara.get(address).status_code in {404, 405}, address


def test_who_has_not_signed_in_is_asked_to_first(plans: JourneyId) -> None:
    for address in every_address(plans):
        answers = {Client().post(address).status_code, Client().get(address).status_code}
        assert 302 in answers, address
        assert answers <= {302, 405}, address


def test_a_leader_sees_numbers_and_no_names(plans: JourneyId, cast) -> None:
    esi = signed_in(cast.esi)

    assert esi.get(reverse("workspace:journey", args=[plans])).status_code == 404
    assert esi.get(reverse("workspace:caseload")).status_code == 404
    assert esi.get(reverse("workspace:queue")).status_code == 404
    assert esi.get(reverse("workspace:office")).status_code == 404
    page = esi.get(reverse("workspace:insight"))
    assert page.status_code == 200
    assert "Amara" not in page.content.decode()


def test_a_specialist_comes_in_when_the_journey_needs_their_function(journey: JourneyId, cast, at) -> None:
    up_to_the_check(journey, cast.amara, cast.ben, at)
    chidi = signed_in(cast.chidi)

    assert chidi.get(reverse("workspace:journey", args=[journey])).status_code == 404

    up_to_the_rest(journey, cast, at)
    assert chidi.get(reverse("workspace:journey", args=[journey])).status_code == 200


def up_to_the_rest(journey: JourneyId, cast, at: datetime) -> None:
    from datetime import timedelta

    from tests.integration.workspace_story import answer

    for hours, step in enumerate(
        ("about-you", "about-place", "about-food", "draw-kitchen", "safety-plan"), 3
    ):
        answer(journey, cast.amara, step, at + timedelta(hours=hours))


def test_a_specialist_of_another_function_finds_nothing(plans: JourneyId, cast) -> None:
    assert signed_in(cast.femi).get(reverse("workspace:journey", args=[plans])).status_code == 404


def test_nobody_sees_the_queue_of_another_function_or_office(plans: JourneyId, cast) -> None:
    chidi, queue = signed_in(cast.chidi), reverse("workspace:queue")

    assert chidi.get(queue, {"office": "harbour", "function": "inspection"}).status_code == 404
    assert chidi.get(queue, {"office": "northfield", "function": "plan-review"}).status_code == 404


def test_a_lead_sees_the_office_and_names_a_guide(plans: JourneyId, cast, lead: Client) -> None:
    Staff.objects.create(
        id="staff-gus", name="Gus", email="gus@throughline.example", roles=["guide"], units=["harbour"]
    )

    assert "Amara" in lead.get(reverse("workspace:office")).content.decode()
    answer = lead.post(reverse("workspace:guide", args=[plans]), {"who": "staff-gus"}, follow=True)

    assert "Guide: Gus" in answer.content.decode()


def test_a_lead_does_not_do_the_work_of_a_guide(plans: JourneyId, cast, lead: Client) -> None:
    answer = lead.post(reverse("workspace:goal", args=[plans]), {"text": "To open in May."})

    assert answer.status_code == 422
    assert "Only the guide" in answer.content.decode()


def test_a_form_from_another_site_is_refused(plans: JourneyId, cast) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(Account.objects.get(email=cast.ben.email))

    answer = strict.post(reverse("workspace:note", args=[plans]), {"text": "From elsewhere."})

    assert answer.status_code == 403


@pytest.mark.parametrize("name", ["caseload", "queue", "insight", "office", "keyboard", "home"])
def test_lists_are_only_looked_at(cast, design, name: str) -> None:
    assert signed_in(cast.ben).post(reverse(f"workspace:{name}")).status_code == 405


def test_buttons_are_only_pressed(plans: JourneyId, cast) -> None:
    assert (
        signed_in(cast.chidi).get(reverse("workspace:take_step", args=[plans, "plan-review"])).status_code
        == 405
    )


def test_every_opening_is_recorded_once_a_visit_with_who_and_why(plans: JourneyId, cast) -> None:
    chidi = signed_in(cast.chidi)

    chidi.get(reverse("workspace:journey", args=[plans]))
    chidi.get(reverse("workspace:step", args=[plans, "plan-review"]))

    opened = Opening.objects.get(journey=plans, staff="staff-chidi")
    assert opened.why
    assert "Chidi" in signed_in(cast.ben).get(reverse("workspace:journey", args=[plans])).content.decode()
