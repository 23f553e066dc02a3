"""Flows: between which departments a journey waits, and how long.

The time between two neighbouring events belongs to the pair of places they happened at: from the one that
had it last to the one that did something next. A place is a department; in a log that names none it is a
kind of work. What the person does happens with the person. Whatever names no place is stepped over, except
before the first place and after the last: there the journey was nowhere that the log names.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

import ibis
from ibis import _
from ibis.expr.types import BooleanValue, StringValue

from throughline.insight.fetching import fetched
from throughline.insight.measures.carried import Carried
from throughline.insight.measures.kinds import ENDED, is_work
from throughline.insight.measures.scene import ORDER
from throughline.insight.measures.spells import open_time, spells

DAY_US = timedelta(days=1) // timedelta(microseconds=1)
THE_PERSON = "the person"
NOWHERE = "nobody named"
MOST_PAIRS = 400
"""So many pairs come out of the engine, the longest waits first; the rest is one sum."""


class Places(StrEnum):
    """What a journey moves between; or only what it waits for next, whatever came before."""

    FUNCTIONS = "departments"
    WORK = "kinds of work"
    NEXT = "next steps"


@dataclass(frozen=True, kw_only=True, slots=True)
class Wait:
    """Time from something at one place to the next thing at another, or at the same one."""

    before: str
    """Empty where only the next step is asked for."""
    after: str
    times: int
    journeys: int
    median_days: float
    days: float

    @property
    def is_inside(self) -> bool:
        """Whether it stayed where it was."""
        return self.before == self.after


@dataclass(frozen=True, kw_only=True, slots=True)
class Flows:
    """Every wait between neighbouring events, the longest in total first, in calendar days."""

    places: Places
    waits: tuple[Wait, ...]
    rest_days: float
    """Days in pairs beyond the ones that are listed."""
    open_days: float
    """All days for which journeys were open; more than the waits where some were opened again."""
    ended_only: bool = False
    """Whether journeys that have not ended were left out: what they wait for, nobody knows yet."""

    def share(self, days: float) -> float:
        """Days as a part of all open time."""
        return days / self.open_days if self.open_days else 0.0

    @property
    def still_open_days(self) -> float:
        """Open time after the last event of journeys that have not ended."""
        return max(0.0, self.open_days - self.rest_days - sum(wait.days for wait in self.waits))

    def top(self, most: int) -> tuple[Wait, ...]:
        """The longest waits in total."""
        return self.waits[:most]


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """What to ask an engine: the longest waits, and one row with all that was waited and all open time."""

    places: Places
    pairs: ibis.Table
    totals: ibis.Table


def flows_of(
    record: ibis.Table, carried: Carried, places: Places, *, now: datetime | None = None
) -> Flows | None:
    """Where the journeys of a record waited; None where it names no such places."""
    horizon = now or carried.last
    named = carried.functions if places is Places.FUNCTIONS else carried.names
    if horizon is None or not named:
        return None
    ended_only = carried.endings > 0
    asked = waits_asked(_ended(record) if ended_only else record, places, ours=carried.ours, horizon=horizon)
    found = flows_from(places, fetched(asked.pairs).to_pylist(), fetched(asked.totals).to_pylist()[0])
    return replace(found, ended_only=ended_only)


def _ended(record: ibis.Table) -> ibis.Table:
    """All rows of the journeys that have ended."""
    return record.semi_join(record.filter(record.kind == ENDED).select("journey").distinct(), "journey")


def waits_asked(record: ibis.Table, places: Places, *, ours: bool, horizon: datetime) -> Asked:
    """The expressions; they run unchanged on every engine."""
    journeys = record.group_by("journey").aggregate(start=_.at.min(), last=_.at.max())
    open_in = spells(record, journeys, ours=ours, horizon=horizon)
    gaps = _gaps(_placed(record, by_function=places is Places.FUNCTIONS), open_in)
    if places is Places.NEXT:
        gaps = gaps.mutate(before=ibis.literal(""))
    pairs = gaps.group_by(["before", "after"]).aggregate(
        times=gaps.count(), journeys=_.journey.nunique(), us=_.us.sum(), median=_.us.median()
    )
    longest = pairs.order_by(ibis.desc("us"), "before", "after").limit(MOST_PAIRS)
    waited = gaps.aggregate(waited=gaps.us.sum())
    opened = open_in.aggregate(opened=open_time(open_in).sum().cast("float64"))
    return Asked(places=places, pairs=longest, totals=waited.cross_join(opened))


def flows_from(places: Places, pairs: Iterable[Mapping[str, object]], totals: Mapping[str, object]) -> Flows:
    """The answers as values."""
    waits = tuple(sorted(map(_wait, pairs), key=lambda wait: (-wait.days, wait.before, wait.after)))
    waited, opened = (_days(totals[name] or 0.0) for name in ("waited", "opened"))
    beyond = waited - sum(wait.days for wait in waits) if len(waits) == MOST_PAIRS else 0.0
    return Flows(places=places, waits=waits, rest_days=max(0.0, beyond), open_days=opened)


def named(flows: Flows, names: Callable[[str], str]) -> Flows:
    """The same flows with places called as people call them."""
    own = {THE_PERSON, NOWHERE}

    def called(place: str) -> str:
        return place if place in own else names(place)

    waits = tuple(replace(wait, before=called(wait.before), after=called(wait.after)) for wait in flows.waits)
    return replace(flows, waits=waits)


def _placed(record: ibis.Table, *, by_function: bool) -> ibis.Table:
    """Every event with the place it happened at, in one column."""
    place: StringValue = record.function if by_function else record.name
    counted = is_work(record) | (record.lifecycle != "complete").fill_null(False)
    at_work = record.mutate(place=ibis.ifelse(counted, place, None))
    found = at_work.mutate(place=ibis.ifelse(_by_the_person(at_work), THE_PERSON, at_work.place))
    return found.select("journey", "at", "seq", "place")


def _by_the_person(record: ibis.Table) -> BooleanValue:
    acted = record.by.isin(["stakeholder", "delegate"]) | (record.by.isnull() & (record.direction == "from"))
    return acted.fill_null(False)


def _gaps(placed: ibis.Table, spells: ibis.Table) -> ibis.Table:
    """One row for each step from an event to the next one while the journey was open."""
    rows = _at_places(placed.inner_join(spells, "journey").filter(_.at >= _.begin, _.at <= _.end))
    in_order = ibis.window(group_by=["journey", "spell"], order_by=ORDER)
    steps = rows.select(
        "journey",
        before=rows.place,
        after=rows.place.lead().over(in_order),
        us=rows.at.lead().over(in_order).delta(rows.at, unit="microsecond").cast("float64"),
    )
    return steps.filter(steps.after.notnull(), (steps.before != steps.after) | (steps.us > 0))


def _at_places(rows: ibis.Table) -> ibis.Table:
    """Without what names no place, unless no place comes before it, or none after it."""
    each = ibis.window(group_by=["journey", "spell"])
    known = rows.mutate(where=ibis.ifelse(rows.place.notnull(), rows.at, None))
    edged = known.mutate(first=known.where.min().over(each), final=known.where.max().over(each))
    outside = edged.first.isnull() | (edged.at < edged.first) | (edged.at > edged.final)
    kept = edged.filter(edged.place.notnull() | outside)
    return kept.mutate(place=kept.place.fill_null(NOWHERE))


def _wait(row: Mapping[str, object]) -> Wait:
    return Wait(
        before=str(row["before"]),
        after=str(row["after"]),
        times=int(str(row["times"])),
        journeys=int(str(row["journeys"])),
        median_days=_days(row["median"]),
        days=_days(row["us"]),
    )


def _days(microseconds: object) -> float:
    return float(str(microseconds)) / DAY_US
