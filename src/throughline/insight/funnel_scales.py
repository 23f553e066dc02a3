"""Scales on which the luck of a unit is about normal, for funnel plots (Spiegelhalter 2005)."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from throughline.insight.intervals import Numbers


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Scaled:
    """Units on a scale: where each stands, how far luck alone may move it, and where all would stand.

    `back` turns a place on the scale into a value that people know; `luck` tells the luck of any size.
    """

    places: Numbers
    spread: Numbers
    target: float
    sizes: Numbers
    back: Callable[[Numbers], Numbers]
    luck: Callable[[Numbers], Numbers]


def proportions(yes: Numbers, n: Numbers) -> Scaled:
    """Shares of journeys, by the arcsine of their root."""

    def luck(sizes: Numbers) -> Numbers:
        return 1 / (2 * np.sqrt(sizes))

    return Scaled(
        places=np.arcsin(np.sqrt(np.clip(yes / n, 0, 1))),
        spread=luck(n),
        target=float(np.arcsin(np.sqrt(np.sum(yes) / np.sum(n)))),
        sizes=n,
        back=lambda place: np.sin(np.clip(place, 0, np.pi / 2)) ** 2,
        luck=luck,
    )


def ratios(observed: Numbers, expected: Numbers) -> Scaled:
    """Standardised ratios, by their root (as the Care Quality Commission does)."""

    def luck(sizes: Numbers) -> Numbers:
        return 1 / (2 * np.sqrt(sizes))

    return Scaled(
        places=np.sqrt(observed / expected),
        spread=luck(expected),
        target=1.0,
        sizes=expected,
        back=lambda place: np.clip(place, 0, None) ** 2,
        luck=luck,
    )


def log_ratios(observed: Numbers, expected: Numbers) -> Scaled:
    """Standardised ratios, by their logarithm (as the SHMI does); needs something observed in every unit."""

    def luck(sizes: Numbers) -> Numbers:
        return 1 / np.sqrt(sizes)

    return Scaled(
        places=np.log(observed / expected),
        spread=luck(expected),
        target=0.0,
        sizes=expected,
        back=np.exp,
        luck=luck,
    )


def ratios_of_counts(counted: Numbers, against: Numbers) -> Scaled:
    """Ratios of two counts, by the logarithm with half a count added to both."""
    spread = np.sqrt(counted / (counted + 0.5) ** 2 + against / (against + 0.5) ** 2)

    def luck(sizes: Numbers) -> Numbers:
        return np.sqrt(2 * sizes) / (sizes + 0.5)

    return Scaled(
        places=np.log((counted + 0.5) / (against + 0.5)),
        spread=spread,
        target=0.0,
        sizes=against,
        back=np.exp,
        luck=luck,
    )


def means(values: Numbers, n: Numbers, variance: float) -> Scaled:
    """Means or medians as they are, never below 0; `variance` is that of a value resting on one journey."""

    def luck(sizes: Numbers) -> Numbers:
        return np.sqrt(variance / sizes)

    return Scaled(
        places=values,
        spread=luck(n),
        target=float(np.sum(values * n) / np.sum(n)),
        sizes=n,
        back=lambda place: np.clip(place, 0, None),
        luck=luck,
    )
