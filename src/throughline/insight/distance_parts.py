"""What part of the distance between two units goes with which columns: exact sums, with their variances.

For means the parts are those of Oaxaca and Blinder. For shares every journey's chance is carried in a
straight line from the average journey to itself, and what each column adds on the way is counted: so the
parts sum exactly too, and depend neither on an order nor on which kind of a category is its base.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import special

from throughline.insight.case_mix_model import inverse, least_squares, level_of, logistic
from throughline.insight.hallway_columns import Codes
from throughline.insight.intervals import Numbers


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Explained:
    """The gap, the part of each group of columns, and how they vary together; the gap comes last."""

    gap: float
    parts: Numbers
    covariance: Numbers

    def deviation(self, weights: Numbers) -> float:
        """How far a weighted sum of the parts and the gap may lie from the truth."""
        return float(np.sqrt(max(float(weights @ self.covariance @ weights), 0.0)))


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class _Model:
    """Effects, what a step along them changes for each journey, and how journeys pull on the effects.

    A journey pulls by how far it lies from the centre of its unit, times what is `left` of it, times
    `spread`. Without `bends` every step changes the same.
    """

    effects: Numbers
    slopes: Numbers
    bends: Numbers | None
    centres: Numbers
    left: Numbers
    spread: Numbers


def explained(values: Numbers, unit: Codes, groups: Sequence[Numbers], *, yes_or_no: bool) -> Explained:
    """Unit 0 less unit 1. Every group of columns is one part."""
    columns = np.hstack([np.empty((len(values), 0)), *groups])
    columns = columns - columns.mean(axis=0)
    places = range(len(groups))
    owner = np.repeat(np.arange(len(groups)), [group.shape[1] for group in groups])
    model = _shares(values, unit, columns) if yes_or_no else _means(values, unit, columns)
    along = np.column_stack(
        [
            np.empty((len(values), 0)),
            *(columns[:, owner == one] @ model.effects[owner == one] for one in places),
        ]
    )
    added = along * model.slopes[:, None]
    sign = np.where(unit == 0, 1.0, -1.0) / np.bincount(unit)[unit]
    turn = model.spread @ _turn(columns, along, model, owner, sign).T
    learned = (columns @ turn - (model.centres @ turn)[unit]) * model.left[:, None]
    seen = _around(np.column_stack([added, values]), unit) * sign[:, None]
    seen[:, :-1] += learned
    freedom = len(values) / max(len(values) - columns.shape[1] - 2, 1)
    return Explained(
        gap=float(values[unit == 0].mean() - values[unit == 1].mean()),
        parts=sign @ added,
        covariance=seen.T @ seen * freedom,
    )


def _means(values: Numbers, unit: Codes, columns: Numbers) -> _Model:
    fit = least_squares(values, unit, columns)
    return _Model(
        effects=fit.effects,
        slopes=np.ones(len(values)),
        bends=None,
        centres=fit.means,
        left=fit.left,
        spread=inverse(fit.spread),
    )


def _shares(yes: Numbers, unit: Codes, columns: Numbers) -> _Model:
    effects, spread = logistic(yes, unit, columns)
    beyond = columns @ effects
    level = level_of(float(yes.sum()), beyond) if 0 < yes.sum() < len(yes) else 0.0
    chance = special.expit(level + beyond)
    steep = chance * (1 - chance)
    flat = np.abs(beyond) < 1e-6
    away = np.where(flat, 1.0, beyond)
    slopes = np.where(flat, steep, (chance - special.expit(level)) / away)
    bends = np.where(flat, steep * (1 - 2 * chance) / 2, (steep - slopes) / away)
    centres, left = _levels(yes, unit, columns, beyond)
    return _Model(effects=effects, slopes=slopes, bends=bends, centres=centres, left=left, spread=spread)


def _levels(yes: Numbers, unit: Codes, columns: Numbers, beyond: Numbers) -> tuple[Numbers, Numbers]:
    """Each unit at its own level: its centre, and what is left of its journeys."""
    centres, left = np.zeros((2, columns.shape[1])), np.zeros(len(yes))
    for one in (0, 1):
        mine = unit == one
        seen = np.clip(yes[mine].sum(), 0.5, mine.sum() - 0.5)
        chance = special.expit(level_of(float(seen), beyond[mine]) + beyond[mine])
        weight = chance * (1 - chance)
        centres[one] = weight @ columns[mine] / weight.sum()
        left[mine] = yes[mine] - chance
    return centres, left


def _turn(columns: Numbers, along: Numbers, model: _Model, owner: Codes, sign: Numbers) -> Numbers:
    """How each part changes when an effect does."""
    straight = np.equal.outer(np.arange(along.shape[1]), owner) * ((model.slopes * sign) @ columns)
    if model.bends is None:
        return np.asarray(straight)
    return np.asarray(straight + (along * (model.bends * sign)[:, None]).T @ columns)


def _around(columns: Numbers, unit: Codes) -> Numbers:
    """Every journey less the mean of its unit."""
    counts = np.bincount(unit)
    means = np.column_stack(
        [np.empty((len(counts), 0)), *(np.bincount(unit, column) / counts for column in columns.T)]
    )
    return np.asarray(columns - means[unit])
