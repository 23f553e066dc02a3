"""Columns of journeys by their names, as numbers or as codes of names."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from throughline.insight import arrays
from throughline.insight.intervals import Numbers

Codes = NDArray[np.intp]
ATTRIBUTE = "attribute."
UNKNOWN = -1
DAY_US = 86_400_000_000


@dataclass(frozen=True, slots=True, eq=False)
class Names:
    """Which of `names` each journey has; `UNKNOWN` where it has none."""

    codes: Codes
    names: tuple[str, ...]


def column_of(journeys: pa.Table, name: str) -> pa.ChunkedArray | None:
    """A column by its name, or the case attribute of that name; None where there is neither."""
    for found in (name, f"{ATTRIBUTE}{name}"):
        if found in journeys.column_names:
            return journeys[found]
    return None


def attributes_of(journeys: pa.Table) -> tuple[str, ...]:
    """The case attributes that journeys carry, by their plain names."""
    return tuple(name.removeprefix(ATTRIBUTE) for name in journeys.column_names if name.startswith(ATTRIBUTE))


def numbers(column: pa.ChunkedArray) -> Numbers:
    """A column as numbers, NaN where nothing is known; a time is days since 1970."""
    if pa.types.is_temporal(column.type):
        moments = column.cast(pa.timestamp("us"), safe=False).cast(pa.int64())
        return arrays.numbers(moments, missing=np.nan) / DAY_US
    return arrays.numbers(column, missing=np.nan)


def names_of(column: pa.ChunkedArray) -> Names:
    """A column as names in their order; nothing and the empty word are unknown."""
    encoded = _whole(column.cast(pa.string())).dictionary_encode()
    found = [name or "" for name in encoded.dictionary.to_pylist()]
    kept = sorted(name for name in found if name)
    places = {name: place for place, name in enumerate(kept)}
    turned = np.array([places.get(name, UNKNOWN) for name in found] + [UNKNOWN], dtype=np.intp)
    indices = arrays.numbers(encoded.indices, missing=UNKNOWN).astype(np.intp)
    return Names(codes=turned[indices], names=tuple(kept))


def is_number(column: pa.ChunkedArray) -> bool:
    """Whether it counts or measures, rather than names."""
    kind = column.type
    return bool(
        pa.types.is_integer(kind)
        or pa.types.is_floating(kind)
        or pa.types.is_decimal(kind)
        or pa.types.is_timestamp(kind)
        or pa.types.is_date(kind)
    )


def _whole(column: pa.ChunkedArray | pa.Array) -> pa.Array:
    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
