"""The ride of the live record: sentences first, then two journeys, then every measure with its spread."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from throughline.eventlog.thread_svg import wide
from throughline.eventlog.thread_tall import tall
from throughline.eventlog.thread_words import in_words
from throughline.ids import UnitId
from throughline.insight.measures.catalogue import Tier
from throughline.people import Viewer
from throughline.people.workspace import check_can_see_insight
from throughline.queries.workspace_insight import FEW, OneJourney, RidePage, Told, ride_page
from throughline.queries.workspace_words import units_here
from throughline.ui.values import NavigationItem
from throughline.workspace.door import page, staff_page
from throughline.workspace.ride_places import ride_tabs


@require_safe
@staff_page
def ride(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """What it is like to be on the receiving end, for everybody or for one office."""
    check_can_see_insight(viewer)
    units = units_here()
    asked = request.GET.get("office", "")
    unit = UnitId(asked) if asked in units else None
    found = ride_page(unit)
    shown = {
        "ride": found,
        "ride_tabs": ride_tabs(viewer, "insight"),
        "office": units.get(unit, "") if unit else "",
        "offices": tuple(_offices(units, unit)),
        "few": FEW,
        "counted": f"{found.journeys:,}" if found else "",
        "under_way": f"{found.under_way:,}" if found else "",
        "tiers": _tiers(found) if found else (),
        "pictures": [_picture(one, found) for one in found.threads] if found else (),
    }
    return page(request, viewer, "workspace/ride.html", shown, current="insight")


def _offices(units: dict[UnitId, str], current: UnitId | None) -> Iterator[NavigationItem]:
    here = reverse("workspace:insight")
    yield NavigationItem(text=_("Everybody"), url=here, current=current is None)
    for unit, title in units.items():
        yield NavigationItem(text=title, url=f"{here}?office={unit}", current=unit == current)


def _tiers(found: RidePage) -> list[dict[str, object]]:
    words = {
        Tier.OUTCOME: _("What became of it"),
        Tier.EXPERIENCE: _("What the person went through"),
        Tier.PROCESS: _("How we worked"),
    }
    return [
        {
            "title": words[tier],
            "measures": [
                {"one": one, "picture": mark_safe(one.picture) if isinstance(one, Told) else ""}  # noqa: S308
                for one in found.of_tier(tier)
            ],
        }
        for tier in Tier
        if found.of_tier(tier)
    ]


def _picture(one: OneJourney, found: RidePage) -> dict[str, object]:
    """Both journeys on one scale, in days from their start. Safe: the drawing escapes what it says."""
    longest = max(other.thread.length for other in found.threads)
    return {
        "title": _("A journey in the middle")
        if one.share <= 0.5
        else _("A long journey: one in ten took longer"),
        "length": one.length,
        "wide": mark_safe(wide(one.thread, span=longest, in_days=True)),  # noqa: S308
        "tall": mark_safe(tall(one.thread)),  # noqa: S308
        "words": in_words(one.thread),
    }
