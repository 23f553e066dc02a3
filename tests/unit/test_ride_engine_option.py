"""`throughline ride --engine`: what is refused before Spark is started, and what is said of a sample."""

import sys
from functools import partial
from pathlib import Path

import pytest

from throughline.cli import ride_on
from throughline.cli.ride_on import NotOnSpark, _address, log_on, ride_over
from throughline.insight.ride_of_many import ride_of_many
from throughline.intake.mapping import Mapping
from throughline.intake.problems import troubles
from throughline.intake.read import read_log
from throughline.intake.spark import SparkRefused

LOG = [Path("log.parquet")]


def test_a_mapping_cannot_be_followed_where_the_log_has_the_records_shape():
    with pytest.raises(NotOnSpark, match="there is nothing to map"):
        log_on("local[*]", LOG, Mapping(columns={"person": "who"}))


def test_groups_are_refused_because_only_a_sample_is_fetched():
    with pytest.raises(NotOnSpark, match="Leave out --by and --units"):
        log_on("local[*]", LOG, Mapping(), split=True)


def test_a_zone_is_for_business_hours_and_may_be_given():
    with pytest.raises(SparkRefused, match="is not the address of a Spark master"):
        log_on("duckdb", LOG, Mapping(zone="Europe/Amsterdam"))


def test_without_pyspark_the_refusal_says_how_to_get_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)

    with pytest.raises(SparkRefused, match=r"pip install 'throughline\[spark\]'"):
        log_on("spark://host:7077", LOG, Mapping())


@pytest.mark.parametrize("address", ["s3a://bucket/log/*.parquet", "hdfs://name/log", "log/part.parquet"])
def test_an_address_survives_being_a_path(address):
    assert _address(Path(address)) == address


def test_a_sample_for_pictures_is_told_and_is_no_trouble(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Any engine will do here: what is said does not depend on it."""
    (tmp_path / "log.csv").write_text(
        "case,activity,time\n" + "".join(f"{number},apply,2026-03-02T09:00:00Z\n" for number in range(400))
    )
    monkeypatch.setattr(ride_on, "ride_of_many", partial(ride_of_many, sample=40))

    log, ride = ride_over(read_log(tmp_path / "log.csv"), Mapping())

    assert 0 < ride.journeys.num_rows < 400
    (said,) = log.problems
    assert said.count == ride.journeys.num_rows
    assert "were fetched for pictures" in said.sentence
    assert troubles(log.problems) == []
