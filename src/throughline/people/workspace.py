"""Who may use the workspace's pages that are not about one journey."""

from throughline.ids import FunctionId, UnitId
from throughline.people.journeys import NotYours
from throughline.people.viewer import Role, Viewer


def check_can_use_workspace(viewer: Viewer) -> None:
    if not can_use_workspace(viewer):
        raise NotYours("The workspace is for people who work here. Sign in with your work email address.")


def can_use_workspace(viewer: Viewer) -> bool:
    return viewer.is_staff and bool(viewer.roles)


def check_can_see_queue(viewer: Viewer, *, unit: UnitId, function: FunctionId) -> None:
    if not can_see_queue(viewer, unit=unit, function=function):
        raise NotYours("You see the queue of your own function, at your own office.")


def can_see_queue(viewer: Viewer, *, unit: UnitId, function: FunctionId) -> bool:
    if not viewer.is_staff or unit not in viewer.units:
        return False
    return viewer.has(Role.LEAD) or function in viewer.functions


def check_can_see_insight(viewer: Viewer) -> None:
    if not can_see_insight(viewer):
        raise NotYours("Insight is for people who work here.")


def can_see_insight(viewer: Viewer) -> bool:
    """Numbers about many journeys and about nobody: everybody who works here may see them."""
    return can_use_workspace(viewer)
