"""Columns in: whole numbers, words and months as codes, every complaint naming the column."""

from __future__ import annotations

from math import gcd
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import ArrayLike, NDArray

from payung.language import Text
from payung.law.fields import unusable

Integers = NDArray[np.int64]
Codes = NDArray[np.intp]


def band_codes(income: ArrayLike, bounds: tuple[int, ...]) -> Codes:
    """The band of each income. Bounds share a large divisor, which turns the search into one look-up."""
    incomes = integers("income", income)
    if incomes.size and incomes.min() < 0:
        raise unusable(
            "income",
            Text("Ada rupiah negatif", "There is a negative amount"),
            Text("Tulis 0 atau lebih", "Write 0 or more"),
        )
    step = gcd(*bounds)
    last = bounds[-1] // step
    lookup = np.searchsorted(bounds, np.arange(last + 1) * step, side="right") - 1
    return lookup.take(incomes // step, mode="clip")


def word_codes(field: str, words: Any, known: tuple[str, ...]) -> Any:
    """Positions in ``known``, as one number for a single word. Raises UnusableInput for another word."""
    if isinstance(words, str):
        words = [words]
        return int(word_codes(field, words, known)[0])
    array = words if isinstance(words, pa.Array | pa.ChunkedArray) else pa.array(words, pa.string())
    if isinstance(array, pa.ChunkedArray):
        array = array.combine_chunks()
    if not pa.types.is_dictionary(array.type):
        array = array.dictionary_encode()
    found = array.dictionary.to_pylist()
    strange = [word for word in found if word not in known]
    if array.null_count or strange:
        said = str(strange[0]) if strange else ""
        raise unusable(
            field,
            Text(f"“{said}” tidak dikenal", f"“{said}” is not known"),
            Text(f"Pilih: {', '.join(known)}", f"Choose from: {', '.join(known)}"),
        )
    positions = np.array([known.index(word) for word in found], dtype=np.intp)
    return (
        positions.take(array.indices.to_numpy(zero_copy_only=False), mode="clip") if len(array) else positions
    )


def integers(field: str, values: ArrayLike) -> Integers:
    array = values.to_numpy(zero_copy_only=False) if isinstance(values, pa.Array) else np.asarray(values)
    if array.size and not np.issubdtype(array.dtype, np.integer):
        raise unusable(
            field,
            Text("Bukan bilangan bulat, atau ada yang kosong", "Not whole numbers, or some are missing"),
            Text("Isi semua baris dengan bilangan bulat", "Give a whole number in every row"),
        )
    return array.astype(np.int64, copy=False)


def ordinals(field: str, numbers: ArrayLike) -> Any:
    """Months since year 0 from numbers such as 202605; 0 stays far in the past."""
    array = integers(field, numbers)
    years, months = np.divmod(array, 100)
    if np.any((array != 0) & ((months < 1) | (months > 12))) or (field == "month" and np.any(array == 0)):
        raise unusable(
            field,
            Text("Ada yang bukan bulan", "Some are no months"),
            Text(
                "Tulis tahun dan bulan sebagai angka, misalnya 202605", "Write year and month, such as 202605"
            ),
        )
    return years * 12 + months - 1


def check_lengths(**columns: Any) -> None:
    """Columns stand row by row: one length for all, single values apart. Raises UnusableInput."""
    lengths = {name: np.size(column) for name, column in columns.items()}
    longest = max(lengths.values())
    for name, length in lengths.items():
        if length not in (1, longest):
            raise unusable(
                name,
                Text(f"{length} baris, kolom lain {longest}", f"{length} rows, other columns {longest}"),
                Text("Samakan panjang semua kolom", "Give all columns the same length"),
            )
