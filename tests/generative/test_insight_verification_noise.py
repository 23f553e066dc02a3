"""A change set off by an alarm on pure noise must hardly ever be said to have worked."""

from datetime import date, timedelta

import numpy as np
import pytest
from scipy import stats

from throughline.insight.rung import Better, Rung, Summary, Tier
from throughline.insight.series import Series
from throughline.insight.verification import Hypothesis, check
from throughline.insight.verification_judging import Result

RUNG = Rung(
    measure="clear",
    question="Was it clear?",
    tier=Tier.EXPERIENCE,
    better=Better.HIGHER,
    summary=Summary.MEAN,
)
ANY_GAIN = Hypothesis(rung=RUNG, smallest_effect=1e-9, periods=8)
START = date(2025, 1, 6)


def series(values: np.ndarray) -> Series:
    return Series(
        rung=RUNG,
        service="any",
        unit=None,
        starts=tuple(START + timedelta(weeks=i) for i in range(len(values))),
        values=tuple(map(float, values)),
        counts=(20,) * len(values),
    )


@pytest.mark.parametrize("phi", [0.0, 0.3, 0.5])
@pytest.mark.parametrize("known", [True, False], ids=["phi known", "phi from this series"])
def test_changes_set_off_by_noise_are_not_said_to_have_worked(phi: float, known: bool) -> None:
    rng = np.random.default_rng(71)
    values = rng.standard_normal((6000, 40))
    for t in range(1, 40):
        values[:, t] = phi * values[:, t - 1] + np.sqrt(1 - phi**2) * values[:, t]
    worse = stats.ttest_ind(values[:, 24:32], values[:, :24], axis=1, alternative="less").pvalue < 0.05
    set_off = values[worse][:300]

    verdicts = [
        check(
            ANY_GAIN,
            series(row),
            trigger_from=START + timedelta(weeks=24),
            go_live=START + timedelta(weeks=32),
            phi=phi if known else None,
        ).result
        for row in set_off
    ]

    assert len(set_off) > 200
    assert np.mean([verdict is Result.WORKED for verdict in verdicts]) <= 0.05
