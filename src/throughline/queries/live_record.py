"""The live record: the view `record` in PostgreSQL, read by the same expressions as a file."""

import ibis
import psycopg


def record_in(connection: psycopg.Connection[tuple[object, ...]]) -> ibis.Table:
    """The record of a database. The session keeps UTC, so that a day has 24 hours when clocks change."""
    connection.execute("SET TIME ZONE 'UTC'")
    return ibis.postgres.from_connection(connection).table("record")
