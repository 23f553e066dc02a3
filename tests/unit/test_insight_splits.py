"""Measures group by group, the ending beside the burden, and a word where short is not good."""

import json
from dataclasses import replace
from datetime import date, timedelta

import ibis
import pyarrow as pa
import pytest
from tests.unit.test_insight_ride import at, record_of

from throughline.eventlog.shape import Direction, Row
from throughline.insight.measured import Measured, Unmeasurable
from throughline.insight.ride import Ride, ride_of
from throughline.insight.ride_json import as_json
from throughline.insight.splits import NothingToSplitBy, cut_off_more, names_to_split_by, split, told_split
from throughline.insight.telling import days

MONDAY = at(3, 2)


def journey(name: str, took: float, ending: str | None, unit: str, goal: float | None = None) -> list[Row]:
    """From its start, with a letter, to its ending; or still open."""
    rows = [
        Row(journey=name, seq=1, at=MONDAY, kind="journey.started/1", direction=Direction.FROM, unit=unit),
        Row(
            journey=name,
            seq=2,
            at=MONDAY + timedelta(days=took / 2),
            kind="step.done/1",
            unit=unit,
            person="Ben",
        ),
    ]
    if ending is None:
        return rows
    last = MONDAY + timedelta(days=took)
    return [
        *rows,
        Row(journey=name, seq=3, at=last, kind="journey.ended/1", key=ending, value=goal, unit=unit),
    ]


@pytest.fixture(scope="module")
def ride() -> Ride:
    """Twenty granted after some forty days; twelve of the north refused or dropped within three."""
    rows = [one for i in range(20) for one in journey(f"g{i}", 30 + i, "granted", "south", 1)]
    rows += [one for i in range(12) for one in journey(f"w{i}", 2 + i / 12, "withdrawn", "north", 0)]
    rows += journey("open", 4, None, "north")
    named = [*(f"g{i}" for i in range(20)), *(f"w{i}" for i in range(12)), "open"]
    known = pa.table(
        {
            "journey": named,
            "amount": [float(i * 100) for i in range(32)] + [None],
            "sort": ["tree", "shed"] * 16 + ["tree"],
            "asked": [date(2026, 1, 1 + i % 28) for i in range(33)],
        }
    )  # fmt: skip
    return ride_of(record_of(rows), now=MONDAY + timedelta(days=60), journeys=ibis.memtable(known))


def test_journeys_can_be_split_by_ending_office_and_what_is_known_of_each_case(ride: Ride) -> None:
    assert names_to_split_by(ride) == ("ending", "unit", "amount", "sort", "asked")


def test_each_ending_has_its_own_figures_and_open_journeys_are_a_group(ride: Ride) -> None:
    groups = {one.name: one for one in split(ride, "ending").groups}

    assert {name: group.n for name, group in groups.items()} == {
        "granted": 20,
        "withdrawn": 12,
        "still open": 1,
    }
    took = groups["granted"].measures["elapsed_days"]
    assert isinstance(took, Measured)
    assert (took.median, took.n) == (39.5, 20)
    still = groups["still open"].measures["elapsed_days"]
    assert isinstance(still, Measured)
    assert still.at_least == ("mean", "median", "p90")  # sixty days, and not over


def test_the_ending_stands_beside_the_burden(ride: Ride) -> None:
    said = told_split(split(ride, "unit"), "elapsed_days", days)

    assert said[0].startswith("south (20 journeys): half up to 40 days, nine in ten up to 47 days.")
    assert "Of those that have ended, 100% reached what they came for." in said[0]
    assert "Of those that have ended, 0% reached what they came for." in said[1]


def test_an_ending_that_came_soon_is_no_better_for_it(ride: Ride) -> None:
    """By ending, nobody was cut off: they were told no, and soon."""
    cautions = {group.name: group.caution for group in split(ride, "ending").groups}

    assert cautions["granted"] is None
    assert cautions["withdrawn"] == (
        "“withdrawn” came sooner than other endings, and nobody who ended so got what they came for."
    )
    assert cautions["still open"] is None  # a single journey tells nothing in warning


def test_offices_whose_journeys_were_cut_off_are_named_beside_any_measure(ride: Ride) -> None:
    assert cut_off_more(ride, "unit") == (
        "At “north” 100% of journeys are still open or ended without the goal, against 39% of all: small "
        "figures there are no good sign.",
    )
    assert cut_off_more(ride, "sort") == ()  # of attributes the table says it


def like(n: int, withdrawn: int, unit: str) -> list[Row]:
    """So many at an office, some of them withdrawn."""
    ends = [("withdrawn", 0) if i < withdrawn else ("granted", 1) for i in range(n)]
    found = [journey(f"{unit}{i}", 9, ending, unit, goal) for i, (ending, goal) in enumerate(ends)]
    return [row for rows in found for row in rows]


