"""Trouble in files is met, counted and shown, or refused in a sentence; nothing half-read is used."""

import gzip
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from throughline.intake import files
from throughline.intake.mapping import Mapping
from throughline.intake.problems import Effect, rows_left_out, troubles
from throughline.intake.read import Log, read_log
from throughline.refused import Refused

HEADER = "case_id,activity,timestamp,resource\n"
ROW = "1,check,2026-03-02T09:00:00Z,Ben\n"


def write(tmp_path: Path, text: str, name: str = "log.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(gzip.compress(text.encode()) if name.endswith(".gz") else text.encode())
    return path


def days(log: Log) -> list[str]:
    return [f"{row['at']:%m-%d}" for row in log.record.order_by("journey", "seq").to_pyarrow().to_pylist()]


@pytest.mark.parametrize("name", ["log.csv.gz", "log.xes.gz", "log.parquet.gz"])
def test_a_packed_file_that_was_cut_off_is_refused_and_nothing_of_it_used(tmp_path: Path, name: str) -> None:
    whole = gzip.compress((HEADER + ROW * 5_000).encode(), compresslevel=1)
    path = tmp_path / name
    path.write_bytes(whole[: len(whole) // 2])

    with pytest.raises(Refused, match=r"not a whole gzip file.*Nothing of it was used"):
        read_log(path)


def test_a_packed_file_that_was_changed_on_the_way_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, HEADER + ROW * 100, "log.csv.gz")
    letters = bytearray(path.read_bytes())
    letters[-6] ^= 1  # its sum
    path.write_bytes(letters)

    with pytest.raises(Refused, match="not a whole gzip file"):
        read_log(path)


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "UNSUSPICIOUS", 1 << 16)
    bomb = write(tmp_path, HEADER + ROW * 500_000, "log.csv.gz")

    with pytest.raises(Refused, match=r"unpacks to more than .* bytes.*THROUGHLINE_UNPACKED_RATIO"):
        read_log(bomb)


def test_no_file_may_unpack_beyond_a_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "LARGEST", 1_000)
    large = write(tmp_path, HEADER + ROW * 1_000, "log.csv.gz")

    with pytest.raises(Refused, match="unpacks to more than 1,000 bytes"):
        read_log(large)


def test_what_is_spilled_and_unpacked_is_cleared_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "temporary"
    home.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(home))
    path = write(tmp_path, HEADER + ROW, "log.csv.gz")

    log = read_log(path)
    assert list(home.iterdir())
    del log

    assert not list(home.iterdir())


def test_a_refused_log_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "temporary"
    home.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(home))

    with pytest.raises(Refused):
        read_log(write(tmp_path, HEADER, "log.csv.gz"))

    assert not list(home.iterdir())


def test_what_is_odd_only_late_in_a_large_file_is_met(tmp_path: Path) -> None:
    late = (
        '1,"check, and ""check""\nagain",2026-03-02T09:00:00Z,Ben\n'
        "1,check,yesterday,Ben\n"
        "1,check\n"
        ",check,2026-03-02T09:00:00Z,Ben\n"
        "1,check,2026-03-02T09:00:00Z,EMPTY\n"
    )
    many = "".join(f"{i},check,2026-03-02T09:00:00Z,Ben\n" for i in range(60_000))

    log = read_log(write(tmp_path, HEADER + many + late))

    assert log.rows_read == 60_005
    assert log.rows_used == 60_002
    assert rows_left_out(log.problems) == 3
    assert log.record.filter(log.record.name.contains("again")).count().execute() == 1
    assert log.record.person.isnull().sum().execute() == 1


def test_a_local_time_that_stands_only_late_is_refused(tmp_path: Path) -> None:
    many = "".join(f"{i},check,2026-03-02T09:00:00Z,Ben\n" for i in range(30_000))

    with pytest.raises(Refused, match=r"'2026-03-02 09:00:00' in row 30001.*--zone"):
        read_log(write(tmp_path, HEADER + many + "1,check,2026-03-02 09:00:00,Ben\n"))


def test_several_ways_to_write_a_time_are_read_and_said(tmp_path: Path) -> None:
    text = (
        HEADER
        + "1,a,2026-03-01T09:00:00Z,Ben\n" * 3
        + "1,b,13/03/2026 09:00,Ben\n"
        + "1,c,14.03.2026,Ben\n"
        + "1,d,1773910800,Ben\n"
    )

    log = read_log(write(tmp_path, text), Mapping(zone="UTC"))

    assert days(log)[3:] == ["03-13", "03-14", "03-19"]
    said = {problem.what: problem.count for problem in log.problems}
    assert said["rows write the time in another way than the rest; we read it all the same"] == 2


def test_day_and_month_are_told_apart_by_any_row(tmp_path: Path) -> None:
    """The first thousands of rows fit both; one late row shows which it is."""
    many = "".join(f"{i},check,03/04/2026 09:00,Ben\n" for i in range(6_000))

    log = read_log(write(tmp_path, HEADER + many + "x,check,03/14/2026 09:00,Ben\n"), Mapping(zone="UTC"))

    assert days(log)[0] == "03-04"


