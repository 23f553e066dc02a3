"""Logs that one machine cannot hold: partitioned Parquet in the record's shape, read where it lies by Spark.

Nothing is fetched here. The record is an expression; Spark runs it when a measure asks. Only Spark's own
functions run on the executors, so that they need no Python of ours.
"""

import os
from collections.abc import Mapping as Mapped
from collections.abc import Sequence
from typing import TYPE_CHECKING

import ibis

from throughline.eventlog.shape import ACTIVITY, COLUMNS
from throughline.intake.columns import Taken, listed
from throughline.intake.order import BY_NUMBER, said_of_ties
from throughline.intake.placeholders import PLACEHOLDERS
from throughline.intake.problems import Effect, Problem, rows_left_out
from throughline.intake.read import Log
from throughline.refused import Refused

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

ENGINES = ("spark://", "local", "yarn", "k8s://")
"""How the address of a Spark master begins."""
ON_THIS_MACHINE = "local"
TYPES = {"seq": "bigint", "at": "timestamp", "due": "timestamp", "value": "double"}
NEEDED = ("journey", "seq", "at")
NAMES = ("person", "function")
"""Columns in which a word may stand for nobody."""


class SparkRefused(Refused):
    """Spark is not there, cannot be reached, or cannot read what it was given."""


def spark_session(master: str, settings: Mapped[str, str] | None = None) -> "SparkSession":
    """Spark on a cluster (`spark://host:7077`, `yarn`, `k8s://…`) or on this machine (`local[*]`).

    What stands in Spark's own `spark-defaults.conf` holds, except where `settings` says otherwise.
    """
    if not master.startswith(ENGINES):
        raise SparkRefused(
            f"{master!r} is not the address of a Spark master. Say for example spark://host:7077, yarn, "
            "or local[*] for this machine."
        )
    try:
        from py4j.protocol import Py4JJavaError  # type: ignore[import-untyped] # noqa: PLC0415 - seldom wanted
        from pyspark.errors import PySparkRuntimeError  # noqa: PLC0415 - and slow, and not always there
        from pyspark.sql import SparkSession  # noqa: PLC0415 - likewise
    except ImportError:
        raise SparkRefused("Spark is not installed here. Add it: pip install 'throughline[spark]'.") from None
    try:
        return SparkSession.builder.config(map=_settings(master, settings or {})).getOrCreate()
    except Py4JJavaError as error:
        raise SparkRefused(f"Spark at {master} cannot be used: {_said(error)}") from None
    except PySparkRuntimeError:
        raise SparkRefused(
            "Spark did not start. It needs Java 17 or later: install it, or say with JAVA_HOME where it is. "
            "What Spark says itself stands above."
        ) from None


def _settings(master: str, settings: Mapped[str, str]) -> dict[str, bool | float | int | str | None]:
    chosen: dict[str, bool | float | int | str | None] = {
        "spark.master": master,
        "spark.app.name": "throughline ride",
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.sources.partitionColumnTypeInference.enabled": "false",  # an office called 12 is a name
        "spark.log.level": "ERROR",
    }
    if master.startswith(ON_THIS_MACHINE):
        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")  # nobody else on the network need see it
        chosen |= {
            "spark.ui.enabled": "false",
            "spark.driver.bindAddress": "127.0.0.1",
            "spark.sql.shuffle.partitions": str(2 * (os.cpu_count() or 1)),
        }
    return {**chosen, **settings}


def read_on_spark(session: "SparkSession", paths: Sequence[str]) -> Log:
    """A log in Parquet files, folders or patterns such as `s3a://bucket/log/*.parquet`."""
    frame = _opened(session, paths)
    _check(frame, paths)
    frame.createOrReplaceTempView("throughline_raw")
    engine = ibis.pyspark.connect(session)
    raw = engine.table("throughline_raw")
    there = [Taken(name, name, "in the record's own shape") for name in COLUMNS if name in raw.columns]
    rows, problems = _looked_over(raw)
    return Log(
        record=_record(raw),
        taken=there,
        problems=problems,
        rows_read=rows,
        rows_used=rows - rows_left_out(problems),
    )


