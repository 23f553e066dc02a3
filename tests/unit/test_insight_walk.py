"""A walk down the hallway: one comparison, whole, from a table with one row per journey."""

import numpy as np
import pyarrow as pa
import pytest

from throughline.insight import hallway_comparing
from throughline.insight.distance import Distance
from throughline.insight.hallway_adjusting import NOT_ADJUSTED, Way
from throughline.insight.hallway_endings import questions_of_endings
from throughline.insight.hallway_json import units_json
from throughline.insight.hallway_question import Question
from throughline.insight.hallway_rows import AllJourneys, Rows
from throughline.insight.hallway_units import NothingToCompare
from throughline.insight.hallway_waiting import added_to_curve
from throughline.insight.hallway_walk import NotWalked, Walk, hallway_of, walk_all
from throughline.insight.rung import Better, Summary
from throughline.insight.survival import kaplan_meier

OFFICES = ("east", "harbour", "north", "south")


def permits(n: int = 400, offices: tuple[str, ...] = OFFICES, seed: int = 3) -> pa.Table:
    """Offices that are all alike, but the further down the list, the more of their permits are large."""
    rng = np.random.default_rng(seed)
    office = np.arange(n) % len(offices)
    large = rng.random(n) < 0.1 + 0.2 * office
    granted = rng.random(n) < np.where(large, 0.5, 0.9)
    return pa.table(
        {
            "journey": [f"{i:05}" for i in range(n)],
            "unit": [offices[i] for i in office],
            "elapsed_days": 20 + 30 * large + rng.normal(0, 5, n),
            "handoffs_person": rng.poisson(2 + 2 * large).astype(float),
            "ending": np.where(granted, "granted", "refused").tolist(),
            "goal": granted.astype(float),
            "closed": [True] * n,
            "attribute.size": np.where(large, "large", "small").tolist(),
            "attribute.fee": np.where(large, 900.0, 100.0) + rng.normal(0, 10, n),
        }
    )


def of(unit: str, column: str, journeys: pa.Table) -> list[float]:
    """What one unit's journeys say, picked by hand."""
    return [row[column] for row in journeys.to_pylist() if row["unit"] == unit]


def test_what_case_mix_made_is_gone_after_adjustment() -> None:
    walk = hallway_of(permits(4000), "elapsed_days", mix=["size"])

    assert np.ptp([unit.raw for unit in walk.units]) > 15
    assert np.ptp([unit.adjusted for unit in walk.units]) < 1
    assert walk.way is Way.DIRECT


def test_a_number_among_the_attributes_is_adjusted_for_by_regression() -> None:
    walk = hallway_of(permits(4000), "elapsed_days", mix=["size", "fee"])

    assert walk.way is Way.REGRESSION
    assert np.ptp([unit.adjusted for unit in walk.units]) < 1
    assert "Adjusted for size and fee" in walk.notes[0]


def test_units_whose_journeys_have_little_in_common_are_said_to_be_adjusted_by_a_guess() -> None:
    journeys = permits(800, ("east", "west"))
    fee = np.where(np.arange(800) % 2 == 0, 100.0, 900.0) + np.arange(800) % 90
    journeys = journeys.set_column(8, "attribute.fee", pa.array(fee))

    walk = hallway_of(journeys, "elapsed_days", mix=["fee"])

    assert any("journeys of east have little in common with the others'" in note for note in walk.notes)


def test_without_case_mix_nothing_is_adjusted_and_that_is_said() -> None:
    walk = hallway_of(permits(), "elapsed_days")

    assert [unit.adjusted for unit in walk.units] == [unit.raw for unit in walk.units]
    assert walk.notes[0] == NOT_ADJUSTED


def test_indirect_standardisation_says_that_its_ratios_are_not_comparable() -> None:
    walk = hallway_of(permits(), "elapsed_days", mix=["size"], way=Way.INDIRECT)

    assert "not comparable with each other" in walk.notes[1]


