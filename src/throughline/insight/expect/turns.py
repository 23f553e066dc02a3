"""Whose turn it was: while we wait for the person's answer, our clock stands still."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]
Flags = NDArray[np.bool_]


def own_clock(at: Floats, of: Codes, ask: Flags, answer: Flags) -> Floats:
    """Times as our own clock shows them: it stops at a question and runs again at the next answer.

    A question that never was answered does not stop it, because nobody can say when the waiting was over.
    Events are in the order of their journeys and times.
    """
    waited = _waiting(of, ask, answer) * np.diff(at, prepend=at[0])
    whole = np.cumsum(waited)
    before = np.flatnonzero(np.diff(of, prepend=-1))
    return at - (whole - whole[before][of])


def _waiting(of: Codes, ask: Flags, answer: Flags) -> Flags:
    """Whether the stretch that ends with each event was spent waiting for the person."""
    waits = np.zeros(len(of), bool)
    asked, answered = np.flatnonzero(ask), np.flatnonzero(answer)
    next_answer = np.searchsorted(answered, asked, side="right")
    for question, place in zip(asked.tolist(), next_answer.tolist(), strict=True):
        if place < len(answered) and of[answered[place]] == of[question]:
            waits[question + 1 : answered[place] + 1] = True
    return waits


def unanswered(of: Codes, ask: Flags, answer: Flags) -> Flags:
    """Whether a question stands open after each event."""
    places = np.arange(len(of))
    asked = np.maximum.accumulate(np.where(ask, places, -1))
    answered = np.maximum.accumulate(np.where(answer, places, -1))
    begin = np.maximum.accumulate(np.where(np.diff(of, prepend=-1) != 0, places, 0))
    return np.asarray((asked > answered) & (asked >= begin))
