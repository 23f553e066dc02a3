"""How much of a figure depends on the order of events at one and the same time, which nobody knows.

Many logs know the day and not the hour. Within a tie the order is that of the file; another file of the same
events would give other handoffs.
"""

from dataclasses import dataclass

import ibis
from ibis import _

from throughline.insight.fetching import fetched
from throughline.insight.measures.kinds import is_work
from throughline.insight.measures.measure import Measure
from throughline.insight.measures.needs import FUNCTIONS, PEOPLE
from throughline.insight.measures.scene import count

TIE = ["journey", "at"]


@dataclass(frozen=True, kw_only=True)
class Tied:
    """Steps from one staff event to the next, those at one time, and journeys that hold such steps."""

    steps: int
    tied: int
    journeys: int
    with_ties: int

    @property
    def share(self) -> float:
        """Of the steps, those whose order nobody knows."""
        return self.tied / self.steps if self.steps else 0.0


@dataclass(frozen=True, kw_only=True)
class Ties:
    """What the order inside ties decides: of staff events that name a person, a department, and of all.

    `handoffs` are the means of handoffs between people over journeys: no order of the ties gives fewer than
    the first, and none gives more than the second.
    """

    people: Tied
    functions: Tied
    events: Tied
    handoffs: tuple[float, float] | None

    def of(self, measure: Measure) -> Tied | None:
        """What a measure rests on; `None` where the order does not matter to it."""
        if not measure.ordered:
            return None
        if PEOPLE in measure.needs:
            return self.people
        return self.functions if FUNCTIONS in measure.needs else self.events


def ties_of(record: ibis.Table) -> Ties:
    """Look through the record once for ties."""
    staff = record.filter(is_work(record))
    people = staff.filter(staff.person.notnull())
    return Ties(
        people=_tied(people),
        functions=_tied(staff.filter(staff.function.notnull())),
        events=_tied(record),
        handoffs=_handoffs(people, record),
    )


def told_ties(ties: Ties, handoffs: float | None) -> tuple[str, ...]:
    """What a reader should know, beside the handoffs as they were counted; nothing where nothing is tied."""
    if not ties.events.tied:
        return ()
    said = (
        f"{_per_cent(ties.events.share)} of steps lie between events of one and the same time, in "
        f"{ties.events.with_ties:,} of {ties.events.journeys:,} journeys. Their order is that of the file."
    )
    if ties.handoffs is None or handoffs is None or not ties.people.tied:
        return (said,)
    low, high = ties.handoffs
    return (
        said,
        f"Handoffs between people are {handoffs:.1f} a journey in the order of the file. In any other order "
        f"they would be no fewer than {low:.1f} and no more than {high:.1f}.",
    )


def _per_cent(share: float) -> str:
    return "Less than 1%" if share < 0.01 else f"{share:.0%}"


def _tied(rows: ibis.Table) -> Tied:
    each = rows.group_by(TIE).aggregate(n=rows.count())
    by_journey = each.group_by("journey").aggregate(n=each.n.sum(), times=each.count())
    found = fetched(
        by_journey.aggregate(
            steps=(_.n - 1).sum(),
            tied=(_.n - _.times).sum(),
            journeys=_.count(),
            with_ties=count(_.n > _.times),
        )
    ).to_pylist()[0]
    return Tied(**{name: int(value or 0) for name, value in found.items()})


def _handoffs(people: ibis.Table, record: ibis.Table) -> tuple[float, float] | None:
    """Bounds, tie by tie: within each, and from each to the next."""
    each = people.group_by([*TIE, "person"]).aggregate(n=people.count())
    ties = each.group_by(TIE).aggregate(n=each.n.sum(), people=each.count(), most=each.n.max())
    in_order = ibis.window(group_by="journey", order_by="at")
    ties = ties.mutate(before=ties["at"].lag().over(in_order), people_before=ties.people.lag().over(in_order))
    shared = _shared(each, ties)
    every = ties.left_join(shared, TIE)
    follows = every.before.notnull()
    both = every.shared.fill_null(0) > 0
    alone = (every.people == 1) & (every.people_before == 1)
    fewest = every.people - 1 + (follows & ~both).cast("int64")
    most = ibis.least(every.n - 1, 2 * (every.n - every.most)) + (follows & ~(both & alone)).cast("int64")
    journeys = record.journey.nunique().name("journeys")
    found = fetched(every.aggregate(fewest=fewest.sum(), most=most.sum())).to_pylist()[0]
    if found["fewest"] is None:
        return None
    n = int(fetched(record.aggregate(journeys)).to_pylist()[0]["journeys"])
    return int(found["fewest"]) / n, int(found["most"]) / n


def _shared(each: ibis.Table, ties: ibis.Table) -> ibis.Table:
    """How many people are in a tie and in the one before it."""
    here = each.inner_join(ties.select(*TIE, "before"), TIE).select(*TIE, "person", "before")
    earlier = each.select("journey", "person", before="at")
    same = here.inner_join(earlier, ["journey", "person", "before"])
    return same.group_by(TIE).aggregate(shared=same.count())