def test_the_funnel_of_indirect_ratios_stands_around_the_whole() -> None:
    walk = hallway_of(permits(), "handoffs_person", mix=["size"], way=Way.INDIRECT)

    assert walk.funnel is not None
    assert walk.funnel.target == pytest.approx(np.mean(permits()["handoffs_person"].to_pylist()))
    assert [p.value for p in walk.funnel.points] == pytest.approx([unit.adjusted for unit in walk.units])


def test_the_funnel_holds_the_adjusted_values_by_size() -> None:
    for measure in ("elapsed_days", "goal_reached"):
        walk = hallway_of(permits(), measure, mix=["size"])

        assert walk.funnel is not None
        assert [p.value for p in walk.funnel.points] == pytest.approx([unit.adjusted for unit in walk.units])
        assert [p.size for p in walk.funnel.points] == [100, 100, 100, 100]


@pytest.mark.parametrize(("mix", "summary"), [(["fee"], None), (["size"], Summary.MEDIAN)])
def test_a_table_cannot_take_numbers_or_medians(mix: list[str], summary: Summary | None) -> None:
    with pytest.raises(NothingToCompare, match="needs categories, and means or shares"):
        hallway_of(permits(), "elapsed_days", mix=mix, summary=summary, way=Way.DIRECT)


def test_two_units_that_show_all_the_same_have_no_difference_to_look_at() -> None:
    journeys = permits(100, ("east", "west")).append_column("self_loops", pa.array([1.0] * 100))

    with pytest.raises(NothingToCompare, match="there is no difference to look at"):
        hallway_of(journeys, "self_loops")


def test_the_share_that_reaches_the_goal_can_be_compared() -> None:
    journeys = permits()

    walk = hallway_of(journeys, "goal_reached", mix=["size"])

    assert walk.units[0].raw == pytest.approx(np.mean(of("east", "goal", journeys)))
    assert walk.question.summary is Summary.SHARE


def test_the_share_of_one_ending_can_be_compared_and_without_a_direction_nobody_is_best() -> None:
    walk = hallway_of(permits(), "ending:refused")

    assert {unit.chance_of_being_best for unit in walk.units} == {None}
    assert "Nobody told us" in walk.ranking.why_not


def test_nobody_is_named_where_the_best_does_not_stand_out_from_the_typical() -> None:
    # One office takes twice as long; the others are alike, so it can be named and no best one can.
    unit = np.arange(1800) % 6
    days = 20 + 20 * (unit == 5) + np.tile(np.repeat([-12.0, 12.0], 6), 150)
    journeys = pa.table(
        {"journey": [f"{i:05}" for i in range(1800)], "unit": [f"{u}" for u in unit], "elapsed_days": days}
    )

    ranking = hallway_of(journeys, "elapsed_days").ranking

    assert (ranking.best, ranking.worst) == (None, "5")
    assert ranking.why_not == "No unit stands out as the best, so none is named."
    assert ranking.top == ()


def test_an_ending_with_a_direction_can_have_a_best_unit() -> None:
    walk = hallway_of(permits(4000), "ending:refused", better=Better.LOWER)

    assert walk.ranking.best == "east"
    assert walk.ranking.worst == "south"


@pytest.mark.parametrize("offices", [OFFICES, OFFICES[:2]], ids=["many", "two"])
def test_no_interval_of_a_count_goes_below_nothing(offices: tuple[str, ...]) -> None:
    rare = pa.array([9.0 * (i % 29 == 0) for i in range(60)])

    walk = hallway_of(permits(60, offices).append_column("self_loops", rare), "self_loops")

    assert min(unit.interval.low for unit in walk.units) == 0
    assert all(unit.interval.holds(unit.shrunk) for unit in walk.units)


