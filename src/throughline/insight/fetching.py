"""Small tables out of an engine, as Arrow."""

import ibis
import pyarrow as pa
from ibis.expr.operations import InMemoryTable


def fetched(table: ibis.Table) -> pa.Table:
    """The rows of an expression, from whichever engine it is about.

    The same as `table.to_pyarrow()`, which for DuckDB loads pandas on the way: a quarter of a second that
    whoever reads a small log would wait for. Spark, too, hands out Arrow by itself. A table in memory is left
    to ibis, which hands it over first.
    """
    engine = table.get_backend()
    if engine.name not in {"duckdb", "pyspark"} or table.op().find(InMemoryTable):
        return table.to_pyarrow()
    query = engine.compile(table)
    rows = (
        engine.con.sql(query).to_arrow_table() if engine.name == "duckdb" else engine.raw_sql(query).toArrow()
    )
    return rows.cast(table.schema().to_pyarrow())
