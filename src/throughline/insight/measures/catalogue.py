"""Every measure of the ride, in the order in which they are told.

To add one, write it into the file of its family: what it asks and counts as a `Measure`, and the expression
it counts by in `_counted`. A new family is one more line here.
"""

from throughline.insight.measures import (
    asking,
    channels,
    continuity,
    elapsed,
    ending,
    fortnight,
    handing,
    promising,
    rework,
    silence,
    touch,
    turns,
)
from throughline.insight.measures.measure import Measure
from throughline.insight.measures.scene import Family
from throughline.insight.rung import Tier

__all__ = ["BY_NAME", "FAMILIES", "GROWING", "MEASURES", "Measure", "Tier"]

FAMILIES: tuple[Family, ...] = (
    ending.FAMILY,
    elapsed.FAMILY,
    silence.FAMILY,
    turns.FAMILY,
    handing.FAMILY,
    fortnight.FAMILY,
    continuity.FAMILY,
    asking.FAMILY,
    channels.FAMILY,
    promising.FAMILY,
    rework.FAMILY,
    touch.FAMILY,
)

MEASURES: tuple[Measure, ...] = tuple(measure for family in FAMILIES for measure in family.measures)

BY_NAME: dict[str, Measure] = {measure.name: measure for measure in MEASURES}

GROWING = frozenset({"longest_silence_days"})
"""Times that an open journey has lasted at least: between units they count as such, as its length does."""
