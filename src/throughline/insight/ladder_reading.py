"""One rung of the ladder: a number with all that it needs to be believed, or the reason why there is none."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from throughline.insight.intervals import (
    Estimate,
    Interval,
    Numbers,
    coverage,
    manski,
    mean_interval,
    median_interval,
    wilson,
)
from throughline.insight.ladder_trend import Trend, trend
from throughline.insight.limits import passes_consistently
from throughline.insight.rung import Better, Rung, Summary, Tier
from throughline.insight.series import Series
from throughline.refused import Refused

THIN_COVERAGE = 0.5
"""Below this, the bounds on everybody's share stand beside the share of those we know."""


class NotAShare(Refused):
    """A share counts yes and no."""


class Standing(StrEnum):
    """Where a number is against its target. `UNSURE`: the interval lies on both sides of it."""

    MET = "met"
    MISSED = "missed"
    UNSURE = "cannot tell"
    NO_TARGET = "no target"


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """What is known of one measure: one value per journey that has one, and how many journeys could have."""

    rung: Rung
    unit: str | None
    values: Numbers
    eligible: int
    over_time: Series | None = None
    why_none: str = "Nobody has been asked, and the record does not show it."


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """One measured rung."""

    rung: Rung
    unit: str | None
    n: int
    eligible: int
    coverage: float
    estimate: Estimate
    everybody: Interval | None
    trend: Trend | None
    standing: Standing
    passes_consistently: bool

    @property
    def is_green(self) -> bool:
        """The dashboard would show it green."""
        return self.standing is Standing.MET or self.passes_consistently


@dataclass(frozen=True, kw_only=True, slots=True)
class Unmeasured:
    """A rung, or a whole tier, of which we know nothing. Without `rung`, the tier has no measure at all."""

    tier: Tier
    rung: Rung | None
    unit: str | None
    why: str


def read(known: Known) -> Reading | Unmeasured:
    """One rung with interval, coverage, trend and standing, or the reason why there is none."""
    least = 1 if known.rung.summary is Summary.SHARE else 2
    if len(known.values) < least:
        return Unmeasured(tier=known.rung.tier, rung=known.rung, unit=known.unit, why=_why(known))
    estimate, covered = _estimate(known), coverage(len(known.values), known.eligible)
    thin_share = known.rung.summary is Summary.SHARE and covered < THIN_COVERAGE
    return Reading(
        rung=known.rung,
        unit=known.unit,
        n=len(known.values),
        eligible=known.eligible,
        coverage=covered,
        estimate=estimate,
        everybody=manski(estimate.value, covered) if thin_share else None,
        trend=trend(known.over_time),
        standing=standing_against(estimate, known.rung.target, known.rung.better),
        passes_consistently=_passes(known.over_time, known.rung),
    )


def _why(known: Known) -> str:
    if known.eligible == 0:
        return "No journey has come far enough to be measured."
    if len(known.values) == 1:
        return f"One value of {known.eligible} journeys is too few to say anything."
    return known.why_none


def _estimate(known: Known) -> Estimate:
    match known.rung.summary:
        case Summary.SHARE:
            if not np.isin(known.values, (0.0, 1.0)).all():
                raise NotAShare(f"“{known.rung.measure}” is a share, so each journey counts 0 or 1.")
            return wilson(int(known.values.sum()), len(known.values))
        case Summary.MEAN:
            return mean_interval(known.values)
        case Summary.MEDIAN:
            return median_interval(known.values)


def standing_against(estimate: Estimate, target: float | None, better: Better) -> Standing:
    """Met or missed only where the whole interval lies on one side."""
    if target is None:
        return Standing.NO_TARGET
    low, high = estimate.interval.low, estimate.interval.high
    least, most = (low, high) if better is Better.HIGHER else (-high, -low)
    if least >= target * better.sign:
        return Standing.MET
    return Standing.MISSED if most < target * better.sign else Standing.UNSURE


def _passes(series: Series | None, rung: Rung) -> bool:
    if series is None or rung.target is None:
        return False
    values = series.at(series.known(range(len(series.values))))
    return passes_consistently(values, rung.target, rung.better)
