"""A change in three steps: what it should do is written down, it goes live, it is checked."""

from dataclasses import replace
from datetime import datetime

from throughline.ids import StaffId
from throughline.insight.series import Series
from throughline.insight.verification import Hypothesis, check
from throughline.refused import Refused
from throughline.strategy.conversation import Change, Checked, Conversation, Phase, Plan
from throughline.strategy.listening import check_is_open


class NoChangeDecided(Refused):
    """First a decision, then a plan."""


class NotPlanned(Refused):
    """Nothing goes live before it is said what it should do."""


class AlreadyLive(Refused):
    """What a change should do is written before go-live, and stays as written."""


class NotLiveYet(Refused):
    """Only what is live can be checked."""


class WrongMeasure(Refused):
    """The check is about what was promised, where it was promised."""


def plan(
    conversation: Conversation,
    *,
    version: str,
    element: str,
    hypothesis: Hypothesis,
    unit: str | None = None,
    by: StaffId,
    at: datetime,
) -> Conversation:
    """Say which version carries the change, what it changes and what it should do; open until go-live."""
    change = _change(conversation)
    if change.went_live:
        raise AlreadyLive("This change is live. What it should do was fixed before, and stays as it is.")
    if not version.strip() or not element.strip():
        raise NotPlanned("Name the version of the blueprint and the part of it that changes.")
    planned = Plan(
        version=version.strip(), element=element.strip(), hypothesis=hypothesis, unit=unit, by=by, at=at
    )
    return _with(conversation, replace(change, plan=planned))


def go_live(conversation: Conversation, *, at: datetime) -> Conversation:
    """The changed design is in use from now on."""
    check_can_go_live(conversation)
    return _with(conversation, replace(_change(conversation), went_live=at))


def can_go_live(conversation: Conversation) -> bool:
    """Whether the change can go live now."""
    try:
        check_can_go_live(conversation)
    except Refused:
        return False
    return True


def check_can_go_live(conversation: Conversation) -> None:
    """A change goes live once, and only with its hypothesis."""
    change = _change(conversation)
    if change.went_live:
        raise AlreadyLive("This change is live already.")
    if change.plan is None:
        raise NotPlanned(
            "Before this goes live, name the measure, the direction and the smallest effect worth having."
        )


def withdraw(conversation: Conversation) -> Conversation:
    """Give up a change that never went live; the decision and its reason stay."""
    if _change(conversation).went_live:
        raise AlreadyLive("This change is live. Check what it did; then decide what comes next.")
    return replace(conversation, changes=conversation.changes[:-1])


def record_check(
    conversation: Conversation, series: Series, *, by: StaffId, at: datetime, phi: float | None = None
) -> Conversation:
    """Judge the change by what was written before it went live, against the time before the first signal."""
    change = _change(conversation)
    if change.plan is None or change.went_live is None:
        raise NotLiveYet("This change is not live yet, so there is nothing to check.")
    if (series.service, series.unit) != (conversation.topic.service, change.plan.unit):
        raise WrongMeasure("Check the change where it was made: at the service and unit named in its plan.")
    verdict = check(
        change.plan.hypothesis,
        series,
        trigger_from=min(conversation.trigger_from, change.went_live.date()),
        go_live=change.went_live.date(),
        phi=phi,
    )
    return _with(conversation, replace(change, check=Checked(verdict=verdict, by=by, at=at)))


def _change(conversation: Conversation) -> Change:
    check_is_open(conversation)
    if conversation.change is None or conversation.phase is Phase.CHECKED:
        raise NoChangeDecided("Decide on a change first, with the reason for it.")
    return conversation.change


def _with(conversation: Conversation, change: Change) -> Conversation:
    return replace(conversation, changes=(*conversation.changes[:-1], change))
