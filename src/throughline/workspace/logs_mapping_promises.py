"""Which columns hold a date that was promised, what promised it and what kept it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from throughline.intake.mapping import Mapping as Told
from throughline.intake.mapping import PromiseTold
from throughline.ui.fields import Choice, Field, FieldKind
from throughline.ui.values import Problem

LONGEST = 60
MOST = 20
"""So many promises are read back; a mapping file can tell of more."""


@dataclass(frozen=True, kw_only=True)
class PromiseLine:
    """One promise as it stands on the page, whole or not."""

    due: str = ""
    kept: str = ""
    made: str = ""
    name: str = ""

    @property
    def key(self) -> str:
        """What it is called; without a name, like its column."""
        return self.name or self.due


def lines_of(told: Told) -> tuple[PromiseLine, ...]:
    """The promises that a mapping tells."""
    return tuple(
        PromiseLine(due=one.due, kept=one.kept, made=one.made or "", name=name)
        for name, one in told.promises.items()
    )


def read_promises(request: HttpRequest, told: Told) -> tuple[PromiseLine, ...]:
    """What was posted; a line without a column is no promise."""
    if "promises-asked" not in request.POST:
        return lines_of(told)
    read = (_line(request, place) for place in range(MOST))
    return tuple(line for line in read if line.due)


def _line(request: HttpRequest, place: int) -> PromiseLine:
    def said(part: str) -> str:
        return request.POST.get(f"promise-{part}-{place}", "").strip()

    return PromiseLine(due=said("due"), kept=said("kept"), made=said("made"), name=said("name")[:LONGEST])


def promises_of(lines: Sequence[PromiseLine]) -> dict[str, PromiseTold]:
    """Those that are whole, as a mapping tells them."""
    return {
        one.key: PromiseTold(due=one.due, kept=one.kept, made=one.made or None) for one in lines if one.kept
    }


def promise_problems(
    lines: Sequence[PromiseLine], dates: Sequence[str], activities: Sequence[str], at: str
) -> Iterator[Problem]:
    """What is no promise yet, each at its question."""
    for place, one in enumerate(lines):
        if one.due == at:
            message = _("The column %(name)s is when it happened. What was promised has a column of its own.")
            yield Problem(message=message % {"name": one.due}, field=f"promise-due-{place}")
        elif one.due not in dates:
            message = _("Choose a column with dates. The log has none called %(name)s.")
            yield Problem(message=message % {"name": one.due}, field=f"promise-due-{place}")
        if one.kept not in activities:
            message = _("Choose what keeps the promise of the column %(name)s.")
            yield Problem(message=message % {"name": one.due}, field=f"promise-kept-{place}")
        elif one.made == one.kept:
            message = _("%(name)s cannot make a promise and keep it at once. Choose another one.")
            yield Problem(message=message % {"name": one.kept}, field=f"promise-made-{place}")
        elif one.made and one.made not in activities:
            message = _("Nothing in this log is called %(name)s. Choose what makes the promise.")
            yield Problem(message=message % {"name": one.made}, field=f"promise-made-{place}")
        if one.key in [other.key for other in lines[:place]]:
            message = _("Two promises are called %(name)s. Call one of them something else.")
            yield Problem(message=message % {"name": one.key}, field=f"promise-name-{place}")


def promises_shown(
    lines: Sequence[PromiseLine],
    columns: Sequence[tuple[str, str]],
    activities: Sequence[str],
    errors: Mapping[str, str],
) -> list[Sequence[Field]]:
    """The questions of each promise, and of one more. `columns` are those with dates, with their labels."""
    if not columns or not activities:
        return []
    shown = (*lines, PromiseLine())[:MOST]
    return [_questions(place, one, columns, activities, errors) for place, one in enumerate(shown)]


def _questions(
    place: int,
    line: PromiseLine,
    columns: Sequence[tuple[str, str]],
    activities: Sequence[str],
    errors: Mapping[str, str],
) -> Sequence[Field]:
    happened = tuple(Choice(value=name, label=name) for name in activities)
    dates = tuple(Choice(value=name, label=label) for name, label in columns)
    asked: Sequence[Mapping[str, Any]] = (
        {
            "name": "due",
            "label": _("The column with the promised date"),
            "choices": (Choice(value="", label=_("No promise")), *dates),
        },
        {
            "name": "kept",
            "label": _("What keeps it?"),
            "choices": (Choice(value="", label=_("Choose an activity")), *happened),
        },
        {
            "name": "made",
            "label": _("What makes it?"),
            "choices": (Choice(value="", label=_("It is made at the beginning")), *happened),
        },
    )
    selects = [
        Field(
            **{**one, "name": f"promise-{one['name']}-{place}"},
            kind=FieldKind.SELECT,
            value=getattr(line, one["name"]),
            error=errors.get(f"promise-{one['name']}-{place}", ""),
        )
        for one in asked
    ]
    name = Field(
        name=f"promise-name-{place}",
        label=_("What shall we call it? (optional)"),
        value=line.name,
        most=LONGEST,
        error=errors.get(f"promise-name-{place}", ""),
    )
    return (*selects, name)
