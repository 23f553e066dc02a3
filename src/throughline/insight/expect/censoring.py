"""Slow journeys are still under way when we learn, so the answers that are known are too quick.

A question asked a month ago is only known by now if the answer was less than a month. So an answer of two
months can only come from questions that are at least two months old, and speaks for the younger ones too:
it is weighted by the inverse of the part of all questions, known or not, that are as old (inverse
probability of censoring). How old each is we know, so nothing has to be estimated but that part.
"""

import numpy as np

from throughline.insight.expect.history import Floats

HEAVIEST = 20.0
"""No answer speaks for more than this many, because such weights are guesses."""


def old_enough(age: Floats, counts: Floats, needed: Floats) -> Floats:
    """The part of all questions, by what each counts, that are at least as old as `needed`."""
    order = np.argsort(age, kind="stable")
    upto = np.concatenate([[0.0], np.cumsum(counts[order])])
    younger = upto[np.searchsorted(age[order], needed, side="left")]
    return np.asarray(1.0 - younger / max(float(upto[-1]), 1e-12))


def weights(age: Floats, answer: Floats, counts: Floats) -> Floats:
    """What each question counts: nothing while its answer needs longer than it is old, then more the longer.

    `counts` is what each would count if all answers were known.
    """
    known = answer <= age
    part = old_enough(age, counts, np.where(known, answer, 0.0))
    return np.where(known, counts * np.minimum(1.0 / np.maximum(part, 1e-12), HEAVIEST), 0.0)