@pytest.mark.parametrize("offices", [OFFICES, OFFICES[:2]], ids=["many", "two"])
@pytest.mark.parametrize("most", [1.0, 0.99], ids=["yes or no", "parts"])
def test_no_interval_of_a_share_goes_beyond_all(offices: tuple[str, ...], most: float) -> None:
    parts = pa.array([0.0 if i in (0, 5, 6, 7) else most for i in range(60)])

    walk = hallway_of(permits(60, offices).append_column("coc", parts), "coc")

    assert max(unit.interval.high for unit in walk.units) == 1
    assert all(unit.interval.holds(unit.shrunk) for unit in walk.units)


def test_no_indirect_ratio_takes_a_share_beyond_all() -> None:
    # Everybody in harbour has large permits and still reaches the goal; elsewhere hardly anybody does.
    large = [i % 4 == 1 or i % 3 == 0 for i in range(400)]
    goal = [float(i % 4 == 1 or not one) for i, one in enumerate(large)]
    journeys = permits().set_column(5, "goal", pa.array(goal))
    journeys = journeys.set_column(
        7, "attribute.size", pa.array(["large" if one else "small" for one in large])
    )

    walk = hallway_of(journeys, "goal_reached", mix=["size"], way=Way.INDIRECT)

    assert walk.units[1].adjusted == 1


def test_medians_can_be_compared() -> None:
    journeys = permits()

    walk = hallway_of(journeys, "elapsed_days", summary=Summary.MEDIAN)

    assert walk.units[2].raw == pytest.approx(np.median(of("north", "elapsed_days", journeys)))


def test_a_case_attribute_can_be_the_unit_and_is_then_no_case_mix() -> None:
    walk = hallway_of(permits(), "elapsed_days", unit="size", mix=["size", "fee"])

    assert [unit.unit for unit in walk.units] == ["large", "small"]
    assert walk.mix == ("fee",)


def test_two_units_show_their_difference_and_nothing_is_ranked() -> None:
    walk = hallway_of(permits(800, ("east", "west")), "elapsed_days")

    assert walk.difference is not None
    assert (walk.difference.one, walk.difference.other) == ("east", "west")
    assert walk.difference.value == pytest.approx(walk.units[0].raw - walk.units[1].raw)
    assert walk.difference.interval.holds(-6)
    assert not walk.difference.could_be_luck
    assert walk.ranking.best is None
    assert walk.widest is None


def test_a_unit_with_few_journeys_is_shown_and_not_judged() -> None:
    few = permits(9, ("pier",)).set_column(0, "journey", pa.array([f"p{i}" for i in range(9)]))

    walk = hallway_of(pa.concat_tables([permits(), few]), "elapsed_days")

    assert [unit.unit for unit in walk.small] == ["pier"]
    assert "pier" not in [unit.unit for unit in walk.units]
    assert "1 unit has fewer than 10 journeys: shown, not judged." in walk.notes


def test_a_time_that_is_not_over_counts_with_how_long_it_lasted_at_least() -> None:
    open_now = [i % 7 == 0 for i in range(400)]
    journeys = permits().set_column(6, "closed", pa.array([not one for one in open_now]))

    walk = hallway_of(journeys, "elapsed_days")

    east = [(row["elapsed_days"], row["closed"]) for row in journeys.to_pylist() if row["unit"] == "east"]
    over = [row["elapsed_days"] for row in journeys.to_pylist() if row["closed"]]
    days = np.minimum([days for days, _ in east], np.quantile(over, 0.95))
    curve = kaplan_meier(days, np.array([closed for _, closed in east]) | (days >= np.quantile(over, 0.95)))
    assert walk.n == 400
    assert walk.units[0].raw == pytest.approx(curve.mean())
    assert any(note.startswith("In 58 of 400 journeys this was not over") for note in walk.notes)


