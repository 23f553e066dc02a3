"""Every command can be loaded and explains itself to a stranger."""

import pytest
from typer.testing import CliRunner

from throughline.cli.app import application
from throughline.cli.commands import COMMANDS


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_a_command_explains_itself(command):
    shown = CliRunner().invoke(application([command.name]), [command.name, "--help"])

    assert shown.exit_code == 0, shown.exception
    assert "Usage" in shown.output


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_option_of_a_command_has_help(command):
    import typer

    made = typer.main.get_command(application([command.name]))
    unexplained = [
        f"{' '.join(path)} {option.name}"
        for path, option in options_of((command.name,), made.commands[command.name])
        if not getattr(option, "help", None) and option.name != "help"
    ]

    assert unexplained == []


def options_of(path, command):
    """The options of a command and of the commands below it."""
    yield from ((path, option) for option in command.params)
    for name, below in getattr(command, "commands", {}).items():
        yield from options_of((*path, name), below)
