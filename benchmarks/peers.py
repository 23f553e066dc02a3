"""Beside pm4py: the same log read and measured by both, each as a whole process with its start.

    python -m benchmarks.peers [--events 50000 200000 1000000 5000000] [--rounds 3] [--xes BPIC12.xes.gz]

The first run makes pm4py's own environment in var/peers from benchmarks/peers/requirements.txt. pm4py is no
part of the project. Rounds alternate, so that a busy machine is busy for both. The peer computes handoffs,
gaps, repeats and durations per case, and a second time its hand-over network as well; the ride computes all
its measures. The run stops if handoffs or durations differ.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

from benchmarks.made import make_csv

HERE = Path(__file__).resolve().parent
HOME = HERE.parent / "var" / "peers"
REQUIREMENTS = HERE / "peers" / "requirements.txt"
PEER = HERE / "peers" / "pm4py_ride.py"
LOGS = Path(os.environ.get("THROUGHLINE_LOGS", HERE.parents[1] / "shared" / "data"))
GATE = 1.0
LARGE = 2_000_000
"""From here on one round tells enough."""

Figures = dict[str, float]


def peer_python() -> Path:
    """The Python of the peer's own environment, made anew when its requirements changed."""
    python, made = HOME / "bin" / "python", HOME / "requirements.txt"
    if not made.exists() or made.read_text() != REQUIREMENTS.read_text():
        venv.create(HOME, clear=True, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", "-r", REQUIREMENTS], check=True)
        made.write_text(REQUIREMENTS.read_text())
    return python


def timed(command: Sequence[str | Path]) -> tuple[float, str]:
    """Seconds from start to end of a process, and what it printed."""
    begun = time.perf_counter()
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return time.perf_counter() - begun, said


def ours(log: Path) -> tuple[float, Figures]:
    """A cold `throughline ride`."""
    seconds, said = timed([Path(sys.executable).with_name("throughline"), "ride", log, "--json", "-"])
    measures = json.loads(said)["measures"]
    return seconds, {
        "handoffs": measures["handoffs_person"]["mean"] * measures["handoffs_person"]["n"],
        "days": measures["elapsed_days"]["mean"] * measures["elapsed_days"]["n"],
    }


def theirs(python: Path, log: Path, *more: str) -> tuple[float, Figures]:
    """A cold process with pm4py."""
    seconds, said = timed([python, PEER, log, *more])
    return seconds, json.loads(said.splitlines()[-1])


def differences(one: Figures, other: Figures) -> Iterator[str]:
    """Figures that are not the same."""
    for name, value in one.items():
        if abs(value - other[name]) > 1e-6 * max(1.0, abs(value)):
            yield f"{name}: {value!r} here and {other[name]!r} there"


def compare(python: Path, log: Path, rounds: int, *, name: str, of_csv: bool) -> bool:
    """One log, in turns; whether we were ahead each time."""
    plain, network = [], []
    for _ in range(rounds):
        mine, found = ours(log)
        each, expected = theirs(python, log)
        plain.append((mine, each))
        if of_csv:
            if wrong := list(differences(found, expected)):
                sys.exit("The figures differ: " + "; ".join(wrong))
            network.append((mine, theirs(python, log, "--network")[0]))
    ahead = [told(name, "per case", plain)]
    if network:
        ahead.append(told(name, "with network", network))
    return all(ahead)


def told(name: str, what: str, pairs: Sequence[tuple[float, float]]) -> bool:
    """Print the medians and the ratio beside the bound."""
    mine, peer = median(one for one, _ in pairs), median(other for _, other in pairs)
    ratio = median(one / other for one, other in pairs)
    print(
        f"{name:>18} {what:>12}  ride {mine:6.2f} s  pm4py {peer:6.2f} s  ratio {ratio:.2f} (bound {GATE})",
        flush=True,
    )
    return ratio <= GATE


def main() -> int:
    """All sizes, then XES."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--events", type=int, nargs="+", default=[50_000, 200_000, 1_000_000, 5_000_000])
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--xes", default="BPIC12.xes.gz", help="A log in the folder THROUGHLINE_LOGS.")
    chosen = options.parse_args()
    python, ahead = peer_python(), []
    with tempfile.TemporaryDirectory() as folder:
        for events in chosen.events:
            log = make_csv(Path(folder) / "log.csv", events)
            rounds = 1 if events >= LARGE else chosen.rounds
            ahead.append(compare(python, log, rounds, name=f"{events:,} CSV", of_csv=True))
    if (LOGS / chosen.xes).exists():
        ahead.append(compare(python, LOGS / chosen.xes, 1, name=chosen.xes, of_csv=False))
    else:
        print(f"{LOGS / chosen.xes} is not there: XES is left out. Set THROUGHLINE_LOGS.")
    return 0 if all(ahead) else 1


if __name__ == "__main__":
    sys.exit(main())
