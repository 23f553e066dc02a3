"""Whatever a table of journeys holds, a walk ends in figures or in a sentence, and parts sum to their gap."""

import math

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from throughline.insight.hallway_json import units_json
from throughline.insight.hallway_telling import told_of, told_of_distance
from throughline.insight.hallway_walk import NotWalked, Walk, walk_all

ODD = st.sampled_from(["alike", "two values", "spread", "mostly unknown", "huge", "tiny", "one outlier"])
ATTRIBUTE = st.sampled_from(["kinds", "number", "moment", "yes or no", "unknown", "of its unit", "rare"])


def values(how: str, n: int, rng: np.random.Generator) -> list[float | None]:
    match how:
        case "alike":
            return [1.0] * n
        case "two values":
            return rng.integers(0, 2, n).astype(float).tolist()
        case "mostly unknown":
            return [float(v) if v > 8 else None for v in rng.integers(0, 10, n)]
        case "huge":
            return (rng.random(n) * 1e12).tolist()
        case "tiny":
            return (rng.random(n) * 1e-9).tolist()
        case "one outlier":
            return [1e6, *rng.random(n - 1).tolist()]
        case _:
            return rng.gamma(2, 3, n).tolist()


def attribute(how: str, n: int, units: np.ndarray, rng: np.random.Generator) -> pa.Array:
    match how:
        case "kinds":
            return pa.array([None if k == 3 else f"kind {k}" for k in rng.integers(0, 4, n)])
        case "number":
            return pa.array([None if k == 0 else int(k) for k in rng.integers(0, 50, n)])
        case "moment":
            return pa.array(rng.integers(0, 10**15, n), pa.timestamp("us", "UTC"))
        case "yes or no":
            return pa.array(rng.random(n) < 0.3)
        case "of its unit":
            return pa.array([f"of {unit}" for unit in units])
        case "rare":
            return pa.array([f"rare {i}" if i < 3 else "common" for i in range(n)])
        case _:
            return pa.nulls(n, pa.string())


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    n=st.integers(2, 120),
    units=st.integers(1, 6),
    measures=st.lists(ODD, min_size=3, max_size=3),
    attributes=st.lists(ATTRIBUTE, max_size=3, unique=True),
    open_share=st.sampled_from([0.0, 0.3, 1.0]),
    seed=st.integers(0, 1000),
)
def test_every_walk_ends_in_figures_or_in_a_sentence(
    n: int, units: int, measures: list[str], attributes: list[str], open_share: float, seed: int
) -> None:
    rng = np.random.default_rng(seed)
    unit = rng.integers(0, units, n)
    days, handoffs, goal = (values(how, n, rng) for how in measures)
    table = {
        "journey": [str(i) for i in range(n)],
        "unit": [None if one == 5 else f"office {one}" for one in unit],
        "elapsed_days": pa.array(days, pa.float64()),
        "handoffs_person": pa.array(handoffs, pa.float64()),
        "goal_reached": [None if value is None else float(value > 0.5) for value in goal],
        "closed": (rng.random(n) >= open_share).tolist(),
    }
    for how in attributes:
        table[f"attribute.{how}"] = attribute(how, n, unit, rng)

    walks = walk_all(pa.table(table))

    for walk in walks.values():
        if isinstance(walk, NotWalked):
            assert walk.why.endswith(".")
            continue
        assert all(told_of(walk))
        assert all(told_of_distance(walk.distance))
        _check(walk)
    for rows in units_json(walks).values():
        assert all(row["n"] for row in rows)


def _check(walk: Walk) -> None:
    scale = max(abs(walk.distance.gap), *(abs(part.value) for part in walk.distance.parts), 1.0)
    assert sum(part.value for part in walk.distance.parts) == pytest.approx(
        walk.distance.gap, abs=1e-9 * scale
    )
    for unit in walk.units:
        figures = (unit.raw, unit.adjusted, unit.shrunk, unit.interval.low, unit.interval.high)
        assert all(math.isfinite(figure) for figure in figures)
        assert unit.interval.low <= unit.shrunk <= unit.interval.high
    best = [unit.chance_of_being_best for unit in walk.units]
    if None not in best:
        assert sum(float(chance or 0) for chance in best) == pytest.approx(1)
