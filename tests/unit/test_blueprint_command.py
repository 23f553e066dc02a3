"""`throughline blueprint` answers people in words and scripts by exit code."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from throughline.blueprint.schema import HERE
from throughline.cli.blueprint import app

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "food-business-licence"
SMALL = (Path(__file__).parent / "test_blueprint_small.yaml").read_text()


@pytest.fixture
def written(tmp_path: Path) -> Path:
    return tmp_path / "blueprint.yaml"


def test_a_good_folder_is_clean() -> None:
    result = CliRunner().invoke(app, ["lint", str(EXAMPLE), "--strict"])

    assert result.exit_code == 0, result.output
    assert "reads well from the person's seat" in result.output


def test_a_warning_leaves_with_one_and_names_line_question_and_remedy(written: Path) -> None:
    written.write_text(SMALL.replace("at: every-ending", "at: granted"))

    result = CliRunner().invoke(app, ["lint", str(written)])

    assert result.exit_code == 1
    assert "survey-only-at-happy-endings" in result.output
    assert "Write 'at: every-ending'." in result.output


def test_a_note_fails_only_when_one_is_strict(written: Path) -> None:
    written.write_text(SMALL.replace("after: P30D", "after: P60D"))

    assert CliRunner().invoke(app, ["lint", str(written)]).exit_code == 0
    assert CliRunner().invoke(app, ["lint", str(written), "--strict"]).exit_code == 1


def test_an_unreadable_file_leaves_with_two_and_no_traceback(written: Path) -> None:
    written.write_text("title: x\n\tservice: y")

    result = CliRunner().invoke(app, ["lint", str(written)])

    assert result.exit_code == 2
    assert "Replace the tab by two spaces" in result.output
    assert "Traceback" not in result.output


def test_json_carries_findings_and_problems(written: Path) -> None:
    written.write_text(SMALL.replace("at: every-ending", "at: granted"))

    answer = json.loads(CliRunner().invoke(app, ["lint", str(written), "--format", "json"]).output)

    assert answer["problems"] == []
    assert [one["rule"] for one in answer["findings"]] == ["survey-only-at-happy-endings"]


def test_sarif_of_an_unreadable_file_is_still_sarif(written: Path) -> None:
    written.write_text("")

    result = CliRunner().invoke(app, ["lint", str(written), "--format", "sarif"])

    assert result.exit_code == 2
    assert json.loads(result.output)["runs"][0]["results"][0]["ruleId"] == "unreadable"


def test_the_published_schema_is_fresh() -> None:
    printed = CliRunner().invoke(app, ["schema"]).output

    assert (ROOT / HERE).read_text() == printed, "Write it again with: make docs"


def test_show_prints_the_journey_with_its_promises() -> None:
    printed = CliRunner().invoke(app, ["show", str(EXAMPLE)]).output

    assert "you: I draw my kitchen\n" in printed
    assert "plan-review: You tell me if my kitchen works (within 5 working days)" in printed


def test_rules_lists_every_question() -> None:
    printed = CliRunner().invoke(app, ["rules"]).output

    assert "wait-without-promise When will I hear from you?" in printed
