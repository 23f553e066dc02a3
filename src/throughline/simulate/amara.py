"""Amara's journey: halfway, with a guide who stays, and a drawing that came back with one thing to put right.

Told by hand, so that whoever opens the demo meets somebody and not a number. Every act is still a decision.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from throughline.blueprint.conditions import Code
from throughline.blueprint.model import Engagement, FactType
from throughline.eventlog.shape import By, Channel
from throughline.ids import (
    ActionId,
    ContentId,
    FactKey,
    FunctionId,
    GoalId,
    JourneyId,
    StaffId,
    StakeholderId,
    StepId,
)
from throughline.journey.decisions.beginning import start_journey
from throughline.journey.decisions.deciding import GUIDE, Events
from throughline.journey.decisions.facts import Answer, give_facts
from throughline.journey.decisions.plan import agree_action, finish_action, propose_action, state_goal
from throughline.journey.decisions.steps import CorrectionReason, finish_step, return_step, take_step
from throughline.journey.decisions.words import receive_message, send_message, write_note
from throughline.journey.events import About, Actor, CorrectionItem, Side
from throughline.journey.next import needed_facts
from throughline.simulate import theirs
from throughline.simulate.office import Office
from throughline.simulate.ride import Ride, character
from throughline.simulate.simulated import Body, SimulatedPerson
from throughline.simulate.staff import BEN, CHIDI

AMARA = SimulatedPerson(
    id=StakeholderId("amara"),
    name="Amara Okoye",
    email="amara@throughline.example",
    phone="07700 900142",
)
LOOKS = timedelta(minutes=35)
"""How long somebody looks at one thing of hers."""
SAYS: dict[str, Body] = {
    "business_name": "Amara's Table",
    "food_idea": "Jollof, plantain and grilled fish at one long table, for lunch and dinner.",
    "in_aldermere": True,
    "adult": True,
    "kind_of_place": "restaurant",
    "run_as": "alone",
    "mobile": AMARA.phone,
    "best_time": "after_four",
    "address": "22 Ropewalk\nAldermere\nAM3 4GJ",
    "has_kitchen": True,
    "seats": 24,
    "outdoor_seating": True,
    "outdoor_tables": 4,
    "who_owns_pavement": "city",
    "sells_alcohol": True,
    "alcohol_until": "ten",
    "alcohol_person": "Amara Okoye",
    "music": "quiet",
    "staff": 3,
    "cooks_with": "gas",
    "allergens": "menu",
    "ways_out": 2,
}


@dataclass(slots=True)
class Telling:
    """One thing after the other, each so many working days ago."""

    office: Office
    ride: Ride
    at: datetime

    def days_ago(self, days: int, part: float) -> None:
        self.at = self.office.time.before(self.office.until, days, part)

    def do(self, decide: Callable[..., Events], by: Actor, **how: object) -> None:
        self.office.do(self.ride, self.at, decide, by=by, **how)

    def words(self, kind: str, text: str) -> ContentId:
        return self.ride.keep(ContentId(self.office.id(self.at)), kind, text, self.at)

    def she_does(self, step: str) -> None:
        """Amara answers what the step asks, and says that she is done."""
        blueprint = self.office.design.blueprint
        designed = blueprint.steps[StepId(step)]
        while missing := [
            key
            for key in needed_facts(blueprint, self.ride.state, designed)
            if key not in self.ride.state.facts and not (blueprint.facts[key].optional and key not in SAYS)
        ]:
            self.do(give_facts, self.ride.actor, answers={key: self._answer(key) for key in missing})
        self.do(finish_step, self.ride.actor, step=designed.id, channel=Channel.WEB)

    def _answer(self, key: FactKey) -> Answer:
        fact = self.office.design.blueprint.facts[key]
        said = SAYS.get(key)
        if said is None or fact.type is FactType.DOCUMENT:
            return theirs.answer(self.office, self.ride, key, self.at)
        code: Code | None = said if fact.decides and not isinstance(said, dict) else None  # type: ignore[assignment]  # only plain values decide
        return Answer(
            content=self.ride.keep(ContentId(self.office.id(self.at)), "fact", said, self.at), code=code
        )

    def they_do(self, who: Actor, step: str, decision: str | None = None) -> None:
        self.do(take_step, who, step=StepId(step))
        self.at += LOOKS
        self.do(finish_step, who, step=StepId(step), decision=decision)

    def ben_writes(self, text: str) -> None:
        self.do(send_message, self.ben, content=self.words("message", text), channel=Channel.EMAIL)

    def she_writes(self, text: str) -> None:
        content = self.words("message", text)
        self.do(receive_message, self.ride.actor, content=content, about=About.QUESTION)

    @property
    def ben(self) -> Actor:
        return Actor(by=By.STAFF, person=BEN, function=GUIDE)

    def somebody(self, function: str, number: int = -1) -> Actor:
        team = self.office.teams[FunctionId(function)]
        return Actor(by=By.STAFF, person=team.staff[number].id, function=team.function)


def amaras_journey(office: Office) -> Ride:
    """Let it happen, up to this morning."""
    random = Random(f"{office.id(office.until)} amara")  # noqa: S311 (a believable person, not a secret)
    start = office.time.before(office.until, 16, 0.2)
    ride = Ride(JourneyId(office.id(start)), AMARA, office.unit, character(random))
    heed, office.heed = office.heed, lambda *_: None
    _tell(Telling(office, ride, start))
    office.heed = heed
    return ride


def _tell(her: Telling) -> None:
    _finds_out(her)
    _tells_us(her)
    _shows_us(her)
    _gets_answers(her)


def _finds_out(her: Telling) -> None:
    her.do(
        start_journey,
        her.ride.actor,
        stakeholder=AMARA.id,
        unit=her.ride.unit,
        guide=BEN,
        engagement=Engagement.GUIDED,
    )
    her.days_ago(16, 0.22)
    her.she_does("tell-idea")
    her.days_ago(16, 0.6)
    her.ben_writes(
        "Hello Amara, I am Ben. I have read your idea and I am hungry now. I stay with you to the end."
    )
    her.days_ago(15, 0.5)
    her.they_do(her.somebody("intake"), "check-idea", "right")
    her.days_ago(14, 0.3)
    _plans(her)


def _plans(her: Telling) -> None:
    her.do(take_step, her.ben, step=StepId("first-talk"))
    goal = her.words("goal", "To open before the summer, and to be home on Sundays.")
    her.do(state_goal, her.ride.actor, goal=GoalId(her.office.id(her.at)), content=goal)
    street = ActionId(her.office.id(her.at))
    content = her.words("action", "Ben asks the street team how wide the pavement has to stay.")
    her.do(propose_action, her.ben, action=street, side=Side.OURS, content=content)
    her.do(agree_action, her.ride.actor, action=street)
    landlord = ActionId(her.office.id(her.at))
    content = her.words("action", "Amara asks the landlord for the fire plan of the house.")
    her.do(propose_action, her.ben, action=landlord, side=Side.THEIRS, content=content)
    her.do(agree_action, her.ride.actor, action=landlord)
    her.at += LOOKS
    her.do(finish_step, her.ben, step=StepId("first-talk"), channel=Channel.PHONE)
    her.days_ago(12, 0.4)
    her.do(finish_action, her.ben, action=street)


def _tells_us(her: Telling) -> None:
    her.days_ago(12, 0.7)
    her.she_does("about-you")
    her.days_ago(11, 0.4)
    her.she_does("about-place")
    her.days_ago(11, 0.5)
    her.she_does("about-food")
    her.days_ago(10, 0.3)
    her.she_writes("Does the second hand basin have to be in the same room as the first?")
    her.days_ago(10, 0.5)
    her.ben_writes("It may be in the passage, as long as nobody has to open a door. Put it on the drawing.")


def _shows_us(her: Telling) -> None:
    her.days_ago(9, 0.6)
    her.she_does("safety-plan")
    her.days_ago(7, 0.9)
    her.she_does("draw-kitchen")
    her.days_ago(6, 0.4)
    her.they_do(her.somebody("plan-review"), "safety-plan-review", "fits")


def _gets_answers(her: Telling) -> None:
    chidi = Actor(by=By.STAFF, person=CHIDI, function=FunctionId("plan-review"))
    her.days_ago(5, 0.3)
    her.do(take_step, chidi, step=StepId("plan-review"))
    note = her.words(
        "note", "Good kitchen. The basin in the passage is right, only the drawing does not show it."
    )
    her.do(write_note, chidi, content=note)
    her.days_ago(5, 0.5)
    said = her.words(
        "correction", "Please mark the second hand basin in the passage. All else on the drawing is fine."
    )
    item = CorrectionItem(fact=FactKey("kitchen_drawing"), reason=CorrectionReason.NEEDS_CHANGE, content=said)
    her.do(return_step, chidi, step=StepId("plan-review"), items=[item], decision="change")
    her.days_ago(4, 0.3)
    her.they_do(her.somebody("fire-safety"), "fire-check", "safe")
    her.they_do(her.somebody("licensing"), "neighbours", "as_asked")
    her.days_ago(4, 0.6)
    her.do(take_step, her.somebody("licensing"), step=StepId("alcohol-check"))
    her.days_ago(1, 0.4)
    her.ben_writes(
        "Fire safety and your neighbours say yes. One pencil line is missing on your drawing: the basin in "
        "the passage. Send a new photo when you can, and ring me if you would rather draw it together."
    )


def can_be_told(office: Office) -> bool:
    """Her story is about one design; another service is simulated without her."""
    told = {
        "tell-idea",
        "first-talk",
        "draw-kitchen",
        "plan-review",
        "fire-check",
        "neighbours",
        "alcohol-check",
    }
    return told <= {str(step) for step in office.design.blueprint.steps} and _cast_is_there(office, BEN)


def _cast_is_there(office: Office, *who: StaffId) -> bool:
    return {one.id for one in office.guides} >= set(who)
