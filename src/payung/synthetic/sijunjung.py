"""Kabupaten Sijunjung, "Satu Nagari 100 Pekerja Rentan" (2023): 62 villages x 100 places, 31,611 members before."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from random import Random

import pyarrow as pa

from payung.language import Text
from payung.law.month import Month
from payung.synthetic import sijunjung_years
from payung.synthetic.areas import SIJUNJUNG, villages
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
from payung.synthetic.clerk import Clerk, Person
from payung.synthetic.criteria import Criteria, write_criteria
from payung.synthetic.legal_bases import INSTRUCTION_2_2021
from payung.synthetic.people import people
from payung.synthetic.plan import (
    CoverageFigure,
    Decree,
    Fund,
    LegalBasis,
    ProgrammePlan,
    Proposal,
    Reference,
    Target,
)
from payung.synthetic.references import ReferenceKind, active, deaths, excluded

ON = date(2023, 8, 31)
MIN_AGE, MAX_AGE = 18, 65
PER_VILLAGE, PLACES = 100, 6_200
WAGE_MEMBERS, OTHER_MEMBERS = 14_468, 17_143
VULNERABLE, POTENTIAL, TARGET = 48_838, 77_100, 30_000
FIRST_MONTH, MONTHS = Month(2023, 9), 4
_COUNCIL_DISTRICTS = ("13.03.05", "13.03.08")  # paid from the council members' share of the budget

_FORMATS = (
    ("numbered", ".xlsx"), ("plain", ".xlsx"), ("titled", ".xlsx"), ("families", ".xlsx"), ("pages", ".xlsx"),
    ("two-row-header", ".xlsx"), ("register", ".csv"), ("plain", ".ods"),
)  # fmt: skip


def sijunjung(directory: Path, seed: int) -> ProgrammePlan:
    """Write the files of the programme under ``directory`` and return its plan."""
    rng = Random(f"{seed}:sijunjung")  # noqa: S311 - made-up data
    table = people(54_000, seed + 1, villages(SIJUNJUNG), on=ON, youngest=17, first_serial=9301)
    everybody = table.to_pylist()
    proposed, pool = _proposed(everybody, rng)
    taken = frozenset(person["nik"] for person in everybody)
    clerks = {village.code: Clerk(rng, taken) for village in villages(SIJUNJUNG)}
    proposals = village_files(
        directory / "usulan", villages(SIJUNJUNG), proposed, clerks, rng, date(2023, 8, 21), _FORMATS
    )
    lists = _lists(pool, proposed, rng, seed)
    return _plan(directory, proposals, write_lists(directory / "acuan", lists, _SOURCES))


def _working(person: Person) -> bool:
    return of_age(person, ON, MIN_AGE, MAX_AGE)


def _swappable(person: Person) -> bool:
    return swappable(person, ON, MIN_AGE, MAX_AGE)


def _proposed(everybody: list[Person], rng: Random) -> tuple[list[Proposed], Pool]:
    """Every village proposes 104 to 118 whom the rules admit, and a few whom they do not; the rest stay in a pool."""
    homes: dict[str, list[Person]] = {}
    for person in everybody:
        homes.setdefault(person["village_code"], []).append(person)
    rows: list[Proposed] = []
    rest: list[Person] = []
    for village in villages(SIJUNJUNG):
        local = Pool(homes[village.code], rng)
        rows += _worthy(local, rng.randrange(104, 119), rng) + _unworthy(local, rng)
        rest += local.rest()
    return rows, Pool(rest, rng)


def _worthy(local: Pool, count: int, rng: Random) -> list[Proposed]:
    fine = Text("Memenuhi syarat", "Meets the criteria")
    swapped = Text(
        "Hari dan bulan lahir tertukar; KTP dilihat", "Day and month changed places; the card was seen"
    )
    sex = Text("Kolom L/P salah isi; KTP dilihat", "The sex was filled in wrongly; the card was seen")
    rows = [
        Proposed(person, "date-swapped", True, swapped, "date-swapped")
        for person in local.take(rng.randrange(3), _swappable)
    ]
    rows += [
        Proposed(person, "sex-other", True, sex, "sex-other")
        for person in local.take(rng.randrange(2), _working)
    ]
    rows += [Proposed(person, "clean", True, fine) for person in local.take(count - len(rows), _working)]
    return rows


def _unworthy(local: Pool, rng: Random) -> list[Proposed]:
    def some(case: str, most: int, id_: str, en: str, old: bool = False) -> list[Proposed]:
        fits = (lambda p: age(p, ON) >= MAX_AGE) if old else _working
        return [Proposed(p, case, False, Text(id_, en)) for p in local.take(rng.randrange(most + 1), fits)]

    broken = Text("NIK tidak sah; nagari belum membawa KTP", "The NIK is not valid; no card was brought")
    again = Text("Sudah ada pada baris sebelumnya", "Stands in an earlier row already")
    rows = [
        *some("too-old", 4, "Sudah 65 tahun atau lebih", "65 or older", old=True),
        *some("active", 5, "Sudah peserta aktif", "Already an active member"),
        *some("deceased", 1, "Sudah meninggal", "Deceased"),
        *some(
            "excluded", 2, "ASN, TNI, Polri, atau pensiunan", "Civil servant, soldier, police or pensioner"
        ),
    ]
    for fault in ("nik-malformed", "nik-rounded"):
        rows += [Proposed(p, fault, False, broken, fault) for p in local.take(rng.randrange(2), _working)]
    for person in local.take(rng.randrange(2), _working):
        rows.append(Proposed(person, "twice-here", True, Text("Baris pertama", "The first row")))
        rows.append(Proposed(person, "twice-here-again", False, again))
    return rows


def _lists(pool: Pool, proposed: list[Proposed], rng: Random, seed: int) -> dict[ReferenceKind, pa.Table]:
    """Among the members without wages are those whom the regency has paid for since 2022."""
    of = by_case(proposed)
    members = of["active"]
    wage, others = members[::3], [person for at, person in enumerate(members) if at % 3]
    others += sijunjung_years.protected(seed)[0]
    return {
        "active": active(
            wage + pool.take(WAGE_MEMBERS - len(wage), _working),
            others + pool.take(OTHER_MEMBERS - len(others), _working),
            ON,
            rng,
        ),
        "deaths": deaths(of["deceased"] + pool.take(870), ON, rng),
        "excluded": excluded(of["excluded"] + pool.take(2_600), rng),
    }


_SOURCES: Sources = {
    "active": ("peserta-aktif-2023-08.parquet", date(2023, 8, 31), Text("BPJS Ketenagakerjaan Cabang Solok", "BPJS Ketenagakerjaan, Solok branch")),
    "deaths": ("kematian-2023-08.csv", date(2023, 8, 25), Text("Dinas Dukcapil: akta kematian", "Civil registry: records of death")),
    "excluded": ("asn-tni-polri-2023-07.xlsx", date(2023, 7, 31), Text("BKPSDM: ASN, TNI, Polri, pensiunan", "Civil service agency: civil servants, forces, police, pensioners")),
}  # fmt: skip


_CRITERIA = Criteria(
    name="Satu Nagari 100 Pekerja Rentan",
    area=SIJUNJUNG,
    first_month=FIRST_MONTH,
    months=MONTHS,
    min_age=MIN_AGE,
    max_age=MAX_AGE,
    registry_required=False,
    excluded_groups=("ASN", "TNI", "POLRI", "Pensiunan"),
    total=PLACES,
    per_village=PER_VILLAGE,
)
_LEGAL_BASES = (
    INSTRUCTION_2_2021,
    LegalBasis(
        "Instruksi Bupati Sijunjung Nomor 560/1-Nakertrans-2021",
        date(2021, 1, 1),
        Text("Perlindungan pekerja rentan", "Protection of vulnerable workers"),
        day_known=False,
    ),
)


def _plan(
    directory: Path, proposals: tuple[Proposal, ...], references: tuple[Reference, ...]
) -> ProgrammePlan:
    return ProgrammePlan(
        key="sijunjung-2023",
        criteria=_CRITERIA,
        criteria_path=write_criteria(directory / "satu-nagari-100.toml", _CRITERIA),
        on=ON,
        priority=("first_come",),  # the nagari's own order, as its minutes have it
        proposals=proposals,
        references=references,
        legal_bases=_LEGAL_BASES,
        agreement=sijunjung_years.AGREEMENT,
        funds=_funds(),
        decree=Decree("SK/PERAGAAN/13.03/2023/01", date(2023, 8, 31), PLACES, FIRST_MONTH, MONTHS),
        delegated=True,
        expected={
            "files": 62,
            "people": sum(len(proposal.lines) for proposal in proposals),
            "accepted": sum(line.accept for proposal in proposals for line in proposal.lines),
            "taken": PLACES,
            "members_before": WAGE_MEMBERS + OTHER_MEMBERS,
            "informal_before": OTHER_MEMBERS,
            "informal_after": OTHER_MEMBERS + PLACES,
        },
    )


def _funds() -> tuple[Fund, ...]:
    """The lines that council members asked for, each for one kecamatan, and the regency's own budget for the rest."""
    each = PER_VILLAGE * MONTHS * 16_800
    payer = "Pemerintah Kabupaten Sijunjung"
    funds = []
    left = len(villages(SIJUNJUNG))
    for district in _COUNCIL_DISTRICTS:
        here = [village for village in villages(SIJUNJUNG) if village.code.startswith(district)]
        place = here[0].district
        name = Text(f"Pokok pikiran DPRD, Kecamatan {place}", f"Council members' share, {place}")
        funds.append(Fund(f"pokir-2023-{district}", name, "apbd", payer, 2023, len(here) * each, district))
        left -= len(here)
    own = Text("APBD Kabupaten Sijunjung", "Regency budget of Sijunjung")
    return (*funds, Fund("apbd-2023", own, "apbd", payer, 2023, left * each, SIJUNJUNG, rank=2))


def coverage() -> tuple[CoverageFigure, ...]:
    before = Month(2023, 8)
    press = Text("Pemberitaan 2023", "Press reports of 2023")
    return (
        CoverageFigure(SIJUNJUNG, before, WAGE_MEMBERS + OTHER_MEMBERS, POTENTIAL, Text("Peserta aktif PU dan BPU terhadap potensi pekerja; potensi dihitung mundur dari 41%", "Active PU and BPU members of the potential workers; the potential is worked back from 41%"), press, reconstructed=True),
        CoverageFigure(SIJUNJUNG, before, OTHER_MEMBERS, VULNERABLE, Text("Peserta aktif BPU terhadap pekerja rentan", "Active BPU members of the vulnerable workers"), press),
        CoverageFigure(SIJUNJUNG, FIRST_MONTH, OTHER_MEMBERS + PLACES, VULNERABLE, Text("Peserta aktif BPU setelah program terhadap pekerja rentan", "Active BPU members after the programme of the vulnerable workers"), press),
    )  # fmt: skip


def target() -> Target:
    about = Text("Sasaran 2023 dari 48.838 pekerja rentan", "Target of 2023 out of 48,838 vulnerable workers")
    return Target(SIJUNJUNG, 2023, TARGET, about)
