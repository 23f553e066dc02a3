"""The demo's circle: one that has come round, and one that is open, lived through by the same acts."""

from datetime import datetime, timedelta
from pathlib import Path

from throughline.actions import circle_conversations as talk
from throughline.actions.circle_conversations import Planned
from throughline.actions.circle_rides import make_rides_again
from throughline.actions.circle_signals import owner_here, review_signals
from throughline.actions.circle_strategy import publish_strategy_beside
from throughline.blueprint import Design
from throughline.ids import ServiceId, StaffId, UnitId
from throughline.insight.verification import TooEarlyToTell
from throughline.insight.verification_judging import Result
from throughline.people import Role, Viewer
from throughline.simulate.manner import Story, story_of
from throughline.store.conversations import conversations_about, load_conversation
from throughline.store.models import Staff
from throughline.strategy.conversation import Conversation, Decision

ABOUT = "continuity"
"""What the finished conversation is about: does one person stay?"""
LEFT_OUT, LOOKED_AT = 5, 10
"""Fortnights of people who began before the change, and those that its plan said would be looked at."""
WORTH_HAVING = 0.10
LOOKS = 10
"""How many reviews lie in the past, week by week; the worker goes on from there, every Monday."""


def live_through_the_circle(*, design: Design, folder: Path, until: datetime) -> bool:
    """Strategy, rides, a change that worked, and the signals of the last weeks. False without a strategy."""
    service = design.blueprint.service
    if not publish_strategy_beside(folder=folder, blueprint=design.blueprint, at=until):
        return False
    make_rides_again(at=until)
    story = story_of(design.organisation, until)
    _one_that_came_round(design, service, story)
    for look in reversed(range(LOOKS)):
        review_signals(service=service, at=_monday(until) - timedelta(weeks=look))
    _one_that_is_open(service, story, until)
    return True


def _one_that_came_round(design: Design, service: ServiceId, story: Story) -> None:
    """Eight months ago an office let the guide who begins stay; half a year later it was checked."""
    live, esi = story.improved_at, _viewer(owner_here(), Role.LEADER)
    place = next(one.title for one in design.organisation.units if one.id == story.improved)
    conversation = talk.open_conversation(
        by=esi,
        at=live - timedelta(days=21),
        service=service,
        family=ABOUT,
        question=f"Would people at {place} be better off if the guide who begins with them stayed?",
    )
    _note(conversation, story.improved, live - timedelta(days=17), (
        "People tell me the same story that they told the colleague before me. I read it up, and they still "
        "have to explain it."
    ))  # fmt: skip
    talk.decide(
        conversation=conversation,
        by=esi,
        at=live - timedelta(days=12),
        decision=Decision.CHANGE,
        reason="Every handoff costs people a retelling. Let us try it at one office before we ask all five.",
    )
    planned = Planned(
        version=design.blueprint.version,
        element="The guide: whoever begins stays until the end, and names a stand-in for days away.",
        measure="one_person",
        unit=str(story.improved),
        smallest_effect=WORTH_HAVING,
        periods=LOOKED_AT,
        left_out=LEFT_OUT,
    )
    talk.plan_change(conversation=conversation, by=esi, at=live - timedelta(days=7), planned=planned)
    talk.go_live(conversation=conversation, by=esi, at=live)
    checked = live + timedelta(weeks=2 * (LEFT_OUT + LOOKED_AT) + 3)
    try:
        talk.check_change(conversation=conversation, by=esi, at=checked)
    except TooEarlyToTell:
        return  # with so few people nobody can tell; the change stays live, and may be checked later
    talk.conclude(
        conversation=conversation,
        by=esi,
        at=checked + timedelta(days=7),
        learned=_learned(conversation),
    )


def _one_that_is_open(service: ServiceId, story: Story, until: datetime) -> None:
    """What the signals opened: somebody at the counter adds to it, and it is looked into."""
    found = _about(story.worn_out, service)
    if found is None:
        return
    _note(found.id, story.worn_out, until - timedelta(days=40), (
        "Two of us left in summer. Each morning we share out what lies on the desk, and whoever picks it up "
        "asks again, because nobody has the time to read what is there."
    ))  # fmt: skip
    talk.decide(
        conversation=found.id,
        by=_viewer(owner_here(), Role.LEADER),
        at=until - timedelta(days=33),
        decision=Decision.INVESTIGATE,
        reason="Before we change the design we want to know whether it is the vacancies or the way work is "
        "shared out. The office lead looks at both.",
        due=(until + timedelta(days=12)).date(),
    )


def _learned(conversation: str) -> str:
    """As much as the check allows, and no more."""
    change = load_conversation(conversation)[0].change
    if change and change.check and change.check.verdict.result is Result.WORKED:
        return (
            "When the guide who begins stays, people say that somebody knew them. "
            "Next we ask what keeps the other offices from it."
        )
    return "One office alone could not show it. If we try again, we try it at two."


def _about(unit: UnitId, service: ServiceId) -> Conversation | None:
    """The open conversation that the most signals of this office belong to."""
    talks = [one for one in conversations_about(service) if one.is_open]
    here = {one.id: sum(heard.signal.unit == unit for heard in one.signals) for one in talks}
    return max(talks, key=lambda one: here[one.id], default=None)


def _note(conversation: str, unit: UnitId, at: datetime, words: str) -> None:
    guides = Staff.objects.filter(units__contains=[unit], roles__contains=[Role.GUIDE.value])
    who = guides.order_by("id").first()
    if who is not None:
        talk.add_note(conversation=conversation, by=_viewer(StaffId(who.id), Role.GUIDE), at=at, words=words)


def _viewer(staff: StaffId, role: Role) -> Viewer:
    return Viewer(staff=staff, roles=frozenset({role}), signed_in=True)


def _monday(until: datetime) -> datetime:
    """The last Monday morning, when the worker looked."""
    return (until - timedelta(days=until.weekday())).replace(hour=5, minute=30, second=0, microsecond=0)
