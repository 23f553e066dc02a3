"""`throughline ride`: read an event log from the person's seat."""

import json as json_text
import shlex
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from throughline.cli.ahead import load_ahead
from throughline.cli.writing import check_can_write, writing
from throughline.clock import now
from throughline.intake.mapping import Mapping
from throughline.intake.mapping_file import read_mapping
from throughline.intake.problems import troubles
from throughline.intake.read import Log, read_log

if TYPE_CHECKING:
    from throughline.insight.hallway_walked import NotWalked, Walk
    from throughline.insight.ride import Ride
    from throughline.insight.splits import Split

MEASURING = ("ibis.backends.duckdb", "throughline.insight.ride", "throughline.cli.ride_print")
"""What comes after reading."""
COMPARING = ("throughline.insight.hallway_walk", "throughline.insight.report.material")
"""What comes after measuring, where there are units to compare."""
WRITING = ("throughline.insight.report.page",)
"""What comes after it, where a report is wanted."""


def ride(
    logs: Annotated[
        list[Path],
        typer.Argument(
            help="The event log: XES, CSV, Parquet or OCEL, also packed; several files or a folder are one.",
            metavar="LOG...",
        ),
    ],
    mapping: Annotated[
        Path | None,
        typer.Option(help="A YAML file that says what columns and activities mean.", metavar="FILE"),
    ] = None,
    html: Annotated[
        Path | None, typer.Option(help="Write a report as one HTML page.", metavar="FILE")
    ] = None,
    json: Annotated[
        Path | None, typer.Option(help="Write the figures as JSON; - for the terminal.", metavar="FILE")
    ] = None,
    case: Annotated[
        str | None, typer.Option(help="Column of the case.", metavar="NAME", rich_help_panel="Columns")
    ] = None,
    activity: Annotated[
        str | None, typer.Option(help="Column of the activity.", metavar="NAME", rich_help_panel="Columns")
    ] = None,
    time: Annotated[
        str | None, typer.Option(help="Column of the time.", metavar="NAME", rich_help_panel="Columns")
    ] = None,
    person: Annotated[
        str | None, typer.Option(help="Column of who worked.", metavar="NAME", rich_help_panel="Columns")
    ] = None,
    function: Annotated[
        str | None, typer.Option(help="Column of the department.", metavar="NAME", rich_help_panel="Columns")
    ] = None,
    unit: Annotated[
        str | None, typer.Option(help="Column of the office.", metavar="NAME", rich_help_panel="Columns")
    ] = None,
    lifecycle: Annotated[
        str | None,
        typer.Option(help="Column of start and complete.", metavar="NAME", rich_help_panel="Columns"),
    ] = None,
    unit_from_file: Annotated[
        bool,
        typer.Option(help="Each file is an office with the name of the file.", rich_help_panel="Columns"),
    ] = False,
    wide: Annotated[
        bool,
        typer.Option(
            help="Each row is a case, with a column for each milestone's time.", rich_help_panel="Columns"
        ),
    ] = False,
    journey_type: Annotated[
        str | None,
        typer.Option(
            help="In an OCEL log: the objects whose passage is the journey.",
            metavar="TYPE",
            rich_help_panel="Columns",
        ),
    ] = None,
    units: Annotated[
        str | None,
        typer.Option(
            help="Compare by this case attribute instead of the office.",
            metavar="ATTRIBUTE",
            rich_help_panel="Columns",
        ),
    ] = None,
    by: Annotated[
        str | None,
        typer.Option(
            help="Split every measure by ending, office or a case attribute.",
            metavar="NAME",
            rich_help_panel="Columns",
        ),
    ] = None,
    strict: Annotated[
        bool,
        typer.Option(
            help="Fail if anything in the log is troubled, also where we could read it all the same."
        ),
    ] = False,
    engine: Annotated[
        str | None,
        typer.Option(
            help="Compute on Spark: spark://host:7077, yarn, k8s://…, or local[*]. The log is Parquet then.",
            metavar="MASTER",
        ),
    ] = None,
    zone: Annotated[
        str | None,
        typer.Option(
            help="Where times without an offset were written, such as Europe/Amsterdam.",
            metavar="ZONE",
            rich_help_panel="Times",
        ),
    ] = None,
    time_format: Annotated[
        str | None,
        typer.Option(
            help="How times are written, such as '%d/%m/%Y %H:%M'.", metavar="FORMAT", rich_help_panel="Times"
        ),
    ] = None,
) -> None:
    """Read an event log from the seat of the person who went through it.

    Prints what it was like: how long, how many people, how often it changed hands. Says which columns it
    took for what, what it could not read, and what the log cannot tell.
    """
    check_can_write(html, json)
    load_ahead(MEASURING)
    told_us = read_mapping(mapping) if mapping else Mapping()
    chosen = {
        "journey": case,
        "name": activity,
        "at": time,
        "person": person,
        "function": function,
        "unit": unit,
        "lifecycle": lifecycle,
    }
    told_us = told_us.with_choices(chosen, zone=zone, time_format=time_format, journey_type=journey_type)
    compared = bool(units or unit or unit_from_file or json or html)
    measured: Ride
    if engine:
        from throughline.cli.ride_on import ride_on  # noqa: PLC0415 - seldom wanted: start-up time

        found, measured = ride_on(
            engine, logs, told_us, split=bool(units or by), reshaped=wide or unit_from_file
        )
    else:
        found = read_log(logs, told_us, at=now(), unit_from_file=unit_from_file, wide=wide)
        if compared and "unit" in found.columns:
            load_ahead(COMPARING)
        if html:
            load_ahead(WRITING)
        from throughline.insight.ride import ride_of  # noqa: PLC0415 - loaded while the log was read

        measured = ride_of(found.record, journeys=found.journeys, zone=told_us.zone or "UTC")
    if strict:
        _fail_if_troubled(found)
    if units:
        measured = measured.by_units(units)
    mix = [name for name in found.case_mix if name != units]
    groups = _split(measured, by) if by else None
    if json:
        from throughline.insight.ride_json import as_json  # noqa: PLC0415 - only when asked for: start-up time

        figures = as_json(
            measured,
            found.columns,
            [problem.as_json() for problem in found.problems],
            hallway=_hallway(measured, mix),
            groups=groups,
        )
        _write(json, json_text.dumps(figures, indent=2, ensure_ascii=False) + "\n")
    if html:
        from throughline.insight.report.page import whole_report  # noqa: PLC0415 - only when asked for: start-up time

        _write(
            html,
            whole_report(
                found.record,
                measured,
                name=_name(logs),
                columns=found.reasons,
                problems=found.sentences,
                command=shlex.join(["throughline", *sys.argv[1:]]),
                mix=mix,
            ),
        )
    if str(json) != "-":
        walks = _walks(measured, mix) if compared and len(measured.units) > 1 else ()
        from throughline.cli.ride_print import print_ride  # noqa: PLC0415 - loaded while the log was read

        print_ride(_name(logs), found, measured, html, groups, walks)


