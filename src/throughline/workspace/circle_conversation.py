"""One conversation: its question, its evidence, what was decided, and whether the change worked."""

from django.http import HttpRequest, HttpResponse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from throughline.clock import now
from throughline.insight.verification_judging import Result
from throughline.people import Viewer
from throughline.people.circle import can_decide, check_can_see_circle
from throughline.queries.circle_conversation import (
    ChangeShown,
    ConversationPage,
    NoteShown,
    conversation_page,
)
from throughline.queries.circle_signals import SignalShown
from throughline.strategy.conversation import Decided, Decision, Phase
from throughline.workspace.circle_door import circle_shown
from throughline.workspace.circle_signals import phase, signal_card
from throughline.workspace.door import staff_page


@require_safe
@staff_page
def conversation(request: HttpRequest, viewer: Viewer, conversation: str) -> HttpResponse:
    check_can_see_circle(viewer)
    found = conversation_page(conversation, at=now())
    held = found.conversation
    shown = {
        "page": found,
        "held": held,
        "phase": phase(held.phase),
        "evidence": [_evidence(one) for one in found.evidence],
        "decisions": [_decision(one, found) for one in held.decisions],
        "changes": [_change(one) for one in found.changes],
        "deciding": can_decide(viewer) and held.is_open,
        "planning": held.phase is Phase.PLANNING,
        "live": held.phase is Phase.LIVE,
        "checked": held.phase is Phase.CHECKED,
    }
    return circle_shown(request, viewer, "conversation.html", shown, current="signals")


def decision_word(decision: Decision) -> str:
    return {
        Decision.CHANGE: _("Change the design"),
        Decision.INVESTIGATE: _("Look into it"),
        Decision.ACCEPT: _("Accept it as it is"),
        Decision.MEASUREMENT_FAULT: _("The measurement was at fault"),
    }[decision]


def _evidence(one: SignalShown | NoteShown) -> dict[str, object]:
    if isinstance(one, NoteShown):
        return {"one": one, "is_signal": False, "at": one.note.at}
    return {**signal_card(one), "at": one.at}


def _decision(one: Decided, found: ConversationPage) -> dict[str, object]:
    return {"one": one, "word": decision_word(one.decision), "by": found.decided_by[one.by]}


def _change(one: ChangeShown) -> dict[str, object]:
    """Safe: the drawing escapes what it says. Only what worked may be shown as kept."""
    verdict = one.change.check.verdict if one.change.check else None
    words = {
        Result.WORKED: ("kept", _("It worked")),
        Result.PROCESS_MOVED: ("neutral", _("The process moved")),
        Result.NO_EFFECT: ("neutral", _("No effect")),
        Result.HARMED: ("broken", _("It did harm")),
        Result.INCONCLUSIVE: ("neutral", _("We cannot tell")),
    }
    look, word = words[verdict.result] if verdict else ("", "")
    return {
        "one": one,
        "plan": one.change.plan,
        "verdict": verdict,
        "look": look,
        "word": word,
        "picture": mark_safe(one.picture),  # noqa: S308
    }
