"""Reference lists: the registry, active members, deaths, excluded groups, other payers.

A list is an Arrow table or a Parquet file with whatever headings its sender uses. ``attach`` makes it a DuckDB view
with the columns of ``KINDS``; nothing is copied, and a NIK is text whatever the file took it for.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal, get_args

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from payung.errors import Place, UnusableInput
from payung.identity import dates
from payung.intake import fields
from payung.language import Text
from payung.law.month import Month

Kind = Literal["registry", "active", "deaths", "excluded", "other-payers"]
KINDS: tuple[Kind, ...] = get_args(Kind)

# The contract's columns of each list, and further ones that linking uses where a list has them.
COLUMNS: dict[Kind, tuple[str, ...]] = {
    "registry": ("nik", "name", "birth_date", "sex", "kk", "village_code", "decile", "mother_name"),
    "active": ("nik", "name", "segment", "since"),
    "deaths": ("nik", "name", "birth_date", "death_date", "sex", "kk", "village_code", "mother_name"),
    "excluded": ("nik", "name", "group"),
    "other-payers": ("nik", "payer", "from", "to"),
}
NAMES: dict[Kind, Text] = {
    "registry": Text("register sosial", "social registry"),
    "active": Text("peserta aktif", "active members"),
    "deaths": Text("daftar kematian", "deaths"),
    "excluded": Text("kelompok yang dikecualikan", "excluded groups"),
    "other-payers": Text("pembayar lain", "other payers"),
}


# Under these headings stands a rank ("III/a") or an office as often as a group: what names no group says nothing of it.
_RARELY_GROUPS = frozenset({"golongan", "instansi"})
A_GROUP = r"PENSIUN|PENSION|PURNA|POLRI|POLISI|TENTARA|APARATUR|PEGAWAI NEGERI|\b(TNI|ASN|C?PNS|PPPK|P3K)\b"

#: A number whose digits are lost ("1.30307E+15"), and what a whole number gets behind it when it is kept as a decimal one.
ROUNDED, DECIMALS = r"[0-9][eE][+]?[0-9]", r"^([^0-9]*[0-9]{16})[.,]0+$"

#: The column with each line's number in the list, where the lines come in parts.
LINE = "#line"
#: The columns with a line's row and sheet in the file it was read from, where they are known.
ROW, SHEET = "#row", "#sheet"
#: Stands in a table for a number whose digits the file has lost: it is rounded, not missing.
LOST = "0E+0"


@dataclass(frozen=True, slots=True)
class ReferenceList:
    """One list as it was on one day. ``data``: an Arrow table, or the path of a Parquet file. ``notices``: what its user
    should know of how the file was read."""

    kind: Kind
    name: str
    data: pa.Table | Path
    sha256: str
    rows: int
    dated: date | None = None
    notices: tuple[Text, ...] = ()

    @property
    def view(self) -> str:
        return view_name(self.kind)


def view_name(kind: str) -> str:
    """The name under which a list of this kind stands in SQL."""
    return kind.replace("-", "_")


def sha256_of(path: Path) -> str:
    with open(path, "rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def parquet(path: Path, kind: Kind, *, dated: date | None = None) -> ReferenceList:
    """The Parquet file at ``path`` as a list of this kind; it is not read before it is needed."""
    return ReferenceList(kind, path.name, path, sha256_of(path), pq.read_metadata(path).num_rows, dated)


def numbered(table: pa.Table, name: str) -> pa.Table:
    """The table with its lines numbered from 0 in the column ``name``, unless it has that column."""
    if name in table.column_names:
        return table
    return table.append_column(name, pa.array(np.arange(table.num_rows)))


def attach(con: duckdb.DuckDBPyConnection, given: ReferenceList, on: date) -> None:
    """Make ``given`` the view of its kind: rid (line of the list, from 0), the columns of ``COLUMNS`` as text (NULL
    where the list has none; a name may be empty too), and ``born`` DATE beside birth_date, years of two digits settled as on the day ``on``.
    Raises UnusableInput."""
    source, rid = source_of(given)
    if not isinstance(given.data, Path):
        con.register(source, numbered(given.data, LINE))
    schema = schema_of(given)
    found = columns_of(schema, given)
    texts = ", ".join(f'{_text_of(field, found.get(field))} AS "{field}"' for field in COLUMNS[given.kind])
    con.execute(
        f"CREATE OR REPLACE TEMP VIEW {given.view}_text AS SELECT {rid} AS rid, {texts} FROM {source}"
    )
    if "birth_date" in COLUMNS[given.kind]:
        _attach_dated(con, given, schema, found, on)
    elif given.kind == "other-payers":
        _attach_months(con, given)
    else:
        con.execute(f"CREATE OR REPLACE TEMP VIEW {given.view} AS SELECT * FROM {given.view}_text")


def schema_of(given: ReferenceList) -> pa.Schema:
    return pq.read_schema(given.data) if isinstance(given.data, Path) else given.data.schema


def source_of(given: ReferenceList) -> tuple[str, str]:
    """In SQL, the list as it came, once ``attach`` has been called, and its column with each line's number."""
    if not isinstance(given.data, Path):
        return f"{given.view}_rows", f'"{LINE}"'
    path = str(given.data).replace("'", "''")
    return f"read_parquet('{path}', file_row_number = true)", "file_row_number"


