"""The ladder: outcome, experience, process; what is measured, how well, and what is not."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from throughline.insight.intervals import NothingToCount, Numbers
from throughline.insight.ladder import climb
from throughline.insight.ladder_reading import Known, NotAShare, Reading, Standing, Unmeasured, read
from throughline.insight.ladder_trend import Course
from throughline.insight.rung import Better, Rung, Summary, Tier
from throughline.insight.series import Series

TRADING = Rung(
    measure="trading-at-90-days",
    question="Are you open and trading?",
    tier=Tier.OUTCOME,
    better=Better.HIGHER,
    summary=Summary.SHARE,
    target=0.7,
)
SILENCE = Rung(
    measure="longest_silence_days",
    question="How long did the person hear nothing?",
    tier=Tier.EXPERIENCE,
    better=Better.LOWER,
    summary=Summary.MEDIAN,
    target=10,
)
ON_TIME = replace(TRADING, measure="decided-in-time", tier=Tier.PROCESS, target=0.9)


def yes(of_those_known: int, known: int) -> Numbers:
    return np.array([1.0] * of_those_known + [0.0] * (known - of_those_known))


def reading_of(known: Known) -> Reading:
    found = read(known)
    assert isinstance(found, Reading)
    return found


def monthly(rung: Rung, values: list[float | None]) -> Series:
    return Series(
        rung=rung,
        service="food-business-licence",
        unit=None,
        starts=tuple(date(2025, 1, 6) + timedelta(weeks=4 * i) for i in range(len(values))),
        values=tuple(values),
        counts=(20,) * len(values),
    )


def test_the_ladder_has_outcome_on_top_and_process_at_the_bottom() -> None:
    known = [Known(rung=rung, unit=None, values=yes(80, 100), eligible=100) for rung in (ON_TIME, TRADING)]

    ladder = climb("food-business-licence", None, known)

    assert [step.tier for step in ladder.steps] == [Tier.OUTCOME, Tier.EXPERIENCE, Tier.PROCESS]


def test_a_tier_without_measures_stands_there_as_unmeasured() -> None:
    ladder = climb(
        "food-business-licence", "north", [Known(rung=ON_TIME, unit="north", values=yes(9, 10), eligible=10)]
    )

    outcome = ladder.tier(Tier.OUTCOME)
    assert outcome.is_unmeasured
    assert outcome.rungs == (
        Unmeasured(
            tier=Tier.OUTCOME, rung=None, unit="north", why="This service has no outcome measure yet."
        ),
    )


def test_a_measure_that_nobody_answered_is_unmeasured_and_not_nought() -> None:
    found = read(Known(rung=TRADING, unit=None, values=yes(0, 0), eligible=50))

    assert isinstance(found, Unmeasured)
    assert "Nobody has been asked" in found.why


@pytest.mark.parametrize(
    ("values", "eligible", "why"),
    [(np.array([]), 0, "come far enough"), (np.array([4.0]), 9, "One value of 9 journeys")],
)
def test_too_few_to_say_anything_is_unmeasured_with_the_reason(
    values: Numbers, eligible: int, why: str
) -> None:
    found = read(Known(rung=SILENCE, unit=None, values=values, eligible=eligible))

    assert isinstance(found, Unmeasured)
    assert why in found.why


def test_a_share_comes_with_wilsons_interval_its_population_and_its_coverage() -> None:
    found = reading_of(Known(rung=TRADING, unit="north", values=yes(38, 50), eligible=80))

    assert (found.n, found.eligible, found.coverage) == (50, 80, 0.625)
    assert found.estimate.value == 0.76
    assert round(found.estimate.interval.low, 3) == 0.626
    assert found.everybody is None


def test_a_share_that_few_answered_shows_what_everybodys_could_be() -> None:
    found = reading_of(Known(rung=TRADING, unit=None, values=yes(80, 100), eligible=500))

    assert found.everybody is not None
    assert (round(found.everybody.low, 2), round(found.everybody.high, 2)) == (0.16, 0.96)


@pytest.mark.parametrize(
    ("successes", "target", "standing"),
    [
        (90, 0.7, Standing.MET),
        (50, 0.7, Standing.MISSED),
        (72, 0.7, Standing.UNSURE),
        (72, None, Standing.NO_TARGET),
    ],
)
def test_a_target_is_met_only_when_the_whole_interval_meets_it(
    successes: int, target: float | None, standing: Standing
) -> None:
    rung = replace(TRADING, target=target)

    assert (
        reading_of(Known(rung=rung, unit=None, values=yes(successes, 100), eligible=100)).standing is standing
    )


@pytest.mark.parametrize(
    ("days", "standing"), [(4.0, Standing.MET), (30.0, Standing.MISSED), (10.0, Standing.UNSURE)]
)
def test_where_less_is_better_the_target_is_a_ceiling(days: float, standing: Standing) -> None:
    waits = np.random.default_rng(2).normal(days, 2, 60)

    assert reading_of(Known(rung=SILENCE, unit=None, values=waits, eligible=60)).standing is standing


@pytest.mark.parametrize(
    ("change", "course"), [(1.0, Course.WORSE), (-1.0, Course.BETTER), (0.0, Course.UNCLEAR)]
)
def test_a_trend_has_a_direction_seen_from_the_persons_seat(change: float, course: Course) -> None:
    noise = np.random.default_rng(3).normal(0, 1, 18)
    series = monthly(SILENCE, [float(20 + change * i + noise[i]) for i in range(18)])

    trend = reading_of(
        Known(rung=SILENCE, unit=None, values=np.array([5.0, 6, 7]), eligible=3, over_time=series)
    ).trend

    assert trend is not None
    assert trend.course is course
    assert trend.interval.holds(trend.per_period)


def test_seven_periods_are_too_few_for_a_trend() -> None:
    series = monthly(SILENCE, [1.0, 2, 3, 4, 5, 6, 7])

    found = reading_of(
        Known(rung=SILENCE, unit=None, values=np.array([1.0, 2]), eligible=2, over_time=series)
    )

    assert found.trend is None


def test_a_measure_that_never_moved_has_no_direction() -> None:
    series = monthly(TRADING, [0.8] * 12)

    trend = reading_of(Known(rung=TRADING, unit=None, values=yes(8, 10), eligible=10, over_time=series)).trend

    assert trend is not None
    assert trend.course is Course.UNCLEAR


def test_a_mean_of_scores_has_students_interval() -> None:
    clear = replace(SILENCE, summary=Summary.MEAN, better=Better.HIGHER, target=None)

    found = reading_of(Known(rung=clear, unit=None, values=np.array([1.0, 2, 3, 4, 5]), eligible=5))

    assert found.estimate.method == "Student's t"


def test_a_share_of_something_other_than_yes_and_no_is_refused() -> None:
    with pytest.raises(NotAShare, match="counts 0 or 1"):
        read(Known(rung=TRADING, unit=None, values=np.array([0.0, 0.5]), eligible=2))


def test_more_answers_than_journeys_are_refused() -> None:
    with pytest.raises(NothingToCount, match="count each journey once"):
        read(Known(rung=TRADING, unit=None, values=yes(3, 5), eligible=4))
