"""How fast and how lean reading is: a CSV against DuckDB by hand, a XES log against r4pm alone.

    python -m benchmarks.reading [--events 5000000] [--rounds 3] [--growth 1000000 20000000] [--xes FILE]

The CSV: `throughline ride` as a whole process, against a query written by hand that gives the same figures
from the same file; the run stops if they differ. The memory is the most that the ride's process ever held.
Growth is the time per event of the larger size, against that of the smaller. The XES: reading into the record
against `r4pm.df.import_xes`, in one process, in turns; also logs with 169 attributes, of which five are used
or of which most are said of the case and looked at.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from benchmarks.made import make_csv, make_xes

HERE = Path(__file__).resolve().parent
BY_HAND = HERE / "by_hand" / "reading.py"
LOGS = Path(os.environ.get("THROUGHLINE_LOGS", HERE.parents[1] / "shared" / "data"))
GATE, MEMORY, GROWTH = 1.3, 1 << 30, 1.1

Figures = dict[str, dict[str, float]]


def whole_process(command: list[str]) -> tuple[float, Figures]:
    """Seconds from start to end of a process, and the measures it printed."""
    begun = time.perf_counter()
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return time.perf_counter() - begun, json.loads(said)["measures"]


def ride(log: Path) -> tuple[float, Figures]:
    """A cold `throughline ride`."""
    return whole_process(
        [str(Path(sys.executable).with_name("throughline")), "ride", str(log), "--json", "-"]
    )


def by_hand(log: Path) -> tuple[float, Figures]:
    """A cold query."""
    return whole_process([sys.executable, str(BY_HAND), str(log)])


def most_memory(log: Path) -> int:
    """The most bytes that a ride ever held: measured from a process that starts nothing else."""
    script = (
        "import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True, capture_output=True); "
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024)"
    )
    command = [str(Path(sys.executable).with_name("throughline")), "ride", str(log), "--json", "-"]
    return int(
        subprocess.run([sys.executable, "-c", script, *command], check=True, capture_output=True).stdout
    )


def differences(ours: Figures, theirs: Figures) -> list[str]:
    """Figures that differ by more than a billionth."""
    return [
        f"{name} {figure}: {ours[name][figure]!r} and {expected!r}"
        for name, figures in theirs.items()
        for figure, expected in figures.items()
        if abs(ours[name][figure] - expected) > 1e-9 * max(1.0, abs(expected))
    ]


def compare_csv(folder: Path, events: int, rounds: int) -> bool:
    """The ride beside the query by hand, in turns; whether both bounds hold."""
    log = make_csv(folder / f"{events}.csv", events)
    seconds = []
    for _ in range(rounds):
        ours, figures = ride(log)
        theirs, expected = by_hand(log)
        seconds.append((ours, theirs))
        if wrong := differences(figures, expected):
            raise SystemExit("The figures differ:\n  " + "\n  ".join(wrong))
    held = most_memory(log)
    ratio = median(ours / theirs for ours, theirs in seconds)
    ours, theirs = (median(each) for each in zip(*seconds, strict=True))
    print(f"CSV, {events:,} events, {rounds} rounds; {len(expected)} measures by hand agree to 1e-9")
    print(f"  ride, {len(figures)} measures {ours:8.2f} s")
    print(f"  by hand          {theirs:8.2f} s")
    print(f"  ratio            {ratio:8.2f}    (at most {GATE})")
    print(f"  most memory      {held / 2**20:8.0f} MiB  (at most {MEMORY / 2**20:.0f})")
    return ratio <= GATE and held <= MEMORY


def compare_sizes(folder: Path, small: int, large: int) -> bool:
    """Whether the time per event stays what it is."""
    few, many = (ride(make_csv(folder / f"{events}.csv", events))[0] / events for events in (small, large))
    print(f"growth from {small:,} to {large:,} events: {many / few:.2f} x linear    (at most {GROWTH})")
    return many / few <= GROWTH


def compare_xes(log: Path, rounds: int) -> bool:
    """Reading into the record beside r4pm alone, in turns."""
    import r4pm

    from throughline.intake.read import read_log

    seconds = []
    read_log(log)  # loads what is only loaded once, for both
    for _ in range(rounds):
        begun = time.perf_counter()
        found = read_log(log)
        ours = time.perf_counter() - begun
        used = found.rows_used
        del found  # to put away what was read is no part of reading it, on either side
        begun = time.perf_counter()
        table, _meta = r4pm.df.import_xes(str(log))
        seconds.append((ours, time.perf_counter() - begun))
        if used != table.height:
            raise SystemExit(f"{log.name}: {used} events read, r4pm finds {table.height}")
        events = table.height
        del table
    ratio = median(ours / theirs for ours, theirs in seconds)
    ours, theirs = (median(each) for each in zip(*seconds, strict=True))
    print(f"XES, {log.name}, {events:,} events, {rounds} rounds")
    print(f"  into the record {ours:.2f} s, r4pm alone {theirs:.2f} s, ratio {ratio:.2f}    (at most {GATE})")
    quickest = [min(each) for each in zip(*seconds, strict=True)]
    print(f"  the quickest    {quickest[0]:.2f} s, r4pm alone {quickest[1]:.2f} s")
    return ratio <= GATE


def main() -> int:
    """Compare what was asked for; 1 if a bound does not hold."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--events", type=int, default=5_000_000)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--growth", type=int, nargs=2, metavar=("SMALL", "LARGE"))
    options.add_argument("--xes", default="BPIC12.xes.gz")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        held = [compare_csv(Path(folder), chosen.events, chosen.rounds)]
        if chosen.growth:
            held.append(compare_sizes(Path(folder), *chosen.growth))
        five = make_xes(Path(folder) / "five-used.xes.gz", cases=1_000, events=12, of_case=20, of_event=145)
        most = make_xes(Path(folder) / "of-cases.xes.gz", cases=3_000, events=20, of_case=164, of_event=0)
        held += [compare_xes(log, chosen.rounds) for log in (five, most)]
    if (LOGS / chosen.xes).exists():
        held.append(compare_xes(LOGS / chosen.xes, chosen.rounds))
    else:
        print(f"XES: {LOGS / chosen.xes} is not there; set THROUGHLINE_LOGS to a folder with real logs")
    return 0 if all(held) else 1


if __name__ == "__main__":
    sys.exit(main())
