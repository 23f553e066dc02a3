"""The ride in the terminal: what was taken for what, the sentences, every figure, and what cannot be told."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from throughline.insight.counted import counted
from throughline.insight.measures.catalogue import MEASURES
from throughline.insight.report.cards import at_least
from throughline.insight.ride import Measured, Ride, Unmeasurable
from throughline.insight.telling import days, told
from throughline.intake.read import Log

if TYPE_CHECKING:
    from throughline.insight.hallway_walked import NotWalked, Walk
    from throughline.insight.splits import Split


def print_ride(
    name: str,
    log: Log,
    ride: Ride,
    html: Path | None,
    groups: "Split | None",
    walks: Sequence["Walk | NotWalked"],
) -> None:
    """Everything about the ride, for somebody who reads it line by line."""
    console = Console(highlight=False)
    console.print(
        f"\n[bold]{escape(name)}[/bold]  {counted(ride.events, 'event')} · {counted(ride.size, 'journey')} · "
        f"{ride.first:%-d %B %Y} to {ride.last:%-d %B %Y}"
    )
    for ours, why in log.reasons:
        console.print(f"  {ours}: {why}", markup=False, style="dim")
    console.print()
    for sentence in told(ride):
        console.print(sentence, markup=False)
    console.print(_table(ride))
    if groups:
        _print_groups(console, groups)
    if walks:
        _print_offices(console, ride, walks)
    elif len(ride.units) > 1:
        console.print(f"{len(ride.units):,} offices: --html and --json compare them.\n", markup=False)
    _print_untold(console, ride)
    for sentence in log.sentences:
        console.print(f"• {sentence}", markup=False)
    if html:
        console.print(f"\nThe report is in {html}.", markup=False)


def _print_groups(console: Console, groups: "Split") -> None:
    """How long it took in each group, and how it ended there."""
    from throughline.insight.splits import told_split  # noqa: PLC0415 - only when asked for: start-up time

    console.print(f"\n[bold]By {escape(groups.by)}[/bold], days from start to end")
    for sentence in told_split(groups, "elapsed_days", days):
        console.print(f"• {sentence}", markup=False)


def _print_offices(console: Console, ride: Ride, walks: Sequence["Walk | NotWalked"]) -> None:
    """Offices compared on what matters most, with the same verdict as in the report."""
    from throughline.insight.hallway import ASSOCIATION  # noqa: PLC0415 - only with offices: start-up time
    from throughline.insight.hallway_telling import told_of  # noqa: PLC0415 - likewise
    from throughline.insight.hallway_walked import NotWalked  # noqa: PLC0415 - likewise
    from throughline.insight.splits import cut_off_more  # noqa: PLC0415 - likewise

    console.print("\n[bold]Offices side by side[/bold]")
    for caution in cut_off_more(ride, "unit"):
        console.print(f"• {caution}", markup=False)
    for walk in walks:
        if isinstance(walk, NotWalked):
            console.print(f"• {walk.measure}: not compared, {walk.why}", markup=False)
        else:
            console.print(f"• {walk.question.asked} {' '.join(told_of(walk))}", markup=False)
    console.print(ASSOCIATION, markup=False)


def _table(ride: Ride) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), title_justify="left")
    table.add_column("")
    for heading in ("half up to", "nine in ten up to", "mean", "journeys"):
        table.add_column(heading, justify="right")
    for measure in MEASURES:
        result = ride.measures[measure.name]
        if isinstance(result, Measured):
            figures = (at_least(measure, result, which) for which in ("median", "p90", "mean"))
            table.add_row(measure.question, *figures, f"{result.n:,}")
    return table


def _print_untold(console: Console, ride: Ride) -> None:
    """What the log cannot tell, each reason once."""
    reasons: dict[str, list[str]] = {}
    for measure in MEASURES:
        result = ride.measures[measure.name]
        if isinstance(result, Unmeasurable):
            reasons.setdefault(result.why, []).append(measure.title.lower())
    for why, titles in reasons.items():
        console.print(f"\n[bold]Not measurable:[/bold] {', '.join(titles)}")
        console.print(f"  {why}", markup=False)
    console.print()
