"""A measure over time: whole periods, exact intervals, unsettled ends, rules that know their error."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import combinations, pairwise
from math import comb

import numpy as np
import pytest
from tests.unit.test_insight_ride import ride_over

from throughline.eventlog.shape import ACTIVITY, Row
from throughline.insight.over_time import FEWEST, over_time
from throughline.insight.periods import Period
from throughline.insight.ride import Measured, Ride
from throughline.insight.run_rules import false_alarms, limits, runs_of

BEGIN = datetime(2024, 1, 2, tzinfo=UTC)
DAY = timedelta(days=1)


def journeys(*begun_and_length: tuple[float, float]) -> Ride:
    """Journeys of two events: on which day each began, and how many days it took."""
    rows = []
    for number, (begun, length) in enumerate(begun_and_length):
        for seq, day in ((1, begun), (2, begun + length)):
            rows.append(
                Row(
                    journey=f"J{number:04}",
                    seq=seq,
                    at=BEGIN + day * DAY,
                    kind=ACTIVITY,
                    name=f"s{seq}",
                    person=f"P{seq if begun >= 200 else 1}",
                )
            )
    return ride_over(rows)


def one_a_day(days: int, length: float = 2) -> list[tuple[float, float]]:
    return [(day + 0.5, length) for day in range(days)]


def test_months_are_taken_where_there_are_enough_of_them() -> None:
    over = over_time(journeys(*one_a_day(800)), ["elapsed_days"])

    assert over is not None
    assert over.period is Period.MONTH
    points = over.courses[0].points
    assert points[0].start == date(2024, 2, 1)  # January began before the first event did
    assert [point.n for point in points[:3]] == [29, 31, 30]
    assert {point.value for point in points} == {2.0}
    assert over.courses[0].figure == "median"


def test_a_short_log_is_told_by_weeks_and_a_very_short_one_not_at_all() -> None:
    weeks = over_time(journeys(*one_a_day(70)), ["elapsed_days"])

    assert weeks is not None
    assert weeks.period is Period.WEEK
    assert over_time(journeys(*one_a_day(20)), ["elapsed_days"]) is None


def test_a_period_with_few_journeys_has_a_count_but_no_value() -> None:
    over = over_time(journeys(*one_a_day(140)[::2]), ["elapsed_days"])

    assert over is not None
    assert over.period is Period.FORTNIGHT
    assert {point.n for point in over.courses[0].points} == {7}
    few = over_time(journeys(*one_a_day(140)[::3]), ["elapsed_days"])
    assert few is not None
    assert all((point.value is None) == (point.n < FEWEST) for point in few.courses[0].points)


def test_periods_whose_journeys_may_still_be_running_are_not_settled() -> None:
    """One journey in five takes 60 days, so what began less than 60 days before the end is not over."""
    over = over_time(journeys(*[(day, 60 if day % 5 == 0 else 1) for day in range(300)]), ["elapsed_days"])

    assert over is not None
    last = BEGIN + 355 * DAY  # the long journey that began on day 295
    assert over.settled_until == (last - 60 * DAY).date()
    for point in over.courses[0].points:
        following = point.start + timedelta(days=31 if over.period is Period.MONTH else 14)
        if following <= over.settled_until:
            assert point.settled
        if point.start > over.settled_until:
            assert not point.settled


def test_a_change_that_stays_is_found_and_said_with_its_error() -> None:
    over = over_time(journeys(*one_a_day(420)), ["handoffs_person"])

    assert over is not None
    runs = over.courses[0].runs
    assert runs is None or runs.moved  # from day 200 on a second person takes over
    values = [point.value for point in over.courses[0].points if point.value is not None]
    assert (values[0], values[-1]) == (0.0, 1.0)


def test_a_period_tells_what_a_ride_over_its_journeys_alone_tells() -> None:
    whole = [(day + 0.25, 1 + day * 7 % 13) for day in range(300)]
    over = over_time(journeys(*whole), ["elapsed_days", "handoffs_person"])

    assert over is not None
    first = over.courses[0].points[1]
    begun = [
        one for one in whole if first.start <= (BEGIN + one[0] * DAY).date() < over.courses[0].points[2].start
    ]
    alone = journeys(*begun).measures["elapsed_days"]
    assert isinstance(alone, Measured)
    assert (first.value, first.n, first.interval) == (alone.median, alone.n, alone.intervals["median"])


@pytest.mark.parametrize(("n", "longest", "crossings"), [(12, 7, 3), (24, 8, 8), (52, 9, 20)])
def test_the_limits_are_the_published_ones(n: int, longest: int, crossings: int) -> None:
    assert limits(n) == (longest, crossings)


@pytest.mark.parametrize(("n", "share"), [(12, 0.011), (24, 0.028), (36, 0.044), (52, 0.045)])
def test_the_false_alarms_are_those_found_by_simulation(n: int, share: float) -> None:
    """MEASURES 4.4, simulated; ours are counted."""
    assert false_alarms(n) == pytest.approx(share, abs=0.004)


@pytest.mark.parametrize("n", [10, 11, 12, 14])
def test_the_false_alarms_are_counted_right(n: int) -> None:
    """Every order there is, one by one."""
    most, fewest = limits(n)
    flagged = sum(
        _is_flagged([i in above for i in range(n)], most, fewest) for above in combinations(range(n), n // 2)
    )

    assert false_alarms(n) == pytest.approx(flagged / comb(n, n // 2), abs=1e-12)


def _is_flagged(above: Sequence[bool], most: int, fewest: int) -> bool:
    run = longest = 1
    crossed = 0
    for one, other in pairwise(above):
        crossed += one != other
        run = run + 1 if one == other else 1
        longest = max(longest, run)
    return longest > most or crossed < fewest


def test_periods_on_the_median_do_not_count() -> None:
    runs = runs_of(np.array([1.0, 3, 1, 3, 1, 3, 2, 1, 3, 1, 3, 2, 2]))

    assert runs is not None
    assert (runs.n, runs.median, runs.longest, runs.crossings, runs.moved) == (10, 2.0, 1, 9, False)


def test_a_step_is_a_long_run() -> None:
    runs = runs_of(np.array([1.0, 1.1, 1.2, 0.9, 1, 1.1, 1, 0.8, 0.9, 3, 3.1, 2.9, 3, 3.1, 3, 2.8, 3.3, 3]))

    assert runs is not None
    assert runs.moved
    assert (runs.longest, runs.crossings) == (9, 1)


def test_few_periods_are_not_judged() -> None:
    assert runs_of(np.arange(9.0)) is None
    assert runs_of(np.array([2.0] * 9 + [1, 3])) is None  # nine of them lie on the median
