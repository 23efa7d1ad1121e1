"""The checks that need nothing but the row itself; their codes go into ``problems``."""

from __future__ import annotations

from datetime import date
from functools import cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from payung.identity import areas, nik
from payung.intake.columns import Births, Book, Numbers, flags, texts

_FAULTS = ("", "nik.missing", "nik.malformed", "nik.digits_lost")
# In the order in which they are told, after what is wrong with the NIK as such.
_OTHERS = (
    "nik.birthdate_differs",
    "nik.sex_differs",
    "name.missing",
    "birthdate.impossible",
    "birthdate.missing",
    "nik.area_unknown",
)


@cache
def _told() -> pa.StringArray:
    """By number: which of the faults, and one bit for each of the others."""
    return texts(
        ";".join([*filter(None, (fault,)), *(code for bit, code in enumerate(_OTHERS) if others >> bit & 1)])
        for fault in _FAULTS
        for others in range(1 << len(_OTHERS))
    )


class Checks:
    """The checks of one reading, which counts ages on one day."""

    def __init__(self, on: date) -> None:
        self._meaning = Book(lambda six: nik.meaning(six, on) if six else None)
        self._is_known = Book(areas.is_known_district)

    def columns(self, niks: Numbers, births: Births, names: pa.Array, sexes: pa.Array) -> dict[str, pa.Array]:
        """``birth_date`` (ISO), ``problems``, ``nik_birth_date`` and ``nik_sex`` of people in order."""
        faults = np.zeros(len(names), np.int32)
        for at, number in niks.odd.items():
            faults[at] = _FAULTS.index(number.fault)
        unsound = (faults > 0) | flags(pc.equal(pc.utf8_slice_codeunits(niks.digits, 12), "0000"))
        middle = pc.utf8_slice_codeunits(niks.digits, 6, 12)
        sixes = pc.if_else(pa.array(unsound), "", middle) if unsound.any() else middle
        iso, six, sex = self._meanings(sixes.to_pylist())
        read = flags(pc.not_equal(six, ""))
        same_day = pc.equal(births.six, six)
        known, given = births.known, births.given
        faults[~read & (faults == 0)] = _FAULTS.index("nik.malformed")
        told = (
            known & read & ~flags(same_day),
            read & flags(pc.and_(pc.not_equal(sexes, ""), pc.not_equal(sexes, sex))),
            flags(pc.equal(names, "")),
            ~known & given,
            ~known & ~given & ~read,
            read & ~self._known_districts(niks.digits),
        )
        problems = faults << len(_OTHERS)
        for bit, which in enumerate(told):
            problems |= which.astype(np.int32) << bit
        return {
            "birth_date": births.iso,
            "problems": _told().take(pa.array(problems)),
            "nik_birth_date": pc.if_else(pc.and_(same_day, pa.array(read)), births.iso, iso),
            "nik_sex": sex,
        }

    def _meanings(self, sixes: list[str]) -> tuple[pa.Array, pa.Array, pa.Array]:
        """What the NIKs' middle digits say: birth date, DDMMYY and sex; empty where that cannot be."""
        wanted, codes = np.unique(self._meaning.codes(sixes), return_inverse=True)
        said = [self._meaning.values[at] for at in wanted.tolist()]
        every = (
            [m.iso if m else "" for m in said],
            [m.six if m else "" for m in said],
            [m.sex if m else "" for m in said],
        )
        iso, six, sex = (texts(values).take(pa.array(codes)) for values in every)
        return iso, six, sex

    def _known_districts(self, digits: pa.Array) -> np.ndarray:
        encoded = pc.utf8_slice_codeunits(digits, 0, 6).dictionary_encode()
        codes = self._is_known.codes(encoded.dictionary.to_pylist())
        known = np.array(self._is_known.values, bool)[codes]
        return known[encoded.indices.to_numpy()]  # type: ignore[no-any-return]
