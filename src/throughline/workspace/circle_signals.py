"""The inbox of signals: what was raised, how sure that is, and where we talk about it."""

from django.http import HttpRequest, HttpResponse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from throughline.clock import now
from throughline.insight.rung import Tier
from throughline.people import Viewer
from throughline.queries.circle_here import CircleHere
from throughline.queries.circle_signals import SignalShown, signals_page
from throughline.strategy.conversation import Phase
from throughline.workspace.circle_door import circle_page, circle_shown

LEAST = 0.001
"""Below this we do not write a figure: it would say nought."""


@require_safe
@circle_page("signals")
def signals(request: HttpRequest, viewer: Viewer, here: CircleHere) -> HttpResponse:
    found = signals_page(here, at=now())
    shown = {
        "inbox": found,
        "signals": [signal_card(one) for one in found.signals],
        "open": [{"line": one, "phase": phase(one.conversation.phase)} for one in found.open],
        "closed": [{"line": one, "phase": phase(one.conversation.phase)} for one in found.closed],
        "unwatched": len(found.review.unwatched) if found.review else 0,
    }
    return circle_shown(request, viewer, "signals.html", shown, current="signals")


def signal_card(one: SignalShown) -> dict[str, object]:
    """Safe: the drawing escapes what it says."""
    tiers = {
        Tier.OUTCOME: _("outcome"),
        Tier.EXPERIENCE: _("experience"),
        Tier.PROCESS: _("process"),
    }
    return {
        "one": one,
        "is_signal": True,
        "tier": tiers[one.signal.tier],
        "q": f"{one.signal.q:.1%}" if one.signal.q >= LEAST else _("less than one in a thousand"),
        "picture": mark_safe(one.picture),  # noqa: S308
    }


def phase(one: Phase) -> str:
    """Where a conversation stands, in words."""
    return {
        Phase.TALKING: _("Being talked about"),
        Phase.PLANNING: _("A change is being planned"),
        Phase.LIVE: _("A change is live"),
        Phase.CHECKED: _("The change was checked"),
        Phase.CLOSED: _("Closed"),
    }[one]
