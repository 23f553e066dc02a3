"""Spark as an engine: what is refused before it is even started."""

import sys

import pytest

from throughline.intake.spark import SparkRefused, spark_session


def test_an_address_that_is_no_master_is_refused_with_an_example():
    with pytest.raises(SparkRefused, match="Say for example spark://host:7077"):
        spark_session("postgres://records")


def test_without_pyspark_the_refusal_says_how_to_get_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)

    with pytest.raises(SparkRefused, match=r"pip install 'throughline\[spark\]'"):
        spark_session("local[*]")
