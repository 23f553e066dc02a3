"""What an event was to the person, in a few words: the labels above the line of the thread."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from throughline.blueprint import Blueprint, Design
from throughline.eventlog.shape import By
from throughline.eventlog.thread import Mark, Meeting
from throughline.ids import StaffId, StepId
from throughline.journey import events as e
from throughline.journey.state import State


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """A label with its weight: of several at one time, the heaviest is shown."""

    label: str
    weight: int
    kind: Meeting = Meeting.TO
    step: StepId | None = None
    mark: Mark | None = None
    who: str | None = None


def told_by(
    event: e.JourneyEvent, after: State, design: Design, names: Mapping[StaffId, str], zone: tzinfo
) -> Told | None:
    """How the person met this event; `None` for what they never see as a thing of its own."""
    blueprint = design.blueprint
    who = (
        names.get(StaffId(event.actor.person)) if event.actor.by is By.STAFF and event.actor.person else None
    )
    match event:
        case e.JourneyEnded(ending=ending):
            return Told(label=blueprint.ending_by_id[ending].title, weight=90, kind=_way(event), who=who)
        case e.StepReturned(to=to, items=items):
            asks = _("Came back: %(step)s") % {"step": blueprint.steps[to].title}
            return Told(label=asks, weight=80, step=event.step, who=who) if items else None
        case e.StepDone(step=step):
            return _step_done(event, step, blueprint, who)
        case e.PromiseBroken(promise=promise):
            return _broken(after.promises[promise].step, blueprint)
        case e.PromiseRenegotiated(due=due):
            new = _("New date: %(day)s") % {"day": _day(due, zone)}
            return Told(label=new, weight=60, step=after.promises[event.promise].step, who=who)
        case e.PromiseWarned(expected=expected):
            return Told(
                label=_("We may be late: more likely %(day)s") % {"day": _day(expected, zone)}, weight=55
            )
        case e.PromiseMade(due=due):
            return Told(label=_("Promised by %(day)s") % {"day": _day(due, zone)}, weight=20)
        case e.PromiseResumed(due=due):
            return Told(label=_("With us again: by %(day)s") % {"day": _day(due, zone)}, weight=15)
        case _:
            return _people_and_words(event, names, who)


def _people_and_words(event: e.JourneyEvent, names: Mapping[StaffId, str], who: str | None) -> Told | None:
    match event:
        case e.GuideAssigned(guide=guide):
            return Told(label=_("%(name)s is your guide") % {"name": _name(names, guide)}, weight=40)
        case e.StandInAssigned(stand_in=stand_in):
            return Told(
                label=_("%(name)s stands in for your guide") % {"name": _name(names, stand_in)}, weight=40
            )
        case e.MessageSent():
            said = _("%(name)s wrote to you") % {"name": who} if who else _("We wrote to you")
            return Told(label=said, weight=50)
        case e.MessageReceived():
            return Told(label=_("You wrote to us"), weight=50, kind=Meeting.FROM)
        case e.EngagementChosen():
            return Told(label=_("You chose how we work together"), weight=30, kind=_way(event))
        case e.ActionProposed():
            return Told(label=_("Something for the plan"), weight=30, kind=_way(event), who=who)
        case e.JourneyReopened():
            return Told(label=_("Opened again"), weight=70, kind=_way(event))
        case e.CheckInSent():
            return Told(label=_("We asked how it is going"), weight=50)
        case e.CheckInAnswered():
            return Told(label=_("You told us how it is going"), weight=50, kind=Meeting.FROM)
        case _:
            return None


def _step_done(event: e.StepDone, step: StepId, blueprint: Blueprint, who: str | None) -> Told | None:
    designed = blueprint.steps[step]
    if _is_theirs(event):
        return Told(label=designed.title, weight=70, kind=Meeting.FROM, step=step)
    if not designed.sees and not designed.decision:
        return None
    option = designed.decision.options.get(event.decision) if designed.decision and event.decision else None
    said = _sentence(option.says) if option and option.says else designed.title
    return Told(label=said, weight=70, step=step, who=who)


def _broken(step: StepId | None, blueprint: Blueprint) -> Told:
    about = blueprint.steps[step].title if step else _("a call back")
    return Told(
        label=_("We missed our date: %(step)s") % {"step": about}, weight=65, step=step, mark=Mark.BROKEN
    )


def _way(event: e.JourneyEvent) -> Meeting:
    return Meeting.FROM if _is_theirs(event) else Meeting.TO


def _is_theirs(event: e.JourneyEvent) -> bool:
    return event.actor.by in {By.STAKEHOLDER, By.DELEGATE}


def _name(names: Mapping[StaffId, str], staff: StaffId) -> str:
    return names.get(staff) or _("A named person")


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def _day(moment: datetime, zone: tzinfo) -> str:
    """Short, because a label has little room: 4 December."""
    return date_format(moment.astimezone(zone).date(), "j F")
