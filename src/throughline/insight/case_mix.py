"""Case mix: what journeys were like before any unit touched them, as columns that arithmetic can use."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from throughline.insight.hallway_columns import (
    UNKNOWN,
    Codes,
    Names,
    column_of,
    is_number,
    names_of,
    numbers,
)
from throughline.insight.intervals import Numbers

MOST_KINDS = 12
RAREST = 5
TELLING = 0.8
"""An attribute that spares more of the errors in guessing the unit cannot be told from the unit."""
NOT_RECORDED = "not recorded"
OTHER = "other"


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Part:
    """One attribute as columns, centred; a category has one for each kind but the commonest.

    `kinds` are set for a category: which kind each journey is.
    """

    name: str
    columns: Numbers
    kinds: Names | None = None

    def at(self, kept: NDArray[np.intp]) -> "Part":
        """The same attribute of some of the journeys."""
        kinds = self.kinds and Names(codes=self.kinds.codes[kept], names=self.kinds.names)
        return replace(self, columns=self.columns[kept], kinds=kinds)


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class CaseMix:
    """The attributes that can be adjusted for, and what has to be said about them and about the others."""

    parts: tuple[Part, ...]
    notes: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(part.name for part in self.parts)

    def columns(self, journeys: int) -> Numbers:
        """All parts side by side; no columns at all without parts."""
        return beside(self.parts, journeys)

    def at(self, kept: NDArray[np.intp]) -> "CaseMix":
        """The mix of some of the journeys; of all, without a copy."""
        if not self.parts or len(kept) == len(self.parts[0].columns):
            return self
        return replace(self, parts=tuple(part.at(kept) for part in self.parts))


def beside(parts: Sequence[Part], journeys: int) -> Numbers:
    """The columns of all parts side by side."""
    return np.hstack([np.empty((journeys, 0)), *(part.columns for part in parts)])


def case_mix(journeys: pa.Table, names: Sequence[str], units: Names) -> CaseMix:
    """The named attributes of these journeys, ready for adjustment."""
    parts, notes = [], []
    for name in names:
        column = column_of(journeys, name)
        if column is None:
            notes.append(f"The journeys have no attribute “{name}”.")
            continue
        part, said = _part(name, column, units.codes)
        notes += said
        if part is not None:
            parts.append(part)
            notes += _in_one_unit(part, units)
    return CaseMix(parts=tuple(parts), notes=tuple(notes))


def number_part(name: str, values: Numbers) -> Part:
    """A number in standard deviations from its mean; a column of its own says where it is not recorded."""
    known = ~np.isnan(values)
    spread = float(np.std(values[known])) or 1.0
    scaled = np.where(known, (values - np.mean(values[known])) / spread, 0.0)
    missing = (~known).astype(np.float64)
    columns = [scaled] if known.all() else [scaled, missing - missing.mean()]
    return Part(name=name, columns=np.column_stack(columns))


def kinds_part(name: str, kinds: Names) -> Part:
    """A category: one column per kind, without the first."""
    shown = np.equal.outer(kinds.codes, np.arange(1, len(kinds.names))).astype(np.float64)
    return Part(name=name, columns=shown - shown.mean(axis=0), kinds=kinds)


def _part(name: str, column: pa.ChunkedArray, unit: Codes) -> tuple[Part | None, list[str]]:
    said = list(_missing(name, column))
    if is_number(column):
        values = numbers(column)
        if not np.any(np.isfinite(values)):
            return None, [f"“{name}” is recorded for no journey: it cannot be adjusted for."]
        part = number_part(name, np.where(np.isfinite(values), values, np.nan))
    else:
        found = names_of(column)
        if len(found.names) > max(2 * MOST_KINDS, len(found.codes) / 2):
            return None, [f"“{name}” is different in almost every journey: it cannot be adjusted for."]
        part = kinds_part(name, gathered(found))
    if not part.columns.size or float(np.var(part.columns)) < 1e-12:
        return None, [f"“{name}” is the same in every journey: there is nothing to adjust for."]
    if np.max(np.abs(_within(part.columns, unit))) < 1e-9 or _tells_the_unit(part, unit):
        return None, [
            f"“{name}” all but says which unit a journey belongs to: nothing tells what belongs to it and "
            "what to the unit, so it cannot be adjusted for."
        ]
    return part, said


def _tells_the_unit(part: Part, unit: Codes) -> bool:
    """Knowing the kind spares most errors in guessing the unit (Goodman and Kruskal's lambda)."""
    if part.kinds is None:
        return False
    inside = unit >= 0
    unit, kind = unit[inside], part.kinds.codes[inside]
    units = int(unit.max(initial=0)) + 1
    together = np.bincount(kind * units + unit, minlength=len(part.kinds.names) * units).reshape(-1, units)
    wrong = len(unit) - int(np.bincount(unit).max(initial=0))
    still_wrong = len(unit) - int(together.max(axis=1).sum())
    return wrong > 0 and still_wrong < (1 - TELLING) * wrong


def gathered(found: Names) -> Names:
    """The commonest kinds first; rare ones together as “other”, missing ones as a kind of their own."""
    counts = np.bincount(found.codes[found.codes >= 0], minlength=len(found.names))
    order = sorted(range(len(counts)), key=lambda kind: (-counts[kind], found.names[kind]))
    kept = [kind for kind in order if counts[kind] >= RAREST][:MOST_KINDS]
    turned = np.full(len(found.names) + 1, len(kept), dtype=np.intp)
    turned[kept] = np.arange(len(kept))
    names = [found.names[kind] for kind in kept]
    if len(kept) < len(order):
        names.append(OTHER)
    turned[UNKNOWN] = len(names)
    if np.any(found.codes == UNKNOWN):
        names.append(NOT_RECORDED)
    return Names(codes=turned[found.codes], names=tuple(names))


def _missing(name: str, column: pa.ChunkedArray) -> Iterator[str]:
    if column.null_count:
        yield (
            f"“{name}” is not recorded for {column.null_count:,} of {len(column):,} journeys; "
            "they are compared as a kind of their own."
        )


def _in_one_unit(part: Part, units: Names) -> Iterator[str]:
    """A kind that one unit alone has is adjusted for by that unit's own journeys."""
    if part.kinds is None or len(units.names) < 2:
        return
    belongs = units.codes >= 0
    lonely = []
    for kind, name in enumerate(part.kinds.names):
        there = np.unique(units.codes[belongs & (part.kinds.codes == kind)])
        if len(there) == 1:
            lonely.append((name, units.names[int(there[0])]))
    if len(lonely) == 1:
        name, unit = lonely[0]
        yield (
            f"Only {unit} has journeys with “{part.name}” = “{name}”; "
            "how they would go elsewhere is not known."
        )
    elif lonely:
        yield (
            f"{len(lonely)} kinds of “{part.name}” are seen in one unit only; "
            "how they would go elsewhere is not known."
        )


def _within(columns: Numbers, unit: Codes) -> Numbers:
    inside = unit >= 0
    columns, unit = columns[inside], unit[inside]
    counts = np.maximum(np.bincount(unit), 1)
    means = np.column_stack([np.bincount(unit, column) / counts for column in columns.T])
    return np.asarray(columns - means[unit])
