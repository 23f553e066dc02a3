"""A guide fills in a step with the person, when the person chose to be helped."""

from datetime import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests.integration.workspace_story import PDF, signed_in, up_to_the_check, up_to_the_plans

from throughline.actions.guides import choose_engagement
from throughline.blueprint.model import Engagement
from throughline.ids import JourneyId
from throughline.store.models import Document, Event, Work

pytestmark = pytest.mark.django_db

PLACE = {
    "address-line1": "12 Market Square",
    "address-town": "Aldermere",
    "address-postcode": "AM2 3CE",
    "has_kitchen": "yes",
    "seats": "24",
    "outdoor_seating": "no",
}


@pytest.fixture
def guided(journey: JourneyId, cast, at: datetime) -> JourneyId:
    later = up_to_the_check(journey, cast.amara, cast.ben, at)
    choose_engagement(journey=journey, by=cast.amara, at=later, engagement=Engagement.GUIDED)
    return journey


def page(journey: JourneyId, step: str) -> str:
    return reverse("workspace:fill_in", args=[journey, step])


def test_what_is_written_down_says_that_staff_wrote_it(guided: JourneyId, cast) -> None:
    ben = signed_in(cast.ben)

    ben.post(page(guided, "about-place"), PLACE)

    given = Event.objects.filter(journey=guided, kind="fact.given/1", by="staff")
    assert set(given.values_list("key", flat=True)) == {"address", "has_kitchen", "seats", "outdoor_seating"}
    assert "Written down by us" in ben.get(reverse("workspace:journey", args=[guided])).content.decode()


def test_a_step_filled_in_together_is_then_done_by_the_guide(guided: JourneyId, cast) -> None:
    ben, step = signed_in(cast.ben), reverse("workspace:step", args=[guided, "about-place"])
    before = ben.get(step).content.decode()
    ben.post(page(guided, "about-place"), PLACE)

    ben.post(step, {"channel": "phone", "sure": "yes"})

    assert "Fill it in together" in before
    assert not Work.objects.filter(journey=guided, item="about-place").exists()
    assert Event.objects.get(journey=guided, kind="step.done/1", name="about-place").channel == "phone"


def test_what_is_not_known_yet_may_be_left_open(guided: JourneyId, cast) -> None:
    ben = signed_in(cast.ben)

    ben.post(page(guided, "about-place"), {"seats": "24"})

    shown = ben.get(reverse("workspace:step", args=[guided, "about-place"])).content.decode()
    assert "What is the address of the place?" in shown
    assert Event.objects.filter(journey=guided, kind="fact.given/1", by="staff").count() == 1


def test_an_answer_that_did_not_change_is_not_recorded_again(guided: JourneyId, cast) -> None:
    ben = signed_in(cast.ben)
    ben.post(page(guided, "about-place"), PLACE)

    ben.post(page(guided, "about-place"), {**PLACE, "seats": "30"})

    corrected = Event.objects.filter(journey=guided, kind="fact.corrected/1")
    assert list(corrected.values_list("key", flat=True)) == ["seats"]


@pytest.mark.parametrize(
    ("typed", "said"), [("many", "Write a number in digits"), ("900", "Give 500 or less")]
)
def test_what_is_no_number_is_refused_and_nothing_typed_is_lost(guided: JourneyId, cast, typed, said) -> None:
    answer = signed_in(cast.ben).post(page(guided, "about-place"), {**PLACE, "seats": typed})

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert "12 Market Square" in answer.content.decode()


def test_a_drawing_made_together_is_kept(journey: JourneyId, cast, at: datetime) -> None:
    later = up_to_the_plans(journey, cast.amara, cast.ben, at)
    from throughline.actions.steps import ToPutRight, return_step

    choose_engagement(journey=journey, by=cast.amara, at=later, engagement=Engagement.INTENSIVE)
    items = [ToPutRight(fact="kitchen_drawing", reason="unreadable")]
    return_step(journey=journey, by=cast.chidi, at=later, step="plan-review", items=items, decision="change")

    file = SimpleUploadedFile("new.pdf", PDF + b"better", content_type="application/pdf")
    signed_in(cast.ben).post(page(journey, "draw-kitchen"), {"cooks_with": "gas", "kitchen_drawing": file})

    assert Document.objects.filter(journey=journey, name="new.pdf").exists()


def test_somebody_who_does_it_alone_is_not_filled_in_for(journey: JourneyId, cast, at: datetime) -> None:
    up_to_the_check(journey, cast.amara, cast.ben, at)

    shown = signed_in(cast.ben).get(reverse("workspace:step", args=[journey, "about-place"])).content.decode()

    assert "Fill it in together" not in shown


def test_a_step_of_ours_has_nothing_to_fill_in(guided: JourneyId, cast) -> None:
    assert signed_in(cast.ben).get(page(guided, "first-talk")).status_code == 404
