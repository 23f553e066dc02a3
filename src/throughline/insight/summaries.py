"""Figures of measures made where the journeys lie: only small tables leave the engine, whatever the size.

The same figures as `measured.result_of` makes from fetched rows. A quantile is exact: values are counted and
ranked on the engine, and those at the wanted ranks are fetched. A curve of who still waits is exact up to
`MOST` different times; beyond that, times are counted in steps, and the basis says so.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import ibis
import pyarrow as pa
from ibis import _

from throughline.insight.fetching import fetched
from throughline.insight.measures.carried import Carried
from throughline.insight.measures.catalogue import MEASURES
from throughline.insight.measures.measure import Measure, Waiting
from throughline.insight.measures.scene import DAY_US

MOST = 100_000
"""How many different times of one measure are fetched before they are counted in steps."""
WHOLE = ""
"""The group of a summary over all journeys."""
KEY = ("part", "measure")
TOLD = "struct<measure: string, value: float64, over: int64>"

Row = Mapping[str, object]


@dataclass(frozen=True, kw_only=True)
class Counted:
    """What the engine counted for one measure in one group."""

    stats: Row
    sums: Row
    curve: pa.Table | None
    values: Mapping[int, float]
    """The sorted values at the ranks that were wanted, from 1."""
    step: float | None = None
    """In days, where the times of the curve were counted in steps."""


def told_by(rows: ibis.Table, carried: Carried) -> tuple[Measure, ...]:
    """The measures that this record can tell."""
    return tuple(measure for measure in MEASURES if measure.why_not(carried) is None)


def values_table(rows: ibis.Table, measures: Sequence[Measure]) -> ibis.Table:
    """Every value of every measure, one under the other, and whether what it measures was over.

    One look at the journeys for all measures that have a value for each, because a cluster looks at them anew
    for every part of a union.
    """
    each = [_value(rows, measure) for measure in measures if measure.waiting is not Waiting.EACH]
    one_row_each = rows.select("part", told=ibis.array(each).unnest())
    told = one_row_each.select(
        "part", **{name: one_row_each.told[name] for name in ("measure", "value", "over")}
    ).filter(_.value.notnull())
    waits = [
        part for measure in measures if measure.waiting is Waiting.EACH for part in _waits(rows, measure)
    ]
    return ibis.union(told, *waits, distinct=False) if waits else told


def _value(rows: ibis.Table, measure: Measure) -> ibis.Value:
    value, over = rows[measure.name].cast("float64"), ibis.literal(True)
    if measure.waiting is Waiting.SO_FAR:
        over = rows.closed.fill_null(True)
    if measure.waiting is Waiting.UNTIL:
        over = value.notnull()
    if measure.waiting is not None:
        value = value.coalesce(rows.elapsed_days)
    return ibis.struct(
        {"measure": ibis.literal(measure.name), "value": value, "over": over.cast("int64")}, type=TOLD
    )


def _waits(rows: ibis.Table, measure: Measure) -> list[ibis.Table]:
    came = rows.filter(rows.waits.notnull()).select(
        "part", wait=_.waits.unnest(), over=ibis.literal(1, "int64")
    )
    goes_on = rows.filter(rows.wait_goes_on.notnull())
    cut_off = goes_on.select("part", wait=goes_on.wait_goes_on, over=ibis.literal(0, "int64"))
    return [
        part.select(
            part=part.part,
            measure=ibis.literal(measure.name),
            value=part.wait.cast("float64") / DAY_US,
            over=part.over,
        )
        for part in (came, cut_off)
    ]


def stats_of(values: ibis.Table) -> pa.Table:
    """Per group and measure: how many, how many over, mean, variance, and whether all are yes or no."""
    return fetched(
        values.group_by(KEY).aggregate(
            n=_.count(),
            ended=_.over.sum(),
            mean=_.value.mean(),
            variance=_.value.var(how="sample"),
            ones=(_.value == 1.0).cast("int64").sum(),
            neither=((_.value != 0.0) & (_.value != 1.0)).cast("int64").sum(),
            longest=_.value.max(),
        )
    )


def sums_of(rows: ibis.Table, measures: Sequence[Measure]) -> pa.Table:
    """Per group: journeys, populations, and the sums of which ratios are made."""
    sums: dict[str, ibis.Value] = {"journeys": rows.count()}
    for measure in measures:
        if measure.among and measure.among in rows.columns:
            sums[f"{measure.name} among"] = rows[measure.among].cast("int64").sum()
        if measure.waiting is Waiting.EACH:
            sums[f"{measure.name} covered"] = (rows.waited > 0).cast("int64").sum()
        if measure.pooled:
            above, below, both = _pair(rows, measure)
            sums[f"{measure.name} pairs"] = both.cast("int64").sum()
            sums[f"{measure.name} above"] = above.sum(where=both)
            sums[f"{measure.name} below"] = below.sum(where=both)
    return fetched(rows.group_by("part").aggregate(**sums))


def squares_of(rows: ibis.Table, measures: Sequence[Measure], ratios: pa.Table) -> pa.Table:
    """Per group: how far journeys lie off the ratio of sums, squared. `ratios` has a column per measure."""
    found = rows.inner_join(ibis.memtable(ratios), "part")
    squares = {}
    for measure in measures:
        above, below, both = _pair(found, measure)
        off = above - found[f"ratio {measure.name}"] * below
        squares[measure.name] = (off * off).sum(where=both)
    return fetched(found.group_by("part").aggregate(**squares))


def _pair(rows: ibis.Table, measure: Measure) -> tuple[ibis.Value, ibis.Value, ibis.Value]:
    assert measure.pooled is not None  # noqa: S101 - only asked of those
    above, below = (rows[name].cast("float64") for name in measure.pooled)
    return above, below, (above.notnull() & below.notnull() & (below != 0)).fill_null(False)


def ranked(values: ibis.Table, wanted: pa.Table) -> pa.Table:
    """The values at wanted ranks. `wanted` has part, measure and rank, from 1 among the sorted values."""
    counts = values.group_by([*KEY, "value"]).aggregate(n=_.count())
    in_order = ibis.window(group_by=KEY, order_by="value", preceding=None, following=0)
    places = counts.mutate(upto=counts.n.sum().over(in_order))
    asked = ibis.memtable(wanted).rename(part_asked="part", measure_asked="measure")
    hits = places.inner_join(
        asked,
        [
            places.part == asked.part_asked,
            places.measure == asked.measure_asked,
            asked["rank"] <= places.upto,
            asked["rank"] > places.upto - places.n,
        ],
    )
    return fetched(hits.select(*KEY, "rank", "value"))


def curves(values: ibis.Table, measure: str, *, step: float | None) -> pa.Table:
    """Per group at each time, rising: how many waits ended then and how many were cut off."""
    mine = values.filter(values.measure == measure)
    if step:
        mine = mine.mutate(value=(mine.value / step).ceil().cast("float64") * step)
    counts = mine.group_by(["part", "value"]).aggregate(ended=_.over.sum(), n=_.count())
    return fetched(counts.mutate(cut_off=counts.n - counts.ended).order_by("part", "value"))


def different(values: ibis.Table, measures: Sequence[str]) -> pa.Table:
    """Per measure: the most different times that any group has, and the longest of them."""
    mine = values.filter(values.measure.isin(list(measures)))
    each = mine.group_by(KEY).aggregate(times=_.value.nunique(), longest=_.value.max())
    return fetched(each.group_by("measure").aggregate(times=_.times.max(), longest=_.longest.max()))
