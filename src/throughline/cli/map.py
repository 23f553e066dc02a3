"""`throughline map`: a first draft of what a log means, to edit and give back with --mapping."""

import shlex
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from throughline.cli import log_options as options
from throughline.cli.progress import progress
from throughline.cli.writing import CannotWrite, check_can_write, write
from throughline.clock import now
from throughline.intake.draft import Draft, draft_of, with_milestones
from throughline.intake.draft_text import SECTIONS, draft_text, machines_said
from throughline.intake.mapping_file import mapping_from


def map_log(
    log: Annotated[Path, typer.Argument(help="The event log, of any format that `throughline ride` reads.")],
    out: Annotated[
        Path | None,
        typer.Option(help="Where to write the draft; without it, beside you as LOG.yaml.", metavar="FILE"),
    ] = None,
    mapping: Annotated[
        Path | None, typer.Option(help="A mapping to begin from; what it says stays.", metavar="FILE")
    ] = None,
    accept_suggestions: Annotated[
        bool, typer.Option("--accept-suggestions", help="Write suggestions as if you had agreed to each.")
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there.")] = False,
    case: options.Case = None,
    activity: options.Activity = None,
    time: options.Time = None,
    wide: options.Wide = False,
    journey_type: options.JourneyType = None,
    zone: options.Zone = None,
    time_format: options.TimeFormat = None,
) -> None:
    """Write a first draft of what the columns and activities of a log mean.

    Every guess says why and how sure it is. What we can only suggest stands behind a # and is not used
    until you take it away. Edit the file, then read the log with it: throughline ride LOG --mapping FILE.
    """
    target = out or Path(f"{log.name.split('.')[0]}.yaml")
    check_can_write(target)
    _check_is_new(target, force)
    chosen = {"journey": case, "name": activity, "at": time}
    told = options.told(mapping, chosen, zone=zone, time_format=time_format, journey_type=journey_type)
    with progress(f"Reading {log.name}"):
        if wide and not told.wide:
            told = with_milestones(log, told)
        draft = draft_of(log, told, at=now(), accepted=accept_suggestions)
    text = draft_text(draft, accepted=accept_suggestions)
    mapping_from(text, str(target))
    write(target, text)
    if str(target) != "-":
        _print(draft, target, accepted=accept_suggestions)


def _check_is_new(target: Path, force: bool) -> None:
    if str(target) != "-" and target.exists() and not force:
        raise CannotWrite(
            f"{target} is there already. Add --force to write over it, or --out with another name."
        )


def _print(draft: Draft, target: Path, *, accepted: bool) -> None:
    console = Console(highlight=False)
    console.print()
    console.print(_taken(draft))
    suggested = [one for key in (*SECTIONS, "columns", "promises") for one in draft.under(key)]
    if suggested:
        state = "in force in it" if accepted else "marked in it, and not used"
        many = "1 suggestion is" if len(suggested) == 1 else f"{len(suggested)} suggestions are"
        console.print(f"\n{many} {state}.", markup=False)
    if draft.needs_zone:
        console.print("\nThe times do not say their zone: the file needs a `zone`.", markup=False)
    lacking = list(draft.lacking)
    if lacking and not accepted:
        console.print("\nWhat nobody has told us yet, and what it would tell:")
        for key, makes in lacking:
            offered = len(draft.under(key)) if key in (*SECTIONS, "promises") else 0
            console.print(f"  {key}: {makes}{_offered(offered)}", markup=False, style="dim")
    for facts in draft.machines:
        console.print(f"\n{machines_said(facts)}", markup=False)
        console.print(
            f"  If they should count as people, write `person: {facts.name}` under `columns`, or ride with "
            f"--person {shlex.quote(facts.name)}.",
            markup=False,
        )
    console.print(f"\nThe draft is in {target}. Look it over, then:", markup=False)
    console.print(f"  throughline ride {draft.name} --mapping {target}\n", markup=False)


def _offered(count: int) -> str:
    return f" ({count} suggested)" if count else ""


def _taken(draft: Draft) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for heading in ("we read", "from the column", "how sure", "why"):
        table.add_column(heading)
    for taken in draft.log.taken:
        sure = "suggested" if taken.ours in draft.instead else str(taken.confidence)
        table.add_row(taken.ours, taken.source, sure, taken.why)
    return table
