"""The two rides beside each other: of our own record, and of logs from elsewhere."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from throughline.people import Viewer
from throughline.people.logs import can_see_logs
from throughline.ui.values import NavigationItem


def ride_tabs(viewer: Viewer, current: str) -> tuple[NavigationItem, ...]:
    """Nothing for those who see only one of them."""
    return tuple(_tabs(current)) if can_see_logs(viewer) else ()


def _tabs(current: str) -> Iterator[NavigationItem]:
    for name, text in (("insight", _("Our own record")), ("logs", _("Logs from elsewhere"))):
        yield NavigationItem(text=text, url=reverse(f"workspace:{name}"), current=name == current)
