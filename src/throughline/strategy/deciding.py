"""What a conversation comes to: a decision with a reason, and in the end something learned."""

from dataclasses import replace
from datetime import date, datetime

from throughline.ids import StaffId
from throughline.refused import Refused
from throughline.strategy.conversation import Change, Conclusion, Conversation, Decided, Decision, Phase
from throughline.strategy.listening import check_is_open

CLOSES = (Decision.ACCEPT, Decision.MEASUREMENT_FAULT)
"""These two end the conversation; the reason is what was learned."""


class NoReason(Refused):
    """Whoever reads this in a year must know why."""


class ChangeUnderWay(Refused):
    """One change at a time, or nobody knows which of them did it."""


class NothingConcluded(Refused):
    """A conversation ends with a decision, not by being forgotten."""


class DueInThePast(Refused):
    """An investigation ends on a day to come."""


def decide(
    conversation: Conversation,
    decision: Decision,
    reason: str,
    *,
    by: StaffId,
    at: datetime,
    due: date | None = None,
) -> Conversation:
    """Take a decision. Investigating may move the due date; the other three do not need one."""
    check_can_decide(conversation)
    if not reason.strip():
        raise NoReason("Give the reason for this decision; whoever reads it in a year will need it.")
    if due and due <= at.date():
        raise DueInThePast(f"Choose a day after today to come back to this; {due:%d %B %Y} is not.")
    decided = Decided(decision=decision, reason=reason.strip(), by=by, at=at)
    after = replace(conversation, decisions=(*conversation.decisions, decided), due=due or conversation.due)
    if decision in CLOSES:
        return replace(after, conclusion=Conclusion(learned=decided.reason, by=by, at=at))
    if decision is Decision.CHANGE:
        return replace(after, changes=(*conversation.changes, Change(decided_at=at)))
    return after


def can_decide(conversation: Conversation) -> bool:
    """Whether a decision can be taken now."""
    try:
        check_can_decide(conversation)
    except Refused:
        return False
    return True


def check_can_decide(conversation: Conversation) -> None:
    """A change that is planned or live is checked before anything else is decided."""
    check_is_open(conversation)
    if conversation.phase in (Phase.PLANNING, Phase.LIVE):
        raise ChangeUnderWay("A change is under way. Withdraw it or check it before you decide again.")


def conclude(conversation: Conversation, learned: str, *, by: StaffId, at: datetime) -> Conversation:
    """Close a conversation after its check, saying what was learned."""
    check_is_open(conversation)
    if conversation.phase is not Phase.CHECKED:
        raise NothingConcluded("Close a conversation with a decision, or after its change was checked.")
    if not learned.strip():
        raise NoReason("Write what we learned; the next conversation starts from it.")
    return replace(conversation, conclusion=Conclusion(learned=learned.strip(), by=by, at=at))
