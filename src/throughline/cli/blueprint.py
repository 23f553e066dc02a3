"""`throughline blueprint`: check a design before anybody has to live with it."""

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from throughline.blueprint.lint.linter import RULES, lint_file
from throughline.blueprint.lint.reference import rules_as_markdown
from throughline.blueprint.lint.rule import Finding, Severity
from throughline.blueprint.lint.sarif import as_sarif
from throughline.blueprint.problem import BlueprintUnreadable, Problem
from throughline.blueprint.reading import BLUEPRINT_FILE, ORGANISATION_FILE, read_blueprint, read_design
from throughline.blueprint.schema import schema_as_json

CLEAN, FOUND, UNREADABLE = 0, 1, 2

app = typer.Typer(no_args_is_help=True, help="Check and look at a service's design.")


class Format(StrEnum):
    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"


Design = Annotated[Path, typer.Argument(help="A blueprint file, or the folder it lies in.")]


@app.command()
def lint(
    design: Design,
    format: Annotated[
        Format, typer.Option(help="Text for people, JSON or SARIF for programs.")
    ] = Format.TEXT,
    strict: Annotated[bool, typer.Option("--strict", help="Let notes fail, too.")] = False,
) -> None:
    """Look at a design from the person's seat.

    Leaves with 0 when all is well, 1 when something was found, 2 when the file cannot be read.
    """
    problems: tuple[Problem, ...] = ()
    findings: tuple[Finding, ...] = ()
    try:
        findings = _look_at(design)
    except BlueprintUnreadable as error:
        problems = error.problems
    _show(findings, problems, design, format)
    raise typer.Exit(_exit_code(findings, problems, strict))


@app.command()
def schema() -> None:
    """Print the JSON Schema, for an editor that completes while you write."""
    typer.echo(schema_as_json(), nl=False)


@app.command()
def rules(
    markdown: Annotated[
        bool, typer.Option("--markdown", help="The reference page instead of a list.")
    ] = False,
) -> None:
    """List the questions that `lint` asks."""
    if markdown:
        typer.echo(rules_as_markdown(), nl=False)
        return
    console = Console(highlight=False)
    for rule in RULES:
        console.print(Text(rule.id, style="bold"), Text(f" {rule.question}"), sep="")


@app.command()
def show(design: Design) -> None:
    """Print the journey as the person meets it: stages, steps, promises."""
    try:
        blueprint = read_blueprint(_file_in(design))
    except BlueprintUnreadable as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(UNREADABLE) from error
    console = Console(highlight=False)
    console.print(Text(blueprint.title, style="bold"))
    for stage in blueprint.stages:
        console.print(Text(f"\n{stage.title}", style="bold"))
        for step in stage.steps:
            promise = f" (within {step.promise.within})" if step.promise else ""
            console.print(Text(f"  {'you' if step.is_theirs else step.by}: {step.title}{promise}"))


def _file_in(design: Path) -> Path:
    return design / BLUEPRINT_FILE if design.is_dir() else design


def _look_at(design: Path) -> tuple[Finding, ...]:
    """In a folder with an organisation, whether the two fit is looked at first."""
    if design.is_dir() and (design / ORGANISATION_FILE).exists():
        read_design(design)
    return lint_file(_file_in(design))


def _exit_code(findings: tuple[Finding, ...], problems: tuple[Problem, ...], strict: bool) -> int:
    if problems:
        return UNREADABLE
    failing = [one for one in findings if strict or one.rule.severity is Severity.WARNING]
    return FOUND if failing else CLEAN


def _show(findings: tuple[Finding, ...], problems: tuple[Problem, ...], design: Path, wanted: Format) -> None:
    match wanted:
        case Format.TEXT:
            _as_text(findings, problems, design)
        case Format.JSON:
            typer.echo(json.dumps(_as_json(findings, problems), indent=2, ensure_ascii=False))
        case Format.SARIF:
            typer.echo(json.dumps(as_sarif(findings, problems), indent=2, ensure_ascii=False))


def _as_json(findings: tuple[Finding, ...], problems: tuple[Problem, ...]) -> dict[str, object]:
    return {
        "problems": [
            {"file": one.file, "line": one.line, "key": one.key, "what": one.what, "mend": one.mend}
            for one in problems
        ],
        "findings": [
            {
                "rule": one.rule.id,
                "severity": one.rule.severity.value,
                "file": one.file,
                "line": one.line,
                "key": one.key,
                "what": one.what,
                "reason": one.rule.reason,
                "remedy": one.rule.remedy,
            }
            for one in findings
        ],
    }


def _as_text(findings: tuple[Finding, ...], problems: tuple[Problem, ...], design: Path) -> None:
    console = Console(highlight=False, soft_wrap=True)
    for problem in problems:
        console.print(Text(f"{problem.file}:{problem.line}", style="bold"), Text(problem.key, style="dim"))
        console.print(Text(f"  {problem.what}"))
        console.print(Text(f"  {problem.mend}\n", style="dim"))
    for finding in findings:
        _finding_as_text(finding, console)
    console.print(_last_line(findings, problems, design))


def _finding_as_text(finding: Finding, console: Console) -> None:
    colour = "yellow" if finding.rule.severity is Severity.WARNING else "cyan"
    console.print(Text(f"{finding.file}:{finding.line}", style="bold"), Text(finding.rule.id, style=colour))
    console.print(Text(f"  “{finding.rule.question}” {finding.what}"))
    console.print(Text(f"  {finding.rule.reason}", style="dim"))
    console.print(Text(f"  {finding.rule.remedy}\n", style="dim"))


def _last_line(findings: tuple[Finding, ...], problems: tuple[Problem, ...], design: Path) -> Text:
    if problems:
        things = "one thing" if len(problems) == 1 else f"{len(problems)} things"
        return Text(f"{design} cannot be used yet: {things} to mend.")
    if not findings:
        return Text(
            f"{design} reads well from the person's seat: {len(RULES)} questions asked.", style="green"
        )
    notes = sum(1 for one in findings if one.rule.severity is Severity.NOTE)
    return Text(
        f"{len(findings) - notes} to mend, {notes} worth a second look ({len(RULES)} questions asked)."
    )
