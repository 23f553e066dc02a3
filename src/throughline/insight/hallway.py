"""Walking the hallway: comparing the units of one organisation fairly.

The best and the worst of many small units are mostly luck. Each unit is therefore drawn towards the whole by
as much as its own numbers are noise (empirical Bayes), and nothing is ranked unless real differences carry at
least half of what we see. Everything here is associated with a unit, never caused by it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from throughline.insight.between import likely_between, spread_beyond_chance, variance_between
from throughline.insight.hallway_units import NothingToCompare, UnitResult
from throughline.insight.intervals import SEED, Interval, Numbers
from throughline.insight.rung import Rung, Summary

FEWEST_UNITS = 3
RELIABLE = 0.5
SURE_OF_DIFFERENCES = 0.04
"""Below 0.05, so that with units that are all alike nobody is named in more than 95 of 100 hallways."""
DRAWS = 20_000
ASSOCIATION = "Differences are associated with the unit, never shown to be caused by it."


@dataclass(frozen=True, kw_only=True, slots=True)
class Door:
    """One unit in the hallway: as seen, as believed, and how reliable its own number is (0 to 1)."""

    unit: str
    n: int
    raw: float
    shrunk: float
    interval: Interval
    reliability: float
    chance_of_being_best: float
    chance_of_being_better_than_typical: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Gap:
    """The two units that differ most, after shrinking, and how sure it is which of them is better."""

    better: str
    worse: str
    raw: float
    shrunk: float
    chance_of_this_order: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Hallway:
    """Units side by side on one measure, in the order of their names: the order is not a ranking."""

    rung: Rung
    typical: float
    between_sd: float
    reliability: float
    chance_if_all_alike: float
    doors: tuple[Door, ...]
    widest: Gap
    method: str = "empirical Bayes; variance between units by Paule and Mandel after a test that they differ"
    caution: str = ASSOCIATION

    @property
    def can_rank(self) -> bool:
        return self.reliability >= RELIABLE and self.chance_if_all_alike <= SURE_OF_DIFFERENCES


def compare(rung: Rung, results: Sequence[UnitResult], *, seed: int = SEED) -> Hallway:
    """Shrink each unit as its reliability says, and simulate what the ranking could be."""
    if len(results) < FEWEST_UNITS:
        raise NothingToCompare(
            f"A fair comparison needs {FEWEST_UNITS} units with journeys measured; there are {len(results)}."
        )
    if all(result.variance == 0 for result in results):
        raise NothingToCompare(
            "The values are too much alike to compare: chance cannot be told from difference."
        )
    results = sorted(results, key=lambda result: result.unit)
    values = np.array([result.value for result in results])
    variances = np.array([result.variance for result in results])
    between = variance_between(values, variances)
    typical = _typical(values, variances, between)
    kept = reliability(variances, between)
    shrunk = shrink(values, variances, typical, between)
    draws = _draws(values, variances, between, typical, seed) * rung.better.sign
    sure = _intervals(values, variances, shrunk, seed)
    return Hallway(
        rung=rung,
        typical=typical,
        between_sd=float(np.sqrt(between)),
        reliability=float(np.mean(kept)),
        chance_if_all_alike=spread_beyond_chance(values, variances),
        doors=_doors(results, shrunk, kept, draws, _possible(rung, sure)),
        widest=_widest(results, shrunk, draws, rung),
    )


def shrink(values: Numbers, variances: Numbers, typical: float, between: float) -> Numbers:
    """Each value drawn towards the typical one by the part of it that is noise."""
    return typical + reliability(variances, between) * (values - typical)


def reliability(variances: Numbers, between: float) -> Numbers:
    """How much of what sets each unit apart is real: 0 is all luck, 1 is none."""
    return between / (between + variances)


def _typical(values: Numbers, variances: Numbers, between: float) -> float:
    weights = 1 / (between + variances)
    return float(np.sum(weights * values) / np.sum(weights))


def _draws(values: Numbers, variances: Numbers, between: float, typical: float, seed: int) -> Numbers:
    """What the units may truly be: the typical value is uncertain, and each unit around it."""
    rng = np.random.default_rng(seed)
    kept = reliability(variances, between)
    sure = 1 / np.sqrt(np.sum(1 / (between + variances)))
    middle = typical + sure * rng.standard_normal((DRAWS, 1))
    noise = np.sqrt(kept * variances) * rng.standard_normal((DRAWS, len(values)))
    return np.asarray(middle + kept * (values - middle) + noise)


def _intervals(values: Numbers, variances: Numbers, shrunk: Numbers, seed: int) -> list[Interval]:
    """Where the units may truly be, not knowing either how much units differ: never narrower than that."""
    rng = np.random.default_rng(seed)
    likely = likely_between(values, variances)
    between = rng.choice(likely.variances, size=(DRAWS // 4, 1), p=likely.chances)
    weights = 1 / (between + variances)
    sure = np.sum(weights, axis=1, keepdims=True)
    middle = np.sum(weights * values, axis=1, keepdims=True) / sure
    middle = middle + rng.standard_normal(between.shape) / np.sqrt(sure)
    kept = between * weights
    noise = np.sqrt(kept * variances) * rng.standard_normal(kept.shape)
    low, high = np.quantile(middle + kept * (values - middle) + noise, [0.025, 0.975], axis=0)
    return [
        Interval(min(a, s), max(b, s))
        for a, b, s in zip(*map(np.ndarray.tolist, (low, high, shrunk)), strict=True)
    ]


def _possible(rung: Rung, intervals: Sequence[Interval]) -> list[Interval]:
    """No share lies below nothing or above all."""
    if rung.summary is not Summary.SHARE:
        return list(intervals)
    return [Interval(max(around.low, 0.0), min(around.high, 1.0)) for around in intervals]


def _doors(
    results: Sequence[UnitResult], shrunk: Numbers, kept: Numbers, draws: Numbers, sure: Sequence[Interval]
) -> tuple[Door, ...]:
    best, above = _chance_of_being_best(draws), _chance_of_being_above(draws)
    return tuple(
        Door(
            unit=result.unit,
            n=result.n,
            raw=result.value,
            shrunk=float(shrunk[i]),
            interval=sure[i],
            reliability=float(kept[i]),
            chance_of_being_best=float(best[i]),
            chance_of_being_better_than_typical=float(above[i]),
        )
        for i, result in enumerate(results)
    )


def _chance_of_being_best(draws: Numbers) -> Numbers:
    """Those who share the first place share the chance."""
    first = draws >= np.max(draws, axis=1, keepdims=True)
    return np.asarray(np.mean(first / first.sum(axis=1, keepdims=True), axis=0))


def _chance_of_being_above(draws: Numbers) -> Numbers:
    """Above the unit in the middle; being that unit counts half."""
    middle = np.median(draws, axis=1, keepdims=True)
    return np.asarray(np.mean((draws > middle) + 0.5 * (draws == middle), axis=0))


def _widest(results: Sequence[UnitResult], shrunk: Numbers, draws: Numbers, rung: Rung) -> Gap:
    good = shrunk * rung.better.sign
    if np.ptp(good) < 1e-12:
        good = np.array([result.value for result in results]) * rung.better.sign
    top, bottom = int(np.argmax(good)), int(np.argmin(good))
    if top == bottom:
        top, bottom = 0, 1
    return Gap(
        better=results[top].unit,
        worse=results[bottom].unit,
        raw=abs(results[top].value - results[bottom].value),
        shrunk=float(abs(shrunk[top] - shrunk[bottom])),
        chance_of_this_order=float(
            np.mean((draws[:, top] > draws[:, bottom]) + 0.5 * (draws[:, top] == draws[:, bottom]))
        ),
    )
