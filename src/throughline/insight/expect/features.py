"""Everything that is known at a moment, as one table of numbers.

Nothing in it changes when later events of any journey are taken away; a test holds this.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from throughline.insight.expect.calendar import rhythm
from throughline.insight.expect.history import Codes, Flags, Floats, History
from throughline.insight.expect.load import load_at
from throughline.insight.expect.moments import Moments
from throughline.insight.expect.sequence import last_steps, so_far

CATEGORIES = 250
"""As many as the trees can tell apart; rarer ones are one."""


@dataclass(frozen=True)
class Features:
    """A column per name. `categorical` says which columns hold codes."""

    values: NDArray[np.float32]
    names: tuple[str, ...]
    categorical: Flags

    def where(self, rows: Flags | Codes) -> "Features":
        return Features(self.values[rows], self.names, self.categorical)


def features(history: History, moments: Moments) -> Features:
    """What is known at these moments."""
    journey = history.of[moments.event]
    begin = history.first[journey]
    numbers = so_far(history, moments) | rhythm(moments.at) | load_at(history, moments)
    begun = rhythm(history.at[begin])
    numbers |= {f"{name} at the start": begun[name] for name in ("hour", "weekday", "day of year")}
    numbers |= {f"attribute {name}": values[journey] for name, values in history.numbers.items()}
    codes = last_steps(history, moments) | _who(history, moments.event, begin)
    codes |= {f"attribute {name}": values[journey] for name, values in history.categories.items()}
    numbers |= _handed_over(history, moments.event, begin)
    columns = [*numbers.values(), *(_as_category(values) for values in codes.values())]
    return Features(
        values=np.column_stack(columns).astype(np.float32),
        names=(*numbers, *codes),
        categorical=np.array([False] * len(numbers) + [True] * len(codes)),
    )


def _who(history: History, event: Codes, begin: Codes) -> dict[str, Codes]:
    """Who worked last and before, where the log says."""
    told: dict[str, Codes] = {}
    before = np.maximum(event - 1, 0)
    for name, who in (("person", history.person), ("function", history.function)):
        if (who >= 0).any():
            told[name] = who[event]
            told[f"{name} before"] = np.where(event > begin, who[before], -1)
    return told


def _handed_over(history: History, event: Codes, begin: Codes) -> dict[str, Floats]:
    """How often the work has changed hands so far."""
    told: dict[str, Floats] = {}
    for name, who in (("person", history.person), ("function", history.function)):
        if (who >= 0).any():
            changes = np.cumsum(np.append(False, who[1:] != who[:-1]))
            told[f"changes of {name}"] = (changes[event] - changes[begin]).astype(float)
    return told


def _as_category(codes: Codes) -> Floats:
    """Codes as the trees want them: not a number where nothing is said, and one code for all the rare."""
    return np.where(codes < 0, np.nan, np.minimum(codes, CATEGORIES - 1)).astype(float)
