"""A journey as it stands: one fold over its events, frozen, and bounded by the design rather than by age.

Messages and notes leave only what decisions need (the last word each way), so that a journey with a
thousand events is as quick to act on as a new one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from throughline.blueprint.conditions import Code
from throughline.blueprint.model import EndingKind, Engagement
from throughline.eventlog.shape import By
from throughline.ids import (
    ActionId,
    CheckInId,
    ContentId,
    DutyId,
    EndingId,
    FactKey,
    FunctionId,
    GoalId,
    HandoffId,
    OutcomeId,
    PromiseId,
    QuestionId,
    ServiceId,
    StaffId,
    StakeholderId,
    StepId,
    UnitId,
)
from throughline.journey.events import CorrectionItem, HandoffKind, Side, Source, Turn


class StepStatus(StrEnum):
    STARTED = "started"
    DONE = "done"
    RETURNED = "returned"
    """Given back to the person, with items to put right."""
    WAITING_FOR_CORRECTION = "waiting for correction"
    """The step that returned it: open again when the correction is in."""
    SKIPPED = "skipped"


@dataclass(frozen=True, kw_only=True)
class FactHeld:
    content: ContentId
    at: datetime
    source: Source
    code: Code | None = None
    from_journey: str | None = None


@dataclass(frozen=True, kw_only=True)
class StepState:
    """What is recorded of a step. Whether one never touched is open follows from the design."""

    status: StepStatus
    at: datetime
    holder: StaffId | None = None
    decision: str | None = None
    rounds: int = 0
    items: tuple[CorrectionItem, ...] = ()
    """What to put right. When two steps sent it back, the things that both of them named."""
    returned_by: StepId | None = None
    """The step that sent it back last."""
    returned_to: StepId | None = None
    """On the step that waits: where it sent the work."""


class PromiseStatus(StrEnum):
    RUNNING = "running"
    PAUSED = "paused"
    KEPT = "kept"
    BROKEN = "broken"
    RELEASED = "released"


@dataclass(frozen=True, kw_only=True)
class PromiseState:
    status: PromiseStatus
    due: datetime
    made_at: datetime
    step: StepId | None = None
    paused_at: datetime | None = None
    turn: Turn = Turn.WITH_US
    warned: bool = False
    expected: datetime | None = None
    renegotiated: int = 0
    closed_at: datetime | None = None


class HandoffStatus(StrEnum):
    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    ANSWERED = "answered"


@dataclass(frozen=True, kw_only=True)
class HandoffState:
    how: HandoffKind
    status: HandoffStatus
    step: StepId
    from_function: FunctionId
    to: FunctionId
    context: ContentId
    at: datetime
    accepted_by: StaffId | None = None


@dataclass(frozen=True, kw_only=True)
class ActionState:
    side: Side
    content: ContentId
    proposed_by: By
    agreed: bool = False
    done: bool = False
    due: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class State:
    """The journey. `seq` counts events, and is the version that writers compare."""

    seq: int = 0
    started_at: datetime | None = None
    last_at: datetime | None = None
    stakeholder: StakeholderId | None = None
    service: ServiceId | None = None
    version: str = ""
    unit: UnitId | None = None
    engagement: Engagement = Engagement.SELF_DIRECTED
    guide: StaffId | None = None
    stand_in: StaffId | None = None
    facts: Mapping[FactKey, FactHeld] = field(default_factory=dict)
    asked: Mapping[FactKey, int] = field(default_factory=dict)
    """How often each fact was asked."""
    awaited: Mapping[FactKey, datetime] = field(default_factory=dict)
    """Facts asked and not answered since, with when they were asked. An ending does not answer them."""
    steps: Mapping[StepId, StepState] = field(default_factory=dict)
    moved: Mapping[StepId, FunctionId] = field(default_factory=dict)
    """Steps that an accepted transfer gave to another function than the design's."""
    decisions: Mapping[str, Code] = field(default_factory=dict)
    promises: Mapping[PromiseId, PromiseState] = field(default_factory=dict)
    handoffs: Mapping[HandoffId, HandoffState] = field(default_factory=dict)
    goals: Mapping[GoalId, ContentId] = field(default_factory=dict)
    actions: Mapping[ActionId, ActionState] = field(default_factory=dict)
    told_at: datetime | None = None
    """When the person last heard from us."""
    heard_at: datetime | None = None
    """When we last heard from the person in their own words."""
    unanswered: int = 0
    """Messages from the person since our last message to them."""
    ending: EndingId | None = None
    ending_kind: EndingKind | None = None
    ended_at: datetime | None = None
    ended_by: StepId | None = None
    """The step whose outcome ended the journey. It is decided anew when the journey opens again."""
    granted_at: datetime | None = None
    """When the person first got what they came for."""
    reopened: int = 0
    transition_at: datetime | None = None
    duties: Mapping[DutyId, datetime] = field(default_factory=dict)
    introductions: Mapping[str, datetime] = field(default_factory=dict)
    check_ins_sent: Mapping[CheckInId, datetime] = field(default_factory=dict)
    check_ins_answered: Mapping[CheckInId, datetime] = field(default_factory=dict)
    experience: Mapping[QuestionId, int] = field(default_factory=dict)
    """Answers given at the present ending."""
    outcomes: Mapping[OutcomeId, bool] = field(default_factory=dict)

    @property
    def started(self) -> bool:
        return self.started_at is not None

    @property
    def open(self) -> bool:
        return self.started and self.ended_at is None

    @property
    def known(self) -> Mapping[str, Code]:
        """Facts and decisions that conditions may look at."""
        known: dict[str, Code] = dict(self.decisions)
        known.update((key, held.code) for key, held in self.facts.items() if held.code is not None)
        return known


NOTHING = State()
"""The journey before its first event."""
