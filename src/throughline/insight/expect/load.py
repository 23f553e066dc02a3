"""How busy it is: what else is under way, what arrives, and how fast the same step went lately.

All of it is what somebody standing at the moment could know: only events up to it count, of any journey. A
journey counts as under way for a while after its last event, because nobody knows then that it was the
last.
"""

import numpy as np

from throughline.insight.expect.history import Codes, Floats, History
from throughline.insight.expect.moments import Moments

WINDOWS = (1, 7, 30)
QUIET = (7, 30, 90)
"""Days after its last event for which a journey counts as under way."""
RECENT = (20, 200)
"""How many of the latest completions of a step tell its present speed."""


def load_at(history: History, moments: Moments) -> dict[str, Floats]:
    """Arrivals, events, journeys under way, and the queue and the speed of the last step."""
    at = moments.at
    arrivals, events = history.starts, np.sort(history.at)
    told: dict[str, Floats] = {}
    for days in WINDOWS:
        told[f"events in {days} days"] = _between(events, at - days, at)
        told[f"arrivals in {days} days"] = _between(arrivals, at - days, at)
    left = left_at(history)
    for days in QUIET:
        told[f"under way, heard of in {days} days"] = _inside(
            history.at, np.minimum(left, history.at + days), at
        )
    return told | _same_step(history, moments, left)


def left_at(history: History) -> Floats:
    """When each event's step was left for the next one; never, for the last that we know of."""
    following = np.append(history.at[1:], np.inf)
    following[history.last] = np.inf
    return following


def _same_step(history: History, moments: Moments, left: Floats) -> dict[str, Floats]:
    names = ("queue", "arrived in 7 days", "left in 7 days", *(f"speed of last {n}" for n in RECENT))
    told = {name: np.full(len(moments), np.nan) for name in names}
    asked = history.step[moments.event]
    for step in np.unique(asked):
        here, those = np.flatnonzero(asked == step), np.flatnonzero(history.step == step)
        arrived, gone, at = history.at[those], left[those], moments.at[here]
        told["queue"][here] = _inside(arrived, np.minimum(gone, arrived + 30), at)
        told["arrived in 7 days"][here] = _between(np.sort(arrived), at - 7, at)
        order = np.argsort(gone, kind="stable")
        done = gone[order][np.isfinite(gone[order])]
        told["left in 7 days"][here] = _between(done, at - 7, at)
        took = np.log1p(done - arrived[order][: len(done)])
        for many in RECENT:
            told[f"speed of last {many}"][here] = _latest_mean(took, np.searchsorted(done, at, "right"), many)
    return told


def _latest_mean(values: Floats, until: Codes, many: int) -> Floats:
    """The mean of the `many` values before each place; not a number where there is none."""
    whole = np.concatenate([[0.0], np.cumsum(values)])
    begin = np.maximum(until - many, 0)
    return np.where(until > 0, (whole[until] - whole[begin]) / np.maximum(until - begin, 1), np.nan)


def _between(times: Floats, begin: Floats, end: Floats) -> Floats:
    """How many sorted times lie after `begin` and not after `end`."""
    count = np.searchsorted(times, end, "right") - np.searchsorted(times, begin, "right")
    return count.astype(float)


def _inside(entered: Floats, left: Floats, at: Floats) -> Floats:
    """How many had entered and not left at each time."""
    count = np.searchsorted(np.sort(entered), at, "right") - np.searchsorted(np.sort(left), at, "right")
    return count.astype(float)
