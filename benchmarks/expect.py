"""How good expectations are on public logs, beside simple tables of medians and the best published figures.

    THROUGHLINE_LOGS=folder python -m benchmarks.expect [LOG ...] [--json FOLDER]

Each log is read with its mapping in `examples/logs/`. BPIC12W is the work items of BPIC12.
With --json, figures that were computed before are not computed again.
Prints the tables of `benchmarks/README.md`.
"""

import argparse
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import ibis

from throughline.insight.expect.evaluation import evaluate
from throughline.insight.expect.evaluation_json import evaluation_json
from throughline.insight.expect.history import as_published, history_of
from throughline.insight.expect.published import PUBLISHED
from throughline.intake.mapping import Mapping
from throughline.intake.mapping_file import read_mapping
from throughline.intake.read import read_log

MAPPINGS = Path(__file__).resolve().parents[1] / "examples" / "logs"


@dataclass(frozen=True)
class Source:
    """A log, where it lies, its mapping, and its line of the published table."""

    name: str
    file: str
    mapping: str
    table: str | None
    only: str | None = None
    """Only activities whose names begin so."""


SOURCES = (
    Source("Env. permit", "receipt.xes", "receipt.yaml", "Env. permit"),
    Source("Helpdesk", "helpdesk.xes.gz", "helpdesk.yaml", "Helpdesk"),
    Source("Sepsis", "sepsis.csv", "sepsis.yaml", "Sepsis"),
    Source("BPIC20D", "BPIC20_DomesticDeclarations.xes.gz", "BPIC20_DomesticDeclarations.yaml", "BPIC20D"),
    Source("BPIC15-1", "BPIC15_1.xes.gz", "BPIC15.yaml", "BPIC15-1"),
    Source("BPIC15-2", "BPIC15_2.xes.gz", "BPIC15.yaml", "BPIC15-2"),
    Source("BPIC12W", "BPIC12.xes.gz", "BPIC12.yaml", "BPIC12W", only="W_"),
    Source("BPIC12", "BPIC12.xes.gz", "BPIC12.yaml", "BPIC12"),
    Source("BPIC20 prepaid", "BPIC20_PrepaidTravelCost.xes.gz", "BPIC20_PrepaidTravelCost.yaml", None),
    Source("Traffic fines 10k", "traffic_fines_10k.csv.gz", "traffic_fines_10k.yaml", None),
)


def figures(source: Source, folder: Path, kept: Path | None) -> dict:
    """The evaluation of one log, from where it is kept or computed now."""
    path = None if kept is None else kept / f"{source.name}.json"
    if path is not None and path.exists():
        return json.loads(path.read_text())
    begin = perf_counter()
    mapping = MAPPINGS / source.mapping
    log = read_log(folder / source.file, read_mapping(mapping) if mapping.exists() else Mapping())
    history = as_published(history_of(_only(log.record, source.only), log.journeys))
    line = None if source.table is None else PUBLISHED[source.table]
    found = evaluation_json(evaluate(history), line) | {"seconds": perf_counter() - begin}
    if path is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(found, indent=2))
    return found


def _only(record: ibis.Table, begin: str | None) -> ibis.Table:
    return record if begin is None else record.filter(record.name.startswith(begin))


def errors_line(name: str, found: dict) -> str:
    table, published, honest = found["table"], found["published"], found["honest"]
    best = "–" if table is None else f"{table['best']:.2f}"
    cycle = f"{found['log']['average_cycle_days']:.2f}" + (
        "" if table is None else f" / {table['cycle']:.2f}"
    )
    levels = ("of_all", "of_step", "of_step_and_elapsed")
    return (
        f"| {name} | {cycle} | {best} | {published['mean']:.2f} | "
        + " · ".join(f"{published[level]:.2f}" for level in levels)
        + f" | {honest['mean']:.2f} | "
        + " · ".join(f"{honest[level]:.2f}" for level in levels)
        + " |"
    )


def intervals_line(name: str, found: dict) -> str:
    kept, moved, worst = found["interval"], found["revisions"], found["interval"]["worst_cell"]
    cell = "–" if worst is None else f"{worst['coverage']:.1%} ({worst['journeys']})"
    days = found["snapshots"]
    months = "–" if days is None else f"{days['errors']['mean']:.2f} ({days['coverage']:.0%})"
    return (
        f"| {name} | {kept['coverage']:.1%} | {cell} | {kept['width']:.2f} | {kept['naive_width']:.2f} "
        f"({kept['naive_coverage']:.1%}) | {moved['model']['days']:.2f} / {moved['baseline']['days']:.2f} | "
        f"{months} | {found['seconds']:.0f} |"
    )


def wanted(names: Sequence[str]) -> list[Source]:
    return [source for source in SOURCES if not names or source.name in names]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("log", nargs="*")
    parser.add_argument("--json", type=Path)
    told = parser.parse_args()
    folder = Path(os.environ["THROUGHLINE_LOGS"])
    found = [(source.name, figures(source, folder, told.json)) for source in wanted(told.log)]
    print("| log | average cycle, ours / table | best published | ours | baselines | honest | baselines |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for name, one in found:
        print(errors_line(name, one))
    print("\n| log | held | worst cell | width | naive | date moves | 1st of months | seconds |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for name, one in found:
        print(intervals_line(name, one))


if __name__ == "__main__":
    main()
