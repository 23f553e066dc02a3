"""Case-mix adjustment by regression: how each unit would have done with the journeys of all of them.

Units have an effect of their own in the model, so that the effect of an attribute is learned inside units and
never from the difference between them. Then every unit is given everybody's journeys (g-computation).
"""

from dataclasses import dataclass

import numpy as np
from scipy import special

from throughline.insight.hallway_columns import Codes
from throughline.insight.hallway_units import wandering
from throughline.insight.intervals import Numbers

RIDGE = 0.01
"""Keeps the effects of a share's attributes finite where an attribute alone decides it."""
POOLED_LIKE = 50
"""Journeys that the common spread counts for beside a unit's own."""
ROUNDS = 50


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Adjusted:
    """Per unit: how many journeys, what was seen, and what is left after adjustment.

    `noise` is the variance of each unit alone; `apart` and `unsure` say what not knowing the effects of the
    attributes adds, which units share. `expected` is what a table expected, where one was used.
    """

    n: Codes
    raw: Numbers
    values: Numbers
    noise: Numbers
    apart: Numbers
    unsure: Numbers
    expected: Numbers | None = None

    @property
    def variances(self) -> Numbers:
        """The variance of each adjusted value."""
        return self.noise + _quadratic(self.apart, self.unsure)

    def variance_of_difference(self, one: int, other: int) -> float:
        """The variance of the difference between two units."""
        shared = _quadratic((self.apart[one] - self.apart[other])[None, :], self.unsure)
        return float(self.noise[one] + self.noise[other] + shared[0])


def adjusted_by_table(
    n: Codes, raw: Numbers, values: Numbers, noise: Numbers, expected: Numbers | None = None
) -> Adjusted:
    """Values that rest on no common effects."""
    return Adjusted(
        n=n,
        raw=raw,
        values=values,
        noise=noise,
        apart=np.zeros((len(n), 0)),
        unsure=np.zeros((0, 0)),
        expected=expected,
    )


def adjusted_means(values: Numbers, unit: Codes, columns: Numbers) -> Adjusted:
    """Means, by least squares."""
    fit = least_squares(values, unit, columns)
    own = np.bincount(unit, fit.left**2) / np.maximum(fit.n - 1, 1)
    freedom = max(int(fit.n.sum()) - len(fit.n) - np.linalg.matrix_rank(fit.spread), 1)
    pooled = float(np.sum(fit.left**2)) / freedom
    spread = (POOLED_LIKE * pooled + (fit.n - 1) * own) / (POOLED_LIKE + fit.n - 1)
    return Adjusted(
        n=fit.n,
        raw=fit.raw,
        values=fit.raw - fit.apart @ fit.effects,
        noise=spread / fit.n,
        apart=fit.apart,
        unsure=pooled * inverse(fit.spread),
    )


def adjusted_medians(values: Numbers, unit: Codes, columns: Numbers) -> Adjusted:
    """Medians, of values from which the part that goes with the attributes is taken away."""
    fit = least_squares(values, unit, columns)
    moved = values - (columns - columns.mean(axis=0)) @ fit.effects
    parts = [moved[unit == one] for one in range(len(fit.n))]
    per_journey = sum(len(part) * len(part) * wandering(part) for part in parts) / len(values)
    freedom = max(len(values) - len(fit.n), 1)
    return Adjusted(
        n=fit.n,
        raw=np.array([np.median(values[unit == one]) for one in range(len(fit.n))]),
        values=np.array([np.median(part) for part in parts]),
        noise=per_journey / fit.n,
        apart=fit.apart,
        unsure=float(np.sum(fit.left**2)) / freedom * inverse(fit.spread),
    )


def adjusted_shares(yes: Numbers, unit: Codes, columns: Numbers) -> Adjusted:
    """Shares, by logistic regression. All share one variance, so 4 of 4 is not certainty."""
    n = np.bincount(unit)
    seen = np.bincount(unit, yes)
    effects, unsure = logistic(yes, unit, columns)
    beyond = (columns - columns.mean(axis=0)) @ effects
    values = np.array([_everybody(seen[one], n[one], beyond[unit == one], beyond) for one in range(len(n))])
    everywhere = special.expit(
        level_of((float(seen.sum()) + 0.5) / (len(yes) + 1) * len(yes), beyond) + beyond
    )
    weight = everywhere * (1 - everywhere)
    by_unit = np.bincount(unit, weight)
    steep = float(weight.mean())
    here = _sums(columns * weight[:, None], unit) / by_unit[:, None]
    apart = steep * ((columns * weight[:, None]).sum(axis=0) / weight.sum() - here)
    return Adjusted(n=n, raw=seen / n, values=values, noise=steep**2 / by_unit, apart=apart, unsure=unsure)


