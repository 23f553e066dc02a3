"""One journey while it is simulated: its state, what was recorded, and what the person lived through."""

from dataclasses import dataclass, field
from datetime import datetime
from random import Random

from throughline.blueprint.model import Engagement
from throughline.eventlog.shape import By
from throughline.ids import ContentId, FactKey, JourneyId, StaffId, StepId, UnitId
from throughline.journey.events import Actor, JourneyEvent
from throughline.journey.state import NOTHING, State
from throughline.simulate.simulated import (
    SimulatedContent,
    SimulatedDocument,
    SimulatedJourney,
    SimulatedPerson,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Character:
    """How somebody is. It shapes what they do, and a little what they say of it."""

    engagement: Engagement
    pace_days: float
    """How long one of their own steps takes them."""
    care: float
    """How well they prepare, around 1."""
    patience_days: float
    answers: float
    """How readily they answer a survey, around 1."""
    cheer: float
    """How they see things, around 0."""


def character(random: Random) -> Character:
    ways = (Engagement.SELF_DIRECTED, Engagement.GUIDED, Engagement.INTENSIVE)
    return Character(
        engagement=random.choices(ways, (0.6, 0.3, 0.1))[0],
        pace_days=random.lognormvariate(0.35, 0.4),
        care=min(max(random.gauss(1.0, 0.25), 0.4), 1.6),
        patience_days=random.uniform(6, 16),
        answers=random.lognormvariate(0.0, 0.35),
        cheer=random.gauss(0.0, 0.35),
    )


@dataclass(slots=True)
class Lived:
    """What a person would remember. Only this decides how they say it was, and not which office it was."""

    guides: int = 0
    faces: set[str] = field(default_factory=set)
    asked_again: int = 0
    came_back: int = 0
    broken: int = 0
    unanswered: int = 0
    longest_silence_days: float = 0.0
    explained: float = 0.0
    introduced: int = 0


@dataclass(slots=True, eq=False)
class Ride:
    """A journey under way."""

    id: JourneyId
    person: SimulatedPerson
    unit: UnitId
    character: Character
    state: State = NOTHING
    events: list[JourneyEvent] = field(default_factory=list)
    contents: list[SimulatedContent] = field(default_factory=list)
    documents: list[SimulatedDocument] = field(default_factory=list)
    seen: set[tuple[StepId, int]] = field(default_factory=set)
    """Which open steps somebody has been set to already, by round."""
    asked_by: set[StepId] = field(default_factory=set)
    """Steps at which a team has asked again, or asked a colleague, already."""
    first_guide: StaffId | None = None
    ended_once: bool = False
    lived: Lived = field(default_factory=Lived)

    @property
    def actor(self) -> Actor:
        return Actor(by=By.STAKEHOLDER, person=self.person.id)

    def knows(self, fact: FactKey) -> bool:
        return fact in self.state.facts

    def keep(self, content: ContentId, kind: str, body: object, at: datetime) -> ContentId:
        """Put words or a value beside the record."""
        self.contents.append(SimulatedContent(id=content, kind=kind, body=body, at=at))  # type: ignore[arg-type]  # JSON-ready by its makers
        return content

    def finished(self) -> SimulatedJourney:
        return SimulatedJourney(
            id=self.id,
            person=self.person,
            unit=self.unit,
            events=tuple(self.events),
            state=self.state,
            contents=tuple(self.contents),
            documents=tuple(self.documents),
        )
