"""What every family of measures is handed: the record, and when its journeys were open."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

import ibis
from ibis.expr.builders import WindowBuilder

from throughline.insight.measures.carried import Carried
from throughline.insight.measures.measure import Measure

DAY_US = 86_400_000_000
HOUR_US = 3_600_000_000
ORDER = ["at", "seq"]


@dataclass(frozen=True, kw_only=True)
class Scene:
    """One record, before it is measured."""

    record: ibis.Table
    carried: Carried
    journeys: ibis.Table
    """One row per journey: `start`, `last`, `events`, and where it belongs."""
    spells: ibis.Table
    """One row for each time that a journey was open."""
    horizon: datetime
    """How far the record can see."""
    now: datetime | None
    zone: str


@dataclass(frozen=True, kw_only=True)
class Family:
    """Measures that look at the record in the same way.

    `counted` gives tables with one row per journey, for what the record carries; two families that count in
    the same table share one reading of the record. `made` gives columns that follow from what was counted.
    """

    measures: tuple[Measure, ...]
    counted: Callable[[Scene], Iterator[ibis.Table]]
    made: Callable[[ibis.Table, Carried], dict[str, ibis.Value]] = lambda _counted, _carried: {}


def in_order(*more: str) -> WindowBuilder:
    """A journey's rows by time; of equal times, as they were written."""
    return ibis.window(group_by=["journey", *more], order_by=ORDER)


def count(condition: ibis.Deferred) -> ibis.Deferred:
    """How often it holds; what is not known does not count."""
    return condition.cast("int32").sum().fill_null(0)


def together(one: ibis.Table, other: ibis.Table) -> ibis.Table:
    """The rows of both. Engines differ in which columns they know to be never null; here all may be."""
    kinds = {name: kind.copy(nullable=True) for name, kind in one.schema().items()}
    return one.cast(kinds).union(other.cast(kinds))
