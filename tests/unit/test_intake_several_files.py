"""A log in several files: what belongs together comes together, and no row is lost on the way."""

from pathlib import Path

import pytest

from throughline.intake.mapping import Mapping
from throughline.intake.problems import Effect, rows_left_out
from throughline.intake.read import Log, read_log
from throughline.intake.times import TimesRefused
from throughline.refused import Refused

HEADER = "case_id,activity,timestamp,resource\n"


def write(folder: Path, name: str, *rows: str) -> Path:
    path = folder / name
    path.write_text(HEADER + "".join(f"{row}\n" for row in rows))
    return path


def rows(log: Log, *columns: str) -> list[tuple[object, ...]]:
    found = log.record.order_by("journey", "at", "seq").to_pyarrow().to_pylist()
    return [tuple(row[column] for column in columns) for row in found]


@pytest.fixture
def north(tmp_path: Path) -> Path:
    return write(
        tmp_path, "north.csv", "1,check,2026-03-02T09:00:00Z,Ben", "2,check,2026-03-02T09:00:00Z,Ben"
    )


@pytest.fixture
def south(tmp_path: Path) -> Path:
    return write(
        tmp_path, "south.csv", "3,check,2026-03-02T09:00:00Z,Esi", "2,decide,2026-03-03T09:00:00Z,Esi"
    )


def test_a_journey_that_stands_in_two_files_is_one(north: Path, south: Path) -> None:
    log = read_log([north, south])

    assert rows(log, "journey", "name") == [("1", "check"), ("2", "check"), ("2", "decide"), ("3", "check")]
    assert (log.rows_read, log.rows_used) == (4, 4)


def test_a_folder_stands_for_the_logs_in_it(north: Path, south: Path) -> None:
    (north.parent / "read me.md").write_text("not a log")

    assert rows(read_log(north.parent), "name") == rows(read_log([north, south]), "name")


def test_each_file_may_be_an_office_of_its_own(north: Path, south: Path) -> None:
    log = read_log([north, south], unit_from_file=True)

    assert {unit for (unit,) in rows(log, "unit")} == {"north", "south"}


def test_cases_of_two_offices_that_have_the_same_number_stay_apart(north: Path, south: Path) -> None:
    log = read_log([north, south], unit_from_file=True)

    assert rows(log, "journey", "unit") == [
        ("1", "north"),
        ("2 (north)", "north"),
        ("2 (south)", "south"),
        ("3", "south"),
    ]
    assert "1 case stands in more than one office" in " ".join(log.sentences)


def test_the_same_file_twice_is_refused(north: Path) -> None:
    with pytest.raises(Refused, match=r"north\.csv was named twice"):
        read_log([north, north])


def test_a_folder_without_logs_is_refused_with_what_we_read(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"holds no logs.*\.csv"):
        read_log(tmp_path)


def test_what_is_found_in_several_files_is_said_once(tmp_path: Path) -> None:
    files = [
        write(tmp_path, f"{name}.csv", f"{name},check,2026-03-02T09:00:00Z,Ben", f"{name},check,,Ben")
        for name in ("a", "b")
    ]

    (problem,) = read_log(files).problems

    assert problem.count == 2
    assert rows_left_out([problem]) == 2


def test_columns_that_change_their_meaning_between_files_are_said(tmp_path: Path) -> None:
    one = write(tmp_path, "one.csv", "1,check,2026-03-02T09:00:00Z,Ben")
    other = tmp_path / "other.csv"
    other.write_text(
        "case_id,activity,timestamp,handler,department\n2,check,2026-03-02T09:00:00Z,Ben,Intake\n"
    )

    log = read_log([one, other])

    assert any("person: resource in one.csv, handler in other.csv" in sentence for sentence in log.sentences)
    assert any("function: nothing in one.csv, department in other.csv" in s for s in log.sentences)


def test_people_and_departments_that_swap_columns_are_said(tmp_path: Path) -> None:
    one = tmp_path / "one.csv"
    other = tmp_path / "other.csv"
    people, places = ("Ben", "Chidi", "Esi"), ("Mill", "Harbour", "Pier")
    one.write_text("case_id,activity,timestamp,resource,department\n" + "".join(
        f"1,check,2026-03-0{i + 1}T09:00:00Z,{people[i]},{places[i]}\n" for i in range(3)))  # fmt: skip
    other.write_text("case_id,activity,timestamp,resource,department\n" + "".join(
        f"2,check,2026-03-0{i + 1}T09:00:00Z,{places[i]},{people[i]}\n" for i in range(3)))  # fmt: skip

    log = read_log([one, other], Mapping())

    assert any("look whether two columns changed places" in sentence for sentence in log.sentences)


def test_what_lies_beside_logs_is_passed_over_and_said(north: Path, south: Path) -> None:
    folder = north.parent
    for name in ("README.txt", ".DS_Store", "Thumbs.db", ".~lock.north.csv#", "~$north.csv", "notes.md"):
        (folder / name).write_bytes(b"\0not a log")
    (folder / "old").mkdir()

    log = read_log(folder)

    (said,) = (problem for problem in log.problems if "passed over" in problem.what)
    assert (said.count, said.effect) == (7, Effect.NOTED)
    assert said.examples == (".DS_Store", ".~lock.north.csv#", "README.txt", "Thumbs.db", "notes.md")
    assert rows(log, "name") == rows(read_log([north, south]), "name")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("sorted.csv", b"", r"sorted\.csv is empty"),
        ("sorted.csv", b"PK\x03\x04 and so on", r"sorted\.csv is packed"),
        ("sorted.xes", b"<log><trace>", r"sorted\.xes"),
        ("sorted.parquet", b"PAR1", r"sorted\.parquet is not a Parquet file"),
        ("sorted.json", b"{", r"sorted\.json is JSON"),
        ("sorted.csv.gz", b"\x1f\x8bnot", r"sorted\.csv\.gz is not a whole gzip file"),
        ("sorted.csv", HEADER.encode() + b",check,2026-03-02T09:00:00Z,Ben\n", r"nothing to read in sorted"),
    ],
)
def test_the_one_file_that_is_broken_is_named_with_what_to_do(
    north: Path, name: str, content: bytes, said: str
) -> None:
    (north.parent / name).write_bytes(content)

    with pytest.raises(
        Refused, match=rf"{said}.*Nothing of the 2 files was used\. Mend sorted.*move it away"
    ):
        read_log(north.parent)
    with pytest.raises(Refused) as alone:
        read_log(north.parent / name)
    assert "move it away" not in str(alone.value)


def test_a_choice_that_is_asked_for_is_no_broken_file(north: Path, south: Path) -> None:
    write(south.parent, "local.csv", "3,check,2026-03-02 09:00,Esi")

    with pytest.raises(TimesRefused) as asked:
        read_log(north.parent)
    assert "local.csv" in str(asked.value)
    assert "move it away" not in str(asked.value)
