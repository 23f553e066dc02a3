"""The first page in sentences: the burden, the ending right after it, and what cannot be told."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.unit.test_insight_ride import C1, FROM, INSIDE, TO, at, ride_over

from throughline.eventlog.shape import By, Row
from throughline.insight.telling import per_cent, told

MONDAY = at(3, 2)


def journey(name: str, took: int, ending: str | None, goal: float | None) -> list[Row]:
    """Asked on the second day, answered on the fourth; told at the end."""
    rows = [
        (0, "journey.started/1", FROM, None),
        (2, "fact.asked/1", TO, "payslip"),
        (4, "fact.given/1", FROM, "payslip"),
        (took, "journey.ended/1", TO, ending),
    ]
    return [
        Row(
            journey=name, seq=seq, at=MONDAY + timedelta(days=day), kind=kind, direction=way, key=key,
            by=By.STAKEHOLDER if way is FROM else By.SYSTEM,
            value=goal if kind == "journey.ended/1" else None,
        )
        for seq, (day, kind, way, key) in enumerate(rows, start=1)
        if kind != "journey.ended/1" or ending
    ]  # fmt: skip


def test_the_ending_is_told_right_after_the_burden() -> None:
    rows = [one for i in range(3) for one in journey(f"g{i}", 10, "granted", 1)]
    rows += [*journey("r", 20, "refused", 0), *journey("open", 0, None, None)]

    said = told(ride_over(rows, now=MONDAY + timedelta(days=40)))

    assert said[0] == (
        "Half of the people were through after 10 days, counting those who still wait; "
        "how long the slowest one in ten wait is not known yet: too many are still open."
    )
    assert said[1] == (
        "Of those whose journey is over, 75% got what they came for. 20% of journeys are still open."
    )


def test_where_many_are_still_open_it_is_said_how_long_they_have_waited() -> None:
    """Each open one heard from us on the second day, and nothing since."""
    rows = [one for i in range(30) for one in journey(f"g{i}", 10, "granted", 1)]
    rows += [one for i in range(10) for one in journey(f"o{i}", 0, None, None)]

    said = told(ride_over(rows, now=MONDAY + timedelta(days=40)))

    assert said[1] == (
        "Of those whose journey is over, 100% got what they came for. 25% of journeys are still open, "
        "half of them for 40 days or longer and with a silence of 38 days or longer."
    )
    assert said[2] == "For half of all people the longest time without a word from us was 8 days or more."


def test_a_few_that_are_still_open_among_many_are_only_counted() -> None:
    rows = [one for i in range(300) for one in journey(f"g{i}", 10, "granted", 1)]
    rows += [one for i in range(10) for one in journey(f"o{i}", 0, None, None)]

    said = told(ride_over(rows, now=MONDAY + timedelta(days=40)))

    assert said[1].endswith("3% of journeys are still open.")


def test_where_everything_is_over_nobody_is_said_to_wait() -> None:
    rows = [one for i in range(3) for one in journey(f"g{i}", 10, "granted", 1)]

    assert (
        told(ride_over(rows))[0] == "Half of the people were through after 10 days, and so were nine in ten."
    )


def test_without_goals_the_most_frequent_ending_is_named() -> None:
    rows = [one for i in range(3) for one in journey(f"g{i}", 10, "closed", None)]

    assert told(ride_over(rows))[1] == "100% of journeys ended with “closed”."


def test_fewer_people_than_departments_are_said_to_work_for_these() -> None:
    """One clerk in the name of three departments: "one of our people from three departments" cannot be."""
    where = enumerate(("intake", "review", "legal"), start=1)
    rows = [
        Row(
            journey="a",
            seq=seq,
            at=MONDAY + timedelta(days=seq),
            kind="activity/1",
            name=f"s{seq}",
            by=By.STAFF,
            person="Ben",
            function=function,
        )
        for seq, function in where
    ]

    people = next(one for one in told(ride_over(rows)) if "our people" in one)

    assert people == (
        "On average one of our people worked on one journey, in the name of 3 departments, "
        "and it hardly ever changed hands between people."
    )


def test_where_most_are_open_nobody_is_said_to_be_through() -> None:
    rows = [*journey("a", 10, "granted", 1), *journey("b", 0, None, None), *journey("c", 0, None, None)]

    said = told(ride_over(rows, now=MONDAY + timedelta(days=40)))

    assert said[0] == "More than half of the people were not through yet after 40 days."


def test_whose_turn_and_the_wait_for_a_word_are_told() -> None:
    rows = [one for i in range(10) for one in journey(f"g{i}", 10, "granted", 1)]

    said = told(ride_over(rows))

    assert "Of all the time, 80% was waiting for us and 20% for them." in said
    # ten waited two days and ten waited eight: the middle lies between
    assert (
        "Whoever waited for a word from us had it within 5 days half of the time, "
        "and within 8 days nine times in ten." in said
    )


def test_waits_that_read_alike_are_said_once() -> None:
    rows = [one for i in range(10) for one in journey(f"g{i}", 4, "granted", 1)]

    said = told(ride_over(rows))

    assert (
        "Whoever waited for a word from us had it within 2 days half of the time, and nine times in ten "
        "as well." in said
    )


def test_the_worked_case_says_how_much_contact_need_not_have_been() -> None:
    said = told(ride_over(C1))

    assert (
        "50% of what people came to us with was chasing, complaining, putting right or giving again what we "
        "already had." in said
    )


def test_what_is_seldom_is_not_said_to_be_never() -> None:
    rows = [one for i in range(300) for one in journey(f"g{i}", 10, "granted", 1)]
    rows += journey("open", 0, None, None)

    said = told(ride_over(rows, now=MONDAY + timedelta(days=11)))

    assert said[1].endswith("100% got what they came for. Less than 1% of journeys are still open.")


def test_what_is_nearly_always_is_not_said_to_be_always() -> None:
    rows = [one for i in range(300) for one in journey(f"g{i}", 10, "closed", None)]
    rows += journey("open", 0, None, None)

    said = told(ride_over(rows, now=MONDAY + timedelta(days=11)))

    assert said[1] == (
        "More than 99% of journeys ended with “closed”. Less than 1% of journeys are still open."
    )


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0.0, "0%"),
        (0.004, "<1%"),
        (0.005, "<1%"),
        (0.006, "1%"),
        (0.994, "99%"),
        (0.995, ">99%"),
        (1.0, "100%"),
    ],
)
def test_shares_are_rounded_but_never_to_nothing_or_all(value: float, said: str) -> None:
    assert per_cent(value) == said


def test_work_done_again_is_counted_by_journey() -> None:
    # In one journey Ben checks twice, in another Ben and then Cai; the third has neither: two of three.
    rows = [
        Row(
            journey=name, seq=seq, at=MONDAY + timedelta(days=seq), kind="activity/1", direction=INSIDE,
            name=what, by=By.STAFF, person=who,
        )
        for name, work in (
            ("repeat", [("check", "Ben"), ("write", "Ben"), ("check", "Ben")]),
            ("redo", [("check", "Ben"), ("write", "Ben"), ("check", "Cai")]),
            ("straight", [("check", "Ben"), ("write", "Ben"), ("send", "Ben")]),
        )
        for seq, (what, who) in enumerate(work, start=1)
    ]  # fmt: skip

    assert "In 67% of journeys a piece of work had to be done again." in told(ride_over(rows))


def test_one_department_is_one() -> None:
    said = told(ride_over([replace(one, function="Intake") if one.function else one for one in C1]))

    assert any("from one department worked on one journey" in sentence for sentence in said)


def test_where_a_log_names_no_people_it_says_how_often_a_journey_moved_between_departments() -> None:
    moving = [replace(one, person=None) for one in C1]
    staying = [replace(one, function="Intake") if one.function else one for one in moving]

    assert any(
        one.startswith("On average a journey went through one department and hardly ever moved from one")
        for one in told(ride_over(staying))
    )
    assert any(
        "went through 3 departments and moved from one to another " in one for one in told(ride_over(moving))
    )


def test_what_the_log_cannot_tell_comes_last() -> None:
    silent = [replace(one, direction=INSIDE, key=None, kind="activity/1") for one in C1]

    assert told(ride_over(silent))[-1].startswith("The log does not tell what the person heard from us")


@pytest.mark.parametrize("sentence", told(ride_over(C1)))
def test_every_sentence_is_one(sentence: str) -> None:
    assert sentence[0].isupper() or sentence[0].isdigit()
    assert sentence.endswith(".")
    assert "  " not in sentence
