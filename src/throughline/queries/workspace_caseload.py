"""Whom a guide, or an office, looks after: what needs somebody first, at the top."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum

from throughline.blueprint.model import EndingKind, Engagement
from throughline.eventlog.thread import Meeting, Whose
from throughline.eventlog.thread_tiny import Tiny
from throughline.ids import JourneyId, ServiceId, StaffId, UnitId
from throughline.journey.events import Turn
from throughline.queries.workspace_sql import Found, ask
from throughline.queries.workspace_words import unit_title
from throughline.store.published import design_for

PAGE = 25
LONG_QUIET = timedelta(days=7)
"""From this length on, having heard nothing is a reason to write."""
SOON = timedelta(days=2)


class Need(IntEnum):
    """Why a case wants its guide, the most urgent first. The order is the order of the list."""

    LATE = 0
    """A promise was broken and what it was about is still open."""
    UNANSWERED = 1
    MINE = 2
    """A step that the guide does is open."""
    UNCOVERED = 3
    """The guide is away and nobody stands in."""
    DUE_SOON = 4
    QUIET = 5
    NOTHING = 6


class Show(StrEnum):
    """Which part of the caseload to show."""

    ALL = "all"
    FOR_ME = "for-me"
    PROMISES = "promises"
    QUIET = "quiet"
    STAND_IN = "stand-in"
    ENDED = "ended"


NEEDS_OF: Mapping[Show, tuple[Need, ...]] = {
    Show.FOR_ME: (Need.LATE, Need.UNANSWERED, Need.MINE, Need.UNCOVERED),
    Show.PROMISES: (Need.LATE, Need.DUE_SOON),
    Show.QUIET: (Need.QUIET,),
}


@dataclass(frozen=True, kw_only=True)
class Case:
    """One journey in a row."""

    journey: JourneyId
    name: str
    service: str
    unit: str
    stage: str
    turn: Turn | None
    engagement: Engagement
    need: Need
    unanswered: int
    heard: datetime
    """When the person last heard from us; the start where they never have."""
    quiet: timedelta
    due: datetime | None
    guide: StaffId | None
    guide_name: str
    guide_away: bool
    stand_in: StaffId | None
    stand_in_name: str
    ending_kind: EndingKind | None
    thread: Tiny


@dataclass(frozen=True, kw_only=True)
class Cases:
    """One page of a caseload, and where the next one begins."""

    cases: tuple[Case, ...]
    next: str = ""


@dataclass(frozen=True, kw_only=True)
class Whom:
    """Whose cases: those of one guide, or those of offices."""

    staff: StaffId | None = None
    units: tuple[UnitId, ...] = ()


SELECT = """
with mine as (
  select j.id, j.service, j.version, j.unit, j.stage, j.turn, j.engagement, j.guide, j.stand_in, j.unanswered,
         j.next_due, j.started_at, j.ended_at, j.ending_kind, coalesce(j.told_at, j.started_at) as heard,
         coalesce(nullif(s.name, ''), s.email, '') as name, coalesce(g.name, '') as guide_name,
         coalesce(c.name, '') as stand_in_name,
         coalesce(g.absent_from <= %(today)s
                  and coalesce(g.absent_until, 'infinity') >= %(today)s, false) as guide_away,
         exists (select from promise p join work w on w.journey = p.journey and w.item = p.step
                  where p.journey = j.id and p.status = 'broken' and w.turn = 'with us') as broken,
         exists (select from work w where w.journey = j.id and w.function = 'guide' and w.kind = 'step'
                  and w.turn = 'with us') as own
  from journey j
  left join stakeholder s on s.id = j.stakeholder
  left join staff g on g.id = j.guide
  left join staff c on c.id = j.stand_in
  where {whose} and j.ended_at is {ended}
), ranked as (
  select mine.*,
         case when broken then 0 when unanswered > 0 then 1 when own then 2
              when guide_away and stand_in is null and ended_at is null then 3
              when next_due < %(soon)s then 4
              when heard < %(quiet)s and ended_at is null then 5 else 6 end as need,
         case when ended_at is null then extract(epoch from heard)
              else -extract(epoch from ended_at) end as turn_in
  from mine
)
select * from ranked
where {chosen}
order by need, turn_in, id
limit %(limit)s
"""


def caseload(whom: Whom, *, at: datetime, show: Show = Show.ALL, named: str = "", after: str = "") -> Cases:
    """One page of cases, what needs somebody first. `after` is the `next` of the page before."""
    given = _given(whom, at=at, named=named)
    sql = SELECT.format(
        whose=_whose(whom, show),
        ended="not null" if show is Show.ENDED else "null",
        chosen=" and ".join(_chosen(show, named, after, given)),
    )
    found = ask(sql, given)
    more, found = len(found) > PAGE, found[:PAGE]
    met = _met([one["id"] for one in found])
    cases = tuple(_case(one, met.get(one["id"], ()), at) for one in found)
    return Cases(cases=cases, next=_mark(found[-1]) if more else "")


def _given(whom: Whom, *, at: datetime, named: str) -> dict[str, object]:
    return {
        "staff": whom.staff,
        "units": list(whom.units),
        "today": at.date(),
        "soon": at + SOON,
        "quiet": at - LONG_QUIET,
        "named": f"%{_escaped(named)}%",
        "limit": PAGE + 1,
    }


def _escaped(named: str) -> str:
    """What was typed, so that % and _ mean themselves."""
    return named.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _whose(whom: Whom, show: Show) -> str:
    if whom.staff is None:
        return "j.unit = any(%(units)s)"
    return (
        "j.stand_in = %(staff)s"
        if show is Show.STAND_IN
        else "(j.guide = %(staff)s or j.stand_in = %(staff)s)"
    )


def _chosen(show: Show, named: str, after: str, given: dict[str, object]) -> Iterable[str]:
    yield "true"
    if named:
        yield "(name ilike %(named)s or id ilike %(named)s)"
    if show in NEEDS_OF:
        given["needs"] = [int(need) for need in NEEDS_OF[show]]
        yield "need = any(%(needs)s)"
    if show is Show.STAND_IN:
        yield "stand_in is not null"
    place = _place(after)
    if place:
        given["need"], given["turn_in"], given["id"] = place
        yield "(need, turn_in, id) > (%(need)s, %(turn_in)s, %(id)s)"


def _mark(found: Found) -> str:
    return f"{found['need']}~{found['turn_in']}~{found['id']}"


def _place(after: str) -> tuple[int, str, str] | None:
    """Where a page begins; anything that is not a mark of ours is the first page."""
    parts = after.split("~", 2)
    if len(parts) != 3 or not parts[0].isdigit():
        return None
    try:
        float(parts[1])
    except ValueError:
        return None
    return int(parts[0]), parts[1], parts[2]


def _met(journeys: Sequence[str]) -> dict[str, list[tuple[datetime, Meeting]]]:
    """What each person met and said, for the tiny threads of one page."""
    met: dict[str, list[tuple[datetime, Meeting]]] = {}
    for one in ask(
        "select journey, at, direction from event where journey = any(%s) and direction in ('to', 'from') "
        "order by journey, seq",
        [list(journeys)],
    ):
        met.setdefault(one["journey"], []).append((one["at"], Meeting(one["direction"])))
    return met


_WHOSE = {Turn.WITH_US: Whose.US, Turn.WITH_YOU: Whose.YOU, Turn.WITH_SOMEONE_ELSE: Whose.SOMEONE}


def _case(found: Found, met: Sequence[tuple[datetime, Meeting]], at: datetime) -> Case:
    blueprint = design_for(ServiceId(found["service"]), found["version"]).blueprint
    turn = Turn(found["turn"]) if found["turn"] else None
    return Case(
        journey=JourneyId(found["id"]),
        name=found["name"],
        service=blueprint.title,
        unit=unit_title(found["unit"]),
        stage=next((stage.title for stage in blueprint.stages if stage.id == found["stage"]), ""),
        turn=turn,
        engagement=Engagement(found["engagement"]),
        need=Need(found["need"]),
        unanswered=found["unanswered"],
        heard=found["heard"],
        quiet=at - found["heard"],
        due=found["next_due"],
        guide=found["guide"],
        guide_name=found["guide_name"],
        guide_away=found["guide_away"],
        stand_in=found["stand_in"],
        stand_in_name=found["stand_in_name"],
        ending_kind=EndingKind(found["ending_kind"]) if found["ending_kind"] else None,
        thread=Tiny(
            start=found["started_at"],
            until=found["ended_at"] or max(at, found["started_at"]),
            open=found["ended_at"] is None,
            met=tuple(met),
            whose=_WHOSE[turn] if turn else None,
            broken=found["broken"],
        ),
    )
