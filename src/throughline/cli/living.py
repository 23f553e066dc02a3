"""The demo: a believable organisation, loaded once, and everything that runs it."""

import sys
from itertools import chain

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from rich.console import Console

from throughline.actions.believable import JOURNEYS, load_believable
from throughline.actions.circle_believable import live_through_the_circle
from throughline.actions.circle_rides import refresh_rides
from throughline.actions.load import is_empty
from throughline.actions.log_example import keep_example_for_the_owner
from throughline.actions.logs import forget_all_logs
from throughline.actions.publish_design import publish_design
from throughline.blueprint.reading import read_design
from throughline.cli.progress import progress
from throughline.cli.starting import Here
from throughline.cli.together import run_together
from throughline.clock import now
from throughline.insight.counted import counted
from throughline.queries.cast import CAST
from throughline.refused import Refused

console = Console(highlight=False)


class NotTheDemo(Refused):
    """The demo never touches a database that is not its own."""


def prepare(here: Here, *, fresh: bool) -> None:
    """Have the newest shape and a past, made new where that is asked for."""
    if not settings.THROUGHLINE_DEMO:
        raise NotTheDemo("The demo runs in demo mode only: unset THROUGHLINE_MODE, or set it to demo.")
    if fresh:
        _start_over(here)
    call_command("migrate", verbosity=0, interactive=False)
    if is_empty():
        _load(here)


def _start_over(here: Here) -> None:
    if not here.embedded:
        raise NotTheDemo(
            "--fresh empties the embedded database only. Unset DATABASE_URL, or empty yours yourself."
        )
    with connection.cursor() as cursor:
        cursor.execute("drop schema public cascade")
        cursor.execute("create schema public")
    connection.close()
    forget_all_logs()


def _load(here: Here) -> None:
    if not here.blueprints.exists():
        raise NotTheDemo(
            f"There is no folder {here.blueprints}. Start the demo from the project's folder, "
            "or set THROUGHLINE_BLUEPRINTS to a folder with blueprint.yaml and organisation.yaml."
        )
    design = read_design(here.blueprints)
    at = now()
    publish_design(design=design, at=at)
    with progress("Living through eighteen months", total=JOURNEYS) as told:
        events = load_believable(design, until=at, told=told)
    console.print(f"{counted(events, 'event')} loaded.")
    with console.status("Reading what the journeys were like"):
        live_through_the_circle(design=design, folder=here.blueprints, until=at)
        refresh_rides(at=at)
        keep_example_for_the_owner(at=at)


def run(here: Here, *, port: int) -> int:
    """Run the pages and the worker until Ctrl-C, and stop them cleanly. The exit code says how it ended."""
    again = (sys.executable, "-c", "from throughline.cli import main; main()")
    _welcome(here)
    try:
        ended = run_together(
            {"The web pages": (*again, "serve", "--port", str(port)), "The worker": (*again, "worker")}
        )
    except KeyboardInterrupt:
        console.print("\nStopping. Your demo is kept for next time.")
        return 0
    console.print(
        f"\n{ended} stopped, so the demo stops too. What went wrong stands above, if it said so. "
        "Your demo is kept: start it again with throughline demo."
    )
    return 1


def _welcome(here: Here) -> None:
    lines = [f"[bold]{one.name}[/bold], {one.role}: {one.sees}" for one in CAST]
    console.print(
        "\n".join(
            chain(
                ["", f"Throughline is at [bold]{here.address}[/bold]", ""],
                [f"Be somebody, with one click: {here.address}/demo/", ""],
                lines,
                ["", f"Read the mail that was sent: {here.address}/demo/mailbox/", "Stop with Ctrl-C.", ""],
            )
        )
    )
