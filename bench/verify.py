"""How long verification takes beside what cannot be avoided: reading the files, or scanning and joining them.

    python bench/verify.py                      10,000 proposals against a registry of 500,000
    python bench/verify.py --growth             10,000, 100,000 and 1,000,000 against ten times as many (Parquet)

Both sides are measured in one run, on made-up people; the table shows seconds and their ratio.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from payung.verification import Programme, read_reference, verify

ON = date(2026, 1, 2)
# Names are made of syllables: about as many different ones as real lists have.
_FIRST = [
    "Su",
    "Bu",
    "Si",
    "A",
    "Sri",
    "Jo",
    "De",
    "E",
    "Ri",
    "Sla",
    "Wa",
    "Hen",
    "Yu",
    "Ru",
    "Ni",
    "Bam",
    "Les",
    "Har",
    "Nu",
    "Ah",
    "Fi",
    "Mu",
    "La",
    "Ka",
    "To",
    "Man",
    "Pur",
    "Wi",
    "Sa",
    "Ki",
]
_LAST = [
    "di",
    "ti",
    "gus",
    "man",
    "ko",
    "wi",
    "na",
    "met",
    "ni",
    "dra",
    "dah",
    "tri",
    "mat",
    "to",
    "yem",
    "no",
    "wan",
    "jo",
    "lan",
    "rul",
    "wati",
    "yani",
    "santo",
    "bowo",
    "putra",
    "yat",
    "ratna",
    "lia",
    "fian",
    "har",
]
# A person is their number: everything else follows from it, so that lists share people without being kept in memory.
_PEOPLE = """SELECT i,
    '35770' || (1 + i % 3) || lpad(((day(born) + CASE WHEN i % 2 = 0 THEN 40 ELSE 0 END))::VARCHAR, 2, '0')
        || strftime(born, '%m%y') || lpad((1 + i % 9999)::VARCHAR, 4, '0') AS nik,
    {first}[(1 + hash(i, 1) % 30)::INTEGER] || {last}[(1 + hash(i, 2) % 30)::INTEGER] || ' ' ||
        {first}[(1 + hash(i, 3) % 30)::INTEGER] || {last}[(1 + hash(i, 5) % 30)::INTEGER] || {last}[(1 + hash(i, 6) % 30)::INTEGER] AS name,
    born, CASE WHEN i % 2 = 0 THEN 'P' ELSE 'L' END AS sex, '3577' || lpad((i // 4)::VARCHAR, 12, '0') AS kk,
    '35.77.0' || (1 + i % 3) || '.' || (1001 + i % 9) AS village_code, 1 + hash(i, 4) % 10 AS decile
FROM (SELECT i, DATE '1955-01-01' + (hash(i) % 18000)::INTEGER AS born FROM range({start}, {stop}) t(i))"""


def people_sql(start: int, stop: int) -> str:
    return _PEOPLE.format(first=_FIRST, last=_LAST, start=start, stop=stop)


def write_registry(path: Path, rows: int) -> None:
    with duckdb.connect() as con:
        con.execute(
            f"""COPY (SELECT nik, name, born::VARCHAR AS birth_date, sex, kk, village_code, decile FROM ({people_sql(0, rows)})
            ORDER BY hash(i)) TO '{path}'"""
        )


def write_others(folder: Path, registry: int) -> dict[str, Path]:
    """Deaths, active members, excluded and other payers: one in a hundred of the registry each."""
    paths = {kind: folder / f"{kind}.csv" for kind in ("deaths", "active", "excluded", "other-payers")}
    more = {
        "deaths": "name, born::VARCHAR AS birth_date, '2025-06-01' AS death_date",
        "active": "name, 'PU' AS segment, '2024-01' AS since",
        "excluded": "name, 'ASN' AS \"group\"",
        "other-payers": "'BAZNAS' AS payer, '2026-01' AS \"from\", '' AS \"to\"",
    }
    with duckdb.connect() as con:
        for at, (kind, columns) in enumerate(more.items()):
            con.execute(
                f"COPY (SELECT nik, {columns} FROM ({people_sql(0, registry)}) WHERE i % 100 = {at}) TO '{paths[kind]}' (HEADER)"
            )
    return paths


def proposals(rows: int, registry: int) -> pa.Table:
    """One in twenty has a NIK that is not in the registry, one in fifty none, one in fifty is nobody there."""
    sql = f"""SELECT 'usulan.csv' AS file, 'usulan' AS sheet, (2 + row_number() OVER (ORDER BY i))::INTEGER AS row,
        CASE WHEN i % 50 = 0 THEN '' WHEN i % 20 = 1 THEN left(nik, 12) || lpad((1 + (i + 4321) % 9999)::VARCHAR, 4, '0') ELSE nik END AS nik,
        kk, CASE WHEN i % 10 = 3 THEN upper(name) ELSE name END AS name, 'Madiun' AS birth_place, born::VARCHAR AS birth_date, sex,
        'Jl. Mawar' AS address, 'Taman' AS village, village_code, 'pemulung' AS occupation, '' AS phone, '' AS mother_name,
        '' AS income, CASE WHEN i % 50 = 0 THEN 'nik.missing' ELSE '' END AS problems,
        CASE WHEN i % 50 = 0 THEN '' ELSE born::VARCHAR END AS nik_birth_date, '' AS nik_sex
    FROM ({people_sql(0, registry)} UNION ALL {people_sql(registry, registry + rows // 50)})
    WHERE i >= {registry} OR hash(i, 9) % {registry // rows} = 0 ORDER BY i LIMIT {rows}"""
    with duckdb.connect() as con:
        return con.sql(sql).to_arrow_table().combine_chunks()


PROGRAMME = Programme.from_mapping(
    {
        "name": "Uji",
        "area": "35.77",
        "from": "2026-01",
        "min_age": 18,
        "max_age": 65,
        "registry_required": True,
        "max_decile": 8,
    }
)


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def bare_join(registry: Path, people: pa.Table) -> int:
    """What no verification can go below: scan both sides, join on the NIK, bring the joined columns out."""
    reader = (
        f"read_parquet('{registry}')"
        if registry.suffix == ".parquet"
        else f"read_csv('{registry}', all_varchar = true)"
    )
    with duckdb.connect() as con:
        con.register("people", people)
        return (
            con.sql(
                f"SELECT p.*, r.name AS r_name, r.birth_date AS r_born, r.decile FROM people p LEFT JOIN {reader} r ON r.nik = p.nik"
            )
            .to_arrow_table()
            .num_rows
        )


def measure(rows: int, ending: str) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        registry = Path(folder) / f"registry{ending}"
        known = rows * (50 if ending == ".csv" else 10)
        write_registry(registry, known)
        people = proposals(rows, known)
        others = write_others(Path(folder), known)
        reading, lists = timed(
            lambda: [
                read_reference(registry, "registry"),
                *(read_reference(path, kind) for kind, path in others.items()),
            ]  # type: ignore[arg-type]
        )
        joining, _ = timed(lambda: bare_join(registry, people))
        checking, result = timed(lambda: verify(people, PROGRAMME, lists, on=ON))
        counts = result.summary
        return [
            f"{rows:,}", f"{known:,}{ending}", f"{reading:.2f}", f"{joining:.2f}", f"{checking:.2f}", f"{checking / joining:.1f}",
            f"{counts['eligible']:,}/{counts['review']:,}/{counts['refused']:,}",
            f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f}",
        ]  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--growth", action="store_true", help="10,000 to 1,000,000 proposals on Parquet")
    parser.add_argument("--rows", type=int, help="only so many proposals, on Parquet")
    arguments = parser.parse_args()
    sizes = [(10_000, ".csv")]
    if arguments.growth:
        sizes = [(10_000, ".parquet"), (100_000, ".parquet"), (1_000_000, ".parquet")]
    if arguments.rows:
        sizes = [(arguments.rows, ".parquet")]
    head = [
        "people",
        "registry",
        "read s",
        "scan+join s",
        "verify s",
        "ratio",
        "eligible/review/refused",
        "peak MB",
    ]
    print("".join(f"{cell:>24}" for cell in head))
    for rows, ending in sizes:
        print("".join(f"{cell:>24}" for cell in measure(rows, ending)), flush=True)


if __name__ == "__main__":
    main()
