"""A condition is true, false, or not known yet; and it can be said in words."""

from pathlib import Path

import pytest

from throughline.blueprint.because import because, because_not
from throughline.blueprint.conditions import (
    AllOf,
    AnyOf,
    Code,
    Compare,
    Comparison,
    Not,
    OneOf,
    holds,
    keys_of,
)
from throughline.blueprint.reading import read_blueprint
from throughline.blueprint.when import read_condition

EXAMPLE = read_blueprint(Path(__file__).parents[2] / "examples" / "food-business-licence" / "blueprint.yaml")

TRUE = Compare("yes", Comparison.IS, True)
FALSE = Compare("no", Comparison.IS, True)
UNKNOWN = Compare("open", Comparison.IS, True)
KNOWN: dict[str, Code] = {"yes": True, "no": False}


@pytest.mark.parametrize(
    ("left", "right", "both", "either"),
    [
        (TRUE, TRUE, True, True),
        (TRUE, FALSE, False, True),
        (FALSE, TRUE, False, True),
        (FALSE, FALSE, False, False),
        (TRUE, UNKNOWN, None, True),
        (UNKNOWN, TRUE, None, True),
        (FALSE, UNKNOWN, False, None),
        (UNKNOWN, FALSE, False, None),
        (UNKNOWN, UNKNOWN, None, None),
    ],
)
def test_all_and_any_wait_only_for_what_decides(
    left: Compare, right: Compare, both: bool | None, either: bool | None
) -> None:
    assert holds(AllOf((left, right)), KNOWN) is both
    assert holds(AnyOf((left, right)), KNOWN) is either


@pytest.mark.parametrize(("part", "turned"), [(TRUE, False), (FALSE, True), (UNKNOWN, None)])
def test_not_turns_what_is_known_and_leaves_the_unknown(part: Compare, turned: bool | None) -> None:
    assert holds(Not(part), KNOWN) is turned


@pytest.mark.parametrize(
    ("comparison", "less", "same", "more"),
    [
        (Comparison.IS, False, True, False),
        (Comparison.IS_NOT, True, False, True),
        (Comparison.AT_LEAST, False, True, True),
        (Comparison.AT_MOST, True, True, False),
        (Comparison.MORE_THAN, False, False, True),
        (Comparison.LESS_THAN, True, False, False),
    ],
)
def test_numbers_are_compared_at_and_beside_the_edge(
    comparison: Comparison, less: bool, same: bool, more: bool
) -> None:
    answers = [holds(Compare("seats", comparison, 20), {"seats": seats}) for seats in (19, 20, 21)]

    assert answers == [less, same, more]


def test_yes_is_never_one() -> None:
    assert holds(Compare("seats", Comparison.IS, 1), {"seats": True}) is False
    assert holds(OneOf("seats", (1, 2)), {"seats": True}) is False


def test_a_word_is_neither_more_nor_less_than_a_number() -> None:
    assert holds(Compare("seats", Comparison.AT_LEAST, 20), {"seats": "many"}) is False


def test_no_condition_always_holds() -> None:
    assert holds(None, {}) is True


def test_keys_are_named_in_the_order_written() -> None:
    condition = read_condition({"any": [{"b": True}, {"not": {"a": {"one_of": ["x"]}}}]})

    assert list(keys_of(condition)) == ["b", "a"]


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ([], "a condition is a mapping"),
        ({}, "a condition is a mapping"),
        ({"all": []}, "'all' needs a list"),
        ({"any": {"a": True}}, "'any' needs a list"),
        ({"a": {"at_least": 1, "at_most": 2}}, "one comparison at a time"),
        ({"a": {"about": 1}}, "cannot be compared by 'about'"),
        ({"a": {"one_of": []}}, "needs a list of values"),
        ({"a": None}, "compared with a yes/no, a number or a word"),
    ],
)
def test_a_condition_that_cannot_be_read_says_why(written: object, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        read_condition(written)


@pytest.mark.parametrize(
    ("written", "known", "sentence"),
    [
        ({"sells_alcohol": True}, {"sells_alcohol": True}, "because you sell alcohol"),
        (
            {"sells_alcohol": True, "outdoor_seating": True},
            {"sells_alcohol": True, "outdoor_seating": True},
            "because you sell alcohol and serve food outdoors",
        ),
        (
            {"any": [{"outdoor_seating": True}, {"music": "live"}]},
            {"outdoor_seating": False, "music": "live"},
            "because there will be live music",
        ),
        ({"seats": {"at_least": 20}}, {"seats": 45}, "because you have 45 seats"),
        ({"not": {"has_kitchen": True}}, {"has_kitchen": False}, "because you do not cook there"),
        (
            {"visit_result": "put_right"},
            {"visit_result": "put_right"},
            "because a few things have to be put right",
        ),
        (
            {"cooks_with": "gas"},
            {"cooks_with": "gas"},
            "because you answered “Gas” to “What will you cook with?”",
        ),
    ],
)
def test_a_reason_reads_as_a_person_would_say_it(
    written: dict[str, object], known: dict[str, Code], sentence: str
) -> None:
    assert because(read_condition(written), EXAMPLE, known) == sentence


def test_only_what_decided_is_said() -> None:
    condition = read_condition({"any": [{"has_kitchen": True}, {"seats": {"at_least": 20}}]})

    assert because(condition, EXAMPLE, {"has_kitchen": True, "seats": 4}) == "because you cook there"


def test_three_reasons_are_a_list() -> None:
    condition = read_condition({"sells_alcohol": True, "outdoor_seating": True, "music": "live"})
    known: dict[str, Code] = {"sells_alcohol": True, "outdoor_seating": True, "music": "live"}

    said = because(condition, EXAMPLE, known)

    assert said == "because you sell alcohol, serve food outdoors and there will be live music"


def test_a_denial_never_reaches_over_to_the_next_reason() -> None:
    condition = read_condition({"any": [{"has_kitchen": True}, {"seats": {"at_least": 20}}]})

    said = because_not(condition, EXAMPLE, {"has_kitchen": False, "seats": 4})

    assert said == "because you do not cook there and you have 4 seats"


@pytest.mark.parametrize("known", [{}, {"sells_alcohol": False}])
def test_nothing_is_said_of_what_does_not_hold_or_is_not_known(known: dict[str, Code]) -> None:
    assert because(read_condition({"sells_alcohol": True}), EXAMPLE, known) is None


def test_a_step_for_everybody_needs_no_reason() -> None:
    assert because(None, EXAMPLE, {}) is None
