"""Case mix: units are compared as if each had everybody's journeys."""

import numpy as np
import pyarrow as pa
import pytest
import statsmodels.api as sm
from hypothesis import example, given
from hypothesis import strategies as st

from throughline.insight.case_mix import CaseMix, case_mix
from throughline.insight.case_mix_amounts import adjusted_means, adjusted_medians, multiplied
from throughline.insight.case_mix_model import adjusted_fractions, adjusted_shares, least_squares, logistic
from throughline.insight.case_mix_tables import direct, direct_rate, expected_count, indirect
from throughline.insight.hallway_columns import names_of
from throughline.insight.hallway_units import NothingToCompare, means, shares


def mix_of(unit: list[str], **attributes: object) -> CaseMix:
    table = pa.table({f"attribute.{name}": values for name, values in attributes.items()})
    return case_mix(table, list(attributes), names_of(pa.chunked_array([unit])))


def a_thousand_permits() -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Three offices whose permits differ in kind and in size: values, units, columns, and yes or no."""
    rng = np.random.default_rng(15)
    unit = rng.integers(0, 3, 1000)
    columns = np.column_stack([rng.normal(unit, 1), rng.random(1000) < 0.2 + 0.2 * unit]).astype(float)
    days = np.exp(3 + 0.2 * unit + columns @ [0.3, 0.5]) * rng.gamma(4, 1 / 4, 1000)
    granted = (rng.random(1000) < 1 / (1 + np.exp(-(0.5 - 0.3 * unit + columns @ [-0.6, 0.9])))).astype(float)
    return days, unit, columns, granted


def test_the_worked_units_have_their_direct_rates() -> None:
    reference = np.array([0.55, 0.45])

    assert direct_rate(np.array([0.90, 0.60]), reference) == pytest.approx(0.765)
    assert direct_rate(np.array([0.85, 0.50]), reference) == pytest.approx(0.6925)


def test_the_worked_unit_has_its_indirect_ratio() -> None:
    # B has 200 journeys, 80 of the first kind and 120 of the second: 68 + 60 of them succeeded.
    expected = expected_count(np.array([80, 120]), np.array([0.87, 0.55]))

    assert expected == pytest.approx(135.6)
    assert round(128 / expected, 3) == 0.944


def test_direct_standardisation_gives_every_unit_the_mix_of_all() -> None:
    # A: 70 and 30 journeys with rates .9 and .6; B: 40 and 60 with .85 and .5. Together 110 and 90.
    cells = [(0, 0, 63, 70), (0, 1, 18, 30), (1, 0, 34, 40), (1, 1, 30, 60)]
    values = np.concatenate([np.r_[np.ones(yes), np.zeros(n - yes)] for _, _, yes, n in cells])
    unit, kind = (np.concatenate([np.full(cell[3], cell[i]) for cell in cells]) for i in (0, 1))

    adjusted = direct(values, unit, kind)

    assert adjusted.raw.tolist() == pytest.approx([0.81, 0.64])
    assert adjusted.values.tolist() == pytest.approx([0.765, 0.6925])


def test_indirect_standardisation_is_observed_by_expected_times_the_whole() -> None:
    _, unit, columns, yes = a_thousand_permits()
    kind = columns[:, 1].astype(int)

    adjusted = indirect(yes, unit, kind)

    by_hand = [
        yes[unit == one].sum() / sum(yes[kind == k].mean() for k in kind[unit == one]) * yes.mean()
        for one in range(3)
    ]
    assert adjusted.values.tolist() == pytest.approx(by_hand)


def test_a_table_cannot_give_a_unit_a_kind_it_never_had() -> None:
    with pytest.raises(NothingToCompare, match="no journeys of some kinds"):
        direct(np.array([1.0, 0, 1]), np.array([0, 0, 1]), np.array([0, 1, 0]))


def given_everybodys_journeys(effects: np.ndarray, columns: np.ndarray) -> np.ndarray:
    """The mean of each of three offices that a Poisson fit of another program expects; offices come first."""
    offices = [np.hstack([np.tile(np.eye(3)[u], (len(columns), 1)), columns]) for u in range(3)]
    return np.array([np.exp(design @ effects).mean() for design in offices])


def a_second_opinion(days: np.ndarray, unit: np.ndarray, columns: np.ndarray) -> sm.GLM:
    design = np.hstack([np.equal.outer(unit, np.arange(3)).astype(float), columns])
    return sm.GLM(days, design, family=sm.families.Poisson()).fit(cov_type="HC0", tol=1e-12)


def test_adjusted_means_are_those_of_a_poisson_regression_given_everybodys_journeys() -> None:
    days, unit, columns, _ = a_thousand_permits()

    adjusted = adjusted_means(days, unit, columns)

    given = given_everybodys_journeys(a_second_opinion(days, unit, columns).params, columns)
    assert adjusted.values.tolist() == pytest.approx(given.tolist(), rel=1e-6)
    assert adjusted.raw.tolist() == pytest.approx([days[unit == u].mean() for u in range(3)])


def test_how_unsure_the_effects_are_agrees_with_the_regression() -> None:
    days, unit, columns, _ = a_thousand_permits()

    unsure = adjusted_means(days, unit, columns).unsure

    theirs = a_second_opinion(days, unit, columns).cov_params()[3:, 3:]
    assert unsure.ravel().tolist() == pytest.approx(theirs.ravel().tolist(), rel=1e-6)


def test_how_sure_an_adjusted_difference_is_agrees_with_drawing_the_journeys_again() -> None:
    # Inside units, so that what varies is the days of given journeys: the delta method's question.
    days, unit, columns, _ = a_thousand_permits()
    expected = multiplied(days, unit, columns)
    rng = np.random.default_rng(7)

    deviation = np.sqrt(adjusted_means(days, unit, columns).variance_of_difference(2, 0))

    drawn = []
    for _ in range(400):
        again = days - expected.left * (1 - rng.choice([-1.0, 1.0], 1000))  # the wild bootstrap
        values = adjusted_means(again, unit, columns).values
        drawn.append(values[2] - values[0])
    # Ours draws the spread of a unit to that of all, and is a little wider here.
    assert 1 <= deviation / np.std(drawn) < 1.15


@example(rows=[(0, 0.0, 0.0)] * 3 + [(1, 0.0, 2.71875), (1, 1.0, 2.75)])
@example(rows=[(0, 0.0, 0.0)] * 5 + [(0, 1.1125369292536007e-308, 0.0)])
@given(rows=st.lists(st.tuples(st.integers(0, 2), st.floats(0, 1e4), st.floats(-3, 3)), min_size=6))
def test_adjusted_counts_and_times_are_never_below_nothing(rows: list[tuple[int, float, float]]) -> None:
    unit, values, column = (np.array(each) for each in zip(*rows, strict=True))
    unit = np.unique(unit, return_inverse=True)[1]

    for adjust in (adjusted_means, adjusted_medians):
        found = adjust(values, unit, column[:, None])

        assert np.isfinite(found.values).all()
        assert (found.values >= 0).all()
        assert (found.variances >= 0).all()


@given(
    column=st.lists(st.floats(-3, 3), min_size=3, max_size=9),
    values=st.lists(st.floats(0, 1e4), min_size=27, max_size=27),
)
def test_the_same_mix_in_every_unit_changes_no_mean(column: list[float], values: list[float]) -> None:
    n = len(column)
    unit = np.repeat([0, 1, 2], n)

    found = adjusted_means(np.array(values[: 3 * n]), unit, np.tile(column, 3)[:, None])

    assert found.values.tolist() == pytest.approx(found.raw.tolist(), rel=1e-9)


def test_a_straight_line_would_go_below_nothing_and_we_do_not() -> None:
    # A quick office: a day, two for hard journeys, and half are hard. Elsewhere 40, 80 and a fifth.
    unit = np.repeat([0, 1], 100)
    hard = np.r_[np.tile([0.0, 1.0], 50), np.tile([0.0, 0, 0, 0, 1], 20)]
    days = np.where(unit == 0, 1.0, 40.0) * (1 + hard)

    found = adjusted_means(days, unit, hard[:, None])

    line = least_squares(days, unit, hard[:, None])
    assert (line.raw - line.apart @ line.effects)[0] < 0
    assert found.values.tolist() == pytest.approx([1.35, 1.35 * 40])


def test_a_kind_that_shows_nothing_anywhere_keeps_every_figure_finite() -> None:
    unit, never = np.repeat([0, 1], 50), np.tile([0.0, 1.0], 50)
    seen = np.where(never == 1, 0.0, 2.0 + unit)

    found = adjusted_means(seen, unit, never[:, None])

    assert found.values.tolist() == pytest.approx([1.0, 1.5])
    assert np.isfinite(found.variances).all()


def test_a_unit_that_shows_nothing_keeps_its_nothing_and_its_doubt() -> None:
    counts, size = np.r_[np.zeros(20), np.tile([1.0, 3.0], 10)], np.linspace(-1, 1, 40)

    found = adjusted_means(counts, np.repeat([0, 1], 20), size[:, None])

    assert found.values[0] == 0
    assert found.variances[0] > 0.01


def test_adjusted_shares_are_those_of_a_logistic_regression_given_everybodys_journeys() -> None:
    _, unit, columns, yes = a_thousand_permits()

    adjusted = adjusted_shares(yes, unit, columns)

    dummies = np.equal.outer(unit, np.arange(3)).astype(float)
    fit = sm.Logit(yes, np.hstack([dummies, columns])).fit(disp=0)
    given = [fit.predict(np.hstack([np.tile(np.eye(3)[u], (1000, 1)), columns])).mean() for u in range(3)]
    assert adjusted.values.tolist() == pytest.approx(given, abs=2e-4)  # a small ridge apart


def test_shares_of_which_journeys_have_a_part_are_those_of_a_fractional_logistic_regression() -> None:
    _, unit, columns, yes = a_thousand_permits()
    parts = 0.2 + 0.6 * (yes + np.random.default_rng(4).random(1000)) / 2

    adjusted = adjusted_fractions(parts, unit, columns)

    dummies = np.equal.outer(unit, np.arange(3)).astype(float)
    fit = sm.GLM(parts, np.hstack([dummies, columns]), family=sm.families.Binomial()).fit()
    given = [fit.predict(np.hstack([np.tile(np.eye(3)[u], (1000, 1)), columns])).mean() for u in range(3)]
    assert adjusted.values.tolist() == pytest.approx(given, abs=2e-4)  # a small ridge apart


def test_shares_of_which_journeys_have_a_part_are_as_sure_as_their_means() -> None:
    _, unit, _, yes = a_thousand_permits()
    parts = 0.2 + 0.6 * (yes + np.random.default_rng(4).random(1000)) / 2

    adjusted = adjusted_fractions(parts, unit, np.empty((1000, 0)))

    plain = means([(str(u), parts[unit == u]) for u in range(3)])
    assert adjusted.values.tolist() == pytest.approx([one.value for one in plain])
    assert adjusted.variances.tolist() == pytest.approx([one.variance for one in plain], rel=0.02)


def test_without_case_mix_shares_are_as_sure_as_they_were() -> None:
    _, unit, _, yes = a_thousand_permits()

    adjusted = adjusted_shares(yes, unit, np.empty((1000, 0)))

    plain = shares([(str(u), int(yes[unit == u].sum()), int(np.sum(unit == u))) for u in range(3)])
    assert adjusted.values.tolist() == pytest.approx([one.value for one in plain])
    assert adjusted.variances.tolist() == pytest.approx([one.variance for one in plain])


def test_an_attribute_that_alone_decides_the_ending_stays_finite() -> None:
    yes = np.array([1.0] * 30 + [0.0] * 30)
    unit = np.array([0, 1] * 30)

    effects, unsure = logistic(yes, unit, np.c_[yes - 0.5])

    assert 3 < effects[0] < 30
    assert np.isfinite(unsure).all()


def test_a_unit_where_everybody_succeeded_keeps_its_share_and_its_doubt() -> None:
    unit = np.repeat([0, 1], 20)
    yes = np.r_[np.ones(20), np.tile([1.0, 0.0], 10)]

    adjusted = adjusted_shares(yes, unit, np.linspace(-1, 1, 40)[:, None])

    assert adjusted.values[0] == 1
    assert adjusted.variances[0] > 0.005


def test_adjusted_medians_take_away_what_goes_with_the_attribute() -> None:
    rng = np.random.default_rng(3)
    unit = np.repeat([0, 1], 4000)
    large = (rng.random(8000) < np.where(unit == 0, 0.2, 0.8)).astype(float)
    days = 10 + 20 * large + rng.normal(0, 3, 8000)

    adjusted = adjusted_medians(days, unit, large[:, None])

    assert adjusted.raw[1] - adjusted.raw[0] > 15
    assert abs(adjusted.values[1] - adjusted.values[0]) < 0.5


def test_the_same_mix_everywhere_changes_nothing() -> None:
    values = np.array([1.0, 2, 3, 4, 9, 12])
    unit = np.array([0, 0, 0, 1, 1, 1])

    adjusted = adjusted_means(values, unit, np.array([0.0, 1, 2, 0, 1, 2])[:, None])

    assert adjusted.values.tolist() == pytest.approx(adjusted.raw.tolist())


def test_what_is_not_recorded_is_a_kind_of_its_own_and_said() -> None:
    mix = mix_of(["a", "b"] * 20, kind=["house", "house", "shed", "shed", None] * 8)

    (part,) = mix.parts
    assert part.kinds is not None
    assert part.kinds.names == ("house", "shed", "not recorded")
    assert "not recorded for 8 of 40 journeys" in mix.notes[0]


def test_rare_kinds_stand_together() -> None:
    mix = mix_of(["a", "b"] * 10, kind=["house"] * 10 + ["shed"] * 7 + ["tower", "mill", "pier"])

    (part,) = mix.parts
    assert part.kinds is not None
    assert part.kinds.names == ("house", "shed", "other")


def test_a_kind_that_one_unit_alone_has_is_said() -> None:
    mix = mix_of(["a"] * 20 + ["b"] * 20, kind=["house", "shed"] * 10 + ["house"] * 20)

    assert "Only a has journeys with “kind” = “shed”; how they would go elsewhere is not known." in mix.notes


def test_many_kinds_that_one_unit_alone_has_are_counted() -> None:
    mix = mix_of(["a"] * 30 + ["b"] * 30, kind=["house"] * 20 + ["shed", "mill"] * 5 + ["house"] * 30)

    assert mix.notes == (
        "2 kinds of “kind” are seen in one unit only; how they would go elsewhere is not known.",
    )


def test_a_number_that_is_missing_gets_a_column_that_says_so() -> None:
    mix = mix_of(["a", "b"] * 3, fee=[1.0, 2.0, None, 3.0, 4.0, None])

    (part,) = mix.parts
    assert part.columns.shape == (6, 2)
    assert part.columns.mean(axis=0).tolist() == pytest.approx([0, 0])


@pytest.mark.parametrize(
    ("attribute", "why"),
    [
        (["x"] * 40, "the same in every journey"),
        ([str(i) for i in range(40)], "different in almost every journey"),
        (["x"] * 20 + ["y"] * 20, "all but says which unit"),
        (["x", "y"] * 9 + ["z", "z"] + ["z", "w"] * 10, "all but says which unit"),
        (pa.nulls(40, pa.float64()), "recorded for no journey"),
    ],
    ids=["constant", "a name of each", "one for each unit", "nearly one for each unit", "empty"],
)
def test_what_cannot_be_adjusted_for_is_left_out_and_said(attribute: object, why: str) -> None:
    mix = mix_of(["a"] * 20 + ["b"] * 20, thing=attribute)

    assert mix.parts == ()
    assert why in " ".join(mix.notes)


def test_an_attribute_that_is_not_there_is_said() -> None:
    table = pa.table({"journey": ["1"]})

    assert case_mix(table, ["fee"], names_of(pa.chunked_array([["a"]]))).notes == (
        "The journeys have no attribute “fee”.",
    )
