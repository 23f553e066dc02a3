"""The same expressions on two engines: a file on DuckDB and the live record on PostgreSQL tell the same."""

from collections.abc import Iterator
from dataclasses import astuple
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import ibis
import psycopg
import pytest

from throughline.eventlog.parquet import write_parquet
from throughline.eventlog.shape import COLUMNS, By, Channel, Direction, Lifecycle, Row
from throughline.insight.flows import Places, flows_of
from throughline.insight.measures.carried import carried_by
from throughline.insight.ride import Measured, ride_of
from throughline.intake.read import read_log

BEGIN = datetime(2026, 3, 27, 9, tzinfo=UTC)
"""Just before the clocks change: a session in another zone would be an hour off."""
NOW = BEGIN + timedelta(days=90)
TYPES = {"seq": "bigint", "at": "timestamptz", "due": "timestamptz", "value": "double precision"}
KINDS = (
    "fact.asked/1",
    "fact.given/1",
    "promise.made/1",
    "promise.kept/1",
    "promise.renegotiated/1",
    "promise.paused/1",
    "promise.resumed/1",
    "promise.broken/1",
    *("step.done/1",) * 6,
    "message.sent/1",
    "message.received/1",
    "outcome.observed/1",
)


def journey(number: int, chance: Random) -> Iterator[Row]:
    """A made-up journey with everything that measures look at, also in odd orders."""
    at = BEGIN + timedelta(hours=chance.randint(0, 400))
    yield Row(
        journey=f"J{number}",
        seq=1,
        at=at,
        kind="journey.started/1",
        direction=Direction.FROM,
        by=By.STAKEHOLDER,
    )
    for seq in range(2, chance.randint(3, 25)):
        at += timedelta(microseconds=chance.choice((0, 1, 5_000_000, 86_400_000_000, 700_000_000_001)))
        yield event(number, seq, at, chance)
    if chance.random() < 0.6:
        yield turn(number, 99, at, "journey.ended/1")
    if chance.random() < 0.4:
        yield from opened_again(number, at, chance)


def opened_again(number: int, at: datetime, chance: Random) -> Iterator[Row]:
    """Days later, also where it had never ended; a letter comes before, and it may end again."""
    yield Row(
        journey=f"J{number}",
        seq=100,
        at=at + timedelta(days=2),
        kind="check-in.sent/1",
        direction=Direction.TO,
    )
    yield turn(number, 101, at + timedelta(days=chance.choice((3, 9))), "journey.reopened/1")
    at += timedelta(days=chance.choice((9, 20)))
    yield event(number, 102, at, chance)
    if chance.random() < 0.5:
        yield turn(number, 103, at + timedelta(days=chance.choice((0, 7))), "journey.ended/1")


def turn(number: int, seq: int, at: datetime, kind: str) -> Row:
    """An ending or a reopening."""
    return Row(
        journey=f"J{number}",
        seq=seq,
        at=at,
        kind=kind,
        direction=Direction.TO,
        by=By.STAFF,
        person="Ben",
        key="granted" if number % 3 else "refused",
        value=float(number % 3 > 0) if number % 2 else None,
    )


def keys(kind: str) -> tuple[str | None, ...]:
    """What an event of this kind may be about."""
    if kind == "message.received/1":
        return "chase", "complaint", "question"
    return ("a", "b") if kind.startswith(("fact", "promise", "outcome")) else (None,)


def event(number: int, seq: int, at: datetime, chance: Random) -> Row:
    kind = chance.choice(KINDS)
    theirs = kind in {"fact.given/1", "message.received/1"}
    return Row(
        journey=f"J{number}",
        seq=seq,
        at=at,
        kind=kind,
        name=chance.choice(("check", "decide", None)) if kind == "step.done/1" else None,
        direction=Direction.FROM if theirs else chance.choice((Direction.TO, Direction.INSIDE)),
        by=By.STAKEHOLDER if theirs else chance.choice((By.STAFF, By.STAFF, By.SYSTEM)),
        person=None if theirs else chance.choice(("Ben", "Chidi", "Femi", None)),
        function=None if theirs else chance.choice(("intake", "inspection", None)),
        unit="north",
        service="permit",
        stage=chance.choice((None, None, "elsewhere")),
        channel=chance.choice((Channel.WEB, Channel.PHONE, None)),
        key=chance.choice(keys(kind)),
        due=at + timedelta(days=chance.randint(0, 9))
        if kind.split(".")[1] in {"made/1", "renegotiated/1", "resumed/1"}
        else None,
        value=chance.choice((0.0, 1.0)) if kind == "outcome.observed/1" else None,
        lifecycle=chance.choice((Lifecycle.START, Lifecycle.COMPLETE)) if kind == "step.done/1" else None,
    )


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    chance = Random(20_260_327)  # noqa: S311 - made-up data
    return [row for number in range(120) for row in journey(number, chance)] + visited(chance)


