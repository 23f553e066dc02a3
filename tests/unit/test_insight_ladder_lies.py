"""Metrics that lie: green at the bottom, falling or unknown at the top."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from throughline.insight.ladder import climb
from throughline.insight.ladder_lies import Lie, findings
from throughline.insight.ladder_reading import Known
from throughline.insight.rung import Better, Rung, Summary, Tier
from throughline.insight.series import Series, Window
from throughline.insight.signals import Signal

SERVICE = "food-business-licence"
ON_TIME = Rung(
    measure="decided-in-time",
    question="Did we decide in time?",
    tier=Tier.PROCESS,
    better=Better.HIGHER,
    summary=Summary.SHARE,
    target=0.90,
)
CLEAR = replace(ON_TIME, measure="clear", tier=Tier.EXPERIENCE, target=None)
TRADING = replace(ON_TIME, measure="trading-at-90-days", tier=Tier.OUTCOME, target=None)
GREEN = [0.96, 0.97, 0.96, 0.95, 0.96, 0.97, 0.96, 0.96, 0.95, 0.96, 0.97, 0.96]
HIT_AND_MISS = [0.99, 0.85, 0.97, 0.88, 0.99, 0.86, 0.98, 0.87, 0.99, 0.86, 0.98, 0.88]


def on_time(by_month: list[float], unit: str | None = None) -> Known:
    series = Series(
        rung=ON_TIME,
        service=SERVICE,
        unit=unit,
        starts=tuple(date(2025, 1, 6) + timedelta(weeks=4 * i) for i in range(len(by_month))),
        values=tuple(by_month),
        counts=(100,) * len(by_month),
    )
    values = np.array([1.0] * round(1200 * float(np.mean(by_month))))
    values = np.r_[values, np.zeros(1200 - len(values))]
    return Known(rung=ON_TIME, unit=unit, values=values, eligible=1200, over_time=series)


def trading(known: int = 900, unit: str | None = None) -> Known:
    return Known(rung=TRADING, unit=unit, values=np.ones(known), eligible=1200)


def shifted(
    rung: Rung = CLEAR, *, adverse: bool = True, unit: str | None = None, service: str = SERVICE
) -> Signal:
    return Signal(
        rung=rung,
        service=service,
        unit=unit,
        window=Window(first=date(2025, 9, 1), last=date(2025, 11, 1), periods=8),
        baseline_window=Window(first=date(2025, 1, 1), last=date(2025, 8, 1), periods=24),
        baseline_mean=0.82,
        recent_mean=0.61,
        difference=-0.21,
        p=0.0004,
        q=0.02,
        phi=0.1,
        false_alarms_expected=0.1,
        adverse=adverse,
        competing_explanations=(),
    )


def test_a_process_that_keeps_passing_while_experience_falls_is_said_in_one_sentence() -> None:
    ladder = climb(SERVICE, None, [on_time(GREEN), trading()])

    (found,) = findings(ladder, [shifted()])

    assert found.lie is Lie.GREEN_WHILE_FALLING
    assert found.sentence == (
        "“decided-in-time” keeps passing its target, while “clear” has got worse, from 82% to 61%."
    )
    assert any("target 90%" in line for line in found.evidence)
    assert any("q = 0.02" in line for line in found.evidence)


def test_the_unit_that_fell_is_named_on_the_ladder_of_the_whole_service() -> None:
    ladder = climb(SERVICE, None, [on_time(GREEN), trading()])

    assert "“clear” at north has got worse" in findings(ladder, [shifted(unit="north")])[0].sentence


@pytest.mark.parametrize(
    ("process", "signal"),
    [
        (HIT_AND_MISS, shifted()),  # the process does not keep passing
        (GREEN, shifted(adverse=False)),  # experience got better
        (GREEN, shifted(ON_TIME)),  # only the process moved
        (GREEN, shifted(service="another-service")),  # other people's journeys
    ],
)
def test_what_is_no_lie_is_not_called_one(process: list[float], signal: Signal) -> None:
    ladder = climb(SERVICE, None, [on_time(process), trading()])

    assert findings(ladder, [signal]) == ()


def test_another_units_fall_is_not_this_units_lie() -> None:
    ladder = climb(SERVICE, "south", [on_time(GREEN, "south"), trading(unit="south")])

    assert findings(ladder, [shifted(unit="north")]) == ()


def test_a_green_process_with_no_outcome_measured_is_a_lie_of_silence() -> None:
    ladder = climb(SERVICE, None, [on_time(GREEN)])

    (found,) = findings(ladder, [])

    assert found.lie is Lie.GREEN_WHILE_UNKNOWN
    assert found.sentence == (
        "“decided-in-time” meets its target, but nobody has measured what came of it for the person."
    )


def test_outcomes_known_for_very_few_are_as_good_as_unknown() -> None:
    ladder = climb(SERVICE, None, [on_time(GREEN), trading(known=120)])

    (found,) = findings(ladder, [])

    assert "only 10% of people" in found.sentence
    assert "trading-at-90-days: 120 of 1200 journeys known" in found.evidence


def test_a_process_that_misses_its_target_needs_no_warning_about_its_green() -> None:
    assert findings(climb(SERVICE, None, [on_time([0.5] * 12)]), []) == ()
