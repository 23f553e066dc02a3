"""Questions with their answers: what was known at a moment, and how long it took from there."""

from dataclasses import dataclass

import numpy as np

from throughline.insight.expect.censoring import weights
from throughline.insight.expect.features import Features, features
from throughline.insight.expect.forest import Seen
from throughline.insight.expect.history import Codes, Floats, History
from throughline.insight.expect.moments import Moments, elapsed
from throughline.insight.expect.spells import Spells, remaining, whole_journeys


@dataclass(frozen=True)
class Questions:
    """Past moments of a history. `remaining` is only to be looked at once `known_from` has come."""

    history: History
    spells: Spells
    moments: Moments
    features: Features
    remaining: Floats

    @property
    def journey(self) -> Codes:
        return self.history.of[self.moments.event]

    @property
    def elapsed(self) -> Floats:
        """Days since the journey began."""
        return elapsed(self.history, self.moments)

    @property
    def step(self) -> Codes:
        return self.history.step[self.moments.event]

    @property
    def known_from(self) -> Floats:
        """When the answer became known; never, where no end was seen."""
        return self.spells.ends[self.spells.of[self.moments.event]]

    def __len__(self) -> int:
        return len(self.moments)


def questions(history: History, moments: Moments, spells: Spells | None = None) -> Questions:
    """Ask at these moments for the end of the whole journey, or of other stretches."""
    spells = spells or whole_journeys(history)
    return Questions(
        history, spells, moments, features(history, moments), remaining(history, spells, moments)
    )


def known_weights(
    asked: Questions, rows: Codes, now: float, half_life: float | None, until: Floats | float = np.inf
) -> Floats:
    """What each of these questions counts at `now`: nothing before its answer is known, more for long
    answers, because others like them are not known yet, and less the longer ago. Nobody looks later than
    `until`.
    """
    at = asked.moments.at[rows]
    age = np.minimum(now, until) - at
    answer = asked.known_from[rows] - at
    return weights(np.maximum(age, 0.0), answer, np.where(age >= 0, faded(at, now, half_life), 0.0))


def seen(asked: Questions, rows: Codes, now: float, half_life: float | None) -> Seen:
    """What is seen `now` of these questions: the answer, or for how long there has been none."""
    at, known = asked.moments.at[rows], asked.known_from[rows] <= now
    age = np.maximum(now - at, 0.0)
    days = np.where(known, asked.remaining[rows], age)
    return Seen(days, known, np.where(at <= now, faded(at, now, half_life), 0.0))


def seen_whole(asked: Questions, rows: Codes, now: float, half_life: float | None) -> Seen:
    """The published way: every answer is known, also those that came out later."""
    return Seen(
        asked.remaining[rows], np.ones(len(rows), bool), faded(asked.moments.at[rows], now, half_life)
    )


def faded(at: Floats, now: float, half_life: float | None) -> Floats:
    """One for now, a half after each half-life."""
    if half_life is None:
        return np.ones(len(at))
    return np.asarray(0.5 ** (np.maximum(now - at, 0.0) / half_life))
