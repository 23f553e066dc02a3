"""My function's queue: what was offered, what was asked, and the steps that are open."""

from collections.abc import Iterator, Mapping
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from throughline.clock import now
from throughline.ids import FunctionId, UnitId
from throughline.people import Viewer
from throughline.people.journeys import NotYours
from throughline.people.workspace import check_can_see_queue
from throughline.queries.workspace_queue import Pick, Place, queue
from throughline.queries.workspace_words import function_here, unit_title
from throughline.ui.values import NavigationItem
from throughline.workspace.door import page, staff_page


@require_safe
@staff_page
def mine(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    place = _place(request, viewer)
    picked = request.GET.get("pick", "")
    pick = Pick(picked) if picked in set(Pick) else Pick.OURS
    at = now()
    found = queue(place, viewer=viewer.staff, at=at, pick=pick, after=request.GET.get("after", ""))
    shown = {
        "queue": found,
        "pick": pick,
        "function": function_here(place.function),
        "unit": unit_title(place.unit),
        "filters": tuple(_filters(place, pick)),
        "others": tuple(_others(viewer, place)),
        "next_url": _url(place, pick=pick, after=found.next) if found.next else "",
        "first_page": not request.GET.get("after"),
        "at": at,
    }
    return page(request, viewer, "workspace/queue.html", shown, current="queue")


def _place(request: HttpRequest, viewer: Viewer) -> Place:
    """The queue that was asked for, or the first of the viewer's own."""
    units, functions = sorted(viewer.units), sorted(viewer.functions)
    if not units or not functions:
        raise NotYours("You work in no function of an office, so there is no queue of yours.")
    unit = UnitId(request.GET.get("office", "") or units[0])
    function = FunctionId(request.GET.get("function", "") or functions[0])
    check_can_see_queue(viewer, unit=unit, function=function)
    return Place(unit=unit, function=function)


def _filters(place: Place, current: Pick) -> Iterator[NavigationItem]:
    words: Mapping[Pick, str] = {
        Pick.OURS: _("To do"),
        Pick.MINE: _("Mine"),
        Pick.FREE: _("Nobody has it"),
        Pick.LATE: _("Late"),
        Pick.WITH_THEM: _("Waiting for the person"),
    }
    for pick, text in words.items():
        yield NavigationItem(text=text, url=_url(place, pick=pick), current=pick is current)


def _others(viewer: Viewer, here: Place) -> Iterator[NavigationItem]:
    """The viewer's other queues, where somebody works for several offices or functions."""
    places = [
        Place(unit=unit, function=one) for unit in sorted(viewer.units) for one in sorted(viewer.functions)
    ]
    if len(places) < 2:
        return
    for place in places:
        text = f"{function_here(place.function)}, {unit_title(place.unit)}"
        yield NavigationItem(text=text, url=_url(place), current=place == here)


def _url(place: Place, *, pick: Pick = Pick.OURS, after: str = "") -> str:
    given = {"office": place.unit, "function": place.function, "pick": pick, "after": after}
    asked = {key: value for key, value in given.items() if value and value != Pick.OURS}
    return f"{reverse('workspace:queue')}?{urlencode(asked)}"
