"""Promises: what became of each, judged by the date that was valid when it passed."""

from collections.abc import Iterator
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
from throughline.insight.measures.measure import Measure, ratio_of
from throughline.insight.measures.needs import PROMISES
from throughline.insight.measures.scene import ORDER, Family, Scene
from throughline.insight.rung import Better, Tier

PROMISE = ["journey", "key"]

PROMISES_KEPT = Measure(
    name="promises_kept",
    title="Promises kept",
    question="Do we do what we said, by when we said?",
    tier=Tier.EXPERIENCE,
    better=Better.HIGHER,
    unit="share",
    definition="Kept ÷ (kept + broken) among promises whose date has passed. Given a new date before it "
    "passed, a promise is judged by the new date; given one afterwards, it stays broken.",
    numerator="promises kept by the date that held",
    denominator="promises kept or broken",
    population="all journeys; a value from the first promise whose date has passed",
    missing="A journey without a settled promise has no value. The ratio of sums is of all settled promises.",
    source="MEASURES 3.2",
    needs=(PROMISES,),
    basis=lambda carried: "per journey with a promise whose date has passed",
    value=ratio_of("kept", "promises"),
    pooled=("kept", "promises"),
)

NEW_DATES = Measure(
    name="promises_renegotiated",
    title="New dates for a promise",
    question="How often did we move a date that we had promised?",
    tier=Tier.EXPERIENCE,
    better=Better.LOWER,
    unit="count",
    definition="New dates that the person was given before the old one had passed. A new date that comes "
    "afterwards does not count here: that promise is broken.",
    numerator="new dates given while the old one still held",
    population="journeys with a promise",
    missing="A journey without a promise has no value; one with a promise and no new date counts as 0.",
    source="MEASURES 3.2",
    needs=(PROMISES,),
    basis=lambda carried: f"over {carried.promises:,} promises",
    value=lambda journeys: journeys.new_dates,
    ordered=True,
)


def _counted(scene: Scene) -> Iterator[ibis.Table]:
    if scene.carried.promises:
        each = settled(scene.record, horizon=scene.horizon, now=scene.now)
        yield each.group_by("journey").aggregate(promises=each.count(), kept=each.kept.sum())
        dates = _dates(scene.record)
        yield dates.group_by("journey").aggregate(new_dates=dates.new_dates.sum())


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


def _dates(record: ibis.Table) -> ibis.Table:
    """Per promise the date it is judged by, and the new dates given before and after the old had passed."""
    dated = record.filter(
        record.kind.isin([MADE, RENEGOTIATED, RESUMED]), record.key.notnull(), record.due.notnull()
    ).select("journey", "at", "seq", "kind", "key", "due")
    in_order = ibis.window(group_by=PROMISE, order_by=ORDER)
    from_last = ibis.window(group_by=PROMISE, order_by=[ibis.desc("at"), ibis.desc("seq")])
    steps = dated.mutate(before=dated.due.lag().over(in_order), back=ibis.row_number().over(from_last))
    moved, late = steps.kind == RENEGOTIATED, steps.at > steps.before
    return steps.group_by(PROMISE).aggregate(
        due=steps.due.max(where=steps.back == 0),
        late_dates=(moved & late).fill_null(False).cast("int32").sum(),
        new_dates=(moved & ~late).fill_null(False).cast("int32").sum(),
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


FAMILY = Family(measures=(PROMISES_KEPT, NEW_DATES), counted=_counted)
