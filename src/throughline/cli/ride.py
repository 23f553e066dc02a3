"""`throughline ride`: read an event log from the person's seat."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from throughline.cli import log_options as options
from throughline.cli.ahead import load_ahead
from throughline.cli.ride_wanted import Wanted, tell
from throughline.cli.writing import check_can_write
from throughline.clock import now
from throughline.intake.mapping import Mapping
from throughline.intake.problems import troubles
from throughline.intake.read import Log, read_log

if TYPE_CHECKING:
    from throughline.insight.ride import Ride

MEASURING = ("ibis.backends.duckdb", "throughline.insight.ride", "throughline.cli.ride_print")
"""What comes after reading."""
COMPARING = ("throughline.insight.hallway_walk", "throughline.insight.report.material")
"""What comes after measuring, where there are units to compare."""
WRITING = ("altair", "throughline.insight.report.page")
"""What comes after it, where a report is wanted."""

Logs = Annotated[
    list[Path],
    typer.Argument(
        help="The event log: XES, CSV, Parquet or OCEL, also packed; several files or a folder are one.",
        metavar="LOG...",
    ),
]
Html = Annotated[Path | None, typer.Option(help="Write a report as one HTML page.", metavar="FILE")]
Strict = Annotated[
    bool,
    typer.Option(help="Fail if anything in the log is troubled, also where we could read it all the same."),
]
Engine = Annotated[
    str | None,
    typer.Option(
        help="Compute on Spark: spark://host:7077, yarn, k8s://…, or local[*]. The log is Parquet then.",
        metavar="MASTER",
    ),
]


def ride(
    logs: Logs,
    mapping: options.MappingFile = None,
    html: Html = None,
    json: options.Json = None,
    case: options.Case = None,
    activity: options.Activity = None,
    time: options.Time = None,
    person: options.Person = None,
    function: options.Function = None,
    unit: options.Unit = None,
    lifecycle: options.Lifecycle = None,
    unit_from_file: options.UnitFromFile = False,
    wide: options.Wide = False,
    journey_type: options.JourneyType = None,
    units: options.Units = None,
    by: options.By = None,
    strict: Strict = False,
    engine: Engine = None,
    zone: options.Zone = None,
    time_format: options.TimeFormat = None,
) -> None:
    """Read an event log from the seat of the person who went through it.

    Prints what it was like: how long, how many people, how often it changed hands. Says which columns it
    took for what, what it could not read, and what the log cannot tell.
    """
    check_can_write(html, json)
    load_ahead(MEASURING)
    chosen = {"journey": case, "name": activity, "at": time, "person": person, "function": function}
    chosen |= {"unit": unit, "lifecycle": lifecycle}
    told = options.told(mapping, chosen, zone=zone, time_format=time_format, journey_type=journey_type)
    named = bool(units or unit or unit_from_file)
    wanted = Wanted(html=html, json=json, units=units, by=by, compared=bool(named or json or html))
    if engine:
        from throughline.cli.ride_on import log_on  # noqa: PLC0415 - seldom wanted: start-up time

        log = log_on(engine, logs, told, split=bool(units or by), reshaped=wide or unit_from_file)
    else:
        log = read_log(logs, told, at=now(), unit_from_file=unit_from_file, wide=wide)
    if strict:
        _fail_if_troubled(log)
    log, measured = _on_engine(log, told) if engine else (log, _on_this_machine(log, told, wanted))
    tell(_name(logs), log, measured, wanted)


def _on_engine(log: Log, told: Mapping) -> "tuple[Log, Ride]":
    from throughline.cli.ride_on import ride_over  # noqa: PLC0415 - seldom wanted: start-up time

    return ride_over(log, told)


def _on_this_machine(log: Log, told: Mapping, wanted: Wanted) -> "Ride":
    if wanted.compared and "unit" in log.columns:
        load_ahead(COMPARING)
    if wanted.html:
        load_ahead(WRITING, then=_start_drawing)
    from throughline.insight.ride import ride_of  # noqa: PLC0415 - loaded while the log was read

    return ride_of(log.record, journeys=log.journeys, zone=told.zone or "UTC")


def _start_drawing() -> None:
    from throughline.insight.report.drawn import start_engine  # noqa: PLC0415 - loaded just before

    start_engine()


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
