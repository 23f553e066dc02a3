"""From what the record holds about each journey to the values a measure is made of."""

import numpy as np

from throughline.insight.intervals import Numbers
from throughline.strategy.model import Gauge


def gauge_values(gauge: Gauge, raw: Numbers) -> Numbers:
    """Values as they are, or yes and no where the gauge names a bound."""
    if gauge.at_least is not None:
        return np.asarray(raw >= gauge.at_least, dtype=np.float64)
    if gauge.at_most is not None:
        return np.asarray(raw <= gauge.at_most, dtype=np.float64)
    return raw
