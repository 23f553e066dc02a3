"""The cast, two designs, and a ride that a test takes one decision at a time."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from throughline.blueprint import Blueprint, Design, Organisation
from throughline.blueprint.conditions import Code
from throughline.blueprint.model import FactType
from throughline.eventlog.shape import By
from throughline.ids import ContentId, FactKey, FunctionId, StaffId, StakeholderId, StepId, UnitId
from throughline.journey import events as e
from throughline.journey.decisions.beginning import start_journey
from throughline.journey.decisions.facts import Answer, give_facts
from throughline.journey.decisions.steps import finish_step
from throughline.journey.fold import replay
from throughline.journey.next import OpenStep, open_step, open_steps
from throughline.journey.state import NOTHING, State

HERE = Path(__file__).parent
EXAMPLE = HERE.parent / "examples" / "food-business-licence"

MONDAY = datetime(2026, 3, 2, 10, tzinfo=UTC)
"""A Monday morning in winter time, in a month without public holidays in England."""

SYSTEM = e.SYSTEM
AMARA = e.Actor(by=By.STAKEHOLDER, person=StakeholderId("amara"))
HELPER = e.Actor(by=By.DELEGATE, person=StakeholderId("amaras-sister"))
STRANGER = e.Actor(by=By.STAKEHOLDER, person=StakeholderId("dana"))


def staff(person: str, function: str | None) -> e.Actor:
    return e.Actor(by=By.STAFF, person=StaffId(person), function=FunctionId(function) if function else None)


BEN = staff("ben", "guide")
ESI = staff("esi", "lead")
OTHER_GUIDE = staff("gugu", "guide")
DANA = staff("dana", None)


@cache
def organisation() -> Organisation:
    return Organisation.model_validate(yaml.safe_load((EXAMPLE / "organisation.yaml").read_text()))


@cache
def garden_plot() -> Design:
    """The small design with everything that can go wrong."""
    written = yaml.safe_load((HERE / "designs" / "garden-plot.yaml").read_text())
    return Design(Blueprint.model_validate(written), organisation())


@cache
def food_business() -> Design:
    written = yaml.safe_load((EXAMPLE / "blueprint.yaml").read_text())
    return Design(Blueprint.model_validate(written), organisation())


def answer_to(design: Design, fact: FactKey) -> Answer:
    """Some answer that the fact can have."""
    asked = design.blueprint.facts[fact]
    codes: dict[FactType, Code | None] = {
        FactType.YES_NO: True,
        FactType.CHOICE: next(iter(asked.options), None),
        FactType.NUMBER: asked.at_least or 3,
    }
    return Answer(content=ContentId(f"content-{fact}"), code=codes.get(asked.type))


@dataclass
class Ride:
    """One journey, a decision after the other. `do` says which events came of it."""

    design: Design
    at: datetime = MONDAY
    state: State = NOTHING
    events: list[e.JourneyEvent] = field(default_factory=list)

    def do(self, decide: Callable[..., tuple[e.JourneyEvent, ...]], **named: Any) -> list[str]:  # any command
        """Decide and let it happen; the kinds of what happened, without their versions."""
        new = decide(self.state, self.design, at=self.at, **named)
        self.events += new
        self.state = replay(new, self.state)
        return [event.kind.removesuffix("/1") for event in new]

    def later(self, **passed: float) -> "Ride":
        self.at += timedelta(**passed)
        return self

    def open(self) -> list[str]:
        return [one.step.id for one in open_steps(self.design.blueprint, self.state)]

    def step(self, step: str) -> OpenStep:
        one = open_step(self.design.blueprint, self.state, StepId(step))
        assert one is not None, f"'{step}' is not open, but {self.open()}"
        return one

    def give(self, codes: Mapping[str, Code | None], by: e.Actor = AMARA) -> list[str]:
        """Give facts by their codes; what has no code is content."""
        answers = {
            FactKey(key): Answer(content=ContentId(f"content-{key}"), code=code)
            for key, code in codes.items()
        }
        return self.do(give_facts, by=by, answers=answers)

    def answer_all(self, step: str) -> None:
        """Give everything that the step misses, as the person."""
        while missing := self.step(step).missing:
            self.do(give_facts, by=AMARA, answers={missing[0]: answer_to(self.design, missing[0])})

    def finish(self, step: str, decision: str | None = None) -> list[str]:
        """Do a step as whoever may do it, with some answers to what it still misses."""
        one = self.step(step)
        if one.step.is_theirs:
            self.answer_all(step)
        return self.do(finish_step, by=who_does(one), step=StepId(step), decision=decision)


def who_does(one: OpenStep) -> e.Actor:
    """The one of the cast whose step this is."""
    if one.step.is_theirs:
        return AMARA
    return BEN if one.function == "guide" else staff(f"chidi-of-{one.function}", one.function)


def started(design: Design | None = None, at: datetime = MONDAY, **named: Any) -> Ride:
    """Amara has begun, in the first office, with Ben as her guide."""
    ride = Ride(design or garden_plot(), at=at)
    unit = UnitId(ride.design.organisation.units[0].id)
    ride.do(start_journey, by=AMARA, **{"stakeholder": "amara", "unit": unit, "guide": "ben", **named})
    return ride


def sorted_out(design: Design | None = None, **codes: Code) -> Ride:
    """A garden plot with the first two steps behind it, so that everything else is open."""
    ride = started(design)
    ride.give({"wants_shed": False, "grows": "flowers", "who": None, **codes})
    ride.finish("tell")
    ride.later(hours=1).finish("sort", "free")
    return ride


def granted(design: Design | None = None) -> Ride:
    """A ride to the end, each step on the day after the one before."""
    ride = started(design)
    while ride.state.open:
        step = open_steps(ride.design.blueprint, ride.state)[0]
        ride.later(hours=20).finish(step.step.id, good_decision(ride, step))
    return ride


def good_decision(ride: Ride, one: OpenStep) -> str | None:
    """The first way a step can come out that leads on."""
    if one.step.decision is None:
        return None
    for key, option in one.step.decision.options.items():
        ends = ride.design.blueprint.ending_by_id[option.ends].kind if option.ends else "granted"
        if not option.returns and ends == "granted":
            return key
    raise AssertionError(f"'{one.step.id}' never leads on")
