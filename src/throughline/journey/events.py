"""Everything that can happen in a journey. Past tense, frozen, keyword-only, few fields.

Events hold ids, keys, times and codes. What people wrote or gave lies in erasable rows, and events
point to it by `content`. The written name and version of an event outlives its class.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from throughline.blueprint.conditions import Code
from throughline.blueprint.model import EndingKind, Engagement
from throughline.eventlog.shape import By, Channel
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


@dataclass(frozen=True, kw_only=True, slots=True)
class Actor:
    """Who did it. Staff appear by a stable pseudonym, never by name."""

    by: By
    person: StaffId | StakeholderId | None = None
    function: FunctionId | None = None


SYSTEM = Actor(by=By.SYSTEM)


class Source(StrEnum):
    """Where a fact came from."""

    PERSON = "the person"
    DELEGATE = "somebody helping them"
    STAFF = "staff, with the person"
    EARLIER = "an earlier journey"


class HandoffKind(StrEnum):
    ASK_FOR_INPUT = "ask for input"
    """A question to another function; the work stays here."""
    REFER = "refer"
    """Another function joins; both stay."""
    TRANSFER = "transfer"
    """The step moves to another function, with its context."""


class Turn(StrEnum):
    """Whose turn it is. A promise clock runs only while it is with us, and says so."""

    WITH_US = "with us"
    WITH_YOU = "with you"
    WITH_SOMEONE_ELSE = "with someone else"


class About(StrEnum):
    """Why the person wrote: chases and complaints are failure demand."""

    QUESTION = "question"
    ANSWER = "answer"
    CHASE = "chase"
    COMPLAINT = "complaint"


class Side(StrEnum):
    """Whose action in the plan."""

    OURS = "ours"
    THEIRS = "theirs"


class AskReason(StrEnum):
    """Why a fact is asked that is known or has been asked. A code: words belong in a message."""

    MISSING = "missing"
    UNREADABLE = "unreadable"
    DOES_NOT_MATCH = "does not match"
    OUT_OF_DATE = "out of date"
    NEEDS_CHANGE = "needs change"
    NOT_ANSWERED = "not answered"


class SkipReason(StrEnum):
    """Why a step is left out. A code: words belong in a note."""

    NOT_NEEDED = "not needed"
    DONE_ANOTHER_WAY = "done another way"
    PERSON_ASKED = "the person asked"


@dataclass(frozen=True, kw_only=True, slots=True)
class CorrectionItem:
    """One thing to put right: which fact, which kind of problem, and what was said about it."""

    fact: FactKey
    reason: str
    content: ContentId | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Event:
    """What every event carries: when it happened and who did it."""

    kind: ClassVar[str]
    at: datetime
    actor: Actor


# Beginning ------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class JourneyStarted(Event):
    kind: ClassVar[str] = "journey.started/1"
    stakeholder: StakeholderId
    service: ServiceId
    version: str
    unit: UnitId
    engagement: Engagement
    channel: Channel = Channel.WEB


@dataclass(frozen=True, kw_only=True, slots=True)
class EngagementChosen(Event):
    kind: ClassVar[str] = "engagement.chosen/1"
    engagement: Engagement


# The people who stay --------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class GuideAssigned(Event):
    kind: ClassVar[str] = "guide.assigned/1"
    guide: StaffId


@dataclass(frozen=True, kw_only=True, slots=True)
class StandInAssigned(Event):
    kind: ClassVar[str] = "stand-in.assigned/1"
    stand_in: StaffId
    briefing: ContentId | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class StandInEnded(Event):
    kind: ClassVar[str] = "stand-in.ended/1"


# Facts ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class FactAsked(Event):
    """We asked for a fact. Asking for one that is known needs a reason, and is counted."""

    kind: ClassVar[str] = "fact.asked/1"
    fact: FactKey
    step: StepId | None = None
    reason: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class FactGiven(Event):
    """A first answer. `code` only where the value may decide something; the value itself is content."""

    kind: ClassVar[str] = "fact.given/1"
    fact: FactKey
    content: ContentId
    source: Source
    code: Code | None = None
    channel: Channel = Channel.WEB


@dataclass(frozen=True, kw_only=True, slots=True)
class FactCorrected(Event):
    """A known fact got another value. What it replaces stays in the record."""

    kind: ClassVar[str] = "fact.corrected/1"
    fact: FactKey
    content: ContentId
    source: Source
    code: Code | None = None
    channel: Channel = Channel.WEB


@dataclass(frozen=True, kw_only=True, slots=True)
class FactReused(Event):
    """A fact from an earlier journey of the same person, taken over with their consent given here."""

    kind: ClassVar[str] = "fact.reused/1"
    fact: FactKey
    content: ContentId
    from_journey: str
    code: Code | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class FactWithdrawn(Event):
    """The person took something back before it was sent. What it held is erased with it."""

    kind: ClassVar[str] = "fact.withdrawn/1"
    fact: FactKey


# Steps ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class StepStarted(Event):
    """Somebody took the step up. Staff steps name who holds it from now on."""

    kind: ClassVar[str] = "step.started/1"
    step: StepId


@dataclass(frozen=True, kw_only=True, slots=True)
class StepDone(Event):
    kind: ClassVar[str] = "step.done/1"
    step: StepId
    decides: str | None = None
    """The key of what was decided, as conditions name it; `decision` is how it came out."""
    decision: str | None = None
    channel: Channel | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class StepReturned(Event):
    """The step went back to the person: `step` is whose work found the problem, `to` is where it goes."""

    kind: ClassVar[str] = "step.returned/1"
    step: StepId
    to: StepId
    items: tuple[CorrectionItem, ...]
    decides: str | None = None
    decision: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class StepSkipped(Event):
    kind: ClassVar[str] = "step.skipped/1"
    step: StepId
    reason: str


# Handoffs -------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class HandoffOffered(Event):
    """Work is offered with its context. Nothing moves, nobody is told, before it is accepted."""

    kind: ClassVar[str] = "handoff.offered/1"
    handoff: HandoffId
    how: HandoffKind
    step: StepId
    to: FunctionId
    context: ContentId


@dataclass(frozen=True, kw_only=True, slots=True)
class HandoffAccepted(Event):
    kind: ClassVar[str] = "handoff.accepted/1"
    handoff: HandoffId


@dataclass(frozen=True, kw_only=True, slots=True)
class HandoffDeclined(Event):
    kind: ClassVar[str] = "handoff.declined/1"
    handoff: HandoffId
    reason: ContentId


@dataclass(frozen=True, kw_only=True, slots=True)
class InputGiven(Event):
    """The answer to an accepted ask for input, or the end of a referral."""

    kind: ClassVar[str] = "input.given/1"
    handoff: HandoffId
    content: ContentId


# Promises -------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class PromiseMade(Event):
    kind: ClassVar[str] = "promise.made/1"
    promise: PromiseId
    due: datetime
    step: StepId | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class PromiseKept(Event):
    kind: ClassVar[str] = "promise.kept/1"
    promise: PromiseId


@dataclass(frozen=True, kw_only=True, slots=True)
class PromiseBroken(Event):
    """The date passed while it was with us. It stays broken whatever is done later."""

    kind: ClassVar[str] = "promise.broken/1"
    promise: PromiseId


@dataclass(frozen=True, kw_only=True, slots=True)
class PromiseRenegotiated(Event):
    """A new date, told before the old one passed, with a reason."""

    kind: ClassVar[str] = "promise.renegotiated/1"
    promise: PromiseId
    due: datetime
    reason: ContentId | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class PromiseWarned(Event):
    """The pace says we will miss it: the person hears so before the date, and when to expect it instead."""

    kind: ClassVar[str] = "promise.warned/1"
    promise: PromiseId
    expected: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class PromisePaused(Event):
    """The clock stops because it is not with us."""

    kind: ClassVar[str] = "promise.paused/1"
    promise: PromiseId
    turn: Turn


@dataclass(frozen=True, kw_only=True, slots=True)
class PromiseResumed(Event):
    """It is with us again; the date moves by the working time it was not."""

    kind: ClassVar[str] = "promise.resumed/1"
    promise: PromiseId
    due: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class PromiseReleased(Event):
    """No longer needed: the step was skipped or the journey ended. Neither kept nor broken."""

    kind: ClassVar[str] = "promise.released/1"
    promise: PromiseId


# Words ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class MessageSent(Event):
    """We told the person something in our own words."""

    kind: ClassVar[str] = "message.sent/1"
    content: ContentId
    channel: Channel = Channel.EMAIL


@dataclass(frozen=True, kw_only=True, slots=True)
class MessageReceived(Event):
    kind: ClassVar[str] = "message.received/1"
    content: ContentId
    about: About = About.QUESTION
    channel: Channel = Channel.WEB


@dataclass(frozen=True, kw_only=True, slots=True)
class NoteWritten(Event):
    """Staff to staff; the person may ask to see it."""

    kind: ClassVar[str] = "note.written/1"
    content: ContentId


# The plan -------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class GoalStated(Event):
    kind: ClassVar[str] = "goal.stated/1"
    goal: GoalId
    content: ContentId


@dataclass(frozen=True, kw_only=True, slots=True)
class ActionProposed(Event):
    kind: ClassVar[str] = "action.proposed/1"
    action: ActionId
    side: Side
    content: ContentId
    due: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class ActionAgreed(Event):
    """The other side said yes: an action counts when both have agreed."""

    kind: ClassVar[str] = "action.agreed/1"
    action: ActionId


@dataclass(frozen=True, kw_only=True, slots=True)
class ActionDone(Event):
    kind: ClassVar[str] = "action.done/1"
    action: ActionId


# The end, and after ---------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class JourneyEnded(Event):
    kind: ClassVar[str] = "journey.ended/1"
    ending: EndingId
    ending_kind: EndingKind
    reason: ContentId | None = None
    step: StepId | None = None
    """The step whose outcome ended it, if one did."""


@dataclass(frozen=True, kw_only=True, slots=True)
class QuestionAnswered(Event):
    """One answer to one question, where it was asked: 1 to 5, or 0 and 1 for no and yes."""

    kind: ClassVar[str] = "question.answered/1"
    question: QuestionId
    score: int
    ending: EndingId | None = None
    check_in: CheckInId | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class TransitionBegun(Event):
    """The transition plan is open to the person."""

    kind: ClassVar[str] = "transition.begun/1"


@dataclass(frozen=True, kw_only=True, slots=True)
class DutyUnderstood(Event):
    kind: ClassVar[str] = "duty.understood/1"
    duty: DutyId


@dataclass(frozen=True, kw_only=True, slots=True)
class IntroductionMade(Event):
    kind: ClassVar[str] = "introduction.made/1"
    introduction: str


@dataclass(frozen=True, kw_only=True, slots=True)
class CheckInSent(Event):
    kind: ClassVar[str] = "check-in.sent/1"
    check_in: CheckInId


@dataclass(frozen=True, kw_only=True, slots=True)
class CheckInAnswered(Event):
    """The person answered; each answer is a `QuestionAnswered` of its own."""

    kind: ClassVar[str] = "check-in.answered/1"
    check_in: CheckInId
    comment: ContentId | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class OutcomeObserved(Event):
    kind: ClassVar[str] = "outcome.observed/1"
    outcome: OutcomeId
    achieved: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class JourneyReopened(Event):
    kind: ClassVar[str] = "journey.reopened/1"
    reason: ContentId | None = None
    check_in: CheckInId | None = None


JourneyEvent = (
    JourneyStarted
    | EngagementChosen
    | GuideAssigned
    | StandInAssigned
    | StandInEnded
    | FactAsked
    | FactGiven
    | FactCorrected
    | FactReused
    | FactWithdrawn
    | StepStarted
    | StepDone
    | StepReturned
    | StepSkipped
    | HandoffOffered
    | HandoffAccepted
    | HandoffDeclined
    | InputGiven
    | PromiseMade
    | PromiseKept
    | PromiseBroken
    | PromiseRenegotiated
    | PromiseWarned
    | PromisePaused
    | PromiseResumed
    | PromiseReleased
    | MessageSent
    | MessageReceived
    | NoteWritten
    | GoalStated
    | ActionProposed
    | ActionAgreed
    | ActionDone
    | JourneyEnded
    | QuestionAnswered
    | TransitionBegun
    | DutyUnderstood
    | IntroductionMade
    | CheckInSent
    | CheckInAnswered
    | OutcomeObserved
    | JourneyReopened
)
"""Every event, so that a `match` over it is exhaustive and the type checker finds a forgotten one."""
