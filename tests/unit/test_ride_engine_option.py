"""`throughline ride --engine`: what is refused before Spark is started."""

import sys
from pathlib import Path

import pytest

from throughline.cli.ride_on import NotOnSpark, _address, ride_on
from throughline.intake.mapping import Mapping
from throughline.intake.spark import SparkRefused

LOG = [Path("log.parquet")]


def test_a_mapping_cannot_be_followed_where_the_log_has_the_records_shape():
    with pytest.raises(NotOnSpark, match="there is nothing to map"):
        ride_on("local[*]", LOG, Mapping(columns={"person": "who"}))


def test_groups_are_refused_because_only_a_sample_is_fetched():
    with pytest.raises(NotOnSpark, match="Leave out --by and --units"):
        ride_on("local[*]", LOG, Mapping(), split=True)


def test_a_zone_is_for_business_hours_and_may_be_given():
    with pytest.raises(SparkRefused, match="is not the address of a Spark master"):
        ride_on("duckdb", LOG, Mapping(zone="Europe/Amsterdam"))


def test_without_pyspark_the_refusal_says_how_to_get_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)

    with pytest.raises(SparkRefused, match=r"pip install 'throughline\[spark\]'"):
        ride_on("spark://host:7077", LOG, Mapping())


@pytest.mark.parametrize("address", ["s3a://bucket/log/*.parquet", "hdfs://name/log", "log/part.parquet"])
def test_an_address_survives_being_a_path(address):
    assert _address(Path(address)) == address
