"""`throughline ride --strict`: a script stops at a log with troubles, and goes on with one that has none."""

from pathlib import Path

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


def test_a_log_without_troubles_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ride([log_of(tmp_path, SOUND)], strict=True)

    assert "2 events · " in capsys.readouterr().out


def test_without_strict_the_same_troubles_are_only_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ride([log_of(tmp_path, SOUND + TROUBLES["a row without a case"])])

    assert "• 1 row" in capsys.readouterr().out
