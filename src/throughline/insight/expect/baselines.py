"""What anybody can say with a table of medians. A model that does not beat it has no business here."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from throughline.insight.expect.history import Codes, Floats

BINS = 5
"""How finely elapsed time is cut, into equally many each."""
ENOUGH = 10
"""A group with fewer is answered by the next wider one."""


@dataclass(frozen=True)
class Asked:
    """What the baselines look at: the last step, and the days elapsed."""

    step: Codes
    elapsed: Floats


@dataclass(frozen=True)
class Baselines:
    """The quantiles of the history: of all, by last step, and by last step and elapsed bin."""

    edges: Floats
    by_bin: dict[tuple[int, int], Floats]
    by_step: dict[int, Floats]
    overall: Floats
    """One value per level asked for, in the order of the levels."""

    def of_all(self, asked: Asked) -> Floats:
        return np.tile(self.overall, (len(asked.step), 1))

    def of_step(self, asked: Asked) -> Floats:
        return np.array([self.by_step.get(step, self.overall) for step in asked.step.tolist()])

    def of_step_and_elapsed(self, asked: Asked) -> Floats:
        pairs = zip(asked.step.tolist(), self._bin(asked).tolist(), strict=True)
        return np.array([self.by_bin.get(pair, self.by_step.get(pair[0], self.overall)) for pair in pairs])

    def _bin(self, asked: Asked) -> Codes:
        return np.searchsorted(self.edges, asked.elapsed, side="right")


def baselines(asked: Asked, remaining: Floats, levels: Sequence[float]) -> Baselines:
    """Learn the three tables. `levels` are the quantiles wanted, such as 0.1, 0.5 and 0.9."""
    edges = np.quantile(asked.elapsed, np.linspace(0, 1, BINS + 1)[1:-1])
    bins = np.searchsorted(edges, asked.elapsed, side="right")
    by_step = _grouped(asked.step, remaining, levels)
    by_bin = _grouped(asked.step * BINS + bins, remaining, levels)
    return Baselines(
        edges=edges,
        by_bin={divmod(key, BINS): values for key, values in by_bin.items()},
        by_step=by_step,
        overall=np.quantile(remaining, levels),
    )


def _grouped(keys: Codes, values: Floats, levels: Sequence[float]) -> dict[int, Floats]:
    order = np.argsort(keys, kind="stable")
    cuts = np.flatnonzero(np.diff(keys[order])) + 1
    groups = zip(np.split(keys[order], cuts), np.split(values[order], cuts), strict=True)
    return {int(key[0]): np.quantile(of, levels) for key, of in groups if len(of) >= ENOUGH}
