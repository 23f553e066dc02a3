"""How an evaluation of expectations looks in the terminal."""

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from throughline.insight.counted import counted
from throughline.insight.expect.evaluation import Evaluation
from throughline.insight.expect.gates import gates
from throughline.insight.expect.judging import Errors
from throughline.insight.expect.published import Published


def print_evaluation(console: Console, name: str, found: Evaluation, line: Published | None) -> None:
    """Figures first, then what they had to reach."""
    learned, chosen, tested = found.parts
    console.print(
        f"\n[bold]{escape(name)}[/bold]  {counted(found.journeys, 'journey')} · "
        f"{counted(found.events, 'event')} · an average journey takes {found.cycle:.2f} days"
    )
    console.print(
        f"Cut by the start of journeys: {counted(learned, 'question')} to learn from, {chosen:,} to choose "
        f"by, {tested:,} to test. {counted(found.left_out, 'journey was', 'journeys were')} under way when "
        "the test began."
    )
    console.print("The last event of a journey is taken for its end, as in the published table.\n")
    console.print(_errors(found, line))
    _print_wrong(console, found)
    _print_intervals(console, found)
    _print_gates(console, found, line)


def _errors(found: Evaluation, line: Published | None) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column("\nmean error in days")
    for heading in ("\nours", "of all", "medians\nby step", "and\nelapsed", "best\npublished", "\nasked"):
        table.add_column(heading, justify="right", vertical="bottom")
    best = "" if line is None else f"{line.best:g}"
    table.add_row("as the table was made", *_row(found.published, best))
    table.add_row("as a service learns", *_row(found.honest, ""))
    if found.snapshots:
        table.add_row(f"1st of {found.snapshots.days} months", *_row(found.snapshots.errors, ""))
    return table


def _row(errors: Errors, best: str) -> tuple[str, ...]:
    figures = (errors.mean, errors.of_all, errors.of_step, errors.of_step_and_elapsed)
    return (*(f"{figure:.2f}" for figure in figures), best, f"{errors.n:,}")


def _print_wrong(console: Console, found: Evaluation) -> None:
    """By tenths of the elapsed time, and by kinds of journeys."""
    tenths = ", ".join(f"{error:.3g} (to {upto:.3g})" for upto, _, error in found.by_decile)
    kinds = ", ".join(f"{error:.3g} ({n:,})" for _, n, error in found.by_kind)
    console.print(f"\nHalf of the errors are below {found.honest.median:.2f} days.")
    console.print(f"By tenths of the days elapsed: {tenths}.")
    console.print(f"By {found.kinds_by}, with how many were asked: {kinds}.", markup=False)


def _print_intervals(console: Console, found: Evaluation) -> None:
    kept = found.kept
    console.print(
        f"\n80% intervals held in {kept.coverage:.1%}; in the middle they were {kept.width:.2f} days wide "
        f"(naive: {kept.naive_coverage:.1%}, {kept.naive_width:.2f} days; "
        f"interval score {kept.score:.1f}, naive {kept.naive_score:.1f})."
    )
    if found.snapshots:
        console.print(f"On the 1st of months they held in {found.snapshots.coverage:.1%}.")
    console.print(
        f"The expected date moved by {found.revisions.days:.2f} days from one event to the next "
        f"(naive: {found.naive_revisions.days:.2f}), and by more than a day "
        f"{found.revisions.per_journey:.2f} times a journey "
        f"(naive: {found.naive_revisions.per_journey:.2f}).\n"
    )


def _print_gates(console: Console, found: Evaluation, line: Published | None) -> None:
    words = {True: "[green]pass[/green]", False: "[red]short[/red]", None: "not judged"}
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column("gate")
    table.add_column("")
    table.add_column("found")
    for gate in gates(found, line):
        table.add_row(words[gate.passed], escape(gate.asks), escape(gate.found))
    console.print(table)
    if line is None:
        console.print("This log is not in the published table; --table names one to compare with.")
