"""Whether time grows no faster than the log: one CSV of a million events and one twenty times as long.

    python -m benchmarks.growing_logs [--small 1000000] [--times 20] [--rounds 3]

Both are whole processes of `throughline ride`. The large log is about 1.5 GB on disk, in a temporary folder
that goes afterwards.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from benchmarks.made import make_csv

GATE = 1.1
BYTES_PER_EVENT = 100
"""More than an event takes, with room for what spills."""


def ride(log: Path) -> float:
    """Seconds from start to end of a cold process."""
    throughline = Path(sys.executable).with_name("throughline")
    begun = time.perf_counter()
    subprocess.run([throughline, "ride", log, "--json", "-"], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begun


def main() -> int:
    """The small log several times, the large one once."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--small", type=int, default=1_000_000)
    options.add_argument("--times", type=int, default=20)
    options.add_argument("--rounds", type=int, default=3)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        needed = 2 * chosen.small * chosen.times * BYTES_PER_EVENT
        if shutil.disk_usage(folder).free < needed:
            sys.exit(
                f"{folder} has too little room: {needed / 1e9:.0f} GB are needed. Set TMPDIR to another."
            )
        small = make_csv(Path(folder) / "small.csv", chosen.small)
        first = median(ride(small) for _ in range(chosen.rounds))
        large = make_csv(Path(folder) / "large.csv", chosen.small * chosen.times)
        second = ride(large)
    events = chosen.small * chosen.times
    growth = second / first / chosen.times
    print(f"{chosen.small:,} events: {first:.1f} s ({chosen.rounds} rounds)")
    print(f"{events:,} events: {second:.1f} s, {events / second:,.0f} a second")
    print(f"growth ÷ linear: {growth:.2f} (bound {GATE})")
    return 0 if growth <= GATE else 1


if __name__ == "__main__":
    sys.exit(main())
