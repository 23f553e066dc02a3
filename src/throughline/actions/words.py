"""What somebody writes in an act, ready to be kept in an erasable row."""

from datetime import datetime
from enum import StrEnum

from throughline.actions.new_ids import new_content
from throughline.refused import Refused
from throughline.store.writing import NewContent

LONGEST = 20_000


class Kind(StrEnum):
    """What a content row holds."""

    MESSAGE = "message"
    NOTE = "note"
    FACT = "fact"
    CONTEXT = "context"
    REASON = "reason"
    INPUT = "input"
    BRIEFING = "briefing"
    CORRECTION = "correction"
    GOAL = "goal"
    ACTION = "action"
    COMMENT = "comment"


class NothingSaid(Refused):
    """Words are needed here, and there were none."""


class TooLong(Refused):
    """More words than anybody would read."""


def words(text: str, *, kind: Kind, at: datetime) -> NewContent:
    """Words that must be there."""
    said = text.strip()
    if not said:
        raise NothingSaid("Write a few words first. Nothing was sent.")
    if len(said) > LONGEST:
        raise TooLong(f"This is longer than {LONGEST:,} characters. Shorten it, or send it as a document.")
    return NewContent(id=new_content(at), kind=kind, body=said)


def words_if_any(text: str, *, kind: Kind, at: datetime) -> NewContent | None:
    """Words that may be left out."""
    return words(text, kind=kind, at=at) if text.strip() else None


def kept(*contents: NewContent | None) -> tuple[NewContent, ...]:
    """Those that are there."""
    return tuple(one for one in contents if one is not None)
