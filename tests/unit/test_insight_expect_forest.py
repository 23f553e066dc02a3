"""Quantiles of what followed on alike moments, those still under way counting as lasting at least so long."""

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from throughline.insight.expect.baselines import Asked, baselines
from throughline.insight.expect.forest import quantiles, quantiles_while_some_last

TENTHS = np.array([0.1, 0.5, 0.9])


def test_quantiles_are_values_that_occurred() -> None:
    found = quantiles(np.arange(10.0, 0.0, -1.0)[None, :], TENTHS)

    assert found.tolist() == [[1.0, 5.0, 9.0]]


def test_what_is_missing_is_not_counted() -> None:
    assert quantiles(np.array([[np.nan, 3.0, np.nan, 1.0]]), np.array([0.5])).tolist() == [[1.0]]


def test_where_nothing_is_like_it_there_is_no_number() -> None:
    assert np.isnan(quantiles(np.full((1, 4), np.nan), TENTHS)).all()


def test_those_still_under_way_by_hand() -> None:
    """Kaplan and Meier: 1 ends (3/4 left), 2 is cut off, 3 ends (3/8 left), 4 ends (none left)."""
    days, known = np.array([[4.0, 2.0, 1.0, 3.0]]), np.array([[True, False, True, True]])

    found = quantiles_while_some_last(days, known, np.array([0.25, 0.5, 0.7]))

    assert found.tolist() == [[1.0, 3.0, 4.0]]


def test_a_quantile_beyond_what_was_seen_is_the_longest_seen() -> None:
    days, known = np.array([[1.0, 5.0, 6.0]]), np.array([[True, False, False]])

    assert quantiles_while_some_last(days, known, np.array([0.9])).tolist() == [[6.0]]


@given(st.lists(st.floats(0, 1000), min_size=1, max_size=40))
def test_with_all_known_both_ways_agree(days: list[float]) -> None:
    row = np.array([days])

    one, other = quantiles(row, TENTHS), quantiles_while_some_last(row, np.ones(row.shape, bool), TENTHS)

    assert one.tolist() == other.tolist()


@given(
    st.lists(st.tuples(st.floats(0, 1000), st.booleans()), min_size=1, max_size=40),
)
@example([(0.0, False), (1e-308, True)])  # closer than any step that could be added to tell them apart
def test_quantiles_are_in_order(rows: list[tuple[float, bool]]) -> None:
    days, known = (np.array([[row[part] for row in rows]]) for part in (0, 1))

    low, middle, high = quantiles_while_some_last(days, known, TENTHS)[0]

    assert low <= middle <= high


def test_naive_tables_answer_by_step_and_elapsed_and_fall_back() -> None:
    asked = Asked(np.repeat([0, 1], 20), np.tile(np.arange(20.0), 2))
    remaining = np.concatenate([np.full(20, 5.0), np.full(20, 9.0)])

    tables = baselines(asked, remaining, (0.5,))

    unknown = Asked(np.array([0, 1, 7]), np.array([1.0, 1.0, 1.0]))
    assert tables.of_step(unknown)[:, 0].tolist() == [5.0, 9.0, 7.0]
    assert tables.of_all(unknown)[:, 0] == pytest.approx([7.0] * 3)
    assert tables.of_step_and_elapsed(unknown)[:, 0].tolist() == [5.0, 9.0, 7.0]
