"""`throughline map` as somebody types it: a draft, a summary, and a sentence when something is wrong."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from tests.unit.test_intake_ocel import TOLD, second_json

PERMITS = Path(__file__).resolve().parents[2] / "examples" / "logs" / "garden-permits.csv"


def throughline(folder: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).with_name("throughline")), *map(str, arguments)]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=120)


def test_the_way_from_a_log_to_a_report_with_a_mapping(tmp_path: Path) -> None:
    """Map, look it over, ride: silence and repeated questions can be told then."""
    drafted = throughline(tmp_path, "map", PERMITS)

    assert drafted.returncode == 0, drafted.stderr
    assert "The draft is in garden-permits.yaml" in drafted.stdout
    assert "asks: whether somebody was asked again for what they had given (1 suggested)" in drafted.stdout
    draft = tmp_path / "garden-permits.yaml"
    text = draft.read_text()
    for marked in ("to:", "  - Letter sent", "asks:", "  Ask for missing", "supplies:", "  Drawing received"):
        assert f"\n#{marked}" in text
        text = text.replace(f"\n#{marked}", f"\n{marked}")
    draft.write_text(text)

    ridden = throughline(tmp_path, "ride", PERMITS, "--mapping", draft, "--json", "-")

    measures = json.loads(ridden.stdout)["measures"]
    assert "mean" in measures["longest_silence_days"]
    assert "mean" in measures["repeated_asks"]


def test_accepted_suggestions_are_in_force(tmp_path: Path) -> None:
    done = throughline(tmp_path, "map", PERMITS, "--accept-suggestions", "--out", "mine.yaml")

    assert "in force" in done.stdout
    assert "\nendings:\n  Permit granted: granted" in (tmp_path / "mine.yaml").read_text()


def test_a_draft_can_go_to_the_terminal_alone(tmp_path: Path) -> None:
    done = throughline(tmp_path, "map", PERMITS, "--out", "-", "--zone", "Europe/London")

    assert done.stdout.startswith("# What the columns and activities of garden-permits.csv mean.")
    assert "\nzone: Europe/London\n" in done.stdout
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_there_is_only_written_over_when_asked(tmp_path: Path) -> None:
    kept = tmp_path / "garden-permits.yaml"
    kept.write_text("to: [mine]\n")

    refused = throughline(tmp_path, "map", PERMITS)
    untouched = kept.read_text()
    forced = throughline(tmp_path, "map", PERMITS, "--force")

    assert (refused.returncode, forced.returncode) == (2, 0)
    assert "is there already. Add --force" in refused.stderr
    assert untouched == "to: [mine]\n"
    assert kept.read_text().startswith("# What the columns")


def test_machines_are_offered_as_people(tmp_path: Path) -> None:
    rows = [f"{one},turn,2026-03-0{one}T09:00:00Z,Machine {one}" for one in range(1, 5)]
    (tmp_path / "log.csv").write_text("\n".join(["case_id,activity,timestamp,Machine ID", *rows]))

    said = " ".join(throughline(tmp_path, "map", "log.csv").stdout.split())

    assert "Machine ID holds machines, such as Machine 1, and was not taken for people. If they" in said
    assert "write `person: Machine ID` under `columns`, or ride with --person 'Machine ID'." in said


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["nowhere.csv"], "There is no file nowhere.csv"),
        ([PERMITS, "--zone", "Mars"], "no time zone called 'Mars'"),
        ([PERMITS, "--case", "Nummer"], "has no column 'Nummer'"),
        ([PERMITS, "--mapping", "nowhere.yaml"], "There is no mapping file nowhere.yaml"),
        ([PERMITS, "--out", "/nowhere/at/all/m.yaml"], "There is no folder /nowhere/at/all"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(
    tmp_path: Path, arguments: list[object], sentence: str
) -> None:
    done = throughline(tmp_path, "map", *arguments)

    assert done.returncode == 2
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr


def test_a_table_with_a_row_for_each_case_is_drafted_and_read_with_its_draft(tmp_path: Path) -> None:
    log = tmp_path / "wide.csv"
    log.write_text(
        "SRNumber,Owner,CreatedDate,ClosedDate\n"
        "1,BOS,2026-03-01 09:00,2026-03-02 09:00\n2,BOS,2026-03-01 09:00,2026-03-05 09:00\n"
    )

    drafted = throughline(tmp_path, "map", log, "--wide", "--case", "SRNumber", "--zone", "UTC")
    ridden = throughline(tmp_path, "ride", log, "--mapping", "wide.yaml", "--json", "-")

    assert drafted.returncode == 0, drafted.stderr
    assert json.loads(ridden.stdout)["measures"]["elapsed_days"]["mean"] == 2.5  # one day and four days


def test_an_object_centric_log_is_drafted_for_the_objects_that_one_names(tmp_path: Path) -> None:
    second_json(tmp_path / "log.jsonocel")

    refused = throughline(tmp_path, "map", "log.jsonocel", "--journey-type", "no such thing")
    drafted = throughline(tmp_path, "map", "log.jsonocel", "--journey-type", TOLD.journey_type)

    assert refused.returncode != 0
    assert "no such thing" in refused.stderr
    assert drafted.returncode == 0, drafted.stderr
    assert f"journey_type: {TOLD.journey_type}" in (tmp_path / "log.yaml").read_text()
