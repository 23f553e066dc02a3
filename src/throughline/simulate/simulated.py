"""What a simulation hands over: events as the live system would write them, and the content they point to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from throughline.ids import ContentId, FunctionId, JourneyId, StaffId, StakeholderId, UnitId
from throughline.journey.events import JourneyEvent
from throughline.journey.state import State

Body = bool | int | float | str | Mapping[str, object]
"""JSON-ready: the words of a message, or the value of a fact."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SimulatedContent:
    """One erasable row. `kind` is what the live system calls it: fact, message, note, goal, reason, …"""

    id: ContentId
    kind: str
    body: Body
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class SimulatedDocument:
    """A file that a fact's content points to by its id."""

    id: str
    name: str
    media_type: str
    body: bytes = field(repr=False)
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class SimulatedPerson:
    """Somebody on the receiving end. Nobody real: numbers and addresses are ones that reach nobody."""

    id: StakeholderId
    name: str
    email: str
    phone: str


@dataclass(frozen=True, kw_only=True, slots=True)
class SimulatedStaff:
    """Somebody who works here. `roles` are 'guide', 'specialist', 'lead' and 'leader'."""

    id: StaffId
    name: str
    initials: str
    email: str
    phone: str
    about: str
    roles: tuple[str, ...]
    units: tuple[UnitId, ...]
    functions: tuple[FunctionId, ...]
    absent: frozenset[date] = field(default=frozenset(), repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class SimulatedJourney:
    """One passage through the service, up to the present."""

    id: JourneyId
    person: SimulatedPerson
    unit: UnitId
    events: Sequence[JourneyEvent]
    state: State
    contents: Sequence[SimulatedContent]
    documents: Sequence[SimulatedDocument]