def quoted(heading: str) -> str:
    return '"' + heading.replace('"', '""') + '"'


def columns_of(schema: pa.Schema, given: ReferenceList) -> dict[str, str]:
    """Our column -> the list's own heading; the plainest wording wins where several fit. Raises UnusableInput."""
    wanted = COLUMNS[given.kind]
    best: dict[str, tuple[int, str]] = {}
    for heading in schema.names:
        field, rank = field_of(heading, wanted)
        if field in wanted and (field not in best or rank < best[field][0]):
            best[field] = (rank, heading)
    found = {field: heading for field, (_, heading) in best.items()}
    if "nik" not in found and not (given.kind == "deaths" and "name" in found):
        raise lacking_nik(given.kind, schema.names, Place(file=given.name))
    nik = found.get("nik")
    if nik and pa.types.is_floating(schema.field(nik).type):
        raise lost_niks(given, nik)
    return found


def lost_niks(given: ReferenceList, column: str) -> UnusableInput:
    return UnusableInput(
        Text(
            "NIK tersimpan sebagai bilangan pecahan atau dibulatkan, angka terakhirnya hilang",
            "the NIK is kept as a decimal number or was rounded, its last digits are lost",
        ),
        Text("Minta ulang daftar itu dengan NIK sebagai teks", "Ask for the list again with the NIK as text"),
        Place(file=given.name, column=column),
    )


def field_of(heading: str, wanted: Sequence[str]) -> tuple[str, int]:
    """The field that a heading names and how plainly (0 plain); our own names before all synonyms."""
    if heading in wanted:
        return heading, -1
    return fields.recognise(heading) or ("", 0)


def lacking_nik(kind: Kind, headings: Sequence[str], place: Place) -> UnusableInput:
    seen = ", ".join(heading for heading in headings[:12] if heading)
    return UnusableInput(
        Text(
            f"tidak ada kolom NIK dalam daftar {NAMES[kind].id}",
            f"no NIK column in the list of {NAMES[kind].en}",
        ),
        Text(
            f"Kolom yang dikenal: {', '.join(COLUMNS[kind])}; yang ada: {seen or '(tidak ada)'}",
            f"Columns known: {', '.join(COLUMNS[kind])}; columns there: {seen or '(none)'}",
        ),
        place,
    )


def _text_of(field: str, heading: str | None) -> str:
    """SQL for the column as text. Each is made of its own heading alone and looks before it mends: DuckDB then works out
    what repeats in a file once only."""
    if heading is None:
        return "NULL::VARCHAR"
    text = f"{quoted(heading)}::VARCHAR"
    if field in ("nik", "kk"):  # nearly all are clean
        return f"""CASE WHEN strlen({text}) = 16 THEN {text} WHEN regexp_matches({text}, '{ROUNDED}') THEN NULL
            ELSE nullif(regexp_replace(regexp_replace({text}, '{DECIMALS}', '\\1'), '[^0-9]', '', 'g'), '') END"""
    if field == "birth_date":  # as long as an ISO date; whoever reads it minds no spaces
        return f"CASE WHEN strlen({text}) = 10 THEN {text} ELSE nullif(trim({text}), '') END"
    if field == "village_code":
        return f"""CASE WHEN length({text}) = 13 THEN {text} WHEN length({text}) = 10
            THEN left({text}, 2) || '.' || substr({text}, 3, 2) || '.' || substr({text}, 5, 2) || '.' || substr({text}, 7)
            ELSE nullif(trim({text}), '') END"""
    if field == "sex":
        return f"""CASE WHEN {text} = 'L' THEN 'L' WHEN {text} = 'P' THEN 'P'
            WHEN upper({text}) LIKE 'PRIA%' OR upper(left(trim({text}), 1)) IN ('L', 'M', '1') THEN 'L'
            WHEN upper(left(trim({text}), 1)) IN ('P', 'F', 'W', '2') THEN 'P' END"""
    if field == "group" and fields.squeeze(heading) in _RARELY_GROUPS:
        return f"CASE WHEN regexp_matches(upper({text}), '{A_GROUP}') THEN trim({text}) END"
    if field == "name":  # whoever reads it minds neither spaces nor an empty one
        return text
    if field in ("decile", "mother_name"):
        return f"nullif({text}, '')"
    return f"nullif(trim({text}), '')"


