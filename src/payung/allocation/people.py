"""The people and the quotas of a problem: read, checked, and laid out as DuckDB tables."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from payung.allocation.columns import table, texts, whole
from payung.allocation.fund import Condition, Fund
from payung.allocation.terms import Terms
from payung.errors import Place, UnusableInput
from payung.language import Text
from payung.law.member import SECTORS

SHOWN = 10  # rows named in a complaint
HIGHEST = 1_000_000_000  # priority: sums of a million people stay exact
NEEDED = ("id", "village_code", "priority", "sector")
_BOUND = 10**9
_VILLAGE = re.compile(r"\d{2}\.\d{2}\.\d{2}\.\d{4}")


def read_table(path: str | Path, needed: Sequence[str]) -> pa.Table:
    """A CSV with one heading line, every cell as text, rows in the order of the file. Raises UnusableInput."""
    place = Place(file=str(path))
    try:
        with open(path, encoding="utf-8-sig", newline="") as stream:
            heading = stream.readline()
    except (OSError, UnicodeDecodeError) as error:
        raise UnusableInput(
            Text("berkas tidak dapat dibaca", "the file cannot be read"),
            Text(
                "Periksa nama dan letaknya; simpan sebagai CSV UTF-8", "Check its name; save it as CSV UTF-8"
            ),
            place,
        ) from error
    delimiter = max(",;\t", key=heading.count)
    columns = [name.strip() for name in next(csv.reader([heading], delimiter=delimiter), [])]
    check_columns(columns, needed, place)
    try:
        with connect() as con:
            return con.read_csv(
                str(path), delimiter=delimiter, quotechar='"', escapechar='"', header=False, skiprows=1,
                names=columns, dtype=["VARCHAR"] * len(columns), na_values="",
            ).to_arrow_table()  # fmt: skip
    except (duckdb.Error, UnicodeDecodeError) as error:
        why = next((line for line in str(error).splitlines() if "Line" in line), str(error).splitlines()[0])
        raise UnusableInput(
            Text(f"berkas CSV rusak: {why}", f"the CSV is damaged: {why}"),
            Text("Perbaiki baris itu, lalu ulangi", "Mend that line, then retry"),
            place,
        ) from error


def connect() -> duckdb.DuckDBPyConnection:
    con = duckdb.connect(config={"autoinstall_known_extensions": "false"})
    con.execute("SET enable_progress_bar = false")  # it would go to standard output
    return con


def check_columns(columns: Sequence[str], needed: Sequence[str], place: Place) -> None:
    lacking = [name for name in needed if name not in columns]
    twice = sorted({name for name in columns if columns.count(name) > 1})
    if lacking or twice or "" in columns:
        bad = ", ".join(lacking or twice or ["?"])
        raise UnusableInput(
            Text(f"kolom tidak ada: {bad}", f"missing column: {bad}")
            if lacking
            else Text(f"kolom ganda atau tanpa nama: {bad}", f"column twice or without a name: {bad}"),
            Text("Baris pertama harus memuat: {names}", "The first line must hold: {names}").format(
                names=", ".join(needed)
            ),
            place,
        )


def read_quota(path: str | Path) -> dict[str, int]:
    """QUOTA.csv: places by village. Raises UnusableInput naming the rows."""
    place = Place(file=str(path))
    with connect() as con:
        con.register("given", read_table(path, ("village_code", "places")))
        con.execute(
            "CREATE TEMP TABLE quota AS SELECT row_number() OVER () + 1 AS line, trim(village_code) AS village_code, "
            "trim(places) AS said, CASE WHEN regexp_full_match(trim(places), '\\d{1,9}') THEN trim(places)::BIGINT END AS places FROM given"
        )
        refuse(con, "SELECT line, '' FROM quota WHERE coalesce(village_code, '') = ''", EMPTY_VILLAGE, place)
        refuse(con, "SELECT line, said FROM quota WHERE places IS NULL", BAD_PLACES, place)
        refuse(
            con,
            "SELECT line, village_code FROM quota QUALIFY count(*) OVER (PARTITION BY village_code) > 1",
            QUOTA_TWICE,
            place,
        )
        return dict(con.execute("SELECT village_code, places FROM quota ORDER BY line").fetchall())


def load(con: duckdb.DuckDBPyConnection, people: pa.Table, terms: Terms, place: Place) -> None:
    """Lay the people out as table ``person`` (line, id, village_code, priority, sector, ...). Raises UnusableInput."""
    rules = asked_columns(terms.funds)
    check_columns(people.column_names, [*NEEDED, *rules], place)
    con.register("given", people)
    more = "".join(f", {clean(quoted(name))} AS {cell(name)}" for name in rules)
    con.execute(
        f"""CREATE TEMP TABLE person AS SELECT row_number() OVER () + 1 AS line, {clean("id")} AS id,
            {clean("village_code")} AS village_code, {clean("priority")} AS said,
            TRY_CAST(CASE WHEN regexp_full_match({clean("priority")}, '[+]?\\d{{1,12}}') THEN trim(priority::VARCHAR) END AS BIGINT) AS priority,
            lower({clean("sector")}) AS sector{more} FROM given"""
    )
    con.unregister("given")
    _check(con, place)
    for column, funds in _numeric(terms.funds).items():
        refuse(
            con,
            f"SELECT line, {cell(column)} FROM person WHERE {cell(column)} <> '' AND TRY_CAST({cell(column)} AS DECIMAL(38, 6)) IS NULL",
            NOT_A_NUMBER.format(column=column, fund=funds[0]),
            place,
        )


def check_quota(con: duckdb.DuckDBPyConnection, quota: Mapping[str, int], place: Place) -> None:
    """Refuse a code that nobody comes from and that is none: the village it was meant for would go unlimited."""
    strange = [(line, code) for line, code in enumerate(quota, start=2) if not _VILLAGE.fullmatch(code)]
    con.register(
        "strange", table(line=whole([at for at, _ in strange]), code=texts([code for _, code in strange]))
    )
    unknown = (
        "SELECT line, code FROM strange WHERE code NOT IN (SELECT village_code FROM person) ORDER BY line"
    )
    refuse(con, unknown, UNKNOWN_VILLAGE, place)
    con.unregister("strange")


def clean(column: str) -> str:
    return f"coalesce(trim({column}::VARCHAR), '')"


def quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def cell(name: str) -> str:
    """Where ``person`` keeps a column of the user's: under a name that cannot meet one of ours."""
    return quoted(name if name in NEEDED else f"their {name}")


