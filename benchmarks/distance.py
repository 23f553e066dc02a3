"""Whether the distance between two units is explained rightly: planted effects, and how often we find them.

    python -m benchmarks.distance [--runs 1000]

Two units whose journeys differ in kind and size and that hand over differently often. What the handoffs add
to the distance is planted; gate: it lies in its 95% interval in 93 to 97 of 100 runs, for means and for
shares, and the parts sum to the gap to 1e-9.
"""

import argparse

import numpy as np

from throughline.insight.distance_parts import Explained, explained
from throughline.insight.hallway_difference import Z95

SIZES = ((60, 60), (200, 200), (1000, 150))
MANY = 2_000_000


def world(rng: np.random.Generator, sizes: tuple[int, int], *, share: bool) -> Explained:
    """Case mix first, then handoffs: more of both in the first unit."""
    unit = np.repeat([0, 1], sizes).astype(np.intp)
    first = unit == 0
    large = rng.random(len(unit)) < np.where(first, 0.5, 0.3)
    fee = rng.normal(np.where(first, 0.4, 0.0), 1)
    handoffs = rng.poisson(np.where(first, 3.0, 2.0) + large).astype(float)
    along = 0.8 * large + 0.3 * fee + 0.35 * handoffs
    if share:
        values = (rng.random(len(unit)) < 1 / (1 + np.exp(2 - along))).astype(float)
    else:
        values = 20 + 10 * along + rng.gamma(2, 8, len(unit))
    return explained(values, unit, [np.column_stack([large, fee]), handoffs[:, None]], yes_or_no=share)


def planted(*, share: bool) -> np.ndarray:
    """For means by arithmetic; for shares from two million journeys."""
    if not share:
        return np.array([0.2 * 8 + 0.4 * 3, (1.0 + 0.2) * 3.5])
    return world(np.random.default_rng(1), (MANY // 2, MANY // 2), share=True).parts


def row(sizes: tuple[int, int], runs: int, *, share: bool) -> str:
    rng = np.random.default_rng(93)
    truth = planted(share=share)
    inside, apart = [], 0.0
    for _ in range(runs):
        found = world(rng, sizes, share=share)
        rest = found.gap - found.parts.sum()
        halves = [Z95 * found.deviation(np.array(w)) for w in ([1, 0, 0], [0, 1, 0])]
        inside.append(np.abs(found.parts - truth) <= halves)
        apart = max(apart, abs(found.parts.sum() + rest - found.gap))
    mix, handoffs = np.mean(inside, axis=0)
    what = "share" if share else "mean"
    return f"{what:<6} {sizes[0]:<5} {sizes[1]:<6} {mix:<9.3f} {handoffs:<9.3f} {apart:.0e}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--runs", type=int, default=1000)
    runs = parser.parse_args().runs
    print("what   one   other  case mix  handoffs  parts apart from the gap")
    for share in (False, True):
        for sizes in SIZES:
            print(row(sizes, runs, share=share), flush=True)


if __name__ == "__main__":
    main()