def visited(chance: Random) -> list[Row]:
    """Home care: somebody comes three times a day, now one and now another."""
    return [
        Row(
            journey="visited",
            seq=seq,
            at=BEGIN + timedelta(hours=8 * seq),
            kind="message.sent/1",
            direction=Direction.TO,
            by=By.STAFF,
            person=chance.choice(("Ben", "Chidi", "Femi", "Dana", "Gus")),
        )
        for seq in range(1, 60)
    ]


@pytest.fixture
def address(embedded_postgresql: str, rows: list[Row], worker_id: str) -> Iterator[str]:
    """A schema of its own, for each process of the tests, with a table `record` in the record's shape."""
    schema = f"ride_engines_{worker_id}"
    uri = f"host={embedded_postgresql} user=postgres dbname=postgres"
    columns = ", ".join(f'"{name}" {TYPES.get(name, "text")}' for name in COLUMNS)
    with psycopg.connect(uri, autocommit=True) as connection:
        connection.execute(f"drop schema if exists {schema} cascade")  # of a run that was cut short
        connection.execute(f"create schema {schema}")
        connection.execute(f"create table {schema}.record ({columns})")
        with connection.cursor().copy(f"copy {schema}.record from stdin") as copy:
            for row in rows:
                copy.write_row(astuple(row))
        try:
            yield f"{uri} options='-c search_path={schema} -c timezone=Europe/Amsterdam'"
        finally:
            connection.execute(f"drop schema {schema} cascade")


@pytest.mark.parametrize("now", [NOW, None])
def test_both_engines_give_the_same_ride(
    address: str, rows: list[Row], tmp_path: Path, now: datetime | None
) -> None:
    write_parquet(rows, tmp_path / "record.parquet")

    on_duckdb = ride_of(read_log(tmp_path / "record.parquet").record, now=now)
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("set time zone 'UTC'")  # a day is a day all year
        on_postgresql = ride_of(ibis.postgres.from_connection(connection).table("record"), now=now)

    assert on_duckdb.measures.keys() == on_postgresql.measures.keys()
    for name, expected in on_duckdb.measures.items():
        found = on_postgresql.measures[name]
        assert isinstance(expected, Measured), name
        assert isinstance(found, Measured), name
        assert found.n == expected.n, name
        assert figures(found) == pytest.approx(figures(expected), rel=1e-9, abs=1e-9), name


@pytest.mark.parametrize("places", list(Places))
def test_both_engines_say_where_journeys_waited(
    address: str, rows: list[Row], tmp_path: Path, places: Places
) -> None:
    write_parquet(rows, tmp_path / "record.parquet")

    on_duckdb = waits(read_log(tmp_path / "record.parquet").record, places)
    with psycopg.connect(address, autocommit=True) as connection:
        on_postgresql = waits(ibis.postgres.from_connection(connection).table("record"), places)

    assert on_duckdb
    assert on_postgresql.keys() == on_duckdb.keys()
    for pair, expected in on_duckdb.items():
        assert on_postgresql[pair] == pytest.approx(expected, rel=1e-9, abs=1e-9), pair


def waits(record: ibis.Table, places: Places) -> dict[tuple[str, str], tuple[float, ...]]:
    """Each wait by its pair, and all open time."""
    found = flows_of(record, carried_by(record), places, now=NOW)
    if found is None:
        return {}
    whole = {("", ""): (found.open_days, found.rest_days, found.still_open_days)}
    return whole | {(w.before, w.after): (w.times, w.journeys, w.median_days, w.days) for w in found.waits}


def figures(one: Measured) -> list[float]:
    """Every number of a measure."""
    bounds = [bound for _, around in sorted(one.intervals.items()) for bound in (around.low, around.high)]
    return [one.mean, one.median, one.p90, one.pooled or 0.0, one.coverage, float(one.censored), *bounds]
