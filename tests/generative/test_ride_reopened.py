"""Two ways agree on journeys that end and are opened again, in any order and at equal times."""

from dataclasses import asdict
from datetime import UTC, datetime, timedelta

import ibis
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.generative import ride_oracle as oracle

from throughline.eventlog.arrow import SCHEMA
from throughline.eventlog.shape import By, Direction, Row
from throughline.insight.ride import Ride, ride_of

BEGIN = datetime(2026, 3, 2, tzinfo=UTC)
NOW = BEGIN + timedelta(days=60)
KINDS = {
    "letter": ("message.sent/1", Direction.TO, None),
    "note": ("note.written/1", Direction.INSIDE, None),
    "ends": ("journey.ended/1", Direction.TO, "ends"),
    "ends unsaid": ("journey.ended/1", Direction.INSIDE, "ends"),
    "reopens": ("journey.reopened/1", Direction.FROM, "reopens"),
}
STEPS = st.lists(st.tuples(st.sampled_from(sorted(KINDS)), st.integers(0, 20)), max_size=12)


@settings(max_examples=20, deadline=None)
@given(st.lists(STEPS, min_size=1, max_size=12))  # many in one log: asking an engine is what takes time
def test_two_ways_agree_on_journeys_that_were_opened_again(journeys: list[list[tuple[str, int]]]) -> None:
    rows = [row for number, steps in enumerate(journeys) for row in rows_of(f"J{number}", steps)]

    by_hand, _waits = oracle.measures([told(row) for row in rows], now=NOW)

    ride = ride_over(rows)
    assert sorted(ride.values("elapsed_days")) == near(by_hand["elapsed_days"])
    if "longest_silence_days" in by_hand:  # where nobody ever heard a word, silence cannot be told
        for name in ("longest_silence_days", "silence_share", "first_word_days"):
            assert sorted(ride.values(name)) == near(by_hand.get(name, [])), name


def test_the_time_between_an_ending_and_a_reopening_is_neither_length_nor_silence() -> None:
    steps = [("letter", 2), ("ends", 4), ("letter", 9), ("reopens", 20), ("letter", 21), ("ends", 27)]

    ride = ride_over(rows_on_days("J", steps))

    assert ride.values("elapsed_days").tolist() == [4 + 7]
    assert ride.values("longest_silence_days").tolist() == [6]  # day 21 to 27, and not day 4 to 20
    assert ride.values("silence_share").tolist() == pytest.approx([1 / 11])


def test_a_journey_that_is_open_again_is_waited_in_until_now() -> None:
    ride = ride_over(rows_on_days("J", [("ends", 4), ("reopens", 50)]))

    assert ride.values("elapsed_days").tolist() == [4 + 10]
    assert ride.values("longest_silence_days").tolist() == [10]


def test_a_journey_opened_again_at_the_moment_it_began_counts_once() -> None:
    ride = ride_over(rows_on_days("J", [("reopens", 0), ("letter", 8), ("ends", 10)]))

    assert ride.values("elapsed_days").tolist() == [10]
    assert ride.values("silence_share").tolist() == pytest.approx([3 / 10])


def rows_of(journey: str, steps: list[tuple[str, int]]) -> list[Row]:
    """Each step some half days after the one before."""
    days, at = [], 0.0
    for what, later in steps:
        at += later / 2
        days.append((what, at))
    return rows_on_days(journey, days)


def rows_on_days(journey: str, days: list[tuple[str, float]]) -> list[Row]:
    first = Row(
        journey=journey,
        seq=1,
        at=BEGIN,
        kind="journey.started/1",
        direction=Direction.FROM,
        by=By.STAKEHOLDER,
    )
    later = [
        Row(
            journey=journey,
            seq=seq,
            at=BEGIN + timedelta(days=day),
            kind=KINDS[what][0],
            name=what,
            direction=KINDS[what][1],
            by=By.SYSTEM,
        )
        for seq, (what, day) in enumerate(days, start=2)
    ]
    return [first, *later]


def told(row: Row) -> dict[str, object]:
    """The row as the second method reads it."""
    turn = KINDS[row.name][2] if row.name else None
    return {
        "journey": row.journey,
        "at": row.at,
        "name": row.name,
        "direction": row.direction,
        "by": row.by,
        "turn": turn,
    }


def ride_over(rows: list[Row]) -> Ride:
    return ride_of(ibis.memtable(pa.Table.from_pylist([asdict(row) for row in rows], schema=SCHEMA)), now=NOW)


def near(values: list[float]) -> object:
    return pytest.approx(sorted(values), rel=1e-9, abs=1e-9)
