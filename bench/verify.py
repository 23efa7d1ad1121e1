"""How long verification takes beside what cannot be avoided: reading the files, or scanning and joining them.

    python bench/verify.py              10,000 proposals (XLSX) against a registry of 500,000 (CSV), replies written:
                                        the whole command beside the reading of the same files
    python bench/verify.py --scale      10,000 to 1,000,000 proposals against registries ten times as long (Parquet):
                                        from the files to the decisions beside DuckDB's bare scan and join of the files

Both sides are measured in one run, each in a process of its own, on made-up people. Processor seconds are what counts
on a machine that others use as well; the wall's seconds stand beside them.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter

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
    '35.' || (77 - v // 300) || '.' || lpad((1 + v % 300 // 10)::VARCHAR, 2, '0') || '.' || (1001 + v % 10) AS village_code, 1 + hash(i, 4) % 10 AS decile
FROM (SELECT i, DATE '1955-01-01' + (hash(i) % 18000)::INTEGER AS born, (hash(i // 4, 7) % {villages})::INTEGER AS v
    FROM range({start}, {stop}) t(i))"""
# As many people live in an Indonesian village, on the whole.
_VILLAGERS = 3_400


def villages(registry: int) -> int:
    return max(9, registry // _VILLAGERS)


def people_sql(start: int, stop: int, registry: int) -> str:
    """SQL for the people of these numbers; ``registry``: how many there are in all, which makes the number of villages."""
    return _PEOPLE.format(first=_FIRST, last=_LAST, start=start, stop=stop, villages=villages(registry))


def write_registry(path: Path, rows: int) -> None:
    with duckdb.connect() as con:
        con.execute(
            f"""COPY (SELECT nik, name, born::VARCHAR AS birth_date, sex, kk, village_code, decile FROM ({people_sql(0, rows, rows)})
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
                f"COPY (SELECT nik, {columns} FROM ({people_sql(0, registry, registry)}) WHERE i % 100 = {at}) TO '{paths[kind]}' (HEADER)"
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
    FROM ({people_sql(0, registry, registry)} UNION ALL {people_sql(registry, registry + rows // 50, registry)})
    WHERE i >= {registry} OR hash(i, 9) % {registry // rows} = 0 ORDER BY i LIMIT {rows}"""
    with duckdb.connect() as con:
        return con.sql(sql).to_arrow_table().combine_chunks()


PROGRAMME = """name = "Uji"
area = "{area}"
from = "2026-01"
min_age = 18
max_age = 65
registry_required = true
max_decile = 8
"""
LISTS = ("registry", "deaths", "active", "excluded", "other-payers")
# What the people are proposed by, before anything is known of them: the columns that a village fills in.
PROPOSED = (
    "nik", "kk", "name", "birth_place", "birth_date", "sex", "address", "village", "village_code", "occupation",
)  # fmt: skip


class Files(NamedTuple):
    proposals: Path
    programme: Path
    lists: dict[str, Path]

    @property
    def words(self) -> list[str]:
        """The files as ``payung verify`` is told of them."""
        given = [word for kind, path in self.lists.items() for word in (f"--{kind}", str(path))]
        return [str(self.proposals), "--programme", str(self.programme), "--on", "2026-01-02", *given]


def make(folder: Path, rows: int, known: int, ending: str) -> Files:
    """``ending``: of the registry; proposals are a workbook beside a CSV registry, else Parquet too."""
    registry = folder / f"registry{ending}"
    write_registry(registry, known)
    people = proposals(rows, known)
    listing = folder / ("usulan.xlsx" if ending == ".csv" else "usulan.parquet")
    if ending == ".csv":
        write_workbook(listing, people.select(PROPOSED))
    else:
        pq.write_table(people, listing)
    programme = folder / "program.toml"
    programme.write_text(PROGRAMME.format(area="35.77" if villages(known) <= 300 else "35"))
    return Files(listing, programme, {"registry": registry, **write_others(folder, known)})


def write_workbook(path: Path, people: pa.Table) -> None:
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        page = book.add_worksheet("usulan")
        titles = (
            "NIK",
            "No KK",
            "Nama",
            "Tempat Lahir",
            "Tanggal Lahir",
            "L/P",
            "Alamat",
            "Desa",
            "Kode Desa",
            "Pekerjaan",
        )
        for line, row in enumerate(
            [titles, *zip(*(people[name].to_pylist() for name in PROPOSED), strict=True)]
        ):
            for column, value in enumerate(row):
                page.write_string(line, column, value)


# Of each side the best is taken: what else the machine does, and files that it still writes, make a run only slower.
_ROUNDS = 3


class Measured(NamedTuple):
    wall: float
    cpu: float
    megabytes: float
    said: str


_CHILD = """
import resource, sys, time
began = time.perf_counter()
{work}
used = resource.getrusage(resource.RUSAGE_SELF)
print()
print(time.perf_counter() - began, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
"""
# The interpreter and the libraries that both sides load are in both sides.
_READ = """
from payung.arrow import without_pandas
from payung.intake.reading import read
from payung.verification import Programme, engine, read_reference, replies
from datetime import date
from pathlib import Path
without_pandas()
read([Path(sys.argv[1])], area="35.77", on=date(2026, 1, 2), keep_cells=False)
for kind, path in zip([word[2:] for word in sys.argv[6::2]], sys.argv[7::2]):
    read_reference(path, kind)
"""
_VERIFY = """
from payung import cli
assert cli.main(["verify", *sys.argv[1:], "--lang", "en"]) == 0
"""
_JOIN = """
import duckdb
files = dict(zip([word[2:] for word in sys.argv[6::2]], sys.argv[7::2]))
def source(path):
    return f"read_parquet('{path}')" if path.endswith("parquet") else f"read_csv('{path}', all_varchar = true)"
joined = 'SELECT p.*, r.name AS r_name, r.birth_date AS r_born, r.decile, d.name AS d_name, d.death_date, a.segment, e."group", o.payer FROM  ' + source(sys.argv[1]) + " p " + " ".join(
        f"LEFT JOIN {source(files[kind])} {alias} ON {alias}.nik = p.nik"
        for kind, alias in (("registry", "r"), ("deaths", "d"), ("active", "a"), ("excluded", "e"), ("other-payers", "o")))
with duckdb.connect() as con:
    WORK
"""
# The join of all that verification reads: it looks at each column of the registry.
_JOIN_ALL = _JOIN.replace("r.name AS r_name, r.birth_date AS r_born, r.decile", "r.* EXCLUDE (nik)")
_TO_MEMORY = "con.sql(joined).to_arrow_table()"
_TO_CSV = "con.execute(f\"COPY ({joined}) TO '{sys.argv[1]}.csv' (FORMAT csv, HEADER)\")"


def measured(work: str, words: list[str]) -> Measured:
    done = subprocess.run(
        [sys.executable, "-c", _CHILD.format(work=work), *words], check=True, capture_output=True, text=True
    )
    wall, cpu, megabytes = map(float, done.stdout.splitlines()[-1].split())
    return Measured(wall, cpu, megabytes, done.stderr.strip().splitlines()[-1] if done.stderr.strip() else "")


def beside_reading(rows: int, known: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        files = make(Path(folder), rows, known, ".csv")
        out = ["--out", f"{folder}/out"]
        rounds = [
            (
                measured(_READ, files.words),
                measured(_VERIFY, [*files.words, *out, "--no-replies"]),
                measured(_VERIFY, [*files.words, *out]),
            )
            for _ in range(_ROUNDS)
        ]
        reading, deciding, whole = (
            min(side, key=lambda each: each.cpu) for side in zip(*rounds, strict=True)
        )
        print(
            f"{rows:,} proposals (XLSX), registry of {known:,} (CSV), four more lists; the best of three. {whole.said}"
        )
        print_table(
            ["what", "processor s", "wall s", "more than reading, s", "peak MB"],
            [
                [
                    name,
                    f"{side.cpu:.2f}",
                    f"{side.wall:.2f}",
                    f"{side.cpu - reading.cpu:+.2f}",
                    f"{side.megabytes:,.0f}",
                ]
                for name, side in (
                    ("reading all files", reading),
                    ("payung verify --no-replies", deciding),
                    ("payung verify", whole),
                )
            ],
        )
        assert whole.cpu - reading.cpu <= 3


def growth(sizes: list[int]) -> None:
    print(
        "From the files (proposals as payung read cleans them, in Parquet) to decisions in memory, beside DuckDB's scan"
    )
    print("and join on the NIK of the same six files into memory: what the results show, then all columns,")
    print(
        f"which verification reads as well; then with one CSV of all rows written. Processor seconds (wall seconds), of each side "
        f"the best of {_ROUNDS} rounds."
    )
    lines = []
    for rows in sizes:
        with tempfile.TemporaryDirectory() as folder:
            files = make(Path(folder), rows, 10 * rows, ".parquet")
            sides = (
                _JOIN.replace("WORK", _TO_MEMORY),
                _JOIN_ALL.replace("WORK", _TO_MEMORY),
                _DECIDE.replace("WRITE", ""),
                _JOIN.replace("WORK", _TO_CSV),
                _DECIDE.replace("WRITE", f"output.write(result, Path('{folder}/out'))"),
            )
            rounds = [[measured(work, files.words) for work in sides] for _ in range(_ROUNDS)]
            join, wide, ours, join_csv, whole = (
                min(side, key=lambda each: each.cpu) for side in zip(*rounds, strict=True)
            )
        lines.append(
            [f"{rows:,}", f"{10 * rows:,}", *(f"{m.cpu:.2f} ({m.wall:.1f})" for m in (join, wide, ours)),
             f"{ours.cpu / join.cpu:.1f}", f"{ours.cpu / wide.cpu:.1f}",
             *(f"{m.cpu:.2f} ({m.wall:.1f})" for m in (join_csv, whole)), f"{whole.cpu / join_csv.cpu:.1f}",
             f"{1e6 * ours.cpu / rows:.1f}", f"{max(ours.megabytes, whole.megabytes):,.0f}"]
        )  # fmt: skip
        print(f"{rows:,}: {whole.said}", flush=True)
    print_table(
        [
            *("people", "registry", "join", "all columns", "verify", "ratio", "ratio"),
            *("join, CSV", "verify, CSV", "ratio", "us a row", "peak MB"),
        ],
        lines,
    )


_DECIDE = """
from datetime import date
from pathlib import Path
import duckdb
from payung.arrow import without_pandas
from payung.verification import Programme, output, read_reference, verify
without_pandas()  # as the command does
programme = Programme.from_toml(sys.argv[3])
lists = [read_reference(path, word[2:]) for word, path in zip(sys.argv[6::2], sys.argv[7::2])]
with duckdb.connect() as con:
    people = con.read_parquet(sys.argv[1]).to_arrow_table()
result = verify(people, programme, lists, on=date(2026, 1, 2))
WRITE
counts = result.summary
print(f"{counts['eligible']:,} eligible, {counts['review']:,} held, {counts['refused']:,} refused", file=sys.stderr)
"""


def print_table(head: list[str], lines: list[list[str]]) -> None:
    widths = [max(len(line[at]) for line in [head, *lines]) + 2 for at in range(len(head))]
    for line in [head, *lines]:
        print("".join(f"{cell:>{width}}" for cell, width in zip(line, widths, strict=True)), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--scale", action="store_true", help="10,000 to 1,000,000 proposals on Parquet")
    parser.add_argument("--rows", type=int, help="only so many proposals, on Parquet")
    arguments = parser.parse_args()
    if arguments.scale or arguments.rows:
        growth([arguments.rows] if arguments.rows else [10_000, 100_000, 1_000_000])
    else:
        beside_reading(10_000, 500_000)


if __name__ == "__main__":
    main()