def test_a_silence_that_goes_on_counts_with_how_long_it_lasted_at_least() -> None:
    # Otherwise a few journeys that nobody ever ended make silences longer than whole journeys.
    silence = pa.array([900.0 if i % 50 == 0 else 10.0 + i % 9 for i in range(400)])
    journeys = permits().set_column(6, "closed", pa.array([i % 50 != 0 for i in range(400)]))

    walk = hallway_of(journeys.append_column("longest_silence_days", silence), "longest_silence_days")

    assert all(10 <= unit.raw <= 18 for unit in walk.units)
    assert any(note.startswith("In 8 of 400 journeys this was not over") for note in walk.notes)


def test_who_never_heard_a_word_has_waited_for_one_since_the_start() -> None:
    days = permits()["elapsed_days"].to_pylist()
    words = pa.array([None if i % 5 == 0 else days[i] / 3 for i in range(400)])

    walk = hallway_of(permits().append_column("first_word_days", words), "first_word_days")

    assert walk.n == 400
    assert any(note.startswith("In 80 of 400 journeys this was not over") for note in walk.notes)


def test_a_count_in_an_open_journey_counts_as_far_as_it_has_come() -> None:
    journeys = permits().set_column(6, "closed", pa.array([True] * 390 + [False] * 10))

    walk = hallway_of(journeys, "handoffs_person")

    assert walk.n == 400
    assert "10 of 400 journeys are still open and count as far as they have come." in walk.notes


def test_where_a_log_knows_no_endings_no_journey_is_open() -> None:
    journeys = permits().set_column(6, "closed", pa.nulls(400, pa.bool_()))

    walk = hallway_of(journeys, "elapsed_days")

    assert walk.notes == (NOT_ADJUSTED,)


def test_what_waits_add_to_their_curve_has_its_mean_and_its_spread() -> None:
    rng = np.random.default_rng(1)
    times, cut = rng.exponential(10, 400).round(), rng.exponential(20, 400).round()
    waits, final = np.minimum(times, cut), times <= cut

    added = added_to_curve(waits, final)

    curve = kaplan_meier(waits, final)
    assert added.mean() == pytest.approx(curve.mean())
    assert 2 * 1.96 * added.std(ddof=1) / 20 == pytest.approx(curve.mean_interval().width, rel=0.02)


def test_what_a_wait_adds_is_what_is_missing_without_it() -> None:
    rng = np.random.default_rng(5)
    waits, final = rng.exponential(10, 300), rng.random(300) < 0.8

    added = added_to_curve(waits, final)

    whole = kaplan_meier(waits, final).mean()
    without = [kaplan_meier(np.delete(waits, i), np.delete(final, i)).mean() for i in range(300)]
    assert np.corrcoef(added, 300 * whole - 299 * np.array(without))[0, 1] > 0.995


def test_waits_that_are_all_over_count_as_they_are() -> None:
    assert added_to_curve(np.array([3.0, 1.0]), np.array([True, True])).tolist() == [3.0, 1.0]


def test_journeys_without_a_unit_or_a_value_are_left_out_and_counted() -> None:
    journeys = permits(402)
    units, days = journeys["unit"].to_pylist(), journeys["elapsed_days"].to_pylist()
    journeys = journeys.set_column(1, "unit", pa.array([None, *units[1:]]))
    journeys = journeys.set_column(2, "elapsed_days", pa.array([*days[:-1], None]))

    walk = hallway_of(journeys, "elapsed_days")

    assert walk.n == 400
    assert "1 of 402 journeys name no unit and are left out." in walk.notes
    assert "1 of 402 journeys do not tell this and are left out." in walk.notes


def test_the_order_of_the_rows_does_not_matter() -> None:
    journeys = permits()
    shuffled = journeys.take(np.random.default_rng(1).permutation(journeys.num_rows))

    assert hallway_of(shuffled, "elapsed_days", mix=["fee"]) == hallway_of(
        journeys, "elapsed_days", mix=["fee"]
    )