def logistic(yes: Numbers, unit: Codes, columns: Numbers) -> tuple[Numbers, Numbers]:
    """The effects of the columns on the log odds beside an effect of each unit, and their covariance.

    By Newton's method; the effects of many units are eliminated first, so that they cost nothing.
    """
    overall = special.logit(np.clip(yes.mean(), 0.5 / len(yes), 1 - 0.5 / len(yes)))
    levels = np.full(int(unit.max()) + 1, overall)
    effects = np.zeros(columns.shape[1])
    ridge = RIDGE * np.eye(columns.shape[1])
    for _ in range(ROUNDS):
        chance = special.expit(levels[unit] + columns @ effects)
        weight = chance * (1 - chance)
        pull = np.bincount(unit, yes - chance) - RIDGE * (levels - overall)
        slope = columns.T @ (yes - chance) - RIDGE * effects
        across = _sums(columns * weight[:, None], unit)
        own = np.bincount(unit, weight) + RIDGE
        inner = columns.T @ (columns * weight[:, None]) + ridge - across.T @ (across / own[:, None])
        step = np.linalg.solve(inner, slope - across.T @ (pull / own)) if len(effects) else effects
        lift = (pull - across @ step) / own
        far = max(float(np.max(np.abs(step), initial=0)), float(np.max(np.abs(lift))))
        scale = min(1.0, 4 / far) if far else 1.0
        effects, levels = effects + scale * step, levels + scale * lift
        if far < 1e-8:
            break
    return effects, np.asarray(np.linalg.inv(inner)) if len(effects) else np.zeros((0, 0))


def level_of(wanted: float, beyond: Numbers) -> float:
    """The level at which chances add up to what was seen, given what goes beyond it in each journey."""
    low, high = -40.0 - float(np.max(beyond)), 40.0 - float(np.min(beyond))
    level = float(special.logit(wanted / len(beyond)) - np.mean(beyond))
    for _ in range(ROUNDS):
        chance = special.expit(level + beyond)
        short = wanted - float(np.sum(chance))
        low, high = (level, high) if short > 0 else (low, level)
        step = short / max(float(np.sum(chance * (1 - chance))), 1e-12)
        if abs(step) < 1e-12:
            break
        level = level + step if low < level + step < high else (low + high) / 2
    return level


def _everybody(seen: float, n: int, here: Numbers, beyond: Numbers) -> float:
    """The share this unit would reach with everybody's journeys; all or nothing stays what it is."""
    if seen in (0, n):
        return float(seen / n)
    return float(np.mean(special.expit(level_of(seen, here) + beyond)))


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class LeastSquares:
    """Effects learned inside units, and what is left of each journey; `apart` are means less the whole's."""

    n: Codes
    raw: Numbers
    means: Numbers
    apart: Numbers
    effects: Numbers
    spread: Numbers
    left: Numbers


def least_squares(values: Numbers, unit: Codes, columns: Numbers) -> LeastSquares:
    """Least squares inside units. Sums over all less sums over units, so that no column is copied."""
    n = np.bincount(unit)
    raw, means = np.bincount(unit, values) / n, _sums(columns, unit) / n[:, None]
    whole = means.T @ n / n.sum()
    apart = means - whole
    spread = columns.T @ columns - n.sum() * np.outer(whole, whole) - (apart * n[:, None]).T @ apart
    along = columns.T @ (values - raw[unit])
    effects = inverse(spread) @ along
    left = values - columns @ effects
    return LeastSquares(
        n=n,
        raw=raw,
        means=means,
        apart=apart,
        effects=effects,
        spread=spread,
        left=left - (np.bincount(unit, left) / n)[unit],
    )


def _sums(columns: Numbers, unit: Codes) -> Numbers:
    units = int(unit.max()) + 1
    summed = [np.bincount(unit, column, minlength=units) for column in columns.T]
    return np.column_stack(summed) if summed else np.empty((units, 0))


def _quadratic(rows: Numbers, matrix: Numbers) -> Numbers:
    return np.asarray(np.einsum("ij,jk,ik->i", rows, matrix, rows))


def inverse(spread: Numbers) -> Numbers:
    """The inverse, also where columns say the same: they then share the effect."""
    return np.asarray(np.linalg.pinv(spread, rcond=1e-10, hermitian=True))
