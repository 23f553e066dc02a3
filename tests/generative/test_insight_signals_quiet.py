"""The promise of the signals, held on noise we made ourselves: seldom wrong, and not blind either."""

from datetime import date, timedelta

import numpy as np
import pytest

from throughline.insight.rung import Better, Rung, Summary, Tier
from throughline.insight.series import Series
from throughline.insight.signals import review

RUNG = Rung(
    measure="clear",
    question="Was it clear?",
    tier=Tier.EXPERIENCE,
    better=Better.HIGHER,
    summary=Summary.MEAN,
)
SERIES, SHIFTED, PERIODS, RECENT = 300, 30, 32, 8
STARTS = tuple(date(2025, 1, 6) + timedelta(weeks=i) for i in range(PERIODS))


def portfolio(rng: np.random.Generator, phi: float) -> list[Series]:
    values = rng.standard_normal((SERIES, PERIODS))
    for t in range(1, PERIODS):
        values[:, t] = phi * values[:, t - 1] + np.sqrt(1 - phi**2) * values[:, t]
    values[:SHIFTED, -RECENT:] += 1.5
    return [
        Series(
            rung=RUNG,
            service="any",
            unit=str(unit),
            starts=STARTS,
            values=tuple(map(float, row)),
            counts=(20,) * PERIODS,
        )
        for unit, row in enumerate(values)
    ]


@pytest.mark.parametrize(("phi", "least_power"), [(0.0, 0.70), (0.3, 0.28)])
def test_of_three_hundred_series_few_are_raised_falsely_and_many_rightly(
    phi: float, least_power: float
) -> None:
    # Forty portfolios: enough to tell .10 from .15, so the bounds are a little wider than the benchmark's.
    rng = np.random.default_rng(97)
    rates, found = [], []
    for _ in range(40):
        raised = [int(signal.unit or 0) for signal in review(portfolio(rng, phi)).signals]
        false = sum(unit >= SHIFTED for unit in raised)
        rates.append(false / max(1, len(raised)))
        found.append((len(raised) - false) / SHIFTED)

    assert np.mean(rates) <= 0.12
    assert np.mean(found) >= least_power
