"""What we expect of each journey that is under way, as values that a page or a message can show."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from throughline.insight.expect.baselines import Asked
from throughline.insight.expect.choosing import grown
from throughline.insight.expect.conformal import weighted_widening
from throughline.insight.expect.forest import Past
from throughline.insight.expect.history import Codes, Flags, Floats, History
from throughline.insight.expect.judging import tables
from throughline.insight.expect.moments import (
    Moments,
    as_datetime,
    as_day,
    on,
    on_past_days,
    still_open,
    together,
)
from throughline.insight.expect.questions import Questions, known_weights, questions, seen
from throughline.insight.expect.spells import Spells, stages, steps, whole_journeys
from throughline.insight.expect.split import some_of
from throughline.insight.expect.walking import LEVELS, looking_back
from throughline.refused import Refused

MOST_LEARNED = 20_000
DAYS_ASKED = 60
"""On how many days of the past every journey then under way is asked about, to learn from."""
FADES = 0.5
"""After this part of the log's span a past moment counts half."""
FEWEST = 20
"""Ended journeys below which we say nothing."""
HALF, NINE = 3, 7
PARTS = 2
"""Of progress, for each thing that is asked for the end of."""


class CannotExpect(Refused):
    """What the log does not tell, so that nothing can be expected; says what to do."""


@dataclass(frozen=True, kw_only=True)
class Expected:
    """Half within so many days, nine in ten within so many, of journeys alike; and what a table would say."""

    half: float
    nine_in_ten: float
    baseline: float
    n: int
    """Stretches with a known end that this was learned from."""


@dataclass(frozen=True, kw_only=True)
class Expectation:
    """How much longer one journey takes, and the stage or step it is in; none: not enough history.

    Days in which we wait for the person are not counted, where the log tells them.
    """

    journey: str
    step: str
    since: datetime
    asked_at: datetime
    whole: Expected | None
    part: Expected | None
    part_is: str
    waits_for_person: bool


def expectations(
    history: History, *, at: datetime | None = None, done: Callable[[int], None] = lambda _: None
) -> Sequence[Expectation]:
    """What to expect of every journey under way at `at`, or at the end of the log; those heard of longest
    ago first.

    Raises:
        CannotExpect: it is not known which journeys are under way, or none is.
    """
    now = history.seen_to if at is None else as_day(at)
    open_now = under_way(history, now, looking_back_at=at is not None)
    part = stages(history) if (history.stage >= 0).any() else steps(history)
    whole_of = expected(history, whole_journeys(history), open_now, now)
    done(1)
    part_of = expected(history, part, open_now, now)
    done(1)
    order = np.argsort(history.at[open_now.event], kind="stable").tolist()
    waits = waiting_for_person(history, open_now)
    return [
        Expectation(
            journey=history.journeys[history.of[open_now.event[place]]],
            step=history.steps[history.step[open_now.event[place]]],
            since=as_datetime(float(history.starts[history.of[open_now.event[place]]])),
            asked_at=as_datetime(now),
            whole=whole_of[place],
            part=part_of[place],
            part_is=part.what,
            waits_for_person=bool(waits[place]),
        )
        for place in order
    ]


def under_way(history: History, now: float, *, looking_back_at: bool) -> Moments:
    """The journeys under way at `now`, each with its last event until then."""
    if not history.endings_told and not looking_back_at:
        raise CannotExpect(
            "We cannot tell which journeys are still under way, because the log does not say which "
            "activities end one. Name them under `endings:` in a mapping file and give it with --mapping. "
            "Or name a moment of the past with --as-of: then we tell what was to be expected of the "
            "journeys of that time."
        )
    found = on(history, now) if looking_back_at else still_open(history, now)
    if looking_back_at and history.endings_told:
        found = together([found, _never_ended(history, now, found)])
    if not len(found):
        raise CannotExpect(
            f"No journey was under way on {as_datetime(now):%-d %B %Y}: there is nothing to expect."
        )
    return found


def _never_ended(history: History, now: float, already: Moments) -> Moments:
    """Open journeys that were last heard of before `now`."""
    open_still = still_open(history, now)
    return open_still.where(~np.isin(open_still.event, already.event))


def waiting_for_person(history: History, moments: Moments) -> Flags:
    """Whether the last thing that happened was a question to the person that is still open."""
    return history.waits[moments.event]


def expected(history: History, spells: Spells, open_now: Moments, now: float) -> list[Expected | None]:
    """What to expect of the end of these stretches; none for each, where fewer than twenty ended before."""
    n = int(((spells.ends <= now) & (spells.ends > spells.begins)).sum())
    if n < FEWEST:
        return [None] * len(open_now)
    learned = on_past_days(history, now, DAYS_ASKED)
    asked = questions(history, together([learned, open_now]), spells)
    known = np.flatnonzero((asked.known_from <= now) & (np.arange(len(asked)) < len(learned)))
    if len(known) < FEWEST:
        return [None] * len(open_now)
    return _said(asked, known, np.arange(len(learned), len(asked)), now, n)


def _said(asked: Questions, known: Codes, rows: Codes, now: float, n: int) -> list[Expected | None]:
    half_life = FADES * max(now - float(asked.history.starts[0]), 1.0)
    forest = grown(asked, some_of(known, MOST_LEARNED, 1))
    looked_at = some_of(np.arange(int(rows[0])), MOST_LEARNED, 2)
    back = looking_back(asked, forest, looked_at, now, half_life)
    counts = known_weights(asked, looked_at, now, half_life)
    past = Past(forest, forest.leaves(asked.features.where(looked_at)), asked.journey[looked_at])
    leaves = forest.leaves(asked.features.where(rows))
    so_far = seen(asked, looked_at, now, half_life)
    quantiles = past.quantiles(leaves, asked.journey[rows], so_far, LEVELS)
    truth = np.sqrt(asked.remaining[looked_at])
    half, nine = (
        _promised(quantiles[:, level], back.quantiles[:, level], truth, counts, miss)
        for level, miss in ((HALF, 0.5), (NINE, 0.1))
    )
    naive = tables(asked, known).of_step_and_elapsed(Asked(asked.step[rows], asked.elapsed[rows]))[:, 1]
    return [
        Expected(half=float(a), nine_in_ten=float(max(a, b)), baseline=float(c), n=n)
        if np.isfinite(a) and np.isfinite(b)
        else None
        for a, b, c in zip(half, nine, naive, strict=True)
    ]


def _promised(said: Floats, said_before: Floats, truth: Floats, counts: Floats, miss: float) -> Floats:
    """Quantiles moved so that of what was said before, they would have held in all but `miss`."""
    errors = truth - np.sqrt(said_before)
    sound = np.isfinite(errors) & (counts > 0)
    wide = weighted_widening(errors[sound], counts[sound], miss)
    return np.asarray(np.maximum(np.sqrt(said) + wide, 0.0) ** 2)
