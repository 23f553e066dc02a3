"""Flows: where a journey waits between departments, counted again in plain Python."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from random import Random
from statistics import median

import duckdb
import ibis
import pyarrow as pa
import pytest

from throughline.eventlog.arrow import SCHEMA
from throughline.eventlog.shape import ACTIVITY, By, Direction, Row
from throughline.insight.flows import NOWHERE, THE_PERSON, Flows, Places, Wait, flows_of
from throughline.insight.measures.carried import carried_by

DAY = timedelta(days=1)
BEGIN = datetime(2026, 3, 2, 9, tzinfo=UTC)


def record_of(rows: Iterable[Row]) -> ibis.Table:
    engine = duckdb.connect()
    engine.register("rows", pa.Table.from_pylist([asdict(row) for row in rows], schema=SCHEMA))
    engine.execute("CREATE TABLE record AS SELECT * FROM rows")
    return ibis.duckdb.from_connection(engine).table("record")


def flows(rows: Iterable[Row], places: Places = Places.FUNCTIONS, now: datetime | None = None) -> Flows:
    record = record_of(rows)
    found = flows_of(record, carried_by(record), places, now=now)
    assert found is not None
    return found


def step(seq: int, day: float, function: str | None, journey: str = "J", **more) -> Row:
    more.setdefault("kind", ACTIVITY)
    return Row(journey=journey, seq=seq, at=BEGIN + day * DAY, function=function, **more)


def waits(found: Flows) -> dict[tuple[str, str], tuple[int, int, float, float]]:
    return {(w.before, w.after): (w.times, w.journeys, w.median_days, w.days) for w in found.waits}


def test_a_wait_belongs_to_where_it_was_and_where_it_went_next() -> None:
    found = flows([step(1, 0, "intake"), step(2, 1, "intake"), step(3, 5, "review"), step(4, 11, "intake")])

    assert waits(found) == {
        ("review", "intake"): (1, 1, 6.0, 6.0),
        ("intake", "review"): (1, 1, 4.0, 4.0),
        ("intake", "intake"): (1, 1, 1.0, 1.0),
    }
    assert [wait.days for wait in found.waits] == [6.0, 4.0, 1.0]
    assert found.open_days == 11.0
    assert found.share(found.waits[0].days) == pytest.approx(6 / 11)


def test_several_journeys_are_one_sum_with_the_median_of_their_waits() -> None:
    rows = [
        row
        for number, days in enumerate((1, 2, 9))
        for row in (step(1, 0, "intake", f"J{number}"), step(2, days, "review", f"J{number}"))
    ]

    assert waits(flows(rows)) == {("intake", "review"): (3, 3, 2.0, 12.0)}


def test_what_the_person_does_happens_with_the_person() -> None:
    answered = step(2, 3, None, direction=Direction.FROM)
    by_name = step(3, 4, "intake", by=By.STAKEHOLDER)

    found = flows([step(1, 0, "intake"), answered, by_name, step(4, 6, "review")])

    assert waits(found) == {
        ("intake", THE_PERSON): (1, 1, 3.0, 3.0),
        (THE_PERSON, THE_PERSON): (1, 1, 1.0, 1.0),
        (THE_PERSON, "review"): (1, 1, 2.0, 2.0),
    }


def test_what_names_no_place_is_stepped_over_in_the_middle_and_said_at_the_edges() -> None:
    found = flows(
        [
            step(1, 0, None),
            step(2, 1, "intake"),
            step(3, 2, None),
            step(4, 5, "review"),
            step(5, 25, None),
        ]
    )

    assert waits(found) == {
        ("review", NOWHERE): (1, 1, 20.0, 20.0),
        ("intake", "review"): (1, 1, 4.0, 4.0),
        (NOWHERE, "intake"): (1, 1, 1.0, 1.0),
    }


def test_a_start_of_work_ends_the_wait_before_it() -> None:
    found = flows(
        [
            step(1, 0, "intake"),
            step(2, 7, "review", lifecycle="start"),
            step(3, 8, "review", lifecycle="complete"),
        ]
    )

    assert waits(found) == {("intake", "review"): (1, 1, 7.0, 7.0), ("review", "review"): (1, 1, 1.0, 1.0)}


def test_nobody_waits_between_an_ending_and_a_reopening() -> None:
    found = flows(
        [
            step(1, 0, None, kind="journey.started/1", direction=Direction.FROM, by=By.STAKEHOLDER),
            step(2, 2, "intake"),
            step(3, 3, "intake", kind="journey.ended/1"),
            step(4, 90, None, kind="journey.reopened/1", direction=Direction.FROM, by=By.STAKEHOLDER),
            step(5, 94, "review"),
        ],
        now=BEGIN + 100 * DAY,
    )

    assert waits(found) == {
        (THE_PERSON, "review"): (1, 1, 4.0, 4.0),
        (THE_PERSON, "intake"): (1, 1, 2.0, 2.0),
        ("intake", "intake"): (1, 1, 1.0, 1.0),
    }
    assert found.open_days == 3 + 10
    assert found.still_open_days == 6.0


def test_kinds_of_work_are_places_too() -> None:
    rows = [step(1, 0, "intake", name="register"), step(2, 3, "intake", name="decide")]

    assert waits(flows(rows, Places.WORK)) == {("register", "decide"): (1, 1, 3.0, 3.0)}


def test_a_log_that_names_no_departments_has_no_waits_between_them() -> None:
    record = record_of([step(1, 0, None, name="a"), step(2, 1, None, name="b")])

    assert flows_of(record, carried_by(record), Places.FUNCTIONS) is None


def many(chance: Random) -> list[Row]:
    rows = []
    for journey in range(80):
        day = 0.0
        for seq in range(1, chance.randint(2, 12)):
            day += chance.choice((0, 0, 0.25, 1.5, 8))
            direction = chance.choice((None, None, None, Direction.FROM, Direction.TO))
            rows.append(step(seq, day, chance.choice("ABC"), f"J{journey:02}", direction=direction))
    return rows


def counted_again(rows: list[Row]) -> dict[tuple[str, str], tuple[int, int, float, float]]:
    """The same by hand: neighbours of each journey, in order."""
    gaps: dict[tuple[str, str], list[tuple[str, float]]] = defaultdict(list)
    for one, other in pairwise(rows):
        if one.journey != other.journey:
            continue
        before, after = (
            THE_PERSON if row.direction is Direction.FROM else str(row.function) for row in (one, other)
        )
        gap = (other.at - one.at) / DAY
        if gap or before != after:
            gaps[before, after].append((one.journey, gap))
    return {
        pair: (len(found), len({j for j, _ in found}), median(g for _, g in found), sum(g for _, g in found))
        for pair, found in gaps.items()
    }


@pytest.mark.parametrize("seed", range(4))
def test_the_engine_and_plain_python_agree(seed: int) -> None:
    rows = many(Random(seed))  # noqa: S311 - test data

    found = waits(flows(rows))

    expected = counted_again(rows)
    assert found.keys() == expected.keys()
    for pair, values in expected.items():
        assert found[pair] == pytest.approx(values, rel=1e-9), pair


def test_the_waits_and_the_rest_are_all_open_time() -> None:
    found = flows(many(Random(9)))  # noqa: S311 - test data

    parts = sum(wait.days for wait in found.waits) + found.rest_days + found.still_open_days
    assert parts == pytest.approx(found.open_days, rel=1e-9)


def test_a_wait_knows_whether_it_stayed_where_it_was() -> None:
    def wait(before: str, after: str) -> Wait:
        return Wait(before=before, after=after, times=1, journeys=1, median_days=1, days=1)

    assert wait("a", "a").is_inside
    assert not wait("a", "b").is_inside
