"""Following the record: only journeys that something happened to since last time are computed again.

The measures are the Ibis expressions that read any log, said in SQL and run in the transaction that is open,
over the touched journeys alone. An ended journey's figures do not depend on the clock; an open one has none.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

import ibis

from throughline.insight.measures.carried import CARRIED, OUR_RECORD, SEEN, Carried, carried_by_each
from throughline.insight.measures.journeys import journeys_table
from throughline.insight.measures.kept import NUMBERS, VALUES, WAITS
from throughline.store.models import RideProgress
from throughline.store.writing import Cursor, new_cursor

FOLLOWER = "rides"
BEYOND = datetime(2500, 1, 1, tzinfo=UTC)
"""After every promised date: what an ended journey left unkept is broken, whenever we look."""

EVERYTHING = Carried(
    first=None,
    last=BEYOND,
    ours=True,
    source=OUR_RECORD,
    **{name: 1 for name in SEEN if name not in {"first", "last", "ours"}},
)
"""Our own record carries all that can be measured, also where a handful of journeys happens not to."""

TOLD = VALUES
PARTS = (*NUMBERS, WAITS, *(CARRIED + name for name in SEEN))

SHAPE = ibis.schema(
    {
        "journey": "string", "seq": "int32", "at": "timestamp('UTC')", "kind": "string", "name": "string",
        "direction": "string", "by": "string", "person": "string", "function": "string", "unit": "string",
        "service": "string", "version": "string", "stage": "string", "channel": "string", "key": "string",
        "due": "timestamp('UTC')", "value": "float64", "lifecycle": "string",
    }
)  # fmt: skip

EVERY = "create temporary table touched on commit drop as select distinct journey from event"
TOUCHED = """
create temporary table touched on commit drop as
select distinct journey from event
where xid >= '{since}'::xid8
  and (xid < pg_snapshot_xmin(pg_current_snapshot()) or xid = pg_current_xact_id_if_assigned())
"""
"""What this very transaction wrote counts too; it is looked at once more when the transaction is over."""

RIDES = """
insert into ride_of_journey (journey, service, version, unit, started_at, ended_at, ending, ending_kind,
                             measures, parts, outcomes, answers, asked)
select journey.id, journey.service, journey.version, journey.unit, journey.started_at, journey.ended_at,
       journey.ending, journey.ending_kind,
       case when journey.ended_at is null then '{{}}'::jsonb else jsonb_build_object({measured}) end,
       case when journey.ended_at is null then '{{}}'::jsonb else jsonb_build_object({parts}) end,
       coalesce(outcome.found, '{{}}'), coalesce(answer.found, '{{}}'), coalesce(asked.found, '{{}}')
from journey
join touched on touched.journey = journey.id
left join ({measures}) as measured on measured.journey = journey.id
left join lateral ({outcomes}) as outcome on true
left join lateral ({answers}) as answer on true
left join lateral ({asked}) as asked on true
on conflict (journey) do update set
    (service, version, unit, started_at, ended_at, ending, ending_kind, measures, parts, outcomes, answers,
     asked) =
    (excluded.service, excluded.version, excluded.unit, excluded.started_at, excluded.ended_at,
     excluded.ending, excluded.ending_kind, excluded.measures, excluded.parts, excluded.outcomes,
     excluded.answers, excluded.asked)
"""

NEWEST = """
select jsonb_object_agg(key, jsonb_build_array(value, at)) as found from (
    select distinct on (key) key, value, at from event
    where event.journey = journey.id and kind = '{kind}' and key is not null
    order by key, seq desc
) as newest
"""
"""Of several answers to one question, the newest stands."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Followed:
    """How many journeys were computed again."""

    journeys: int


def follow_record(*, at: datetime, from_the_start: bool = False) -> Followed:
    """Bring the rides up to the record. One at a time: a second caller waits, and then has little to do."""
    cursor = new_cursor()
    since = _followed_to()
    upto = _one(cursor, "select pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
    cursor.execute("drop table if exists touched")
    cursor.execute(EVERY if from_the_start else TOUCHED.format(since=since))
    cursor.execute("analyze touched")
    journeys = _one(cursor, "select count(*) from touched")
    if journeys:
        cursor.execute(_rides())
    _keep_place(upto, at, moved=bool(journeys))
    return Followed(journeys=journeys)


def _followed_to() -> int:
    RideProgress.objects.get_or_create(id=FOLLOWER, defaults={"followed_to": 0})
    return RideProgress.objects.select_for_update().get(id=FOLLOWER).followed_to


def _keep_place(upto: int, at: datetime, *, moved: bool) -> None:
    """`as_of` moves with the rides, and with the day: answers from the same rides stay good till then."""
    place = RideProgress.objects.filter(id=FOLLOWER)
    place.update(followed_to=upto)
    known = place.values_list("as_of", flat=True).get()
    if moved or known is None or known.date() != at.date():
        place.update(as_of=at)


def _one(cursor: Cursor, statement: str) -> int:
    found = cursor.execute(statement).fetchone()
    return int(found[0]) if found else 0


@cache
def _rides() -> str:
    """The one statement, written once for each process."""
    return RIDES.format(
        measured=_pairs(TOLD),
        parts=_pairs(PARTS),
        measures=_measures_in_sql(),
        outcomes=NEWEST.format(kind="outcome.observed/1"),
        answers=NEWEST.format(kind="question.answered/1"),
        asked=NEWEST.format(kind="check-in.sent/1"),
    )


def _measures_in_sql() -> str:
    """The ride's measures over the touched journeys, in PostgreSQL's words."""
    record = ibis.table(SHAPE, name="record")
    touched = ibis.table({"journey": "string"}, name="touched")
    mine = record.semi_join(touched, "journey")
    rows = journeys_table(mine, EVERYTHING, now=BEYOND).join(carried_by_each(mine), "journey")
    rows = rows.mutate(waits=rows.waits.sort())  # so that the same journey is written the same every time
    return str(ibis.to_sql(rows.select("journey", *TOLD, *PARTS), dialect="postgres"))


def _pairs(names: tuple[str, ...]) -> str:
    return ", ".join(f"'{name}', measured.{name}" for name in names)
