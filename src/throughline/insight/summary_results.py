"""From what an engine counted to the numbers of measures, group by group: the same as from fetched rows."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import ibis
import numpy as np
import pyarrow as pa

from throughline.insight import summaries
from throughline.insight.fetching import kept
from throughline.insight.intervals import Interval, wilson
from throughline.insight.measured import Measured, Result, Unmeasurable, waited
from throughline.insight.measures.carried import Carried
from throughline.insight.measures.catalogue import MEASURES
from throughline.insight.measures.measure import Measure, Waiting
from throughline.insight.quantiles import ranks, student
from throughline.insight.survival import Survival, from_counts

QUANTILES = {"median": 0.5, "p90": 0.9}
LEVEL = 0.95
STEPS = {
    1 / 86_400: "a second",
    1 / 1440: "a minute",
    1 / 96: "a quarter of an hour",
    1 / 24: "an hour",
    1.0: "a day",
    7.0: "a week",
    30.0: "thirty days",
}
"""In days, and in words."""

Row = Mapping[str, object]
Key = tuple[str, str]


def results_by_part(rows: ibis.Table, carried: Carried) -> dict[str, dict[str, Result]]:
    """Every measure for each `part` of journeys, in the order of the catalogue."""
    told = summaries.told_by(rows, carried)
    values = kept(summaries.values_table(rows, told))
    sums = {str(row["part"]): row for row in summaries.sums_of(rows, told).to_pylist()}
    stats = {_key(row): row for row in summaries.stats_of(values).to_pylist()}
    squares = _squares(rows, told, sums)
    at_ranks = _at_ranks(values, stats)
    curves, steps = _curves(values, told, stats)
    found: dict[str, dict[str, Result]] = {}
    for part in sums:
        found[part] = {}
        for measure in MEASURES:
            why = measure.why_not(carried)
            key = (part, measure.name)
            pooled = _pooled(measure, sums[part], squares.get(part, {}))
            if why:
                found[part][measure.name] = Unmeasurable(why)
            elif key in curves:
                found[part][measure.name] = _of_curve(
                    measure, carried, curves[key], sums[part], steps[measure.name]
                )
            elif key in stats:
                found[part][measure.name] = _of_values(
                    measure, carried, stats[key], at_ranks.get(key, {}), sums[part], pooled
                )
            else:
                found[part][measure.name] = _all_short(measure, carried, sums[part], pooled)
    return found


def _key(row: Row) -> Key:
    return str(row["part"]), str(row["measure"])


def _int(row: Row, name: str) -> int:
    return int(str(row.get(name) or 0))


def _float(row: Row, name: str) -> float:
    value = row.get(name)
    return float(value) if isinstance(value, int | float) else math.nan


def _of_values(
    measure: Measure,
    carried: Carried,
    stats: Row,
    at_ranks: Mapping[int, float],
    sums: Row,
    pooled: tuple[float | None, dict[str, Interval]],
) -> Measured:
    n, population = _int(stats, "n"), _population(measure, sums)
    figures = {name: _quantile(at_ranks, n, share) for name, share in QUANTILES.items()}
    return Measured(
        mean=_float(stats, "mean"),
        median=figures["median"],
        p90=figures["p90"],
        n=n,
        basis=measure.basis(carried),
        pooled=pooled[0],
        population=population,
        coverage=_covered(measure, sums, n) / population if population else 1.0,
        intervals=_intervals(measure, stats, at_ranks) | pooled[1],
    )


def _of_curve(measure: Measure, carried: Carried, curve: Survival, sums: Row, step: float | None) -> Measured:
    population = _population(measure, sums)
    covered = _covered(measure, sums, curve.n)
    found = waited(measure, carried, curve, population=population, covered=covered)
    if step is None:
        return found
    return replace(found, basis=f"{found.basis}; times counted in steps of {STEPS[step]}")


def _all_short(
    measure: Measure, carried: Carried, sums: Row, pooled: tuple[float | None, dict[str, Interval]]
) -> Result:
    """Where no journey has a value of its own, only all of them together have one."""
    ratio, around = pooled
    if ratio is None:
        return Unmeasurable(measure.too_few)
    n, journeys = _int(sums, f"{measure.name} pairs"), _int(sums, "journeys")
    return Measured(
        mean=ratio,
        median=ratio,
        p90=ratio,
        n=n,
        basis=f"{measure.basis(carried)}; no journey has a value of its own, so all are taken together",
        pooled=ratio,
        population=journeys,
        coverage=n / journeys,
        intervals=around,
    )


def _population(measure: Measure, sums: Row) -> int:
    name = f"{measure.name} among"
    return _int(sums, name if name in sums else "journeys")


def _covered(measure: Measure, sums: Row, n: int) -> int:
    return _int(sums, f"{measure.name} covered") if measure.waiting is Waiting.EACH else n


def _places(n: int, share: float) -> tuple[int, int, float]:
    """The two ranks between which a quantile lies, and how far towards the second."""
    place = share * (n - 1)
    below = math.floor(place)
    return below + 1, min(below + 2, n), place - below


def _quantile(at_ranks: Mapping[int, float], n: int, share: float) -> float:
    low, high, part = _places(n, share)
    return at_ranks[low] + (at_ranks[high] - at_ranks[low]) * part


def _intervals(measure: Measure, stats: Row, at_ranks: Mapping[int, float]) -> dict[str, Interval]:
    n, mean, found = _int(stats, "n"), _float(stats, "mean"), {}
    for name, share in QUANTILES.items():
        low, high = ranks(n, share, LEVEL)
        if low is not None and high is not None:
            found[name] = Interval(at_ranks[low], at_ranks[high])
    if measure.is_share and not _int(stats, "neither"):
        found["mean"] = wilson(_int(stats, "ones"), n).interval
    elif n > 1:
        half = student(n - 1, LEVEL) * math.sqrt(max(0.0, _float(stats, "variance")) / n)
        found["mean"] = Interval(mean - half, mean + half)
    return found


def _pooled(measure: Measure, sums: Row, squares: Row) -> tuple[float | None, dict[str, Interval]]:
    ratio = _ratio(measure, sums)
    n, below = _int(sums, f"{measure.name} pairs"), _float(sums, f"{measure.name} below")
    if ratio is None or n < 2 or measure.name not in squares:
        return ratio, {}
    half = student(n - 1, LEVEL) * math.sqrt(n / (n - 1) * _float(squares, measure.name)) / abs(below)
    return ratio, {"pooled": Interval(max(0.0, ratio - half), min(1.0, ratio + half))}


def _ratio(measure: Measure, sums: Row) -> float | None:
    if measure.pooled is None or not sums.get(f"{measure.name} below"):
        return None
    return _float(sums, f"{measure.name} above") / _float(sums, f"{measure.name} below")


def _squares(rows: ibis.Table, told: Sequence[Measure], sums: Mapping[str, Row]) -> dict[str, Row]:
    pooled = [
        one for one in told if one.pooled and any(_ratio(one, row) is not None for row in sums.values())
    ]
    if not pooled:
        return {}
    columns = {f"ratio {one.name}": [_ratio(one, row) for row in sums.values()] for one in pooled}
    arrays = {name: pa.array(ratios, pa.float64()) for name, ratios in columns.items()}
    table = pa.table({"part": pa.array(list(sums), pa.string()), **arrays})
    return {str(row["part"]): row for row in summaries.squares_of(rows, pooled, table).to_pylist()}


def _at_ranks(values: ibis.Table, stats: Mapping[Key, Row]) -> dict[Key, dict[int, float]]:
    wanted = [(key, rank) for key, row in stats.items() if _is_over(row) for rank in _wanted(_int(row, "n"))]
    found: dict[Key, dict[int, float]] = {}
    if not wanted:
        return found
    table = pa.table(
        {
            "part": pa.array([key[0] for key, _ in wanted], pa.string()),
            "measure": pa.array([key[1] for key, _ in wanted], pa.string()),
            "rank": pa.array([rank for _, rank in wanted], pa.int64()),
        }
    )
    for row in summaries.ranked(values, table).to_pylist():
        found.setdefault(_key(row), {})[row["rank"]] = row["value"]
    return found


def _is_over(stats: Row) -> bool:
    return _int(stats, "ended") == _int(stats, "n")


def _wanted(n: int) -> set[int]:
    wanted: set[int] = set()
    for share in QUANTILES.values():
        low, high, _ = _places(n, share)
        wanted |= {low, high, *(rank for rank in ranks(n, share, LEVEL) if rank is not None)}
    return wanted


def _curves(
    values: ibis.Table, told: Sequence[Measure], stats: Mapping[Key, Row]
) -> tuple[dict[Key, Survival], dict[str, float | None]]:
    """The curve of who still waits, for each group and measure in which somebody does."""
    waiting = {key for key, row in stats.items() if not _is_over(row)}
    names = [one.name for one in told if one.name in {name for _, name in waiting}]
    if not names:
        return {}, {}
    steps: dict[str, float | None] = {}
    for row in summaries.different(values, names).to_pylist():
        steps[str(row["measure"])] = _step(int(row["times"]), float(row["longest"]))
    found: dict[Key, Survival] = {}
    for name in names:
        for part, table in _by_part(summaries.curves(values, name, step=steps[name])):
            if (part, name) in waiting:
                found[part, name] = _survival(table)
    return found, steps


def _step(times: int, longest: float) -> float | None:
    """`None` where all times can be fetched; otherwise the finest step in which few enough are left."""
    if times <= summaries.MOST:
        return None
    return next((step for step in STEPS if longest / step <= summaries.MOST), max(STEPS))


def _by_part(table: pa.Table) -> Iterator[tuple[str, list[Row]]]:
    parts: dict[str, list[Row]] = {}
    for row in table.to_pylist():
        parts.setdefault(str(row["part"]), []).append(row)
    yield from parts.items()


def _survival(rows: Sequence[Row]) -> Survival:
    times, ended, cut_off = ([row[name] for row in rows] for name in ("value", "ended", "cut_off"))
    return from_counts(np.array(times, np.float64), np.array(ended, np.int64), np.array(cut_off, np.int64))
