"""Uploading a log: files go straight to their folder; everything else is a small form."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from zoneinfo import available_timezones

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from throughline.actions.log_arriving import forget_all
from throughline.actions.log_example import example_log
from throughline.actions.logs import LONGEST_NAME, NewLog, keep_log
from throughline.clock import now
from throughline.intake.mapping import Mapping
from throughline.intake.mapping_file import mapping_from
from throughline.intake.mapping_written import as_yaml
from throughline.people import Viewer
from throughline.people.journeys import NotYours
from throughline.queries.attempts import check_not_too_often
from throughline.queries.here import zone_here
from throughline.refused import Refused
from throughline.ui.fields import Choice, Field, FieldKind, with_posted
from throughline.ui.values import Problem
from throughline.workspace.logs import log_view, logs_shown
from throughline.workspace.logs_receiving import FILES, MAPPING, Receiving, too_much
from throughline.workspace.task import REFUSED

UPLOADS = 30
"""How many logs one person may upload within an hour."""
FAR_TOO_MUCH = 1 << 30
"""What is announced to be so much over the limit is not even listened to."""
TOO_LARGE = 413
KEPT_FOR = {"": None, "30": 30, "90": 90, "365": 365}


def check_uploads(viewer: Viewer) -> None:
    """Raises: TooOften."""
    check_not_too_often(f"log:{viewer.staff}", limit=UPLOADS, within=timedelta(hours=1), at=now())


@csrf_exempt  # checked below, once the files may be taken in
@require_http_methods(["GET", "HEAD", "POST"])
@log_view
def new(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    if request.method != "POST":
        return _page(request, viewer, _fields(), [])
    check_uploads(viewer)
    if int(request.META.get("CONTENT_LENGTH") or 0) > settings.THROUGHLINE_LOG_BYTES + FAR_TOO_MUCH:
        return _page(request, viewer, _fields(), [too_much(settings.THROUGHLINE_LOG_BYTES)], status=TOO_LARGE)
    receiving = Receiving(request, limit=settings.THROUGHLINE_LOG_BYTES)
    request.upload_handlers = [receiving]
    try:
        return _receive(request, viewer=viewer, receiving=receiving)
    finally:
        forget_all(receiving.arrived)
        receiving.forget_what_is_coming()


@csrf_protect
def _receive(request: HttpRequest, *, viewer: Viewer, receiving: Receiving) -> HttpResponse:
    typed = [with_posted(one, request.POST) for one in _fields()]
    problems = list(receiving.problems)
    if not receiving.arrived and not problems:
        problems.append(Problem(message=_("Choose a file."), field=FILES))
    mapping = Mapping()
    if not problems:
        try:
            mapping = _mapping(receiving, {one.name: one.value for one in typed})
        except Refused as refusal:
            problems.append(Problem(message=str(refusal), field=MAPPING))
    if problems:
        return _page(request, viewer, typed, problems, status=REFUSED)
    said = _said({one.name: one.value for one in typed}, mapping, confirmed=bool(receiving.mapping))
    try:
        log = keep_log(by=viewer, at=now(), files=receiving.arrived, said=said)
    except NotYours:
        raise
    except Refused as refusal:
        problem = Problem(message=str(refusal), field=FILES)
        return _page(request, viewer, typed, [problem], status=REFUSED)
    messages.success(request, _("We have your log. Nothing of it is shown to anybody without your role."))
    return redirect("workspace:log", log=log)


def _mapping(receiving: Receiving, typed: dict[str, str]) -> Mapping:
    """The mapping that came with the log, if one did, and the zone that was chosen beside it."""
    given = mapping_from(receiving.mapping, receiving.mapping_name) if receiving.mapping else Mapping()
    chosen = given.with_choices({}, zone=typed["zone"] or None)
    return replace(chosen, unit_from_file=given.unit_from_file or typed["files_are"] == "units")


def _said(typed: dict[str, str], mapping: Mapping, *, confirmed: bool) -> NewLog:
    return NewLog(
        name=typed["name"],
        mapping=as_yaml(mapping),
        confirmed=confirmed,
        delete_on=_day(typed["keep"]),
    )


def _day(keep: str) -> date | None:
    days = KEPT_FOR.get(keep)
    return now().date() + timedelta(days=days) if days else None


def _fields() -> list[Field]:
    return [
        Field(
            name="name",
            label=_("What shall we call it? (optional)"),
            hint=_("Left empty, it is called like its file."),
            most=LONGEST_NAME,
        ),
        Field(
            name="zone",
            label=_("In which time zone were its times written? (optional)"),
            hint=_("Only needed where times do not say it, such as 2026-03-02 09:00. We never guess it."),
            kind=FieldKind.SELECT,
            choices=tuple(zones()),
        ),
        Field(
            name="files_are",
            label=_("If you choose several files, what are they?"),
            kind=FieldKind.CHOICE,
            choices=(
                Choice(value="parts", label=_("Parts of one log")),
                Choice(value="units", label=_("One office each: the name of the file is the office")),
            ),
            value="parts",
        ),
        Field(
            name="keep",
            label=_("How long shall we keep it?"),
            kind=FieldKind.SELECT,
            choices=(
                Choice(value="", label=_("Until somebody deletes it")),
                Choice(value="30", label=_("30 days, then it deletes itself")),
                Choice(value="90", label=_("90 days, then it deletes itself")),
                Choice(value="365", label=_("A year, then it deletes itself")),
            ),
        ),
    ]


def zones() -> Iterator[Choice]:
    """Nobody's choice first, then the organisation's own, then all."""
    here = zone_here()
    yield Choice(value="", label=_("They say it themselves, or I do not know"))
    yield Choice(value=here, label=_("%(zone)s (here)") % {"zone": here.replace("_", " ")})
    for name in sorted(available_timezones()):
        if (
            name != here
            and ("/" in name or name == "UTC")
            and not name.startswith(("Etc/", "posix", "right"))
        ):
            yield Choice(value=name, label=name.replace("_", " "))


def _page(
    request: HttpRequest,
    viewer: Viewer,
    fields: Sequence[Field],
    problems: Sequence[Problem],
    *,
    status: int = 200,
) -> HttpResponse:
    said = {one.field: one.message for one in problems if one.field}
    shown: dict[str, Any] = {  # Django's own type for a template's context
        **{one.name: one for one in fields},
        "problems": problems,
        "files_error": said.get(FILES, ""),
        "mapping_error": said.get(MAPPING, ""),
        "megabytes": settings.THROUGHLINE_LOG_BYTES // 1024 // 1024,
        "example": example_log() is not None,
    }
    return logs_shown(request, viewer, "new.html", shown, status=status)
