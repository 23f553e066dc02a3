"""Amara's story up to the points where staff come in, told with the real actions, and who signs in."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.test import Client

from throughline.actions.documents import check_document
from throughline.actions.facts import Given, Value, give_facts
from throughline.actions.messages import send_message
from throughline.actions.steps import finish_step, take_step
from throughline.ids import FactKey, JourneyId, StepId
from throughline.people import Viewer
from throughline.store.models import Account

PDF = b"%PDF-1.4\n%the drawing\n"

ANSWERS: Mapping[str, Mapping[str, Value]] = {
    "tell-idea": {
        "business_name": "Amara's Kitchen",
        "food_idea": "Soup and bread.",
        "in_aldermere": True,
        "adult": True,
        "kind_of_place": "cafe",
    },
    "about-you": {"run_as": "alone", "mobile": "01632 960111"},
    "about-place": {
        "address": "12 Market Square\nAldermere\nAM2 3CE",
        "has_kitchen": True,
        "seats": 24,
        "outdoor_seating": False,
    },
    "about-food": {"sells_alcohol": False, "music": "none", "staff": 2, "opening_day": "2026-06-01"},
    "draw-kitchen": {"cooks_with": "gas"},
    "safety-plan": {"allergens": "menu", "ways_out": 2},
}
DOCUMENTS = {"draw-kitchen": "kitchen_drawing", "safety-plan": "safety_plan"}


def signed_in(viewer: Viewer) -> Client:
    """A browser in which this person has signed in."""
    client = Client()
    client.force_login(Account.objects.get(email=viewer.email))
    return client


def answer(journey: JourneyId, amara: Viewer, step: str, at: datetime) -> None:
    """Amara answers everything a step asks, and sends it."""
    given = {FactKey(key): Given(value=value) for key, value in ANSWERS[step].items()}
    if step in DOCUMENTS:
        file = check_document(name="drawing.pdf", body=PDF, at=at)
        given[FactKey(DOCUMENTS[step])] = Given(value=file.value, document=file)
    give_facts(journey=journey, by=amara, at=at, answers=given)
    finish_step(journey=journey, by=amara, at=at, step=StepId(step))


def up_to_the_check(journey: JourneyId, amara: Viewer, ben: Viewer, at: datetime) -> datetime:
    """The idea is told and found right. Ben also works for the first contact team."""
    answer(journey, amara, "tell-idea", at)
    finish_step(
        journey=journey, by=ben, at=at + timedelta(hours=1), step=StepId("check-idea"), decision="right"
    )
    return at + timedelta(hours=2)


def up_to_the_plans(journey: JourneyId, amara: Viewer, ben: Viewer, at: datetime) -> datetime:
    """Everything is told and drawn: the plans wait for Chidi."""
    at = up_to_the_check(journey, amara, ben, at)
    for step in ("about-you", "about-place", "about-food", "draw-kitchen", "safety-plan"):
        answer(journey, amara, step, at)
        at += timedelta(hours=1)
    send_message(journey=journey, by=ben, at=at, text="Hello Amara, your drawing is with us.")
    return at + timedelta(hours=1)


def take(journey: JourneyId, by: Viewer, step: str, at: datetime) -> None:
    take_step(journey=journey, by=by, at=at, step=StepId(step))
