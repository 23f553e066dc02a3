"""The published split: by the start of journeys, 64% to learn, 16% to choose by, 20% to test."""

from dataclasses import dataclass

import numpy as np

from throughline.insight.counted import counted
from throughline.insight.expect.history import Codes, Flags, History
from throughline.insight.expect.moments import Moments
from throughline.refused import Refused

LEARN, CHOOSE = 0.64, 0.16
SHORTEST = 3
"""Events of a journey that is asked about; and at least two of them must have happened, but not all."""
FEWEST = 50
"""Journeys below which a fifth says nothing."""


class TooFewToEvaluate(Refused):
    """A split leaves too few journeys to tell anything."""


@dataclass(frozen=True)
class Split:
    """Which journeys are for what. Journeys are in the order of their start."""

    learn: Flags
    choose: Flags
    test: Flags
    chosen_from: float
    """The first start of the choosing part, in days; and of the test part."""
    tested_from: float


def split(history: History) -> Split:
    """Cut the journeys that have ended by their start.

    Raises:
        TooFewToEvaluate: fewer than fifty journeys of three events, or none known when the next part begins.
    """
    n = len(history.journeys)
    usable = int((history.ended & (history.lengths >= SHORTEST)).sum())
    if usable < FEWEST:
        raise TooFewToEvaluate(
            f"The log has {counted(usable, 'journey')} with an end and three events or more; to test "
            f"expectations on the last fifth of them takes at least {FEWEST}. Give a longer log."
        )
    first, second = int(n * LEARN), int(n * (LEARN + CHOOSE))
    place = np.arange(n)
    _check_known(history, place < first, float(history.starts[first]))
    return Split(
        learn=place < first,
        choose=(place >= first) & (place < second),
        test=place >= second,
        chosen_from=float(history.starts[first]),
        tested_from=float(history.starts[second]),
    )


def _check_known(history: History, learn: Flags, then: float) -> None:
    """What a service learns from are ends that it has seen: where all begin at once there are none yet."""
    long = history.ended & (history.lengths >= SHORTEST)
    if not (learn & long & (history.ends <= then)).any():
        raise TooFewToEvaluate(
            "None of the journeys that began first had ended when the later ones began, so that nothing "
            "could have been learned from them by then. Give a log that spans several times the length of "
            "a journey."
        )


def asked_about(history: History, moments: Moments) -> Flags:
    """The moments that the protocol asks about: after two events, before the last, in journeys of three or
    more.
    """
    journey = history.of[moments.event]
    happened = moments.event - history.first[journey] + 1
    enough = (history.lengths[journey] >= SHORTEST) & history.ended[journey]
    return np.asarray(enough & (happened >= 2) & (happened < history.lengths[journey]))


def of_journeys(history: History, moments: Moments, journeys: Flags) -> Flags:
    return np.asarray(journeys[history.of[moments.event]])


def places(flags: Flags, most: int, seed: int) -> Codes:
    """At most so many of the places where a flag is up, evenly by chance, in order."""
    return some_of(np.flatnonzero(flags), most, seed)


def some_of(rows: Codes, most: int, seed: int) -> Codes:
    """At most so many of these rows, evenly by chance, in order."""
    if len(rows) <= most:
        return rows
    return np.sort(np.random.default_rng(seed).choice(rows, most, replace=False))
