"""Spells: when a journey was open. One row for each, so that nothing counts while the person was in none."""

from datetime import datetime

import ibis
from ibis import _

from throughline.insight.measures.kinds import ENDED, REOPENED
from throughline.insight.measures.scene import ORDER, together


def spells(record: ibis.Table, journeys: ibis.Table, *, ours: bool, horizon: datetime) -> ibis.Table:
    """One row for each time that a journey was open: from when, till when, and the open time before it.

    Our own journeys end by an event of their own and may be opened again; one that is open lasts until the
    horizon. Other logs know no endings, so a journey is open from its first row to its last, and whether it
    is over then nobody knows. `open` says which spells were not seen to end.
    """
    if not ours:
        once = ibis.literal(0, "int64")
        return journeys.select(
            "journey", spell=once, begin=_.start, end=_["last"], before=once, open=ibis.literal(True)
        )
    turns = _turns(record, journeys)
    in_order = ibis.window(group_by="journey", order_by=ORDER)
    each = (
        turns.mutate(spell=ibis.row_number().over(in_order), until=turns.at.lead().over(in_order))
        .filter(_.opens)
        .join(journeys, "journey")
    )
    still_open = ibis.greatest(each["last"], ibis.literal(horizon).cast(each.start.type()))
    each = each.select(
        "journey", "spell", begin=each.at, end=each.until.fill_null(still_open), open=each.until.isnull()
    )
    earlier = ibis.window(group_by="journey", order_by="spell", preceding=(None, 1))
    return each.mutate(before=open_time(each).sum().over(earlier).fill_null(0))


def open_time(spell: ibis.Table) -> ibis.expr.types.IntegerValue:
    """Microseconds for which a journey was open."""
    return spell.end.delta(spell.begin, unit="microsecond")


def _turns(record: ibis.Table, journeys: ibis.Table) -> ibis.Table:
    """When each journey opened and when it ended. It opens with its first row."""
    first = journeys.select("journey", at=_.start, seq=ibis.literal(-1, "int64"), opens=ibis.literal(True))
    later = record.filter(record.kind.isin([ENDED, REOPENED]))
    return together(
        first, later.select("journey", "at", seq=_.seq.cast("int64"), opens=later.kind == REOPENED)
    )
