"""Small tables out of an engine, as Arrow; and large ones that stay there."""

import ibis
import pyarrow as pa
from ibis.expr.operations import InMemoryTable, UnboundTable
from ibis.util import gen_name


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


def kept(table: ibis.Table) -> ibis.Table:
    """The same rows, made once and kept on the engine, for who asks about them several times.

    Spark keeps them in the executors' memory and on their disks. They go with the connection.
    """
    engine = table.get_backend()
    name, query = gen_name("throughline"), engine.compile(table)
    if engine.name == "duckdb":
        engine.con.execute(f"CREATE TEMP TABLE {name} AS {query}")
    elif engine.name == "pyspark":
        engine.raw_sql(query).persist().createTempView(name)
    else:
        return table
    return engine.table(name)


def made_apart(table: ibis.Table) -> ibis.Table:
    """The same rows as one part of a larger question, made before it where that needs less memory.

    DuckDB holds what the parts of one query share until its end; other engines plan better on the whole.
    """
    if table.op().find((InMemoryTable, UnboundTable)) or table.get_backend().name != "duckdb":
        return table
    return kept(table)
