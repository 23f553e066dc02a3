"""Kinds of journeys that are told apart to see whether intervals keep their word for everybody."""

from dataclasses import dataclass

import numpy as np

from throughline.insight.expect.history import Codes, History

MOST = 8
"""More kinds than this are too many to look at one by one."""


@dataclass(frozen=True)
class CaseTypes:
    """A kind for each journey, and what tells them apart."""

    by: str
    kind: Codes
    kinds: int


def case_types(history: History) -> CaseTypes:
    """By the attribute that splits the journeys most evenly into a few kinds; without one, by the first
    step.
    """
    few = {name: _joined(codes) for name, codes in history.categories.items()}
    few |= {name: _quarters(values) for name, values in history.numbers.items()}
    if few:
        by = max(sorted(few), key=lambda name: _evenness(few[name]))
        if _evenness(few[by]) > 0:
            return CaseTypes(by, few[by], int(few[by].max()) + 1)
    first = _joined(history.step[history.first])
    return CaseTypes("first step", first, int(first.max()) + 1)


def _joined(codes: Codes) -> Codes:
    """The most frequent kinds, and one for all others and for what is not said."""
    counts = np.bincount(codes[codes >= 0], minlength=1)
    kept = np.argsort(-counts, kind="stable")[: MOST - 1]
    rank = np.full(len(counts) + 1, min(len(counts), MOST - 1))
    rank[kept] = np.arange(len(kept))
    return np.asarray(rank[codes])


def _quarters(values: np.ndarray) -> Codes:
    known = values[np.isfinite(values)]
    if not len(known):
        return np.zeros(len(values), np.int64)
    kind = np.searchsorted(np.quantile(known, [0.25, 0.5, 0.75]), values, side="right")
    return np.where(np.isfinite(values), kind, 4)


def _evenness(kind: Codes) -> float:
    """Entropy, with kinds of fewer than one in a hundred not counted; nothing where most are 'other'."""
    share = np.bincount(kind) / len(kind)
    if len(share) == MOST and share[-1] > 0.5:
        return 0.0
    share = share[share >= 0.01]
    return float(-(share * np.log(share)).sum())
