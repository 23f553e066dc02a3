"""One procedure for every log: several ways to answer, the bad ones left out, and the middle of the others.

Which way is best changes with the years even within one log, so no way is trusted alone. In three successive
parts of the learning time of ten logs this middle erred less than the way, or the weighted blend, that had
done best just before.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from throughline.insight.expect.baselines import Asked, Baselines, baselines
from throughline.insight.expect.boosting import boosted
from throughline.insight.expect.forest import Forest, Past, grow
from throughline.insight.expect.history import Codes, Floats
from throughline.insight.expect.questions import Questions, faded, seen_whole
from throughline.insight.expect.scores import mean_error

HALF = np.array([0.5])
NEARLY = 0.1
"""A way that errs by more than this part more than the best is left out."""


class Kind(StrEnum):
    """What answers."""

    FOREST = "journeys alike"
    BOOSTED = "boosted trees"
    BOOSTED_FROM_TABLE = "boosted trees on the median by last step"
    BY_STEP = "median by last step"
    BY_STEP_AND_ELAPSED = "median by last step and elapsed time"


@dataclass(frozen=True)
class Way:
    """One way to answer. `fades`: after this part of the time learned from, a past moment counts half."""

    kind: Kind
    fades: float | None = None

    def __str__(self) -> str:
        return (
            self.kind if self.fades is None else f"{self.kind}, the past fading by half in {self.fades:.0%}"
        )


WAYS = (
    Way(Kind.FOREST),
    Way(Kind.FOREST, 0.5),
    Way(Kind.FOREST, 0.2),
    Way(Kind.BOOSTED),
    Way(Kind.BOOSTED, 0.25),
    Way(Kind.BOOSTED_FROM_TABLE),
    Way(Kind.BY_STEP),
    Way(Kind.BY_STEP_AND_ELAPSED),
)


@dataclass(frozen=True)
class Choice:
    """What validation chose.

    `errors` is the mean absolute error in days of each way, the best first; `error` that of the middle.
    """

    errors: Mapping[Way, float]
    kept: frozenset[Way]
    error: float
    half_life: float | None
    """Days after which the past counts half in the forest alone, as it did best there."""


def choose(
    asked: Questions, learn: Codes, judge: Codes, now: float, done: Callable[[int], None] = lambda _: None
) -> Choice:
    """Try every way on the questions to judge by. `now` is when validation begins."""
    said = said_by(asked, learn, judge, WAYS, now, done)
    truth = asked.remaining[judge]
    errors = {way: mean_error(one, truth) for way, one in said.items()}
    order = sorted(WAYS, key=lambda way: errors[way])
    kept = frozenset(way for way in order if errors[way] <= (1 + NEARLY) * errors[order[0]])
    fades = next(way.fades for way in order if way.kind == Kind.FOREST)
    return Choice(
        errors={way: errors[way] for way in order},
        kept=kept,
        error=mean_error(middle([said[way] for way in WAYS if way in kept]), truth),
        half_life=half_life(asked, learn, now, fades),
    )


def half_life(asked: Questions, known: Codes, now: float, fades: float | None) -> float | None:
    """In days: a part of the time since the first of the moments learned from."""
    return None if fades is None else fades * max(now - float(asked.moments.at[known].min()), 1.0)


def middle(said: list[Floats]) -> Floats:
    """The median of what several ways say to each question; a way may be silent (not a number)."""
    return np.asarray(np.nanmedian(said, axis=0))


def said_by(
    asked: Questions,
    known: Codes,
    rows: Codes,
    ways: Collection[Way],
    now: float,
    done: Callable[[int], None] = lambda _: None,
) -> dict[Way, Floats]:
    """The median that each way gives for `rows`, learned from `known`, all answers taken as known."""
    table = baselines(Asked(asked.step[known], asked.elapsed[known]), asked.remaining[known], (0.5,))
    said: dict[Way, Floats] = {}
    past: tuple[Past, Codes] | None = None
    for way in ways:
        life = half_life(asked, known, now, way.fades)
        if way.kind == Kind.FOREST:
            past = past or _past(asked, known, rows)
            said[way] = past[0].quantiles(
                past[1], asked.journey[rows], seen_whole(asked, known, now, life), HALF
            )[:, 0]
        elif way.kind in (Kind.BOOSTED, Kind.BOOSTED_FROM_TABLE):
            said[way] = _boosted(asked, known, rows, table, way, faded(asked.moments.at[known], now, life))
        else:
            said[way] = looked_up(table, asked, rows, way.kind)
        done(1)
    return said


def looked_up(table: Baselines, asked: Questions, rows: Codes, kind: Kind) -> Floats:
    """The middle of what a table says."""
    of = Asked(asked.step[rows], asked.elapsed[rows])
    found = table.of_step(of) if kind == Kind.BY_STEP else table.of_step_and_elapsed(of)
    return found[:, found.shape[1] // 2]


def _boosted(
    asked: Questions, known: Codes, rows: Codes, table: Baselines, way: Way, counts: Floats
) -> Floats:
    features = asked.features
    begin = [
        looked_up(table, asked, of, Kind.BY_STEP)
        if way.kind == Kind.BOOSTED_FROM_TABLE
        else np.zeros(len(of))
        for of in (known, rows)
    ]
    return boosted(
        features.where(known), asked.remaining[known], counts, features.where(rows), (begin[0], begin[1])
    )


def _past(asked: Questions, known: Codes, rows: Codes) -> tuple[Past, Codes]:
    forest = grown(asked, known)
    past = Past(forest, forest.leaves(asked.features.where(known)), asked.journey[known])
    return past, forest.leaves(asked.features.where(rows))


def grown(asked: Questions, known: Codes) -> Forest:
    """A forest on these moments."""
    journeys = len(asked.history.journeys)
    return grow(asked.features.where(known), asked.remaining[known], asked.journey[known], journeys)
