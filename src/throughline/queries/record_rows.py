"""The whole record in its one shape, row by row, for whoever reads logs."""

from collections.abc import Iterator

import psycopg
from django.db import transaction

from throughline.eventlog.shape import COLUMNS, By, Channel, Direction, Lifecycle, Row
from throughline.store.writing import raw_connection

AT_ONCE = 10_000
EVERYTHING = f"select {', '.join(COLUMNS)} from record order by journey, seq"  # noqa: S608 - names are ours
ENUMS = {"direction": Direction, "by": By, "channel": Channel, "lifecycle": Lifecycle}


def rows_of_record() -> Iterator[Row]:
    """Every event, ordered by journey and number, as it stands in one moment."""
    with transaction.atomic(), psycopg.ServerCursor(raw_connection(), "record_rows") as cursor:
        cursor.itersize = AT_ONCE
        cursor.execute(EVERYTHING)
        for values in cursor:
            line = dict(zip(COLUMNS, values, strict=True))
            for name, enum in ENUMS.items():
                line[name] = enum(line[name]) if line[name] is not None else None
            yield Row(**line)
