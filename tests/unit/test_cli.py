"""The command line: quick help, one sentence for a refusal, and noise for what nobody expected."""

import sys

import pytest
from typer.testing import CliRunner

from throughline.cli import app as cli
from throughline.cli.commands import Command, Panel
from throughline.refused import Refused


class NoSuchLogRefusal(Refused):
    """For these tests."""


def refuse():
    """Refuse."""
    raise NoSuchLogRefusal("There is no file called permits.xes here.")


def break_down():
    """Break."""
    raise ZeroDivisionError


@pytest.fixture
def one_command(monkeypatch):
    """Stand in for the list of commands with one whose work the test gives."""

    def use(work):
        monkeypatch.setattr(cli, "COMMANDS", (Command("ride", "nowhere", "ride", "Read a log.", Panel.SEE),))
        monkeypatch.setattr(cli, "load", lambda command: work)
        monkeypatch.setattr(sys, "argv", ["throughline", "ride"])

    return use


def test_a_refusal_is_one_sentence_and_exit_code_two(one_command, capsys):
    one_command(refuse)

    with pytest.raises(SystemExit) as stopped:
        cli.main()

    assert stopped.value.code == 2
    assert capsys.readouterr().err == "There is no file called permits.xes here.\n"


def test_what_nobody_expected_stays_loud(one_command):
    one_command(break_down)

    with pytest.raises(ZeroDivisionError):
        cli.main()


def test_help_names_every_command_without_loading_any(monkeypatch):
    monkeypatch.setattr(cli, "load", lambda command: pytest.fail(f"{command.name} was loaded"))

    shown = CliRunner().invoke(cli.application(["--help"]), ["--help"])

    assert shown.exit_code == 0
    for command in cli.COMMANDS:
        assert command.name in shown.output


def test_the_version_can_be_asked_for():
    shown = CliRunner().invoke(cli.application(["--version"]), ["--version"])

    assert shown.exit_code == 0
    assert shown.output.startswith("throughline ")


def test_an_unknown_command_is_a_mistake_that_scripts_can_see():
    assert CliRunner().invoke(cli.application(["rid"]), ["rid"]).exit_code == 2
