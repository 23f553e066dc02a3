"""The shape of the record as an Arrow schema: what Parquet files and engines see."""

import pyarrow as pa

AT = pa.timestamp("us", tz="UTC")

SCHEMA = pa.schema(
    [
        pa.field("journey", pa.string(), nullable=False),
        pa.field("seq", pa.int64(), nullable=False),
        pa.field("at", AT, nullable=False),
        pa.field("kind", pa.string(), nullable=False),
        pa.field("name", pa.string()),
        pa.field("direction", pa.string()),
        pa.field("by", pa.string()),
        pa.field("person", pa.string()),
        pa.field("function", pa.string()),
        pa.field("unit", pa.string()),
        pa.field("service", pa.string()),
        pa.field("version", pa.string()),
        pa.field("stage", pa.string()),
        pa.field("channel", pa.string()),
        pa.field("key", pa.string()),
        pa.field("due", AT),
        pa.field("value", pa.float64()),
        pa.field("lifecycle", pa.string()),
    ]
)
