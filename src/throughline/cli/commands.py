"""The list of commands: to add one, write its function in this folder and add a line here."""

from dataclasses import dataclass
from enum import StrEnum


class Panel(StrEnum):
    """The headings of `throughline --help`."""

    TRY = "Try it"
    DESIGN = "Design"
    SEE = "See"
    RUN = "Run a service"
    KEEP = "Look after the record"


@dataclass(frozen=True)
class Command:
    """Where a command lives. `attribute` is a function, or a Typer application with commands of its own."""

    name: str
    module: str
    attribute: str
    summary: str
    panel: Panel


COMMANDS: tuple[Command, ...] = (
    Command(
        "demo",
        "throughline.cli.record",
        "demo",
        "Start a living service in your browser, with people in it.",
        Panel.TRY,
    ),
    Command(
        "ride",
        "throughline.cli.ride",
        "ride",
        "Read an event log from the seat of the person who went through it.",
        Panel.SEE,
    ),
    Command(
        "map",
        "throughline.cli.map",
        "map_log",
        "Draft what the columns and activities of an event log mean.",
        Panel.SEE,
    ),
    Command(
        "expect",
        "throughline.cli.expect",
        "expect",
        "Say how much longer journeys take that are under way, and how good such answers are.",
        Panel.SEE,
    ),
    Command(
        "blueprint",
        "throughline.cli.blueprint",
        "app",
        "Check the design of a service, or print its format.",
        Panel.DESIGN,
    ),
    Command("serve", "throughline.cli.record", "serve", "Serve the web pages.", Panel.RUN),
    Command(
        "worker",
        "throughline.cli.record",
        "worker",
        "Send messages, watch promises and ask how people are, on time.",
        Panel.RUN,
    ),
    Command(
        "migrate", "throughline.cli.record", "migrate", "Bring the database to the newest shape.", Panel.RUN
    ),
    Command(
        "staff",
        "throughline.cli.staff",
        "app",
        "Add somebody who works here, or list everybody.",
        Panel.RUN,
    ),
    Command(
        "check",
        "throughline.cli.record",
        "check",
        "Verify the whole record against what must always hold.",
        Panel.KEEP,
    ),
    Command(
        "rebuild",
        "throughline.cli.record",
        "rebuild",
        "Make the read tables again from the record.",
        Panel.KEEP,
    ),
    Command("export", "throughline.cli.record", "export", "Write the record as Parquet or XES.", Panel.KEEP),
)
