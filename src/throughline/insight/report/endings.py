"""Groups of journeys beside each other: by how they ended, or by what is known of each case."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from throughline.insight.intervals import wilson
from throughline.insight.measured import Measured
from throughline.insight.measures.catalogue import BY_NAME, Measure
from throughline.insight.report.cards import Cell, headline, share
from throughline.insight.report.material import first_told
from throughline.insight.ride import Ride
from throughline.insight.splits import COLUMNS, Group, names_to_split_by, split
from throughline.insight.telling import span

BESIDE = (
    ("elapsed_days",),
    ("longest_silence_days", "people", "functions"),
    ("handoffs_function", "handoffs_person"),
    ("failure_demand", "repeated_asks", "rework_redo", "self_loops"),
)
"""What stands beside a group: of each line the first that the record tells and that happens at all."""
GOAL = "goal_reached"
MOST_ATTRIBUTES = 6
TITLES = {"unit": "office"}
"""What people call what we split by."""


@dataclass(frozen=True, kw_only=True)
class Groups:
    """A table: each group, how many, what became of them, and what it took."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    cautions: tuple[str, ...]


def by_ending(ride: Ride, fewest: int = 0) -> Groups | None:
    """How journeys ended; None where the record knows no endings."""
    return groups_by(ride, "ending", fewest) if ride.endings else None


def by_attributes(ride: Ride, fewest: int = 0) -> list[Groups]:
    """Journeys by what is known of each case; the ending stands beside the burden."""
    names = [name for name in names_to_split_by(ride) if name not in COLUMNS]
    return [groups_by(ride, name, fewest) for name in names[:MOST_ATTRIBUTES]]


def groups_by(ride: Ride, by: str, fewest: int = 0) -> Groups:
    """Journeys by one thing that is known of them. Groups of fewer journeys than `fewest` are only named.

    Raises:
        NothingToSplitBy: where nothing of that name is known.
    """
    goal = [GOAL] if by != "ending" and isinstance(ride.measures.get(GOAL), Measured) else []
    beside = [BY_NAME[GOAL] for _ in goal] + [one for line in BESIDE if (one := _first_told(ride, line))]
    found = split(ride, by)
    shown = [group for group in found.groups if group.n >= fewest]
    few = [group.name for group in found.groups if group.n < fewest]
    return Groups(
        title=by,
        headings=(TITLES.get(by, by), "journeys", "share", *(measure.title for measure in beside)),
        rows=tuple(_row(group, beside, ride) for group in shown),
        cautions=(*(group.caution for group in shown if group.caution), *_too_few(few, fewest)),
    )


def _too_few(names: Sequence[str], fewest: int) -> Iterator[str]:
    if names:
        yield (
            f"Not shown, because fewer than {fewest} journeys would be about somebody and not about the "
            f"service: {', '.join(names)}."
        )


def _first_told(ride: Ride, line: tuple[str, ...]) -> Measure | None:
    name = first_told(ride, line)
    return BY_NAME[name] if name else None


def _row(group: Group, beside: list[Measure], ride: Ride) -> tuple[Cell, ...]:
    around = wilson(group.n, ride.journeys.num_rows).interval
    return (
        group.name,
        f"{group.n:,}",
        (share(group.share), span(share(around.low), share(around.high))),
        *(_said(group, measure) for measure in beside),
    )


def _said(group: Group, measure: Measure) -> Cell:
    result = group.measures[measure.name]
    if not isinstance(result, Measured):
        return "–"
    if measure.unit == "days" and "median" in result.at_least:
        return "not known yet"  # more than half of them are still open
    found = headline(measure, result)
    return (found.value, found.interval)
