"""What a report is made of, computed from a record: waits, courses over time, and units compared."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import ibis

from throughline.insight.flows import Flows, Places, flows_of
from throughline.insight.hallway_cut_off import judged
from throughline.insight.hallway_units import NothingToCompare
from throughline.insight.hallway_walk import FEWEST_TO_COMPARE, NotWalked, Walk, hallway_of
from throughline.insight.measures.carried import OUR_RECORD
from throughline.insight.measures.catalogue import BY_NAME
from throughline.insight.over_time import OverTime
from throughline.insight.ride import Measured, Ride
from throughline.insight.threads import Typical
from throughline.insight.ties import ties_of, told_ties

COURSES = (
    "goal_reached",
    "elapsed_days",
    "longest_silence_days",
    "people",
    "functions",
    "handoffs_person",
    "handoffs_function",
    "coc",
    "failure_demand",
    "repeated_asks",
    "rework_redo",
    "self_loops",
    "promises_kept",
)
"""What is followed over time: the outcome first, then what the person feels most."""
MOST_COURSES = 9
SELDOM = 0.02
"""What happens in fewer journeys makes no line over time."""
MOST_HALLS = 4


@dataclass(frozen=True, kw_only=True)
class Material:
    """All that a report is made of."""

    name: str
    ride: Ride
    threads: Sequence[Typical]
    flows: Sequence[Flows] = ()
    over_time: OverTime | None = None
    walks: Sequence[Walk | NotWalked] = ()
    columns: Sequence[tuple[str, str]] = ()
    problems: Sequence[str] = ()
    command: str = ""
    fewest: int = 0
    """Groups of fewer journeys are not shown: numbers would be about somebody."""

    @property
    def live(self) -> bool:
        """Whether it is the service's own record, which nobody gave us as a file."""
        return self.ride.carried.source == OUR_RECORD


def waits_of(record: ibis.Table, ride: Ride) -> list[Flows]:
    """Between which places it waits, and before which step."""
    between = Places.FUNCTIONS if ride.carried.functions else Places.WORK
    found = (flows_of(record, ride.carried, places) for places in (between, Places.NEXT))
    return [flows for flows in found if flows]


def what_ties_decide(record: ibis.Table, ride: Ride) -> tuple[str, ...]:
    """How much of what is told rests on the order of events at one and the same time."""
    handoffs = ride.measures["handoffs_person"]
    return told_ties(ties_of(record), handoffs.mean if isinstance(handoffs, Measured) else None)


def followed(ride: Ride) -> tuple[str, ...]:
    """The measures that are followed over time: those that this record can tell and that happen at all."""
    return tuple(name for name in told_of(ride) if happens(ride, name))[:MOST_COURSES]


def first_told(ride: Ride, names: Sequence[str]) -> str | None:
    """The first of some measures that is told and happens at all; if none happens, the first that is told."""
    told = [name for name in names if isinstance(ride.measures.get(name), Measured)]
    return next((name for name in told if happens(ride, name)), told[0] if told else None)


def happens(ride: Ride, name: str) -> bool:
    """Often enough to be followed; a measure that only all journeys together tell has no values."""
    values = ride.values(name)
    return bool(len(values)) and bool((values != 0).mean() > SELDOM)


def told_of(ride: Ride) -> tuple[str, ...]:
    """Of what matters most, what this record can tell."""
    return tuple(name for name in COURSES if isinstance(ride.measures.get(name), Measured))


def walks_of(
    ride: Ride, mix: Sequence[str] = (), every: Mapping[str, Walk | NotWalked] | None = None
) -> tuple[Walk | NotWalked, ...]:
    """Units compared on what matters most: the outcome, then what the person feels most.

    Where units were compared on `every` measure with this mix, they are not compared again.
    """
    if len(ride.units) < FEWEST_TO_COMPARE:
        return ()
    names = told_of(ride)[:MOST_HALLS]
    return tuple(each_once([_walk(ride, name, mix, (every or {}).get(name)) for name in names]))


def each_once(walks: Sequence[Walk | NotWalked]) -> Iterator[Walk | NotWalked]:
    """Where nobody heard anything before the end, the silence is the whole journey: one picture is enough."""
    seen: dict[tuple[tuple[str, ...], ...], str] = {}
    for walk in walks:
        if isinstance(walk, NotWalked):
            yield walk
            continue
        figure = walk.question.figure
        shown = tuple((one.unit, *map(figure, (one.raw, one.adjusted, one.shrunk))) for one in walk.units)
        if shown in seen:
            yield NotWalked(measure=walk.question.title, why=f"the same figures as for “{seen[shown]}”.")
        else:
            seen[shown] = walk.question.title
            yield walk


def _walk(ride: Ride, measure: str, mix: Sequence[str], known: Walk | NotWalked | None) -> Walk | NotWalked:
    if isinstance(known, NotWalked):
        return NotWalked(measure=BY_NAME[measure].title, why=known.why)
    try:
        found = known or hallway_of(ride.journeys, measure, mix=mix)
        seen = {found.question.figure(value) for one in found.units for value in (one.raw, one.adjusted)}
        if len(seen) == 1:
            return NotWalked(measure=BY_NAME[measure].title, why=f"all offices are alike, at {seen.pop()}.")
        return judged(found, ride)
    except NothingToCompare as refusal:
        return NotWalked(measure=BY_NAME[measure].title, why=str(refusal))
