"""What each unit showed, ready to be compared: a share or a mean, and how much of it may be luck."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import special

from throughline.insight.intervals import Numbers
from throughline.refused import Refused


class NothingToCompare(Refused):
    """A comparison needs several units with numbers."""


@dataclass(frozen=True, kw_only=True, slots=True)
class UnitResult:
    """What one unit showed: its value, how many journeys it rests on, and the variance of that value."""

    unit: str
    value: float
    n: int
    variance: float


def shares(results: Sequence[tuple[str, int, int]]) -> tuple[UnitResult, ...]:
    """Units with (name, successes, journeys). They share one variance, so 4 of 4 is not certainty."""
    counted = [(unit, yes, n) for unit, yes, n in results if n > 0]
    total = sum(n for _, _, n in counted)
    whole = (sum(yes for _, yes, _ in counted) + 0.5) / (total + 1)
    return tuple(
        UnitResult(unit=unit, value=yes / n, n=n, variance=whole * (1 - whole) / n)
        for unit, yes, n in counted
    )


def means(results: Sequence[tuple[str, Numbers]]) -> tuple[UnitResult, ...]:
    """Units with (name, one value per journey). The spread between journeys is pooled over all units."""
    counted = [(unit, values) for unit, values in results if len(values) > 0]
    freedom = sum(len(values) - 1 for _, values in counted)
    if freedom < 1:
        raise NothingToCompare("Every unit has a single journey, so nothing tells chance from difference.")
    within = sum(float(np.sum((values - np.mean(values)) ** 2)) for _, values in counted) / freedom
    return tuple(
        UnitResult(unit=unit, value=float(np.mean(values)), n=len(values), variance=within / len(values))
        for unit, values in counted
    )


def medians(results: Sequence[tuple[str, Numbers]]) -> tuple[UnitResult, ...]:
    """Units with (name, one value per journey), for skewed values such as waits.

    How much a median wanders is found in each unit and pooled, so that a unit full of equal values is not
    taken for certain.
    """
    counted = [(unit, values) for unit, values in results if len(values) > 0]
    total = sum(len(values) for _, values in counted)
    if total == len(counted):
        raise NothingToCompare("Every unit has a single journey, so nothing tells chance from difference.")
    per_journey = sum(len(values) * len(values) * wandering(values) for _, values in counted) / total
    return tuple(
        UnitResult(
            unit=unit, value=float(np.median(values)), n=len(values), variance=per_journey / len(values)
        )
        for unit, values in counted
    )


def wandering(values: Numbers) -> float:
    """The variance of a median over endless resamples, without drawing one (Maritz and Jarrett)."""
    n = len(values)
    above = (n + 1) / 2
    steps = special.betainc(above, n + 1 - above, np.arange(n + 1) / n)
    weights, ordered = np.diff(steps), np.sort(np.asarray(values, dtype=np.float64))
    middle = float(weights @ ordered)
    return float(weights @ (ordered - middle) ** 2)
