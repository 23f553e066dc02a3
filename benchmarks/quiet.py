"""How quiet the signals are over 300 series, with and without neighbours that resemble each other.

    python benchmarks/quiet.py [--portfolios 200]

A portfolio is 300 series of 24 baseline and 8 recent periods; in a tenth of them the recent periods are
shifted by 1.5 standard deviations. The gate: false-discovery rate at most .10, power at least .75 (phi 0) and
.35 (phi .3), and at most one false conversation per organisation and quarter when nothing has changed.
"""

import argparse
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from throughline.insight.rung import Better, Rung, Summary, Tier
from throughline.insight.series import Series
from throughline.insight.signals import review

SERIES, BASELINE, RECENT, SHIFT = 300, 24, 8, 1.5
PERIODS = BASELINE + RECENT
STARTS = tuple(date(2025, 1, 6) + timedelta(weeks=i) for i in range(PERIODS))
COUNTS = (20,) * PERIODS
REVIEWS_A_QUARTER = 3
RUNG = Rung(
    measure="clear",
    question="Was it clear what would happen next?",
    tier=Tier.EXPERIENCE,
    better=Better.HIGHER,
    summary=Summary.MEAN,
)


@dataclass(frozen=True)
class Found:
    false: float
    true: float
    fdr: float
    reviews_with_a_false_one: float


def wandering(rng: np.random.Generator, phi: float) -> NDArray[np.float64]:
    """Series of unit variance whose neighbours correlate with `phi`."""
    steps = rng.standard_normal((SERIES, PERIODS))
    values = np.empty_like(steps)
    values[:, 0] = steps[:, 0]
    for t in range(1, PERIODS):
        values[:, t] = phi * values[:, t - 1] + np.sqrt(1 - phi**2) * steps[:, t]
    return values


def portfolio(rng: np.random.Generator, phi: float, shifted: int) -> list[Series]:
    values = wandering(rng, phi)
    values[:shifted, BASELINE:] += SHIFT
    return [
        Series(
            rung=RUNG,
            service="any",
            unit=str(i),
            starts=STARTS,
            values=tuple(map(float, row)),
            counts=COUNTS,
        )
        for i, row in enumerate(values)
    ]


def measure(phi: float, *, shifted: int, portfolios: int, seed: int = 41) -> Found:
    """Mean counts over many portfolios."""
    rng = np.random.default_rng(seed)
    false, true = np.zeros(portfolios), np.zeros(portfolios)
    for i in range(portfolios):
        units = [int(signal.unit or 0) for signal in review(portfolio(rng, phi, shifted)).signals]
        true[i] = sum(unit < shifted for unit in units)
        false[i] = len(units) - true[i]
    return Found(
        false=float(false.mean()),
        true=float(true.mean()),
        fdr=float(np.mean(false / np.maximum(1, false + true))),
        reviews_with_a_false_one=float(np.mean(false > 0)),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--portfolios", type=int, default=200)
    portfolios = parser.parse_args().portfolios
    print(f"{portfolios} portfolios of {SERIES} series, {SERIES // 10} shifted by {SHIFT} sd")
    print("phi   false  true   FDR    power")
    for phi in (0.0, 0.3, 0.5):
        found = measure(phi, shifted=SERIES // 10, portfolios=portfolios)
        power = found.true / (SERIES // 10)
        print(f"{phi:<5} {found.false:<6.2f} {found.true:<6.2f} {found.fdr:<6.3f} {power:.2f}")
    print("nothing shifted")
    print("phi   reviews with a false signal   false signals a quarter (a review a month)")
    for phi in (0.0, 0.3, 0.5):
        found = measure(phi, shifted=0, portfolios=portfolios)
        quarter = found.false * REVIEWS_A_QUARTER
        print(f"{phi:<5} {found.reviews_with_a_false_one:<29.3f} {quarter:.2f}")


if __name__ == "__main__":
    main()