def test_of_few_journeys_or_little_difference_nothing_is_said_in_warning() -> None:
    rows = [one for i in range(30) for one in journey(f"g{i}", 30 + i, "granted", "south", 1)]
    rows += [one for i in range(9) for one in journey(f"w{i}", 2, "withdrawn", "north", 0)]

    few = ride_of(record_of(rows), now=MONDAY + timedelta(days=90))
    nearly_alike = ride_of(record_of(like(100, 20, "south") + like(1000, 250, "north")))
    more = ride_of(
        record_of([*rows, *journey("w9", 2, "withdrawn", "north", 0)]), now=MONDAY + timedelta(days=90)
    )

    assert cut_off_more(few, "unit") == ()
    assert cut_off_more(nearly_alike, "unit") == ()
    assert [group.caution for group in split(few, "unit").groups] == [None, None]
    assert len(cut_off_more(more, "unit")) == 1


def test_a_group_that_looks_short_because_it_was_cut_off_is_not_praised(ride: Ride) -> None:
    found = split(ride, "unit")

    cautions = {group.name: group.caution for group in found.groups}
    assert cautions["south"] is None
    assert cautions["north"] == (
        "Journeys of “north” look short because many were cut off: 100% are still open or ended without the "
        "goal, against 39% of all. That is not being well served."
    )
    assert told_split(found, "elapsed_days", days)[-1] == cautions["north"]


def test_numbers_are_cut_into_four_bands_and_who_has_none_is_a_group(ride: Ride) -> None:
    groups = split(ride, "amount").groups

    assert [(group.name, group.n) for group in groups] == [
        ("up to 800", 9),
        ("over 800 up to 1,600", 8),
        ("over 1,600 up to 2,300", 7),
        ("over 2,300", 8),
        ("not said", 1),
    ]
    assert sum(group.share for group in groups) == pytest.approx(1)


def test_dates_are_cut_into_bands_too(ride: Ride) -> None:
    groups = split(ride, "asked").groups

    assert (groups[0].name, groups[0].n) == ("up to 5 January 2026", 10)  # the first to the fifth come twice
    assert sum(group.n for group in groups) == 33


def test_equal_values_stay_in_one_band() -> None:
    rows = [one for i in range(8) for one in journey(f"j{i}", 5, "granted", "south")]
    known = pa.table({"journey": [f"j{i}" for i in range(8)], "rooms": [1, 1, 1, 1, 1, 2, 3, 9]})
    few = ride_of(record_of(rows), journeys=ibis.memtable(known))
    many = ride_of(
        record_of(rows), journeys=ibis.memtable(known.set_column(1, "rooms", [[1, 1, 1, 1, 1, 2, 3, 4]]))
    )

    assert [(one.name, one.n) for one in split(few, "rooms").groups] == [
        ("1", 5),
        ("2", 1),
        ("3", 1),
        ("9", 1),
    ]
    assert sum(one.n for one in split(many, "rooms").groups) == 8


def test_many_categories_leave_the_small_ones_together() -> None:
    rows = [one for i in range(40) for one in journey(f"j{i}", 5, f"ending {i if i < 15 else 0}", "south")]

    groups = split(ride_of(record_of(rows)), "ending").groups

    assert len(groups) == 12
    assert groups[0].name == "ending 0"
    assert groups[-1].name == "all others"
    assert sum(one.n for one in groups) == 40


def test_what_cannot_be_told_of_a_group_says_why(ride: Ride) -> None:
    found = split(ride, "unit")

    assert isinstance(found.groups[0].measures["coc"], Unmeasurable)
    assert "not measurable" in told_split(found, "coc", days)[0]


def test_what_nobody_knows_of_journeys_cannot_split_them(ride: Ride) -> None:
    with pytest.raises(
        NothingToSplitBy, match=r"cannot be split by 'colour'.*ending, unit, amount, sort, asked"
    ):
        split(ride, "colour")


def test_a_log_that_knows_no_endings_has_no_cautions() -> None:
    rows = [
        replace(one, kind="activity/1")
        for i in range(9)
        for one in journey(f"j{i}", i + 1, None, f"u{i % 2}")
    ]

    groups = split(ride_of(record_of(rows)), "unit").groups

    assert [(group.caution, group.cut_off, group.endings) for group in groups] == [(None, None, ())] * 2


def test_json_tells_each_group_with_its_measures_endings_and_caution(ride: Ride) -> None:
    written = json.loads(json.dumps(as_json(ride, {}, [], groups=split(ride, "unit"))))

    told = written["by"]
    assert told["name"] == "unit"
    north = told["groups"][1]
    assert (north["group"], north["n"], north["cut_off"]) == ("north", 13, 1.0)
    assert "not being well served" in north["caution"]
    assert north["measures"]["goal_reached"]["mean"] == 0
    assert {"median", "p90", "n", "coverage", "intervals"} <= north["measures"]["elapsed_days"].keys()
    assert [ending["ending"] for ending in north["endings"]] == ["withdrawn", None]


def test_json_without_splits_has_none(ride: Ride) -> None:
    assert "by" not in as_json(ride, {}, [])


def test_journeys_that_know_no_endings_cannot_be_split_by_them() -> None:
    rows = [Row(journey=str(i), seq=1, at=MONDAY, kind="activity/1", unit="north") for i in range(3)]

    with pytest.raises(NothingToSplitBy, match="cannot be split by 'ending'"):
        split(ride_of(record_of(rows)), "ending")
