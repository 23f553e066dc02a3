"""At a glance: the few numbers a leader asks for first, the outcome before all others even when unknown."""

from dataclasses import dataclass

from throughline.insight.measures.catalogue import BY_NAME, Measure
from throughline.insight.report.cards import Headline, headline, with_open
from throughline.insight.report.material import first_told
from throughline.insight.ride import Ride, Unmeasurable

OUTCOME = "goal_reached"
ASKED_FIRST = (
    ("elapsed_days",),
    ("longest_silence_days", "first_word_days"),
    ("people", "functions"),
    ("handoffs_function", "handoffs_person"),
    ("repeated_asks", "failure_demand", "rework_redo", "self_loops"),
    ("promises_kept",),
)
"""One number from each line: the first that the record tells and that happens at all."""
MOST = 6
FEWEST = 4


@dataclass(frozen=True, kw_only=True)
class Tile:
    """One number with its interval; without a headline it is hatched, and `why` says what lacks."""

    name: str
    title: str
    headline: Headline | None
    why: str = ""


def glance(ride: Ride) -> tuple[Tile, ...]:
    """Four to six numbers."""
    outcome = [_tile(ride, BY_NAME[OUTCOME])] if OUTCOME in BY_NAME else []
    lines = [[BY_NAME[name] for name in line if name in BY_NAME] for line in ASKED_FIRST]
    told = [_tile(ride, found) for line in lines if (found := _first_told(ride, line))]
    tiles = [*outcome, *told[: MOST - len(outcome)]]
    untold = [_tile(ride, line[0]) for line in lines if line and not _first_told(ride, line)]
    return (*tiles, *untold[: max(0, FEWEST - len(tiles))])


def _first_told(ride: Ride, line: list[Measure]) -> Measure | None:
    name = first_told(ride, [measure.name for measure in line])
    return BY_NAME[name] if name else None


def _tile(ride: Ride, measure: Measure) -> Tile:
    result = ride.measures[measure.name]
    if isinstance(result, Unmeasurable):
        return Tile(
            name=measure.name,
            title=measure.title,
            headline=None,
            why=f"{result.why.partition('. ')[0].rstrip('.')}.",
        )
    found = headline(measure, result, ride.values(measure.name))
    return Tile(name=measure.name, title=measure.title, headline=with_open(ride, measure, found))
