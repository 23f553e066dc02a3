"""How fair the hallway is: reported gaps beside true ones, and how often luck is named best or worst.

    python benchmarks/hallway.py [--runs 1000]

Units have true shares around 80% with the given standard deviation. "Gap" is in percentage points, between
the two units that look furthest apart. Gate: the reported gap within 1 point of the truth, and no best or
worst named in at least 95% of runs when no unit truly differs.
"""

import argparse

import numpy as np

from throughline.insight.hallway import compare
from throughline.insight.hallway_units import shares
from throughline.insight.rung import Better, Rung, Summary, Tier

DIFFERENT = ((20, 50, 0.03), (20, 100, 0.03), (20, 500, 0.03), (8, 400, 0.05), (5, 400, 0.05))
ALIKE = ((20, 100, 0.0), (5, 400, 0.0))
RUNG = Rung(
    measure="trading",
    question="Are you open and trading?",
    tier=Tier.OUTCOME,
    better=Better.HIGHER,
    summary=Summary.SHARE,
)


def world(units: int, n: int, spread: float, runs: int) -> str:
    rng = np.random.default_rng(61)
    rows = []
    for _ in range(runs):
        truth = np.clip(rng.normal(0.8, spread, units), 0, 1)
        yes = rng.binomial(n, truth)
        hallway = compare(RUNG, shares([(f"{u:02}", int(k), n) for u, k in enumerate(yes)]))
        widest = hallway.widest
        true_gap = truth[int(widest.better)] - truth[int(widest.worse)]
        held = np.mean([door.interval.holds(truth[int(door.unit)]) for door in hallway.doors])
        rows.append((widest.raw, true_gap, widest.shrunk, hallway.reliability, held, hallway.can_rank))
    raw, true, shrunk, reliability, held, ranked = np.mean(rows, axis=0) * (100, 100, 100, 1, 1, 1)
    return (
        f"{units:<6} {n:<5} {spread * 100:<4.0f} {raw:<13.1f} {true:<9.1f} {shrunk:<13.1f} "
        f"{reliability:<12.2f} {held:<15.3f} {ranked:.3f}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--runs", type=int, default=1000)
    runs = parser.parse_args().runs
    print("units  n     sd   observed gap  true gap  reported gap  reliability  interval holds  named")
    for units, n, spread in DIFFERENT + ALIKE:
        print(world(units, n, spread, runs), flush=True)


if __name__ == "__main__":
    main()
