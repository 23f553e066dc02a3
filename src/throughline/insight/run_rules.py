"""Run charts: is a series of periods more than chance around its median? (Anhøj's two rules.)

No trend rule and no zones: those are mostly false alarms. How often the rules speak although nothing changed
is computed for the very length of the series, by counting all orders of its periods.
"""

from dataclasses import dataclass
from functools import lru_cache
from math import comb, log2

import numpy as np
from scipy import special

from throughline.insight.intervals import Numbers

FEWEST = 10
"""With fewer useful periods the rules cannot tell much."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Runs:
    """What the rules saw. Periods on the median are left out; `n` are the others."""

    n: int
    median: float
    longest: int
    crossings: int
    longest_allowed: int
    fewest_crossings: int
    false_alarms: float
    """The chance that a series of this length is flagged although nothing changed."""

    @property
    def moved(self) -> bool:
        """Whether the periods hang together more than chance would have them."""
        return self.longest > self.longest_allowed or self.crossings < self.fewest_crossings


def runs_of(values: Numbers) -> Runs | None:
    """The rules on periods in order; None where there are too few to tell."""
    if len(values) < FEWEST:
        return None
    median = float(np.median(values))
    above = (values > median)[values != median]
    n = len(above)
    if n < FEWEST:
        return None
    turns = np.flatnonzero(above[1:] != above[:-1]) + 1
    longest = int(np.max(np.diff([0, *turns, n])))
    most, fewest = limits(n)
    return Runs(
        n=n,
        median=median,
        longest=longest,
        crossings=len(turns),
        longest_allowed=most,
        fewest_crossings=fewest,
        false_alarms=false_alarms(n),
    )


def limits(n: int) -> tuple[int, int]:
    """The longest run that chance allows and the fewest crossings it allows, for `n` useful periods."""
    chances = special.bdtr(np.arange(n), n - 1, 0.5)  # that there are no more crossings
    return round(log2(n) + 3), int(np.argmax(chances >= 0.05))


@lru_cache(maxsize=128)
def false_alarms(n: int) -> float:
    """The part of all orders of half above and half below the median in which a rule speaks."""
    most, fewest = limits(n)
    half = n // 2
    quiet = sum(
        count
        for (up, _, _, crossed), count in _orders(n, half, most).items()
        if up == half and crossed >= fewest
    )
    return 1 - quiet / comb(n, half)


State = tuple[int, bool, int, int]
"""How many above so far, whether the last is, how long its run is, and how many crossings there were."""


def _orders(n: int, half: int, most: int) -> dict[State, int]:
    """How many orders end in each state without a run longer than `most`."""
    states: dict[State, int] = {(1, True, 1, 0): 1, (0, False, 1, 0): 1}
    for at in range(1, n):
        following: dict[State, int] = {}
        for (up, last, run, crossed), count in states.items():
            for above in (True, False):
                same = above == last
                ups, length = up + above, run + 1 if same else 1
                if ups > half or at + 1 - ups > n - half or length > most:
                    continue
                state = (ups, above, length, crossed + (not same))
                following[state] = following.get(state, 0) + count
        states = following
    return states
