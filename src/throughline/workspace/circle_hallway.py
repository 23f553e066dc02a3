"""The hallway: the offices side by side, fairly, and the two that differ most beside each other."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from throughline.eventlog.thread_svg import wide
from throughline.eventlog.thread_tall import tall
from throughline.eventlog.thread_words import in_words
from throughline.insight.hallway import ASSOCIATION
from throughline.insight.rung import Tier
from throughline.people import Viewer
from throughline.queries.circle_hallway import Compared, HallwayPage, chance, hallway_page
from throughline.queries.circle_here import CircleHere
from throughline.ui.fields import Choice
from throughline.workspace.circle_door import circle_page, circle_shown


@require_safe
@circle_page("hallway")
def hallway(request: HttpRequest, viewer: Viewer, here: CircleHere) -> HttpResponse:
    """One outcome, one experience and one process measure, to be chosen."""
    found = hallway_page(here, {tier: request.GET.get(tier.value, "") for tier in Tier})
    shown = {
        "hallway": found,
        "service": here.blueprint.title,
        "caution": ASSOCIATION,
        "choices": tuple(_choices(here, found)),
        "compared": [_shown(one) for one in found.compared],
        "better": here.names.get(found.apart.better, "") if found.apart else "",
        "worse": here.names.get(found.apart.worse, "") if found.apart else "",
        "order": chance(found.apart.chance_of_this_order) if found.apart else "",
        "threads": tuple(_threads(found)),
    }
    return circle_shown(request, viewer, "hallway.html", shown, current="hallway")


def _choices(here: CircleHere, found: HallwayPage) -> Iterator[dict[str, object]]:
    names = {Tier.OUTCOME: _("Outcome"), Tier.EXPERIENCE: _("Experience"), Tier.PROCESS: _("Process")}
    chosen = {one.rung.tier: one.rung.measure for one in found.compared}
    for tier, label in names.items():
        measures = [Choice(value=r.measure, label=r.called) for r in here.rungs if r.tier is tier]
        if measures:
            yield {"name": tier.value, "label": label, "measures": measures, "chosen": chosen.get(tier, "")}


def _shown(one: object) -> dict[str, object]:
    if isinstance(one, Compared):
        return {
            "one": one,
            "rung": one.rung,
            "picture": mark_safe(one.picture),  # noqa: S308 - the drawing escapes what it says
            "reliability": f"{one.hallway.reliability:.2f}",
        }
    return {"rung": getattr(one, "rung", None), "why": getattr(one, "why", "")}


def _threads(found: HallwayPage) -> Iterator[dict[str, object]]:
    """Both on one scale. Safe: the drawing escapes what it says."""
    longest = max((one.thread.length for one in found.threads), default=None)
    for one in found.threads:
        yield {
            "unit": one.unit,
            "length": one.length,
            "wide": mark_safe(wide(one.thread, span=longest, in_days=True)),  # noqa: S308
            "tall": mark_safe(tall(one.thread)),  # noqa: S308
            "words": in_words(one.thread),
        }
