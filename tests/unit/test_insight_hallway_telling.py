"""The hallway in sentences: plain, with intervals, and never a cause."""

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pytest

from throughline.insight import funnel_scales
from throughline.insight.distance import Distance, DistancePart, Kind
from throughline.insight.funnel import funnel_of
from throughline.insight.hallway_difference import Difference
from throughline.insight.hallway_question import question_of
from throughline.insight.hallway_telling import between, told_of, told_of_distance, told_of_funnel
from throughline.insight.hallway_walk import Walk, hallway_of
from throughline.insight.intervals import Interval

DAYS = question_of("elapsed_days")
GOAL = question_of("goal_reached")


def part(kind: Kind, title: str, value: float, low: float, high: float, **more: object) -> DistancePart:
    return DistancePart(kind=kind, title=title, value=value, interval=Interval(low, high), **more)


EAST_AND_WEST = Distance(
    question=DAYS,
    one="east",
    other="west",
    n=(120, 80),
    value_of_one=42.0,
    value_of_other=30.0,
    gap=12.0,
    interval=Interval(9.0, 15.0),
    parts=(
        part(Kind.MIX, "case mix", 5.0, 3.0, 7.0),
        part(Kind.DESIGN, "handoffs", -2.0, -5.0, 1.0, of_one=1.5, of_other=2.25),
        part(Kind.DESIGN, "asking again", 0.1, -0.5, 0.7, of_one=1.0, of_other=1.0),
        part(Kind.UNEXPLAINED, "not explained", 8.9, 6.0, 11.8),
    ),
    mix=(),
    left_out=(),
)


def offices(units: int, apart: float) -> Walk:
    rng = np.random.default_rng(4)
    unit = np.arange(400 * units) % units
    return hallway_of(
        pa.table(
            {
                "journey": [f"{i:06}" for i in range(len(unit))],
                "unit": [chr(97 + one) for one in unit],
                "elapsed_days": 30 + apart * unit + rng.normal(0, 5, len(unit)),
            }
        ),
        "elapsed_days",
    )


def test_the_distance_is_told_part_by_part_with_intervals() -> None:
    first, mix, handoffs, again, rest, caution = told_of_distance(EAST_AND_WEST)

    assert first == (
        "Days from start to end: 42 days on average in east, 30 days in west. "
        "That is 12 days apart (95% interval 9 to 15 days)."
    )
    assert mix == (
        "Of that, 5 days are associated with case mix, the journeys each was given "
        "(95% interval 3 to 7 days)."
    )
    assert handoffs == (
        "The other way, 2 days are associated with handoffs (on average 1.50 against 2.25) "
        "(95% interval −5 to +1 day; could be luck)."
    )
    assert again == "Hardly any of it is associated with asking again (on average 1.00 against 1.00)."
    assert rest == (
        "Of that, 8.9 days are not explained by anything in the log (95% interval 6 to 11.8 days)."
    )
    assert "only a change that is checked" in caution


@pytest.mark.parametrize(
    ("measure", "what"),
    [("goal_reached", "reached what they came for"), ("ending:granted", "ended as “granted”")],
)
def test_what_a_journey_has_or_has_not_is_told_of_journeys_and_not_on_average(
    measure: str, what: str
) -> None:
    apart = replace(
        EAST_AND_WEST, question=question_of(measure), value_of_one=0.89, value_of_other=0.8, gap=0.09
    )

    first = told_of_distance(apart)[0]

    assert first.startswith(f"89% of journeys {what} in east, 80% in west. That is 9 points apart")


def test_a_design_feature_is_told_with_its_unit_and_what_is_not_known_is_said() -> None:
    word = part(
        Kind.DESIGN, "an early word", 3.0, 1, 5, measure="first_word_days", of_one=10.73, of_other=7.34
    )
    person = replace(word, title="one person throughout", measure="coc", of_one=0.45, of_other=None)

    _, early, throughout, _ = told_of_distance(replace(EAST_AND_WEST, parts=(word, person)))

    assert "an early word (on average 10.7 days against 7.3 days)" in early
    assert "one person throughout (on average 45% against not known)" in throughout


def test_what_a_unit_does_and_is_no_measure_of_ours_is_told_as_a_count() -> None:
    """Promises given tell units apart, but nobody is asked whether few or many are better."""
    given = part(Kind.DESIGN, "promises given", 3.0, 1, 5, measure="promises", of_one=2.5, of_other=1.0)

    _, promises, _ = told_of_distance(replace(EAST_AND_WEST, parts=(given,)))

    assert "promises given (on average 2.50 against 1.00)" in promises


def test_case_mix_that_makes_hardly_any_difference_is_said_to() -> None:
    mix = part(Kind.MIX, "case mix", 0.1, -1.0, 1.2)

    _, said, _ = told_of_distance(replace(EAST_AND_WEST, parts=(mix,)))

    assert said == "Hardly any of it is associated with case mix, the journeys each was given."


