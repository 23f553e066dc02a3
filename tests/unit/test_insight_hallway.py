"""The hallway: units are compared fairly, or not ranked at all."""

from dataclasses import replace

import numpy as np
import pytest

from throughline.insight.between import (
    likely_between,
    paule_mandel,
    spread_beyond_chance,
    variance_between,
)
from throughline.insight.hallway import Hallway, compare, reliability, shrink
from throughline.insight.hallway_ranking import TooAlikeToRank, best, bottom_group, top_group, worst
from throughline.insight.hallway_units import (
    NothingToCompare,
    UnitResult,
    means,
    medians,
    shares,
    wandering,
)
from throughline.insight.rung import Better, Rung, Summary, Tier

TRADING = Rung(
    measure="trading-at-90-days",
    question="Are you open and trading?",
    tier=Tier.OUTCOME,
    better=Better.HIGHER,
    summary=Summary.SHARE,
)
SILENCE = Rung(
    measure="longest_silence_days",
    question="How long did the person hear nothing?",
    tier=Tier.EXPERIENCE,
    better=Better.LOWER,
    summary=Summary.MEAN,
)


def five_offices(north: int = 190) -> Hallway:
    """One office where 190 of 200 trade, four where about 140 of 200 do."""
    others = [("east", 140, 200), ("south", 142, 200), ("west", 138, 200), ("harbour", 144, 200)]
    return compare(TRADING, shares([("north", north, 200), *others]))


def alike() -> Hallway:
    return compare(TRADING, shares([("a", 16, 20), ("b", 15, 20), ("c", 17, 20), ("d", 16, 20)]))


@pytest.mark.parametrize(
    ("n", "seen", "kept", "believed"),
    [(20, 0.95, 0.1667, 0.825), (50, 0.70, 0.3333, 0.7667), (200, 0.82, 0.6667, 0.8133)],
)
def test_the_worked_units_are_shrunk_to_the_digit(n: int, seen: float, kept: float, believed: float) -> None:
    variance = np.array([0.8 * 0.2 / n])

    assert round(float(reliability(variance, 0.0016)[0]), 4) == kept
    assert round(float(shrink(np.array([seen]), variance, 0.8, 0.0016)[0]), 4) == believed


def test_the_variance_between_units_is_the_plain_one_when_all_are_equally_sure() -> None:
    # With equal variances Paule and Mandel reduce to: variance of the values less the variance within.
    values = np.array([0.6, 0.7, 0.8, 0.9])

    assert paule_mandel(values, np.full(4, 0.005)) == pytest.approx(np.var(values, ddof=1) - 0.005)


def test_units_closer_together_than_chance_have_no_variance_between_them() -> None:
    assert paule_mandel(np.array([0.80, 0.81, 0.79]), np.full(3, 0.01)) == 0


def test_units_that_luck_easily_spreads_so_far_are_taken_to_be_alike() -> None:
    # Q = 6.25 on 4 degrees of freedom comes by luck in 18 of 100 cases: more than its mean, and no proof.
    values = np.array([-1.5, -1.0, 0.0, 1.0, 1.5]) * np.sqrt(6.25 / 6.5)

    assert paule_mandel(values, np.ones(5)) > 0.5
    assert variance_between(values, np.ones(5)) == 0


def test_units_that_luck_hardly_spreads_so_far_are_drawn_to_the_middle_a_little_less_than_plainly() -> None:
    # Equal variances: the spread of the values, times (units - 1) / (units - 3), less the variance within.
    values = np.linspace(-4, 4, 10)

    plain = np.var(values, ddof=1) * 9 / 7 - 1
    assert variance_between(values, np.ones(10)) == pytest.approx(plain)


def test_how_likely_a_variance_between_units_is_follows_what_is_seen() -> None:
    apart, alike = (likely_between(values, np.ones(8)) for values in (np.arange(8.0) * 2, np.zeros(8)))

    means = [float(likely.chances @ likely.variances) for likely in (apart, alike)]
    assert apart.chances.sum() == pytest.approx(1)
    assert means[0] > 10 > 2 > means[1]


def test_intervals_know_that_nobody_knows_how_much_units_differ() -> None:
    # Nothing is believed to differ here, and still each may lie further out than the typical value is sure.
    hallway = alike()

    assert {round(door.shrunk, 9) for door in hallway.doors} == {0.8}
    assert all(door.interval.width > 0.2 for door in hallway.doors)


def test_no_interval_of_a_share_goes_below_nothing_or_above_all() -> None:
    hallway = compare(TRADING, shares([("a", 0, 12), ("b", 1, 15), ("c", 15, 15), ("d", 12, 12)]))

    assert min(door.interval.low for door in hallway.doors) == 0
    assert max(door.interval.high for door in hallway.doors) == 1


def test_units_exactly_as_far_apart_as_their_noise_are_no_surprise() -> None:
    # Q = 2 on 2 degrees of freedom: exp(-1).
    values = np.array([-1.0, 0.0, 1.0])

    assert spread_beyond_chance(values, np.ones(3)) == pytest.approx(np.exp(-1))


def test_small_units_are_drawn_further_than_large_ones() -> None:
    hallway = compare(
        TRADING, shares([("small", 19, 20), ("big", 950, 1000), ("a", 700, 1000), ("b", 820, 1000)])
    )
    doors = {door.unit: door for door in hallway.doors}

    assert doors["small"].raw == doors["big"].raw
    assert doors["small"].shrunk < doors["big"].shrunk
    assert doors["small"].reliability < doors["big"].reliability