def asked_columns(funds: Sequence[Fund]) -> list[str]:
    """The further columns that the funds' rules read, each once, in a fixed order."""
    names = {name for fund in funds for name in fund.where if name not in NEEDED}
    return sorted(names | ({"groups"} if any(fund.groups for fund in funds) else set()))


def _numeric(funds: Sequence[Fund]) -> Mapping[str, list[str]]:
    columns: dict[str, list[str]] = {}
    for fund in funds:
        for column, asked in fund.where.items():
            if asked.numeric and column not in NEEDED:
                columns.setdefault(column, []).append(fund.id)
    return columns


def _check(con: duckdb.DuckDBPyConnection, place: Place) -> None:
    refuse(con, "SELECT line, '' FROM person WHERE id = ''", NO_ID, place)
    if con.execute("SELECT count(*) - count(DISTINCT hash(id)) FROM person").fetchall()[0][0]:
        refuse(
            con,
            "SELECT line, id FROM person WHERE id IN (SELECT id FROM person GROUP BY id HAVING count(*) > 1) ORDER BY id, line",
            TWICE,
            place,
        )
    refuse(con, "SELECT line, '' FROM person WHERE village_code = ''", EMPTY_VILLAGE, place)
    refuse(
        con,
        f"SELECT line, said FROM person WHERE priority IS NULL OR priority > {HIGHEST}",
        BAD_PRIORITY,
        place,
    )
    known = ", ".join(f"'{sector}'" for sector in SECTORS)
    refuse(con, f"SELECT line, sector FROM person WHERE sector NOT IN ({known})", BAD_SECTOR, place)


