"""Answering as time goes by: at each moment only what was known then, and more as journeys end.

Questions are taken in blocks, in the order of time. Before each block the past is weighed anew; after it,
answers whose truth has come out are used to see whether the intervals keep their word, and to widen or
narrow the next.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from throughline.insight.expect.conformal import adapted, outside, weighted_widening
from throughline.insight.expect.forest import Forest, Past
from throughline.insight.expect.history import Codes, Flags, Floats
from throughline.insight.expect.questions import Questions, faded, known_weights, seen

BLOCKS = 40
LEVELS = np.array([0.02, 0.05, 0.1, 0.5, 0.8, 0.82, 0.85, 0.9])
HALF, NINE_IN_TEN = 3, 7
Pair = tuple[int | None, int]
"""The places of a lower and an upper quantile; none: from nothing on."""

PAIRS: tuple[Pair, ...] = ((None, 4), (0, 5), (1, 6), (2, 7))
"""Intervals that leave out a fifth."""
MISS = 0.2
PACE = 0.03
"""How far the share that may be missed follows what was missed lately, for each journey that came out.

Of 0, .003, .01 and .03 this came nearest to the promise in parts of the learning time of ten logs.
"""
A_LOOK = 10
"""Answers that have to come out before it is looked again how many were missed."""
ENOUGH = 60
"""Past answers, by weight, that a group needs to be calibrated by itself."""


@dataclass(frozen=True)
class Answers:
    """The quantiles said to each question, and when: a row each, in the order of `rows`."""

    rows: Codes
    said_at: Floats
    until: Floats
    """Answers that came out later than this were not looked at."""
    quantiles: Floats


def walk(
    asked: Questions,
    forest: Forest,
    rows: Codes,
    past: Codes,
    half_life: float | None,
    done: Callable[[int], None] = lambda _: None,
) -> Answers:
    """Answer `rows` in the order of time from `past` moments, as far as their answers are known by then."""
    order = rows[np.argsort(asked.moments.at[rows], kind="stable")]
    known = Past(forest, forest.leaves(asked.features.where(past)), asked.journey[past])
    leaves, journey = forest.leaves(asked.features.where(order)), asked.journey[order]
    said = np.empty((len(order), len(LEVELS)))
    said_at = np.empty(len(order))
    blocks = np.array_split(np.arange(len(order)), min(BLOCKS, len(order)))
    for block in blocks:
        now = float(asked.moments.at[order[block[0]]])
        so_far = seen(asked, past, now, half_life)
        said[block] = known.quantiles(leaves[block], journey[block], so_far, LEVELS)
        said_at[block] = now
        done(1)
    done(BLOCKS - len(blocks))
    return Answers(order, said_at, np.full(len(order), np.inf), said)


def looking_back(
    asked: Questions, forest: Forest, rows: Codes, now: float, half_life: float | None
) -> Answers:
    """What the trees that had not seen them would have said to past questions, those learned from among them.

    They are as honest as later answers, and there are many before the first question is asked. Some of them
    have no answer yet: they are needed to know how much the others speak for.
    """
    leaves, journey = forest.leaves(asked.features.where(rows)), asked.journey[rows]
    past = Past(forest, leaves, journey)
    quantiles = past.quantiles(leaves, journey, seen(asked, rows, now, half_life), LEVELS)
    return Answers(rows, np.full(len(rows), -np.inf), np.full(len(rows), now), quantiles)


def one_after(first: Answers, then: Answers) -> Answers:
    return Answers(
        np.concatenate([first.rows, then.rows]),
        np.concatenate([first.said_at, then.said_at]),
        np.concatenate([first.until, then.until]),
        np.concatenate([first.quantiles, then.quantiles]),
    )


@dataclass(frozen=True)
class Intervals:
    """An interval for each answer; infinite where the history was too short to promise one."""

    low: Floats
    high: Floats

    @property
    def width(self) -> Floats:
        return self.high - self.low


@dataclass(frozen=True, kw_only=True)
class Widening:
    """How intervals are made."""

    pair: Pair
    """Which quantiles they begin from."""
    half_life: float | None
    """How quickly past errors fade."""
    weighed: bool
    """Whether slow answers that came out speak for those that have not."""


def calibrated(asked: Questions, answers: Answers, way: Widening, groups: Codes) -> Intervals:
    """Widen or narrow by what came out of earlier answers, group by group where there are enough of them.

    In square roots of days, so that long waits are widened by more.
    """
    low, high = _ends(answers.quantiles, way.pair)
    truth, known_from = np.sqrt(asked.remaining[answers.rows]), asked.known_from[answers.rows]
    errors = outside(low, high, truth)
    wide = np.zeros(len(low))
    miss, looked = dict.fromkeys(np.unique(groups).tolist(), MISS), -np.inf
    for now in np.unique(answers.said_at[np.isfinite(answers.said_at)]).tolist():
        block = np.flatnonzero(answers.said_at == now)
        before = np.flatnonzero((answers.said_at < now) & ~np.isnan(low) & ~np.isnan(high))
        came_out = before[(known_from[before] > looked) & (known_from[before] <= now)]
        came_out, looked = came_out[np.isfinite(answers.said_at[came_out])], now
        for group in miss:
            mine = came_out[groups[came_out] == group]
            journeys = len(np.unique(asked.journey[answers.rows[mine]]))
            miss[group] = _followed(miss[group], errors[mine] > wide[mine], journeys)
        counts = _counts(asked, answers, before, now, way)
        wide[block] = _widenings(errors[before], counts, groups[before], groups[block], miss)
    return Intervals(np.maximum(low - wide, 0) ** 2, np.maximum(high + wide, 0) ** 2)


def _followed(miss: float, missed: Flags, journeys: int) -> float:
    """The share that may be missed next, after a look at the answers that came out since the last look."""
    if len(missed) < A_LOOK:
        return miss
    return adapted(miss, aimed=MISS, missed=float(missed.mean()), pace=PACE * journeys)


def _counts(asked: Questions, answers: Answers, before: Codes, now: float, way: Widening) -> Floats:
    rows = answers.rows[before]
    counts = known_weights(asked, rows, now, way.half_life, answers.until[before])
    if way.weighed:
        return counts
    return np.where(counts > 0, faded(asked.moments.at[rows], now, way.half_life), 0.0)


def _ends(quantiles: Floats, pair: Pair) -> tuple[Floats, Floats]:
    """Both ends in square roots of days."""
    lower, upper = pair
    low = np.zeros(len(quantiles)) if lower is None else np.sqrt(quantiles[:, lower])
    return low, np.sqrt(quantiles[:, upper])


def _widenings(
    errors: Floats, counts: Floats, groups: Codes, wanted: Codes, miss: Mapping[int, float]
) -> Floats:
    """How far to widen for each wanted group: by its own past errors where there are enough, else by all."""
    errors, groups, counts = errors[counts > 0], groups[counts > 0], counts[counts > 0]
    wide = np.empty(len(wanted))
    for group in np.unique(wanted).tolist():
        mine = groups == group
        if counts[mine].sum() ** 2 >= ENOUGH * (counts[mine] ** 2).sum() > 0:
            wide[wanted == group] = weighted_widening(errors[mine], counts[mine], miss[group])
        else:
            wide[wanted == group] = weighted_widening(errors, counts, miss[group])
    return wide
