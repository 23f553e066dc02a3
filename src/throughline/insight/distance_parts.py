"""What part of the distance between two units goes with which columns: exact sums, with their variances.

For means the parts are those of Oaxaca and Blinder. For shares every journey's chance is carried in a
straight line from the average journey to itself, and what each column adds on the way is counted: so the
parts sum exactly too, and depend neither on an order nor on which kind of a category is its base.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import special

from throughline.insight.case_mix_model import inverse, level_of, logistic
from throughline.insight.hallway_columns import Codes
from throughline.insight.intervals import Numbers


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Explained:
    """The gap, the part of each group of columns, and how every journey pulls on each of them.

    The last column of `pulls` is the gap's.
    """

    gap: float
    parts: Numbers
    pulls: Numbers

    def deviation(self, weights: Numbers) -> float:
        """How far a weighted sum of the parts and the gap may lie from the truth."""
        return float(np.sqrt(np.sum((self.pulls @ weights) ** 2)))


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class _Model:
    """Effects, what a step along them changes for each journey, and how journeys pull on the effects."""

    effects: Numbers
    slopes: Numbers
    bends: Numbers
    pulls: Numbers


def explained(values: Numbers, unit: Codes, groups: Sequence[Numbers], *, yes_or_no: bool) -> Explained:
    """Unit 0 less unit 1. Every group of columns is one part."""
    columns = np.hstack([np.empty((len(values), 0)), *groups])
    columns = columns - columns.mean(axis=0)
    owner = np.repeat(np.arange(len(groups)), [group.shape[1] for group in groups])
    model = _shares(values, unit, columns) if yes_or_no else _means(values, unit, columns)
    along = _grouped(columns * model.effects, owner, len(groups))
    added = along * model.slopes[:, None]
    sign = np.where(unit == 0, 1.0, -1.0) / np.bincount(unit)[unit]
    turn = _turn(columns, along, model, owner, sign)
    pulls = _around(added, unit) * sign[:, None] + model.pulls @ turn.T
    gap = _around(values[:, None], unit) * sign[:, None]
    freedom = len(values) / max(len(values) - columns.shape[1] - 2, 1)
    return Explained(
        gap=float(values[unit == 0].mean() - values[unit == 1].mean()),
        parts=sign @ added,
        pulls=np.hstack([pulls, gap]) * np.sqrt(freedom),
    )


def _means(values: Numbers, unit: Codes, columns: Numbers) -> _Model:
    inside, along = _around(columns, unit), _around(values[:, None], unit)[:, 0]
    spread = inverse(inside.T @ inside)
    effects = spread @ (inside.T @ along)
    pulls = inside * (along - inside @ effects)[:, None]
    return _Model(
        effects=effects, slopes=np.ones(len(values)), bends=np.zeros(len(values)), pulls=pulls @ spread
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
    return _Model(
        effects=effects, slopes=slopes, bends=bends, pulls=_scores(yes, unit, columns, beyond) @ spread
    )


def _scores(yes: Numbers, unit: Codes, columns: Numbers, beyond: Numbers) -> Numbers:
    """How every journey pulls on the effects, each unit at its own level."""
    scores = np.zeros_like(columns)
    for one in (0, 1):
        mine = unit == one
        seen = np.clip(yes[mine].sum(), 0.5, mine.sum() - 0.5)
        chance = special.expit(level_of(float(seen), beyond[mine]) + beyond[mine])
        weight = chance * (1 - chance)
        centre = weight @ columns[mine] / weight.sum()
        scores[mine] = (columns[mine] - centre) * (yes[mine] - chance)[:, None]
    return scores


def _turn(columns: Numbers, along: Numbers, model: _Model, owner: Codes, sign: Numbers) -> Numbers:
    """How each part changes when an effect does."""
    bent = (along * (model.bends * sign)[:, None]).T @ columns
    own = (model.slopes * sign) @ columns
    straight = np.equal.outer(np.arange(along.shape[1]), owner) * own
    return np.asarray(bent + straight)


def _grouped(columns: Numbers, owner: Codes, groups: int) -> Numbers:
    return np.asarray(columns @ np.equal.outer(owner, np.arange(groups)).astype(np.float64))


def _around(columns: Numbers, unit: Codes) -> Numbers:
    """Every journey less the mean of its unit."""
    counts = np.bincount(unit)
    means = np.column_stack(
        [np.empty((len(counts), 0)), *(np.bincount(unit, column) / counts for column in columns.T)]
    )
    return np.asarray(columns - means[unit])
