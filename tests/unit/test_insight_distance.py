"""The distance between two units: parts that sum to it, each with an interval."""

import numpy as np
import pyarrow as pa
import pytest
import statsmodels.api as sm
from statsmodels.stats.oaxaca import OaxacaBlinder

from throughline.insight.distance import Distance, Kind
from throughline.insight.distance_parts import Explained, explained
from throughline.insight.distance_regression import three_fold, two_fold
from throughline.insight.distance_tables import kitagawa, three_parts
from throughline.insight.hallway_units import NothingToCompare
from throughline.insight.hallway_walk import distance_of, hallway_of

A = (np.array([0.7, 0.3]), np.array([0.90, 0.60]))
B = (np.array([0.4, 0.6]), np.array([0.85, 0.50]))


def two_offices(n: int = 600, seed: int = 5) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Values, offices, two columns, and yes or no; the second office has more of both columns."""
    rng = np.random.default_rng(seed)
    unit = (rng.random(n) < 0.4).astype(np.intp)
    columns = np.column_stack([rng.normal(unit, 1), rng.random(n) < 0.3 + 0.3 * unit]).astype(float)
    days = 30 + 4 * unit + columns @ [3, 6] + rng.normal(0, 8, n)
    yes = (rng.random(n) < 1 / (1 + np.exp(-1 + columns @ [0.7, 0.8]))).astype(float)
    return days, unit, columns, yes


def parts_of(found: Explained) -> list[float]:
    return [*found.parts.tolist(), float(found.gap - found.parts.sum())]


def permits(n: int = 1200) -> pa.Table:
    """East hands over more often, which takes longer; it also has more large permits."""
    rng = np.random.default_rng(21)
    east = np.arange(n) % 2 == 0
    large = rng.random(n) < np.where(east, 0.6, 0.3)
    handoffs = rng.poisson(np.where(east, 4, 2)).astype(float)
    days = 10 + 10 * large + 3 * handoffs + rng.normal(0, 4, n)
    return pa.table(
        {
            "journey": [f"{i:05}" for i in range(n)],
            "unit": np.where(east, "east", "west").tolist(),
            "elapsed_days": days,
            "first_word_days": days * rng.random(n),
            "handoffs_person": handoffs,
            "asks": rng.poisson(1, n).astype(float),
            "coc": pa.array([0.5 if i % 3 == 0 else None for i in range(n)]),
            "goal": (rng.random(n) < np.where(handoffs > 3, 0.5, 0.9)).astype(float),
            "attribute.size": np.where(large, "large", "small").tolist(),
        }
    )


def distance(measure: str = "elapsed_days") -> Distance:
    return hallway_of(permits(), measure, mix=["size"]).distance


def test_the_worked_gap_is_composition_and_rate() -> None:
    parts = kitagawa(*A, *B)

    assert parts.composition == pytest.approx(0.0975)
    assert parts.rate == pytest.approx(0.0725)
    assert parts.composition + parts.rate == pytest.approx(0.81 - 0.64)


def test_the_worked_gap_in_three_parts() -> None:
    parts = three_parts(*A, *B)

    assert parts.endowments == pytest.approx(0.105)
    assert parts.coefficients == pytest.approx(0.080)
    assert parts.interaction == pytest.approx(-0.015)


def test_two_parts_agree_with_a_second_opinion() -> None:
    days, unit, columns, _ = two_offices()

    ours = two_fold(columns[unit == 0], days[unit == 0], columns[unit == 1], days[unit == 1])

    theirs = OaxacaBlinder(days, np.column_stack([unit, columns]), 0, hasconst=False, swap=False)
    unexplained, said, _ = theirs.two_fold(two_fold_type="pooled").params
    # It subtracts unit 1 from unit 0 here too; its order is unexplained, explained, gap.
    assert (ours.explained, ours.unexplained) == pytest.approx((said, unexplained))


def test_three_parts_agree_with_a_second_opinion() -> None:
    days, unit, columns, _ = two_offices()

    ours = three_fold(columns[unit == 0], days[unit == 0], columns[unit == 1], days[unit == 1])

    theirs = OaxacaBlinder(days, np.column_stack([unit, columns]), 0, hasconst=False, swap=False)
    endowments, coefficients, interaction, _ = theirs.three_fold().params
    assert (ours.endowments, ours.coefficients, ours.interaction) == pytest.approx(
        (endowments, coefficients, interaction)
    )


def test_a_regression_on_kinds_is_the_table() -> None:
    # With one column for the second kind, three_fold is three_parts on the same cells.
    cells = [(0, 63, 70), (1, 18, 30)], [(0, 34, 40), (1, 30, 60)]
    kinds, values = [], []
    for unit in cells:
        kinds.append(np.concatenate([np.full(n, float(kind)) for kind, _, n in unit])[:, None])
        values.append(np.concatenate([np.r_[np.ones(yes), np.zeros(n - yes)] for _, yes, n in unit]))

    parts = three_fold(kinds[0], values[0], kinds[1], values[1])

    assert (parts.endowments, parts.coefficients, parts.interaction) == pytest.approx((0.105, 0.080, -0.015))


def test_parts_of_a_mean_are_those_of_oaxaca_and_blinder() -> None:
    days, unit, columns, _ = two_offices()

    found = explained(days, unit, [columns[:, :1], columns[:, 1:]], yes_or_no=False)

    fit = sm.OLS(days, np.column_stack([np.ones(600), unit, columns])).fit()
    apart = columns[unit == 0].mean(axis=0) - columns[unit == 1].mean(axis=0)
    assert parts_of(found) == pytest.approx([*(apart * fit.params[2:]), -fit.params[1]])


def test_parts_of_a_share_sum_to_what_the_model_explains() -> None:
    _, unit, columns, yes = two_offices()

    found = explained(yes, unit, [columns[:, :1], columns[:, 1:]], yes_or_no=True)

    # A second way: the chances at the common level, averaged in each office, from another program's fit.
    fit = sm.Logit(yes, np.column_stack([np.equal.outer(unit, [0, 1]), columns])).fit(disp=0)
    along = columns @ fit.params[2:]
    level = sm.GLM(yes, np.ones(600), family=sm.families.Binomial(), offset=along).fit().params[0]
    chance = 1 / (1 + np.exp(-level - along))
    assert found.parts.sum() == pytest.approx(chance[unit == 0].mean() - chance[unit == 1].mean(), abs=1e-4)
    assert all(part > 0 for part in found.parts)


def test_parts_of_a_share_do_not_depend_on_the_base_of_a_category() -> None:
    _, unit, _, yes = two_offices()
    kind = np.random.default_rng(2).integers(0, 3, 600)
    bases = [np.equal.outer(kind, [one for one in range(3) if one != base]).astype(float) for base in (0, 2)]

    first, second = (explained(yes, unit, [base], yes_or_no=True).parts for base in bases)

    assert first.tolist() == pytest.approx(second.tolist(), abs=1e-5)  # a small ridge apart


@pytest.mark.parametrize("yes_or_no", [False, True], ids=["mean", "share"])
def test_intervals_agree_with_drawing_the_journeys_again(yes_or_no: bool) -> None:
    days, unit, columns, yes = two_offices(400)
    values, groups = (yes if yes_or_no else days), [columns[:, :1], columns[:, 1:]]
    rng = np.random.default_rng(11)

    found = explained(values, unit, groups, yes_or_no=yes_or_no)

    drawn = []
    for _ in range(300):
        again = np.concatenate([rng.choice(np.flatnonzero(unit == u), np.sum(unit == u)) for u in (0, 1)])
        drawn.append(
            parts_of(explained(values[again], unit[again], [g[again] for g in groups], yes_or_no=yes_or_no))
        )
    ours = [found.deviation(np.array(w)) for w in ([1, 0, 0], [0, 1, 0], [-1, -1, 1])]
    assert ours == pytest.approx(np.std(drawn, axis=0).tolist(), rel=0.15)


@pytest.mark.parametrize("measure", ["elapsed_days", "goal_reached", "asks"])
def test_parts_sum_to_the_gap(measure: str) -> None:
    found = distance(measure)

    assert sum(part.value for part in found.parts) == pytest.approx(found.gap, abs=1e-9)
    assert found.gap == pytest.approx(found.value_of_one - found.value_of_other, abs=1e-12)
    assert sum(part.value for part in found.mix) == pytest.approx(found.parts[0].value, abs=1e-12)


def test_a_planted_distance_is_found_part_by_part() -> None:
    # 30 points more large permits at 10 days each; two handoffs more at 3 days each; nothing else.
    found = {part.title: part for part in distance().parts}

    assert found["case mix"].interval.holds(3)
    assert found["handoffs"].interval.holds(6)
    assert found["not explained"].interval.holds(0)
    assert found["handoffs"].kind is Kind.DESIGN
    assert found["handoffs"].of_one == pytest.approx(4, abs=0.3)
    assert found["handoffs"].of_other == pytest.approx(2, abs=0.3)


def test_a_feature_made_of_the_same_things_as_the_measure_is_left_out_and_said() -> None:
    assert "an early word" not in [part.title for part in distance("elapsed_days").parts]
    assert any("an early word: it is made of the same" in said for said in distance("elapsed_days").left_out)
    assert "handoffs" not in [part.title for part in distance("handoffs_person").parts]
    assert "an early word" in [part.title for part in distance("goal_reached").parts]


def test_a_feature_that_few_journeys_tell_is_left_out_and_said() -> None:
    assert any(
        "one person throughout: only 400 of 1,200 journeys" in said
        for said in distance("goal_reached").left_out
    )


def test_any_two_units_can_be_laid_beside_each_other() -> None:
    turned = distance_of(permits(), "elapsed_days", "west", "east", mix=["size"])

    assert turned.gap == pytest.approx(-distance().gap)
    assert [part.value for part in turned.parts] == pytest.approx([-part.value for part in distance().parts])


def test_a_unit_that_cannot_be_judged_has_no_distance() -> None:
    with pytest.raises(NothingToCompare, match="“north” has too few journeys"):
        distance_of(permits(), "elapsed_days", "east", "north")


def test_without_case_mix_there_is_no_part_for_it() -> None:
    parts = hallway_of(permits(), "elapsed_days").distance.parts

    assert [part.kind for part in parts] == [Kind.DESIGN, Kind.DESIGN, Kind.UNEXPLAINED]
