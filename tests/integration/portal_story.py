"""Amara's story as her own pages meet it: a correction, a licence, and a browser for anybody."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
import time_machine
from django.test import Client
from tests.integration.workspace_story import take, up_to_the_plans

from throughline.actions.facts import Given, give_facts
from throughline.actions.steps import ToPutRight, finish_step, return_step
from throughline.ids import FactKey, JourneyId, StaffId, StepId
from throughline.people import Role, Viewer
from throughline.store.models import Account, Staff

DAY = timedelta(days=1)
SAID = "Mark the hand basin."
LATER = 40 * DAY
"""How long after the first moment the pages are looked at."""


@pytest.fixture(autouse=True)
def pages_are_looked_at_later(at: datetime) -> Iterator[None]:
    """The doors look at the clock: it stands in the story, whatever day the tests run on."""
    with time_machine.travel(at + LATER, tick=True):
        yield


def browser_of(viewer: Viewer) -> Client:
    """A browser in which this person has signed in, and which insists on the token against forged posts."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(Account.objects.get(email=viewer.email))
    return client


def returned(journey: JourneyId, amara: Viewer, ben: Viewer, chidi: Viewer, at: datetime) -> datetime:
    """Chidi has sent the kitchen drawing back with one thing to put right."""
    at = up_to_the_plans(journey, amara, ben, at)
    take(journey, chidi, "plan-review", at)
    return_step(
        journey=journey,
        by=chidi,
        at=at + timedelta(hours=1),
        step=StepId("plan-review"),
        items=[ToPutRight(fact=FactKey("kitchen_drawing"), reason="needs change", said=SAID)],
        decision="change",
    )
    return at + timedelta(hours=2)


def licensed(journey: JourneyId, amara: Viewer, ben: Viewer, at: datetime) -> datetime:
    """Everything is done and the licence is given, about three weeks after the start."""
    team = everybody_else()
    at = up_to_the_plans(journey, amara, ben, at)
    for step, function, decision in (
        ("plan-review", "plan-review", "works"),
        ("safety-plan-review", "plan-review", "fits"),
        ("fire-check", "fire-safety", "safe"),
    ):
        at += timedelta(hours=2)
        finish_step(journey=journey, by=team[function], at=at, step=StepId(step), decision=decision)
    finish_step(journey=journey, by=ben, at=at, step=StepId("first-talk"))
    at += DAY
    say(journey, amara, at, {"visit_day": "2026-03-10", "keyholder": "Amara, 01632 960111"})
    finish_step(journey=journey, by=amara, at=at, step=StepId("ready"))
    at += DAY
    finish_step(journey=journey, by=team["inspection"], at=at, step=StepId("inspection"), decision="safe")
    finish_step(journey=journey, by=ben, at=at + timedelta(hours=1), step=StepId("before-opening"))
    at += DAY
    say(journey, amara, at, {"true_and_complete": True, "accepts_duties": True})
    finish_step(journey=journey, by=amara, at=at, step=StepId("sign"))
    at += timedelta(hours=3)
    finish_step(journey=journey, by=team["licensing"], at=at, step=StepId("make-out"), decision="give")
    return at + timedelta(hours=1)


def say(journey: JourneyId, amara: Viewer, at: datetime, values: dict[str, str | bool]) -> None:
    answers = {FactKey(key): Given(value=value) for key, value in values.items()}
    give_facts(journey=journey, by=amara, at=at, answers=answers)


def everybody_else() -> dict[str, Viewer]:
    """One specialist for each function at Amara's office."""
    functions = ("plan-review", "fire-safety", "inspection", "licensing")
    return {function: _specialist(function) for function in functions}


def _specialist(function: str) -> Viewer:
    one, _made = Staff.objects.get_or_create(
        id=f"staff-{function}",
        defaults={
            "name": function.title(),
            "email": f"{function}@throughline.example",
            "roles": [Role.SPECIALIST.value],
            "units": ["harbour"],
            "functions": [function],
        },
    )
    return Viewer(
        staff=StaffId(one.id),
        name=one.name,
        roles=frozenset({Role.SPECIALIST}),
        units=frozenset(one.units),
        functions=frozenset(one.functions),
        signed_in=True,
    )
