"""My people, and my office's people: who needs somebody first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from throughline.clock import now
from throughline.eventlog.thread_tiny import tiny
from throughline.ids import StaffId
from throughline.journey.events import Turn
from throughline.people import Role, Viewer
from throughline.people.journeys import NotYours
from throughline.queries.workspace_caseload import Case, Need, Show, Whom, caseload
from throughline.queries.workspace_guides import GuideLoad, guides_of
from throughline.queries.workspace_words import unit_title
from throughline.ui.dates import days_from_today, length_in_words
from throughline.ui.marks import Mark
from throughline.ui.values import NavigationItem
from throughline.workspace.door import page, staff_page

TURNS = {
    Turn.WITH_US: Mark.WITH_US,
    Turn.WITH_YOU: Mark.WITH_YOU,
    Turn.WITH_SOMEONE_ELSE: Mark.WITH_SOMEONE_ELSE,
}


@dataclass(frozen=True, kw_only=True)
class CaseRow:
    """A case with what is said about it in its row."""

    case: Case
    need: str
    urgent: bool
    turn: Mark | None
    turn_word: str
    thread: SafeString
    standing_in: bool


@require_safe
@staff_page
def mine(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """A guide's own people, and those they stand in for."""
    if viewer.staff is None or not viewer.has(Role.GUIDE):
        raise NotYours("Only guides have a caseload of their own.")
    show, named = _asked(request)
    at = now()
    found = caseload(
        Whom(staff=viewer.staff), at=at, show=show, named=named, after=request.GET.get("after", "")
    )
    shown = {
        "rows": [case_row(one, viewer, at) for one in found.cases],
        "show": show,
        "named": named,
        "filters": tuple(_filters(reverse("workspace:caseload"), show, named)),
        "next_url": _next(reverse("workspace:caseload"), found.next, show=show, named=named),
        "first_page": not request.GET.get("after"),
    }
    return page(request, viewer, "workspace/caseload.html", shown, current="caseload")


@require_safe
@staff_page
def office(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """A lead's view: how much each guide carries, and everybody's people."""
    if not viewer.has(Role.LEAD) or not viewer.units:
        raise NotYours("Only the lead of an office sees all of its people.")
    show, named = _asked(request)
    at, units = now(), tuple(sorted(viewer.units))
    guides = guides_of(units, at=at)
    chosen = _guide_asked(request, guides)
    whom = Whom(staff=chosen.staff, units=units) if chosen else Whom(units=units)
    found = caseload(whom, at=at, show=show, named=named, after=request.GET.get("after", ""))
    guide = chosen.staff if chosen else ""
    here = reverse("workspace:office")
    shown = {
        "rows": [case_row(one, viewer, at) for one in found.cases],
        "guides": guides,
        "guide": chosen,
        "units": [unit_title(unit) for unit in units],
        "show": show,
        "named": named,
        "filters": tuple(_filters(here, show, named, guide=guide)),
        "next_url": _next(here, found.next, show=show, named=named, guide=guide),
        "first_page": not request.GET.get("after"),
    }
    return page(request, viewer, "workspace/office.html", shown, current="office")


def _asked(request: HttpRequest) -> tuple[Show, str]:
    show = request.GET.get("show", "")
    return Show(show) if show in set(Show) else Show.ALL, request.GET.get("name", "").strip()[:80]


def _guide_asked(request: HttpRequest, guides: tuple[GuideLoad, ...]) -> GuideLoad | None:
    asked = StaffId(request.GET.get("guide", ""))
    return next((one for one in guides if one.staff == asked), None)


def _filters(url: str, current: Show, named: str, *, guide: str = "") -> Iterator[NavigationItem]:
    words = {
        Show.ALL: _("Everybody"),
        Show.FOR_ME: _("Waiting for us"),
        Show.PROMISES: _("Promises"),
        Show.QUIET: _("Heard nothing"),
        Show.STAND_IN: _("Stand-ins"),
        Show.ENDED: _("After the end"),
    }
    for show, text in words.items():
        yield NavigationItem(
            text=text, url=_url(url, show=show, name=named, guide=guide), current=show is current
        )


def _url(url: str, **asked: str) -> str:
    given = {key: value for key, value in asked.items() if value and value != Show.ALL}
    return f"{url}?{urlencode(given)}" if given else url


def _next(url: str, after: str, *, show: Show, named: str, guide: str = "") -> str:
    return _url(url, show=show, name=named, guide=guide, after=after) if after else ""


def case_row(case: Case, viewer: Viewer, at: datetime) -> CaseRow:
    return CaseRow(
        case=case,
        need=need_words(case),
        urgent=case.need in {Need.LATE, Need.UNANSWERED, Need.UNCOVERED},
        turn=TURNS[case.turn] if case.turn else None,
        turn_word=_("With %(name)s") % {"name": case.name}
        if case.turn is Turn.WITH_YOU and case.name
        else "",
        thread=drawn(case, at),
        standing_in=viewer.staff is not None and case.stand_in == viewer.staff,
    )


def drawn(case: Case, at: datetime) -> SafeString:
    """The tiny thread. Safe: `tiny` writes only its own shapes and escapes what it says."""
    said = _("%(length)s so far, last word from us %(days)s") % {
        "length": length_in_words(case.thread.until - case.thread.start),
        "days": days_from_today(case.heard),
    }
    return mark_safe(tiny(case.thread, said))  # noqa: S308


def need_words(case: Case) -> str:
    """Why this case stands where it stands."""
    match case.need:
        case Need.LATE:
            return _("We broke a promise and it is still open")
        case Need.UNANSWERED:
            said = ngettext(
                "%(n)d message without an answer", "%(n)d messages without an answer", case.unanswered
            )
            return said % {"n": case.unanswered}
        case Need.MINE:
            return _("A step is yours to do")
        case Need.UNCOVERED:
            return _("The guide is away and nobody stands in")
        case Need.DUE_SOON:
            return _("A promise comes due")
        case Need.QUIET:
            return _("%(length)s without a word from us") % {"length": length_in_words(case.quiet)}
        case Need.NOTHING:
            return ""
