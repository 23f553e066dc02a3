"""How good expectations are on a log: the published protocol, and the same asked the way a service would
ask it.

Two figures are told apart. The *published* one learns from the first four fifths of the journeys whole,
also from what happened to them during the test period; that is how the table was made, and what is compared
with it. The *honest* one learns only what was known at each moment, weighs for the journeys that were still
under way, and goes on learning as they end. Intervals are only ever judged in the honest way.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from throughline.insight.expect.baselines import Baselines
from throughline.insight.expect.case_types import CaseTypes, case_types
from throughline.insight.expect.choosing import (
    WAYS,
    Choice,
    Kind,
    Way,
    choose,
    grown,
    looked_up,
    middle,
    said_by,
)
from throughline.insight.expect.history import Codes, Flags, Floats, History
from throughline.insight.expect.judging import (
    FIFTHS,
    MISS,
    Errors,
    Kept,
    Revisions,
    by_decile,
    by_kind,
    edges,
    errors,
    kept,
    revisions,
    tables,
)
from throughline.insight.expect.moments import after_events, firsts_of_months, on, on_past_days, together
from throughline.insight.expect.questions import Questions, questions
from throughline.insight.expect.scores import held, interval_score
from throughline.insight.expect.split import Split, asked_about, places, split
from throughline.insight.expect.walking import (
    BLOCKS,
    HALF,
    PAIRS,
    Answers,
    Widening,
    calibrated,
    looking_back,
    one_after,
    walk,
)

MOST_LEARNED = 20_000
MOST_REMEMBERED = 60_000
MOST_JUDGED = 4_000
MOST_LOOKED_BACK = 8_000
FADING = (None, 0.25)
"""Half-lives of past errors that are tried, as parts of the time learned from."""
A_LITTLE = 0.02
"""Of coverage, that is no reason to prefer one way to another."""
STANDING_DAYS = 40
"""How many days of the past are asked about, to learn what standing still means."""
A_FEW = 50
"""Standing moments below which nothing can be learned."""
STEPS = 2 * len(WAYS) + 3 * BLOCKS


@dataclass(frozen=True, kw_only=True)
class Snapshots:
    """Every open journey asked about on the first of each month."""

    days: int
    errors: Errors
    coverage: float


@dataclass(frozen=True, kw_only=True)
class Evaluation:
    """Everything that was found."""

    journeys: int
    events: int
    cycle: float
    endings_told: bool
    parts: tuple[int, int, int]
    choice: Choice
    widening: Widening
    published: Errors
    honest: Errors
    left_out: int
    """Journeys of the learning part that were not known whole when the test began."""
    by_decile: Sequence[tuple[float, int, float]]
    kinds_by: str
    by_kind: Sequence[tuple[int, int, float]]
    kept: Kept
    revisions: Revisions
    naive_revisions: Revisions
    snapshots: Snapshots | None


@dataclass(frozen=True)
class _Bench:
    """What all parts of an evaluation share."""

    asked: Questions
    cut: Split
    wanted: Flags
    kinds: CaseTypes
    done: Callable[[int], None]

    def of(self, journeys: Flags) -> Flags:
        """The questions that the protocol asks about these journeys."""
        return np.asarray(self.wanted & journeys[self.asked.journey])


def evaluate(history: History, done: Callable[[int], None] = lambda _: None) -> Evaluation:
    """Run the protocol. `done` is told of progress, `STEPS` in all.

    Raises:
        TooFewToEvaluate: a log too short to be cut.
    """
    cut = split(history)
    asked = questions(history, after_events(history))
    bench = _Bench(asked, cut, asked_about(history, asked.moments), case_types(history), done)
    judge = places(bench.of(cut.choose), MOST_JUDGED, 2)
    learn = places(bench.of(cut.learn), MOST_LEARNED, 1)
    choice = choose(asked, learn, judge, cut.chosen_from, done)
    return _evaluated(bench, choice, judge)


def _evaluated(bench: _Bench, choice: Choice, judge: Codes) -> Evaluation:
    asked, cut, history, life = bench.asked, bench.cut, bench.asked.history, choice.half_life
    test = np.flatnonzero(bench.of(cut.test))
    before = cut.learn | cut.choose
    widening = _chosen_widening(bench, life, judge)
    answers, rows, known = _walked(bench, life, before, cut.tested_from, test)
    naive = tables(asked, known)
    said = _with_tables(answers.quantiles[-len(rows) :, HALF], naive, asked, rows, choice)
    fifths = _fifths(asked, known, answers.rows)
    between = calibrated(asked, answers, widening, fifths)
    low, high = between.low[-len(rows) :], between.high[-len(rows) :]
    naively = looked_up(naive, asked, rows, Kind.BY_STEP_AND_ELAPSED)
    return Evaluation(
        journeys=len(history.journeys),
        events=len(history.at),
        cycle=float((history.ends - history.starts).mean()),
        endings_told=history.endings_told,
        parts=(int(bench.of(cut.learn).sum()), int(bench.of(cut.choose).sum()), len(test)),
        choice=choice,
        widening=widening,
        published=_published(bench, choice, before, test),
        honest=errors(asked, rows, said, naive),
        left_out=int((before & (history.ends > cut.tested_from)).sum()),
        by_decile=by_decile(asked, rows, said),
        kinds_by=bench.kinds.by,
        by_kind=by_kind(asked, rows, said, bench.kinds),
        kept=kept(asked, rows, low, high, naive, bench.kinds, fifths[-len(rows) :]),
        revisions=revisions(asked, rows, said),
        naive_revisions=revisions(asked, rows, naively),
        snapshots=_snapshots(bench, life, widening),
    )


def _published(bench: _Bench, choice: Choice, before: Flags, test: Codes) -> Errors:
    """As the table was made: learned once, from whole journeys, also those that end in the test period."""
    known = places(bench.of(before), MOST_LEARNED, 3)
    said = said_by(bench.asked, known, test, choice.kept, bench.cut.tested_from, bench.done)
    bench.done(len(WAYS) - len(choice.kept))
    everything = np.flatnonzero(bench.of(before))
    return errors(bench.asked, test, middle(list(said.values())), tables(bench.asked, everything))


def _with_tables(said: Floats, naive: Baselines, asked: Questions, rows: Codes, choice: Choice) -> Floats:
    """The middle of the forest and of the tables that erred less than it on the validation part."""
    forest = min(error for way, error in choice.errors.items() if way.kind == Kind.FOREST)
    better = [kind for kind in (Kind.BY_STEP, Kind.BY_STEP_AND_ELAPSED) if choice.errors[Way(kind)] < forest]
    return middle([said, *(looked_up(naive, asked, rows, kind) for kind in better)])


def _walked(
    bench: _Bench, half_life: float | None, before: Flags, now: float, rows: Codes
) -> tuple[Answers, Codes, Codes]:
    """Learn what is known `now` of the journeys `before`, look back at it, then answer `rows` as time goes
    by.

    Gives the answers (looked back at, then asked), the rows asked in their order, and what was known.
    """
    asked = bench.asked
    begun = bench.of(before) & (asked.moments.at <= now)
    known = begun & (asked.known_from <= now)
    forest = grown(asked, places(known, MOST_LEARNED, 4))
    back = looking_back(asked, forest, places(begun, MOST_LOOKED_BACK, 5), now, half_life)
    past = places(bench.wanted, MOST_REMEMBERED, 6)
    then = walk(asked, forest, rows, past, half_life, bench.done)
    return one_after(back, then), then.rows, np.flatnonzero(known)


def _chosen_widening(bench: _Bench, half_life: float | None, judge: Codes) -> Widening:
    """How to make intervals, by how they would have done on the validation part.

    First they have to keep their word; of those that do, the ones with the best interval score.
    """
    asked, cut = bench.asked, bench.cut
    answers, rows, known = _walked(bench, half_life, cut.learn, cut.chosen_from, judge)
    fifths = _fifths(asked, known, answers.rows)
    span = cut.chosen_from - float(asked.moments.at[0])
    ways = [
        Widening(pair=pair, half_life=None if part is None else part * span, weighed=weighed)
        for pair in PAIRS
        for part in FADING
        for weighed in (True, False)
    ]
    return min(ways, key=lambda way: _how_well(asked, answers, way, fifths, len(rows)))


def _how_well(
    asked: Questions, answers: Answers, way: Widening, groups: Codes, last: int
) -> tuple[float, float]:
    """By how much more than a little the intervals miss their promise, and their score: smaller is better."""
    between = calibrated(asked, answers, way, groups)
    low, high, truth = between.low[-last:], between.high[-last:], asked.remaining[answers.rows[-last:]]
    off = abs(float(held(low, high, truth).mean()) - (1 - MISS))
    return max(off - A_LITTLE, 0.0), interval_score(low, high, truth, MISS)


def _fifths(asked: Questions, known: Codes, rows: Codes) -> Codes:
    """The fifth of the elapsed time, as known before, that each row falls into."""
    return np.searchsorted(edges(asked.elapsed[known], FIFTHS), asked.elapsed[rows], side="right")


def _snapshots(bench: _Bench, half_life: float | None, widening: Widening) -> Snapshots | None:
    """Ask about every open journey on the first of each month of the test period."""
    history, now = bench.asked.history, bench.cut.tested_from
    firsts = firsts_of_months(now, history.seen_to)
    learned = on_past_days(history, now, STANDING_DAYS)
    asked = questions(history, together([learned, *(on(history, day) for day in firsts)]))
    late = asked.moments.at >= now
    usable = history.ended[asked.journey]
    rows = np.flatnonzero(late & usable)
    if not len(rows) or (~late & (asked.known_from <= now)).sum() < A_FEW:
        bench.done(BLOCKS)
        return None
    everyone = np.ones(len(history.journeys), bool)
    standing = _Bench(asked, bench.cut, usable & ~late, bench.kinds, bench.done)
    answers, rows, known = _walked(standing, half_life, everyone, now, rows)
    between = calibrated(asked, answers, widening, _fifths(asked, known, answers.rows))
    last = len(rows)
    truth = asked.remaining[rows]
    return Snapshots(
        days=len(firsts),
        errors=errors(asked, rows, answers.quantiles[-last:, HALF], tables(asked, known)),
        coverage=float(held(between.low[-last:], between.high[-last:], truth).mean()),
    )
