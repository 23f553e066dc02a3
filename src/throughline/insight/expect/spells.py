"""What somebody waits for the end of: the whole journey, the stage it is in, or the step it stands at."""

from dataclasses import dataclass, field

import numpy as np

from throughline.insight.expect.history import Codes, Floats, History
from throughline.insight.expect.moments import Moments


@dataclass(frozen=True)
class Spells:
    """Stretches of journeys. `ends` is infinite for those whose end nobody has seen."""

    what: str
    of: Codes
    """The stretch that each event lies in."""
    begins: Floats
    ends: Floats
    clock_ends: Floats = field(repr=False)
    """The ends as our own clock shows them, which stands still while we wait for the person."""


def whole_journeys(history: History) -> Spells:
    """From the first event to the last of a journey that has ended."""
    ended = history.ended
    return Spells(
        what="the whole journey",
        of=history.of,
        begins=history.starts,
        ends=np.where(ended, history.ends, np.inf),
        clock_ends=np.where(ended, history.clock[history.last], np.inf),
    )


def stages(history: History) -> Spells:
    """From the first event of a stage to the first of the next; the last one lasts until the journey ends."""
    return _runs(history, history.stage, "this stage")


def steps(history: History) -> Spells:
    """From each event to the next one."""
    return _runs(history, np.arange(len(history.at)), "this step")


def _runs(history: History, codes: Codes, what: str) -> Spells:
    """Stretches of events of one journey that have the same code."""
    fresh = (np.diff(history.of, prepend=-1) != 0) | (np.diff(codes, prepend=codes[0] - 1) != 0)
    first = np.flatnonzero(fresh)
    journey = history.of[first]
    goes_on = np.append(journey[1:] == journey[:-1], False)
    following = np.append(first[1:], first[-1])
    last = history.last[journey]
    ended = history.ended[journey]
    return Spells(
        what=what,
        of=np.cumsum(fresh) - 1,
        begins=history.at[first],
        ends=np.where(goes_on, history.at[following], np.where(ended, history.at[last], np.inf)),
        clock_ends=np.where(goes_on, history.clock[following], np.where(ended, history.clock[last], np.inf)),
    )


def remaining(history: History, spells: Spells, moments: Moments) -> Floats:
    """Days from each moment to the end of its stretch, without the time in which we waited for the person."""
    left = spells.clock_ends[spells.of[moments.event]] - history.clock[moments.event]
    return np.maximum(left - (moments.at - history.at[moments.event]), 0.0)
