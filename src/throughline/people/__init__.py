"""Who may: rules in pairs, apart from whether it is time. Nothing here looks at a request or a table."""

from throughline.people.viewer import ANONYMOUS, Role, Viewer

__all__ = ["ANONYMOUS", "Role", "Viewer"]
