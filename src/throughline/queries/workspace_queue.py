"""What waits at one function of an office: offers, questions, and open steps with their promises."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.utils.translation import gettext as _

from throughline.blueprint import Blueprint
from throughline.ids import FunctionId, HandoffId, JourneyId, ServiceId, StaffId, StepId, UnitId
from throughline.journey.events import HandoffKind, Turn
from throughline.queries.workspace_sql import Found, ask
from throughline.queries.workspace_words import function_title, staff_title
from throughline.store.published import design_for

PAGE = 25
MOST_HANDOFFS = 50


class Pick(StrEnum):
    """Which open steps to show."""

    OURS = "ours"
    MINE = "mine"
    FREE = "free"
    LATE = "late"
    WITH_THEM = "with-them"


@dataclass(frozen=True, kw_only=True)
class Place:
    """One function at one office: where a queue stands."""

    unit: UnitId
    function: FunctionId


@dataclass(frozen=True, kw_only=True)
class Item:
    """One open step in a row."""

    journey: JourneyId
    step: StepId
    name: str
    title: str
    """The question that the step decides, or the step in the person's words."""
    in_their_words: str
    since: datetime
    due: datetime | None
    late: bool
    broken_before: bool
    """A promise of this step was broken, and the date that stands now is still to come."""
    turn: Turn
    holder: StaffId | None
    holder_name: str
    guide_name: str
    came_back: int


@dataclass(frozen=True, kw_only=True)
class Handed:
    """A handoff that waits for an answer, or a question that was taken on."""

    journey: JourneyId
    handoff: HandoffId
    name: str
    how: HandoffKind
    title: str
    came_from: str
    context: str
    since: datetime
    holder_name: str


@dataclass(frozen=True, kw_only=True)
class Queue:
    """What waits, and where the next page of steps begins."""

    offers: tuple[Handed, ...]
    questions: tuple[Handed, ...]
    steps: tuple[Item, ...]
    next: str = ""


STEPS = """
with here as (
  select w.*, exists (select from promise p where p.journey = w.journey and p.step = w.step
                      and p.status = 'broken') or coalesce(w.due < %(at)s, false) as late
  from work w
  where w.unit = %(unit)s and w.function = %(function)s and w.kind = 'step'
)
select w.*, w.late and coalesce(w.due >= %(at)s, false) as broken_before,
       j.service, j.version, coalesce(nullif(s.name, ''), s.email, '') as name,
       coalesce(h.name, '') as holder_name, coalesce(g.name, '') as guide_name
from here w
join journey j on j.id = w.journey
left join stakeholder s on s.id = j.stakeholder
left join staff h on h.id = w.holder
left join staff g on g.id = j.guide
where {chosen}
order by not w.late, coalesce(w.due, 'infinity'), w.since, w.journey, w.item
limit %(limit)s
"""

HANDOFFS = """
select w.*, j.service, j.version, coalesce(nullif(s.name, ''), s.email, '') as name,
       coalesce(h.name, '') as holder_name,
       j.state -> 'handoffs' -> w.handoff ->> 'how' as how,
       j.state -> 'handoffs' -> w.handoff ->> 'from_function' as came_from,
       c.body #>> '{}' as context
from work w
join journey j on j.id = w.journey
left join stakeholder s on s.id = j.stakeholder
left join staff h on h.id = w.holder
left join content c on c.id = j.state -> 'handoffs' -> w.handoff ->> 'context'
where w.unit = %(unit)s and w.function = %(function)s and w.kind in ('offer', 'input')
order by w.since, w.journey, w.item
limit %(limit)s
"""


def queue(
    place: Place, *, viewer: StaffId | None, at: datetime, pick: Pick = Pick.OURS, after: str = ""
) -> Queue:
    """One function's work at one office. `after` is the `next` of the page before."""
    given: dict[str, object] = {
        "unit": place.unit,
        "function": place.function,
        "viewer": viewer,
        "at": at,
        "limit": PAGE + 1,
    }
    found = ask(STEPS.format(chosen=" and ".join(_chosen(pick, after, given))), given)
    handed = ask(HANDOFFS, {**given, "limit": MOST_HANDOFFS})
    return Queue(
        offers=tuple(_handed(one) for one in handed if one["kind"] == "offer"),
        questions=tuple(_handed(one) for one in handed if one["kind"] == "input"),
        steps=tuple(_item(one) for one in found[:PAGE]),
        next=_mark(found[PAGE - 1]) if len(found) > PAGE else "",
    )


def _chosen(pick: Pick, after: str, given: dict[str, object]) -> Iterable[str]:
    yield "w.turn <> 'with us'" if pick is Pick.WITH_THEM else "w.turn = 'with us'"
    match pick:
        case Pick.MINE:
            yield "w.holder = %(viewer)s"
        case Pick.FREE:
            yield "w.holder is null"
        case Pick.LATE:
            yield "w.late"
        case Pick.OURS | Pick.WITH_THEM:
            pass
    place = _place(after)
    if place:
        given["on_time"], given["due"], given["since"], given["journey"], given["item"] = place
        yield (
            "(not w.late, coalesce(w.due, 'infinity'), w.since, w.journey, w.item) > "
            "(%(on_time)s, %(due)s::timestamptz, %(since)s::timestamptz, %(journey)s, %(item)s)"
        )


def _mark(found: Found) -> str:
    due = found["due"].isoformat() if found["due"] else "infinity"
    late = "late" if found["late"] else "on time"
    return "~".join([late, due, found["since"].isoformat(), found["journey"], found["item"]])


def _place(after: str) -> tuple[bool, str, str, str, str] | None:
    """Where a page begins; anything that is not a mark of ours is the first page."""
    parts = after.split("~", 4)
    if len(parts) != 5:
        return None
    late, due, since, journey, item = parts
    try:
        datetime.fromisoformat(since)
        if due != "infinity":
            datetime.fromisoformat(due)
    except ValueError:
        return None
    return late != "late", due, since, journey, item


def _item(found: Found) -> Item:
    step = _blueprint(found).steps[StepId(found["step"])]
    return Item(
        journey=JourneyId(found["journey"]),
        step=step.id,
        name=found["name"],
        title=staff_title(step),
        in_their_words=step.title,
        since=found["since"],
        due=found["due"],
        late=found["late"],
        broken_before=found["broken_before"],
        turn=Turn(found["turn"]),
        holder=found["holder"],
        holder_name=found["holder_name"],
        guide_name=found["guide_name"],
        came_back=found["came_back"],
    )


def _handed(found: Found) -> Handed:
    blueprint = _blueprint(found)
    return Handed(
        journey=JourneyId(found["journey"]),
        handoff=HandoffId(found["handoff"]),
        name=found["name"],
        how=HandoffKind(found["how"]),
        title=staff_title(blueprint.steps[StepId(found["step"])]),
        came_from=function_title(blueprint, found["came_from"]),
        context=found["context"] or _("The words were erased."),
        since=found["since"],
        holder_name=found["holder_name"],
    )


def _blueprint(found: Found) -> Blueprint:
    return design_for(ServiceId(found["service"]), found["version"]).blueprint
