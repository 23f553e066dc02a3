"""Journeys that are not over, in a comparison of means: each counts as what it adds to the curve of all.

Leaving them out makes a unit look quick while its slow journeys are still open; counting what they waited so
far does too. The value of a journey is here what it adds to the mean of its unit's Kaplan–Meier curve
(Andersen, Klein and Rosthøj 2003): the mean of these values is the mean of the curve, and their spread is as
wide as not knowing the ends makes it. The curve is followed up to a horizon, the same for all units, because
a few journeys that nobody ever ended would otherwise make most of the mean.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from throughline.insight.hallway_columns import Codes, column_of, numbers
from throughline.insight.hallway_question import Question, values_of
from throughline.insight.intervals import Numbers
from throughline.insight.measures.measure import Waiting
from throughline.insight.survival import kaplan_meier

Flags = NDArray[np.bool_]
FOLLOWED = 0.95
"""The share of what was over that ended before the horizon."""


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Waited:
    """A value for each journey, NaN where there is none, and whether it is final."""

    values: Numbers
    final: Flags

    def told(self, question: Question, open_now: Flags) -> Iterator[str]:
        """How journeys count that are not over."""
        known, total = ~np.isnan(self.values), f"{len(self.values):,}"
        unfinished = int(np.sum(~self.final & known))
        if unfinished:
            yield (
                f"In {unfinished:,} of {total} journeys this was not over when we looked last; they count "
                f"with how long it has lasted at least (Kaplan–Meier). {self._capped(question)}"
            )
        elif question.waiting is None and np.any(open_now & known):
            still = f"{np.sum(open_now & known):,} of {total}"
            yield f"{still} journeys are still open and count as far as they have come."

    def _capped(self, question: Question) -> str:
        horizon = question.figure(self.horizon)
        return f"Anything longer than {horizon} counts as {horizon}: of what was over, 19 in 20 were by then."

    @property
    def horizon(self) -> float:
        """How far curves are followed."""
        over = self.values[self.final & ~np.isnan(self.values)]
        return float(np.quantile(over, FOLLOWED)) if len(over) else float("inf")


def waited(journeys: pa.Table, question: Question, open_now: Flags) -> Waited:
    """The values of a measure with what is known of journeys that are not over."""
    values = values_of(journeys, question)
    final = np.ones(len(values), dtype=np.bool_)
    match question.waiting:
        case Waiting.SO_FAR:
            final = ~open_now
        case Waiting.UNTIL:
            lasted = column_of(journeys, "elapsed_days")
            if lasted is not None:
                final = ~np.isnan(values)
                values = np.where(final, values, numbers(lasted))
        case _:
            pass
    return Waited(values=values, final=final)


def with_curves(values: Numbers, final: Flags, unit: Codes, horizon: float) -> Numbers:
    """Every unit's values as what its journeys add to its curve; unchanged where all are final."""
    if final.all():
        return values
    found, final = np.minimum(values, horizon), final | (values >= horizon)
    for one in np.unique(unit):
        mine = unit == one
        found[mine] = added_to_curve(found[mine], final[mine])
    return found


def added_to_curve(times: Numbers, final: Flags) -> Numbers:
    """What each wait adds to the mean of the curve of all; with all final, the waits themselves."""
    if final.all():
        return times
    curve = kaplan_meier(times, final)
    before = np.concatenate(([1.0], curve.waiting[:-1]))
    areas = before * np.diff(curve.times, prepend=0.0)
    beyond = areas.sum() - np.cumsum(areas)
    left = curve.at_risk - curve.ended
    loss = np.divide(beyond * curve.n, left, where=left > 0, out=np.zeros_like(beyond))
    so_far = np.cumsum(loss * curve.ended / curve.at_risk)
    place = np.searchsorted(curve.times, times)
    return np.asarray(areas.sum() - np.where(final, loss[place], 0.0) + so_far[place])
