"""What stands above the column names, what is no table, and what stands late in a file: said, never lost."""

# ruff: noqa: S608 - SQL that the tests make themselves

import gzip
import zipfile
from pathlib import Path

import duckdb
import pytest

from throughline.intake.mapping import Mapping
from throughline.intake.problems import rows_left_out, troubles
from throughline.intake.read import Log, read_log
from throughline.refused import Refused

HEADER = "case_id,activity,timestamp,resource\n"
ROWS = "1,check,2026-03-02T09:00:00Z,Ben\n1,decide,2026-03-03T09:00:00Z,Amy\n"


def written(tmp_path: Path, text: str | bytes, name: str = "log.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def read(path: Path, mapping: Mapping | None = None) -> Log:
    log = read_log(path, mapping)
    assert log.rows_read == log.rows_used + rows_left_out(log.problems)
    return log


@pytest.mark.parametrize(
    ("above", "lines"),
    [
        ("# exported 2026-03-01 by Ben\n", 1),
        ("Report: cases of March\n\n", 1),
        ("Report,,,\n", 1),
        ("Report: x\nBy: Ben, on Monday\n\n", 2),
        ('"A title, with a comma"\n', 1),
        ("\n\n", 0),
    ],
)
def test_what_stands_above_the_names_is_passed_over_and_said(tmp_path: Path, above: str, lines: int) -> None:
    log = read(written(tmp_path, above + HEADER + ROWS))

    assert (log.rows_used, log.columns["person"]) == (2, "resource")
    said = {problem.what: problem.count for problem in log.problems}
    assert sum(count for what, count in said.items() if "above the column names" in what) == lines
    assert troubles(log.problems) == []


def test_a_title_may_hide_another_delimiter(tmp_path: Path) -> None:
    log = read(written(tmp_path, "Cases, Steps\n" + (HEADER + ROWS).replace(",", ";")))

    assert log.rows_used == 2


@pytest.mark.parametrize(
    "header",
    [
        '"case\nid",activity,timestamp,resource\n',
        '\ufeff"case_id", "activity" ,"timestamp",resource\n',
        "#case_id,activity,timestamp,resource\n",
    ],
)
def test_names_in_quotation_marks_are_names(tmp_path: Path, header: str) -> None:
    log = read(written(tmp_path, header + ROWS))

    assert log.rows_used == 2
    assert log.columns["name"] == "activity"
    assert log.problems == []


def test_a_table_without_names_is_refused_with_that_reason(tmp_path: Path) -> None:
    with pytest.raises(
        Refused, match=r"first line of .*log\.csv is a row and not the names.*1, check, 2026-03-02"
    ):
        read(written(tmp_path, ROWS))


def test_days_as_names_of_columns_are_names_beside_a_known_one(tmp_path: Path) -> None:
    """A wide table may have a column for each day: then the columns are asked for, not called a row."""
    with pytest.raises(Refused, match="cannot tell which column"):
        read(written(tmp_path, "case_id,2026-03-02,2026-03-03\n1,2,3\n2,2,3\n"))


@pytest.mark.parametrize("text", ["", "\n\n\n", ",,,\n,,,\n"])
def test_an_empty_table_is_called_so(tmp_path: Path, text: str) -> None:
    with pytest.raises(Refused, match=r"is empty\. We need a header line"):
        read(written(tmp_path, text))


def test_a_quotation_mark_that_stays_open_takes_no_row_in_silence(tmp_path: Path) -> None:
    """Everything after it is one field to the reader: thousands of rows, which have to be counted."""
    many = "".join(f"{i},check,2026-03-02T09:00:00Z,Ben\n" for i in range(6_000))

    log = read_log(written(tmp_path, HEADER + many + '7,"open,2026-03-02T09:00:00Z,Ben\n' + many))

    assert (log.rows_read, log.rows_used) == (12_001, 6_000)
    (lost,) = [problem for problem in log.problems if "does not close" in problem.what]
    assert lost.sentence.startswith(
        "6,001 rows could not be read: a quotation mark that does not close (line 6002)"
    )


def test_bytes_that_are_no_letters_are_met_late(tmp_path: Path) -> None:
    many = "".join(f"{i},check,2026-03-02T09:00:00Z,Ben\n" for i in range(6_000)).encode()

    log = read(written(tmp_path, HEADER.encode() + many + b"7,a\0b,2026-03-02T09:00:00Z,Ben\n"))

    assert log.rows_used == 6_001
    assert any("NUL byte" in problem.what and problem.count == 1 for problem in log.problems)


def packed(tmp_path: Path, name: str, *names: str) -> Path:
    with zipfile.ZipFile(tmp_path / name, "w") as archive:
        for one in names:
            archive.writestr(one, HEADER + ROWS)
    return tmp_path / name


def test_workbooks_and_archives_are_refused_by_what_they_are(tmp_path: Path) -> None:
    sheet = ("[Content_Types].xml", "xl/workbook.xml")
    for path, sentence in (
        (packed(tmp_path, "log.xlsx", *sheet), r"log\.xlsx is an Excel workbook.*save the sheet as CSV"),
        (packed(tmp_path, "book.csv", *sheet), r"book\.csv is an Excel workbook.*save the sheet as CSV"),
        (packed(tmp_path, "log.zip", "log.csv"), r"log\.zip is a zip archive\. Unpack it and name the files"),
        (packed(tmp_path, "zip.csv", "log.csv"), r"zip\.csv is packed, and its name does not say so"),
        (written(tmp_path, b"\xd0\xcf\x11\xe0" + bytes(99), "old.csv"), r"old\.csv is an old Excel"),
        (
            written(tmp_path, "<html>sign in, please, now</html>", "page.csv"),
            r"page\.csv is XML or a web page",
        ),
        (written(tmp_path, HEADER + ROWS, "log.csv.gz"), r"it is not packed\. Take \.gz off"),
        (written(tmp_path, "", "log.jsonocel"), r"log\.jsonocel is empty"),
    ):
        with pytest.raises(Refused, match=sentence):
            read(path)


def test_a_packed_file_may_have_several_parts(tmp_path: Path) -> None:
    parts = gzip.compress((HEADER + ROWS).encode()) + gzip.compress(b"2,check,2026-03-02T09:00:00Z,Ben\n")

    assert read(written(tmp_path, parts, "log.csv.gz")).rows_used == 3


def test_hidden_files_in_a_folder_are_none_of_its_logs(tmp_path: Path) -> None:
    written(tmp_path, HEADER + ROWS)
    written(tmp_path, "x", ".hidden.csv")
    written(tmp_path, "x", "~$log.csv")

    assert read(tmp_path).rows_used == 2


def test_a_folder_of_folders_says_how_to_name_the_files(tmp_path: Path) -> None:
    (tmp_path / "office=north").mkdir()
    written(tmp_path / "office=north", HEADER + ROWS)

    with pytest.raises(Refused, match=r"holds no logs.*name those, as in .*/\*/\*\.csv"):
        read(tmp_path)


@pytest.mark.parametrize("kind", ["TIMESTAMP_NS", "TIMESTAMP_MS", "TIMESTAMP_S", "TIMESTAMP", "DATE"])
def test_parquet_times_of_any_fineness_are_read(tmp_path: Path, kind: str) -> None:
    duckdb.sql(
        f"COPY (SELECT i // 2 AS case_id, 'check' AS activity, (TIMESTAMP '2026-03-02' + to_days(i))::{kind} "
        f"AS timestamp FROM range(4) r(i)) TO '{tmp_path / 'log.parquet'}'"
    )

    log = read(tmp_path / "log.parquet", Mapping(zone="Europe/Amsterdam"))

    assert f"{log.record.to_pyarrow().to_pylist()[0]['at']:%Y-%m-%d %H:%M}" == "2026-03-01 23:00"


EVENT = (
    '<event><string key="concept:name" value="check"/>'
    '<date key="time:timestamp" value="2026-03-02T09:00:00Z"/></event>'
)
TRACE = f'<trace><string key="concept:name" value="1"/>{EVENT}</trace>'


def test_xes_events_outside_of_traces_are_left_out_and_said(tmp_path: Path) -> None:
    log = read(written(tmp_path, f"<log>\n{EVENT}\n{TRACE}</log>", "log.xes"))

    assert (log.rows_read, log.rows_used) == (2, 1)
    assert [problem.sentence for problem in log.problems] == [
        "1 event stands in no trace and is left out (line 2)"
    ]


def test_xes_in_an_encoding_that_nobody_knows_is_refused(tmp_path: Path) -> None:
    text = f'<?xml version="1.0" encoding="FOO-1"?><log>{TRACE}</log>'

    with pytest.raises(
        Refused, match=r"log\.xes says that it is in an encoding that we do not know.*as UTF-8"
    ):
        read(written(tmp_path, text, "log.xes"))
