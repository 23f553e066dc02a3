"""Starting a journey, choosing how much help, and the people who stay with it."""

from datetime import datetime

from throughline.blueprint import Design
from throughline.blueprint.model import Engagement
from throughline.eventlog.shape import By, Channel
from throughline.ids import ContentId, StaffId, StakeholderId, UnitId
from throughline.journey import events as e
from throughline.journey.decisions.deciding import (
    GUIDE,
    Events,
    NotInTheDesign,
    NotNow,
    NotYours,
    check_is_open,
    check_is_staff,
    check_person_or_guide,
    check_time,
    is_lead,
    stays_with,
    with_consequences,
)
from throughline.journey.state import State
from throughline.refused import Refused


class NobodyToStay(Refused):
    """A journey would be left without a named person."""


def start_journey(
    state: State,
    design: Design,
    *,
    at: datetime,
    by: e.Actor,
    stakeholder: StakeholderId,
    unit: UnitId,
    guide: StaffId | None,
    engagement: Engagement = Engagement.SELF_DIRECTED,
    channel: Channel = Channel.WEB,
) -> Events:
    """Begin. A journey has a guide from its first moment: nobody hears 'somebody will contact you'."""
    if state.started:
        raise NotNow("This journey has already begun.")
    if guide is None:
        raise NobodyToStay("No guide is free at this office. A lead has to name one before anyone can start.")
    if unit not in {one.id for one in design.organisation.units}:
        raise NotInTheDesign(f"'{unit}' is not an office of {design.organisation.title}.")
    if by.by is By.STAKEHOLDER and by.person != stakeholder:
        raise NotYours("You can start a journey only for yourself.")
    started = e.JourneyStarted(
        at=at,
        actor=by,
        stakeholder=stakeholder,
        service=design.blueprint.service,
        version=design.blueprint.version,
        unit=unit,
        engagement=engagement,
        channel=channel,
    )
    return with_consequences(state, design, at, started, e.GuideAssigned(at=at, actor=e.SYSTEM, guide=guide))


def choose_engagement(
    state: State, design: Design, *, at: datetime, by: e.Actor, engagement: Engagement
) -> Events:
    check_is_open(state, at)
    check_person_or_guide(state, by)
    if engagement is state.engagement:
        raise NotNow("That is how we work together already.")
    return with_consequences(state, design, at, e.EngagementChosen(at=at, actor=by, engagement=engagement))


def assign_guide(state: State, design: Design, *, at: datetime, by: e.Actor, guide: StaffId) -> Events:
    """Name another guide. The guide themselves or a lead may; after the end too, for after-care."""
    _check_may_assign(state, at, by)
    if guide == state.guide:
        raise NotNow("They are the guide of this journey already.")
    return with_consequences(state, design, at, e.GuideAssigned(at=at, actor=by, guide=guide))


def assign_stand_in(
    state: State,
    design: Design,
    *,
    at: datetime,
    by: e.Actor,
    stand_in: StaffId,
    briefing: ContentId | None = None,
) -> Events:
    """Somebody covers for the guide. A guide's colleague may take this on themselves."""
    if not (by.by is By.STAFF and by.function == GUIDE and by.person == stand_in):
        _check_may_assign(state, at, by)
    check_time(state, at)
    if not state.started:
        raise NotNow("This journey has not begun.")
    if stand_in == state.guide:
        raise NotNow("The guide of this journey cannot stand in for themselves.")
    if stand_in == state.stand_in:
        raise NotNow("They stand in already.")
    event = e.StandInAssigned(at=at, actor=by, stand_in=stand_in, briefing=briefing)
    return with_consequences(state, design, at, event)


def end_stand_in(state: State, design: Design, *, at: datetime, by: e.Actor) -> Events:
    check_time(state, at)
    if state.stand_in is None:
        raise NotNow("Nobody stands in on this journey.")
    if by.by is not By.SYSTEM and not stays_with(state, by) and not is_lead(by):
        raise NotYours("Only the guide, the stand-in or a lead can end this.")
    return with_consequences(state, design, at, e.StandInEnded(at=at, actor=by))


def _check_may_assign(state: State, at: datetime, by: e.Actor) -> None:
    check_time(state, at)
    if not state.started:
        raise NotNow("This journey has not begun.")
    if by.by is By.SYSTEM:
        return
    check_is_staff(by)
    if not stays_with(state, by) and not is_lead(by):
        raise NotYours("Only the guide of this journey or a lead can name who stays with it.")
