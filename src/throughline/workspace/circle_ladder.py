"""The ladder: what became of people, what they went through, how we worked."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from throughline.ids import UnitId
from throughline.insight.rung import Known, Tier
from throughline.people import Viewer
from throughline.queries.circle_here import CircleHere
from throughline.queries.circle_ladder import LadderPage, RungShown, RungUnmeasured, ladder_page
from throughline.ui.values import NavigationItem
from throughline.workspace.circle_door import circle_page, circle_shown

Rungs = tuple[RungShown | RungUnmeasured, ...]


@require_safe
@circle_page("ladder")
def ladder(request: HttpRequest, viewer: Viewer, here: CircleHere) -> HttpResponse:
    """The whole service, or one office."""
    asked = request.GET.get("office", "")
    unit = UnitId(asked) if asked in here.units else None
    found = ladder_page(here, unit)
    shown = {
        "ladder": found,
        "service": here.blueprint.title,
        "office": here.units[unit] if unit else "",
        "offices": tuple(_offices(here, unit)),
        "steps": tuple(_steps(found)),
    }
    return circle_shown(request, viewer, "ladder.html", shown, current="ladder")


def _offices(here: CircleHere, current: UnitId | None) -> Iterator[NavigationItem]:
    address = reverse("workspace:ladder")
    yield NavigationItem(text=_("All offices"), url=address, current=current is None)
    for unit in here.units:
        yield NavigationItem(
            text=here.short_names[str(unit)], url=f"{address}?office={unit}", current=unit == current
        )


def _steps(found: LadderPage) -> Iterator[dict[str, object]]:
    titles = {
        Tier.OUTCOME: (_("Outcome"), _("What became of people")),
        Tier.EXPERIENCE: (_("Experience"), _("What people went through")),
        Tier.PROCESS: (_("Process"), _("How we worked")),
    }
    for tier, rungs in found.tiers:
        name, title = titles[tier]
        yield {"tier": tier, "name": name, "title": title, "groups": tuple(_groups(rungs))}


def _groups(rungs: Rungs) -> Iterator[dict[str, object]]:
    """What people told us stands apart from what the record shows."""
    words = {Known.REPORTED: _("What people told us"), Known.OBSERVED: _("What the record shows")}
    for known, title in words.items():
        mine = [one for one in rungs if _known(one) is known]
        if mine:
            yield {"title": title, "rungs": [_card(one) for one in mine]}
    nothing = [one for one in rungs if _known(one) is None]
    if nothing:
        yield {"title": "", "rungs": [_card(one) for one in nothing]}


def _known(one: RungShown | RungUnmeasured) -> Known | None:
    rung = one.reading.rung if isinstance(one, RungShown) else one.unmeasured.rung
    return rung.known if rung else None


def _card(one: RungShown | RungUnmeasured) -> dict[str, object]:
    """Safe: the drawing escapes what it says."""
    picture = mark_safe(one.picture)  # noqa: S308
    if isinstance(one, RungUnmeasured):
        return {"unmeasured": one.unmeasured, "rung": one.unmeasured.rung, "picture": picture}
    reading = one.reading
    return {
        "rung": reading.rung,
        "one": one,
        "reading": reading,
        "picture": picture,
        "coverage": f"{reading.coverage:.0%}",
        "course": _course(one),
        "stand": _stand(one),
    }


def _course(one: RungShown) -> str:
    course = one.reading.trend.course if one.reading.trend else ""
    words = {
        "getting better": _("getting better"),
        "getting worse": _("getting worse"),
        "no clear direction": _("no clear direction"),
    }
    return words.get(str(course), _("too early to see a direction"))


def _stand(one: RungShown) -> dict[str, str]:
    """A word and a look; only what is met for sure is shown as kept."""
    words = {
        "met": ("kept", _("Target met")),
        "missed": ("broken", _("Target missed")),
        "cannot tell": ("neutral", _("Cannot tell yet")),
        "no target": ("", ""),
    }
    look, word = words[str(one.reading.standing)]
    return {"look": look, "word": word}
