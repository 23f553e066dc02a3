"""`throughline ride --engine`: the same ride, computed by Spark on one machine or many."""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from throughline.insight.ride_of_many import RideOfMany, ride_of_many
from throughline.intake.mapping import Mapping
from throughline.intake.problems import Effect, Problem
from throughline.intake.read import Log
from throughline.intake.spark import read_on_spark, spark_session
from throughline.refused import Refused


class NotOnSpark(Refused):
    """What can be told of a log on one machine, and not where Spark reads it."""


def log_on(
    master: str, logs: Sequence[Path], mapping: Mapping, *, split: bool = False, reshaped: bool = False
) -> Log:
    """The log as Spark sees it, looked over once. Nothing is measured yet."""
    if mapping != Mapping(zone=mapping.zone):
        raise NotOnSpark(
            "With --engine a log is read in the record's own shape, so there is nothing to map. "
            "Leave out the mapping and the columns, or turn the log into that shape first."
        )
    if reshaped:
        raise NotOnSpark(
            "With --engine a log is read as it stands: one row per event, with the office in the column "
            "`unit`. Leave out --wide and --unit-from-file."
        )
    if split:
        raise NotOnSpark(
            "With --engine only a sample of journeys is fetched, too few to split measures by. "
            "Leave out --by and --units."
        )
    return read_on_spark(spark_session(master), [_address(path) for path in logs])


def ride_over(log: Log, mapping: Mapping) -> tuple[Log, RideOfMany]:
    """The ride over what Spark sees, and the same log, which also says if only a sample was fetched."""
    ride = ride_of_many(log.record, zone=mapping.zone or "UTC")
    if ride.sampled is None:
        return log, ride
    sample = Problem(what=ride.sampled, count=ride.journeys.num_rows, effect=Effect.NOTED)
    return replace(log, problems=[*log.problems, sample]), ride


def _address(path: Path) -> str:
    """Where Spark finds it: a path has lost one of the slashes of `s3a://bucket`."""
    return re.sub(r"^([a-z][a-z0-9]+):/+", r"\1://", str(path))
