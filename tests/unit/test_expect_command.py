"""`throughline expect` as somebody types it: a table, one journey, JSON, and sentences that refuse."""

import json
from pathlib import Path

import pytest
from tests.past import MONDAY, simulated
from typer.testing import CliRunner

from throughline.cli.app import application
from throughline.insight.expect.moments import as_datetime
from throughline.refused import Refused


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("expect") / "made-up.csv"
    lines = [
        f"{one.journey},{one.step},{as_datetime(MONDAY + one.day):%Y-%m-%dT%H:%M:%S.%f}Z"
        for one in simulated(120, seed=9, mean=3.0)
        if one.day < 55
    ]
    path.write_text("\n".join(["case,activity,time", *lines]) + "\n")
    return path


@pytest.fixture(scope="module")
def endings(log: Path) -> Path:
    path = log.with_suffix(".yaml")
    path.write_text("endings:\n  tell: told\n")
    return path


def expect(*arguments: object) -> str:
    done = CliRunner().invoke(application(["expect"]), ["expect", *map(str, arguments)])
    if done.exception:
        raise done.exception
    return done.stdout


def test_every_journey_under_way_is_told(log: Path, endings: Path) -> None:
    shown = json.loads(expect(log, "--mapping", endings, "--json", "-"))["expectations"]

    assert len(shown) > 5
    assert all(one["step"] != "tell" for one in shown)
    assert all(one["whole"]["half"] <= one["whole"]["nine_in_ten"] for one in shown)
    assert "nine in ten within" in shown[0]["sentence"]


def test_one_journey_is_told_in_a_sentence(log: Path, endings: Path) -> None:
    first = json.loads(expect(log, "--mapping", endings, "--json", "-"))["expectations"][0]["journey"]

    shown = expect(log, "--mapping", endings, "--journey", first)

    assert f"{first}: Half of those like it are done within" in shown
    assert "All days are counted" in shown


def test_a_journey_that_is_not_under_way_is_refused(log: Path, endings: Path) -> None:
    with pytest.raises(Refused, match="no journey 'nobody' under way"):
        expect(log, "--mapping", endings, "--journey", "nobody")


def test_without_endings_it_says_what_to_do(log: Path) -> None:
    with pytest.raises(Refused, match="--as-of"):
        expect(log)


def test_a_moment_of_the_past_needs_no_endings(log: Path) -> None:
    assert "under way on 15 February 2024" in expect(log, "--as-of", "2024-02-15")


def test_a_time_that_is_none_is_refused(log: Path) -> None:
    with pytest.raises(Refused, match="'soon' is not a time"):
        expect(log, "--as-of", "soon")


def test_an_evaluation_has_figures_and_verdicts(log: Path, tmp_path: Path) -> None:
    figures = tmp_path / "figures.json"

    shown = expect(log, "--evaluate", "--table", "Sepsis", "--json", figures)

    assert "as the table was made" in shown
    assert "short" in shown or "pass" in shown
    told = json.loads(figures.read_text())
    assert told["table"]["log"] == "Sepsis"
    assert told["table"]["same_log"] is False


def test_a_table_that_does_not_exist_is_refused(log: Path) -> None:
    with pytest.raises(Refused, match="no published log called 'Titanic'"):
        expect(log, "--evaluate", "--table", "Titanic")
