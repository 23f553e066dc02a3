"""The record written to files and read again: nothing changes on the way."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyarrow.parquet as pq

from throughline.eventlog.parquet import write_parquet
from throughline.eventlog.shape import ACTIVITY, COLUMNS, By, Channel, Direction, Lifecycle, Row
from throughline.eventlog.xes import write_xes
from throughline.insight.ride import ride_of
from throughline.intake.read import read_log

FULL = Row(
    journey='Amara & "Co" <1>',
    seq=1,
    at=datetime(2026, 3, 2, 9, 0, 0, 123456, tzinfo=UTC),
    kind="promise.made/1",
    name="tell us",
    direction=Direction.TO,
    by=By.STAFF,
    person="Ben",
    function="intake",
    unit="north",
    service="food-business-licence",
    version="1",
    stage="apply",
    channel=Channel.PHONE,
    key="P1",
    due=datetime(2026, 3, 9, 17, 0, tzinfo=UTC),
    value=4.5,
    lifecycle=Lifecycle.COMPLETE,
)
SPARE = Row(journey="Dana", seq=1, at=FULL.at + timedelta(days=1), kind=ACTIVITY)


def test_parquet_gives_back_every_value_of_every_column(tmp_path: Path) -> None:
    written = write_parquet([FULL, SPARE], tmp_path / "record.parquet")

    table = pq.read_table(tmp_path / "record.parquet")
    assert written == 2
    assert tuple(table.column_names) == COLUMNS
    assert [Row(**row) for row in table.to_pylist()] == [FULL, SPARE]


def test_an_empty_record_is_an_empty_parquet_file(tmp_path: Path) -> None:
    assert write_parquet([], tmp_path / "record.parquet") == 0
    assert pq.read_table(tmp_path / "record.parquet").num_rows == 0


def two_journeys() -> list[Row]:
    work = [("check", "Ben"), ("ask", "Ben"), ("check", "Chidi"), ("decide", "Femi")]
    return [
        replace(
            SPARE,
            journey=journey,
            seq=i + 1,
            at=FULL.at + timedelta(days=i),
            name=name,
            person=person,
            function=f"of {person}",
        )
        for journey in ("J1 & <co>", "J2")
        for i, (name, person) in enumerate(work)
    ]


def test_the_ride_of_an_exported_record_is_the_same_from_parquet_and_from_xes(tmp_path: Path) -> None:
    write_parquet(two_journeys(), tmp_path / "record.parquet")
    written = write_xes(two_journeys(), tmp_path / "record.xes")

    from_parquet = ride_of(read_log(tmp_path / "record.parquet").record)
    from_xes = ride_of(read_log(tmp_path / "record.xes").record)

    assert written == 8
    assert from_parquet.measures == from_xes.measures
    assert sorted(from_xes.journeys["journey"].to_pylist()) == ["J1 & <co>", "J2"]
