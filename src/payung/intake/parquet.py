"""Parquet files, as other systems hand over lists of millions: the column names are the heading row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from payung.errors import UnusableInput
from payung.intake.source import Source
from payung.language import Text

_BATCH = 10_000


def height(source: Source) -> int:
    """Rows with the heading. Raises ``UnusableInput`` where the file is damaged or not to be opened."""
    return int(_open(source).metadata.num_rows) + 1


def rows(source: Source) -> Iterator[list[Any]]:
    """The column names, then a list per row: text, numbers, dates; what is not known is empty text."""
    with _open(source) as file:
        yield list(file.schema_arrow.names)
        try:
            for batch in file.iter_batches(_BATCH):
                columns = [_cells(column) for column in batch.columns]
                yield from map(list, zip(*columns, strict=True))
        except (pa.ArrowException, OSError) as error:
            raise _damaged(source) from error


def _open(source: Source) -> pq.ParquetFile:
    try:
        return pq.ParquetFile(source.path)
    except (pa.ArrowException, OSError) as error:
        raise _damaged(source) from error


def _damaged(source: Source) -> UnusableInput:
    return source.refuse(
        Text("Berkas Parquet rusak atau terpotong", "The Parquet file is damaged or cut off"),
        Text(
            "Salin atau buat lagi dari sistem asalnya, lalu kirim lagi",
            "Copy it or make it again in the system that it comes from, and send it again",
        ),
    )


def _cells(column: pa.Array) -> list[Any]:
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    if pa.types.is_timestamp(column.type):
        if column.type.tz:  # midnight of its own zone: no birth date moves to the evening before
            column = pc.local_timestamp(column)
        column = column.cast(pa.timestamp("us"), safe=False)
    elif pa.types.is_binary(column.type) or pa.types.is_large_binary(column.type):
        return [value.decode("utf-8", "replace") if value else "" for value in column.to_pylist()]
    elif not _plain(column.type):
        return ["" if value is None else str(value) for value in column.to_pylist()]
    return ["" if value is None else value for value in column.to_pylist()]


def _plain(kind: pa.DataType) -> bool:
    tests = ("string", "large_string", "integer", "floating", "boolean", "date", "timestamp")
    return any(getattr(pa.types, f"is_{test}")(kind) for test in tests)
