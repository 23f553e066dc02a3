"""Two towns with the same work under the same law: the whole walk, and a second method beside it."""

import os
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
import statsmodels.api as sm
import statsmodels.formula.api as smf

from throughline.insight.hallway_caterpillar_picture import caterpillar_picture
from throughline.insight.hallway_columns import attributes_of
from throughline.insight.hallway_distance_picture import distance_picture
from throughline.insight.hallway_json import units_json
from throughline.insight.hallway_telling import told_of, told_of_distance
from throughline.insight.hallway_walk import Walk, walk_all
from throughline.insight.ride import ride_of
from throughline.intake.mapping_file import read_mapping
from throughline.intake.read import read_log

LOGS = Path(os.environ.get("THROUGHLINE_LOGS", Path(__file__).parents[3] / "shared" / "data"))
TOWNS = [LOGS / "BPIC15_1.xes.gz", LOGS / "BPIC15_2.xes.gz"]
MAPPING = Path(__file__).parents[2] / "examples" / "logs" / "BPIC15.yaml"

pytestmark = pytest.mark.skipif(
    not all(town.exists() for town in TOWNS), reason="BPIC15_1 and BPIC15_2 are not in THROUGHLINE_LOGS"
)


@cache
def journeys() -> pa.Table:
    log = read_log(TOWNS, read_mapping(MAPPING))
    return ride_of(log.record, journeys=log.journeys).journeys


@cache
def walks() -> dict[str, Walk]:
    return {name: walk for name, walk in walk_all(journeys()).items() if isinstance(walk, Walk)}


@cache
def by_hand() -> pd.DataFrame:
    """The same journeys in pandas, kinds gathered as the case mix says: the commonest twelve, and rest."""
    rows = pd.DataFrame(journeys().to_pydict())
    frame = pd.DataFrame({"unit": rows["unit"], "town": (rows["unit"] == "BPIC15_2").astype(int)})
    for name in ("parts", "Includes_subCases"):
        kinds = rows[f"attribute.{name}"]
        counts = kinds.value_counts()
        often = sorted(counts[counts >= 5].index, key=lambda kind: (-counts[kind], kind))[:12]
        frame[name] = np.where(kinds.isna(), "unknown", np.where(kinds.isin(often), kinds, "rest"))
    fee = rows["attribute.SUMleges"]
    frame["no_fee"], frame["fee"] = fee.isna().astype(int), fee.fillna(fee.mean())
    for name in ("handoffs_person", "goal_reached", "coc", "asks", "repeated_asks"):
        frame[name] = rows[name].astype(float)
    return frame


MIX = "C(parts) + C(Includes_subCases) + fee + no_fee"


def given_everybody(fit: object, frame: pd.DataFrame) -> list[float]:
    """What each town would have with all journeys."""
    return [float(np.mean(fit.predict(frame.assign(town=town)))) for town in (0, 1)]


def test_adjusted_handoffs_agree_with_a_regression_by_another_program() -> None:
    frame = by_hand()

    fit = smf.glm(f"handoffs_person ~ town + {MIX}", frame, family=sm.families.Poisson()).fit(tol=1e-12)

    ours = walks()["handoffs_person"].units
    assert [unit.adjusted for unit in ours] == pytest.approx(given_everybody(fit, frame), abs=1e-6)
    plain = frame.groupby("unit")["handoffs_person"].mean()
    assert {unit.unit: unit.raw for unit in ours} == pytest.approx(plain.to_dict())


def test_the_adjusted_share_that_reaches_its_goal_agrees_with_another_program() -> None:
    frame = by_hand().dropna(subset=["goal_reached"])

    fit = smf.glm(f"goal_reached ~ town + {MIX}", frame, family=sm.families.Binomial()).fit()

    ours = walks()["goal_reached"].units
    assert [unit.adjusted for unit in ours] == pytest.approx(given_everybody(fit, frame), abs=2e-3)


def test_the_parts_of_a_distance_agree_with_another_program() -> None:
    # Asks explained by what the towns were given and by what they do otherwise.
    frame = by_hand()
    frame["no_coc"] = frame["coc"].isna().astype(int)
    frame["coc"] = frame["coc"].fillna(frame["coc"].mean())

    distance = walks()["asks"].distance
    said = {part.title: part.value for part in distance.parts}

    features = "handoffs_person + coc + no_coc + returns"
    frame["returns"] = journeys()["returns_person"].to_pandas().astype(float)
    first = journeys()["first_word_days"].to_pandas()
    frame["no_word"], frame["word"] = first.isna().astype(int), first.fillna(first.mean())
    fit = smf.ols(f"asks ~ town + {MIX} + {features} + word + no_word", frame).fit()
    design = pd.DataFrame(fit.model.exog, columns=fit.model.exog_names)
    apart = design[frame["town"] == 0].mean() - design[frame["town"] == 1].mean()
    along = apart * fit.params
    assert distance.one == "BPIC15_1"
    assert said["handoffs"] == pytest.approx(along["handoffs_person"], abs=1e-6)
    assert said["one person throughout"] == pytest.approx(along["coc"] + along["no_coc"], abs=1e-6)
    assert said["an early word"] == pytest.approx(along["word"] + along["no_word"], abs=1e-6)
    assert said["not explained"] == pytest.approx(-fit.params["town"], abs=1e-6)
    mix = [name for name in along.index if name.startswith(("C(", "fee", "no_fee"))]
    assert said["case mix"] == pytest.approx(along[mix].sum(), abs=1e-6)


def test_every_measure_has_parts_that_sum_to_its_gap() -> None:
    for name, walk in walks().items():
        parts = sum(part.value for part in walk.distance.parts)

        assert parts == pytest.approx(walk.distance.gap, abs=1e-9), name


def test_no_value_and_no_interval_lies_where_nothing_can_be() -> None:
    for name, walk in walks().items():
        ends = [end for unit in walk.units for end in (unit.adjusted, unit.interval.low, unit.interval.high)]

        assert min(ends) >= 0, name
        assert max(ends) <= walk.question.most, name


def test_the_whole_path_ends_in_rows_sentences_and_pictures() -> None:
    found = walks()["elapsed_days"]

    assert attributes_of(journeys()) == ("parts", "SUMleges", "Includes_subCases")
    assert [row["unit"] for row in units_json(walks())["elapsed_days"]] == ["BPIC15_1", "BPIC15_2"]
    assert found.difference is not None
    assert len(told_of(found)) == 2
    assert " days on average in BPIC15_1, " in told_of_distance(found.distance)[0]
    for drawn in (caterpillar_picture(found), distance_picture(found.distance)):
        assert "BPIC15_2" in drawn.narrow
