"""How often a change that did nothing is said to have worked, when an alarm on pure noise set it off.

    python benchmarks/verification.py [--series 20000]

Each series is noise. Where its eight recent periods look worse than the 24 before (the everyday test at 5%,
one series at a time), a "change" goes live in the next period and is judged after eight or twelve more. Ours
is beside the usual comparison of the eight periods before with the eight after. The gate: at most 5% for phi
up to .5. The second table drops the alarm: how often a check is wrong either way when nothing set it off. The
third shows that the check is not merely silent: how often it finds a gain that is really there.
"""

import argparse
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from throughline.insight.rung import Better, Rung, Summary, Tier
from throughline.insight.series import Series
from throughline.insight.verification import Hypothesis, check
from throughline.insight.verification_judging import Result

BASELINE, TRIGGER = 24, 8
GAINS = (1.0, 1.5, 2.0)
START = date(2025, 1, 6)
RUNG = Rung(
    measure="clear",
    question="Was it clear what would happen next?",
    tier=Tier.EXPERIENCE,
    better=Better.HIGHER,
    summary=Summary.MEAN,
)
ANY_GAIN = 1e-9
"""The hardest case for honesty: the smallest gain would count."""


def wandering(rng: np.random.Generator, many: int, periods: int, phi: float) -> NDArray[np.float64]:
    steps = rng.standard_normal((many, periods))
    values = np.empty_like(steps)
    values[:, 0] = steps[:, 0]
    for t in range(1, periods):
        values[:, t] = phi * values[:, t - 1] + np.sqrt(1 - phi**2) * steps[:, t]
    return values


def alarmed(values: NDArray[np.float64]) -> NDArray[np.bool_]:
    """The everyday test: the recent periods are worse at 5%."""
    recent, baseline = values[:, BASELINE : BASELINE + TRIGGER], values[:, :BASELINE]
    found = stats.ttest_ind(recent, baseline, axis=1, alternative="less")
    return np.asarray(found.pvalue < 0.05)


def naive_says_it_worked(values: NDArray[np.float64]) -> bool:
    before, after = values[BASELINE : BASELINE + TRIGGER], values[BASELINE + TRIGGER :][:TRIGGER]
    return bool(stats.ttest_ind(after, before, alternative="two-sided").pvalue < 0.05) and bool(
        after.mean() > before.mean()
    )


def series(values: NDArray[np.float64]) -> Series:
    return Series(
        rung=RUNG,
        service="any",
        unit=None,
        starts=tuple(START + timedelta(weeks=i) for i in range(len(values))),
        values=tuple(map(float, values)),
        counts=(20,) * len(values),
    )


def ours(values: NDArray[np.float64], phi: float | None) -> Result:
    return check(
        Hypothesis(rung=RUNG, smallest_effect=ANY_GAIN, periods=len(values) - BASELINE - TRIGGER),
        series(values),
        trigger_from=START + timedelta(weeks=BASELINE),
        go_live=START + timedelta(weeks=BASELINE + TRIGGER),
        phi=phi,
    ).result


def gained(values: NDArray[np.float64], by: float) -> NDArray[np.float64]:
    return np.r_[values[: BASELINE + TRIGGER], values[BASELINE + TRIGGER :] + by]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--series", type=int, default=20000)
    many = parser.parse_args().series
    print("changes set off by an alarm on pure noise: share said to have worked")
    print("phi   after  changes  naive   ours (phi known from the portfolio)  ours (phi from this series)")
    for phi in (0.0, 0.3, 0.5):
        for after in (8, 12):
            rng = np.random.default_rng(17)
            values = wandering(rng, many, BASELINE + TRIGGER + after, phi)
            set_off = values[alarmed(values)][:2000]
            naive = np.mean([naive_says_it_worked(row) for row in set_off])
            known = np.mean([ours(row, phi) is Result.WORKED for row in set_off])
            own = np.mean([ours(row, None) is Result.WORKED for row in set_off])
            print(f"{phi:<5} {after:<6} {len(set_off):<8} {naive:<7.3f} {known:<36.3f} {own:.3f}")
    print("no alarm, 24 periods before and 12 after: share of checks wrong either way (two-sided 5%)")
    print("phi   phi known  phi from this series")
    wrong = {Result.WORKED, Result.HARMED}
    for phi in (0.0, 0.3, 0.6):
        values = wandering(np.random.default_rng(23), 2000, BASELINE + TRIGGER + 12, phi)
        known = np.mean([ours(row, phi) in wrong for row in values])
        own = np.mean([ours(row, None) in wrong for row in values])
        print(f"{phi:<5} {known:<10.3f} {own:.3f}")
    print("a real gain after an alarm, 24 periods before and 12 after: share said to have worked")
    print("phi   gain of 1 sd  of 1.5 sd  of 2 sd")
    for phi in (0.0, 0.3, 0.5):
        values = wandering(np.random.default_rng(29), many, BASELINE + TRIGGER + 12, phi)
        set_off = values[alarmed(values)][:1000]
        shares = [np.mean([ours(gained(row, by), phi) is Result.WORKED for row in set_off]) for by in GAINS]
        print(f"{phi:<5} {shares[0]:<13.2f} {shares[1]:<10.2f} {shares[2]:.2f}")


if __name__ == "__main__":
    main()
