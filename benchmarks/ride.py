"""How fast the ride is: `throughline ride` on 1,000,000 events against a DuckDB query written by hand.

    .venv/bin/python benchmarks/ride.py [--events 1000000] [--rounds 5]

Both read the same Parquet file and give the same figures; the run stops if they differ. Rounds alternate, so
that a busy machine is busy for both. Whole process counts the start of Python and all imports; in one process
counts reading and measuring only. Both give each of the five offices beside the whole: by hand as mean and
number, the ride also with what chance may have done to them.
"""

# ruff: noqa: E501 - a query reads better in long lines

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

import duckdb

HERE = Path(__file__).resolve().parent
BY_HAND = HERE / "by_hand" / "ride.py"
GATE = 1.3

Figures = dict[str, dict[str, float]]


def make_log(path: Path, events: int) -> None:
    """Fifteen events per journey, thirty activities, two hundred people, eight departments; the same every time."""
    duckdb.execute("SET TimeZone = 'UTC'")
    duckdb.execute(
        f"""
        COPY (
          WITH row AS (
            SELECT i, i // 15 AS j, i % 15 AS step, hash(i * 2654435761) AS h, hash(i * 40503 + 7) AS g
            FROM range({events}) t(i)
          ), kinded AS (
            SELECT *, CASE WHEN step = 1 THEN 'promise.made/1' WHEN step = 13 AND g % 3 > 0 THEN 'promise.kept/1'
              WHEN step IN (3, 8) THEN 'fact.asked/1' WHEN step IN (4, 9) THEN 'fact.given/1'
              ELSE 'activity/1' END AS kind FROM row
          )
          SELECT 'case-' || j AS journey, (step + 1)::BIGINT AS seq,
            (TIMESTAMP '2024-01-01' + to_microseconds((j * 37 % 500000)::BIGINT * 60000000)
              + to_microseconds(step::BIGINT * 86400000000 + (h % 80000000000)::BIGINT)) AT TIME ZONE 'UTC' AS at,
            kind,
            CASE WHEN kind LIKE 'promise%' THEN NULL ELSE 'activity ' || (h % 30) END AS name,
            CASE WHEN kind = 'fact.given/1' THEN 'from' WHEN kind IN ('fact.asked/1', 'promise.made/1') THEN 'to'
              WHEN h % 4 = 0 THEN 'to' ELSE 'inside' END AS direction,
            CASE WHEN kind = 'fact.given/1' THEN 'stakeholder' WHEN h % 20 = 0 THEN 'system' ELSE 'staff' END AS by,
            CASE WHEN kind = 'fact.given/1' OR h % 20 = 0 THEN NULL ELSE 'person ' || (g % 200) END AS person,
            CASE WHEN kind = 'fact.given/1' OR g % 15 = 0 THEN NULL ELSE 'department ' || (g % 8) END AS function,
            'office ' || (j % 5) AS unit, 'permit' AS service, '1' AS version, NULL::VARCHAR AS stage,
            NULL::VARCHAR AS channel,
            CASE WHEN kind LIKE 'promise%' THEN 'p' || j WHEN kind LIKE 'fact%' THEN 'fact ' || (j % 2 * step // 5) END AS key,
            CASE WHEN kind = 'promise.made/1' THEN (TIMESTAMP '2024-01-13 12:00:00'
              + to_microseconds((j * 37 % 500000)::BIGINT * 60000000)) AT TIME ZONE 'UTC' END AS due,
            NULL::DOUBLE AS value, NULL::VARCHAR AS lifecycle
          FROM kinded ORDER BY i
        ) TO '{path}' (FORMAT PARQUET)
        """
    )


def whole_process(command: list[str]) -> tuple[float, Figures]:
    """Seconds from start to end of a process, and the measures it printed, of all and of each office."""
    begun = time.perf_counter()
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    seconds, said = time.perf_counter() - begun, json.loads(printed)
    offices = {
        f"{name} of {office['unit']}": office
        for name, each in said.get("units", {}).items()
        for office in each
    }
    return seconds, said["measures"] | said.get("offices", offices)


def in_process(path: Path) -> tuple[float, float]:
    """Seconds for reading, measuring and comparing alone, ours and by hand."""
    from benchmarks.by_hand.ride import by_hand

    from throughline.insight.hallway_walk import walk_all
    from throughline.insight.ride import ride_of
    from throughline.intake.read import read_log

    begun = time.perf_counter()
    walk_all(ride_of(read_log(path).record).journeys)
    between = time.perf_counter()
    by_hand(str(path))
    return between - begun, time.perf_counter() - between


def differences(ours: Figures, theirs: Figures) -> list[str]:
    """Figures that differ by more than a billionth. Offices that are all alike are not compared by the ride."""
    return [
        f"{name} {figure}: {ours[name][figure]!r} and {expected!r}"
        for name, figures in theirs.items()
        if name in ours or " of " not in name
        for figure, expected in figures.items()
        if abs(ours[name][figure] - expected) > 1e-9 * max(1.0, abs(expected))
    ]


def main() -> int:
    """Run both ways in turns and print the ratios."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--events", type=int, default=1_000_000)
    options.add_argument("--rounds", type=int, default=5)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log.parquet"
        make_log(log, chosen.events)
        throughline = str(Path(sys.executable).with_name("throughline"))
        whole: list[tuple[float, float]] = []
        inside: list[tuple[float, float]] = []
        for _ in range(chosen.rounds):
            ours, figures = whole_process([throughline, "ride", str(log), "--json", "-"])
            theirs, expected = whole_process([sys.executable, str(BY_HAND), str(log)])
            whole.append((ours, theirs))
            inside.append(in_process(log))
            wrong = differences(figures, expected)
            if wrong:
                print("The figures differ:", *wrong, sep="\n  ")
                return 1
    print(f"{chosen.events:,} events, {chosen.rounds} rounds, {len(expected)} rows of figures agree to 1e-9")
    for name, pairs in (("whole process", whole), ("in one process", inside)):
        ours, theirs = median(a for a, _ in pairs), median(b for _, b in pairs)
        ratio = median(a / b for a, b in pairs)
        print(f"{name}: ride {ours:.2f} s, by hand {theirs:.2f} s, ratio {ratio:.2f} (gate {GATE})")
    return 0


if __name__ == "__main__":
    sys.exit(main())
