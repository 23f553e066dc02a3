"""What the top navigation shows of the circle, and to whom."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from throughline.people import Viewer
from throughline.people.circle import can_say_what_they_saw, can_see_circle


def circle_places(viewer: Viewer) -> Iterator[tuple[str, str]]:
    """The words, and the name of the address."""
    if can_see_circle(viewer):
        yield _("How we do"), "ladder"
    elif can_say_what_they_saw(viewer):
        yield _("What I have seen"), "what_i_saw"
