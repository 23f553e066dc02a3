"""Puts the command line together, and turns a refusal into one sentence and an exit code."""

import gc
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.metadata import version

import typer

from throughline.cli.commands import COMMANDS, Command
from throughline.refused import Refused

REFUSED = 2
"""The exit code for what a person can put right, the same that a wrong option gives."""

ONE_THREAD = ("OPENBLAS_NUM_THREADS", "1")
"""Our matrices are small. Where the other cores are at work, threads that wait for each other to multiply
such a matrix take ten times as long as one alone.
"""
SELDOM = 100_000
"""How many new objects may stand before a look for garbage. A command makes many that stay: modules,
expressions, events. Looking as often as Python does by itself is a tenth of a short command's time.
"""


def main() -> None:
    """What runs when somebody types `throughline`."""
    gc.set_threshold(SELDOM)
    os.environ.setdefault(*ONE_THREAD)
    arguments = sys.argv[1:]
    try:
        application(arguments)(arguments, prog_name="throughline")
    except Refused as refusal:
        typer.echo(str(refusal), err=True)
        sys.exit(REFUSED)


def application(arguments: Sequence[str]) -> typer.Typer:
    """The command line, with only the command that `arguments` ask for really loaded.

    Analysis and Django take a second to load; a person who asks for `--help` should not wait for them.
    """
    wanted = next((argument for argument in arguments if not argument.startswith("-")), "")
    app = typer.Typer(
        help="Design the journey from the person's seat, live it, see what it was like, and change it.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
    )
    app.callback()(_options)
    for command in COMMANDS:
        _add(app, command, load(command) if command.name == wanted else _later(command))
    return app


def load(command: Command) -> Callable[..., object]:
    """The function or the application behind a command, with everything it needs."""
    loaded: Callable[..., object] = getattr(import_module(command.module), command.attribute)
    return loaded


def _add(app: typer.Typer, command: Command, work: Callable[..., object]) -> None:
    if isinstance(work, typer.Typer):
        app.add_typer(work, name=command.name, help=command.summary, rich_help_panel=command.panel)
    else:
        app.command(command.name, short_help=command.summary, rich_help_panel=command.panel)(work)


def _later(command: Command) -> Callable[[], None]:
    def not_loaded() -> None:
        raise AssertionError(f"{command.name} was not asked for")

    not_loaded.__doc__ = command.summary
    return not_loaded


def _show_version(asked: bool) -> None:
    if asked:
        typer.echo(f"throughline {version('throughline')}")
        raise typer.Exit


def _options(
    _version: bool = typer.Option(
        False, "--version", callback=_show_version, is_eager=True, help="Show the version and stop."
    ),
) -> None: ...
