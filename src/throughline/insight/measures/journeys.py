"""One row per journey with every measure that the record can tell: the first step of all analysis."""

from collections.abc import Iterator
from datetime import datetime

import ibis

from throughline.insight.fetching import made_apart
from throughline.insight.measures.carried import Carried
from throughline.insight.measures.catalogue import FAMILIES, MEASURES
from throughline.insight.measures.ending import ended_how
from throughline.insight.measures.scene import Scene
from throughline.insight.measures.spells import spells

ATTRIBUTE = "attribute."
"""Before the names of columns that hold a case attribute."""


def journeys_table(
    record: ibis.Table, carried: Carried, *, now: datetime | None = None, zone: str = "UTC"
) -> ibis.Table:
    """The expression for one row per journey. `now` for a running service; a file sees to its last row.

    Runs unchanged on every engine. A measure the record cannot tell has no column.
    """
    horizon = now or carried.last
    if horizon is None:
        raise ValueError("An empty record has no journeys to measure.")  # guarded by `ride_of`
    with made_apart() as make:
        journeys = make(_spans(record, carried))
        scene = Scene(
            record=record,
            carried=carried,
            journeys=journeys,
            spells=spells(record, journeys, ours=carried.ours, horizon=horizon),
            horizon=horizon,
            now=now,
            zone=zone,
        )
        return _measured(_joined(journeys, [make(part) for part in _parts(scene)]), carried)


def _measured(counted: ibis.Table, carried: Carried) -> ibis.Table:
    """What follows from the counts: every measure that the record can tell."""
    made = [family.made(counted, carried) for family in FAMILIES]
    counted = counted.mutate(**{name: value for family in made for name, value in family.items()})
    told = [one for one in MEASURES if one.value and one.why_not(carried) is None]
    return counted.mutate(**{one.name: one.value(counted) for one in told if one.value})


def with_attributes(journeys: ibis.Table, attributes: ibis.Table) -> ibis.Table:
    """The same rows with what is known of each case, under `attribute.` and its name."""
    named = attributes.rename({ATTRIBUTE + name: name for name in attributes.columns if name != "journey"})
    return journeys.left_join(named, "journey").drop("journey_right")


def _joined(journeys: ibis.Table, parts: list[ibis.Table]) -> ibis.Table:
    """All parts beside each journey, in one chain of joins: a select between each two would cost a second."""
    chain, names = journeys, list(journeys.columns)
    for place, part in enumerate(parts):
        chain = chain.left_join(part, "journey", rname=f"{{name}}_{place}")
        names += [name for name in part.columns if name not in names]
    return chain.select(*names)


def _parts(scene: Scene) -> Iterator[ibis.Table]:
    """What the families count. Two that count in the same table count once."""
    met = set()
    for part in (part for family in FAMILIES for part in family.counted(scene)):
        if part.op() not in met:
            met.add(part.op())
            yield part


def _spans(record: ibis.Table, carried: Carried) -> ibis.Table:
    """Per journey: its first row and its last, where it belongs, and how it ended if the record says."""
    kept = {"start": record.at.min(), "last": record.at.max(), "events": record.count()}
    if carried.units:
        kept["unit"] = record.unit.max()
    if carried.services:
        kept["service"] = record.service.max()
    journeys = record.group_by("journey").aggregate(**kept)
    if not carried.ours:
        unsaid = {"closed": "boolean", "ending": "string", "reached": "float64"}
        return journeys.mutate(**{name: ibis.null(kind) for name, kind in unsaid.items()})
    ended = journeys.left_join(ended_how(record), "journey").drop("journey_right")
    return ended.mutate(closed=ended.closed.fill_null(False))
