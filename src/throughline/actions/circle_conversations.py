"""What people do in a conversation: open, note, decide, plan, go live, check, conclude. One act each."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from throughline.actions.circle_signals import TIME_TO_TALK
from throughline.actions.new_ids import new_id
from throughline.ids import ServiceId, StaffId
from throughline.insight.rung import Rung
from throughline.insight.series import Series
from throughline.insight.signals import review
from throughline.insight.verification import Hypothesis
from throughline.people.circle import check_can_decide, check_can_say_what_they_saw, check_can_see_circle
from throughline.people.viewer import Viewer
from throughline.refused import Refused
from throughline.store.circle_seen import seen_of
from throughline.store.conversations import (
    conversations_about,
    keep_conversation,
    keep_new_conversation,
    load_conversation,
    strategy_here,
)
from throughline.store.models import PublishedBlueprint
from throughline.strategy import changing, deciding, listening
from throughline.strategy.conversation import Conversation, ConversationId, Decision, Topic
from throughline.strategy.observed import series, watched_series

Talk = Callable[[Conversation], Conversation]


class NoSuchMeasure(Refused):
    """A change promises to move something that we measure."""


class NoSuchVersion(Refused):
    """A change is carried by a version that is published."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Planned:
    """What a change is and what it should do, as somebody chose it."""

    version: str
    element: str
    measure: str
    unit: str | None
    smallest_effect: float
    periods: int
    left_out: int = 0


@transaction.atomic
def open_conversation(
    *, by: Viewer, at: datetime, service: ServiceId, family: str, question: str
) -> ConversationId:
    """Somebody asks for it, without waiting for a signal."""
    check_can_see_circle(by)
    opening = listening.Opening(
        id=ConversationId(new_id(at)), owner=_staff(by), due=(at + TIME_TO_TALK).date()
    )
    topic = Topic(service=service, family=family)
    opened = listening.open_by_hand(topic, question, conversations_about(service), opening, at=at)
    keep_new_conversation(opened)
    return opened.id


def add_note(*, conversation: str, by: Viewer, at: datetime, words: str) -> None:
    """What somebody at the front line has seen joins as evidence."""
    check_can_say_what_they_saw(by)
    _talk(conversation, lambda held: listening.add_note(held, words, by=_staff(by), at=at))


def decide(
    *, conversation: str, by: Viewer, at: datetime, decision: Decision, reason: str, due: date | None = None
) -> None:
    """Take a decision, with its reason."""
    check_can_decide(by)
    _talk(conversation, lambda held: deciding.decide(held, decision, reason, by=_staff(by), at=at, due=due))


def plan_change(*, conversation: str, by: Viewer, at: datetime, planned: Planned) -> None:
    """Say what the change is and what it should do, before it goes live."""
    check_can_decide(by)

    def written(held: Conversation) -> Conversation:
        _check_version(held.topic.service, planned.version)
        hypothesis = Hypothesis(
            rung=rung_of(held.topic.service, planned.measure),
            smallest_effect=planned.smallest_effect,
            periods=planned.periods,
            left_out=planned.left_out,
        )
        return changing.plan(
            held,
            version=planned.version,
            element=planned.element,
            hypothesis=hypothesis,
            unit=planned.unit,
            by=_staff(by),
            at=at,
        )

    _talk(conversation, written)


def go_live(*, conversation: str, by: Viewer, at: datetime) -> None:
    """The changed design is in use from now on."""
    check_can_decide(by)
    _talk(conversation, lambda held: changing.go_live(held, at=at))


def withdraw_change(*, conversation: str, by: Viewer) -> None:
    """Give up a change that never went live."""
    check_can_decide(by)
    _talk(conversation, changing.withdraw)


def check_change(*, conversation: str, by: Viewer, at: datetime) -> None:
    """Hold what came after against the time before the first signal."""
    check_can_decide(by)

    def checked(held: Conversation) -> Conversation:
        known = series_of_change(held, at=at)
        phi = resemblance(held.topic.service, at=at)
        return changing.record_check(held, known, by=_staff(by), at=at, phi=phi)

    _talk(conversation, checked)


def conclude(*, conversation: str, by: Viewer, at: datetime, learned: str) -> None:
    """Close the conversation with what was learned."""
    check_can_decide(by)
    _talk(conversation, lambda held: deciding.conclude(held, learned, by=_staff(by), at=at))


def series_of_change(held: Conversation, *, at: datetime) -> Series:
    """What the planned change should move, where it should move it."""
    change = held.change
    if change is None or change.plan is None:
        raise changing.NotLiveYet("This change is not planned yet, so there is nothing to check.")
    return series_at(held.topic.service, change.plan.hypothesis.rung, change.plan.unit, at=at)


def series_at(service: ServiceId, rung: Rung, unit: str | None, *, at: datetime) -> Series:
    """One measure over time, as it is known by `at`."""
    strategy = strategy_here()
    if strategy is None or service not in strategy.services:
        raise NoSuchMeasure("There is no strategy in force that measures this service.")
    return series(seen_of(strategy, service, until=at), rung, unit)


def resemblance(service: ServiceId, *, at: datetime) -> float:
    """How much neighbouring periods resemble each other over all series; one alone knows it poorly."""
    strategy = strategy_here()
    return review(watched_series(seen_of(strategy, service, until=at))).phi if strategy else 0.0


def rung_of(service: ServiceId, measure: str) -> Rung:
    strategy = strategy_here()
    rungs = strategy.rungs(service) if strategy and service in strategy.services else ()
    found = next((rung for rung in rungs if rung.measure == measure), None)
    if found is None:
        raise NoSuchMeasure("Choose the measure that the change should move.")
    return found


def _check_version(service: ServiceId, version: str) -> None:
    if not PublishedBlueprint.objects.filter(service=service, version=version).exists():
        raise NoSuchVersion(
            f"Version {version} of this service is not published. Publish the changed blueprint first."
        )


@transaction.atomic
def _talk(conversation: str, change: Talk) -> None:
    held, version = load_conversation(conversation)
    keep_conversation(change(held), version=version)


def _staff(viewer: Viewer) -> StaffId:
    if viewer.staff is None:
        raise Refused("Only somebody who works here can do this.")  # guarded by the checks before
    return viewer.staff
