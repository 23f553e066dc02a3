"""`throughline ride --strict`: a script stops at a log with troubles, and goes on with one that has none."""

from pathlib import Path

import duckdb
import pytest
import typer

from throughline.cli.ride import ride

SOUND = "case,activity,time\nA,apply,2026-03-02T09:00:00Z\nA,decide,2026-03-04T09:00:00Z\n"
TROUBLES = {
    "a row without a case": ",apply,2026-03-05T09:00:00Z\n",
    "a time that nobody can read": "B,apply,some day\n",
    "two events of one moment": "A,send,2026-03-04T09:00:00Z\n",
    "an event that stands after a later one": "A,check,2026-03-03T09:00:00Z\n",
}


def log_of(folder: Path, text: str) -> Path:
    (folder / "log.csv").write_text(text)
    return folder / "log.csv"


@pytest.mark.parametrize("trouble", TROUBLES)
def test_a_troubled_log_stops_before_anything_is_told(
    tmp_path: Path, trouble: str, capsys: pytest.CaptureFixture[str]
) -> None:
    figures = tmp_path / "ride.json"

    with pytest.raises(typer.Exit) as stopped:
        ride([log_of(tmp_path, SOUND + TROUBLES[trouble])], json=figures, strict=True)

    said = capsys.readouterr()
    assert stopped.value.exit_code == 1
    assert said.err.startswith("The log has troubles, and --strict was given:\n• 1 ")
    assert said.out == ""
    assert not figures.exists()


def records(folder: Path, *, last: str, files: int) -> Path:
    """The record's own shape. Later rows stand before earlier ones: their numbers tell the order."""
    rows = [("A", 3, last), ("A", 2, "2026-03-04T09:00:00Z"), ("A", 1, "2026-03-02T09:00:00Z")]
    for number in range(files):
        values = ", ".join(str(row) for row in rows[number::files])
        duckdb.sql(
            'SELECT journey, seq::BIGINT AS seq, "at"::TIMESTAMPTZ AS "at", \'check\' AS name '  # noqa: S608
            f'FROM (VALUES {values}) AS t(journey, seq, "at")'
        ).write_parquet(str(folder / f"{number}.parquet"))
    return folder


@pytest.mark.parametrize("files", [1, 2])
def test_events_of_one_moment_are_a_trouble_of_the_records_own_shape_too(
    tmp_path: Path, files: int, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(typer.Exit):
        ride([records(tmp_path, last="2026-03-04T09:00:00Z", files=files)], strict=True)

    said = "• 1 event has the same time as the event before it; they keep the order of their numbers (seq)"
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("files", [1, 2])
def test_rows_of_the_records_own_shape_may_stand_anywhere(
    tmp_path: Path, files: int, capsys: pytest.CaptureFixture[str]
) -> None:
    ride([records(tmp_path, last="2026-03-05T09:00:00Z", files=files)], strict=True)

    assert "3 events · 1 journey" in capsys.readouterr().out


def test_a_log_without_troubles_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ride([log_of(tmp_path, SOUND)], strict=True)

    assert "2 events · " in capsys.readouterr().out


def test_without_strict_the_same_troubles_are_only_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ride([log_of(tmp_path, SOUND + TROUBLES["a row without a case"])])

    assert "• 1 row" in capsys.readouterr().out
