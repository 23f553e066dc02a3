"""A ride whose figures are made on the engine tells the same as one whose journeys were fetched."""

from collections.abc import Mapping
from pathlib import Path
from random import Random

import pytest
from tests.integration.test_ride_engines import NOW, journey

from throughline.eventlog.parquet import write_parquet
from throughline.insight import summaries
from throughline.insight.measured import Measured, Result
from throughline.insight.ride import NothingToRead, Ride, ride_of
from throughline.insight.ride_of_many import RideOfMany, ride_of_many
from throughline.intake.mapping_file import read_mapping
from throughline.intake.read import read_log

EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "logs"
ENDS = ("low", "high")


@pytest.fixture(scope="module")
def made_up(tmp_path_factory):
    chance = Random(20_260_327)  # noqa: S311 - made-up data
    path = tmp_path_factory.mktemp("log") / "record.parquet"
    write_parquet((row for number in range(120) for row in journey(number, chance)), path)
    return read_log(path).record


@pytest.fixture(scope="module")
def permits():
    log = read_log(EXAMPLES / "garden-permits.csv", read_mapping(EXAMPLES / "garden-permits.yaml"))
    return log.record


def agree(measures: Mapping[str, Result], expected: Mapping[str, Result]) -> None:
    """The same measures, untold for the same reason, or with the same figures and intervals."""
    assert list(measures) == list(expected)
    for name, result in expected.items():
        found = measures[name]
        if not isinstance(result, Measured):
            assert found == result, name
            continue
        assert isinstance(found, Measured), name
        assert (found.basis, found.at_least, sorted(found.intervals)) == (
            result.basis,
            result.at_least,
            sorted(result.intervals),
        ), name
        assert figures(found) == pytest.approx(figures(result), rel=1e-9, abs=1e-9), name


def figures(result: Measured) -> dict[str, float]:
    told = {key: value for key, value in vars(result).items() if isinstance(value, int | float)}
    ends = {f"{key} {end}": getattr(i, end) for key, i in result.intervals.items() for end in ENDS}
    return told | ends


@pytest.mark.parametrize("now", [NOW, None], ids=["looked at later", "up to its last row"])
def test_figures_made_on_the_engine_are_those_of_fetched_journeys(made_up, now):
    many, fetched = ride_of_many(made_up, now=now), ride_of(made_up, now=now)

    agree(many.measures, fetched.measures)
    assert many.endings == fetched.endings
    assert many.size == fetched.size
    assert many.sampled is None


def test_so_are_those_of_each_unit(permits):
    many, fetched = ride_of_many(permits), ride_of(permits)

    assert many.units == fetched.units != ()
    for unit in fetched.units:
        agree(many.of_unit(unit), fetched.of_unit(unit))


def test_a_sample_is_stated_and_leaves_the_figures_whole(permits):
    many, fetched = ride_of_many(permits, sample=100), ride_of(permits)

    assert 60 < many.journeys.num_rows < 140
    assert many.size == 420
    assert "the figures of measures count all 420" in str(many.sampled)
    agree(many.measures, fetched.measures)


def test_the_same_sample_is_drawn_every_time(permits):
    first, second = (ride_of_many(permits, sample=100).journeys["journey"].to_pylist() for _ in range(2))

    assert sorted(first) == sorted(second)


def test_too_many_different_times_are_counted_in_steps_and_that_is_said(made_up, monkeypatch):
    monkeypatch.setattr(summaries, "MOST", 50)

    many, fetched = ride_of_many(made_up, now=NOW), ride_of(made_up, now=NOW)

    stepped, exact = many.measures["elapsed_days"], fetched.measures["elapsed_days"]
    assert isinstance(stepped, Measured)
    assert isinstance(exact, Measured)
    assert "times counted in steps of" in stepped.basis
    assert stepped.censored == exact.censored
    assert exact.median <= stepped.median <= exact.median + 7


def test_a_record_without_events_is_refused(permits):
    with pytest.raises(NothingToRead):
        ride_of_many(permits.filter(permits.journey == "nobody's"))


def test_a_ride_of_many_is_a_ride(permits):
    assert isinstance(ride_of_many(permits), Ride)
    assert isinstance(ride_of_many(permits), RideOfMany)
