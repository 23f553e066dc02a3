"""Endings as questions: how many journeys end so, and whether that is good."""

from collections.abc import Iterator

import numpy as np
import pyarrow as pa

from throughline.insight.hallway_columns import column_of, names_of, numbers
from throughline.insight.hallway_question import ENDING, Question, question_of
from throughline.insight.intervals import Numbers
from throughline.insight.rung import Better

MOST_ENDINGS = 12
FEWEST = 10
"""An ending of fewer journeys is too rare to compare units by."""


def questions_of_endings(journeys: pa.Table) -> Iterator[Question]:
    """The commonest endings by name; one that always reaches the goal is good, one that never does is not."""
    column, goal = column_of(journeys, "ending"), _goal(journeys)
    if column is None:
        return
    found = names_of(column)
    counts = np.bincount(found.codes[found.codes >= 0], minlength=len(found.names))
    commonest = sorted(np.argsort(-counts, kind="stable")[:MOST_ENDINGS].tolist())
    for place in commonest:
        if FEWEST <= counts[place] < counts.sum():
            better = _direction(goal[found.codes == place])
            yield question_of(f"{ENDING}{found.names[place]}", better=better)


def _goal(journeys: pa.Table) -> Numbers:
    column = column_of(journeys, "goal")
    return np.full(journeys.num_rows, np.nan) if column is None else numbers(column)


def _direction(goal: Numbers) -> Better | None:
    if np.all(goal == 1):
        return Better.HIGHER
    return Better.LOWER if np.all(goal == 0) else None
