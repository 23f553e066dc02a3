"""From one row per journey to the number of a measure: with n, coverage, intervals, and who still waits."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from throughline.insight.arrays import numbers
from throughline.insight.intervals import (
    Interval,
    mean_interval,
    quantile_interval,
    ratio_interval,
    wilson,
)
from throughline.insight.measures.carried import Carried
from throughline.insight.measures.measure import Measure, Waiting
from throughline.insight.measures.scene import DAY_US
from throughline.insight.survival import Survival, kaplan_meier

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True)
class Measured:
    """A measure over journeys. `pooled` is the ratio of sums, for shares that are shaky on few contacts.

    `coverage` is n ÷ `population`. `intervals` hold 95% each, by the name of the figure; a figure on too few
    journeys has none. `censored` of the n were not over when we looked last: then `median` and `p90` are read
    from the Kaplan–Meier curve, and those in `at_least` are only a lower bound, because too many still wait.
    """

    mean: float
    median: float
    p90: float
    n: int
    basis: str
    pooled: float | None = None
    coverage: float = 1.0
    population: int = 0
    censored: int = 0
    at_least: tuple[str, ...] = ()
    intervals: Mapping[str, Interval] = field(default_factory=dict)


@dataclass(frozen=True)
class Unmeasurable:
    """What the record cannot tell, and what to record so that it can."""

    why: str


Result = Measured | Unmeasurable


def result_of(measure: Measure, journeys: pa.Table, carried: Carried) -> Result:
    """One measure over these journeys."""
    why = measure.why_not(carried)
    if why:
        return Unmeasurable(why)
    survival = survival_of(measure, journeys)
    if survival is not None:
        population, covered = _population(measure, journeys), _covered(measure, journeys, survival.n)
        return waited(measure, carried, survival, population=population, covered=covered)
    values = values_of(journeys, measure.name) if measure.value else waits_in_days(journeys)
    pooled, around = _pooled(measure, journeys)
    if not len(values):
        return _all_short(measure, journeys, carried)
    median, p90 = np.quantile(values, [0.5, 0.9])
    population = _population(measure, journeys)
    n = len(values)
    return Measured(
        mean=float(values.mean()),
        median=float(median),
        p90=float(p90),
        n=n,
        basis=measure.basis(carried),
        pooled=pooled,
        population=population,
        coverage=_covered(measure, journeys, n) / population if population else 1.0,
        intervals=_intervals(measure, values) | around,
    )


def values_of(journeys: pa.Table, name: str) -> Numbers:
    """The defined values of one column, sorted: a sum must not depend on the order engines give rows in.

    By DLPack, because Arrow's own way loads pandas.
    """
    return np.sort(numbers(journeys[name].drop_null()))


def waits_in_days(journeys: pa.Table) -> Numbers:
    """Every wait for a word that came, sorted."""
    waits = journeys["waits"].combine_chunks()
    return np.sort(numbers(waits.flatten()) / DAY_US)


def survival_of(measure: Measure, journeys: pa.Table) -> Survival | None:
    """The curve of who still waits, for a measure of time; `None` where nobody does."""
    match measure.waiting:
        case None:
            return None
        case Waiting.SO_FAR:
            times, over = _both(journeys, measure.name, "elapsed_days", ~_is_open(journeys))
        case Waiting.UNTIL:
            times, over = _both(journeys, measure.name, "elapsed_days", None)
        case Waiting.EACH:
            came = waits_in_days(journeys)
            goes_on = values_of(journeys, "wait_goes_on") / DAY_US
            times, over = np.concatenate([came, goes_on]), np.arange(len(came) + len(goes_on)) < len(came)
    return kaplan_meier(times, over) if len(times) and not over.all() else None


def _both(journeys: pa.Table, name: str, otherwise: str, over: Flags | None) -> tuple[Numbers, Flags]:
    """A time for each journey that has one, and whether it was over then."""
    values, until = (numbers(journeys[column], missing=np.nan) for column in (name, otherwise))
    times = np.where(np.isnan(values), until, values)
    known = ~np.isnan(times)
    return times[known], (~np.isnan(values) if over is None else over)[known]


def waited(measure: Measure, carried: Carried, curve: Survival, *, population: int, covered: int) -> Measured:
    """The figures of a curve: never the mean of those that were over."""
    longest = float(curve.times[-1])
    found = {"median": curve.quantile(0.5), "p90": curve.quantile(0.9)}
    unfinished = bool(curve.waiting[-1] > 0)
    intervals = {
        "mean": curve.mean_interval(),
        "median": curve.quantile_interval(0.5),
        "p90": curve.quantile_interval(0.9),
    }
    return Measured(
        mean=curve.mean(),
        median=longest if found["median"] is None else found["median"],
        p90=longest if found["p90"] is None else found["p90"],
        n=curve.n,
        basis=f"{measure.basis(carried)}; {curve.censored:,} of {curve.n:,} were not over when we looked",
        population=population,
        coverage=covered / population if population else 1.0,
        censored=curve.censored,
        at_least=(
            *(["mean"] if unfinished else []),
            *(name for name, value in found.items() if value is None),
        ),
        intervals={name: around for name, around in intervals.items() if around is not None},
    )


def _intervals(measure: Measure, values: Numbers) -> dict[str, Interval]:
    found = {"median": quantile_interval(values, 0.5), "p90": quantile_interval(values, 0.9)}
    if measure.is_share and _yes_or_no(values):
        found["mean"] = wilson(int(values.sum()), len(values)).interval
    elif len(values) > 1:
        found["mean"] = mean_interval(values).interval
    return {name: interval for name, interval in found.items() if interval is not None}


def _yes_or_no(values: Numbers) -> bool:
    return bool(np.isin(values[[0, -1]], (0.0, 1.0)).all() and np.isin(values, (0.0, 1.0)).all())


def _pooled(measure: Measure, journeys: pa.Table) -> tuple[float | None, dict[str, Interval]]:
    if measure.pooled is None:
        return None, {}
    above, below = _pairs(journeys, *measure.pooled)
    if not len(below):  # none of them is 0
        return None, {}
    if len(below) < 2:
        return float(above[0] / below[0]), {}
    ratio = ratio_interval(above, below)
    around = ratio.interval
    return ratio.value, {"pooled": Interval(max(0.0, around.low), min(1.0, around.high))}


def _pairs(journeys: pa.Table, above: str, below: str) -> tuple[Numbers, Numbers]:
    """Of each journey that has both: nothing in the denominator, nothing to count."""
    top, bottom = (numbers(journeys[name], missing=np.nan) for name in (above, below))
    both = ~np.isnan(top) & ~np.isnan(bottom) & (bottom != 0)
    return top[both], bottom[both]


def _population(measure: Measure, journeys: pa.Table) -> int:
    if measure.among is None or measure.among not in journeys.column_names:
        return int(journeys.num_rows)
    return int(numbers(journeys[measure.among], missing=0.0).sum())


def _covered(measure: Measure, journeys: pa.Table, n: int) -> int:
    """Journeys that the number speaks of."""
    if measure.waiting is not Waiting.EACH:
        return n
    return int((numbers(journeys["waited"], missing=0.0) > 0).sum())


def _all_short(measure: Measure, journeys: pa.Table, carried: Carried) -> Result:
    """Where no journey has enough events for a value of its own, only all of them together have one."""
    pooled, around = _pooled(measure, journeys)
    if measure.pooled is None or pooled is None:
        return Unmeasurable(measure.too_few)
    n = len(_pairs(journeys, *measure.pooled)[0])
    return Measured(
        mean=pooled,
        median=pooled,
        p90=pooled,
        n=n,
        basis=f"{measure.basis(carried)}; no journey has a value of its own, so all are taken together",
        pooled=pooled,
        population=journeys.num_rows,
        coverage=n / journeys.num_rows,
        intervals=around,
    )


def _is_open(journeys: pa.Table) -> Flags:
    """Journeys that were seen not to have ended. Where the log knows no endings, none."""
    return np.asarray(numbers(journeys["closed"], missing=1.0) == 0)
