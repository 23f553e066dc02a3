"""The order inside ties in time: how much lies in it, and what it can change at most."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise, permutations, product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.unit.test_insight_ride import at, mean, record_of, ride_over

from throughline.eventlog.shape import ACTIVITY, By, Row
from throughline.insight.measures.catalogue import BY_NAME
from throughline.insight.ties import ties_of, told_ties


def rows(days: str, journey: str = "J") -> list[Row]:
    """`AB C`: Ana and Ben on the first day, Cai on the second; the order within a day is that of the file."""
    found = [
        Row(journey=journey, seq=0, at=at(3, 1) + timedelta(days=day), kind=ACTIVITY, name="step", person=who)
        for day, people in enumerate(days.split())
        for who in people
    ]
    return [replace(one, seq=seq) for seq, one in enumerate(found, start=1)]


def test_steps_within_one_time_are_tied() -> None:
    ties = ties_of(record_of([*rows("AB C", "J"), *rows("A B C", "K")]))

    assert (ties.people.steps, ties.people.tied) == (4, 1)
    assert (ties.people.journeys, ties.people.with_ties) == (2, 1)
    assert ties.people.share == 1 / 4


def test_only_the_rows_a_measure_rests_on_count() -> None:
    others = [
        Row(journey="J", seq=8, at=at(3, 1), kind=ACTIVITY, name="robot", person="X", by=By.SYSTEM),
        Row(journey="J", seq=9, at=at(3, 1), kind=ACTIVITY, name="nobody"),  # a staff event without a person
    ]

    ties = ties_of(record_of([*rows("A C"), *others]))

    assert ties.people.tied == 0
    assert ties.events.tied == 2
    assert ties.of(BY_NAME["handoffs_person"]) == ties.people
    assert ties.of(BY_NAME["handoffs_function"]) == ties.functions
    assert ties.of(BY_NAME["self_loops"]) == ties.events
    assert ties.of(BY_NAME["people"]) is None  # a set does not know an order


@pytest.mark.parametrize(
    ("days", "fewest", "most"),
    [
        ("A B A", 2, 2),  # nothing is tied: as it is
        ("AB", 1, 1),
        ("ABA", 1, 2),  # AAB or ABA
        ("AAAB", 1, 2),  # only one B to put between
        ("AB BA", 2, 3),  # A B|B A, or B A|B A
        ("A AB B", 1, 3),
        ("AA A", 0, 0),  # one person, whatever the order
    ],
)
def test_the_fewest_and_the_most_handoffs_that_ties_leave_open(days: str, fewest: int, most: int) -> None:
    assert ties_of(record_of(rows(days))).handoffs == (fewest, most)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.text("ABC", min_size=1, max_size=4), min_size=1, max_size=4))
def test_no_order_of_the_ties_leaves_the_bounds(days: list[str]) -> None:
    low, high = ties_of(record_of(rows(" ".join(days)))).handoffs or (0, 0)

    every = [sum(a != b for a, b in pairwise("".join("".join(day) for day in way))) for way in orders(days)]
    assert low <= min(every)
    assert max(every) <= high


def orders(days: list[str]) -> list[tuple[tuple[str, ...], ...]]:
    """Every way to put the events of each day in order."""
    return list(product(*(sorted(set(permutations(day))) for day in days)))


def test_the_report_says_what_the_order_of_the_file_decided() -> None:
    record = rows("ABA C")

    said = told_ties(ties_of(record_of(record)), mean(ride_over(record), "handoffs_person"))

    assert said == (
        "67% of steps lie between events of one and the same time, in 1 of 1 journeys. "
        "Their order is that of the file.",
        "Handoffs between people are 3.0 a journey in the order of the file. "
        "In any other order they would be no fewer than 2.0 and no more than 3.0.",
    )


def test_nothing_is_said_where_nothing_is_tied() -> None:
    assert told_ties(ties_of(record_of(rows("A B"))), 1.0) == ()


def test_without_people_only_the_share_is_said() -> None:
    nameless = [replace(one, person=None) for one in rows("AB")]

    ties = ties_of(record_of(nameless))

    assert ties.handoffs is None
    assert len(told_ties(ties, None)) == 1
