"""What reading gives: the columns of people and of skipped rows, and the words for why a row was skipped.

Every column is a string, empty where the file has nothing, except ``row``. The first seventeen columns of
``PEOPLE`` are the contract of ``payung read``; the rest serve the engines that come after and are not printed.
"""

from __future__ import annotations

from typing import Literal, get_args

import pyarrow as pa

# In the order of the contract; ``row`` is the number that Excel shows, ``problems`` holds reason codes with
# ``;`` between, in the order of ``PROBLEMS``.
PRINTED: tuple[str, ...] = (
    "file",
    "sheet",
    "row",
    "nik",
    "kk",
    "name",
    "birth_place",
    "birth_date",
    "sex",
    "address",
    "village",
    "village_code",
    "occupation",
    "phone",
    "mother_name",
    "income",
    "problems",
)

# nik_birth_date, nik_sex: what a well-formed NIK says (ISO date; L or P), else empty.
# nik_repair: a NIK that letters O or l for 0 or 1 hid; proposed, never applied.
# nik_written: what stands in the place of the NIK where it is something, but not all digits.
# district: the kecamatan as written. cells: JSON object, header -> original text of the cell.
UNPRINTED: tuple[str, ...] = ("nik_birth_date", "nik_sex", "nik_repair", "nik_written", "district", "cells")

PEOPLE = pa.schema(
    [pa.field(name, pa.int32() if name == "row" else pa.string()) for name in PRINTED + UNPRINTED]
)

Why = Literal["title", "header", "numbering", "family", "total", "note", "hidden"]
WHYS: tuple[Why, ...] = get_args(Why)

SKIPPED = pa.schema(
    [
        pa.field("file", pa.string()),
        pa.field("sheet", pa.string()),
        pa.field("row", pa.int32()),
        pa.field("why", pa.string()),
        pa.field("cells", pa.string()),
    ]
)

# The checks that need nothing but the row itself. ``birthdate.impossible`` is stated here of every date that
# cannot be; whoever decides counts it only where ``nik_birth_date`` is empty. ``birthdate.missing`` is stated
# only where the NIK gives no date either.
PROBLEMS: tuple[str, ...] = (
    "nik.missing",
    "nik.malformed",
    "nik.digits_lost",
    "nik.birthdate_differs",
    "nik.sex_differs",
    "name.missing",
    "birthdate.missing",
    "birthdate.impossible",
    "nik.area_unknown",
)
