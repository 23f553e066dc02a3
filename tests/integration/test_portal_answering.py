"""One question on one page: every answer is kept at once, and a mistake loses nothing."""

from datetime import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.integration.conftest import OFFICE, SERVICE
from tests.integration.portal_story import pages_are_looked_at_later, returned, say
from tests.integration.workspace_story import PDF, answer, signed_in, up_to_the_check

from throughline.actions.facts import Given, give_facts
from throughline.actions.start_journey import start_journey
from throughline.clock import now
from throughline.ids import FactKey, JourneyId
from throughline.queries.portal_earlier import earlier_answer
from throughline.queries.portal_journey import my_journey
from throughline.store.models import Content, Document, Journey

__all__ = ["pages_are_looked_at_later"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def amara(journey: JourneyId, cast) -> Client:
    return signed_in(cast.amara)


@pytest.fixture
def checked(journey: JourneyId, cast, at: datetime) -> JourneyId:
    """The idea is right: the questions about the place, the person and the food are open."""
    up_to_the_check(journey, cast.amara, cast.ben, at)
    return journey


def question(journey: JourneyId, step: str, fact: str) -> str:
    return reverse("portal:question", args=[journey, step, fact])


def check(journey: JourneyId, step: str) -> str:
    return reverse("portal:check", args=[journey, step])


def test_a_step_opens_at_its_first_question(journey: JourneyId, amara: Client) -> None:
    answer = amara.get(reverse("portal:step", args=[journey, "tell-idea"]))

    assert answer["Location"] == question(journey, "tell-idea", "business_name")


def test_a_question_says_why_we_ask_and_how_long_we_keep_it(journey: JourneyId, amara: Client) -> None:
    page = amara.get(question(journey, "tell-idea", "business_name")).content.decode()

    assert "It goes on your licence, and we use it when we write to you." in page
    assert "How long we keep it: 2 years." in page


def test_an_answer_is_kept_at_once_and_leads_to_the_next(journey: JourneyId, amara: Client) -> None:
    answer = amara.post(question(journey, "tell-idea", "business_name"), {"business_name": "Amara's Table"})

    assert answer["Location"] == question(journey, "tell-idea", "food_idea")
    assert Content.objects.filter(journey=journey, body="Amara's Table").exists()


def test_leaving_and_coming_back_goes_on_where_one_left(journey: JourneyId, amara: Client) -> None:
    amara.post(question(journey, "tell-idea", "business_name"), {"business_name": "Amara's Table"})
    amara.post(question(journey, "tell-idea", "food_idea"), {"food_idea": "Jollof rice"})

    answer = amara.get(reverse("portal:step", args=[journey, "tell-idea"]))

    assert answer["Location"] == question(journey, "tell-idea", "in_aldermere")


@pytest.mark.parametrize(
    ("step", "fact", "posted", "sentence", "typed"),
    [
        ("tell-idea", "business_name", {}, "Write an answer", ""),
        ("tell-idea", "in_aldermere", {}, "Choose yes or no", ""),
        ("tell-idea", "kind_of_place", {"kind_of_place": "castle"}, "Choose one of the answers", ""),
        ("about-place", "seats", {"seats": "many"}, "Write a number in figures", 'value="many"'),
        ("about-place", "seats", {"seats": "900"}, "Give 500 or less", 'value="900"'),
        ("about-you", "mobile", {"mobile": "ring me"}, "Write a phone number with its digits", "ring me"),
        (
            "about-food",
            "opening_day",
            {"opening_day-day": "31", "opening_day-month": "2", "opening_day-year": "2027"},
            "31/2/2027 is not a day in the calendar",
            'value="31"',
        ),
        ("about-place", "address", {"address-line1": "12 Quay"}, "the town and the postcode", "12 Quay"),
        ("tell-idea", "business_name", {"business_name": "x" * 501}, "Shorten this to 500", "x" * 501),
    ],
)
def test_a_mistake_is_said_beside_the_question_and_what_was_typed_stays(
    checked: JourneyId,
    cast,
    amara: Client,
    step: str,
    fact: str,
    posted: dict[str, str],
    sentence: str,
    typed: str,
) -> None:
    journey = checked if step != "tell-idea" else another_journey(cast)

    page = amara.post(question(journey, step, fact), posted).content.decode()

    assert "There is a problem" in page
    assert f'href="#field-{fact}"' in page
    assert f'id="field-{fact}' in page
    assert sentence in page
    assert typed in page
    assert "<title>Error:" in page


def another_journey(cast) -> JourneyId:
    return start_journey(by=cast.amara, at=now(), service=SERVICE, unit=OFFICE).journey


def test_what_does_not_fit_the_place_is_never_asked(checked: JourneyId, amara: Client) -> None:
    for fact, value in (("has_kitchen", "yes"), ("seats", "8")):
        amara.post(question(checked, "about-place", fact), {fact: value})
    address = {"address-line1": "12 Quay", "address-town": "Aldermere", "address-postcode": "AM1 1AA"}
    amara.post(question(checked, "about-place", "address"), address)

    without = amara.post(question(checked, "about-place", "outdoor_seating"), {"outdoor_seating": "no"})
    with_tables = amara.post(
        question(checked, "about-place", "outdoor_seating") + "?change", {"outdoor_seating": "yes"}
    )

    assert without["Location"] == check(checked, "about-place")
    assert with_tables["Location"] == question(checked, "about-place", "outdoor_tables")


def test_an_optional_question_may_be_left_out(checked: JourneyId, amara: Client) -> None:
    amara.post(question(checked, "about-you", "run_as"), {"run_as": "alone"})
    after_mobile = amara.post(question(checked, "about-you", "mobile"), {"mobile": "01632 960111"})
    after_nothing = amara.post(question(checked, "about-you", "best_time"), {})

    assert after_mobile["Location"] == question(checked, "about-you", "best_time")
    assert after_nothing["Location"] == check(checked, "about-you")
    assert "Left out" in amara.get(check(checked, "about-you")).content.decode()


def test_the_check_shows_every_answer_with_a_link_to_change_it(checked: JourneyId, amara: Client) -> None:
    amara.post(question(checked, "about-you", "run_as"), {"run_as": "alone"})

    page = amara.get(check(checked, "about-you")).content.decode()

    assert "I will on my own" in page
    assert question(checked, "about-you", "run_as") + "?change" in page
    assert "Something is still missing" in page


def test_changing_an_answer_leads_back_to_the_check(checked: JourneyId, amara: Client) -> None:
    amara.post(question(checked, "about-you", "run_as"), {"run_as": "alone"})
    amara.post(question(checked, "about-you", "mobile"), {"mobile": "01632 960111"})

    answer = amara.post(question(checked, "about-you", "run_as") + "?change", {"run_as": "partners"})

    assert answer["Location"] == check(checked, "about-you")


def test_sending_says_what_happens_next_and_by_when(journey: JourneyId, cast, amara: Client) -> None:
    tell_the_idea(amara, journey)

    answer = amara.post(check(journey, "tell-idea"))
    page = amara.get(answer["Location"]).content.decode()

    assert answer["Location"] == reverse("portal:sent", args=[journey, "tell-idea"])
    assert "We will tell you whether this licence is the right one for you." in page
    assert "We write to amara@throughline.example" in page


def tell_the_idea(amara: Client, journey: JourneyId) -> None:
    for fact, value in (
        ("business_name", "Amara's Table"),
        ("food_idea", "Jollof rice"),
        ("in_aldermere", "yes"),
        ("adult", "yes"),
        ("kind_of_place", "cafe"),
    ):
        amara.post(question(journey, "tell-idea", fact), {fact: value})


def test_sending_too_early_says_what_is_missing_and_keeps_the_rest(journey: JourneyId, amara: Client) -> None:
    amara.post(question(journey, "tell-idea", "business_name"), {"business_name": "Amara's Table"})

    page = amara.post(check(journey, "tell-idea")).content.decode()

    assert "These are still to be answered" in page
    assert "Amara&#x27;s Table" in page


def test_a_sent_step_is_not_opened_again_and_the_list_says_why(journey: JourneyId, amara: Client) -> None:
    tell_the_idea(amara, journey)
    amara.post(check(journey, "tell-idea"))

    answer = amara.get(question(journey, "tell-idea", "business_name"), follow=True)

    assert answer.redirect_chain[-1][0] == reverse("portal:tasks", args=[journey])
    assert "You have sent “I tell you my idea” already." in answer.content.decode()


def test_a_step_of_ours_is_nothing_the_person_can_open(journey: JourneyId, amara: Client) -> None:
    assert amara.get(reverse("portal:step", args=[journey, "plan-review"])).status_code == 404
    assert amara.get(question(journey, "tell-idea", "kitchen_drawing")).status_code == 404


@pytest.fixture
def drawing(checked: JourneyId, cast, at: datetime) -> JourneyId:
    """The drawing is asked for."""
    answer(checked, cast.amara, "about-place", at.replace(hour=15))
    return checked


def test_a_document_is_taken_by_what_it_is_and_not_by_its_name(drawing: JourneyId, amara: Client) -> None:
    file = SimpleUploadedFile("../../drawing.exe.png", PDF, content_type="image/png")

    answer = amara.post(question(drawing, "draw-kitchen", "kitchen_drawing"), {"kitchen_drawing": file})

    kept = Document.objects.get(journey=drawing)
    assert answer.status_code == 302
    assert kept.media_type == "application/pdf"
    assert kept.name == "drawing.exe.png"


def test_a_file_given_by_mistake_is_taken_back_and_emptied(drawing: JourneyId, amara: Client) -> None:
    file = SimpleUploadedFile("diary.pdf", PDF, content_type="application/pdf")
    amara.post(question(drawing, "draw-kitchen", "kitchen_drawing"), {"kitchen_drawing": file})
    address = reverse("portal:take_back", args=[drawing, "draw-kitchen", "kitchen_drawing"])

    asked = amara.get(address).content.decode()
    amara.post(address)

    assert "Take back diary.pdf?" in asked
    kept = Document.objects.get(journey=drawing)
    assert (kept.body, kept.name) == (None, "")
    assert "kitchen_drawing" not in Journey.objects.get(id=drawing).state["facts"]
    assert "Something is still missing" in amara.get(check(drawing, "draw-kitchen")).content.decode()


def test_what_was_sent_is_not_taken_back_by_its_address(drawing: JourneyId, amara: Client) -> None:
    address = reverse("portal:take_back", args=[drawing, "about-place", "address"])

    page = amara.post(address).content.decode()

    assert "cannot be taken back here" in page
    assert "12 Market Square" in page


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (b"MZ\x90 I am a program", "We can read PDF, PNG and JPEG files"),
        (b"<svg onload=alert(1)>", "We can read PDF, PNG and JPEG files"),
        (b"", "empty"),
    ],
)
def test_a_file_that_we_cannot_take_says_what_would_do(
    drawing: JourneyId, amara: Client, body: bytes, sentence: str
) -> None:
    file = SimpleUploadedFile("drawing.pdf", body, content_type="application/pdf")

    page = amara.post(question(drawing, "draw-kitchen", "kitchen_drawing"), {"kitchen_drawing": file})

    assert sentence in page.content.decode()
    assert not Document.objects.filter(journey=drawing).exists()


