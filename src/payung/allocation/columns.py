"""Small Arrow tables from Python and numpy, without the detour by which pyarrow first imports pandas (0.7 s)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa


def whole(values: Sequence[int] | npt.NDArray[Any]) -> pa.Array:
    """64-bit whole numbers; truth values as 0 and 1."""
    array = np.ascontiguousarray(values, dtype=np.int64)
    return pa.Array.from_buffers(pa.int64(), len(array), [None, pa.py_buffer(array)])


def texts(values: Sequence[str]) -> pa.Array:
    encoded = [value.encode() for value in values]
    ends = np.zeros(len(encoded) + 1, dtype=np.int64)
    np.cumsum([len(each) for each in encoded], out=ends[1:])
    buffers = [None, pa.py_buffer(ends), pa.py_buffer(b"".join(encoded))]
    return pa.Array.from_buffers(pa.large_string(), len(encoded), buffers)


def table(**columns: pa.Array) -> pa.Table:
    return pa.Table.from_arrays(list(columns.values()), names=list(columns))
