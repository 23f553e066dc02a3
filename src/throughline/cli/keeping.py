"""Looking after the record: its shape, its read tables, its health, and copies of it."""

from pathlib import Path

from django.core.management import call_command
from rich.console import Console

from throughline.actions import rebuild as rebuilding
from throughline.actions.circle_rides import make_rides_again
from throughline.actions.circle_strategy import publish_strategy_beside
from throughline.actions.publish_design import publish_design
from throughline.blueprint.reading import read_design
from throughline.cli.progress import progress
from throughline.cli.writing import writing
from throughline.clock import now
from throughline.eventlog.parquet import write_parquet
from throughline.eventlog.xes import write_xes
from throughline.insight.counted import counted
from throughline.queries.checking import check_record
from throughline.queries.record_rows import rows_of_record

console = Console(highlight=False)
SHOWN = 20
"""So many findings of one kind are listed; all are counted."""


def migrate(blueprints: Path | None) -> None:
    """The newest shape, and a design to start journeys on."""
    call_command("migrate", verbosity=0, interactive=False)
    console.print("The database has the newest shape.")
    if blueprints is not None:
        design = read_design(blueprints)
        at = now()
        publish_design(design=design, at=at)
        console.print(f"Published {design.blueprint.title}, version {design.blueprint.version}.")
        if publish_strategy_beside(folder=blueprints, blueprint=design.blueprint, at=at):
            console.print("The strategy beside it is in force.")


def rebuild() -> None:
    with progress("Rebuilding journeys") as told:
        journeys = rebuilding.rebuild(told=told)
    make_rides_again(at=now())
    console.print(f"Rebuilt the read tables and the rides of {counted(journeys, 'journey')} from the record.")


def export(*, parquet: Path | None, xes: Path | None) -> None:
    """Write the record where it was asked for."""
    if parquet is not None:
        with writing(parquet):
            events = write_parquet(rows_of_record(), parquet)
        console.print(f"Wrote {counted(events, 'event')} to {parquet}.")
    if xes is not None:
        with writing(xes):
            events = write_xes(rows_of_record(), xes)
        console.print(f"Wrote {counted(events, 'event')} to {xes}.")


def check() -> int:
    """Look at the whole record and say so. 0 when everything holds, 1 when something does not."""
    with progress("Looking at journeys") as told:
        looks = check_record(told=told)
    for look in looks:
        mark = "[red]✗[/red]" if look.findings else "[green]✓[/green]"
        console.print(f"{mark} {look.holds} [dim]({look.looked_at:,} looked at)[/dim]")
        for finding in look.findings[:SHOWN]:
            console.print(f"    {finding}")
        if len(look.findings) > SHOWN:
            console.print(f"    … and {len(look.findings) - SHOWN:,} more")
    found = sum(len(look.findings) for look in looks)
    console.print(f"\n{counted(found, 'finding')}." if found else "\nEverything holds.")
    return 1 if found else 0
