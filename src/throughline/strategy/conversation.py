"""A conversation: a strategic reassessment with its evidence, owner, question, decision, change and check."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NewType

from throughline.ids import ServiceId, StaffId
from throughline.insight.signals import Signal
from throughline.insight.verification import Hypothesis, Verdict

ConversationId = NewType("ConversationId", str)


class Decision(StrEnum):
    """What a conversation can come to."""

    CHANGE = "change"
    INVESTIGATE = "investigate"
    ACCEPT = "accept"
    MEASUREMENT_FAULT = "measurement fault"


class Phase(StrEnum):
    """Where a conversation stands, for those who look for what to do next."""

    TALKING = "talking"
    PLANNING = "planning a change"
    LIVE = "change is live"
    CHECKED = "checked"
    CLOSED = "closed"


@dataclass(frozen=True, kw_only=True, slots=True)
class Topic:
    """What a conversation is about. Two open conversations never share one."""

    service: ServiceId
    family: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Heard:
    """A signal that became evidence."""

    signal: Signal
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Note:
    """What somebody at the front line has seen. About the service, never about one person."""

    by: StaffId
    at: datetime
    words: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Decided:
    """A decision with its reason."""

    decision: Decision
    reason: str
    by: StaffId
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """What is changed, in which version of the blueprint, and what it should do. Fixed once it is live."""

    version: str
    element: str
    hypothesis: Hypothesis
    unit: str | None
    by: StaffId
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Checked:
    """The verdict on a change."""

    verdict: Verdict
    by: StaffId
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """A change on its way: decided, planned, live, checked."""

    decided_at: datetime
    plan: Plan | None = None
    went_live: datetime | None = None
    check: Checked | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Conclusion:
    """How a conversation ended, in words worth reading a year later."""

    learned: str
    by: StaffId
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Conversation:
    """Everything one conversation holds. `changes` ends with the one being worked on."""

    id: ConversationId
    topic: Topic
    question: str
    owner: StaffId
    due: date
    opened_at: datetime
    signals: tuple[Heard, ...] = ()
    notes: tuple[Note, ...] = ()
    decisions: tuple[Decided, ...] = ()
    changes: tuple[Change, ...] = ()
    conclusion: Conclusion | None = None

    @property
    def is_open(self) -> bool:
        return self.conclusion is None

    @property
    def change(self) -> Change | None:
        return self.changes[-1] if self.changes else None

    @property
    def phase(self) -> Phase:
        if not self.is_open:
            return Phase.CLOSED
        match self.change:
            case None:
                return Phase.TALKING
            case Change(check=Checked()):
                return Phase.CHECKED
            case Change(went_live=datetime()):
                return Phase.LIVE
        return Phase.PLANNING

    @property
    def trigger_from(self) -> date:
        """The first day of the first signal's window, or the day it was opened: no baseline may reach it."""
        return min([heard.signal.window.first for heard in self.signals] or [self.opened_at.date()])

    @property
    def evidence(self) -> tuple[Heard | Note, ...]:
        """Signals and notes together, oldest first."""
        return tuple(sorted((*self.signals, *self.notes), key=lambda one: one.at))
