"""Where journeys of the live record waited, between departments: asked of the journeys that ended last."""

from functools import cache

import ibis

from throughline.ids import UnitId
from throughline.insight.flows import Flows, Places, flows_from, waits_asked
from throughline.store.circle_rides import BEYOND, SHAPE
from throughline.store.writing import new_cursor

LATEST = 2000
"""So many journeys are enough to see where it waits, however long the record grows."""

ENDED = """
with ended_lately as (
    select journey from ride_of_journey
    where ended_at is not null and parts <> '{{}}' and (%(unit)s::text is null or unit = %(unit)s)
    order by ended_at desc, journey limit {latest}
)
select * from ({asked}) as answer
"""


def waits_told(unit: UnitId | None = None) -> Flows:
    """The flows of everybody, or of one office."""
    pairs, totals = (_answers(statement, unit) for statement in _statements())
    return flows_from(Places.FUNCTIONS, pairs, totals[0])


def _answers(statement: str, unit: UnitId | None) -> list[dict[str, object]]:
    found = new_cursor().execute(statement, {"unit": unit})
    names = [column.name for column in found.description or ()]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


@cache
def _statements() -> tuple[str, str]:
    """Written once for each process."""
    record = ibis.table(SHAPE, name="record")
    ended = ibis.table({"journey": "string"}, name="ended_lately")
    asked = waits_asked(record.semi_join(ended, "journey"), Places.FUNCTIONS, ours=True, horizon=BEYOND)
    pairs, totals = (_in_sql(table) for table in (asked.pairs, asked.totals))
    return pairs, totals


def _in_sql(table: ibis.Table) -> str:
    said = str(ibis.to_sql(table, dialect="postgres")).replace("%", "%%")
    return ENDED.format(latest=LATEST, asked=said)
