"""Arrow's columns as arrays of numbers. By DLPack, because Arrow's own way loads pandas: a slow import."""

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray


def numbers(column: pa.ChunkedArray | pa.Array, *, missing: float | None = None) -> NDArray[np.float64]:
    """A column of numbers; `missing` stands for nothing. Without it there may be no nothing."""
    if not len(column):  # no chunks to put together: Arrow would load pandas to make an empty array
        return np.empty(0)
    filled = column.cast(pa.float64(), safe=False)
    if missing is not None:
        filled = filled.fill_null(scalar(missing))
    whole = filled.combine_chunks() if isinstance(filled, pa.ChunkedArray) else filled
    return np.from_dlpack(whole).astype(np.float64, copy=False)


def scalar(value: float) -> pa.Scalar:
    """A number as Arrow has it, out of an array of one: Arrow's own way loads pandas."""
    return pa.Array.from_buffers(pa.float64(), 1, [None, pa.py_buffer(np.float64(value).tobytes())])[0]
