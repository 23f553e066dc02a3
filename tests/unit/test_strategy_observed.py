"""From observations to ladder, hallway and watched series, by the measures the strategy names."""

from datetime import date, timedelta

import numpy as np
import pytest

from throughline.ids import ServiceId
from throughline.insight.hallway_ranking import best
from throughline.insight.hallway_units import NothingToCompare
from throughline.insight.ladder_reading import Reading, Unmeasured
from throughline.insight.periods import Period
from throughline.insight.rung import Tier
from throughline.insight.signals import review
from throughline.strategy.observed import (
    Observation,
    Observed,
    Seen,
    Span,
    hallway_of,
    ladder_of,
    watched_series,
)
from throughline.strategy.reading import strategy_from

LICENCE = ServiceId("licence")
MONDAY = date(2025, 1, 6)
SPAN = Span(since=MONDAY, until=MONDAY + timedelta(weeks=64), period=Period.FORTNIGHT)

STRATEGY = strategy_from("""\
title: Food people can trust
commitments:
  - id: safe-food
    title: Safe food
    promise: Everybody who opens stays open.
    kept_when: [{service: licence, measure: trading, at_least: 0.75}]
services:
  licence:
    outcome:
      trading: {from: outcome/trading, question: "Are you open?"}
    experience:
      clear: {from: answer/clear, at_least: 4, question: "Was it clear?", family: certainty}
      silence: {from: ride/longest_silence_days, as: median, better: lower, question: "How long?"}
      coc: {from: ride/coc, as: mean, question: "Who did people meet?"}
""")


def answers(scores: dict[str, float], *, eligible: int = 400, falls_at: str | None = None) -> Observed:
    """Ten answers a fortnight and office around a mean score; one office may fall in the last eight."""
    rng = np.random.default_rng(14)
    found = [
        Observation(
            unit=unit,
            day=MONDAY + timedelta(weeks=2 * fortnight, days=int(rng.integers(0, 14))),
            raw=float(
                np.clip(round(rng.normal(score - 2 * (unit == falls_at and fortnight >= 24), 0.7)), 1, 5)
            ),
        )
        for unit, score in scores.items()
        for fortnight in range(32)
        for _ in range(10)
    ]
    return Observed(observations=tuple(found), eligible=dict.fromkeys(scores, eligible))


OFFICES = {"harbour": 4.0, "northfield": 4.0, "riverside": 4.9, "westgate": 4.0}


def seen(**observed: Observed) -> Seen:
    return Seen(strategy=STRATEGY, service=LICENCE, span=SPAN, observed=observed)


def test_the_ladder_reads_answers_as_the_share_that_agreed() -> None:
    step = ladder_of(seen(clear=answers(OFFICES))).tier(Tier.EXPERIENCE)

    clear = step.rungs[0]
    assert isinstance(clear, Reading)
    assert (clear.n, clear.eligible, clear.coverage) == (1280, 1600, 0.8)
    assert clear.trend is not None


def test_a_unit_has_its_own_ladder() -> None:
    clear = ladder_of(seen(clear=answers(OFFICES)), "riverside").tier(Tier.EXPERIENCE).rungs[0]

    assert isinstance(clear, Reading)
    assert (clear.n, clear.unit) == (320, "riverside")
    assert clear.estimate.value > 0.9


def test_a_measure_the_record_cannot_tell_says_why() -> None:
    silent = Observed(
        observations=(), eligible={"harbour": 5}, why_none="The log does not say what the person met."
    )

    rungs = ladder_of(seen(silence=silent)).tier(Tier.EXPERIENCE).rungs

    assert [rung.why for rung in rungs if isinstance(rung, Unmeasured)] == [
        "No journey has come far enough to be measured.",
        "The log does not say what the person met.",
        "No journey has come far enough to be measured.",
    ]


def test_the_hallway_names_the_office_that_is_better() -> None:
    assert best(hallway_of(seen(clear=answers(OFFICES)), "clear")).unit == "riverside"


@pytest.mark.parametrize("measure", ["silence", "coc"])
def test_medians_and_means_stand_in_the_hallway_too(measure: str) -> None:
    days = np.random.default_rng(3).exponential(10, size=(4, 40))
    found = [
        Observation(unit=unit, day=MONDAY, raw=float(day))
        for unit, row in zip(OFFICES, days, strict=True)
        for day in row
    ]
    observed = Observed(observations=tuple(found), eligible=dict.fromkeys(OFFICES, 40))

    hallway = hallway_of(seen(**{measure: observed}), measure)

    assert len(hallway.doors) == 4
    assert all(0 <= door.reliability <= 1 for door in hallway.doors)


def test_a_hallway_without_values_is_refused() -> None:
    with pytest.raises(NothingToCompare, match="No unit has a value for “clear”"):
        hallway_of(seen(), "clear")


def test_every_measure_of_every_office_and_of_the_whole_is_watched() -> None:
    found = watched_series(seen(clear=answers(OFFICES)))

    assert len(found) == 4 * (4 + 1)
    assert {len(series.values) for series in found} == {32}


def test_an_office_that_falls_raises_a_signal_and_the_measures_without_values_are_unwatched() -> None:
    found = review(watched_series(seen(clear=answers(OFFICES, falls_at="westgate"))))

    assert "westgate" in {signal.unit for signal in found.signals if signal.adverse}
    assert found.watched == 5
    assert len(found.unwatched) == 15


def test_what_lies_outside_the_span_does_not_count() -> None:
    early = Observation(unit="harbour", day=MONDAY - timedelta(days=1), raw=5)
    late = Observation(unit="harbour", day=SPAN.until, raw=5)
    inside = Observation(unit="harbour", day=MONDAY, raw=5)

    clear = (
        ladder_of(seen(clear=Observed(observations=(early, inside, late), eligible={"harbour": 3})))
        .tier(Tier.EXPERIENCE)
        .rungs[0]
    )

    assert isinstance(clear, Reading)
    assert clear.n == 1
