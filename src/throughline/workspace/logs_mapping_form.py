"""What somebody chose on the page of a log's mapping: read back, checked, and turned into a mapping."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from throughline.intake.mapping import AttributeKind, check_zone
from throughline.intake.mapping import Mapping as Told
from throughline.intake.meanings import Meaning, Means, meaning_of, unclear_endings, with_meanings
from throughline.queries.logs import LookedAt
from throughline.refused import Refused
from throughline.ui.values import Problem
from throughline.workspace.logs_mapping_objects import filled, object_problems, read_objects
from throughline.workspace.logs_mapping_promises import (
    PromiseLine,
    lines_of,
    promise_problems,
    promises_of,
    read_promises,
)

NEEDED = ("journey", "name", "at")
ASKED = (*NEEDED, "person", "function", "unit")
MOST = 250
"""So many activities are asked about, the most frequent; a mapping file can tell of more."""


@dataclass(frozen=True)
class Column:
    """One column of the log, for whoever chooses."""

    name: str
    examples: Sequence[str]
    times: int
    naive: int
    day_first: str
    month_first: str
    values: Sequence[Sequence[Any]]  # pairs of a text and a number, from JSON
    filled: int = 0
    year_first: str = ""

    @property
    def label(self) -> str:
        return f"{self.name} – {self.examples[0][:40]}" if self.examples else self.name

    @property
    def holds_dates(self) -> bool:
        """Nearly everything in it is one."""
        return self.times >= 0.9 * self.filled > 0

    @property
    def activities(self) -> list[str]:
        """Its values, where they are few enough to be activities."""
        return [str(name) for name, _count in self.values]


Columns = Mapping[str, Column]


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """Which column holds what, and the mapping that follows."""

    sources: Mapping[str, str]
    told: Told
    unclear: frozenset[str] = frozenset()
    """Endings that are said to be the goal and not to be it."""
    promises: Sequence[PromiseLine] = ()
    """Also those that are not whole yet."""

    def source(self, columns: Columns, ours: str) -> Column | None:
        return columns.get(self.sources[ours])


def columns_of(found: LookedAt) -> Columns:
    kept = [field.name for field in fields(Column)]
    return {
        one["name"]: Column(**{key: one[key] for key in kept if key in one})
        for one in found.looked["columns"]
    }


def first_choice(found: LookedAt, told: Told, columns: Columns) -> Chosen:
    """What the mapping says, and where it says nothing, what we would take."""
    taken = found.looked["taken"]
    known = told.not_told | filled(told)
    guessed = {ours: one["source"] for ours, one in taken.items() if ours not in known}
    sources = {ours: told.columns.get(ours) or guessed.get(ours, "") for ours in ASKED}
    return Chosen(
        sources={ours: name if name in columns else "" for ours, name in sources.items()},
        told=told,
        promises=lines_of(told),
    )


def read_choice(request: HttpRequest, found: LookedAt, told: Told, columns: Columns) -> Chosen:
    """What was posted, with everything that the mapping says and the page does not ask about."""
    posted = {ours: request.POST.get(f"column-{ours}", "") for ours in ASKED}
    sources = {ours: name if name in columns else "" for ours, name in posted.items()}
    others = {ours: name for ours, name in told.columns.items() if ours not in ASKED}
    at = columns.get(sources["at"])
    means = _means(request, columns, sources["name"])
    promises = read_promises(request, told)
    told = replace(told, object_types=read_objects(request, found, told))
    lacking = {ours for ours in ASKED[len(NEEDED) :] if not sources[ours]} - filled(told)
    said = replace(
        with_meanings(told, means),
        columns={**others, **{ours: name for ours, name in sources.items() if name}},
        not_told=(told.not_told - {*ASKED}) | lacking,
        promises=promises_of(promises),
        zone=request.POST.get("zone") or None,
        time_format=_time_format(request, told, at),
        attributes=_attributes(request, found, told, columns, {*sources.values()}),
    )
    return Chosen(sources=sources, told=said, unclear=unclear_endings(means), promises=promises)


def with_suggestions(chosen: Chosen, suggested: Mapping[str, Means]) -> Chosen:
    """Every suggestion taken for activities that nothing was said of yet."""
    means = {
        name: means
        for name, means in suggested.items()
        if meaning_of(chosen.told, name).meaning is Meaning.UNKNOWN
    }
    return replace(chosen, told=with_meanings(chosen.told, means))


def _attributes(
    request: HttpRequest, found: LookedAt, told: Told, columns: Columns, used: set[str]
) -> Mapping[str, AttributeKind | None]:
    """The columns that were ticked as describing the case, each read as before, or as we suggest."""
    if "attributes-asked" not in request.POST:
        return told.attributes
    kinds = {one["name"]: AttributeKind(one["value"]) for one in suggested_under(found, "attributes")}
    ticked = [name for name in request.POST.getlist("attribute") if name in columns and name not in used]
    return {name: told.attributes.get(name) or kinds.get(name) for name in ticked}


def suggested_under(found: LookedAt, key: str) -> list[Mapping[str, str]]:
    """The suggestions for one key of a mapping."""
    return [one for one in found.looked.get("suggested", ()) if one["key"] == key]


def _time_format(request: HttpRequest, told: Told, at: Column | None) -> str | None:
    """One of the two orders where nobody can tell them apart; otherwise what the mapping said."""
    if at is None or not at.day_first:
        return told.time_format
    asked = request.POST.get("order", "")
    return {"day": at.day_first, "month": at.month_first, "year": at.year_first}.get(asked) or None


def _means(request: HttpRequest, columns: Columns, source: str) -> dict[str, Means]:
    """What was said of each activity that the page showed. Their places are those of the column it showed."""
    if request.POST.get("activities-of", "") != source or source not in columns:
        return {}
    known = {one.value for one in Meaning}
    said = {}
    for place, (activity, _count) in enumerate(columns[source].values[:MOST]):
        meaning = request.POST.get(f"means-{place}", "")
        if meaning in known:
            said[activity] = Means(Meaning(meaning), request.POST.get(f"about-{place}", "")[:100])
    return said


def problems_of(chosen: Chosen, columns: Columns, found: LookedAt) -> Iterator[Problem]:
    """What cannot be measured like this, each at its question."""
    yield from _missing(chosen)
    yield from _twice(chosen)
    at = chosen.source(columns, "at")
    if at is not None:
        yield from _times(chosen.told, at)
    if chosen.told.unit_from_file and chosen.sources["unit"]:
        message = _(
            "Each file was said to be one office. Choose no column, or upload it as parts of one log."
        )
        yield Problem(message=message, field="column-unit")
    yield from object_problems(found, chosen.told, chosen.sources)
    yield from _promises(chosen, columns)
    if lacks_zone(chosen, columns):
        message = _("The times do not say in which zone they are. Choose where they were written.")
        yield Problem(message=message, field="zone")
    for ending in sorted(chosen.unclear):
        message = _("The ending “%(name)s” is said to be what they came for, and not to be it. Rename one.")
        yield Problem(message=message % {"name": ending}, field="activities")
    if chosen.told.zone:
        try:
            check_zone(chosen.told.zone, "zone")
        except Refused:
            yield Problem(message=_("Choose a time zone from the list."), field="zone")


def lacks_zone(chosen: Chosen, columns: Columns) -> bool:
    """Whether times, or dates that were promised, do not say where they were written, and nobody did."""
    times = {chosen.sources["at"], *(one.due for one in chosen.promises)}
    return not chosen.told.zone and any(columns[name].naive for name in times if name in columns)


def _promises(chosen: Chosen, columns: Columns) -> Iterator[Problem]:
    """What the page asks: without another date, or without activities, it asks nothing of promises."""
    named, at = chosen.source(columns, "name"), chosen.sources["at"]
    dates = [one.name for one in columns.values() if one.holds_dates and one.name != at]
    if named is not None and named.values and dates:
        yield from promise_problems(chosen.promises, dates, named.activities, at)


def _missing(chosen: Chosen) -> Iterator[Problem]:
    missing = {
        "journey": _("Choose the column that says which case it is."),
        "name": _("Choose the column that says what happened."),
        "at": _("Choose the column that says when it happened."),
    }
    for ours in NEEDED:
        if not chosen.sources[ours]:
            yield Problem(message=missing[ours], field=f"column-{ours}")


def _twice(chosen: Chosen) -> Iterator[Problem]:
    for place, ours in enumerate(ASKED):
        name = chosen.sources[ours]
        if name and name in [chosen.sources[other] for other in ASKED[:place]]:
            message = _("The column %(name)s is chosen twice. Each column holds one thing.")
            yield Problem(message=message % {"name": name}, field=f"column-{ours}")


def _office_twice(chosen: Chosen) -> Iterator[Problem]:
    if chosen.told.unit_from_file and chosen.sources["unit"]:
        message = _(
            "Each file was said to be one office. Choose no column, or upload it as parts of one log."
        )
        yield Problem(message=message, field="column-unit")


def _times(told: Told, at: Column) -> Iterator[Problem]:
    if not at.times and not told.time_format:
        message = _("We can read no times in the column %(name)s. Choose another one.")
        yield Problem(message=message % {"name": at.name}, field="column-at")
    if at.day_first and not told.time_format:
        yield Problem(message=_("Choose whether the day, the month or the year comes first."), field="order")
