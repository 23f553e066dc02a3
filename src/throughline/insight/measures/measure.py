"""A measure of the ride as data: what it asks, what it counts, what it needs, and its column of journeys."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import ibis

from throughline.insight.measures.carried import THE_LOG, Carried
from throughline.insight.rung import Better, Tier

Value = Callable[[ibis.Table], ibis.Value]
"""From the table of journeys, with what its family counted, to the value of each journey."""


class Waiting(StrEnum):
    """How a journey that is still open counts: what it has waited so far is kept, as a lower bound."""

    SO_FAR = "so far"
    """The value of an open journey may still grow."""
    UNTIL = "until"
    """A journey without a value has waited from its start to its end, and nothing came."""
    EACH = "each"
    """Every wait of a journey counts by itself; the last one of an open journey is not over."""


@dataclass(frozen=True, kw_only=True)
class Need:
    """What a record must carry for a measure, and what to say when it does not.

    `lacks` goes on after "The log". `record` and `mapping` are ways to mend it: what to record, and what to
    write into a mapping file, which helps only whoever brought a log.
    """

    met: Callable[[Carried], bool]
    lacks: str
    record: str = ""
    mapping: str = ""
    mapping_first: bool = False
    """Where it is by far the easier way."""

    def why_not_in(self, carried: Carried) -> str | None:
        """What to say of this record; `None` where it carries enough."""
        return None if self.met(carried) else self.why_not(carried.source)

    def why_not(self, source: str = THE_LOG) -> str:
        """What to say of a record that is called so."""
        ways = [self.record, self.mapping if source == THE_LOG else ""]
        mending = "; or ".join(filter(None, reversed(ways) if self.mapping_first else ways))
        said = f"{source.capitalize()} {self.lacks}."
        return f"{said} {mending[0].upper()}{mending[1:]}." if mending else said


@dataclass(frozen=True, kw_only=True)
class Measure:
    """One measure over journeys. `share` measures lie between 0 and 1."""

    name: str
    title: str
    question: str
    tier: Tier
    better: Better
    unit: str
    definition: str
    numerator: str
    denominator: str = "1: the value stands for the journey itself"
    population: str = "all journeys"
    missing: str
    source: str
    needs: tuple[Need, ...] = ()
    basis: Callable[[Carried], str]
    value: Value | None = None
    """`None` where a journey has no value of its own: its waits are counted one by one."""
    pooled: tuple[str, str] | None = None
    """Columns whose sums over journeys give the ratio of sums."""
    among: str | None = None
    """The column that says which journeys are the population; without it, all are."""
    waiting: Waiting | None = None
    too_few: str = "No journey has enough events to tell."
    ordered: bool = False
    """Whether the order of events at one and the same time can change it."""

    @property
    def is_share(self) -> bool:
        """Whether its values lie between 0 and 1."""
        return self.unit == "share"

    def why_not(self, carried: Carried) -> str | None:
        """Why a record cannot tell it; `None` if it can."""
        return next(filter(None, (need.why_not_in(carried) for need in self.needs)), None)


def count_of(name: str) -> Value:
    """A count that its family made: where nothing of the kind happened, it is 0."""
    return lambda journeys: journeys[name].fill_null(0)


def ratio_of(above: str, below: str) -> Value:
    """One column ÷ another, where the other is not 0."""
    return lambda journeys: journeys[above].cast("float64") / journeys[below].cast("float64").nullif(0.0)
