"""The protocol on journeys with a known answer, and what it has to reach."""

from dataclasses import replace

import numpy as np
import pytest
from tests.past import history_with, simulated

from throughline.insight.expect.evaluation import STEPS, Evaluation, evaluate
from throughline.insight.expect.evaluation_json import evaluation_json
from throughline.insight.expect.gates import gates
from throughline.insight.expect.judging import Cell
from throughline.insight.expect.published import PUBLISHED
from throughline.insight.expect.scores import held, interval_score, mean_error, pinball

STEPS_SEEN: list[int] = []


@pytest.fixture(scope="module")
def found() -> Evaluation:
    STEPS_SEEN.clear()
    return evaluate(history_with(simulated(300, seed=4, mean=3.0)), STEPS_SEEN.append)


def test_the_parts_are_cut_by_start(found: Evaluation) -> None:
    """Three hundred journeys of four steps, each asked about twice."""
    assert found.parts == (384, 96, 120)
    assert found.published.n == found.honest.n == 120


def test_nothing_can_be_known_but_the_step_and_that_is_found(found: Evaluation) -> None:
    """The best answer is the median by last step; nobody can do better, and we are hardly worse."""
    assert found.published.mean < 1.1 * found.published.of_step
    assert found.honest.mean < 1.1 * found.honest.of_step


def test_intervals_hold_about_as_often_as_they_promise(found: Evaluation) -> None:
    assert 0.7 <= found.kept.coverage <= 0.9


def test_progress_reaches_its_end(found: Evaluation) -> None:
    assert sum(STEPS_SEEN) == STEPS


def test_each_tenth_of_the_elapsed_time_has_as_many_questions(found: Evaluation) -> None:
    assert [n for _, n, _ in found.by_decile] == [12] * 10


def test_days_are_asked_about_and_not_only_events(found: Evaluation) -> None:
    assert found.snapshots is not None
    assert found.snapshots.days == 2


def test_gates_say_pass_or_short(found: Evaluation) -> None:
    errors = replace(found.published, mean=1.0, of_all=2, of_step=2)
    good = replace(found, published=errors, honest=replace(errors, mean=1.47), cycle=5.41)
    worst = Cell(kind=0, fifth=0, journeys=100, coverage=0.69)
    kept = replace(found.kept, coverage=0.76, width=2.0, naive_width=1.9, cells=[worst])

    verdicts = [gate.passed for gate in gates(replace(good, kept=kept), PUBLISHED["Env. permit"])]

    assert verdicts[:4] == [True, False, True, True]
    assert verdicts[4:] == [False, False, False]


def test_a_cell_of_fewer_than_a_hundred_journeys_is_not_judged(found: Evaluation) -> None:
    few = replace(found.kept, cells=[Cell(kind=0, fifth=0, journeys=99, coverage=0.1)])

    assert gates(replace(found, kept=few), None)[3].passed is None


def test_another_cut_of_the_log_is_said(found: Evaluation) -> None:
    assert "not the same log" in gates(found, PUBLISHED["Sepsis"])[0].found


def test_json_has_the_figures_and_the_verdicts(found: Evaluation) -> None:
    told = evaluation_json(found, None)

    assert told["published"]["mean"] == found.published.mean
    assert told["table"] is None
    errors = [way["validation_mae"] for way in told["ways"]]
    assert errors == sorted(errors)
    assert [way["kept"] for way in told["ways"]] == [error <= 1.1 * errors[0] for error in errors]
    assert len(told["gates"]) == len(gates(found, None))


def test_scores_by_hand() -> None:
    low, high, truth = np.array([1.0, 1.0]), np.array([3.0, 3.0]), np.array([2.0, 4.0])

    assert held(low, high, truth).tolist() == [True, False]
    assert interval_score(low, high, truth, 0.2) == pytest.approx((2 + (2 + 10 * 1)) / 2)
    assert mean_error(low, truth) == 2.0
    assert pinball(np.array([1.0]), np.array([3.0]), 0.9) == pytest.approx(1.8)
