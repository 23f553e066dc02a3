"""How often each activity occurs, and where in a journey: what one has to see before saying what it means."""

from collections.abc import Collection
from dataclasses import dataclass

import ibis


@dataclass(frozen=True, kw_only=True)
class ActivityFacts:
    """One activity of a log."""

    name: str
    events: int
    journeys: int
    first: int = 0
    """Journeys that begin with it."""
    last: int = 0
    """Journeys in which nothing follows it."""
    near_end: int = 0
    """Journeys in which no more than three events follow it."""

    @property
    def stays_last(self) -> float:
        """Of the journeys it occurs in, the share that end with it."""
        return self.last / self.journeys if self.journeys else 0.0

    @property
    def over_soon(self) -> float:
        """The share of them that are over soon after it."""
        return self.near_end / self.journeys if self.journeys else 0.0


def facts_of(record: ibis.Table) -> list[ActivityFacts]:
    """The activities of a record, the most frequent first. A piece of work counts when it is done."""
    done = record.filter(
        record.name.notnull() & (record.lifecycle.isnull() | (record.lifecycle == "complete"))
    )
    in_order = ibis.window(group_by="journey", order_by="seq")
    placed = done.select("journey", "name", place=ibis.row_number().over(in_order))
    sized = placed.group_by("journey").mutate(size=placed.count())
    each = sized.group_by("journey", "name").aggregate(
        n=sized.count(),
        first=(sized.place.min() == 0).cast("int64"),
        after=sized["size"].max() - 1 - sized.place.max(),
    )
    rows = each.group_by("name").aggregate(
        events=each.n.sum(),
        journeys=each.count(),
        first=each["first"].sum(),
        last=(each.after == 0).cast("int64").sum(),
        near_end=(each.after <= 3).cast("int64").sum(),
    )
    return [
        ActivityFacts(**row) for row in rows.order_by(ibis.desc("events"), "name").to_pyarrow().to_pylist()
    ]


def last_among(record: ibis.Table, names: Collection[str]) -> dict[str, int]:
    """In how many journeys each of these activities is the last of them."""
    if not names:
        return {}
    done = record.lifecycle.isnull() | (record.lifecycle == "complete")
    of_these = record.filter(done & record.name.isin(sorted(names)))
    ended = of_these.group_by("journey").aggregate(last=of_these.name.argmax(of_these.seq))
    rows = ended.group_by("last").aggregate(n=ended.count()).to_pyarrow().to_pylist()
    return {row["last"]: row["n"] for row in rows}
