"""Small tables as pandas frames."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import pyarrow as pa

from throughline.insight.measures.catalogue import BY_NAME
from throughline.insight.ride import Measured, Result

if TYPE_CHECKING:
    import pandas as pd

    from throughline.insight.expect.expectation import Expectation
    from throughline.insight.hallway_walk import Walk

UTC = "UTC"
FIGURES = ("mean", "median", "p90", "pooled")


def in_utc(table: pa.Table) -> pa.Table:
    """Times that say that they are UTC; engines keep them plain."""
    moments = [one for one in table.schema if pa.types.is_timestamp(one.type) and one.type.tz is None]
    for one in moments:
        place = table.schema.get_field_index(one.name)
        aware = pa.timestamp(one.type.unit, UTC)
        table = table.set_column(place, one.name, table[one.name].cast(aware))
    return table


def of_measures(measures: Mapping[str, Result]) -> "pd.DataFrame":
    """One row per measure, 95% intervals beside figures; where it could not be told, `why` says why."""
    import pandas as pd  # noqa: PLC0415 - a third of a second, only for who wants frames

    rows = [{"measure": name, **_row(name, result)} for name, result in measures.items()]
    return pd.DataFrame(rows).set_index("measure")


def _row(name: str, result: Result) -> dict[str, object]:
    first = {"title": BY_NAME[name].title, "unit": BY_NAME[name].unit}
    if not isinstance(result, Measured):
        return {**first, "why": result.why}
    told: dict[str, object] = {**first, "n": result.n, "coverage": result.coverage}
    for figure in FIGURES:
        around = result.intervals.get(figure)
        told[figure] = getattr(result, figure)
        told[f"{figure}_low"] = around.low if around else None
        told[f"{figure}_high"] = around.high if around else None
    return {**told, "censored": result.censored, "why": "", "basis": result.basis}


def side_by_side(parts: Mapping[str, "pd.DataFrame"], column: str) -> "pd.DataFrame":
    """The same frame for each value, one under the other, measure by measure."""
    import pandas as pd  # noqa: PLC0415 - likewise

    told = {value: frame[frame["why"] == ""].drop(columns=["why", "basis"]) for value, frame in parts.items()}
    whole = pd.concat(told, names=[column, "measure"])
    return whole.swaplevel().sort_index(level="measure", sort_remaining=False)


def of_walk(walk: "Walk") -> "pd.DataFrame":
    """One row per unit, in the order of their names: the order is not a ranking."""
    import pandas as pd  # noqa: PLC0415 - likewise

    from throughline.insight.hallway_json import units_json  # noqa: PLC0415 - brings SciPy

    measure = walk.question.measure
    frame = pd.DataFrame(units_json({measure: walk})[measure]).set_index("unit")
    frame.attrs = {
        "measure": measure,
        "reliability": walk.reliability,
        "best": walk.ranking.best,
        "worst": walk.ranking.worst,
        "why_not": walk.ranking.why_not,
        "caution": walk.caution,
    }
    return frame


def of_expectations(told: "Sequence[Expectation]") -> "pd.DataFrame":
    """One row per journey under way, those heard of longest ago first; empty where the past is too short."""
    import pandas as pd  # noqa: PLC0415 - likewise

    rows = [
        {
            "journey": one.journey,
            "step": one.step,
            "since": one.since,
            "half": one.whole.half if one.whole else None,
            "nine_in_ten": one.whole.nine_in_ten if one.whole else None,
            "a_table_says": one.whole.baseline if one.whole else None,
            "n": one.whole.n if one.whole else 0,
            "waits_for_person": one.waits_for_person,
        }
        for one in told
    ]
    return pd.DataFrame(rows).set_index("journey")
