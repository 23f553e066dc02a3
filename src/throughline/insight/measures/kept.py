"""What is kept of a journey beside its measures, so that rides can be put together from rows."""

from throughline.insight.measures.catalogue import BY_NAME, MEASURES
from throughline.insight.measures.measure import Waiting

_POOLED = {part for one in MEASURES if one.pooled for part in one.pooled}

NUMBERS = ("events", *sorted(_POOLED - set(BY_NAME)), "waited", "wait_goes_on")
WAITS = "waits"
"""Each wait for a word, as a list."""

VALUES = tuple(one.name for one in MEASURES if one.waiting is not Waiting.EACH)
"""Measures of which every journey has a value of its own."""
