"""One procedure for every log: several ways to answer, blended by how they did on the validation part."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from throughline.insight.expect.baselines import Asked, Baselines, baselines
from throughline.insight.expect.boosting import boosted
from throughline.insight.expect.forest import Forest, Past, Settings, grow
from throughline.insight.expect.history import Codes, Floats
from throughline.insight.expect.questions import Questions, seen_whole
from throughline.insight.expect.scores import mean_error

TRIED: tuple[Settings, ...] = tuple(
    Settings(leaf=leaf, share=share, means=means, half_life=None)
    for leaf, share, means in ((5, 0.6, True), (10, 0.3, False), (30, 0.6, True), (100, 0.6, True))
)
LIVES: tuple[float | None, ...] = (None, 1.0, 0.5, 0.25, 0.125)
"""Half-lives tried, as parts of the time that the learning part spans."""
HALF = np.array([0.5])
PICKS = 8
"""How many answers are averaged; the same way may be picked more than once."""
BOOSTED, BY_STEP, BY_STEP_AND_ELAPSED = "boosted trees", "median by last step", "and elapsed time"


@dataclass(frozen=True)
class Tried:
    """A setting and its mean absolute error in days on the validation part."""

    settings: Settings
    error: float


@dataclass(frozen=True)
class Choice:
    """What validation chose. `blend` says how much of each way the answer is made of; the parts add up to
    one.
    """

    tried: Sequence[Tried]
    """Every setting of the forest, the best first."""
    ways: Mapping[str, Settings | None]
    blend: Mapping[str, float]
    error: float

    @property
    def settings(self) -> Settings:
        return self.tried[0].settings


def choose(
    asked: Questions, learn: Codes, judge: Codes, now: float, done: Callable[[int], None] = lambda _: None
) -> Choice:
    """Try everything on the questions to judge by. `now` is when validation begins."""
    span = max(now - float(asked.moments.at[learn].min()), 1.0)
    tried: list[Tried] = []
    said: dict[str, Floats] = {}
    ways: dict[str, Settings | None] = {}
    for settings in TRIED:
        best, median = _best_life(asked, learn, judge, now, span, settings, tried)
        said[str(settings.leaf)], ways[str(settings.leaf)] = median, best
        done(1)
    for way in (BOOSTED, BY_STEP, BY_STEP_AND_ELAPSED):
        said[way], ways[way] = answered(asked, learn, judge, way, None, now), None
    blend = _blended(said, asked.remaining[judge])
    together = np.sum([part * said[way] for way, part in blend.items()], axis=0)
    error = mean_error(together, asked.remaining[judge])
    return Choice(sorted(tried, key=lambda one: one.error), ways, blend, error)


def _best_life(
    asked: Questions,
    learn: Codes,
    judge: Codes,
    now: float,
    span: float,
    settings: Settings,
    tried: list[Tried],
) -> tuple[Settings, Floats]:
    """Grow once, try every half-life; the best, and what it said. All are noted in `tried`."""
    past, leaves = _past(asked, learn, judge, settings)
    found: list[tuple[float, Settings, Floats]] = []
    for life in LIVES:
        one = replace(settings, half_life=None if life is None else life * span)
        whole = seen_whole(asked, learn, now, one.half_life)
        said = past.quantiles(leaves, asked.journey[judge], whole, HALF)[:, 0]
        found.append((mean_error(said, asked.remaining[judge]), one, said))
    tried += [Tried(one, error) for error, one, _ in found]
    _, best, said = min(found, key=lambda three: three[0])
    return best, said


def _blended(said: Mapping[str, Floats], truth: Floats) -> dict[str, float]:
    """Pick the way that helps the average of those picked so far the most, eight times (Caruana 2004)."""
    picked: list[str] = []
    total = np.zeros(len(truth))
    for number in range(1, PICKS + 1):
        best = min(said, key=lambda way: mean_error((total + said[way]) / number, truth))
        picked.append(best)
        total = total + said[best]
    return {way: picked.count(way) / PICKS for way in said if way in picked}


def blended(asked: Questions, known: Codes, rows: Codes, choice: Choice, now: float) -> Floats:
    """Learn from `known` questions, all answers taken as known, and say the median for `rows`."""
    parts = [
        part * answered(asked, known, rows, way, choice.ways[way], now) for way, part in choice.blend.items()
    ]
    return np.asarray(np.sum(parts, axis=0))


def with_tables(said: Floats, tables: Baselines, asked: Asked, choice: Choice) -> Floats:
    """What trees said, blended with the tables of medians as much as validation chose to."""
    by_step, by_both = (choice.blend.get(way, 0.0) for way in (BY_STEP, BY_STEP_AND_ELAPSED))
    middle = len(tables.overall) // 2
    return np.asarray(
        (1 - by_step - by_both) * said
        + by_step * tables.of_step(asked)[:, middle]
        + by_both * tables.of_step_and_elapsed(asked)[:, middle]
    )


def answered(
    asked: Questions, known: Codes, rows: Codes, way: str, settings: Settings | None, now: float
) -> Floats:
    """The median that one way gives."""
    if settings is not None:
        past, leaves = _past(asked, known, rows, settings)
        whole = seen_whole(asked, known, now, settings.half_life)
        return past.quantiles(leaves, asked.journey[rows], whole, HALF)[:, 0]
    if way == BOOSTED:
        features = asked.features
        return boosted(features.where(known), asked.remaining[known], features.where(rows))
    table = baselines(Asked(asked.step[known], asked.elapsed[known]), asked.remaining[known], (0.5,))
    looked_up = table.of_step if way == BY_STEP else table.of_step_and_elapsed
    return looked_up(Asked(asked.step[rows], asked.elapsed[rows]))[:, 0]


def _past(asked: Questions, known: Codes, rows: Codes, settings: Settings) -> tuple[Past, Codes]:
    forest = grown(asked, known, settings)
    past = Past(forest, forest.leaves(asked.features.where(known)), asked.journey[known])
    return past, forest.leaves(asked.features.where(rows))


def grown(asked: Questions, known: Codes, settings: Settings) -> Forest:
    """A forest on these moments."""
    journeys = len(asked.history.journeys)
    return grow(asked.features.where(known), asked.remaining[known], asked.journey[known], settings, journeys)