def refuse(con: duckdb.DuckDBPyConnection, rows: str, complaint: tuple[Text, Text], place: Place) -> None:
    """Raise the complaint, naming the first of the rows (line, value) that the query finds."""
    found: list[tuple[Any, str]] = con.execute(f"SELECT * FROM ({rows}) LIMIT {_BOUND}").fetchmany(SHOWN + 1)
    if not found:
        return
    count = con.execute(f"SELECT count(*) FROM ({rows})").fetchall()[0][0]
    named = ", ".join(f"{line} (“{value}”)" if value else f"{line}" for line, value in found[:SHOWN])
    more = (
        Text(f" dan {count - SHOWN} baris lain", f" and {count - SHOWN} more rows") if count > SHOWN else ""
    )
    what = Text("{what}: baris {named}{more}", "{what}: row {named}{more}").format(
        what=complaint[0], named=named, more=more
    )
    raise UnusableInput(what, complaint[1], place)


class _Complaint(tuple[Text, Text]):
    """What is wrong and how to mend it, with places to fill."""

    __slots__ = ()

    def format(self, **values: str) -> _Complaint:
        return _Complaint((self[0].format(**values), self[1].format(**values)))


EMPTY_VILLAGE = _Complaint(
    (
        Text("kode desa kosong", "the village code is empty"),
        Text("Isi village_code, misalnya 13.03.04.2001", "Fill in village_code, such as 13.03.04.2001"),
    )
)
UNKNOWN_VILLAGE = _Complaint(
    (
        Text(
            "bukan kode desa, dan tidak seorang pun berasal dari sana",
            "no village code, and one that nobody comes from",
        ),
        Text("Tulis kodenya seperti 13.03.04.2001", "Write the code, such as 13.03.04.2001"),
    )
)
BAD_PLACES = _Complaint(
    (
        Text("jumlah tempat harus bilangan bulat, 0 atau lebih", "places must be a whole number, 0 or more"),
        Text("Perbaiki kolom places", "Correct the column places"),
    )
)
QUOTA_TWICE = _Complaint(
    (
        Text("kuota desa tertulis lebih dari sekali", "a village's quota stands there more than once"),
        Text("Sisakan satu baris untuk tiap desa", "Leave one row for each village"),
    )
)
NO_ID = _Complaint((Text("id kosong", "the id is empty"), Text("Isi kolom id", "Fill in the column id")))
TWICE = _Complaint(
    (
        Text("id ganda", "the same id more than once"),
        Text(
            "Seorang hanya boleh sekali: hapus baris yang berlebih",
            "A person may stand there once: remove the extra rows",
        ),
    )
)
BAD_PRIORITY = _Complaint(
    (
        Text(
            f"priority harus bilangan bulat 0 sampai {HIGHEST}",
            f"priority must be a whole number from 0 to {HIGHEST}",
        ),
        Text(
            "Prioritas adalah bobot: makin besar makin didahulukan; tulis angka tanpa titik dan koma",
            "Priority is a weight, higher goes first; write digits only",
        ),
    )
)
BAD_SECTOR = _Complaint(
    (
        Text("sector tidak dikenal", "the sector is not known"),
        Text("Tulis {known}", "Write {known}").format(known=" / ".join(SECTORS)),
    )
)
NOT_A_NUMBER = _Complaint(
    (
        Text(
            "kolom “{column}” bukan angka, padahal dana “{fund}” memintanya",
            "column “{column}” is no number, and fund “{fund}” asks for one",
        ),
        Text(
            "Perbaiki selnya, atau kosongkan bila tidak diketahui",
            "Correct the cell, or leave it empty if unknown",
        ),
    )
)


def meets(column: str, asked: Condition) -> str:
    """The condition as SQL over a column of ``person``."""
    name = f"{cell(column)}::VARCHAR"
    parts = []
    if asked.any is not None:
        parts.append(f"lower({name}) IN ({words(asked.any)})")
    if asked.none is not None:
        parts.append(f"lower({name}) NOT IN ({words(asked.none)})" if asked.none else "true")
    if asked.numeric:
        figure = f"TRY_CAST(nullif({name}, '') AS DECIMAL(38, 6))"
        parts += [f"{figure} >= {asked.least}"] if asked.least is not None else []
        parts += [f"{figure} <= {asked.most}"] if asked.most is not None else []
    return " AND ".join(f"coalesce({part}, false)" for part in parts) or "true"


def words(values: Sequence[str]) -> str:
    return ", ".join("'" + value.lower().replace("'", "''") + "'" for value in values)
