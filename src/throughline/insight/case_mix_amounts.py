"""Case-mix adjustment of counts and times, which are never below nothing: attributes multiply them.

A quasi-Poisson regression with an effect of each unit, then everybody's journeys for every unit
(g-computation). The effects of units need not be fitted: given those of the attributes, each is what makes
the unit's sum come out right. A straight line, in their place, can take a small mean below nothing.
"""

from dataclasses import dataclass

import numpy as np

from throughline.insight.case_mix_model import Adjusted, inverse, sums
from throughline.insight.hallway_columns import Codes
from throughline.insight.hallway_units import wandering
from throughline.insight.intervals import Numbers

POOLED_LIKE = 50
"""Journeys that the common spread counts for beside a unit's own."""
RIDGE = 1e-6
"""In journeys of the average size: keeps effects finite where a kind always shows nothing at all."""
FARTHEST = 20
"""No kind multiplies by more than e to this: where one shows nothing at all, effects would have no end."""
SMALLEST = 1e-100
"""A mean below this counts as nothing."""
ROUNDS = 100
HALVINGS = 30


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Multiplied:
    """What attributes multiply a journey by, what is left of it, and how unsure their effects are.

    The covariance `unsure` is a sandwich: it trusts no model of how journeys spread.
    """

    times: Numbers
    centres: Numbers
    left: Numbers
    unsure: Numbers


def adjusted_means(values: Numbers, unit: Codes, columns: Numbers) -> Adjusted:
    """Means of counts and times. The variance is that of the delta method; 0 stays 0."""
    n = np.bincount(unit)
    raw = np.bincount(unit, values) / n
    fit = multiplied(values, unit, columns)
    ratio = fit.times.mean() / (np.bincount(unit, fit.times) / n)
    everybody = fit.times @ columns / fit.times.sum()
    return Adjusted(
        n=n,
        raw=raw,
        values=raw * ratio,
        noise=ratio**2 * _spread(fit.left, unit, columns) / n,
        apart=(raw * ratio)[:, None] * (everybody - fit.centres),
        unsure=fit.unsure,
    )


def adjusted_medians(values: Numbers, unit: Codes, columns: Numbers) -> Adjusted:
    """Medians, of values from which what the attributes multiply by is taken away."""
    fit = multiplied(values, unit, columns)
    moved = values / fit.times
    parts = [moved[unit == one] for one in range(int(unit.max()) + 1)]
    n = np.array([len(part) for part in parts])
    medians = np.array([np.median(part) for part in parts])
    per_journey = sum(len(part) * len(part) * wandering(part) for part in parts) / len(values)
    return Adjusted(
        n=n,
        raw=np.array([np.median(values[unit == one]) for one in range(len(n))]),
        values=medians,
        noise=per_journey / n,
        apart=medians[:, None] * (columns.mean(axis=0) - fit.centres),
        unsure=fit.unsure,
    )


def multiplied(values: Numbers, unit: Codes, columns: Numbers) -> Multiplied:
    """What attributes multiply journeys by, learned inside units."""
    centred = columns - columns.mean(axis=0)
    mean = float(values.mean())
    size = mean if mean > SMALLEST else 1.0
    effects = _effects(values / size, unit, centred)
    times = np.exp(centred @ effects)
    within = np.bincount(unit, times)
    expected = np.bincount(unit, values)[unit] * times / within[unit]
    centres = sums(columns * times[:, None], unit) / within[:, None]
    left = values - expected
    around = columns - centres[unit]
    spread = inverse(around.T @ (around * expected[:, None]) + size * RIDGE * np.eye(len(effects)))
    pull = (around * left[:, None]) @ spread
    return Multiplied(times=times, centres=centres, left=left, unsure=pull.T @ pull)


def _effects(values: Numbers, unit: Codes, columns: Numbers) -> Numbers:
    """Those under which what was seen is likeliest, given the sum of each unit."""
    effects, totals = np.zeros(columns.shape[1]), np.asarray(np.bincount(unit, values), np.float64)
    likely = _likelihood(values, totals, unit, columns, effects)
    for _ in range(ROUNDS if len(effects) else 0):
        times = np.exp(columns @ effects)
        expected = (totals / np.bincount(unit, times))[unit] * times
        slope = columns.T @ (values - expected) - RIDGE * effects
        across = sums(columns * expected[:, None], unit)
        own = np.where(totals > 0, totals, 1.0)
        inner = columns.T @ (columns * expected[:, None]) - across.T @ (across / own[:, None])
        step = np.linalg.solve(inner + RIDGE * np.eye(len(effects)), slope)
        for _ in range(HALVINGS):
            better = _likelihood(values, totals, unit, columns, effects + step)
            if better >= likely:
                break
            step = step / 2
        effects, likely = effects + step, max(better, likely)
        if np.max(np.abs(step)) < 1e-9:
            break
    return effects


def _likelihood(values: Numbers, totals: Numbers, unit: Codes, columns: Numbers, effects: Numbers) -> float:
    """Its logarithm, less the ridge; minus infinity where a step is far too long to count with."""
    along = columns @ effects
    if np.max(np.abs(along)) > FARTHEST:
        return -np.inf
    within = np.log(np.bincount(unit, np.exp(along)))
    return float(values @ along - totals @ within - RIDGE / 2 * effects @ effects)


def _spread(left: Numbers, unit: Codes, columns: Numbers) -> Numbers:
    """How much one journey of each unit varies: its own spread, drawn to that of all."""
    n = np.bincount(unit)
    own = np.bincount(unit, left**2) / np.maximum(n - 1, 1)
    taken = int(np.linalg.matrix_rank(columns)) if columns.size else 0
    pooled = float(np.sum(left**2)) / max(len(left) - len(n) - taken, 1)
    return np.asarray((POOLED_LIKE * pooled + (n - 1) * own) / (POOLED_LIKE + n - 1))
