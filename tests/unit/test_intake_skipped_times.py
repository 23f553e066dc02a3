"""Local times that the clocks skipped or showed twice are counted, with Python's own zones to check by."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import duckdb
import pytest
from typer.testing import CliRunner

from throughline.cli.app import application
from throughline.intake.mapping import Mapping
from throughline.intake.problems import Effect, Problem
from throughline.intake.read import Log, read_log

ZONE = "Europe/Amsterdam"


def written(tmp_path: Path, times: list[str]) -> Path:
    path = tmp_path / "log.csv"
    lines = "".join(f"{place:06d},check,{time}\n" for place, time in enumerate(times))
    path.write_text(f"case_id,activity,timestamp\n{lines}")
    return path


def found(log: Log, words: str) -> list[Problem]:
    return [problem for problem in log.problems if words in problem.what]


def count(log: Log, words: str) -> int:
    return sum(problem.count for problem in found(log, words))


@pytest.mark.parametrize(
    ("name", "year"),
    [
        (ZONE, 2024),
        ("America/New_York", 2023),
        ("America/Sao_Paulo", 2018),  # midnight is skipped
        ("Africa/Casablanca", 2024),  # put back for a month
        ("Australia/Lord_Howe", 2024),  # by half an hour
        ("Antarctica/Troll", 2024),  # by two hours
        ("America/Caracas", 2007),  # by half an hour, once
        ("Pacific/Apia", 2011),  # a whole day is skipped
        ("Asia/Kolkata", 2024),  # never
    ],
)
def test_what_was_skipped_and_what_came_twice_is_what_the_zone_says(
    tmp_path: Path, name: str, year: int
) -> None:
    zone = ZoneInfo(name)
    begin = datetime(year, 1, 1)  # noqa: DTZ001 - local times are what this is about
    local = [begin + timedelta(minutes=15 * quarter) for quarter in range(366 * 96)]
    first = [at.replace(tzinfo=zone).astimezone(UTC) for at in local]
    second = [at.replace(tzinfo=zone, fold=1).astimezone(UTC) for at in local]
    shown = [at.astimezone(zone).replace(tzinfo=None) for at in first]
    never = sum(here != there for here, there in zip(local, shown, strict=True))
    twice = sum(one != other for one, other in zip(first, second, strict=True)) - never

    log = read_log(written(tmp_path, [str(at) for at in local]), Mapping(zone=name))

    assert (count(log, "never were"), count(log, "came twice")) == (never, twice)
    read = log.record.order_by("journey")["at"].to_pyarrow().to_pylist()
    assert read == [at.replace(tzinfo=None) for at in first]


def test_they_are_said_with_samples_and_with_what_was_done(tmp_path: Path) -> None:
    times = ["2024-03-31 02:30:00", "31.03.2024 02:45", "2024-03-31 03:30:00", "2024-10-27 02:30:00"]

    log = read_log(written(tmp_path, times), Mapping(zone=ZONE))

    (skipped,), (twice,) = found(log, "never were"), found(log, "came twice")
    assert (skipped.effect, twice.effect) == (Effect.READ_OTHERWISE, Effect.KEPT)
    assert skipped.sentence == (
        "2 local times never were: the clocks in Europe/Amsterdam were put forward over them; we read them "
        "as if they had not been (column timestamp), for example '2024-03-31 02:30:00', '31.03.2024 02:45'"
    )
    assert twice.sentence == (
        "1 local time came twice: the clocks in Europe/Amsterdam were put back; we read it as the first of "
        "the two (column timestamp), for example '2024-10-27 02:30:00'"
    )


def test_times_that_say_their_offset_are_moments_whatever_the_clocks_do(tmp_path: Path) -> None:
    times = ["2024-10-27T02:30:00+02:00", "2024-10-27T02:30:00+01:00", "2024-03-31T01:30:00Z"]

    log = read_log(written(tmp_path, times), Mapping(zone=ZONE))

    assert (count(log, "never were"), count(log, "came twice")) == (0, 0)


def test_rows_that_are_left_out_are_not_counted_again(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text(
        "case_id,activity,timestamp\n,check,2024-10-27 02:30:00\n1,check,2024-10-27 02:30:00\n"
        "1,check,2024-10-28 02:30:00\n"
    )

    log = read_log(path, Mapping(zone=ZONE))

    assert (log.rows_used, count(log, "came twice")) == (2, 1)


def test_columns_of_times_without_a_zone_are_looked_at_too(tmp_path: Path) -> None:
    path = tmp_path / "log.parquet"
    duckdb.sql(
        "SELECT * FROM (VALUES ('1', 'check', TIMESTAMP '2024-03-31 02:30:00'), "
        "('1', 'decide', TIMESTAMP '2024-10-27 02:30:00')) AS t(case_id, activity, timestamp)"
    ).write_parquet(str(path))

    log = read_log(path, Mapping(zone=ZONE))

    assert (count(log, "never were"), count(log, "came twice")) == (1, 1)


@pytest.mark.parametrize("time", ["2024-03-31 02:30:00", "2024-10-27 02:30:00"])
def test_strict_fails_on_them(tmp_path: Path, time: str) -> None:
    path = written(tmp_path, [time, "2024-06-01 10:00:00"])

    done = CliRunner().invoke(application(["ride"]), ["ride", str(path), "--zone", ZONE, "--strict"])
    plain = CliRunner().invoke(application(["ride"]), ["ride", str(path), "--zone", "UTC", "--strict"])

    assert (done.exit_code, plain.exit_code) == (1, 0)
    assert "the clocks in Europe/Amsterdam were put" in done.output
