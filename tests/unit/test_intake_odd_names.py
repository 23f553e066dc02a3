"""Names that mean more than one thing: files whose names are patterns, columns that are told twice."""

import gzip
from pathlib import Path

import pytest

from throughline.intake.mapping import Mapping, PromiseTold
from throughline.intake.problems import troubles
from throughline.intake.read import read_log
from throughline.refused import Refused

HEADER = "case_id,activity,timestamp,resource\n"
ROW = "1,check,2026-03-02T09:00:00Z,Ben\n"


def write(folder: Path, name: str, person: str = "Ben") -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / name
    text = (HEADER + ROW.replace("Ben", person)).encode()
    path.write_bytes(gzip.compress(text) if name.endswith(".gz") else text)
    return path


@pytest.mark.parametrize("name", ["export[1].csv", "export*.csv", "export?.csv"])
def test_a_file_is_itself_and_no_other_that_its_name_would_fit(tmp_path: Path, name: str) -> None:
    write(tmp_path, "export1.csv", "Amy")

    log = read_log(write(tmp_path, name), Mapping(unit_from_file=True))

    (event,) = log.record.to_pyarrow().to_pylist()
    assert (event["person"], event["unit"]) == ("Ben", name.removesuffix(".csv"))


def test_packed_files_of_one_name_in_two_folders_are_two(tmp_path: Path) -> None:
    files = [write(tmp_path / "north", "log.csv.gz"), write(tmp_path / "south", "log.csv.gz", "Amy")]

    log = read_log(files)

    assert sorted(event["person"] for event in log.record.to_pyarrow().to_pylist()) == ["Amy", "Ben"]


@pytest.mark.parametrize("ours", ["name", "at"])
def test_one_column_cannot_be_the_case_and_something_else(tmp_path: Path, ours: str) -> None:
    mapping = Mapping(columns={"journey": "case_id", ours: "case_id"})

    with pytest.raises(Refused, match=f"'case_id' was given for `journey` and for `{ours}`.*another column"):
        read_log(write(tmp_path, "log.csv"), mapping)


def test_a_promise_whose_column_holds_no_date_is_said(tmp_path: Path) -> None:
    mapping = Mapping(promises={"letter": PromiseTold(due="resource", kept="check")})

    log = read_log(write(tmp_path, "log.csv"), mapping)

    (problem,) = troubles(log.problems)
    assert problem.sentence.startswith("1 promise has no date that we can read for any journey: 'letter'")
    assert problem.where == "column resource"
