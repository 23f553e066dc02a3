"""Parquet in folders called key=value is one table; the keys are columns."""

# ruff: noqa: S608 - paths from this file

from pathlib import Path

import duckdb
import pytest

from throughline.intake.draft import draft_of
from throughline.intake.mapping import Mapping, MappingRefused
from throughline.intake.problems import rows_left_out
from throughline.intake.read import Log, read_log
from throughline.refused import Refused

ROWS = """(VALUES
    ('1', 'apply', '2026-03-01T09:00:00Z', '01', 2026),
    ('1', 'check', '2026-03-02T09:00:00Z', '02', 2026),
    ('2', 'apply', '2025-12-01T09:00:00Z', '01', 2025),
    ('2', NULL, NULL, '02', 2025),
    ('2', 'decide', '2026-01-03T09:00:00Z', NULL, 2026)
) AS t(case_id, activity, timestamp, office, year)"""


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "events"
    duckdb.sql(f"COPY (FROM {ROWS}) TO '{path}' (FORMAT parquet, PARTITION_BY (year, office))")
    (path / "_SUCCESS").touch()
    (path / "year=2026" / ".part.parquet.crc").touch()
    return path


def told(log: Log) -> set[tuple[object, ...]]:
    rows = log.record.to_pyarrow().to_pylist()
    return {(row["journey"], row["name"], f"{row['at']:%m-%d}", row["unit"]) for row in rows}


def test_the_keys_are_columns_as_they_are_written(table: Path) -> None:
    log = read_log(table, Mapping(columns={"unit": "office"}))

    assert told(log) == {
        ("1", "apply", "03-01", "01"),  # a name, and not the number 1
        ("1", "check", "03-02", "02"),
        ("2", "apply", "12-01", "01"),
        ("2", "decide", "01-03", None),
    }
    assert (log.rows_read, log.rows_used, rows_left_out(log.problems)) == (5, 4, 1)


def test_it_is_drafted_like_any_table(table: Path) -> None:
    draft = draft_of(table, Mapping(), at=None)

    assert {"case_id", "activity", "timestamp", "office", "year"} == {one.name for one in draft.columns}


def test_columns_that_came_later_are_empty_before(table: Path) -> None:
    more = table / "year=2027" / "office=Noord%2FOost"
    more.mkdir(parents=True)
    duckdb.sql(
        "SELECT 'Ben' AS resource, '3' AS case_id, 'apply' AS activity, '2027-01-01T09:00:00Z' AS timestamp"
    ).write_parquet(str(more / "late.parquet"))

    log = read_log(table, Mapping(columns={"unit": "office"}))

    people = {row["journey"]: row["person"] for row in log.record.to_pyarrow().to_pylist()}
    assert people == {"1": None, "2": None, "3": "Ben"}
    assert ("3", "apply", "01-01", "Noord/Oost") in told(log)


def test_the_records_own_shape_may_be_partitioned_too(tmp_path: Path) -> None:
    rows = (
        "('a', 2::BIGINT, TIMESTAMPTZ '2026-03-02 09:00:00Z', 'check', '7'), "
        "('a', 1::BIGINT, TIMESTAMPTZ '2026-03-01 09:00:00Z', 'apply', '8')"
    )
    duckdb.sql(
        f"COPY (SELECT *, 'activity' AS kind FROM (VALUES {rows}) AS t(journey, seq, \"at\", name, unit)) "
        f"TO '{tmp_path / 'record'}' (FORMAT parquet, PARTITION_BY (unit))"
    )

    log = read_log(tmp_path / "record")

    found = log.record.order_by("seq").select("seq", "name", "unit").to_pyarrow().to_pylist()
    assert [tuple(row.values()) for row in found] == [(1, "apply", "8"), (2, "check", "7")]


def test_a_broken_file_in_it_is_refused(table: Path) -> None:
    broken = table / "year=2026" / "office=02" / "broken.parquet"
    broken.write_bytes(b"PAR1")

    with pytest.raises(Refused, match=r"broken\.parquet"):
        read_log(table)


def test_its_files_are_no_offices(table: Path) -> None:
    with pytest.raises(MappingRefused, match=r"events is one table.*--unit NAME"):
        read_log(table, unit_from_file=True)


def test_names_that_mean_several_files_are_refused(table: Path) -> None:
    (table / "year=2026").rename(table / "year=202*")

    with pytest.raises(Refused, match="Rename it"):
        read_log(table)


def test_a_folder_with_folders_of_other_names_is_none(tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    duckdb.sql(f"FROM {ROWS}").write_parquet(str(tmp_path / "old" / "log.parquet"))

    with pytest.raises(Refused, match=r"holds no logs.*There are some in folders in it"):
        read_log(tmp_path)


def test_offices_that_are_numbers_stay_names(tmp_path: Path) -> None:
    duckdb.sql(
        f"COPY (SELECT * FROM {ROWS} WHERE office IS NOT NULL) TO '{tmp_path / 'events'}' "
        "(FORMAT parquet, PARTITION_BY (office))"
    )

    log = read_log(tmp_path / "events", Mapping(columns={"unit": "office"}))

    assert {office for *_, office in told(log)} == {"01", "02"}
