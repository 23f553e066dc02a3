"""Journeys like yours: trees put past moments that were alike into the same leaf, and what followed is the
answer.

The trees only decide which moments are alike. What is read off are quantiles of how long those journeys
went on (quantile regression forest, Meinshausen 2006), so newer journeys can join as they end without
growing again, and each past moment can be given a weight. Each tree is grown without three in ten of the
journeys; a journey is only ever answered by trees that have not seen it, and never from itself.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from throughline.insight.expect.features import Features
from throughline.insight.expect.history import Codes, Flags, Floats

if TYPE_CHECKING:
    from sklearn.tree import ExtraTreeRegressor  # type: ignore[import-untyped] # it has no types

SEED = 20260302
SIZES = (5, 15, 60)
"""Past moments in a leaf at least: few tell finely, many are sure, and together they err least."""
TREES = 16
"""Of each size."""
SHARE = 0.6
"""Of the columns, looked at for each split."""
SEEN = 0.7
"""The part of the journeys that each tree is grown on."""
DRAWS = 8
"""How many past moments each tree names for one question."""
SMOOTHING = 20.0
"""A category with so many past moments is believed half, and the mean of all half."""
BLOCK = 4000
WORKERS = 2


@dataclass(frozen=True)
class Forest:
    """Grown trees, how columns are made ready for them, and which journeys each tree has seen."""

    trees: Sequence["ExtraTreeRegressor"]
    columns: Flags
    means: tuple[Floats | None, ...]
    seen: Flags
    """A row per journey of the history, a column per tree."""

    def leaves(self, asked: Features) -> Codes:
        """The leaf of each moment in each tree."""
        ready = _ready(asked, self.columns, self.means)
        with ThreadPoolExecutor(WORKERS) as pool:
            return np.column_stack(
                list(pool.map(lambda tree: tree.apply(ready, check_input=False), self.trees))
            )


def grow(known: Features, remaining: Floats, journey: Codes, journeys: int) -> Forest:
    """Grow trees that tell apart how long journeys go on, by the square root of days: that tames the tail."""
    target = np.sqrt(remaining)
    columns = _telling(known.values)
    means = tuple(
        _means(known.values[:, place], target) if known.categorical[place] else None
        for place in np.flatnonzero(columns).tolist()
    )
    ready = _ready(known, columns, means)
    seen = np.random.default_rng(SEED).random((journeys, TREES * len(SIZES))) < SEEN
    seen[np.setdiff1d(np.arange(journeys), journey)] = False

    def grown(number: int) -> "ExtraTreeRegressor":
        rows = seen[journey, number]
        return _tree(ready[rows], target[rows], SIZES[number % len(SIZES)], SEED + number)

    with ThreadPoolExecutor(WORKERS) as pool:
        return Forest(list(pool.map(grown, range(seen.shape[1]))), columns, means, seen)


def _tree(ready: NDArray[np.float32], target: Floats, leaf: int, seed: int) -> "ExtraTreeRegressor":
    from sklearn.tree import ExtraTreeRegressor  # noqa: PLC0415 - heavy, and only needed here

    tree = ExtraTreeRegressor(min_samples_leaf=leaf, max_features=SHARE, random_state=seed)
    return tree.fit(ready, target, check_input=False)


def _telling(values: NDArray[np.float32]) -> Flags:
    """Columns with at least two values."""
    low, high = np.fmin.reduce(values), np.fmax.reduce(values)
    some = np.isnan(values).any(axis=0) & ~np.isnan(high)
    return np.asarray((high > low) | some)


def _means(codes: NDArray[np.float32], target: Floats) -> Floats:
    """The mean of each category, drawn towards that of all where it is rare; the first is for 'not said'."""
    place = np.nan_to_num(codes, nan=-1.0).astype(np.int64) + 1
    counts = np.bincount(place)
    sums = np.bincount(place, target)
    return np.asarray((sums + SMOOTHING * target.mean()) / (counts + SMOOTHING))


def _ready(asked: Features, columns: Flags, means: tuple[Floats | None, ...]) -> NDArray[np.float32]:
    ready = np.nan_to_num(asked.values[:, columns], nan=-1.0)
    for place, mean in enumerate(means):
        if mean is not None:
            codes = ready[:, place].astype(np.int64) + 1
            ready[:, place] = np.append(mean, mean[0])[np.minimum(codes, len(mean))]
    return np.ascontiguousarray(ready, dtype=np.float32)


@dataclass(frozen=True)
class Seen:
    """What is seen of past moments: how long they went on, or so far, and what each counts.

    A moment that counts nothing is as if it were not there.
    """

    days: Floats
    known: Flags
    """Whether that was the end, or all we have seen."""
    counts: Floats


class Past:
    """Past moments in their leaves, ready to be asked whatever has been seen of them."""

    def __init__(self, forest: Forest, leaves: Codes, journey: Codes) -> None:
        self._orders = np.argsort(leaves, axis=0, kind="stable").T
        self._sorted = [leaves[order, tree] for tree, order in enumerate(self._orders)]
        self._journey = journey
        self._seen = forest.seen

    def quantiles(self, asked: Codes, journey: Codes, seen: Seen, levels: Floats) -> Floats:
        """For each question (its leaves, its journey) the quantiles of what followed on its likes.

        One column per level; not a number where there is no like. What is still under way counts as lasting
        at least so long (Kaplan and Meier).
        """
        sums = [np.cumsum(seen.counts[order]) for order in self._orders]
        parts = [
            self._block(asked[begin : begin + BLOCK], journey[begin : begin + BLOCK], sums, seen, levels)
            for begin in range(0, len(asked), BLOCK)
        ]
        return np.concatenate(parts) if parts else np.empty((0, len(levels)))

    def _block(self, asked: Codes, journey: Codes, sums: list[Floats], seen: Seen, levels: Floats) -> Floats:
        drawn = np.empty((len(asked), len(sums) * DRAWS), dtype=np.int64)
        for tree, whole in enumerate(sums):
            here = self._drawn(asked[:, tree], journey, tree, whole)
            here[self._seen[journey, tree]] = -1
            drawn[:, tree * DRAWS : (tree + 1) * DRAWS] = here
        days = np.where(drawn < 0, np.nan, seen.days[drawn])
        if seen.known.all():
            return quantiles(days, levels)
        return quantiles_while_some_last(days, seen.known[drawn], levels)

    def _drawn(self, asked: Codes, journey: Codes, tree: int, whole: Floats) -> Codes:
        """Evenly spaced draws out of each leaf, by weight, and none of the journey itself; -1 for no draw."""
        leaves, order = self._sorted[tree], self._orders[tree]
        begin, end = np.searchsorted(leaves, asked, "left"), np.searchsorted(leaves, asked, "right")
        upto = np.concatenate([[0.0], whole])
        below, above = upto[begin], upto[end]
        spots = (np.arange(DRAWS) + 0.5) / DRAWS
        wanted = below[:, None] + spots * (above - below)[:, None]
        place = np.searchsorted(whole, wanted.ravel(), "left").reshape(wanted.shape)
        chosen = order[np.minimum(place, len(order) - 1)]
        usable = (above > below)[:, None] & (self._journey[chosen] != journey[:, None])
        return np.where(usable, chosen, -1)


def quantiles(days: Floats, levels: Floats) -> Floats:
    """The quantiles of each row, of those that are numbers."""
    days = np.sort(days, axis=1)
    there = (~np.isnan(days)).sum(axis=1)[:, None]
    places = np.ceil(levels[None, :] * there - 1e-9).astype(np.int64) - 1
    return np.take_along_axis(days, np.clip(places, 0, np.maximum(there - 1, 0)), axis=1)


def quantiles_while_some_last(days: Floats, known: Flags, levels: Floats) -> Floats:
    """The same where some are not known to the end; the longest seen, where a quantile lies beyond it."""
    order = np.lexsort((~known, days), axis=1)
    days, known = np.take_along_axis(days, order, axis=1), np.take_along_axis(known, order, axis=1)
    there = (~np.isnan(days)).sum(axis=1)[:, None]
    at_risk = there - np.arange(days.shape[1])[None, :]
    lasts = np.where(known & (at_risk > 0), 1.0 - 1.0 / np.maximum(at_risk, 1), 1.0)
    still = np.cumprod(lasts, axis=1)
    places = np.column_stack([(still > 1 - level + 1e-9).sum(axis=1) for level in levels.tolist()])
    return np.take_along_axis(days, np.clip(places, 0, np.maximum(there - 1, 0)), axis=1)
