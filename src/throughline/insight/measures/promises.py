"""Promises: what became of each, judged by the date that was valid when it passed."""

from datetime import datetime

import ibis
from ibis import _

from throughline.insight.measures.kinds import (
    BROKEN,
    KEPT,
    MADE,
    PAUSED,
    RELEASED,
    RENEGOTIATED,
    RESUMED,
)

ORDER = ["at", "seq"]
PROMISE = ["journey", "key"]


def settled(record: ibis.Table, *, horizon: datetime, now: datetime | None) -> ibis.Table:
    """One row per promise that was kept or broken, with 1 for kept and 0 for broken.

    `horizon` is how far the record can see: a date behind it with nothing kept is broken. `now` is given
    for a running service, where a promise kept early counts only once its date has passed.
    """
    dates = _dates(record)
    facts = _facts(record)
    each = dates.inner_join(facts, PROMISE)
    seen = ibis.literal(horizon).cast(each.due.type())
    stopped = each.paused.notnull() & (each.resumed.isnull() | (each.resumed < each.paused))
    in_time = each.kept.notnull() & ((each.kept <= each.due) | (stopped & (each.paused <= each.due)))
    released = each.released.notnull() & (each.released <= each.due)
    missed = ~in_time & ~released & ~stopped & (each.due <= seen)
    broken = each.broken | (each.late_dates > 0) | missed.fill_null(False)
    kept = ~broken & in_time.fill_null(False)
    if now is not None:
        kept = kept & (stopped | (each.due <= ibis.literal(now).cast(each.due.type())))
    return each.filter(broken | kept).select("journey", "key", kept=kept.cast("int32"))


def kept_by_journey(record: ibis.Table, *, horizon: datetime, now: datetime | None) -> ibis.Table:
    """Per journey: settled promises and how many of them were kept."""
    each = settled(record, horizon=horizon, now=now)
    return each.group_by("journey").aggregate(promises=each.count(), kept=each.kept.sum())


def _dates(record: ibis.Table) -> ibis.Table:
    """Per promise the date it is judged by, and how many new dates came only after the old one had passed."""
    dated = record.filter(
        record.kind.isin([MADE, RENEGOTIATED, RESUMED]), record.key.notnull(), record.due.notnull()
    ).select("journey", "at", "seq", "kind", "key", "due")
    in_order = ibis.window(group_by=PROMISE, order_by=ORDER)
    from_last = ibis.window(group_by=PROMISE, order_by=[ibis.desc("at"), ibis.desc("seq")])
    steps = dated.mutate(before=dated.due.lag().over(in_order), back=ibis.row_number().over(from_last))
    late = (steps.kind == RENEGOTIATED) & (steps.at > steps.before)
    return steps.group_by(PROMISE).aggregate(
        due=steps.due.max(where=steps.back == 0), late_dates=late.fill_null(False).cast("int32").sum()
    )


def _facts(record: ibis.Table) -> ibis.Table:
    """Per promise when it was kept, paused, resumed or released, and whether it was declared broken."""
    about = record.filter(
        record.kind.isin([MADE, KEPT, BROKEN, PAUSED, RESUMED, RELEASED]), record.key.notnull()
    )
    return about.group_by(PROMISE).aggregate(
        kept=_.at.min(where=_.kind == KEPT),
        paused=_.at.max(where=_.kind == PAUSED),
        resumed=_.at.max(where=_.kind == RESUMED),
        released=_.at.max(where=_.kind == RELEASED),
        broken=(_.kind == BROKEN).any(),
    )
