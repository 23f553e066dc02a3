"""The record as Parquet: written as a stream, read by any tool, and by `throughline ride`."""

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from throughline.eventlog.arrow import SCHEMA
from throughline.eventlog.shape import COLUMNS, Row

BATCH = 50_000


def write_parquet(rows: Iterable[Row], path: Path) -> int:
    """Write rows as they come, a batch at a time; how many there were."""
    written = 0
    with pq.ParquetWriter(path, SCHEMA) as writer:
        for batch in _batches(rows):
            writer.write_batch(batch)
            written += batch.num_rows
    return written


def _batches(rows: Iterable[Row]) -> Iterator[pa.RecordBatch]:
    waiting = iter(rows)
    while chunk := list(islice(waiting, BATCH)):
        columns = [[getattr(row, name) for row in chunk] for name in COLUMNS]
        arrays = [pa.array(column, field.type) for column, field in zip(columns, SCHEMA, strict=True)]
        yield pa.RecordBatch.from_arrays(arrays, schema=SCHEMA)
