"""Looking over every watched series, and leading what was raised to the conversation it belongs to."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from throughline.actions.new_ids import new_id
from throughline.ids import ServiceId, StaffId, UnitId
from throughline.insight.signals import Review, Signal, review
from throughline.people import Role
from throughline.refused import Refused
from throughline.store.circle_seen import seen_of
from throughline.store.conversations import (
    conversations_about,
    keep_conversation,
    keep_new_conversation,
    keep_review,
    load_conversation,
    strategy_here,
)
from throughline.store.models import Staff
from throughline.store.published import organisation_here
from throughline.strategy.conversation import ConversationId
from throughline.strategy.listening import Ear, Opening, listen
from throughline.strategy.observed import watched_series

TIME_TO_TALK = timedelta(days=28)


class NobodyToOwnIt(Refused):
    """A conversation without an owner is nobody's."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Reviewed:
    """What one look found, and what became of it."""

    review: Review
    ears: Counter[Ear]


def review_every_service(*, at: datetime) -> tuple[Reviewed, ...]:
    """One look for each service that the strategy names; none without a strategy."""
    strategy = strategy_here()
    return tuple(review_signals(service=one, at=at) for one in strategy.services) if strategy else ()


@transaction.atomic
def review_signals(*, service: ServiceId, at: datetime) -> Reviewed:
    """Look at all series of a service at once, as they were known by `at`, and keep what was found."""
    strategy = strategy_here()
    if strategy is None:
        raise NobodyToOwnIt(
            "Publish a strategy first: it says which measures are watched, and whose they are."
        )
    found = review(watched_series(seen_of(strategy, service, until=at)))
    keep_review(found, service, at=at)
    return Reviewed(
        review=found, ears=Counter(_hear(one, service, at) for one in most_particular_first(found))
    )


def most_particular_first(found: Review) -> list[Signal]:
    """What moved at one office asks a better question than the whole service that it moved along with it."""
    return sorted(found.signals, key=lambda one: (one.unit is None, one.p))


def _hear(signal: Signal, service: ServiceId, at: datetime) -> Ear:
    heard = listen(signal, conversations_about(service), _opening(signal, at), at=at)
    if heard.conversation is not None:
        if heard.ear is Ear.OPENED:
            keep_new_conversation(heard.conversation)
        elif heard.ear is Ear.JOINED:
            keep_conversation(heard.conversation, version=load_conversation(heard.conversation.id)[1])
    return heard.ear


def _opening(signal: Signal, at: datetime) -> Opening:
    places = {one.id: one.title for one in organisation_here().units}
    return Opening(
        id=ConversationId(new_id(at)),
        owner=owner_here(),
        due=(at + TIME_TO_TALK).date(),
        place=places.get(UnitId(signal.unit or ""), ""),
    )


def owner_here() -> StaffId:
    """Who owns a new conversation: a leader, and where there is none, a lead."""
    for role in (Role.LEADER, Role.LEAD):
        found = Staff.objects.filter(roles__contains=[role.value]).order_by("id").first()
        if found is not None:
            return StaffId(found.id)
    raise NobodyToOwnIt("Nobody here is a leader or leads an office, so nobody could own the conversation.")
