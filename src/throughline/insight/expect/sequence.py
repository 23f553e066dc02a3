"""What a journey has been through so far: its last steps, how often each, and how long ago."""

import numpy as np

from throughline.insight.expect.history import Codes, Floats, History
from throughline.insight.expect.moments import Moments

LAST = 5
"""How many of the last steps are told one by one."""
COUNTED = 60
"""How many of the most frequent steps are counted each by itself; the others are only seen as last steps."""
SINCE = 40
"""For how many of them it is told how long ago they last happened."""


def so_far(history: History, moments: Moments) -> dict[str, Floats]:
    """Every number comes from events of the journey up to and with the last one before the moment."""
    event, at = moments.event, moments.at
    begin = history.first[history.of[event]]
    told: dict[str, Floats] = {
        "elapsed": at - history.at[begin],
        "since last": at - history.at[event],
        "events": (event - begin).astype(float),
    }
    for back in range(1, LAST + 1):
        there = event - back >= begin
        told[f"since {back} before"] = np.where(there, at - history.at[np.maximum(event - back, 0)], np.nan)
    return told | _counts(history, event, begin) | _ago(history, event, begin, at)


def last_steps(history: History, moments: Moments) -> dict[str, Codes]:
    """The codes of the last steps, the latest first."""
    begin = history.first[history.of[moments.event]]
    places = {back: moments.event - back for back in range(LAST + 1)}
    return {
        f"step {back} before": np.where(place >= begin, history.step[np.maximum(place, 0)], -1)
        for back, place in places.items()
    }


def _counts(history: History, event: Codes, begin: Codes) -> dict[str, Floats]:
    told: dict[str, Floats] = {}
    different = np.zeros(len(event))
    for step in range(min(COUNTED, len(history.steps))):
        upto = np.cumsum(history.step == step)
        count = upto[event] - np.where(begin > 0, upto[np.maximum(begin - 1, 0)], 0)
        told[f"times {history.steps[step]}"] = count.astype(float)
        different += count > 0
    return told | {"different steps": different}


def _ago(history: History, event: Codes, begin: Codes, at: Floats) -> dict[str, Floats]:
    told: dict[str, Floats] = {}
    places = np.arange(len(history.step))
    for step in range(min(SINCE, len(history.steps))):
        latest = np.maximum.accumulate(np.where(history.step == step, places, -1))[event]
        told[f"since {history.steps[step]}"] = np.where(
            latest >= begin, at - history.at[np.maximum(latest, 0)], np.nan
        )
    return told