def _opened(session: "SparkSession", paths: Sequence[str]) -> "DataFrame":
    from py4j.protocol import Py4JJavaError  # noqa: PLC0415 - seldom wanted, slow, and not always there
    from pyspark.errors import AnalysisException  # noqa: PLC0415 - likewise

    try:
        return session.read.parquet(*paths)
    except (AnalysisException, Py4JJavaError) as error:
        raise SparkRefused(f"Spark cannot read {', '.join(paths)}: {_said(error)}") from None


def _said(error: Exception) -> str:
    """The first line of what Spark says, without the stack of Java."""
    return str(getattr(error, "java_exception", None) or error).splitlines()[0]


def _check(frame: "DataFrame", paths: Sequence[str]) -> None:
    types = dict(frame.dtypes)
    missing = [name for name in NEEDED if name not in types]
    if missing or not {"kind", "name"} & types.keys():
        raise SparkRefused(
            f"On Spark we read logs in the record's own shape. {listed(paths)} lacks the column "
            f"{listed(missing or ['name'])}. Write the log with these columns: {listed(COLUMNS)}."
        )
    wrong = [
        f"{name} is {types[name]} and should be {TYPES.get(name, 'string')}"
        for name in COLUMNS
        if name in types and types[name] != TYPES.get(name, "string")
    ]
    if wrong:
        raise SparkRefused(
            f"The columns of {listed(paths)} have other types than the record's: {'; '.join(wrong)}. "
            "Times carry their zone: `timestamp`, not `timestamp_ntz`."
        )


def _record(raw: ibis.Table) -> ibis.Table:
    """In the record's shape: what is lacking is null, and words that stand for nobody are."""
    types = {"seq": "int64", "at": "timestamp", "due": "timestamp", "value": "float64"}
    columns = {
        name: raw[name] if name in raw.columns else _lacking(name, types.get(name, "string"))
        for name in COLUMNS
    }
    for name in NAMES:
        if name in raw.columns:
            columns[name] = ibis.ifelse(_stands_for_nothing(raw[name]), None, raw[name])
    return raw.filter(raw.journey.notnull(), raw["at"].notnull()).select(**columns)


def _lacking(name: str, kind: str) -> ibis.Value:
    return ibis.literal(ACTIVITY) if name == "kind" else ibis.null().cast(kind)


def _stands_for_nothing(column: ibis.Value) -> ibis.Value:
    return column.strip().lower().isin([*PLACEHOLDERS, ""]).fill_null(False)


def _looked_over(raw: ibis.Table) -> tuple[int, list[Problem]]:
    """One look at all rows: how many, which are left out, tied, and how often a word stood for nobody."""
    unusable = raw.journey.isnull() | raw["at"].isnull()
    glance = {"rows": raw.count(), "left_out": unusable.sum()}
    moments = ibis.struct({"journey": raw.journey, "at": raw["at"]})
    glance["moments"] = moments.nunique(where=~unusable)
    glance |= {name: _stands_for_nothing(raw[name]).sum() for name in NAMES if name in raw.columns}
    (seen,) = raw.aggregate(**glance).to_pyarrow().to_pylist()
    left_out = Problem(
        what="rows have no journey or no time and are left out",
        one="row has no journey or no time and is left out",
        count=int(seen["left_out"] or 0),
        effect=Effect.LEFT_OUT,
    )
    words = [
        Problem(
            what="times a word such as UNKNOWN stood for a name; we read it as missing",
            one="time a word such as UNKNOWN stood for a name; we read it as missing",
            count=int(seen.get(name) or 0),
            where=f"column {name}",
            effect=Effect.READ_OTHERWISE,
        )
        for name in NAMES
    ]
    ties = said_of_ties(int(seen["rows"]) - left_out.count - int(seen["moments"]), "at", BY_NUMBER)
    return int(seen["rows"]), [*(one for one in (left_out, *words) if one.count), *ties]
