"""Many looks at once: the worked example, and what the rule promises."""

import numpy as np

from throughline.insight.fdr import q_values, raised

TEN = np.array([0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205, 0.212, 0.216])


def test_the_ten_p_values_of_benjamini_and_hochberg_give_two_rejections() -> None:
    assert raised(TEN, q=0.05).tolist() == [True, True] + [False] * 8


def test_the_order_of_the_looks_does_not_matter() -> None:
    assert raised(TEN[::-1], q=0.05).tolist() == [False] * 8 + [True, True]


def test_a_large_p_is_carried_by_smaller_ones_behind_it() -> None:
    # .04 > 1/4 · .04 alone, but all four lie at or under 4/4 · .04, so all step up together.
    assert raised(np.array([0.04, 0.04, 0.04, 0.04]), q=0.04).all()


def test_q_values_and_raising_tell_the_same_story_at_every_rate() -> None:
    for q in (0.01, 0.05, 0.1, 0.3):
        assert ((q_values(TEN) <= q) == raised(TEN, q)).all()


def test_the_second_smallest_of_ten_has_q_of_five_times_its_p() -> None:
    assert q_values(TEN)[1] == np.float64(0.008) * 10 / 2


def test_no_looks_raise_nothing() -> None:
    assert raised(np.array([]), q=0.1).tolist() == []
    assert q_values(np.array([])).tolist() == []