def _split(ride: "Ride", by: str) -> "Split":
    from throughline.insight.splits import split  # noqa: PLC0415 - only when asked for: start-up time

    return split(ride, by)


def _walks(ride: "Ride", mix: Sequence[str]) -> "Sequence[Walk | NotWalked]":
    from throughline.insight.report.material import walks_of  # noqa: PLC0415 - brings SciPy: start-up time

    return walks_of(ride, mix)


def _hallway(ride: "Ride", mix: Sequence[str]) -> dict[str, dict[str, object]]:
    from throughline.insight.hallway_json import hallway_json  # noqa: PLC0415 - brings SciPy: start-up time

    return hallway_json(ride, mix)


def _name(logs: Sequence[Path]) -> str:
    return logs[0].resolve().name if len(logs) == 1 else f"{logs[0].name} and {len(logs) - 1} more"


def _fail_if_troubled(log: Log) -> None:
    """The troubles in the log as a list; and the exit code that stops a script."""
    said = [problem.sentence for problem in troubles(log.problems)]
    if said:
        typer.echo("The log has troubles, and --strict was given:", err=True)
        for sentence in said:
            typer.echo(f"• {sentence}", err=True)
        raise typer.Exit(1)


def _write(path: Path, text: str) -> None:
    if str(path) == "-":
        typer.echo(text, nl=False)
        return
    with writing(path):
        path.write_text(text, encoding="utf-8")
