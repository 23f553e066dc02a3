"""What a walk down the hallway shows: units on one measure, their ranking, funnel and distance."""

from collections.abc import Callable
from dataclasses import dataclass, field

from throughline.insight.distance import Distance
from throughline.insight.funnel import Funnel
from throughline.insight.hallway import ASSOCIATION, Gap
from throughline.insight.hallway_adjusting import Way
from throughline.insight.hallway_difference import Difference
from throughline.insight.hallway_question import Question
from throughline.insight.hallway_rows import SmallUnit
from throughline.insight.intervals import Interval


@dataclass(frozen=True, kw_only=True, slots=True)
class Office:
    """One unit: as seen, made comparable, and as believed with its interval.

    `chance_of_being_best` is None where nobody can be best: with two units, or without a direction.
    """

    unit: str
    n: int
    raw: float
    adjusted: float
    shrunk: float
    interval: Interval
    reliability: float
    chance_of_being_best: float | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Ranking:
    """Who is best and who is worst, or why nobody is named there; and the groups at both ends."""

    best: str | None = None
    worst: str | None = None
    why_not: str = ""
    top: tuple[str, ...] = ()
    bottom: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Walk:
    """One comparison, whole. Units stand in the order of their names: the order is not a ranking.

    `widest` are the two that differ most; with two units `difference` takes its place, and there is no
    funnel. `distance` explains those two, on average, also where medians are compared.
    """

    question: Question
    units: tuple[Office, ...]
    small: tuple[SmallUnit, ...]
    typical: float
    between_sd: float
    reliability: float
    chance_if_all_alike: float
    ranking: Ranking
    widest: Gap | None
    difference: Difference | None
    funnel: Funnel | None
    explain: Callable[[], Distance] = field(repr=False, compare=False)
    mix: tuple[str, ...]
    way: Way | None
    notes: tuple[str, ...]
    caution: str = ASSOCIATION

    @property
    def distance(self) -> Distance:
        """The distance of the two, explained: worked out when it is first asked for, because few ask."""
        return self.explain()

    @property
    def n(self) -> int:
        """Journeys in the comparison."""
        return sum(unit.n for unit in self.units)


@dataclass(frozen=True, kw_only=True, slots=True)
class NotWalked:
    """A measure on which units cannot be compared, and why."""

    measure: str
    why: str
