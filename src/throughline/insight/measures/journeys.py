"""One row per journey with every measure that the record can tell: the first step of all analysis."""

from datetime import datetime

import ibis

from throughline.insight.measures import meetings, promises, staff
from throughline.insight.measures.carried import Carried
from throughline.insight.measures.spells import open_time, spells

DAY_US = meetings.DAY_US
COUNTS = (
    "people",
    "functions",
    "handoffs_person",
    "handoffs_function",
    "rework_redo",
    "rework_repeat",
    "self_loops",
    "asks",
    "repeated_asks",
)


def journeys_table(record: ibis.Table, carried: Carried, *, now: datetime | None = None) -> ibis.Table:
    """The expression for one row per journey. `now` for a running service; a file sees to its last row.

    Runs unchanged on every engine. A measure the record cannot tell has no column.
    """
    horizon = now or carried.last
    if horizon is None:
        raise ValueError("An empty record has no journeys to measure.")  # guarded by `ride_of`
    journeys = meetings.spans(record, unit=carried.units > 0, service=carried.services > 0)
    open_in = spells(record, journeys, ours=carried.ours, horizon=horizon)
    parts = [open_in.group_by("journey").aggregate(elapsed=open_time(open_in).sum().cast("float64"))]
    if carried.persons:
        parts += [staff.by_person(record), staff.contacts_with_staff(record)]
    elif carried.names:
        parts.append(staff.by_nobody(record))
    if carried.functions:
        parts.append(staff.by_function(record))
    if carried.to_with_person:
        parts.append(staff.contacts_met(record))
    if carried.asks:
        parts.append(meetings.asks(record))
    if carried.to:
        parts.append(meetings.silence(record, open_in))
    if carried.promises:
        parts.append(promises.kept_by_journey(record, horizon=horizon, now=now))
    for part in parts:
        journeys = journeys.left_join(part, "journey").drop("journey_right")
    return _finished(journeys.mutate(elapsed_days=journeys.elapsed / float(DAY_US)), carried)


def _finished(journeys: ibis.Table, carried: Carried) -> ibis.Table:
    """Counts are 0 where nothing of the kind happened; indices are null where they say nothing."""
    present = [name for name in COUNTS if name in journeys.columns]
    finished = journeys.mutate(**{name: journeys[name].fill_null(0) for name in present})
    if carried.to:
        finished = meetings.heard_by(finished)
    if carried.promises:
        finished = finished.mutate(promises_kept=finished.kept / finished.promises.cast("float64"))
    if carried.to_with_person:
        return _indices(finished, "met_contacts", "met_squares", "met_most", finished.met_same)
    if carried.persons:
        same = finished.contacts - 1 - finished.handoffs_person
        return _indices(finished, "contacts", "squares", "most", same)
    return finished


def _indices(
    journeys: ibis.Table, contacts: str, squares: str, most: str, same: ibis.expr.types.NumericColumn
) -> ibis.Table:
    """COC and SECON from two contacts on, UPC from one."""
    n = journeys[contacts]
    pairs = ibis.ifelse(n >= 2, n * (n - 1), None).cast("float64")
    steps = ibis.ifelse(n >= 2, n - 1, None).cast("float64")
    return journeys.mutate(
        coc=(journeys[squares] - n) / pairs,
        secon=same / steps,
        upc=journeys[most] / n.cast("float64"),
        contact_pairs=pairs,
        contact_steps=steps,
        coc_pairs=ibis.ifelse(n >= 2, journeys[squares] - n, None),
        secon_steps=ibis.ifelse(n >= 2, same, None),
    )