def test_an_office_that_is_truly_better_is_named_with_its_chance() -> None:
    hallway = five_offices()

    assert hallway.reliability > 0.8
    assert best(hallway).unit == "north"
    assert best(hallway).chance_of_being_best > 0.99
    assert top_group(hallway) == ("north",)


def test_a_refusal_in_spite_of_reliability_says_the_chance_that_stands_in_the_way() -> None:
    hallway = replace(alike(), reliability=0.52, chance_if_all_alike=0.08)

    with pytest.raises(TooAlikeToRank, match=r"a chance of 8% even if all were alike; we need 4%"):
        best(hallway)


def test_offices_that_differ_by_luck_are_not_ranked_and_the_refusal_offers_groups() -> None:
    hallway = alike()

    assert not hallway.can_rank
    for name_it in (best, worst):
        with pytest.raises(TooAlikeToRank, match="top and bottom groups"):
            name_it(hallway)
    assert top_group(hallway) == bottom_group(hallway) == ()


def test_offices_that_look_all_the_same_share_the_first_place() -> None:
    assert {door.chance_of_being_best for door in alike().doors} == {0.25}


def test_where_less_is_better_the_lowest_is_best() -> None:
    rng = np.random.default_rng(4)
    waits = {"quick": 5.0, "a": 15.0, "b": 16.0, "c": 17.0}

    hallway = compare(SILENCE, means([(unit, rng.normal(wait, 3, 80)) for unit, wait in waits.items()]))

    assert best(hallway).unit == "quick"
    assert hallway.widest.better == "quick"
    assert worst(hallway).unit == hallway.widest.worse == "c"


def test_the_two_that_differ_most_are_laid_side_by_side_shrunk() -> None:
    widest = five_offices().widest

    assert (widest.better, widest.worse) == ("north", "west")
    assert widest.raw == pytest.approx(0.26)
    assert 0.2 < widest.shrunk < widest.raw
    assert widest.chance_of_this_order > 0.99


def test_two_can_be_laid_side_by_side_even_when_nothing_tells_them_apart() -> None:
    widest = alike().widest

    assert (widest.better, widest.worse) == ("c", "b")
    assert widest.shrunk == 0
    assert widest.chance_of_this_order == 0.5


def test_two_different_units_are_laid_side_by_side_even_when_all_show_the_same() -> None:
    widest = compare(TRADING, shares([("a", 15, 20), ("b", 15, 20), ("c", 15, 20)])).widest

    assert (widest.better, widest.worse) == ("a", "b")
    assert widest.raw == 0


def test_offices_stand_in_the_order_of_their_names_not_of_their_results() -> None:
    assert [door.unit for door in five_offices().doors] == ["east", "harbour", "north", "south", "west"]


def test_the_same_numbers_give_the_same_hallway() -> None:
    assert five_offices() == five_offices()


def test_an_office_where_everybody_succeeded_is_not_taken_for_certain() -> None:
    (perfect, *_) = shares([("lucky", 4, 4), ("a", 80, 100), ("b", 75, 100)])

    assert perfect.variance > 0.03


def test_it_says_associated_and_never_caused() -> None:
    assert "never shown to be caused" in five_offices().caution


def test_an_office_without_journeys_is_left_out_not_counted_as_nought() -> None:
    assert [unit.unit for unit in shares([("open", 3, 4), ("closed", 0, 0)])] == ["open"]
    assert [unit.unit for unit in means([("open", np.array([1.0, 2.0])), ("closed", np.array([]))])] == [
        "open"
    ]


@pytest.mark.parametrize(
    ("results", "why"),
    [
        (shares([("a", 1, 2), ("b", 1, 2)]), "needs 3 units .* there are 2"),
        (tuple(UnitResult(unit=u, value=1.0, n=5, variance=0.0) for u in "abc"), "too much alike"),
    ],
)
def test_what_cannot_be_compared_is_refused(results: tuple[UnitResult, ...], why: str) -> None:
    with pytest.raises(NothingToCompare, match=why):
        compare(TRADING, results)


def test_single_journeys_cannot_tell_chance_from_difference() -> None:
    with pytest.raises(NothingToCompare, match="single journey"):
        means([(unit, np.array([1.0])) for unit in "abc"])


def test_a_median_wanders_as_its_resamples_do() -> None:
    waits = np.random.default_rng(7).exponential(10, 41)

    draws = np.random.default_rng(8).integers(0, 41, size=(20_000, 41))
    assert wandering(waits) == pytest.approx(np.var(np.median(waits[draws], axis=1)), rel=0.03)


def test_medians_of_single_journeys_cannot_tell_chance_from_difference() -> None:
    with pytest.raises(NothingToCompare, match="single journey"):
        medians([(unit, np.array([1.0])) for unit in "abc"])


def test_medians_are_as_sure_as_their_journeys_are_many() -> None:
    waits = np.random.default_rng(9).exponential(10, 90)

    few, many = medians([("few", waits[:10]), ("many", waits[10:])])

    assert many.value == np.median(waits[10:])
    assert few.variance == pytest.approx(8 * many.variance)
