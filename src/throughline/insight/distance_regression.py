"""Oaxaca and Blinder: the distance between two means as what goes with the columns, and the rest."""

from dataclasses import dataclass

import numpy as np

from throughline.insight.case_mix_model import inverse
from throughline.insight.distance_tables import ThreeParts
from throughline.insight.intervals import Numbers


@dataclass(frozen=True, kw_only=True, slots=True)
class TwoFold:
    """What the columns explain with coefficients common to both, and what they do not."""

    explained: float
    unexplained: float


def two_fold(columns: Numbers, values: Numbers, other_columns: Numbers, other_values: Numbers) -> TwoFold:
    """Common coefficients come from both units together, each with a level of its own."""
    inside = np.vstack([columns - columns.mean(axis=0), other_columns - other_columns.mean(axis=0)])
    along = np.concatenate([values - values.mean(), other_values - other_values.mean()])
    common = inverse(inside.T @ inside) @ (inside.T @ along)
    explained = float((columns.mean(axis=0) - other_columns.mean(axis=0)) @ common)
    return TwoFold(explained=explained, unexplained=float(values.mean() - other_values.mean()) - explained)


def three_fold(
    columns: Numbers, values: Numbers, other_columns: Numbers, other_values: Numbers
) -> ThreeParts:
    """Each unit with coefficients of its own, seen from the other unit."""
    ours, theirs = _fit(columns, values), _fit(other_columns, other_values)
    here = np.concatenate([[1.0], columns.mean(axis=0)])
    there = np.concatenate([[1.0], other_columns.mean(axis=0)])
    return ThreeParts(
        endowments=float((here - there) @ theirs),
        coefficients=float(there @ (ours - theirs)),
        interaction=float((here - there) @ (ours - theirs)),
    )


def _fit(columns: Numbers, values: Numbers) -> Numbers:
    full = np.column_stack([np.ones(len(values)), columns])
    return np.asarray(np.linalg.lstsq(full, values, rcond=None)[0])
