"""Small tables out of an engine, as Arrow; and large ones that stay there."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager

import ibis
import pyarrow as pa
from ibis.expr.operations import DatabaseTable, InMemoryTable, Namespace, UnboundTable
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


def standing(name: str, schema: ibis.Schema, engine: ibis.BaseBackend) -> ibis.Table:
    """A table that stands on an engine. Its columns are known, so that the engine need not be asked."""
    return DatabaseTable(name, schema=schema, source=engine, namespace=Namespace()).to_expr()


@contextmanager
def made_apart() -> Iterator[Callable[[ibis.Table], ibis.Table]]:
    """A way to make parts of one large question before it, one after the other, where that needs less memory.

    DuckDB holds what the parts of one query share until its end; other engines plan better on the whole. It
    makes each part outside Python, while Python thinks out the next: so nobody else may ask it meanwhile, and
    a part is there for sure only when all are.
    """
    with ThreadPoolExecutor(max_workers=1) as beside:
        making: list[Future[object]] = []

        def make(table: ibis.Table) -> ibis.Table:
            if table.op().find((InMemoryTable, UnboundTable)):  # of a question that is only written down
                return table
            engine = table.get_backend()
            if engine.name != "duckdb":
                return table
            name, query = gen_name("throughline"), engine.compile(table)
            making.append(beside.submit(engine.con.execute, f"CREATE TEMP TABLE {name} AS {query}"))
            return standing(name, table.schema(), engine)

        yield make
        for part in making:
            part.result()
