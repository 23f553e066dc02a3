"""Cutting time: whole periods only, gaps stay gaps."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from throughline.insight.periods import Period, series_of
from throughline.insight.rung import Better, Rung, Summary, Tier
from throughline.insight.series import Series

WAIT = Rung(
    measure="longest_silence_days",
    question="How long did the person hear nothing?",
    tier=Tier.EXPERIENCE,
    better=Better.LOWER,
    summary=Summary.MEDIAN,
)
MONDAY = date(2026, 1, 5)


def weekly(dated: list[tuple[date, float]], *, until: date, fewest: int = 1, rung: Rung = WAIT) -> Series:
    return series_of(
        rung,
        service="s",
        unit=None,
        dated=dated,
        period=Period.WEEK,
        since=MONDAY,
        until=until,
        fewest=fewest,
    )


def test_a_week_runs_from_monday_to_sunday() -> None:
    sunday, next_monday = MONDAY + timedelta(days=6), MONDAY + timedelta(days=7)

    series = weekly([(MONDAY, 1), (sunday, 3), (next_monday, 8)], until=MONDAY + timedelta(days=14))

    assert series.values == (2.0, 8.0)
    assert series.counts == (2, 1)


def test_the_week_that_is_not_over_is_left_out() -> None:
    sunday = MONDAY + timedelta(days=13)

    series = weekly([(MONDAY, 1), (sunday, 100)], until=sunday)

    assert series.starts == (MONDAY,)


def test_what_came_before_the_first_whole_period_is_left_out() -> None:
    series = series_of(
        WAIT,
        service="s",
        unit=None,
        dated=[(MONDAY - timedelta(days=1), 100), (MONDAY, 1)],
        period=Period.WEEK,
        since=MONDAY - timedelta(days=3),
        until=MONDAY + timedelta(days=7),
        fewest=1,
    )

    assert (series.starts, series.values) == ((MONDAY,), (1.0,))


def test_a_week_with_nobody_stays_as_a_gap() -> None:
    series = weekly([(MONDAY, 1), (MONDAY + timedelta(days=14), 3)], until=MONDAY + timedelta(days=21))

    assert series.values == (1.0, None, 3.0)
    assert series.counts == (1, 0, 1)


def test_too_few_to_speak_for_a_week_are_counted_but_give_no_value() -> None:
    series = weekly([(MONDAY, 1), (MONDAY, 2)], until=MONDAY + timedelta(days=7), fewest=3)

    assert (series.values, series.counts) == ((None,), (2,))


@pytest.mark.parametrize(
    ("summary", "value"), [(Summary.MEDIAN, 2.0), (Summary.MEAN, 5.0), (Summary.SHARE, 5.0)]
)
def test_a_period_is_summed_up_as_the_measure_says(summary: Summary, value: float) -> None:
    dated = [(MONDAY, 1.0), (MONDAY, 2.0), (MONDAY, 12.0)]

    series = weekly(dated, until=MONDAY + timedelta(days=7), rung=replace(WAIT, summary=summary))

    assert series.values == (value,)


def test_months_begin_on_the_first_also_over_the_turn_of_the_year() -> None:
    series = series_of(
        WAIT,
        service="s",
        unit=None,
        dated=[],
        period=Period.MONTH,
        since=date(2025, 10, 2),
        until=date(2026, 2, 28),
    )

    assert series.starts == (date(2025, 11, 1), date(2025, 12, 1), date(2026, 1, 1))


def test_a_time_shorter_than_a_period_has_no_periods() -> None:
    assert weekly([(MONDAY, 1)], until=MONDAY + timedelta(days=3)).starts == ()