def test_where_units_were_made_comparable_it_says_which_figures_are_and_which_are_as_counted() -> None:
    walk = offices(2, 3)
    mix = (part(Kind.MIX, "kind", 1.0, 0.5, 1.5),)

    assert "given the same kinds of journeys (95%" in told_of(replace(walk, mix=("kind",)))[0]
    assert "given the same kinds" not in told_of(walk)[0]
    assert "12 days apart, as counted (95%" in told_of_distance(replace(EAST_AND_WEST, mix=mix))[0]


def test_a_difference_that_may_all_be_luck_is_not_said_to_be_believed() -> None:
    said = told_of(offices(4, 0))

    assert any(sentence.endswith("luck may have made all of it.") for sentence in said)
    assert any("more than luck; we need 50%" in sentence for sentence in said)
    assert any("No top and bottom groups stand out either." in sentence for sentence in said)


def test_a_distance_that_is_negative_is_told_the_same_way() -> None:
    turned = replace(
        EAST_AND_WEST,
        gap=-12.0,
        parts=(
            part(Kind.MIX, "case mix", -5.0, -8.0, 1.0),
            part(Kind.UNEXPLAINED, "not explained", 2.0, 1, 3),
        ),
    )

    _, mix, rest, _ = told_of_distance(turned)

    assert "Of that, 5 days are associated with case mix" in mix
    assert "(95% interval −1 to +8 days; could be luck)" in mix
    assert rest.startswith("What the log does not explain points the other way, by 2 days")


def test_nothing_that_is_told_speaks_of_causes() -> None:
    told = " ".join([*told_of_distance(EAST_AND_WEST), *told_of(offices(4, 3)), *told_of(offices(2, 3))])

    assert "caus" not in told
    assert "because" not in told


def test_two_units_are_told_by_their_difference() -> None:
    said, ranking = told_of(offices(2, 3))

    assert "less in a than in b (95% interval" in said
    assert "nothing to rank" in ranking


def test_a_difference_that_could_be_luck_is_said_to_be() -> None:
    walk = offices(2, 3)
    alike = Difference(
        one="a", other="b", raw=1.0, value=1.0, interval=Interval(-1.0, 3.0), chance_if_alike=0.3
    )

    said, _ = told_of(replace(walk, difference=alike))

    assert said == (
        "Days from start to end: a and b lie 1 day apart (95% interval 1 day less to 3 days more in a). "
        "That could well be luck."
    )


def test_units_that_truly_differ_are_named_and_others_are_offered_in_groups() -> None:
    named, alike = told_of(offices(4, 3)), told_of(offices(4, 0))

    assert named[:2] == ("a is most likely the best (chance more than 99%).", "d is most likely the last.")
    assert any(
        "Better than the typical unit, with a chance of four in five or more: a and b." in s for s in named
    )
    assert any("We do not name a best unit" in s for s in alike)


def test_many_names_are_cut_short() -> None:
    walk = offices(4, 3)
    ranking = replace(walk.ranking, top=tuple("abcdefghijkl"))

    said = told_of(replace(walk, ranking=ranking))

    assert any("a, b, c, d, e, f, g and 5 more." in s for s in said)


def test_the_funnel_says_who_stands_outside() -> None:
    n = np.full(12, 400.0)
    apart = np.r_[np.linspace(9.8, 10.2, 11), 14.0]

    out = funnel_of(tuple("abcdefghijkl"), funnel_scales.means(apart, n, 25.0))
    inside = funnel_of(tuple("abcdefghijk"), funnel_scales.means(apart[:-1], n[:-1], 25.0))

    assert told_of_funnel(out).startswith("l stands outside the funnel")
    assert told_of_funnel(inside) == "No unit stands outside the funnel: such differences come about by luck."


def test_the_funnel_does_not_put_down_to_luck_what_it_allows_for() -> None:
    n = np.full(7, 2000.0)

    said = told_of_funnel(
        funnel_of(tuple("abcdefg"), funnel_scales.means(np.array([4, 4, 6, 6, 6, 9, 16.0]), n, 50.0))
    )

    assert said == (
        "No unit stands outside the outer limits. g stands outside the inner ones, where luck puts one "
        "unit in twenty. The limits are wider than luck alone would have them, by how much units differ in "
        "general."
    )


@pytest.mark.parametrize(
    ("value", "said"),
    [(0.0374, "3.7 points"), (-0.0374, "3.7 points"), (0.4, "40 points"), (0.00042, "0.04 points")],
)
def test_shares_differ_by_points(value: float, said: str) -> None:
    assert GOAL.difference(value) == said


def test_an_interval_on_one_side_of_nothing_needs_no_signs() -> None:
    assert between(DAYS, Interval(-15.0, -9.0)) == "95% interval 9 to 15 days"
