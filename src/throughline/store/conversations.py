"""Conversations and reviews as they are kept: written by `strategy.codec`, read back as frozen values."""

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any

from django.db import IntegrityError
from pydantic import TypeAdapter

from throughline.ids import ServiceId
from throughline.insight.signals import Review
from throughline.refused import NotThere, Refused
from throughline.store.models import ConversationHeld, PublishedStrategy, SignalReview
from throughline.strategy.codec import read_conversation, write_conversation
from throughline.strategy.conversation import Conversation
from throughline.strategy.listening import AlreadyTalking
from throughline.strategy.model import Strategy


class NoSuchConversation(NotThere):
    """There is no conversation under this address."""


class SomebodyDecidedFirst(Refused):
    """Two people wrote at once; the second looks again."""


def conversations_about(service: ServiceId) -> tuple[Conversation, ...]:
    """Open and closed, oldest first."""
    found = ConversationHeld.objects.filter(service=service).order_by("opened_at", "id")
    return tuple(read_conversation(one.body) for one in found)


def load_conversation(conversation: str) -> tuple[Conversation, int]:
    """A conversation and its version.

    Raises:
        NoSuchConversation: when nothing is kept under this id.
    """
    found = ConversationHeld.objects.filter(id=conversation).first()
    if found is None:
        raise NoSuchConversation("We cannot find this conversation. It may have another address now.")
    return read_conversation(found.body), found.version


def keep_new_conversation(conversation: Conversation) -> None:
    """Raises: AlreadyTalking, when somebody opened one about the same question a moment ago."""
    try:
        ConversationHeld.objects.create(id=conversation.id, version=1, **_columns(conversation))
    except IntegrityError:
        raise AlreadyTalking(
            "Somebody has just opened a conversation about this. Add what you know there."
        ) from None


def keep_conversation(conversation: Conversation, *, version: int) -> None:
    """Raises: SomebodyDecidedFirst, when it was changed since it was read."""
    kept = ConversationHeld.objects.filter(id=conversation.id, version=version)
    if not kept.update(version=version + 1, **_columns(conversation)):
        raise SomebodyDecidedFirst(
            "Somebody else changed this conversation at the same moment. Look at it, then try again."
        )


def _columns(conversation: Conversation) -> Mapping[str, Any]:  # Django's own type for fields
    return {
        "service": conversation.topic.service,
        "family": conversation.topic.family,
        "is_open": conversation.is_open,
        "opened_at": conversation.opened_at,
        "body": write_conversation(conversation),
    }


def strategy_here() -> Strategy | None:
    """The strategy in force, or nothing when none was published."""
    found = PublishedStrategy.objects.order_by("-published_at").first()
    return Strategy.model_validate_json(found.body) if found else None


def keep_strategy(strategy: Strategy, *, at: datetime) -> None:
    """From now on this one is in force. The very same again changes nothing.

    Kept as its text: the database would put the measures into another order, and theirs has a meaning.
    """
    body = strategy.model_dump_json(by_alias=True)
    newest = PublishedStrategy.objects.order_by("-published_at").first()
    if newest is None or newest.body != body:
        PublishedStrategy.objects.create(published_at=at, body=body)


@cache
def _reviews() -> TypeAdapter[Review]:
    return TypeAdapter(Review)


def keep_review(review: Review, service: ServiceId, *, at: datetime) -> None:
    SignalReview.objects.create(service=service, at=at, body=_reviews().dump_python(review, mode="json"))


def newest_review(service: ServiceId) -> tuple[datetime, Review] | None:
    """When somebody last looked, and what was found."""
    found = SignalReview.objects.filter(service=service).order_by("-at").first()
    return (found.at, _reviews().validate_python(found.body)) if found else None
