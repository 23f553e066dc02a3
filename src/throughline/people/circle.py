"""Who sees how the service does against the strategy, who decides, and who may say what they have seen."""

from throughline.people.journeys import NotYourAct, NotYours
from throughline.people.viewer import Role, Viewer
from throughline.people.workspace import can_use_workspace


def check_can_see_circle(viewer: Viewer) -> None:
    if not can_see_circle(viewer):
        raise NotYours("This is for people who lead an office, design the service or own the strategy.")


def can_see_circle(viewer: Viewer) -> bool:
    """Numbers about offices: for those who lead one, design the service, or own the strategy."""
    return viewer.is_staff and any(viewer.has(role) for role in (Role.LEAD, Role.DESIGNER, Role.LEADER))


def check_can_decide(viewer: Viewer) -> None:
    check_can_see_circle(viewer)
    if not can_decide(viewer):
        raise NotYourAct(
            "A decision about the service is for those who own the strategy or design the service."
        )


def can_decide(viewer: Viewer) -> bool:
    """Leads bring evidence and questions; whoever owns the strategy or the design decides."""
    return viewer.is_staff and (viewer.has(Role.LEADER) or viewer.has(Role.DESIGNER))


def check_can_say_what_they_saw(viewer: Viewer) -> None:
    if not can_say_what_they_saw(viewer):
        raise NotYours("What is seen at the front line is written by people who work here.")


def can_say_what_they_saw(viewer: Viewer) -> bool:
    """Everybody who works here: who meets people sees first what numbers show later."""
    return can_use_workspace(viewer)