def test_a_file_that_is_too_large_is_refused_with_the_limit(
    drawing: JourneyId, amara: Client, settings
) -> None:
    settings.THROUGHLINE_UPLOAD_BYTES = 1024 * 1024
    file = SimpleUploadedFile("drawing.pdf", PDF + b"0" * 1024 * 1024, content_type="application/pdf")

    page = amara.post(question(drawing, "draw-kitchen", "kitchen_drawing"), {"kitchen_drawing": file})

    assert "larger than 1 MB" in page.content.decode()
    assert not Document.objects.filter(journey=drawing).exists()


def test_without_a_file_other_ways_are_named(drawing: JourneyId, amara: Client) -> None:
    page = amara.get(question(drawing, "draw-kitchen", "kitchen_drawing")).content.decode()

    assert "bring it to the office" in page
    assert "send it by post" in page


def test_too_many_files_are_asked_to_wait(
    drawing: JourneyId, amara: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("throughline.portal.answering.UPLOADS", 0)
    file = SimpleUploadedFile("drawing.pdf", PDF, content_type="application/pdf")

    answer = amara.post(question(drawing, "draw-kitchen", "kitchen_drawing"), {"kitchen_drawing": file})

    assert answer.status_code == 429
    assert not Document.objects.filter(journey=drawing).exists()


@pytest.fixture
def second(checked: JourneyId, cast, at: datetime) -> JourneyId:
    """Amara has told us things before, and now begins again."""
    say(checked, cast.amara, at.replace(hour=15), {"mobile": "01632 960111"})
    again = start_journey(by=cast.amara, at=at.replace(hour=16), service=SERVICE, unit=OFFICE).journey
    up_to_the_check(again, cast.amara, cast.ben, at.replace(hour=17))
    return again


def test_what_was_told_in_an_earlier_journey_is_offered_and_not_filled_in(
    second: JourneyId, amara: Client
) -> None:
    page = amara.get(question(second, "about-you", "mobile")).content.decode()

    assert "In an earlier journey, on Monday 2 March, you told us:" in page
    assert "01632 960111" in page
    assert 'value="01632 960111"' not in page


def test_saying_yes_takes_it_over_with_its_source(second: JourneyId, amara: Client) -> None:
    amara.post(question(second, "about-you", "mobile"), {"reuse": "yes"})

    held = Journey.objects.get(id=second).state["facts"]["mobile"]
    assert held["source"] == "an earlier journey"
    known = amara.get(reverse("portal:known", args=[second])).content.decode()
    assert "You told us in an earlier journey, and said we may use it again, Saturday 11 April." in known


def test_a_stranger_is_never_offered_what_amara_told_us(
    second: JourneyId, design: object, at: datetime
) -> None:
    other = Client()
    started = other.post("/food-business-licence/start/", {"office": "harbour", "engagement": "guided"})
    theirs = started["Location"].split("/")[2]

    page = other.get(question(JourneyId(theirs), "tell-idea", "business_name")).content.decode()

    assert "In an earlier journey" not in page
    assert "Amara" not in page


def test_a_signature_is_never_offered_from_an_earlier_time(second: JourneyId, cast) -> None:
    mine = my_journey(cast.amara, second)

    assert earlier_answer(mine, FactKey("business_name")) is None  # it is known here already
    assert earlier_answer(mine, FactKey("true_and_complete")) is None


@pytest.fixture
def came_back(journey: JourneyId, cast, at: datetime) -> JourneyId:
    returned(journey, cast.amara, cast.ben, cast.chidi, at)
    return journey


def test_what_came_back_says_who_found_what_and_why(came_back: JourneyId, amara: Client) -> None:
    page = amara.get(reverse("portal:step", args=[came_back, "draw-kitchen"])).content.decode()

    assert "Chidi looked at what you sent." in page
    assert "Show us a drawing of the kitchen." in page
    assert "Something has to change." in page
    assert "Mark the hand basin." in page
    assert "What will you cook with?" not in page


def test_the_list_says_that_it_came_back_and_that_our_clock_stands(
    came_back: JourneyId, amara: Client
) -> None:
    page = amara.get(reverse("portal:tasks", args=[came_back])).content.decode()

    assert "Came back" in page
    assert "It came back to you. Something has to be put right." in page
    assert "Our clock stands still until you have sent what we asked for." in page


def test_it_cannot_be_sent_back_before_it_is_put_right(came_back: JourneyId, amara: Client) -> None:
    page = amara.post(check(came_back, "draw-kitchen")).content.decode()

    assert "These are still to be put right" in page


def test_put_right_and_sent_back_it_is_with_us_again(came_back: JourneyId, amara: Client) -> None:
    file = SimpleUploadedFile("new drawing.pdf", PDF, content_type="application/pdf")

    answered = amara.post(question(came_back, "draw-kitchen", "kitchen_drawing"), {"kitchen_drawing": file})
    amara.post(check(came_back, "draw-kitchen"))

    assert answered["Location"] == check(came_back, "draw-kitchen")
    page = amara.get(reverse("portal:tasks", args=[came_back])).content.decode()
    assert "Came back" not in page
    assert Journey.objects.get(id=came_back).turn == "with us"


def test_an_erased_answer_is_said_to_be_erased(checked: JourneyId, cast, amara: Client, at: datetime) -> None:
    give_facts(
        journey=checked,
        by=cast.amara,
        at=at.replace(hour=16),
        answers={FactKey("mobile"): Given(value="01632 960111")},
    )
    Content.objects.filter(journey=checked, body="01632 960111").update(body=None, erased_at=at)

    page = amara.get(reverse("portal:known", args=[checked])).content.decode()

    assert "Erased" in page
    assert "01632 960111" not in page
