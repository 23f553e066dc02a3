"""Who may open a journey, and who may act on it. Rules in pairs: `check_can_…` raises, `can_…` answers."""

from dataclasses import dataclass, field

from throughline.ids import FunctionId, StaffId, StakeholderId, UnitId
from throughline.people.viewer import Role, Viewer
from throughline.refused import Refused


class NotYours(Refused):
    """The viewer may not see this. Doors answer as if it did not exist, so that nothing is given away."""


class NotYourAct(Refused):
    """The viewer may see the journey, but this is for somebody else to do."""


@dataclass(frozen=True, kw_only=True, slots=True)
class JourneyAccess:
    """What of a journey decides who may see it and act on it."""

    stakeholder: StakeholderId | None
    unit: UnitId | None
    guide: StaffId | None = None
    stand_in: StaffId | None = None
    functions: frozenset[FunctionId] = field(default_factory=frozenset)
    """Functions whose work this journey needs or needed, asked for input included."""


def check_can_open_journey(viewer: Viewer, journey: JourneyAccess) -> None:
    if not can_open_journey(viewer, journey):
        raise NotYours("We cannot find this journey among those that you may see.")


def can_open_journey(viewer: Viewer, journey: JourneyAccess) -> bool:
    """A person sees their own; guide and stand-in theirs; a specialist those that need or needed their
    function at their unit; a guide or lead those of their unit. Nobody else sees anything."""
    if owns(viewer, journey) or stays_with(viewer, journey):
        return True
    if not viewer.is_staff or journey.unit not in viewer.units:
        return False
    return viewer.has(Role.LEAD) or viewer.has(Role.GUIDE) or works_on(viewer, journey)


def owns(viewer: Viewer, journey: JourneyAccess) -> bool:
    """Whether it is the person's own journey."""
    return journey.stakeholder in viewer.stakeholders


def stays_with(viewer: Viewer, journey: JourneyAccess) -> bool:
    """Whether the viewer is the named person who stays with it, or covers for them."""
    return viewer.staff is not None and viewer.staff in {journey.guide, journey.stand_in}


def works_on(viewer: Viewer, journey: JourneyAccess) -> bool:
    """Whether the viewer's function has, or had, work on it."""
    return viewer.has(Role.SPECIALIST) and bool(viewer.functions & journey.functions)


def check_can_act_as_person(viewer: Viewer, journey: JourneyAccess) -> None:
    if not can_act_as_person(viewer, journey):
        raise NotYours("We cannot find this journey among yours.")


def can_act_as_person(viewer: Viewer, journey: JourneyAccess) -> bool:
    """Only the person acts in the person's place."""
    return owns(viewer, journey)


def check_can_act_as_staff(viewer: Viewer, journey: JourneyAccess) -> None:
    check_can_open_journey(viewer, journey)
    if not can_act_as_staff(viewer, journey):
        raise NotYourAct("Only somebody who works on this journey can do this.")


def can_act_as_staff(viewer: Viewer, journey: JourneyAccess) -> bool:
    """Everybody of the staff who may open it; a person's own journey they live like anybody else."""
    return viewer.is_staff and not owns(viewer, journey) and can_open_journey(viewer, journey)


def check_can_guide(viewer: Viewer, journey: JourneyAccess) -> None:
    check_can_open_journey(viewer, journey)
    if not can_guide(viewer, journey):
        raise NotYourAct("Only the guide, or the person who stands in for the guide, can do this.")


def can_guide(viewer: Viewer, journey: JourneyAccess) -> bool:
    return stays_with(viewer, journey) and not owns(viewer, journey)


def check_can_name_guide(viewer: Viewer, journey: JourneyAccess) -> None:
    check_can_open_journey(viewer, journey)
    if not can_name_guide(viewer, journey):
        raise NotYourAct("Only a guide or the lead of this office can say who stays with a journey.")


def can_name_guide(viewer: Viewer, journey: JourneyAccess) -> bool:
    """Guides cover for each other within an office, so that a guide is never lost."""
    here = journey.unit in viewer.units and (viewer.has(Role.GUIDE) or viewer.has(Role.LEAD))
    return viewer.is_staff and not owns(viewer, journey) and (here or stays_with(viewer, journey))
