"""The strategy: what we promise everybody, what we believe, and whether the numbers bear it out."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from throughline.people import Viewer
from throughline.queries.circle_here import CircleHere
from throughline.queries.circle_strategy import AssumptionShown, CommitmentShown, Evidence, strategy_page
from throughline.strategy.standing import Stand
from throughline.workspace.circle_door import circle_page, circle_shown


@require_safe
@circle_page("strategy")
def strategy(request: HttpRequest, viewer: Viewer, here: CircleHere) -> HttpResponse:
    found = strategy_page(here)
    shown = {"strategy": found, "commitments": [_commitment(one) for one in found.commitments]}
    return circle_shown(request, viewer, "strategy.html", shown, current="strategy")


def _commitment(one: CommitmentShown) -> dict[str, object]:
    return {
        "one": one.commitment,
        "stand": _stand(one.stand),
        "evidence": [_evidence(held) for held in one.evidence],
        "served_by": one.served_by,
        "rest_on": [_assumption(held) for held in one.rest_on],
    }


def _assumption(one: AssumptionShown) -> dict[str, object]:
    return {
        "one": one.assumption,
        "stand": _stand(one.stand),
        "evidence": [_evidence(held) for held in one.evidence],
    }


def _stand(stand: Stand) -> dict[str, str]:
    """A word and a look. What nobody measured is hatched."""
    words = {
        Stand.KEPT: ("kept", _("Kept")),
        Stand.BROKEN: ("broken", _("Not kept")),
        Stand.HOLDS: ("done", _("Holds so far")),
        Stand.SHOWN_WRONG: ("broken", _("Shown wrong")),
        Stand.CANNOT_TELL: ("neutral", _("Cannot tell yet")),
        Stand.UNMEASURED: ("unmeasured", _("Unmeasured")),
    }
    look, word = words[stand]
    return {"look": look, "word": word}


def _evidence(one: Evidence) -> dict[str, object]:
    words = {"met": _("yes"), "missed": _("no"), "cannot tell": _("cannot tell")}
    return {"one": one, "answer": words.get(one.standing, _("unmeasured"))}
