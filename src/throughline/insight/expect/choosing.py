"""One procedure for every log: try a few settings on the validation part, take the best."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from throughline.insight.expect.forest import Forest, Past, Settings, grow
from throughline.insight.expect.history import Codes, Floats
from throughline.insight.expect.questions import Questions, seen_whole
from throughline.insight.expect.scores import mean_error

TRIED: tuple[Settings, ...] = tuple(
    Settings(leaf=leaf, share=share, means=means, half_life=None)
    for leaf, share, means in ((5, 0.6, True), (10, 0.3, False), (10, 0.6, True), (30, 0.6, True))
)
LIVES: tuple[float | None, ...] = (None, 1.0, 0.5, 0.25, 0.125)
"""Half-lives tried, as parts of the time that the learning part spans."""
HALF = np.array([0.5])


@dataclass(frozen=True)
class Tried:
    """A setting and its mean absolute error in days on the validation part."""

    settings: Settings
    error: float


def choose(
    asked: Questions, learn: Codes, judge: Codes, now: float, done: Callable[[int], None] = lambda _: None
) -> Sequence[Tried]:
    """All that was tried, the best first. `judge` are validation moments, and `now` is when validation
    begins.
    """
    span = max(now - float(asked.moments.at[learn].min()), 1.0)
    tried: list[Tried] = []
    for settings in TRIED:
        past, leaves = _past(asked, learn, judge, settings)
        for life in LIVES:
            days = None if life is None else life * span
            whole = seen_whole(asked, learn, now, days)
            said = past.quantiles(leaves, asked.journey[judge], whole, HALF)[:, 0]
            error = mean_error(said, asked.remaining[judge])
            tried.append(Tried(replace(settings, half_life=days), error))
        done(1)
    return sorted(tried, key=lambda one: one.error)


def medians(asked: Questions, known: Codes, rows: Codes, settings: Settings, now: float) -> Floats:
    """Grow on `known` moments, all taken as known, and say the median for `rows`."""
    past, leaves = _past(asked, known, rows, settings)
    whole = seen_whole(asked, known, now, settings.half_life)
    return past.quantiles(leaves, asked.journey[rows], whole, HALF)[:, 0]


def _past(asked: Questions, known: Codes, rows: Codes, settings: Settings) -> tuple[Past, Codes]:
    forest = grown(asked, known, settings)
    remembered = forest.leaves(asked.features.where(known))
    past = Past(forest, remembered, asked.journey[known])
    return past, forest.leaves(asked.features.where(rows))


def grown(asked: Questions, known: Codes, settings: Settings) -> Forest:
    """A forest on these moments."""
    journeys = len(asked.history.journeys)
    return grow(asked.features.where(known), asked.remaining[known], asked.journey[known], settings, journeys)
