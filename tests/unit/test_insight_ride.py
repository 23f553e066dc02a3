"""The worked case and the continuity table: published numbers, to the digit."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import UTC, datetime, timedelta

import duckdb
import ibis
import pyarrow as pa
import pytest

from throughline.eventlog.arrow import SCHEMA
from throughline.eventlog.shape import ACTIVITY, By, Direction, Row
from throughline.insight.measures.catalogue import BY_NAME
from throughline.insight.ride import Measured, NothingToRead, Ride, Unmeasurable, ride_of

TO, FROM, INSIDE = Direction.TO, Direction.FROM, Direction.INSIDE


def at(month: int, day: int, hour: int = 9) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=UTC)


def record_of(rows: Iterable[Row]) -> ibis.Table:
    table = pa.Table.from_pylist([asdict(row) for row in rows], schema=SCHEMA)
    engine = duckdb.connect()
    engine.register("rows", table)
    engine.execute("CREATE TABLE record AS SELECT * FROM rows")
    return ibis.duckdb.from_connection(engine).table("record")


def ride_over(rows: Iterable[Row], now: datetime | None = None) -> Ride:
    return ride_of(record_of(rows), now=now)


def mean(ride: Ride, name: str) -> float:
    result = ride.measures[name]
    assert isinstance(result, Measured), result
    return result.mean


def staff(seq: int, when: datetime, direction: Direction, name: str, person: str, unit: str, **more) -> Row:
    more.setdefault("kind", "step.done/1" if direction is INSIDE else "message.sent/1")
    return Row(
        journey="C1", seq=seq, at=when, name=name, direction=direction, by=By.STAFF,
        person=person, function=unit, **more,
    )  # fmt: skip


def person(seq: int, when: datetime, name: str, kind: str = "message.received/1", **more) -> Row:
    return Row(
        journey="C1", seq=seq, at=when, kind=kind, name=name, direction=FROM, by=By.STAKEHOLDER, **more
    )


def promise(seq: int, when: datetime, what: str, key: str) -> Row:
    return Row(
        journey="C1", seq=seq, at=when, kind=f"promise.{what}/1", direction=INSIDE, by=By.SYSTEM, key=key
    )


C1 = [
    person(1, at(3, 2), "apply"),
    staff(2, at(3, 3, 10), TO, "ack", "Ana", "Intake", kind="promise.made/1", key="P1", due=at(3, 20, 23)),
    staff(3, at(3, 5, 10), INSIDE, "check", "Ben", "Eligibility"),
    staff(4, at(3, 9, 10), TO, "ask payslip", "Ben", "Eligibility", kind="fact.asked/1", key="payslip"),
    person(5, at(3, 10, 10), "give payslip", "fact.given/1", key="payslip"),
    staff(6, at(3, 12, 10), INSIDE, "check", "Cai", "Eligibility"),
    staff(7, at(3, 16, 10), TO, "ask payslip", "Cai", "Eligibility", kind="fact.asked/1", key="payslip"),
    person(8, at(3, 17, 10), "give payslip", "fact.given/1", key="payslip"),
    person(9, at(3, 24, 10), "chase", key="chase"),
    staff(
        10, at(3, 25, 10), TO, "reply", "Ana", "Intake", kind="promise.made/1", key="P2", due=at(3, 31, 23)
    ),
    staff(11, at(3, 30, 10), INSIDE, "decide", "Dee", "Decisions"),
    staff(12, at(3, 31, 12), TO, "decision", "Dee", "Decisions"),
    promise(13, at(3, 31, 12), "kept", "P1"),
    promise(14, at(3, 31, 12), "kept", "P2"),
]


@pytest.fixture(scope="module")
def worked() -> Ride:
    return ride_over(C1)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("handoffs_person", 4),
        ("handoffs_function", 3),
        ("people", 4),
        ("functions", 3),
        ("upc", 0.40),
        ("coc", 0.10),
        ("secon", 0.00),
        ("longest_silence_days", 9),
        ("first_word_days", 25 / 24),
        ("asks", 2),
        ("repeated_asks", 1),
        ("rework_repeat", 0),
        ("rework_redo", 2),
        ("self_loops", 0),
        ("promises_kept", 1 / 2),
        ("elapsed_days", 29.125),
        ("time_to_certainty_days", 25 / 24),
        ("inbound", 4),
        ("failure_demand", 2 / 4),
        ("returns_person", 0),
        ("returns_function", 1),  # Intake, Eligibility, Intake
        ("promises_renegotiated", 0),
    ],
)
def test_the_worked_case_comes_out_to_the_digit(worked: Ride, name: str, value: float) -> None:
    assert mean(worked, name) == pytest.approx(value, abs=1e-12)


def test_the_worked_case_spends_27_8_per_cent_of_its_time_in_silence_beyond_five_days(worked: Ride) -> None:
    # gaps 1.04, 6, 7, 9 and 6.08 days: 1 + 2 + 4 + 1.083… days beyond five, of 29.125
    assert mean(worked, "silence_share") == pytest.approx((1 + 2 + 4 + 26 / 24) / 29.125, abs=1e-12)
    assert round(mean(worked, "silence_share"), 3) == 0.278


def contacts(sequence: str, journey: str = "J") -> list[Row]:
    return [
        Row(journey=journey, seq=i + 1, at=at(3, 1 + i), kind=ACTIVITY, name=f"step {i}", person=who)
        for i, who in enumerate(sequence)
    ]


@pytest.mark.parametrize(
    ("sequence", "upc", "coc", "secon", "handoffs"),
    [
        ("AAAAA", 1, 1, 1, 0),
        ("AABAC", 0.6, 0.30, 0.25, 3),
        ("ABABA", 0.6, 0.40, 0.00, 4),
        ("AABBB", 0.6, 0.40, 0.75, 1),
        ("AAAAB", 0.8, 0.60, 0.75, 1),
        ("ABCDE", 0.2, 0.00, 0.00, 4),
    ],
)
def test_the_continuity_table(sequence: str, upc: float, coc: float, secon: float, handoffs: int) -> None:
    ride = ride_over(contacts(sequence))

    assert [mean(ride, name) for name in ("upc", "coc", "secon", "handoffs_person")] == pytest.approx(
        [upc, coc, secon, handoffs], abs=1e-12
    )


def test_continuity_says_that_it_rests_on_staff_events_where_nobody_recorded_what_the_person_met() -> None:
    ride = ride_over(contacts("AB"))

    result = ride.measures["coc"]
    assert isinstance(result, Measured)
    assert result.basis.startswith("over staff events, because the log does not say what the person met")


def test_one_contact_has_no_continuity_of_care_but_a_usual_person() -> None:
    ride = ride_over([*contacts("A", "one"), *contacts("AB", "two")])

    assert isinstance(ride.measures["coc"], Measured)
    assert ride.measures["coc"].n == 1
    assert isinstance(ride.measures["upc"], Measured)
    assert ride.measures["upc"].n == 2


def test_what_a_log_does_not_carry_is_not_measurable_and_never_zero() -> None:
    ride = ride_over([Row(journey="J", seq=1, at=at(3, 1), kind=ACTIVITY, name="step")])

    untold = {name for name, result in ride.measures.items() if isinstance(result, Unmeasurable)}
    assert untold == set(BY_NAME) - {"elapsed_days", "self_loops"}


def test_an_empty_log_is_refused() -> None:
    with pytest.raises(NothingToRead, match="holds no events"):
        ride_over([])


def test_equal_times_keep_the_order_of_the_file() -> None:
    same = [
        Row(journey="J", seq=seq, at=at(3, 1), kind=ACTIVITY, name=f"s{seq}", person=who)
        for seq, who in [(3, "A"), (1, "A"), (2, "B")]
    ]

    assert mean(ride_over(same), "handoffs_person") == 2  # A, B, A by seq; as written it would be 1


def test_work_counts_once_at_its_completion_and_time_counts_from_its_start() -> None:
    rows = [
        Row(journey="J", seq=1, at=at(3, 1), kind=ACTIVITY, name="check", person="A", lifecycle="start"),
        Row(journey="J", seq=2, at=at(3, 3), kind=ACTIVITY, name="check", person="A", lifecycle="complete"),
    ]

    ride = ride_over(rows)

    assert mean(ride, "self_loops") == 0
    assert mean(ride, "elapsed_days") == 2


@pytest.mark.parametrize(
    ("sequence", "repeat", "redo", "loops"),
    [
        ("xA yA xA", 1, 0, 0),  # the same person comes back to it
        ("xA yA xB", 0, 1, 0),  # somebody else does it again
        ("xA xA", 0, 0, 1),  # twice in a row
        ("xA xB", 0, 1, 1),  # twice in a row, by somebody else: both are true
        ("xA yA xB yA xA", 1, 2, 0),  # each is compared with the last time it was done
        ("xA yB", 0, 0, 0),
    ],
)
def test_rework_is_repeat_redo_or_loop(sequence: str, repeat: int, redo: int, loops: int) -> None:
    rows = [
        Row(journey="J", seq=i + 1, at=at(3, 1 + i), kind=ACTIVITY, name=name, person=who)
        for i, (name, who) in enumerate(sequence.split())
    ]

    ride = ride_over(rows)

    assert [mean(ride, name) for name in ("rework_repeat", "rework_redo", "self_loops")] == [
        repeat,
        redo,
        loops,
    ]


def test_what_the_person_or_a_machine_did_is_not_a_handoff() -> None:
    rows = [
        Row(journey="J", seq=1, at=at(3, 1), kind=ACTIVITY, name="a", person="A", by=By.STAFF),
        Row(journey="J", seq=2, at=at(3, 2), kind=ACTIVITY, name="b", person="robot", by=By.SYSTEM),
        Row(journey="J", seq=3, at=at(3, 3), kind=ACTIVITY, name="c", person="Amara", by=By.STAKEHOLDER),
        Row(journey="J", seq=4, at=at(3, 4), kind=ACTIVITY, name="d", person="Amara", direction=FROM),
        Row(journey="J", seq=5, at=at(3, 5), kind=ACTIVITY, name="e", person="A", by=By.STAFF),
    ]

    ride = ride_over(rows)

    assert mean(ride, "people") == 1
    assert mean(ride, "handoffs_person") == 0


def made(*steps: tuple[str, int, int | None]) -> list[Row]:
    """One promise: (what, day it happened, due day)."""
    return [
        Row(
            journey="J", seq=i + 1, at=at(3, day), kind=f"promise.{what}/1", direction=TO, by=By.STAFF,
            key="P", due=at(3, due) if due else None,
        )
        for i, (what, day, due) in enumerate(steps)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("steps", "share"),
    [
        ([("made", 1, 10), ("kept", 9, None)], 1),
        ([("made", 1, 10), ("kept", 11, None)], 0),  # late is broken
        ([("made", 1, 10), ("renegotiated", 9, 15), ("kept", 14, None)], 1),  # re-dated before it was due
        ([("made", 1, 10), ("renegotiated", 11, 15), ("kept", 14, None)], 0),  # re-dated after it was due
        (
            [("made", 1, 10), ("broken", 10, None), ("kept", 9, None)],
            0,
        ),  # what was declared broken stays broken
        ([("made", 1, 10), ("paused", 5, None), ("resumed", 12, 17), ("kept", 16, None)], 1),
        ([("made", 1, 10), ("paused", 5, None), ("resumed", 12, 17), ("kept", 18, None)], 0),
    ],
)
def test_a_promise_is_judged_by_the_date_that_held_when_it_passed(steps, share: float) -> None:
    ride = ride_over(made(*steps), now=at(3, 28))

    assert mean(ride, "promises_kept") == share


@pytest.mark.parametrize(
    "steps",
    [
        [("made", 1, 20)],  # not due yet
        [("made", 1, 20), ("kept", 5, None)],  # kept early: counts when its date has passed, like the others
        [("made", 1, 3), ("paused", 2, None)],  # the clock stands still: it is with the person
        [("made", 1, 9), ("released", 5, None)],  # no longer needed
    ],
)
def test_a_promise_that_is_not_settled_does_not_count(steps) -> None:
    ride = ride_over(made(*steps), now=at(3, 10))

    assert isinstance(ride.measures["promises_kept"], Unmeasurable)


def test_a_file_sees_no_further_than_its_last_row() -> None:
    ride = ride_over(made(("made", 1, 20), ("renegotiated", 5, 25)))

    assert isinstance(ride.measures["promises_kept"], Unmeasurable)


def test_an_open_journey_of_ours_is_waiting_until_now_and_an_ended_one_is_not() -> None:
    rows = [
        Row(journey="open", seq=1, at=at(3, 1), kind="journey.started/1", direction=FROM, by=By.STAKEHOLDER),
        Row(journey="over", seq=1, at=at(3, 1), kind="journey.started/1", direction=FROM, by=By.STAKEHOLDER),
        Row(
            journey="over", seq=2, at=at(3, 3), kind="journey.ended/1", direction=TO, by=By.STAFF, person="A"
        ),
        # after-care belongs to the journey, not to the time it took
        Row(journey="over", seq=3, at=at(3, 20), kind="check-in.sent/1", direction=TO, by=By.SYSTEM),
    ]

    ride = ride_over(rows, now=at(3, 1) + timedelta(days=30))

    assert sorted(ride.values("elapsed_days")) == [2, 30]
    assert sorted(ride.values("longest_silence_days")) == [2, 30]
