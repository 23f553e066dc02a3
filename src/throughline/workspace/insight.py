"""The ride of the live record: the eight parts of the report, over journeys that have ended."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from throughline.ids import UnitId
from throughline.people import Viewer
from throughline.people.workspace import check_can_see_insight
from throughline.queries.workspace_insight import live_asked, ride_page
from throughline.queries.workspace_words import units_here
from throughline.ui.values import NavigationItem
from throughline.workspace.asking import asked_shown, asking_of
from throughline.workspace.door import page, staff_page
from throughline.workspace.ride_places import ride_tabs
from throughline.workspace.task import REFUSED


@require_safe
@staff_page
def ride(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """What it is like to be on the receiving end, for everybody or for one office."""
    check_can_see_insight(viewer)
    units = units_here()
    unit = _office_of(request, units)
    found = ride_page(unit)
    shown = {
        "ride": found,
        "ride_tabs": ride_tabs(viewer, "insight"),
        "office": units.get(unit, "") if unit else "",
        "offices": tuple(_offices(units, unit)),
        "asked_url": reverse("workspace:insight_asked") + (f"?office={unit}" if unit else ""),
        "counted": f"{found.journeys:,}" if found else "",
        "under_way": f"{found.under_way:,}" if found else "",
    }
    return page(request, viewer, "workspace/ride.html", shown, current="insight")


@require_safe
@staff_page
def asked(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Its journeys in groups, or compared: of everybody, or of one office."""
    check_can_see_insight(viewer)
    units = units_here()
    unit = _office_of(request, units)
    asking = asking_of(request)
    found = live_asked(unit, asking)
    shown = {
        "ride_tabs": ride_tabs(viewer, "insight"),
        "office": units.get(unit, "") if unit else "",
        "unit": unit or "",
        **(asked_shown(found, asking) if found else {"problems": ()}),
    }
    status = REFUSED if shown["problems"] else 200
    return page(request, viewer, "workspace/ride_asked.html", shown, current="insight", status=status)


def _office_of(request: HttpRequest, units: dict[UnitId, str]) -> UnitId | None:
    """The office that the address names; none stands for everybody."""
    office = UnitId(request.GET.get("office", ""))
    return office if office in units else None


def _offices(units: dict[UnitId, str], current: UnitId | None) -> Iterator[NavigationItem]:
    here = reverse("workspace:insight")
    yield NavigationItem(text=_("Everybody"), url=here, current=current is None)
    for unit, title in units.items():
        yield NavigationItem(text=title, url=f"{here}?office={unit}", current=unit == current)
