"""The order of rows: what runs backwards, stands there twice, or belongs to one giant journey."""

from pathlib import Path

import pytest

from throughline.intake.mapping import Duplicates, Mapping
from throughline.intake.read import Log, read_log

HEADER = "case_id,activity,timestamp,resource,note"


def read(tmp_path: Path, *rows: str, mapping: Mapping | None = None) -> Log:
    path = tmp_path / "log.csv"
    path.write_text("\n".join((HEADER, *rows)) + "\n")
    return read_log(path, mapping)


def column(log: Log, name: str) -> list[object]:
    return [row[name] for row in log.record.order_by("journey", "seq").to_pyarrow().to_pylist()]


BACKWARDS = "events stand after a later event of their journey; we put them in the order of time"
TIED = "events have the same time as the event before them; they keep the order of the file"
ALIKE = "rows say the same as an earlier row in every column we read; we kept them"


def found(log: Log) -> dict[str, int]:
    return {problem.what: problem.count for problem in log.problems}


@pytest.mark.parametrize(
    "rows",
    [
        ("1,late,2026-03-04T00:00:00Z,Ben,", "1,early,2026-03-02T00:00:00Z,Ben,"),
        (  # journeys lie between one another
            "1,late,2026-03-04T00:00:00Z,Ben,",
            "2,other,2026-03-01T00:00:00Z,Ben,",
            "1,early,2026-03-02T00:00:00Z,Ben,",
        ),
    ],
)
def test_an_event_that_stands_after_a_later_one_is_put_right_and_said(
    tmp_path: Path, rows: tuple[str, ...]
) -> None:
    log = read(tmp_path, *rows)

    assert column(log, "name")[:2] == ["early", "late"]
    assert found(log) == {BACKWARDS: 1}


def test_a_file_sorted_by_time_runs_backwards_nowhere(tmp_path: Path) -> None:
    days = ("1,a,2026-03-01", "2,a,2026-03-02", "1,b,2026-03-02", "2,b,2026-03-02", "1,c,2026-03-04")

    log = read(tmp_path, *(f"{day}T00:00:00Z,Ben," for day in days))

    assert found(log) == {TIED: 1}  # b after a in the second journey; the first journey's b is alone


def test_rows_that_say_the_same_are_kept_and_counted(tmp_path: Path) -> None:
    log = read(
        tmp_path,
        "1,check,2026-03-01T00:00:00Z,Ben,x",
        "1,check,2026-03-01T00:00:00Z,Ben,y",  # differs only in a column that we do not read
        "1,check,2026-03-01T00:00:00Z,Esi,x",  # somebody else
        "2,check,2026-03-01T00:00:00Z,Ben,x",  # another journey
    )

    assert found(log) == {TIED: 2, ALIKE: 1}
    assert log.rows_used == 4


def test_rows_that_are_the_same_in_every_column_are_left_out_when_told(tmp_path: Path) -> None:
    log = read(
        tmp_path,
        "1,check,2026-03-01T00:00:00Z,Ben,x",
        "1,check,2026-03-01T00:00:00Z,Ben,x",
        "1,check,2026-03-01T00:00:00Z,Ben,y",  # not the same: another note
        mapping=Mapping(duplicates=Duplicates.LEAVE_OUT),
    )

    assert (log.rows_read, log.rows_used) == (3, 2)
    assert log.record.count().execute() == 2


def test_a_number_for_the_order_wins_over_the_file(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    same = "2026-03-01T00:00:00Z"
    path.write_text(
        f"case_id,activity,timestamp,seq\n1,third,{same},3\n1,first,{same},1\n1,second,{same},2\n"
    )

    log = read_log(path)

    assert column(log, "name") == ["first", "second", "third"]
    assert any("2 events have the same time" in said and "numbers (seq)" in said for said in log.sentences)


def test_one_journey_with_most_of_the_events_is_said(tmp_path: Path) -> None:
    giant = [
        f"unknown,check,2026-03-{1 + i % 28:02d}T{i % 24:02d}:{i % 60:02d}:00Z,Ben," for i in range(1_001)
    ]

    log = read(tmp_path, *giant, "1,check,2026-03-01T00:00:00Z,Ben,")

    assert any("belong to one journey, 'unknown'" in sentence for sentence in log.sentences)


def test_the_start_and_the_end_of_work_are_two_rows_of_one_event(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text(
        "case_id,activity,start_time,end_time,resource\n"
        "1,check,2026-03-01T09:00:00Z,2026-03-01T10:00:00Z,Ben\n"
        "1,decide,,2026-03-02T10:00:00Z,Ben\n"  # nobody knows when it began
        "1,send,2026-03-04T09:00:00Z,2026-03-03T10:00:00Z,Ben\n"  # begins after its end
    )

    log = read_log(path)

    assert list(zip(column(log, "name"), column(log, "lifecycle"), strict=True)) == [
        ("check", "start"),
        ("check", "complete"),
        ("decide", "complete"),
        ("send", "complete"),
    ]
    assert (log.rows_read, log.rows_used) == (3, 3)
    assert any("1 row begins after its end" in sentence for sentence in log.sentences)
