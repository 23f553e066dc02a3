"""Who may see the logs that were uploaded, and who may change or delete one."""

from throughline.people.circle import can_see_circle
from throughline.people.journeys import NotYourAct, NotYours
from throughline.people.viewer import Role, Viewer


def check_can_see_logs(viewer: Viewer) -> None:
    if not can_see_logs(viewer):
        raise NotYours("Logs are for people who lead an office, design the service or own the strategy.")


def can_see_logs(viewer: Viewer) -> bool:
    """A log tells of other people's work, row by row: for those who answer for a part of the service."""
    return can_see_circle(viewer)


def check_can_change_log(viewer: Viewer, *, staff: str) -> None:
    check_can_see_logs(viewer)
    if not can_change_log(viewer, staff=staff):
        raise NotYourAct("Only the person who uploaded this log, or a leader, can do this.")


def can_change_log(viewer: Viewer, *, staff: str) -> bool:
    """Whoever uploaded it, and those who own the strategy: also to read examples of its rows."""
    return can_see_logs(viewer) and (viewer.staff == staff or viewer.has(Role.LEADER))
