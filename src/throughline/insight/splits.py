"""Any measure, group by group: by ending, office, or what is known of each case. The ending stands beside it.

A group whose journeys are short because they were cut off is not well served, and that is said.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import pairwise

import numpy as np
import pyarrow as pa

from throughline.insight.counted import counted
from throughline.insight.hallway_columns import column_of
from throughline.insight.intervals import wilson
from throughline.insight.measured import Measured, Result
from throughline.insight.measures.journeys import ATTRIBUTE
from throughline.insight.ride import Ending, Ride, endings_of, results
from throughline.insight.telling import per_cent
from throughline.refused import Refused

COLUMNS = ("ending", "unit", "service")
MOST = 12
"""Groups; of more, the smaller ones are taken together."""
FEWEST = 10
"""Of fewer journeys nothing is said in warning: three of four may be luck."""
MUCH = 0.1
"""A smaller difference between shares changes nothing that a leader would do."""
BANDS = 4
UNSAID, STILL_OPEN, OTHERS = "not said", "still open", "all others"

Label = str
Labels = tuple[Sequence[Label | None], Sequence[Label]]
"""A name for each journey, and the names in their order."""


class NothingToSplitBy(Refused):
    """Nothing of that name is known of journeys."""


@dataclass(frozen=True, kw_only=True)
class Group:
    """Journeys that have something in common. `cut_off` is the share still open or ended without the goal."""

    name: str
    n: int
    share: float
    measures: Mapping[str, Result]
    endings: tuple[Ending, ...]
    cut_off: float | None
    caution: str | None


@dataclass(frozen=True, kw_only=True)
class Split:
    """All journeys, in groups by one thing that is known of them."""

    by: str
    groups: tuple[Group, ...]


def names_to_split_by(ride: Ride) -> tuple[str, ...]:
    """What journeys can be split by: endings, offices, services and case attributes, by name."""
    names = ride.journeys.column_names
    known = [name for name in COLUMNS if name in names and len(ride.journeys[name].unique()) > 1]
    return (*known, *ride.attributes)


def split(ride: Ride, by: str) -> Split:
    """Every measure for each group of journeys. Numbers and dates are cut into four bands of equal size.

    Raises:
        NothingToSplitBy: where nothing of that name is known.
    """
    column = _column(ride, by)
    names, order = _labels(ride.journeys[column], unsaid=STILL_OPEN if column == "ending" else UNSAID)
    of_all = _cut_off(ride.journeys)
    groups = [_group(ride, name, pa.array([one == name for one in names]), of_all) for name in order]
    if column == "ending":
        groups = [replace(group, caution=_short_ending(ride, group)) for group in groups]
    return Split(by=by, groups=tuple(groups))


def told_split(found: Split, measure: str, figure: Callable[[float], str]) -> tuple[str, ...]:
    """A sentence for each group: how many, half and nine in ten, and how they ended; then the cautions."""
    said = [_sentence(group, measure, figure) for group in found.groups]
    return (*said, *(group.caution for group in found.groups if group.caution))


def _sentence(group: Group, measure: str, figure: Callable[[float], str]) -> str:
    result = group.measures[measure]
    if not isinstance(result, Measured):
        return f"{group.name} ({counted(group.n, 'journey')}): not measurable. {result.why}"
    half, most = (
        f"more than {figure(value)}" if name in result.at_least else f"up to {figure(value)}"
        for name, value in (("median", result.median), ("p90", result.p90))
    )
    return f"{group.name} ({counted(group.n, 'journey')}): half {half}, nine in ten {most}.{_ended(group)}"


def _ended(group: Group) -> str:
    reached = group.measures["goal_reached"]
    if isinstance(reached, Measured):
        return f" Of those that have ended, {per_cent(reached.mean)} reached what they came for."
    still = next((one.share for one in group.endings if one.name is None), 0.0)
    return f" {per_cent(still)} are still open." if still else ""


def _column(ride: Ride, by: str) -> str:
    names = ride.journeys.column_names
    for column in (by, ATTRIBUTE + by):
        if column in COLUMNS and column in names and ride.journeys[column].null_count < ride.size:
            return column
        if column.startswith(ATTRIBUTE) and column in names:
            return column
    known = ", ".join(names_to_split_by(ride)) or "nothing yet: name case attributes in a mapping file"
    raise NothingToSplitBy(f"Journeys cannot be split by '{by}'. What is known of them: {known}.")


def _labels(column: pa.ChunkedArray, *, unsaid: str) -> Labels:
    values = column.to_pylist()
    known = [value for value in values if value is not None]
    ranked = isinstance(known[0], int | float | date) and not isinstance(known[0], bool) if known else False
    names, order = _banded(values) if ranked and len(set(known)) > BANDS else _categories(values)
    if len(known) == len(values):
        return names, order
    return [unsaid if name is None else name for name in names], [*order, unsaid]


def _categories(values: Sequence[object]) -> Labels:
    found = Counter(str(value) for value in values if value is not None)
    ranked = sorted(found, key=lambda name: (-found[name], name))
    kept = ranked if len(ranked) <= MOST else ranked[: MOST - 1]
    names = [None if value is None else str(value) for value in values]
    if len(kept) == len(ranked):
        return names, kept
    return [name if name is None or name in kept else OTHERS for name in names], [*kept, OTHERS]


def _banded(values: Sequence[object]) -> Labels:
    """Four bands of about equal size; equal values stay together."""
    ranked = np.sort(np.array([_place(value) for value in values if value is not None]))
    whole = {_place(value): value for value in values if value is not None}
    edges = sorted({float(ranked[round(i * (len(ranked) - 1) / BANDS)]) for i in range(1, BANDS)})
    shown = [_shown(whole[edge]) for edge in edges]
    order = [
        f"up to {shown[0]}",
        *(f"over {a} up to {b}" for a, b in pairwise(shown)),
        f"over {shown[-1]}",
    ]
    names = [
        None if value is None else order[int(np.searchsorted(edges, _place(value), side="left"))]
        for value in values
    ]
    return names, [name for name in order if name in names]


def _place(value: object) -> float:
    if isinstance(value, datetime):
        return value.timestamp()
    return float(value.toordinal()) if isinstance(value, date) else float(str(value))


def _shown(value: object) -> str:
    if isinstance(value, date):
        return f"{value:%-d %B %Y}"
    return f"{float(str(value)):,.10g}"


def _group(ride: Ride, name: str, mine: pa.Array, of_all: float | None) -> Group:
    journeys = ride.journeys.filter(mine)
    measures = results(journeys, ride.carried)
    return Group(
        name=name,
        n=journeys.num_rows,
        share=journeys.num_rows / ride.journeys.num_rows,
        measures=measures,
        endings=endings_of(journeys),
        cut_off=_cut_off(journeys),
        caution=_caution(ride, name, journeys, of_all),
    )


def _cut_off(journeys: pa.Table) -> float | None:
    """The share still open, or ended without the goal; `None` where nobody knows of endings."""
    closed = journeys["closed"].to_pylist()
    if not any(one is not None for one in closed):
        return None
    goals = journeys["goal"].to_pylist() if "goal" in journeys.column_names else [None] * len(closed)
    cut = [not done or goal == 0 for done, goal in zip(closed, goals, strict=True)]
    return cut.count(True) / len(cut)


def _caution(ride: Ride, name: str, journeys: pa.Table, of_all: float | None) -> str | None:
    """Where more than elsewhere were cut off, and the time they took looks shorter for it."""
    here = _cut_off(journeys)
    if here is None or of_all is None:
        return None
    shorter = _middle(journeys) < _middle(ride.journeys)
    if not (shorter and _surely_more(here, journeys, of_all)):
        return None
    return (
        f"Journeys of “{name}” look short because many were cut off: {per_cent(here)} are still open "
        f"or ended without the goal, against {per_cent(of_all)} of all. That is not being well served."
    )


def _short_ending(ride: Ride, group: Group) -> str | None:
    """An ending is what it is: that it came soon makes it no better."""
    if group.caution is None:
        return None
    if group.name == STILL_OPEN:
        return "Journeys that are still open look short because they are not over."
    return f"“{group.name}” came sooner than other endings, and nobody who ended so got what they came for."


def cut_off_more(ride: Ride, by: str) -> tuple[str, ...]:
    """Says of which groups surely more are open or ended without the goal: what they took looks small."""
    if by not in COLUMNS:
        return ()
    of_all = _cut_off(ride.journeys)
    return tuple(
        f"At “{name}” {per_cent(here)} of journeys are still open or ended without the goal, against "
        f"{per_cent(of_all or 0.0)} of all: small figures there are no good sign."
        for name, here in cut_off_in(ride, by).items()
    )


def cut_off_in(ride: Ride, by: str) -> dict[str, float]:
    """The groups of which surely more than of all are open or ended without the goal, and how many are."""
    of_all = _cut_off(ride.journeys)
    column = column_of(ride.journeys, by)
    if of_all is None or column is None:
        return {}
    names = column.cast(pa.string()).to_pylist()
    found = {}
    for name in sorted({name for name in names if name is not None}):
        journeys = ride.journeys.filter(pa.array([one == name for one in names]))
        here = _cut_off(journeys)
        if here is not None and _surely_more(here, journeys, of_all):
            found[name] = here
    return found


def _surely_more(here: float, journeys: pa.Table, of_all: float) -> bool:
    n = journeys.num_rows
    return n >= FEWEST and here - of_all >= MUCH and wilson(round(here * n), n).interval.low > of_all


def _middle(journeys: pa.Table) -> float:
    return float(np.median(np.array(journeys["elapsed"].to_pylist(), dtype=np.float64)))
