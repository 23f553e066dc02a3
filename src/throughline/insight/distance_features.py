"""Design features: what a unit does, as far as the log shows it, that may go with how journeys turn out."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from throughline.insight.case_mix import Part, number_part
from throughline.insight.hallway_columns import numbers
from throughline.insight.intervals import Numbers

LEAST_KNOWN = 0.5
"""A feature that fewer journeys tell is left out."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Feature:
    """One thing a unit can do otherwise. The first of `columns` that journeys have stands for it."""

    title: str
    columns: tuple[str, ...]


FEATURES = (
    Feature(title="handoffs", columns=("handoffs_function", "handoffs_person")),
    Feature(title="one person throughout", columns=("coc", "secon")),
    Feature(title="an early word", columns=("first_word_days",)),
    Feature(title="the number of asks", columns=("asks",)),
    Feature(title="asking again", columns=("repeated_asks",)),
    Feature(title="going back and forth", columns=("returns_function", "returns_person")),
    Feature(title="promises given", columns=("promises",)),
    Feature(title="switching channels", columns=("channel_switches",)),
)

HANDS = frozenset(
    {
        "people",
        "people_14_days",
        "functions",
        "handoffs_person",
        "handoffs_function",
        "returns_person",
        "returns_function",
        "coc",
        "secon",
        "upc",
        "rework_redo",
    }
)
TIME = frozenset(
    {
        "elapsed_days",
        "first_word_days",
        "next_word_days",
        "longest_silence_days",
        "silence_share",
        "time_to_certainty_days",
        "waiting_share",
        "touch_hours",
        "touch_business_hours",
        "turn_with_us",
        "turn_with_you",
        "turn_elsewhere",
    }
)
ASKING = frozenset({"asks", "repeated_asks", "failure_demand", "inbound"})
PROMISES = frozenset({"promises", "promises_kept", "promises_renegotiated"})
FAMILIES = (HANDS, TIME, ASKING, PROMISES)
"""Measures of one family are made of the same things: none of them explains another."""


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Shown:
    """A feature as columns, and its plain values."""

    feature: Feature
    part: Part
    values: Numbers


def features_for(
    measure: str, journeys: pa.Table, kept: NDArray[np.intp]
) -> tuple[tuple[Shown, ...], tuple[str, ...]]:
    """The features that these journeys show and that are no part of the measure; and those left out, said."""
    shown, left_out = [], []
    for feature, column in _present(journeys):
        if _same_family(measure, column):
            left_out.append(
                f"We do not look at {feature.title}: it is made of the same things as this measure."
            )
            continue
        values = numbers(journeys[column])[kept]
        known = float(np.mean(~np.isnan(values)))
        if known < LEAST_KNOWN:
            told = f"only {round(known * len(values)):,} of {len(values):,} journeys tell it"
            left_out.append(f"We do not look at {feature.title}: {told}.")
        elif np.nanstd(values) > 0:
            shown.append(Shown(feature=feature, part=number_part(column, values), values=values))
    return tuple(shown), tuple(left_out)


def _present(journeys: pa.Table) -> Iterator[tuple[Feature, str]]:
    for feature in FEATURES:
        found = [column for column in feature.columns if column in journeys.column_names]
        if found:
            yield feature, found[0]


def _same_family(measure: str, column: str) -> bool:
    return measure == column or any(measure in family and column in family for family in FAMILIES)
