"""`throughline expect`: how much longer journeys take that are under way, and how good such expectations
are.
"""

import json as json_text
from collections.abc import Mapping as Mapped
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from throughline.cli import log_options as options
from throughline.cli.expect_evaluation import print_evaluation
from throughline.cli.progress import progress
from throughline.cli.writing import check_can_write, write
from throughline.clock import now
from throughline.insight.expect.evaluation import STEPS, evaluate
from throughline.insight.expect.evaluation_json import evaluation_json
from throughline.insight.expect.expectation import PARTS, CannotExpect, Expectation, Expected, expectations
from throughline.insight.expect.history import History, as_published, history_of
from throughline.insight.expect.published import PUBLISHED, Published, published_for
from throughline.insight.expect.words import sentence
from throughline.insight.telling import days
from throughline.intake.read import Log, read_log

MOST_SHOWN = 50
NO_ATTRIBUTES = (
    "Nothing that the log says of whole cases was used, because some of it may have been written at the end. "
    "Name what is known from the start under `attributes:` in a mapping file, and answers may become better."
)


def expect(
    log: Annotated[
        Path, typer.Argument(help="The event log: .xes, .xes.gz, .csv, .csv.gz, .tsv or .parquet.")
    ],
    mapping: options.MappingFile = None,
    journey: Annotated[str | None, typer.Option(help="Only this journey.", metavar="ID")] = None,
    as_of: Annotated[
        str | None,
        typer.Option(help="Ask as if it were then, such as 2024-03-01.", metavar="TIME"),
    ] = None,
    evaluation: Annotated[
        bool, typer.Option("--evaluate", help="Say how good expectations are on this log.")
    ] = False,
    table: Annotated[
        str | None,
        typer.Option(help="Which published log to compare with, such as Sepsis.", metavar="NAME"),
    ] = None,
    json: options.Json = None,
    zone: options.Zone = None,
) -> None:
    """Say how much longer each journey takes that is under way: half within so long, nine in ten within so
    long.

    With --evaluate, nothing is said about journeys under way; the last fifth of the log is used to see how
    good such answers would have been, beside simple tables and published figures.
    """
    check_can_write(json)
    _check_together(evaluation, table, {"--journey": journey, "--as-of": as_of})
    told_us = options.told(mapping, zone=zone)
    found = read_log(log, told_us, at=now())
    history = history_of(found.record, found.journeys if told_us.attributes else None)
    if evaluation:
        _evaluate(log.name, history, _line(log.name, table), json)
    else:
        _expect(log.name, found, history, _moment(as_of), journey, json)


def _check_together(evaluation: bool, table: str | None, asked: Mapped[str, str | None]) -> None:
    """Refuse options of the one use that are given with the other."""
    alone = [option for option, value in asked.items() if value is not None]
    if evaluation and alone:
        raise CannotExpect(
            f"{' and '.join(alone)} means nothing with --evaluate, which looks back at journeys that have "
            "ended. Leave out one of them."
        )
    if table is not None and not evaluation:
        raise CannotExpect(
            "--table names what an evaluation is compared with. Add --evaluate, or leave it out."
        )


def _line(file: str, table: str | None) -> Published | None:
    if table is None:
        return published_for(file)
    by_name = {name.casefold(): line for name, line in PUBLISHED.items()}
    if table.casefold() not in by_name:
        raise CannotExpect(f"There is no published log called {table!r}. There are: {', '.join(PUBLISHED)}.")
    return by_name[table.casefold()]


def _moment(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise CannotExpect(f"{text!r} is not a time. Write it as 2024-03-01 or 2024-03-01T09:00.") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _evaluate(name: str, history: History, line: Published | None, json: Path | None) -> None:
    with progress(f"Asking {name} about its own past", total=STEPS) as done:
        found = evaluate(as_published(history), done)
    if json:
        _write(json, evaluation_json(found, line))
    if str(json) != "-":
        print_evaluation(Console(highlight=False), name, found, line)
        if not (history.numbers or history.categories):
            typer.echo(NO_ATTRIBUTES)


def _expect(
    name: str, found: Log, history: History, at: datetime | None, journey: str | None, json: Path | None
) -> None:
    with progress("Looking at journeys that have ended", total=PARTS) as done:
        told = expectations(history, at=at, done=done)
    if journey is not None:
        told = [one for one in told if one.journey == journey]
        if not told:
            raise CannotExpect(f"There is no journey {journey!r} under way. Leave --journey out to see all.")
    if json:
        _write(json, {"expectations": [_as_json(one) for one in told]})
    if str(json) != "-":
        _print(Console(highlight=False), name, told, counts_turns=history.turns_told)


def _as_json(told: Expectation) -> dict[str, object]:
    return asdict(told) | {
        "since": told.since.isoformat(),
        "asked_at": told.asked_at.isoformat(),
        "sentence": sentence(told),
    }


def _write(path: Path, figures: object) -> None:
    write(path, json_text.dumps(figures, indent=2, ensure_ascii=False) + "\n")


def _print(console: Console, name: str, told: Sequence[Expectation], *, counts_turns: bool) -> None:
    console.print(f"\n[bold]{escape(name)}[/bold]  {len(told):,} under way on {told[0].asked_at:%-d %B %Y}")
    if len(told) == 1:
        console.print(f"{told[0].journey}: {sentence(told[0])}", markup=False)
    console.print(_table(told[:MOST_SHOWN]))
    if len(told) > MOST_SHOWN:
        console.print(f"{len(told) - MOST_SHOWN:,} more; --json FILE writes all of them.")
    console.print(
        "Days in which we wait for the person are not counted."
        if counts_turns
        else "All days are counted, because the log does not tell when we wait for the person."
    )


def _table(told: Sequence[Expectation]) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for heading in ("journey", "stands at", "since"):
        table.add_column(heading)
    for heading in (
        "half within",
        "nine in ten within",
        f"{told[0].part_is}: half",
        "nine in ten",
        "a table says",
    ):
        table.add_column(heading, justify="right")
    for one in told:
        baseline = "" if one.whole is None else days(one.whole.baseline)
        table.add_row(
            escape(one.journey),
            escape(one.step),
            f"{one.since:%-d %b %Y}",
            *_two(one.whole),
            *_two(one.part),
            baseline,
        )
    return table


def _two(expected: Expected | None) -> tuple[str, str]:
    if expected is None:
        return "not enough history", ""
    return days(expected.half), days(expected.nine_in_ten)
