"""Case-mix adjustment by regression: how each unit would have done with the journeys of all of them.

Units have an effect of their own in the model, so that the effect of an attribute is learned inside units and
never from the difference between them. Then every unit is given everybody's journeys (g-computation).
"""

from dataclasses import dataclass, replace

import numpy as np
from scipy import special

from throughline.insight.hallway_columns import Codes
from throughline.insight.intervals import Numbers

RIDGE = 0.01
"""Keeps the effects of a share's attributes finite where an attribute alone decides it."""
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
    here = sums(columns * weight[:, None], unit) / by_unit[:, None]
    apart = steep * ((columns * weight[:, None]).sum(axis=0) / weight.sum() - here)
    return Adjusted(n=n, raw=seen / n, values=values, noise=steep**2 / by_unit, apart=apart, unsure=unsure)


def adjusted_fractions(parts: Numbers, unit: Codes, columns: Numbers) -> Adjusted:
    """Shares of which each journey has a part: the same model, as sure as parts are alike inside units."""
    inside = np.clip(parts, 0, 1)
    found = adjusted_shares(inside, unit, columns)
    apart = float(np.sum((inside - found.raw[unit]) ** 2))
    like_yes_or_no = float(np.sum((found.n - 1) * found.raw * (1 - found.raw)))
    spread = apart / like_yes_or_no if like_yes_or_no else 1.0
    return replace(found, noise=spread * found.noise, unsure=spread * found.unsure)


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
        across = sums(columns * weight[:, None], unit)
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
    raw, means = np.bincount(unit, values) / n, sums(columns, unit) / n[:, None]
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


def sums(columns: Numbers, unit: Codes) -> Numbers:
    """The sum of every column over each unit."""
    units = int(unit.max()) + 1
    summed = [np.bincount(unit, column, minlength=units) for column in columns.T]
    return np.column_stack(summed) if summed else np.empty((units, 0))


def _quadratic(rows: Numbers, matrix: Numbers) -> Numbers:
    return np.asarray(np.einsum("ij,jk,ik->i", rows, matrix, rows))


def inverse(spread: Numbers) -> Numbers:
    """The inverse, also where columns say the same: they then share the effect."""
    return np.asarray(np.linalg.pinv(spread, rcond=1e-10, hermitian=True))