def test_a_distance_is_worked_out_only_for_who_asks_and_then_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    explain = hallway_comparing.distance_between

    def counted(every: AllJourneys, question: Question, rows: Rows, one: str, other: str) -> Distance:
        asked.append(question.measure)
        return explain(every, question, rows, one, other)

    monkeypatch.setattr(hallway_comparing, "distance_between", counted)

    walks = walk_all(permits())
    assert units_json(walks)
    assert asked == []

    found = walks["elapsed_days"]
    assert isinstance(found, Walk)
    assert found.distance is found.distance
    assert asked == ["elapsed_days"]


def test_all_measures_that_are_there_are_walked_with_every_attribute() -> None:
    walks = walk_all(permits())

    endings = ["ending:granted", "ending:refused"]
    assert sorted(walks) == sorted(["elapsed_days", "handoffs_person", "goal_reached", *endings])
    assert {walk.mix for walk in walks.values() if isinstance(walk, Walk)} == {("size", "fee")}


def test_an_ending_that_always_reaches_the_goal_is_good_and_one_that_never_does_is_not() -> None:
    endings = {question.measure: question.better for question in questions_of_endings(permits())}

    assert endings == {"ending:granted": Better.HIGHER, "ending:refused": Better.LOWER}


def test_an_ending_of_which_nobody_said_whether_it_is_the_goal_has_no_direction() -> None:
    without = permits().drop_columns(["goal"])

    assert {question.better for question in questions_of_endings(without)} == {None}


def test_an_ending_that_is_rare_or_the_only_one_is_no_question() -> None:
    rare = permits().set_column(4, "ending", pa.array(["lost"] * 3 + ["granted"] * 397))

    assert [question.measure for question in questions_of_endings(rare)] == ["ending:granted"]
    only = permits().set_column(4, "ending", pa.array(["granted"] * 400))
    assert list(questions_of_endings(only)) == []
    assert list(questions_of_endings(permits().drop_columns(["ending"]))) == []


def test_units_are_not_compared_by_an_index_that_falls_with_the_length_of_a_journey() -> None:
    journeys = permits().append_column("upc", pa.array(np.linspace(0.2, 0.9, 400)))

    never = walk_all(journeys)["upc"]

    assert isinstance(never, NotWalked)
    assert "Compare continuity of care instead." in never.why


def test_a_measure_that_never_differs_is_not_walked_and_says_why() -> None:
    journeys = permits().append_column("self_loops", pa.array([0.0] * 400))

    never = walk_all(journeys)["self_loops"]

    assert isinstance(never, NotWalked)
    assert "too much alike" in never.why


def test_the_json_has_a_row_per_unit_by_name_and_nulls_where_a_unit_is_not_judged() -> None:
    few = permits(9, ("bay",)).set_column(0, "journey", pa.array([f"p{i}" for i in range(9)]))
    walks = walk_all(pa.concat_tables([permits(), few]))

    rows = units_json(walks)["elapsed_days"]

    assert [row["unit"] for row in rows] == ["bay", *OFFICES]
    assert list(rows[1]) == ["unit", "n", "raw", "adjusted", "shrunk", "lower", "upper", "p_best"]
    assert (rows[0]["n"], rows[0]["adjusted"], rows[0]["p_best"]) == (9, None, None)
    assert sum(float(str(row["p_best"])) for row in rows[1:]) == pytest.approx(1)


@pytest.mark.parametrize(
    ("measure", "unit", "why"),
    [
        ("elapsed_days", "office", "do not name a “office”"),
        ("people", "unit", "do not tell “People”"),
        ("happiness", "unit", "no measure called “happiness”"),
        ("elapsed_days", "closed", "there is 1"),
    ],
)
def test_what_cannot_be_walked_is_refused_in_words(measure: str, unit: str, why: str) -> None:
    with pytest.raises(NothingToCompare, match=why):
        hallway_of(permits(), measure, unit=unit)
