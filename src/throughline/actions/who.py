"""In which part somebody acts: as the person whose journey it is, or as staff of a function."""

from collections.abc import Callable, Sequence
from datetime import datetime

from throughline.actions.act import Acted, Alongside, act, nothing_else
from throughline.blueprint import Design
from throughline.blueprint.model import STAKEHOLDER
from throughline.eventlog.shape import By
from throughline.ids import FunctionId, HandoffId, JourneyId, StepId
from throughline.journey.decisions.deciding import GUIDE, LEAD, Events
from throughline.journey.events import Actor
from throughline.journey.state import State
from throughline.people.journeys import (
    JourneyAccess,
    check_can_act_as_person,
    check_can_act_as_staff,
    owns,
    stays_with,
)
from throughline.people.viewer import Role, Viewer
from throughline.store.access import access_of
from throughline.store.writing import NewContent

Decision = Callable[[State, Design, datetime, Actor], Events]
"""A decision that waits for the journey as it stands, the time, and who acts."""


def as_person(
    journey: JourneyId, *, by: Viewer, at: datetime, decide: Decision, contents: Sequence[NewContent] = ()
) -> Acted:
    """Only the person whose journey it is."""

    def decided(state: State, design: Design, when: datetime) -> Events:
        check_can_act_as_person(by, access_of(state, design))
        return decide(state, design, when, Actor(by=By.STAKEHOLDER, person=state.stakeholder))

    return act(journey, at=at, decide=decided, contents=contents)


def as_staff(
    journey: JourneyId,
    *,
    by: Viewer,
    at: datetime,
    decide: Decision,
    contents: Sequence[NewContent] = (),
    step: StepId | None = None,
    handoff: HandoffId | None = None,
) -> Acted:
    """Only staff who may open it. `step` or `handoff` says in which function they act."""

    def decided(state: State, design: Design, when: datetime) -> Events:
        access = access_of(state, design)
        check_can_act_as_staff(by, access)
        wanted = _wanted(state, design, step, handoff)
        return decide(state, design, when, staff_actor(by, access, wanted))

    return act(journey, at=at, decide=decided, contents=contents)


def as_either(
    journey: JourneyId,
    *,
    by: Viewer,
    at: datetime,
    decide: Decision,
    contents: Sequence[NewContent] = (),
    step: StepId | None = None,
    alongside: Alongside = nothing_else,
) -> Acted:
    """The person, or staff: whichever the viewer is to this journey."""

    def decided(state: State, design: Design, when: datetime) -> Events:
        access = access_of(state, design)
        if owns(by, access) or not by.is_staff:
            check_can_act_as_person(by, access)
            return decide(state, design, when, Actor(by=By.STAKEHOLDER, person=state.stakeholder))
        check_can_act_as_staff(by, access)
        wanted = _wanted(state, design, step, None)
        return decide(state, design, when, staff_actor(by, access, wanted))

    return act(journey, at=at, decide=decided, contents=contents, alongside=alongside)


def staff_actor(by: Viewer, access: JourneyAccess, wanted: FunctionId | None = None) -> Actor:
    """Somebody may be guide and specialist at once: what the act needs counts, if it is theirs."""
    return Actor(by=By.STAFF, person=by.staff, function=_function(by, access, wanted))


def _function(by: Viewer, access: JourneyAccess, wanted: FunctionId | None) -> FunctionId | None:
    if wanted is not None and wanted in by.functions:
        return wanted
    if stays_with(by, access):
        return GUIDE
    if by.has(Role.LEAD):
        return LEAD
    if by.has(Role.GUIDE):
        return GUIDE
    return min(by.functions, default=None)


def _wanted(
    state: State, design: Design, step: StepId | None, handoff: HandoffId | None
) -> FunctionId | None:
    if handoff is not None and handoff in state.handoffs:
        return state.handoffs[handoff].to
    if step is None or step not in design.blueprint.steps:
        return None
    function = state.moved.get(step, design.blueprint.steps[step].by)
    return None if function == STAKEHOLDER else function
