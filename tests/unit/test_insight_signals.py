"""Signals: what is raised, what is not, and what every signal says about itself."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from throughline.insight.rung import Better, Rung, Summary, Tier
from throughline.insight.series import NotASeries, Series
from throughline.insight.signals import Watch, review

FIRST_MONDAY = date(2026, 1, 5)

TRADING = Rung(
    measure="trading-at-90-days",
    question="Are you open and trading?",
    tier=Tier.OUTCOME,
    better=Better.HIGHER,
    summary=Summary.MEAN,
)
SILENCE = Rung(
    measure="longest_silence_days",
    question="How long did the person hear nothing?",
    tier=Tier.EXPERIENCE,
    better=Better.LOWER,
    summary=Summary.MEDIAN,
)


def weekly(values: list[float | None], rung: Rung = TRADING, unit: str | None = "north") -> Series:
    return Series(
        rung=rung,
        service="food-business-licence",
        unit=unit,
        starts=tuple(FIRST_MONDAY + timedelta(weeks=i) for i in range(len(values))),
        values=tuple(values),
        counts=(20,) * len(values),
    )


def noise(seed: int, *, periods: int = 32, moved: float = 0.0) -> list[float | None]:
    values = np.random.default_rng(seed).normal(10, 1, size=periods)
    values[-8:] += moved
    return [float(v) for v in values]


def test_a_fall_of_three_sigmas_is_raised_with_both_means_and_windows() -> None:
    found = review([weekly(noise(1, moved=-3))])

    (signal,) = found.signals
    assert signal.baseline_window.periods == 24
    assert signal.window.first == FIRST_MONDAY + timedelta(weeks=24)
    assert signal.window.last == FIRST_MONDAY + timedelta(weeks=31)
    assert signal.baseline_window.last < signal.window.first
    assert signal.difference == pytest.approx(signal.recent_mean - signal.baseline_mean)
    assert -4 < signal.difference < -2


def test_noise_alone_is_not_raised() -> None:
    found = review([weekly(noise(seed), unit=f"office {seed}") for seed in range(40)])

    assert found.watched == 40
    assert found.signals == ()


def test_a_few_exceptions_after_months_without_one_are_not_a_signal_yet() -> None:
    share = replace(TRADING, summary=Summary.SHARE)
    almost_always: list[float | None] = [1.0] * 23 + [0.95] + [1.0, 1.0, 0.95, 1.0, 1.0, 0.95, 1.0, 1.0]

    assert review([weekly(almost_always, share)]).signals == ()


@pytest.mark.parametrize(
    ("rung", "moved", "adverse"),
    [(TRADING, -3, True), (TRADING, 3, False), (SILENCE, 3, True), (SILENCE, -3, False)],
)
def test_adverse_is_seen_from_the_persons_seat(rung: Rung, moved: float, adverse: bool) -> None:
    (signal,) = review([weekly(noise(1, moved=moved), rung)]).signals

    assert signal.adverse is adverse


def test_a_signal_that_stands_alone_drowns_when_many_quiet_series_are_watched() -> None:
    faint = weekly(noise(3, moved=-1.2))
    quiet = [weekly(noise(100 + i), unit=f"office {i}") for i in range(200)]

    alone, among_many = review([faint]), review([faint, *quiet])

    assert len(alone.signals) == 1
    assert faint.unit not in {signal.unit for signal in among_many.signals}


def test_the_expected_number_of_false_alarms_stands_on_every_signal() -> None:
    found = review([weekly(noise(i, moved=-4), unit=f"office {i}") for i in range(5)])

    assert len(found.signals) == 5
    assert {signal.false_alarms_expected for signal in found.signals} == {0.5}
    assert "one in 10" in found.false_alarm_rate


def test_series_whose_neighbours_resemble_each_other_need_more_to_convince() -> None:
    wandering = [
        list(np.convolve(np.random.default_rng(i).normal(size=36), np.ones(5))[4:36]) for i in range(30)
    ]

    found = review(
        [weekly([float(v) for v in values], unit=f"office {i}") for i, values in enumerate(wandering)]
    )

    assert found.phi > 0.6
    assert found.signals == ()


@pytest.mark.parametrize(
    ("values", "why"),
    [
        (noise(1, periods=20), "16 earlier periods with a value to compare with; there are 12"),
        ([*noise(1)[:24], *[None] * 3, *noise(1)[27:]], "Only 5 of the last 8"),
        ([5.0] * 24 + [9.0] * 8, "never varied"),
        ([], "there are 0"),
    ],
)
def test_a_series_that_cannot_be_judged_is_named_and_not_taken_for_quiet(
    values: list[float | None], why: str
) -> None:
    found = review([weekly(values)])

    assert found.watched == 0
    (unseen,) = found.unwatched
    assert why in unseen.why


def test_a_gap_of_one_period_does_not_stop_the_watch() -> None:
    values = noise(1, moved=-3)
    values[5] = None

    assert len(review([weekly(values)]).signals) == 1


def test_a_longer_past_than_the_baseline_is_left_alone() -> None:
    long_ago: list[float | None] = [100.0] * 30

    (signal,) = review([weekly(long_ago + noise(1, moved=-3))]).signals

    assert signal.baseline_window.first == FIRST_MONDAY + timedelta(weeks=30)


def test_another_number_of_journeys_is_offered_as_an_explanation() -> None:
    series = weekly(noise(1, moved=-3))
    crowded = replace(series, counts=(20,) * 24 + (40,) * 8)

    (signal,) = review([crowded]).signals

    assert any("40 journeys a period now, 20 before" in doubt for doubt in signal.competing_explanations)


def test_a_baseline_of_less_than_a_year_cannot_rule_out_the_season() -> None:
    (signal,) = review([weekly(noise(1, moved=-3))]).signals

    assert any("season" in doubt for doubt in signal.competing_explanations)


def test_when_all_other_units_moved_too_the_signal_says_so() -> None:
    offices = [weekly(noise(i, moved=-4), unit=f"office {i}") for i in range(4)]

    found = review(offices)

    assert all(any("3 other units" in d for d in s.competing_explanations) for s in found.signals)


def test_one_unit_that_moved_alone_is_not_excused_by_the_others() -> None:
    offices = [weekly(noise(i, moved=-4 if i == 0 else 0.8), unit=f"office {i}") for i in range(4)]

    signal = next(s for s in review(offices).signals if s.unit == "office 0")

    assert not any("other units" in doubt for doubt in signal.competing_explanations)


def test_the_way_of_looking_can_be_changed() -> None:
    watch = Watch(recent=4, shortest_baseline=12, fewest_recent=4)

    found = review([weekly([*noise(1, periods=12), 2.0, 3.0, 1.0, 2.0])], watch)

    assert found.signals[0].window.periods == 4


@pytest.mark.parametrize(
    "broken",
    [{"values": (1.0,)}, {"counts": (1,)}, {"starts": (FIRST_MONDAY, FIRST_MONDAY)}],
)
def test_a_series_whose_parts_do_not_fit_is_refused(broken: dict[str, tuple[object, ...]]) -> None:
    with pytest.raises(NotASeries, match="trading-at-90-days"):
        replace(weekly([1.0, 2.0]), **broken)  # type: ignore[arg-type]


def test_the_period_a_day_falls_into_belongs_neither_before_nor_after_it() -> None:
    series = weekly([1.0, 2.0, 3.0, 4.0])
    second_monday, wednesday_after = FIRST_MONDAY + timedelta(weeks=1), FIRST_MONDAY + timedelta(days=9)

    assert series.before(wednesday_after) == range(1)
    assert series.since(wednesday_after) == range(2, 4)
    assert series.before(second_monday) == range(1)
    assert series.since(second_monday) == range(1, 4)


def test_missing_periods_put_the_measurement_itself_in_doubt() -> None:
    values = noise(1, moved=-4)
    values[26] = None

    (signal,) = review([weekly(values)]).signals

    assert any("1 of the last 8 periods have no value" in doubt for doubt in signal.competing_explanations)


def test_a_baseline_of_more_than_a_year_leaves_the_season_out() -> None:
    (signal,) = review([weekly([*noise(2, periods=60), *[4.0, 5.0] * 4])], Watch(baseline=60)).signals

    assert not any("season" in doubt for doubt in signal.competing_explanations)


def test_a_review_says_how_many_of_its_signals_may_be_false() -> None:
    found = review([weekly(noise(i, moved=-4), unit=f"office {i}") for i in range(5)])

    assert found.false_alarms_expected == 0.5
