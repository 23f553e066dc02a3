"""Did the change work: what the check compares, and what each of its five answers needs."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from throughline.insight.rung import Better, Rung, Summary, Tier
from throughline.insight.series import Series
from throughline.insight.verification import (
    Hypothesis,
    NoHypothesis,
    TooEarlyToTell,
    check,
    smallest_detectable,
)
from throughline.insight.verification_judging import Doubt, Result

FIRST = date(2026, 1, 5)
SIGNAL_FROM = FIRST + timedelta(weeks=24)
GO_LIVE = FIRST + timedelta(weeks=34)

CLEAR = Rung(
    measure="clear",
    question="Was it clear what would happen next?",
    tier=Tier.EXPERIENCE,
    better=Better.HIGHER,
    summary=Summary.MEAN,
)
WORTH_HAVING = Hypothesis(rung=CLEAR, smallest_effect=1.0)
"""Checked after eight weeks; whatever comes later does not count."""


def weekly(
    after: float,
    *,
    trigger: float = 10.0,
    rung: Rung = CLEAR,
    slope: float = 0.0,
    noise: float = 0.5,
    weeks_after: int = 12,
) -> Series:
    """24 weeks around 10, ten weeks of trouble, then what followed."""
    levels = np.r_[10 + slope * np.arange(24), np.full(10, trigger), np.full(weeks_after, after)]
    values = levels + noise * np.random.default_rng(8).standard_normal(len(levels))
    return Series(
        rung=rung,
        service="food-business-licence",
        unit="north",
        starts=tuple(FIRST + timedelta(weeks=i) for i in range(len(values))),
        values=tuple(float(v) for v in values),
        counts=(20,) * len(values),
    )


def verdict_on(series: Series, hypothesis: Hypothesis = WORTH_HAVING) -> Result:
    return check(hypothesis, series, trigger_from=SIGNAL_FROM, go_live=GO_LIVE, phi=0.0).result


@pytest.mark.parametrize(
    ("series", "result"),
    [
        (weekly(12.0), Result.WORKED),
        (weekly(8.0), Result.HARMED),
        (weekly(10.0), Result.NO_EFFECT),
        (weekly(10.6, noise=0.2), Result.NO_EFFECT),  # it moved, but less than was worth having
        (weekly(11.0, noise=3), Result.INCONCLUSIVE),
    ],
)
def test_each_answer_has_its_case(series: Series, result: Result) -> None:
    assert verdict_on(series) is result


def test_every_answer_is_one_sentence_with_its_numbers() -> None:
    found = check(WORTH_HAVING, weekly(12.0), trigger_from=SIGNAL_FROM, go_live=GO_LIVE, phi=0.0)

    assert found.sentence.startswith("It worked: “clear” is ")
    assert "1 was worth having" in found.sentence
    assert found.interval.holds(found.estimate)


def test_falling_back_to_normal_after_a_bad_spell_is_not_success() -> None:
    back_to_normal = weekly(10.0, trigger=7.0)

    found = check(WORTH_HAVING, back_to_normal, trigger_from=SIGNAL_FROM, go_live=GO_LIVE, phi=0.0)

    assert (found.result, found.doubt) == (Result.INCONCLUSIVE, Doubt.BACK_TO_NORMAL)
    assert "often gets better by itself" in found.sentence
    assert found.baseline.last < SIGNAL_FROM


def test_trouble_that_goes_on_is_no_effect_and_not_harm() -> None:
    """The change did not make it worse than it was on the day it went live."""
    assert verdict_on(weekly(7.0, trigger=7.0)) is Result.NO_EFFECT


def test_trouble_that_is_halfway_gone_is_not_yet_told() -> None:
    assert verdict_on(weekly(8.5, trigger=6.0)) is Result.INCONCLUSIVE


def test_worse_than_before_and_worse_than_the_trouble_is_harm() -> None:
    assert verdict_on(weekly(6.0, trigger=8.0)) is Result.HARMED


def test_without_any_time_of_trouble_worse_than_before_is_harm() -> None:
    worse_at_once = weekly(8.0, trigger=8.0)

    found = check(WORTH_HAVING, worse_at_once, trigger_from=SIGNAL_FROM, go_live=SIGNAL_FROM, phi=0.0)

    assert found.since_trouble is None
    assert found.result is Result.HARMED


def test_the_time_between_signal_and_go_live_belongs_to_neither_side() -> None:
    calm, wild = weekly(12.0), weekly(12.0, trigger=-500.0)

    ends = [check(WORTH_HAVING, s, trigger_from=SIGNAL_FROM, go_live=GO_LIVE) for s in (calm, wild)]

    assert ends[0].estimate == ends[1].estimate
    assert ends[0].interval == ends[1].interval


def test_a_week_cut_by_go_live_counts_on_neither_side() -> None:
    thursday = GO_LIVE + timedelta(days=3)

    found = check(WORTH_HAVING, weekly(12.0), trigger_from=SIGNAL_FROM, go_live=thursday)

    assert found.after.first == GO_LIVE + timedelta(weeks=1)


def test_less_of_a_bad_thing_is_a_gain() -> None:
    silence = replace(CLEAR, measure="longest_silence_days", better=Better.LOWER)

    found = check(
        Hypothesis(rung=silence, smallest_effect=1.0),
        weekly(8.0, rung=silence),
        trigger_from=SIGNAL_FROM,
        go_live=GO_LIVE,
    )

    assert found.result is Result.WORKED
    assert found.estimate < 0 < found.gain.value


def test_a_process_that_ran_better_has_only_moved() -> None:
    faster = replace(CLEAR, measure="promises_kept", tier=Tier.PROCESS)

    assert (
        verdict_on(weekly(12.0, rung=faster), Hypothesis(rung=faster, smallest_effect=1.0))
        is Result.PROCESS_MOVED
    )


def test_what_was_already_getting_better_proves_nothing() -> None:
    found = check(WORTH_HAVING, weekly(14.0, slope=0.1), trigger_from=SIGNAL_FROM, go_live=GO_LIVE, phi=0.0)

    assert (found.result, found.doubt) == (Result.INCONCLUSIVE, Doubt.ALREADY_MOVING)
    assert "getting better before" in found.sentence


@pytest.mark.parametrize("size", [0.0, -1.0, float("nan")])
def test_a_change_without_an_effect_worth_having_is_refused(size: float) -> None:
    with pytest.raises(NoHypothesis, match="smallest effect worth having"):
        Hypothesis(rung=CLEAR, smallest_effect=size)


def test_a_check_waits_for_the_time_it_was_given() -> None:
    with pytest.raises(TooEarlyToTell, match="8 whole periods after it went live; there are 3 so far"):
        verdict_on(weekly(12.0, weeks_after=3))


def test_what_came_after_the_time_of_the_check_does_not_count() -> None:
    late_rise = weekly(10.0)
    late_rise = replace(late_rise, values=(*late_rise.values[:42], *[99.0] * 4))

    found = check(WORTH_HAVING, late_rise, trigger_from=SIGNAL_FROM, go_live=GO_LIVE)

    assert found.after.periods == 8
    assert found.result is Result.NO_EFFECT


def test_periods_without_a_value_leave_too_little_to_check() -> None:
    gaps = weekly(12.0)
    gaps = replace(gaps, values=(*gaps.values[:37], *[None] * 9))

    with pytest.raises(
        TooEarlyToTell, match="needs 6 periods with a value after the change went live; there are 3"
    ):
        verdict_on(gaps)


def test_a_check_after_a_few_weeks_is_refused_before_it_is_planned() -> None:
    with pytest.raises(NoHypothesis, match="at least 6 periods"):
        Hypothesis(rung=CLEAR, smallest_effect=1.0, periods=5)


def test_too_short_a_past_is_refused() -> None:
    with pytest.raises(TooEarlyToTell, match="12 periods with a value before the signal; there are 4"):
        check(WORTH_HAVING, weekly(12.0), trigger_from=FIRST + timedelta(weeks=4), go_live=GO_LIVE)


def test_another_measure_than_the_one_named_before_is_refused() -> None:
    with pytest.raises(NoHypothesis, match="promised to move “clear”; this is “trusting”"):
        verdict_on(weekly(12.0, rung=replace(CLEAR, measure="trusting")))


def test_a_signal_after_go_live_is_refused() -> None:
    with pytest.raises(NoHypothesis, match="after the change went live"):
        check(WORTH_HAVING, weekly(12.0), trigger_from=GO_LIVE + timedelta(days=1), go_live=GO_LIVE)


def test_the_smallest_detectable_effect_is_the_textbook_one_when_neighbours_do_not_resemble() -> None:
    series = weekly(10.0)
    noise = np.std(series.at(range(24)), ddof=1)
    textbook = (2.0687 + 0.8575) * noise * np.sqrt(1 / 24 + 1 / 12)  # t(.975, 23) and t(.8, 23)

    detectable = smallest_detectable(series, trigger_from=SIGNAL_FROM, after=12, phi=0.0)

    assert detectable == pytest.approx(textbook, rel=1e-3)


def test_more_time_and_less_resemblance_make_smaller_effects_visible() -> None:
    def detectable(after: int, phi: float) -> float:
        return smallest_detectable(weekly(10.0), trigger_from=SIGNAL_FROM, after=after, phi=phi)

    assert detectable(24, 0.0) < detectable(12, 0.0) < detectable(12, 0.3)


def test_those_who_began_before_are_left_out_as_the_plan_said() -> None:
    """Four weeks still look like the trouble, because those people began before go-live."""
    late = weekly(12.0, trigger=9.0)
    old_ones = tuple(late.values[20 + i] for i in range(4))
    mixed = replace(late, values=(*late.values[:34], *old_ones, *late.values[38:]))
    patient = replace(WORTH_HAVING, left_out=4)

    found = check(patient, mixed, trigger_from=SIGNAL_FROM, go_live=GO_LIVE, phi=0.0)

    assert found.result is Result.WORKED
    assert found.after.first == GO_LIVE + timedelta(weeks=4)
    assert found.after.periods == 8
    assert (
        found.estimate
        > check(WORTH_HAVING, mixed, trigger_from=SIGNAL_FROM, go_live=GO_LIVE, phi=0.0).estimate
    )


def test_what_is_left_out_is_waited_for_too() -> None:
    with pytest.raises(TooEarlyToTell, match="14 whole periods after it went live; there are 12 so far"):
        verdict_on(weekly(12.0), replace(WORTH_HAVING, left_out=6))


def test_less_than_nothing_cannot_be_left_out() -> None:
    with pytest.raises(NoHypothesis, match="Leave out no period"):
        replace(WORTH_HAVING, left_out=-1)
