"""How signals and notes become evidence: they join the conversation about their question, or open it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from throughline.ids import ServiceId, StaffId
from throughline.insight.series import Window
from throughline.insight.signals import Signal
from throughline.refused import Refused
from throughline.strategy.conversation import Conversation, ConversationId, Heard, Note, Topic


class AlreadyTalking(Refused):
    """There is one open conversation for one question."""


class NoQuestion(Refused):
    """A conversation needs a question, and a note needs words."""


class ConversationClosed(Refused):
    """What is closed is not added to."""


class Ear(StrEnum):
    """What became of a signal."""

    OPENED = "opened a conversation"
    JOINED = "joined a conversation"
    KNOWN = "is known already"
    GOOD_NEWS = "is good news and opens nothing"


@dataclass(frozen=True, kw_only=True, slots=True)
class Opening:
    """What a new conversation needs from whoever opens it."""

    id: ConversationId
    owner: StaffId
    due: date
    place: str = ""
    """What people call the signal's unit, for the question; without it, its id."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Listened:
    """What became of a signal, and the conversation it now belongs to; good news may belong to none."""

    ear: Ear
    conversation: Conversation | None


def topic_of(signal: Signal) -> Topic:
    """Measures of one family at one service ask one question, whichever office they come from."""
    return Topic(service=ServiceId(signal.service), family=signal.rung.about)


def listen(signal: Signal, among: Sequence[Conversation], opening: Opening, *, at: datetime) -> Listened:
    """Where a signal belongs among all conversations, open and closed.

    A pattern seen again while its window still overlaps the one we know is the same pattern: a review every
    week must not open what somebody accepted last week.
    """
    topic = topic_of(signal)
    about = [conversation for conversation in among if conversation.topic == topic]
    known = next((c for c in about if _knows(c, signal)), None)
    if known:
        return Listened(ear=Ear.KNOWN, conversation=known)
    heard = Heard(signal=signal, at=at)
    talking = next((c for c in about if c.is_open), None)
    if talking:
        joined = replace(talking, signals=(*talking.signals, heard))
        return Listened(ear=Ear.JOINED, conversation=joined)
    if not signal.adverse:
        return Listened(ear=Ear.GOOD_NEWS, conversation=None)
    opened = _opened(opening, topic, _question(signal, opening.place), at)
    return Listened(ear=Ear.OPENED, conversation=replace(opened, signals=(heard,)))


def open_by_hand(
    topic: Topic, question: str, among: Sequence[Conversation], opening: Opening, *, at: datetime
) -> Conversation:
    """A conversation that somebody asks for; refused while one about the same topic is open."""
    if not question.strip():
        raise NoQuestion("Say what you want to find out; a conversation starts with a question.")
    talking = next((c for c in among if c.is_open and c.topic == topic), None)
    if talking:
        raise AlreadyTalking(
            f"We are already talking about this: “{talking.question}”. Add what you know there."
        )
    return _opened(opening, topic, question.strip(), at)


def add_note(conversation: Conversation, words: str, *, by: StaffId, at: datetime) -> Conversation:
    """What somebody at the front line has seen joins as evidence."""
    check_is_open(conversation)
    if not words.strip():
        raise NoQuestion("Write what you have seen; an empty note helps nobody.")
    return replace(conversation, notes=(*conversation.notes, Note(by=by, at=at, words=words.strip())))


def check_is_open(conversation: Conversation) -> None:
    """Refuse whatever is meant for a conversation that has ended."""
    if not conversation.is_open:
        raise ConversationClosed("This conversation is closed. Open a new one if the question is back.")


def _opened(opening: Opening, topic: Topic, question: str, at: datetime) -> Conversation:
    return Conversation(
        id=opening.id,
        topic=topic,
        question=question,
        owner=opening.owner,
        due=opening.due,
        opened_at=at,
    )


def _knows(conversation: Conversation, signal: Signal) -> bool:
    return any(
        _same_pattern(heard.signal, signal) and _overlap(heard.signal.window, signal.window)
        for heard in conversation.signals
    )


def _same_pattern(one: Signal, other: Signal) -> bool:
    return (one.rung.measure, one.unit, one.adverse) == (other.rung.measure, other.unit, other.adverse)


def _overlap(one: Window, other: Window) -> bool:
    return one.first <= other.last and other.first <= one.last


def _question(signal: Signal, place: str) -> str:
    where = f" at {place or signal.unit}" if signal.unit else ""
    since = f"{signal.window.first:%A} {signal.window.first.day} {signal.window.first:%B}"
    return f"Why has “{signal.rung.called}”{where} got worse since {since}, and what do we do about it?"