def _attach_dated(
    con: duckdb.DuckDBPyConnection,
    given: ReferenceList,
    schema: pa.Schema,
    found: dict[str, str],
    on: date,
) -> None:
    """ISO dates are cast where they lie; the other ways of writing one are read once per distinct text."""
    view = given.view
    heading = found.get("birth_date")
    day = "try_cast(substr(birth_date, 1, 10) AS DATE)"
    source = f"{view}_text t"
    if heading is not None and not pa.types.is_temporal(schema.field(heading).type):
        iso = "birth_date LIKE '____-__-__%'"
        others = f"SELECT DISTINCT birth_date FROM {view}_text WHERE NOT {iso}"
        if translate(con, f"{view}_date", others, lambda text: read_day(text, on)):
            day = f"CASE WHEN {iso} THEN {day} ELSE d.read::DATE END"
            source += f" LEFT JOIN {view}_date d ON d.written = t.birth_date"
    con.execute(f"CREATE OR REPLACE TEMP VIEW {view} AS SELECT t.*, {day} AS born FROM {source}")


def _attach_months(con: duckdb.DuckDBPyConnection, given: ReferenceList) -> None:
    """``first``, ``last``: ordinals of months; NULL where the list leaves the side open."""
    view = given.view
    translate(
        con,
        f"{view}_month",
        f'SELECT "from" FROM {view}_text UNION SELECT "to" FROM {view}_text',
        lambda text: _month(text, given),
    )
    con.execute(
        f"""CREATE OR REPLACE TEMP VIEW {view} AS
        SELECT t.*, f.read::INTEGER AS first, l.read::INTEGER AS last
        FROM {view}_text t LEFT JOIN {view}_month f ON f.written = t."from" LEFT JOIN {view}_month l ON l.written = t."to" """
    )


def translate(
    con: duckdb.DuckDBPyConnection, table: str, distinct: str, read: Callable[[str], str | None]
) -> int:
    """Make ``table`` (written, read): every text that the query ``distinct`` gives is read once. Returns how many there are."""
    written = [row[0] for row in con.execute(distinct).fetchall() if row[0] is not None]
    con.register(
        table,
        pa.table(
            {
                "written": pa.array(written, pa.string()),
                "read": pa.array([read(text) for text in written], pa.string()),
            }
        ),
    )
    return len(written)


def read_day(text: str, on: date) -> str | None:
    """ISO; a year of two digits belongs to the last hundred years."""
    written = dates.parse_text(text)
    if not written.possible:
        return None
    settled = dates.settle(written.day, written.month, written.year, on)
    return settled.isoformat() if settled else None


def _month(text: str, given: ReferenceList) -> str:
    try:
        return str(Month.parse(text[:7]).ordinal)
    except UnusableInput:
        written = dates.parse_text(
            text if any(sign.isdigit() for sign in text[:2]) and len(text) > 7 else f"1 {text}"
        )
    if not written.possible or written.year < 100:
        raise UnusableInput(
            Text(f"“{text}” bukan bulan", f"“{text}” is no month"),
            Text(
                "Tulis bulan seperti 2026-01, atau kosongkan bila tidak berbatas",
                "Write the month like 2026-01, or leave it empty where it is open",
            ),
            Place(file=given.name, column="from, to"),
        )
    return str(Month(written.year, written.month).ordinal)
