"""Kota Madiun, "Siaga Kita" (2020): 8,962 proposed, 3,763 of them worthy, 4,500 places."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random

import pyarrow as pa

from payung.language import Text
from payung.law.month import Month
from payung.synthetic.areas import MADIUN, villages
from payung.synthetic.cases import (
    Pool,
    Proposed,
    Sources,
    age,
    by_case,
    of_age,
    swappable,
    village_files,
    write_lists,
)
from payung.synthetic.clerk import Clerk, Fault, Person
from payung.synthetic.criteria import Criteria, write_criteria
from payung.synthetic.errors import slipped_digit
from payung.synthetic.legal_bases import REGULATION_44_2015
from payung.synthetic.people import people
from payung.synthetic.plan import Agreement, Decree, Fund, LegalBasis, ProgrammePlan, Proposal, Reference
from payung.synthetic.references import (
    ReferenceKind,
    active,
    deaths,
    excluded,
    other_payers,
    registry,
)
from payung.synthetic.vocabulary import city_occupations

ON = date(2020, 8, 20)
MIN_AGE, MAX_AGE = 18, 60  # the city's draft of 2020: 18 and not yet 60
PROPOSED, WORTHY, QUOTA = 8_962, 3_763, 4_500
FIRST_MONTH, MONTHS = Month(2020, 9), 12

_SAME = Text("Orang yang sama; {why}", "The same person; {why}")


@dataclass(frozen=True, slots=True)
class _Case:
    """``rows`` people drawn for one kind of outcome. ``listed``: they stand in the social registry."""

    key: str
    rows: int
    listed: bool
    accept: bool
    because: Text
    fault: Fault | None = None


def _same(id_: str, en: str) -> Text:
    return _SAME.format(why=Text(id_, en))


_REVIEWED_AND_TAKEN = (
    _Case("nik-slip", 41, True, True, _same("satu angka NIK salah ketik", "one digit of the NIK was mistyped"), "nik-slip"),
    _Case("nik-missing", 12, True, True, _same("NIK diambil dari DTKS", "the NIK is taken from DTKS"), "nik-missing"),
    _Case("nik-malformed", 25, True, True, _same("NIK diperbaiki dari KTP", "the NIK is mended from the card"), "nik-malformed"),
    _Case("nik-rounded", 18, True, True, _same("NIK dibulatkan Excel, diambil dari KTP", "Excel rounded the NIK; it is taken from the card"), "nik-rounded"),
    _Case("name-other", 24, True, True, _same("usulan memakai nama panggilan", "the list uses a nickname"), "name-other"),
    _Case("date-swapped", 22, True, True, _same("hari dan bulan lahir tertukar", "day and month of birth changed places"), "date-swapped"),
    _Case("sex-other", 11, True, True, _same("kolom L/P salah isi", "the sex was filled in wrongly"), "sex-other"),
    _Case("work-missing", 15, True, True, _same("pekerjaan dipastikan lewat telepon", "the work was confirmed by telephone"), "work-missing"),
)  # fmt: skip
_ABSENT = Text("Tidak tercatat di DTKS", "Not in DTKS")
_NOT_TAKEN = (
    _Case("nik-malformed-absent", 21, False, False, Text("NIK tidak sah dan tidak ada di DTKS", "The NIK is not valid and DTKS has no such person"), "nik-malformed"),
    _Case("nik-missing-absent", 16, False, False, Text("Tanpa NIK dan tidak ada di DTKS", "No NIK, and DTKS has no such person"), "nik-missing"),
    _Case("active", 87, True, False, Text("Sudah peserta aktif", "Already an active member")),
    _Case("active-absent", 41, False, False, Text("Sudah peserta aktif", "Already an active member")),
    _Case("deceased", 27, True, False, Text("Sudah meninggal", "Deceased")),
    _Case("deceased-other-nik", 4, True, False, Text("Sudah meninggal; NIK di akta kematian berbeda satu angka", "Deceased; the record of death has one digit of the NIK wrong")),
    _Case("excluded", 23, True, False, Text("ASN, TNI, Polri, atau pensiunan", "Civil servant, soldier, police or pensioner")),
    _Case("other-payer", 9, True, False, Text("Iurannya sudah dibayar perusahaan daerah", "A municipal company pays already")),
    _Case("work-unlisted", 22, True, False, Text("Pekerjaannya tidak termasuk program", "The work is not in the programme"), "work-unlisted"),
)  # fmt: skip
_TOO_OLD, _TOO_YOUNG, _TWICE_HERE, _TWICE_ELSEWHERE, _BORROWED = 163, 12, 46, 14, 7

_FORMATS = (
    ("titled", ".xlsx"), ("plain", ".xlsx"), ("two-row-header", ".xlsx"), ("pages", ".xlsx"), ("numbered", ".xlsx"),
    ("register", ".csv"), ("families", ".xlsx"), ("plain", ".ods"), ("titled", ".xlsx"),
)  # fmt: skip


def madiun(directory: Path, seed: int) -> ProgrammePlan:
    """Write the files of Siaga Kita under ``directory`` and return their plan."""
    rng = Random(f"{seed}:madiun")  # noqa: S311 - made-up data
    table = people(34_000, seed, villages(MADIUN), on=ON, youngest=16, first_serial=9001)
    everybody = table.to_pylist()
    pool = Pool(everybody, rng)
    proposed = _proposed(pool, rng)
    taken = frozenset(person["nik"] for person in everybody)
    clerks = {village.code: Clerk(rng, taken) for village in villages(MADIUN)}
    proposals = village_files(
        directory / "usulan",
        villages(MADIUN),
        proposed,
        clerks,
        rng,
        date(2020, 7, 10),
        _FORMATS,
        old_copies=("35.77.01.1001",),
    )
    lists = _lists(pool, proposed, rng)
    return _plan(directory, proposals, write_lists(directory / "acuan", lists, _SOURCES))


def _working(person: Person) -> bool:
    return of_age(person, ON, MIN_AGE, MAX_AGE)


def _swappable(person: Person) -> bool:
    return swappable(person, ON, MIN_AGE, MAX_AGE)


def _proposed(pool: Pool, rng: Random) -> list[Proposed]:
    rows: list[Proposed] = []
    for case in (*_REVIEWED_AND_TAKEN, *_NOT_TAKEN):
        drawn = pool.take(case.rows, _swappable if case.fault == "date-swapped" else _working)
        rows += [Proposed(person, case.key, case.accept, case.because, case.fault) for person in drawn]
    rows += _of_wrong_age(pool)
    rows += _twice(pool, rng)
    rows += _borrowed(pool)
    clean = WORTHY - sum(row.accept for row in rows)
    rows += [
        Proposed(person, "clean", True, Text("Memenuhi syarat", "Meets the criteria"))
        for person in pool.take(clean, _working)
    ]
    rows += [
        Proposed(person, "absent", False, _ABSENT) for person in pool.take(PROPOSED - len(rows), _working)
    ]
    return rows


def _of_wrong_age(pool: Pool) -> list[Proposed]:
    old = pool.take(_TOO_OLD, lambda person: age(person, ON) >= MAX_AGE)
    young = pool.take(_TOO_YOUNG, lambda person: age(person, ON) < MIN_AGE)
    return [
        *(
            Proposed(person, "too-old", False, Text("Sudah 60 tahun atau lebih", "60 or older"))
            for person in old
        ),
        *(Proposed(person, "too-young", False, Text("Belum 18 tahun", "Not yet 18")) for person in young),
    ]


def _twice(pool: Pool, rng: Random) -> list[Proposed]:
    """The same person twice in one list, or in the lists of two kelurahan: the first counts."""
    rows: list[Proposed] = []
    first = Text("Baris pertama dipakai", "The first row is used")
    second = Text(
        "Orang ini sudah diusulkan pada baris lain", "This person is proposed in another row already"
    )
    for person in pool.take(_TWICE_HERE, _working):
        rows.append(Proposed(person, "twice-here", True, first))
        rows.append(Proposed(person, "twice-here-again", False, second))
    for person in pool.take(_TWICE_ELSEWHERE, _working):
        other = rng.choice(
            [village for village in villages(MADIUN) if village.code != person["village_code"]]
        )
        rows.append(
            Proposed(person, "both-lists", True, Text("Alamat menurut KTP", "The address on the card"))
        )
        moved = {**person, "village_code": other.code, "village": other.name}
        rows.append(Proposed(moved, "both-lists-other", False, second))
    return rows


def _borrowed(pool: Pool) -> list[Proposed]:
    """Somebody outside the registry proposed under the NIK of a neighbour who is in it."""
    because = Text("NIK milik orang lain", "The NIK is another person's")
    return [
        Proposed({**person, "owner": owner}, "nik-borrowed", False, because, shown={"nik": owner["nik"]})
        for person, owner in zip(pool.take(_BORROWED, _working), pool.take(_BORROWED, _working), strict=True)
    ]


def _lists(pool: Pool, proposed: list[Proposed], rng: Random) -> dict[ReferenceKind, pa.Table]:
    """The lists that make every case come out, filled up with people whom nobody proposed."""
    of = by_case(proposed)
    listed = [case.key for case in (*_REVIEWED_AND_TAKEN, *_NOT_TAKEN) if case.listed]
    in_registry = [person for case in (*listed, "clean", "twice-here", "both-lists") for person in of[case]]
    in_registry += of["too-old"][: _TOO_OLD // 2] + [person["owner"] for person in of["nik-borrowed"]]
    slips = {person["nik"]: slipped_digit(person["nik"], rng) for person in of["deceased-other-nik"]}
    return {
        "registry": registry(in_registry + pool.take(15_200), rng),
        "active": active(
            pool.take(5_200) + of["active"][:30], of["active"][30:] + of["active-absent"], ON, rng
        ),
        "deaths": deaths(of["deceased"] + of["deceased-other-nik"] + pool.take(640), ON, rng, slips),
        "excluded": excluded(of["excluded"] + pool.take(1_900), rng),
        "other-payers": other_payers(
            [(of["other-payer"] + pool.take(291), "Perumda Air Minum (peragaan)", "2020-01", "2020-12")]
        ),
    }


_SOURCES: Sources = {
    "registry": ("dtks-2020-07.csv", date(2020, 7, 31), Text("Dinas Sosial: cuplikan DTKS", "Social office: extract of DTKS")),
    "active": ("peserta-aktif-2020-08.parquet", date(2020, 8, 15), Text("BPJS Ketenagakerjaan Cabang Madiun", "BPJS Ketenagakerjaan, Madiun branch")),
    "deaths": ("kematian-2020-08.xlsx", date(2020, 8, 10), Text("Dinas Dukcapil: akta kematian", "Civil registry: records of death")),
    "excluded": ("asn-tni-polri-2020-06.csv", date(2020, 6, 30), Text("BKPSDM: ASN, TNI, Polri, pensiunan", "Civil service agency: civil servants, forces, police, pensioners")),
    "other-payers": ("pembayar-lain-2020.xlsx", date(2020, 8, 1), Text("Gerakan Nasional Lingkaran", "GN Lingkaran donors")),
}  # fmt: skip


_CRITERIA = Criteria(
    name="Siaga Kita",
    area=MADIUN,
    first_month=FIRST_MONTH,
    months=MONTHS,
    min_age=MIN_AGE,
    max_age=MAX_AGE,
    registry_required=True,
    excluded_groups=("ASN", "TNI", "POLRI", "Pensiunan"),
    occupations=city_occupations(),
    total=QUOTA,
)
_FUND = Fund(
    code="apbd-2020",
    name=Text("APBD Kota Madiun", "City budget of Madiun"),
    kind="apbd",
    payer="Pemerintah Kota Madiun",
    year=2020,
    ceiling=2_000_000_000,
    area=MADIUN,
)
_LEGAL_BASES = (
    LegalBasis(
        "Peraturan Daerah Kota Madiun Nomor 6 Tahun 2020",
        date(2020, 1, 1),
        Text("Jaminan sosial ketenagakerjaan", "Employment social security"),
        day_known=False,
    ),
    REGULATION_44_2015,
    LegalBasis(
        "Peraturan Pemerintah Nomor 49 Tahun 2020",
        date(2020, 8, 31),
        Text("Keringanan iuran selama wabah", "Relief of contributions during the epidemic"),
    ),
)
_AGREEMENT = Agreement(
    number="PKS/PERAGAAN/35.77/2020/01",
    branch="BPJS Ketenagakerjaan Cabang Madiun",
    signed=date(2020, 8, 3),
    first_day=date(2020, 9, 1),
    last_day=date(2021, 8, 31),
)


def _plan(
    directory: Path, proposals: tuple[Proposal, ...], references: tuple[Reference, ...]
) -> ProgrammePlan:
    return ProgrammePlan(
        key="madiun-2020",
        criteria=_CRITERIA,
        criteria_path=write_criteria(directory / "siaga-kita.toml", _CRITERIA),
        on=ON,
        priority=("decile", "oldest", "first_come"),
        proposals=proposals,
        references=references,
        legal_bases=_LEGAL_BASES,
        agreement=_AGREEMENT,
        funds=(_FUND,),
        decree=Decree("SK/PERAGAAN/35.77/2020/01", date(2020, 9, 1), QUOTA, FIRST_MONTH, MONTHS),
        expected={
            "files": 27,
            "people": PROPOSED,
            "accepted": WORTHY,
            "taken": WORTHY,
            "quota_left": QUOTA - WORTHY,
            "quota_cost_12_months": QUOTA * 12 * 16_800,
            "per_person_2020_09_to_2021_01": 2 * 16_800 + 3 * 168,
        },
    )
