"""One office in time: who is there, what waits, and what happens next."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from heapq import heappop, heappush
from random import Random
from typing import Protocol

from throughline.blueprint import Design
from throughline.eventlog.shape import By
from throughline.ids import ContentId, FunctionId, StaffId, StepId, UnitId
from throughline.journey.decisions.deciding import GUIDE, LEAD, Events
from throughline.journey.events import Actor, GuideAssigned, JourneyEvent, PromiseBroken, StepReturned
from throughline.journey.fold import replay
from throughline.journey.state import State
from throughline.simulate.manner import Manner, Story
from throughline.simulate.phrases import say
from throughline.simulate.ride import Ride
from throughline.simulate.simulated import SimulatedStaff
from throughline.simulate.working_time import WorkingTime

DAY = 86_400.0


class Happens(Protocol):
    """Something that comes due: it looks at the ride as it stands then, and does what fits."""

    def __call__(self, office: "Office", ride: Ride, at: datetime, *about: str) -> None: ...


Heed = Callable[["Office", Ride, datetime, Sequence[JourneyEvent]], None]


@dataclass(slots=True)
class Team:
    """One function of the office, and the work that lies before it."""

    function: FunctionId
    staff: list[SimulatedStaff]
    a_day: float
    """How much one of them gets done in a day."""
    shelf: list[tuple[datetime, int, Ride, StepId]] = field(default_factory=list)


class Office:
    """Keeps the order of what comes due, lets decisions be made, and remembers what people live through."""

    def __init__(
        self, design: Design, unit: UnitId, random: Random, time: WorkingTime, until: datetime, story: Story
    ) -> None:
        self.design, self.unit, self.random, self.time = design, unit, random, time
        self.until, self.story = until, story
        self.teams: dict[FunctionId, Team] = {}
        self.guides: list[SimulatedStaff] = []
        self.lead: StaffId | None = None
        self.rides: list[Ride] = []
        self.heed: Heed = _nothing
        self._due: list[tuple[datetime, int, Happens, Ride, tuple[str, ...]]] = []
        self._count = 0

    def manner(self, at: datetime) -> Manner:
        return self.story.manner(self.unit, at)

    def chance(self, likely: float) -> bool:
        return self.random.random() < likely

    def number(self) -> int:
        """Keeps what comes due at the same moment in the order in which it was thought of."""
        self._count += 1
        return self._count

    def later(self, at: datetime, happens: Happens, ride: Ride, *about: str) -> None:
        if at < self.until:
            heappush(self._due, (at, self.number(), happens, ride, about))

    def run_to(self, moment: datetime) -> None:
        """Let everything happen that comes due before the moment, in order."""
        while self._due and self._due[0][0] < moment:
            at, _, happens, ride, about = heappop(self._due)
            happens(self, ride, at, *about)

    def do(self, ride: Ride, at: datetime, decide: Callable[..., Events], /, **how: object) -> Events:
        """Make one decision, as a person at a screen would, and let everybody heed what came of it."""
        before = ride.state
        events = decide(before, self.design, at=at, **how)
        ride.state = replay(events, before)
        ride.events.extend(events)
        _remember(ride, before, events, at)
        self.heed(self, ride, at, events)
        return events

    def id(self, at: datetime) -> str:
        """As the live system makes them: the time, then chance; here from the seed."""
        return f"{int(at.timestamp() * 1000):012x}{self.random.getrandbits(80):020x}"

    def words(self, ride: Ride, kind: str, phrase: str, at: datetime) -> ContentId:
        return ride.keep(ContentId(self.id(at)), kind, say(phrase, self.random), at)

    def guide(self, ride: Ride) -> Actor:
        """Whoever stays with the person today: the stand-in while there is one."""
        return Actor(by=By.STAFF, person=ride.state.stand_in or ride.state.guide, function=GUIDE)

    def leader(self) -> Actor:
        return Actor(by=By.STAFF, person=self.lead, function=LEAD)

    def away(self, staff: StaffId, at: datetime) -> bool:
        return any(one.id == staff and at.date() in one.absent for one in self.guides)


def _nothing(office: Office, ride: Ride, at: datetime, events: Sequence[JourneyEvent]) -> None:
    """Before anybody heeds anything."""


def _remember(ride: Ride, before: State, events: Sequence[JourneyEvent], at: datetime) -> None:
    lived = ride.lived
    heard_before = before.told_at or before.started_at
    if heard_before is not None and ride.state.told_at != before.told_at and before.open:
        silence = (at - heard_before).total_seconds() / DAY
        lived.longest_silence_days = max(lived.longest_silence_days, silence)
    for event in events:
        match event:
            case GuideAssigned():
                lived.guides += 1
            case PromiseBroken():
                lived.broken += 1
            case StepReturned():
                lived.came_back += 1
        if event.actor.by is By.STAFF and event.actor.person is not None:
            lived.faces.add(event.actor.person)
