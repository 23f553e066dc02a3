"""A strategy is read from its file, or refused with line, key, what is wrong and how to mend it."""

from pathlib import Path

import numpy as np
import pytest

from throughline.blueprint.reading import read_blueprint
from throughline.ids import ServiceId
from throughline.insight.rung import Known, Tier
from throughline.strategy.gauging import gauge_values
from throughline.strategy.reading import StrategyUnreadable, read_strategy, strategy_from

EXAMPLE = Path(__file__).parents[2] / "examples" / "food-business-licence"
SERVICE = ServiceId("food-business-licence")

GOOD = """\
title: Food people can trust
commitments:
  - id: safe-food
    title: Safe food
    promise: Everybody who opens stays open.
    kept_when:
      - {service: licence, measure: trading, at_least: 0.75}
assumptions:
  - id: guides-help
    belief: People with a guide get there.
    behind: safe-food
    wrong_when:
      - {service: licence, measure: silence, at_least: 21}
services:
  licence:
    outcome:
      trading: {from: outcome/trading, question: "Are you open?", target: 0.75}
    experience:
      silence: {from: ride/longest_silence_days, as: median, better: lower, question: "How long?"}
"""


def problems_of(text: str) -> str:
    with pytest.raises(StrategyUnreadable) as refused:
        strategy_from(text, "strategy.yaml")
    return str(refused.value)


def test_the_worked_example_reads_and_knows_its_blueprint() -> None:
    blueprint = read_blueprint(EXAMPLE / "blueprint.yaml")

    strategy = read_strategy(EXAMPLE / "strategy.yaml", [blueprint])

    assert set(blueprint.serves) <= {commitment.id for commitment in strategy.commitments}
    assert {rung.tier for rung in strategy.rungs(SERVICE)} == set(Tier)


def test_rungs_come_from_outcome_down_to_process() -> None:
    strategy = read_strategy(EXAMPLE / "strategy.yaml")

    tiers = [rung.tier for rung in strategy.rungs(SERVICE)]

    assert tiers == sorted(tiers, key=list(Tier).index)


def test_what_the_record_shows_is_observed_and_what_people_say_is_reported() -> None:
    strategy = strategy_from(GOOD)

    known = {rung.measure: rung.known for rung in strategy.rungs(ServiceId("licence"))}

    assert known == {"trading": Known.REPORTED, "silence": Known.OBSERVED}


def test_a_bound_turns_scores_into_yes_and_no() -> None:
    clear = read_strategy(EXAMPLE / "strategy.yaml").gauge(SERVICE, "clear")

    assert gauge_values(clear, np.array([1.0, 3, 4, 5])).tolist() == [0, 0, 1, 1]


def test_an_upper_bound_counts_what_stays_under_it() -> None:
    in_time = read_strategy(EXAMPLE / "strategy.yaml").gauge(SERVICE, "decided_in_time")

    assert gauge_values(in_time, np.array([10.0, 112, 113])).tolist() == [1, 1, 0]


def test_without_a_bound_values_stay_as_they_are() -> None:
    people = read_strategy(EXAMPLE / "strategy.yaml").gauge(SERVICE, "people")

    assert gauge_values(people, np.array([3.0, 4])).tolist() == [3, 4]


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("behind: safe-food", "behind: safe-fod", 11, "Did you mean 'safe-food'?"),
        ("measure: trading,", "measure: tradng,", 7, "Did you mean 'trading'?"),
        (
            "service: licence, measure: silence",
            "service: licens, measure: silence",
            13,
            "Did you mean 'licence'?",
        ),
        ("ride/longest_silence_days", "ride/longest_silence", 19, "Did you mean 'longest_silence_days'?"),
        ("at_least: 0.75}", "at_least: 0.75, at_most: 1}", 7, "one bound"),
        (", at_least: 21}", "}", 13, "one bound"),
        ("as: median, ", "", 19, "what counts as yes"),
        ("as: median, ", "as: median, at_most: 7, ", 19, "'as: share'"),
        ("as: median, ", "at_least: 1, at_most: 7, ", 19, "one bound at most"),
        ("from: outcome/trading, ", "", 17, "'from' is missing"),
        ("title: Safe food\n", "titel: Safe food\n", 4, "'title'?"),
        ("experience:\n      silence:", "experience:\n      trading:", 15, "stands on two tiers"),
    ],
)
def test_what_leads_nowhere_is_refused_with_its_line_and_a_way_out(
    old: str, new: str, line: int, words: str
) -> None:
    said = problems_of(GOOD.replace(old, new, 1))

    assert f"strategy.yaml:{line}:" in said
    assert words in said


def test_two_things_with_one_name_are_refused() -> None:
    twice = GOOD.replace(
        "assumptions:\n",
        "assumptions:\n  - {id: guides-help, belief: X, behind: safe-food, wrong_when: "
        "[{service: licence, measure: silence, at_least: 9}]}\n",
    )

    assert "'guides-help' is there twice" in problems_of(twice)


def test_a_blueprint_that_serves_nothing_we_promised_is_told_so() -> None:
    blueprint = read_blueprint(EXAMPLE / "blueprint.yaml")

    with pytest.raises(StrategyUnreadable, match="serves 'thriving-safe-food', which is no commitment here"):
        strategy_from(GOOD, "strategy.yaml", [blueprint])


def test_an_outcome_the_blueprint_does_not_know_is_refused() -> None:
    blueprint = read_blueprint(EXAMPLE / "blueprint.yaml")
    text = (EXAMPLE / "strategy.yaml").read_text(encoding="utf-8")

    with pytest.raises(StrategyUnreadable, match="has no outcome 'trading-at-30-days'"):
        strategy_from(
            text.replace("outcome/trading-at-90-days", "outcome/trading-at-30-days"), "s", [blueprint]
        )


@pytest.mark.parametrize("text", ["", "title: [", "title: x: y"])
def test_what_is_not_a_strategy_at_all_is_refused(text: str) -> None:
    assert "strategy.yaml:1:" in problems_of(text)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StrategyUnreadable, match="cannot be opened"):
        read_strategy(tmp_path / "strategy.yaml")


def test_a_file_that_is_not_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "strategy.yaml").write_bytes(b"\xff\xfe\x00")

    with pytest.raises(StrategyUnreadable, match="not text in UTF-8"):
        read_strategy(tmp_path / "strategy.yaml")


def test_a_key_written_twice_is_refused() -> None:
    assert "'title' is already written on line 1" in problems_of(GOOD + "title: Again\n")
