"""Errors, kept intervals and moving dates, each beside what the naive tables would have done."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from throughline.insight.expect.baselines import Asked, Baselines, baselines
from throughline.insight.expect.case_types import CaseTypes
from throughline.insight.expect.history import Codes, Floats
from throughline.insight.expect.questions import Questions
from throughline.insight.expect.scores import held, interval_score, mean_error, median_error

FIFTHS = 5
DECILES = 10
MISS = 0.2
A_CELL = 100
"""Journeys that a case type needs in a fifth of the elapsed time before its coverage is judged."""
NAIVE = (0.1, 0.5, 0.9)


@dataclass(frozen=True, kw_only=True)
class Errors:
    """Mean and median absolute error in days, and the mean error of the three baselines."""

    n: int
    mean: float
    median: float
    of_all: float
    of_step: float
    of_step_and_elapsed: float

    @property
    def best_baseline(self) -> float:
        return min(self.of_all, self.of_step, self.of_step_and_elapsed)


@dataclass(frozen=True, kw_only=True)
class Cell:
    """Coverage for one kind of journey in one fifth of the elapsed time."""

    kind: int
    fifth: int
    journeys: int
    coverage: float


@dataclass(frozen=True, kw_only=True)
class Kept:
    """Whether 80% intervals kept their word, and how wide they were, beside the naive ones."""

    n: int
    coverage: float
    width: float
    """In the middle; so is `naive_width`."""
    score: float
    naive_coverage: float
    naive_width: float
    naive_score: float
    cells: Sequence[Cell]

    @property
    def worst(self) -> Cell | None:
        """The worst of the cells that have enough journeys to be judged."""
        judged = [cell for cell in self.cells if cell.journeys >= A_CELL]
        return min(judged, key=lambda cell: cell.coverage, default=None)


@dataclass(frozen=True, kw_only=True)
class Revisions:
    """How the expected date moves from one event of a journey to the next."""

    days: float
    """On average per event; and how often per journey by more than a day."""
    per_journey: float


def tables(asked: Questions, known: Codes) -> Baselines:
    """The naive tables, from what is known."""
    looked_at = Asked(asked.step[known], asked.elapsed[known])
    return baselines(looked_at, asked.remaining[known], NAIVE)


def errors(asked: Questions, rows: Codes, said: Floats, naive: Baselines) -> Errors:
    looked_at, truth = Asked(asked.step[rows], asked.elapsed[rows]), asked.remaining[rows]
    return Errors(
        n=len(rows),
        mean=mean_error(said, truth),
        median=median_error(said, truth),
        of_all=mean_error(naive.of_all(looked_at)[:, 1], truth),
        of_step=mean_error(naive.of_step(looked_at)[:, 1], truth),
        of_step_and_elapsed=mean_error(naive.of_step_and_elapsed(looked_at)[:, 1], truth),
    )


def kept(
    asked: Questions, rows: Codes, low: Floats, high: Floats, naive: Baselines, kinds: CaseTypes, fifth: Codes
) -> Kept:
    truth = asked.remaining[rows]
    naively = naive.of_step_and_elapsed(Asked(asked.step[rows], asked.elapsed[rows]))
    keeps = held(low, high, truth)
    return Kept(
        n=len(rows),
        coverage=float(keeps.mean()),
        width=float(np.median(high - low)),
        score=interval_score(low, high, truth, MISS),
        naive_coverage=float(held(naively[:, 0], naively[:, 2], truth).mean()),
        naive_width=float(np.median(naively[:, 2] - naively[:, 0])),
        naive_score=interval_score(naively[:, 0], naively[:, 2], truth, MISS),
        cells=_cells(asked.journey[rows], keeps, kinds, fifth),
    )


def _cells(journey: Codes, keeps: np.ndarray, kinds: CaseTypes, fifth: Codes) -> list[Cell]:
    kind = kinds.kind[journey]
    found: list[Cell] = []
    for one in range(kinds.kinds):
        for part in range(FIFTHS):
            here = (kind == one) & (fifth == part)
            if here.any():
                journeys = len(np.unique(journey[here]))
                found.append(
                    Cell(kind=one, fifth=part, journeys=journeys, coverage=float(keeps[here].mean()))
                )
    return found


def edges(values: Floats, parts: int) -> Floats:
    """The values that cut others into so many parts of equal size."""
    return np.asarray(np.quantile(values, np.linspace(0, 1, parts + 1)[1:-1]))


def by_decile(asked: Questions, rows: Codes, said: Floats) -> list[tuple[float, int, float]]:
    """For each tenth by elapsed time: up to how many days, how many questions, and the mean error."""
    elapsed, wrong = asked.elapsed[rows], np.abs(said - asked.remaining[rows])
    place = np.searchsorted(edges(elapsed, DECILES), elapsed, side="right")
    tenths = [place == tenth for tenth in range(DECILES)]
    return [
        (float(elapsed[here].max()), int(here.sum()), float(wrong[here].mean()))
        for here in tenths
        if here.any()
    ]


def by_kind(asked: Questions, rows: Codes, said: Floats, kinds: CaseTypes) -> list[tuple[int, int, float]]:
    """For each kind of journey: which, how many questions, and the mean error."""
    kind, wrong = kinds.kind[asked.journey[rows]], np.abs(said - asked.remaining[rows])
    return [
        (one, int((kind == one).sum()), float(wrong[kind == one].mean())) for one in np.unique(kind).tolist()
    ]


def revisions(asked: Questions, rows: Codes, said: Floats) -> Revisions:
    """By how much the expected date moved, whenever a journey was asked about again."""
    order = np.lexsort((asked.moments.event[rows], asked.journey[rows]))
    journey = asked.journey[rows][order]
    date = (asked.moments.at[rows] + said)[order]
    moved = np.abs(np.diff(date))[journey[1:] == journey[:-1]]
    journeys = max(len(np.unique(journey)), 1)
    return Revisions(
        days=float(moved.mean()) if len(moved) else 0.0, per_journey=float((moved > 1).sum() / journeys)
    )
