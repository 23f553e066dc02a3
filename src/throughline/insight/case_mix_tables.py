"""Case-mix adjustment by tables: direct and indirect standardisation over kinds of journeys."""

from dataclasses import dataclass

import numpy as np

from throughline.insight.case_mix_model import Adjusted, adjusted_by_table
from throughline.insight.hallway_columns import Codes
from throughline.insight.hallway_units import NothingToCompare
from throughline.insight.intervals import Numbers

NOT_COMPARABLE = (
    "Each unit is compared with what its own journeys would do on average; because every unit has its own "
    "journeys, two such ratios are not comparable with each other."
)


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Ratio:
    """What units showed beside what their journeys would do on average anywhere."""

    observed: Numbers
    expected: Numbers

    @property
    def ratios(self) -> Numbers:
        """Standardised ratios: above 1 is more than expected."""
        return self.observed / self.expected


def direct_rate(rates: Numbers, reference: Numbers) -> float:
    """The rate of a unit if it had the reference's mix; `reference` are shares of the kinds."""
    return float(rates @ reference)


def expected_count(journeys: Numbers, reference_rates: Numbers) -> float:
    """What the reference would have made of a unit's journeys."""
    return float(journeys @ reference_rates)


def direct(values: Numbers, unit: Codes, kind: Codes) -> Adjusted:
    """Every unit with the mix of all.

    Raises:
        NothingToCompare: where a unit has no journey of some kind; regression can do without.
    """
    cells = _cells(unit, kind)
    if np.any(cells == 0):
        raise NothingToCompare(
            "Some units have no journeys of some kinds: a table cannot give them the mix of all."
        )
    rates = _cells(unit, kind, values) / cells
    reference = cells.sum(axis=0) / cells.sum()
    noise = _noise(values, kind)
    n = cells.sum(axis=1).astype(np.intp)
    return adjusted_by_table(
        n=n,
        raw=np.bincount(unit, values) / n,
        values=rates @ reference,
        noise=(1 / cells) @ (reference**2 * noise),
    )


def indirect(values: Numbers, unit: Codes, kind: Codes) -> Adjusted:
    """The standardised ratio of every unit, times the overall value."""
    n = np.bincount(unit)
    overall = float(values.mean())
    ratio = ratio_of(values, unit, kind)
    noise = np.bincount(unit, _noise(values, kind)[kind])
    return adjusted_by_table(
        n=n,
        raw=ratio.observed / n,
        values=ratio.ratios * overall,
        noise=noise * (overall / ratio.expected) ** 2,
        expected=ratio.expected,
    )


def ratio_of(values: Numbers, unit: Codes, kind: Codes) -> Ratio:
    """Observed and expected sums; expected by the rate of each kind over all units."""
    rates = np.bincount(kind, values) / np.bincount(kind)
    expected = np.bincount(unit, np.asarray(rates, dtype=np.float64)[kind])
    return Ratio(
        observed=np.asarray(np.bincount(unit, values), dtype=np.float64),
        expected=np.asarray(expected, dtype=np.float64),
    )


def _cells(unit: Codes, kind: Codes, values: Numbers | None = None) -> Numbers:
    wide = int(kind.max()) + 1
    cells = np.bincount(unit * wide + kind, values, minlength=(int(unit.max()) + 1) * wide)
    return np.asarray(cells.reshape(-1, wide), dtype=np.float64)


def _noise(values: Numbers, kind: Codes) -> Numbers:
    """How much one journey of each kind varies, over all units."""
    counts = np.bincount(kind)
    means = np.bincount(kind, values) / counts
    return np.asarray(np.bincount(kind, (values - means[kind]) ** 2) / np.maximum(counts - 1, 1))
