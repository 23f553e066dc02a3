"""A journey at a glance, and the documents that were given in it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from throughline.eventlog.thread import Thread
from throughline.eventlog.thread_svg import wide
from throughline.eventlog.thread_tall import tall
from throughline.eventlog.thread_words import in_words
from throughline.journey.state import PromiseStatus
from throughline.queries.documents import document_of
from throughline.queries.workspace_journey import Glance, glance
from throughline.queries.workspace_lines import LetterLine, PromiseLine
from throughline.ui.dates import day_in_words
from throughline.ui.marks import Mark
from throughline.ui.values import Letter
from throughline.workspace.caseload import TURNS
from throughline.workspace.here import Here, journey_page, on_journey


@require_safe
@on_journey
def at_a_glance(request: HttpRequest, here: Here) -> HttpResponse:
    found = glance(here.file, at=here.at)
    shown = {
        "glance": found,
        "notices": tuple(_notices(here, found)),
        "thread": drawn(found.thread),
        "steps": _steps(here, found),
        "standing": [_promise(line) for line in found.promises if line.standing],
        "settled": [_promise(line) for line in found.promises if not line.standing],
        "settled_words": settled_words(found.promises),
        "letters": [letter(one, here) for one in found.letters],
        "notes": [letter(one, here) for one in found.notes],
        "after": _after(here),
    }
    return journey_page(request, here, "workspace/journey/glance.html", shown)


@require_safe
@on_journey
def document(request: HttpRequest, here: Here, document: str) -> HttpResponse:
    """A file as it was given: saved, never run, never shown inside our own page."""
    found = document_of(here.journey, document)
    response = HttpResponse(found.body, content_type=found.media_type)
    response["Content-Disposition"] = found.disposition
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def _notices(here: Here, found: Glance) -> Iterator[str]:
    """What somebody should do something about, said before everything else."""
    state, named = here.file.state, {"name": here.file.called, "guide": here.file.guide_name}
    if state.unanswered:
        n = state.unanswered
        said = ngettext(
            "%(name)s wrote and waits for an answer.",
            "%(name)s wrote %(n)d times and waits for an answer.",
            n,
        )
        yield said % {**named, "n": n}
    still_open = {line.one.step.id for line in found.steps}
    broken = [one for one in found.promises if one.held.status is PromiseStatus.BROKEN]
    for line in broken:
        if line.held.step in still_open:
            yield _("We broke a promise that is still open: “%(what)s” It was due on %(day)s.") % {
                "what": line.title,
                "day": day_in_words(line.held.due),
            }
    if state.open and here.file.guide_away and not state.stand_in:
        yield _("%(guide)s is away and nobody stands in. Somebody of this office should take over.") % named


def drawn(thread: Thread) -> Mapping[str, Any]:
    """The thread for wide and for narrow screens, and in words. Safe: the drawing escapes what it says."""
    return {"wide": mark_safe(wide(thread)), "tall": mark_safe(tall(thread)), "words": in_words(thread)}  # noqa: S308


def _steps(here: Here, found: Glance) -> list[dict[str, Any]]:
    return [
        {"line": line, "turn": TURNS[line.one.turn], "mine": here.may_work_on(line.one)}
        for line in found.steps
    ]


def _promise(line: PromiseLine) -> tuple[PromiseLine, Mark, str]:
    return line, promise_mark(line), promise_word(line)


def settled_words(lines: Sequence[PromiseLine]) -> str:
    """How many were kept and how many broken, for the fold that holds them."""
    kept = sum(line.held.status is PromiseStatus.KEPT for line in lines)
    broken = sum(line.held.status is PromiseStatus.BROKEN for line in lines)
    return _("Settled: %(kept)d kept, %(broken)d broken") % {"kept": kept, "broken": broken}


def promise_mark(line: PromiseLine) -> Mark:
    match line.held.status:
        case PromiseStatus.KEPT:
            return Mark.KEPT
        case PromiseStatus.BROKEN:
            return Mark.BROKEN
        case PromiseStatus.RELEASED:
            return Mark.NEUTRAL
        case PromiseStatus.RUNNING | PromiseStatus.PAUSED:
            return Mark.RENEGOTIATED if line.held.renegotiated else Mark.MADE


def promise_word(line: PromiseLine) -> str:
    match line.held.status:
        case PromiseStatus.PAUSED:
            return _("The clock stands still: it is not with us")
        case PromiseStatus.RELEASED:
            return _("No longer needed")
        case _:
            return ""


def letter(line: LetterLine, here: Here) -> Letter:
    who = line.who or (_("Us") if line.from_us else here.file.called)
    written_down = not line.from_us and line.who
    sender = (
        _("%(name)s, written down by %(who)s") % {"name": here.file.called, "who": line.who}
        if written_down
        else who
    )
    said = f"{sender}, {line.channel}" if line.channel else sender
    return Letter(text=line.text, sender=said, at=line.at, sent=line.from_us, about=line.about)


def _after(here: Here) -> Mapping[str, Any] | None:
    """What happens after the end: duties, introductions, check-ins, outcomes."""
    state, blueprint = here.file.state, here.file.blueprint
    if state.ended_at is None:
        return None
    transition = blueprint.transition if state.transition_at else None
    return {
        "ending": blueprint.ending_by_id[state.ending] if state.ending else None,
        "duties": [(one, state.duties.get(one.id)) for one in transition.duties] if transition else [],
        "introductions": [(one, state.introductions.get(one.id)) for one in transition.introductions]
        if transition
        else [],
        "check_ins": [
            (one, state.check_ins_sent.get(one.id), state.check_ins_answered.get(one.id))
            for one in blueprint.aftercare
        ]
        if transition
        else [],
        "outcomes": [
            (one.question, state.outcomes[one.id]) for one in blueprint.outcomes if one.id in state.outcomes
        ],
    }