def test_days_that_fit_both_ways_among_iso_times_are_left_out_and_said(tmp_path: Path) -> None:
    text = HEADER + ROW * 3 + "1,check,03/04/2026 09:00,Ben\n"

    log = read_log(write(tmp_path, text), Mapping(zone="UTC"))

    assert (log.rows_read, log.rows_used) == (4, 3)


def test_blanks_around_words_make_no_other_words(tmp_path: Path) -> None:
    text = HEADER + " 1 , check ,2026-03-02T09:00:00Z , Ben\n1,check,2026-03-03T09:00:00Z,Ben\n"

    log = read_log(write(tmp_path, text))

    rows = log.record.order_by("journey", "seq").to_pyarrow().to_pylist()
    assert [(row["journey"], row["name"], row["person"]) for row in rows] == [("1", "check", "Ben")] * 2


def test_every_problem_that_loses_a_row_says_so(tmp_path: Path) -> None:
    log = read_log(write(tmp_path, HEADER + ROW + "1,check,yesterday,Ben\n1,check\n"))

    effects = {problem.what: problem.effect for problem in log.problems}
    assert set(effects.values()) == {Effect.LEFT_OUT}
    assert log.rows_read == log.rows_used + rows_left_out(log.problems)


def ride(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).with_name("throughline")), "ride", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


def test_strict_fails_with_the_list_of_what_was_lost(tmp_path: Path) -> None:
    path = write(tmp_path, HEADER + ROW + "1,check,yesterday,Ben\n")

    done = ride(path, "--strict")

    assert done.returncode == 1
    assert (
        "1 row has a time that cannot be read and is left out (row 2), for example 'yesterday'" in done.stderr
    )
    assert done.stdout == ""


OTHER = "2,close,2026-03-03T09:00:00Z,Chidi\n"


@pytest.mark.parametrize(
    ("trouble", "said"),
    [
        ("1,check,yesterday,Ben\n", "a time that cannot be read"),
        ("1,close,,Ben\n", "has no time"),
        (",close,2026-03-03T09:00:00Z,Ben\n", "names no journey"),
        ("1,close,14/03/2026 10:00:00,Ben\n", "the time in another way"),
        ("1,close\n", "rows? could not be read|no time"),
        ("1,close,2026-03-03T09:00:00Z,UNKNOWN\n", "'UNKNOWN' stood for a name"),
        (ROW, "same as an earlier|say the same as an earlier"),
        ("1,close,2026-03-01T09:00:00Z,Ben\n", "stands after a later event"),
        ("1,close,2026-03-02T09:00:00Z,Ben\n", "the same time as the event before"),
        ("1,clo\rse,2026-03-03T09:00:00Z,Ben\n", "carriage return stood"),
        ("1,close,9999-03-02T09:00:00Z,Ben\n", "more than a year ahead"),
    ],
)
def test_strict_covers_every_kind_of_trouble(tmp_path: Path, trouble: str, said: str) -> None:
    path = write(tmp_path, HEADER + ROW + trouble + OTHER)

    found = troubles(read_log(path, Mapping(zone="UTC"), at=datetime(2026, 4, 1, tzinfo=UTC)).problems)

    sentences = [problem.sentence for problem in found]
    assert any(re.search(said, sentence) for sentence in sentences), sentences
    assert not [sentence for sentence in sentences if re.match(r"1 [a-z]+s\b", sentence)]


def test_strict_fails_for_a_word_that_stands_for_nobody(tmp_path: Path) -> None:
    done = ride(write(tmp_path, HEADER + ROW + "2,close,2026-03-03T09:00:00Z,UNKNOWN\n"), "--strict")

    assert done.returncode == 1
    assert "'UNKNOWN' stood for a name" in done.stderr


def test_strict_passes_where_nothing_is_wrong(tmp_path: Path) -> None:
    head = "case_id,activity,timestamp,resource,lifecycle:transition\n"
    begun = "1,check,2026-03-02T09:00:00Z,Ben,start\n1,check,2026-03-02T10:00:00Z,Ben,complete\n"

    assert ride(write(tmp_path, head + begun), "--strict").returncode == 0  # how it is read is only noted


def test_a_small_csv_is_read_without_the_libraries_for_xes(tmp_path: Path) -> None:
    path = write(tmp_path, HEADER + ROW)
    script = (
        "import sys; from pathlib import Path; from throughline.intake.read import read_log; "
        "from throughline.insight.ride import ride_of; ride_of(read_log(Path(sys.argv[1])).record); "
        "print([name for name in ('polars', 'r4pm', 'pandas') if name in sys.modules])"
    )

    done = subprocess.run([sys.executable, "-c", script, path], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


def test_a_packed_parquet_file_is_read_as_if_it_were_not(tmp_path: Path) -> None:
    table = tmp_path / "log.parquet"
    duckdb.sql(
        "SELECT 'A' AS case_id, 'check' AS activity, TIMESTAMPTZ '2026-03-02 09:00:00+01' AS timestamp"
    ).write_parquet(str(table))
    packed = tmp_path / "log.parquet.gz"
    packed.write_bytes(gzip.compress(table.read_bytes()))

    assert days(read_log(packed)) == days(read_log(table)) == ["03-02"]
