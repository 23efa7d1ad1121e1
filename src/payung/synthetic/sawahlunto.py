"""Kota Sawahlunto (2023 to 2025): 37 villages x 50 from village funds, then 620 farmers from the city's budget.

1,850 people came in through their villages; 96 of the 620 farmers had been among them, so 2,374 people have been
protected in all. Village funds paid in 2023 (two kecamatan) or 2024 (the other two), the city in 2025: nobody has two
payers in one month.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random

import pyarrow as pa

from payung.language import Text
from payung.law.month import Month
from payung.synthetic.areas import SAWAHLUNTO, Village, villages
from payung.synthetic.cases import (
    Pool,
    Proposed,
    Sources,
    age,
    by_case,
    of_age,
    sheets_per_village,
    swappable,
    write_lists,
)
from payung.synthetic.clerk import Clerk, Person
from payung.synthetic.criteria import Criteria, write_criteria
from payung.synthetic.legal_bases import INSTRUCTION_2_2021, REGULATION_44_2015
from payung.synthetic.people import people
from payung.synthetic.plan import (
    Agreement,
    CoverageFigure,
    Decree,
    Fund,
    ProgrammePlan,
    Proposal,
    Reference,
)
from payung.synthetic.references import ReferenceKind, active, deaths, excluded, other_payers

PER_VILLAGE, FARMERS, RETURNING = 50, 620, 96
MIN_AGE, MAX_AGE = 18, 65
FARM_WORK = (
    "petani padi", "buruh tani", "penyadap karet", "pekebun sawit", "pekebun gambir", "pekebun kakao",
    "peternak sapi", "buruh ternak",
)  # fmt: skip
_FINE = Text("Memenuhi syarat", "Meets the criteria")


@dataclass(frozen=True, slots=True)
class _Round:
    """One year's programme."""

    year: int
    on: date
    first_month: Month
    months: int
    districts: tuple[str, ...]

    @property
    def villages(self) -> tuple[Village, ...]:
        return tuple(v for v in villages(SAWAHLUNTO) if v.code[:8] in self.districts)


_FIRST = _Round(2023, date(2023, 6, 20), Month(2023, 7), 6, ("13.73.01", "13.73.02"))
_SECOND = _Round(2024, date(2023, 12, 20), Month(2024, 1), 12, ("13.73.03", "13.73.04"))
_THIRD = _Round(2025, date(2024, 12, 20), Month(2025, 1), 12, (*_FIRST.districts, *_SECOND.districts))
_LAYOUTS = ("titled", "numbered", "pages", "two-row-header")


def sawahlunto(directory: Path, seed: int) -> tuple[ProgrammePlan, ...]:
    """Write the files of the three years under ``directory`` and return their plans, oldest first."""
    rng = Random(f"{seed}:sawahlunto")  # noqa: S311 - made-up data
    table = people(14_000, seed + 2, villages(SAWAHLUNTO), on=_THIRD.on, first_serial=9601, youngest=16)
    everybody = table.to_pylist()
    pool = Pool(everybody, rng)
    taken = frozenset(person["nik"] for person in everybody)
    clerks = {village.code: Clerk(rng, taken) for village in villages(SAWAHLUNTO)}
    others = _Others(pool)
    plans = []
    participants: list[Person] = []
    for when in (_FIRST, _SECOND):
        proposed = _village_round(pool, when, rng)
        participants += [row.person for row in proposed if row.accept]
        folder = directory / str(when.year)
        proposals = _workbooks(folder, when, proposed, clerks, rng)
        lists = write_lists(folder / "acuan", others.lists(pool, proposed, when, rng), _sources(when))
        plans.append(_village_plan(folder, when, proposals, lists))
    farmers = _farmers(pool, participants, rng)
    folder = directory / str(_THIRD.year)
    payers = _payers(pool, farmers, participants)
    lists = write_lists(
        folder / "acuan",
        {**others.lists(pool, farmers, _THIRD, rng), "other-payers": payers},
        _sources(_THIRD),
    )
    return (*plans, _farmer_plan(folder, _workbooks(folder, _THIRD, farmers, clerks, rng), lists))


def _fits(when: _Round, person: Person) -> bool:
    return of_age(person, when.on, MIN_AGE, MAX_AGE)


def _village_round(pool: Pool, when: _Round, rng: Random) -> list[Proposed]:
    """Each village's meeting chose exactly fifty; three to eight more in its list fall out."""
    rows: list[Proposed] = []
    for village in when.villages:

        def here(person: Person, code: str = village.code) -> bool:
            return bool(person["village_code"] == code) and _fits(when, person)

        chosen = pool.take(PER_VILLAGE, here)
        rows += [
            Proposed(person, "date-swapped", True, Text("KTP dilihat", "The card was seen"), "date-swapped")
            if at == 0 and swappable(person, when.on, MIN_AGE, MAX_AGE)
            else Proposed(person, "clean", True, _FINE)
            for at, person in enumerate(chosen)
        ]
        rows += _unworthy(pool, when, village.code, rng)
    return rows


def _unworthy(pool: Pool, when: _Round, code: str, rng: Random) -> list[Proposed]:
    def here(person: Person) -> bool:
        return bool(person["village_code"] == code) and _fits(when, person)

    def old(person: Person) -> bool:
        return bool(person["village_code"] == code) and age(person, when.on) >= MAX_AGE

    def some(case: str, least: int, most: int, why: Text) -> list[Proposed]:
        return [Proposed(p, case, False, why) for p in pool.take(rng.randrange(least, most + 1), here)]

    too_old = Text("Sudah 65 tahun atau lebih", "65 or older")
    broken = Text("NIK tidak sah; KTP belum dibawa", "The NIK is not valid; no card was brought")
    return [
        *(Proposed(p, "too-old", False, too_old) for p in pool.take(rng.randrange(1, 3), old)),
        *some("active", 1, 3, Text("Sudah peserta aktif", "Already an active member")),
        *some(
            "excluded",
            1,
            1,
            Text("ASN, TNI, Polri, atau pensiunan", "Civil servant, soldier, police or pensioner"),
        ),
        *some("deceased", 0, 1, Text("Sudah meninggal", "Deceased")),
        *(
            Proposed(p, "nik-malformed", False, broken, "nik-malformed")
            for p in pool.take(rng.randrange(2), here)
        ),
    ]


def _farmers(pool: Pool, participants: list[Person], rng: Random) -> list[Proposed]:
    """620 worthy farmers, 96 of whom their village had paid for before; some others whom the checks refuse."""

    def farmer(person: Person) -> bool:
        return _fits(_THIRD, person) and person["occupation"] in FARM_WORK

    earlier = Pool(participants, rng).take(RETURNING, farmer)
    rows = [Proposed(person, "returning", True, _FINE) for person in earlier]
    rows += [Proposed(p, "clean", True, _FINE) for p in pool.take(FARMERS - RETURNING, farmer)]
    refused = (
        ("active", 14, Text("Sudah peserta aktif", "Already an active member")),
        ("deceased", 3, Text("Sudah meninggal", "Deceased")),
        (
            "excluded",
            5,
            Text("ASN, TNI, Polri, atau pensiunan", "Civil servant, soldier, police or pensioner"),
        ),
        ("other-payer", 11, Text("Dibayar BAZNAS", "BAZNAS pays")),
    )
    for case, count, why in refused:
        rows += [Proposed(person, case, False, why) for person in pool.take(count, farmer)]
    return rows


def _workbooks(
    folder: Path, when: _Round, proposed: list[Proposed], clerks: dict[str, Clerk], rng: Random
) -> tuple[Proposal, ...]:
    """A workbook per kecamatan, a sheet per village; the office of each kecamatan has its own form."""
    proposals = []
    for at, district in enumerate(when.districts):
        here = tuple(v for v in when.villages if v.code.startswith(district))
        rows = [row for row in proposed if row.person["village_code"].startswith(district)]
        path = folder / "usulan" / f"{district} Kecamatan {here[0].district}.xlsx"
        layout = _LAYOUTS[(at + when.year) % len(_LAYOUTS)]
        proposals.append(sheets_per_village(path, here, rows, clerks, rng, when.on, layout))
    return tuple(proposals)


class _Others:
    """People of the reference lists whom nobody proposes: members and civil servants stay, the dead grow in number."""

    def __init__(self, pool: Pool) -> None:
        self._members = pool.take(3_300)
        self._civil = pool.take(860)
        self._deaths: list[pa.Table] = []

    def lists(
        self, pool: Pool, proposed: list[Proposed], when: _Round, rng: Random
    ) -> dict[ReferenceKind, pa.Table]:
        of = by_case(proposed)
        self._deaths.append(deaths(of["deceased"] + pool.take(110), when.on, rng))
        return {
            "active": active(self._members[:2_100], of["active"] + self._members[2_100:], when.on, rng),
            "deaths": pa.concat_tables(self._deaths).sort_by("nik"),
            "excluded": excluded(of["excluded"] + self._civil, rng),
        }


def _payers(pool: Pool, farmers: list[Proposed], participants: list[Person]) -> pa.Table:
    """Village funds of the earlier years, whose months are over, and BAZNAS, whose months are not."""
    of_baznas = [row.person for row in farmers if row.case == "other-payer"]
    bystanders = pool.rest()
    first = {village.code for village in _FIRST.villages}
    return other_payers(
        [
            ([p for p in participants if p["village_code"] in first], "Dana desa 2023", "2023-07", "2023-12"),
            (
                [p for p in participants if p["village_code"] not in first],
                "Dana desa 2024",
                "2024-01",
                "2024-12",
            ),
            (of_baznas + bystanders[: 816 - len(of_baznas)], "BAZNAS (peragaan)", "2025-01", "2025-12"),
            (bystanders[816:1_116], "CSR tambang (peragaan)", "2024-11", "2024-11"),
        ]
    )


def _sources(when: _Round) -> Sources:
    month = f"{when.on:%Y-%m}"
    return {
        "active": (f"peserta-aktif-{month}.csv", when.on, Text("BPJS Ketenagakerjaan Cabang Solok", "BPJS Ketenagakerjaan, Solok branch")),
        "deaths": (f"kematian-{month}.csv", when.on, Text("Dinas Dukcapil: akta kematian", "Civil registry: records of death")),
        "excluded": (f"asn-tni-polri-{month}.csv", when.on, Text("BKPSDM: ASN, TNI, Polri, pensiunan", "Civil service agency: civil servants, forces, police, pensioners")),
        "other-payers": (f"pembayar-lain-{month}.xlsx", when.on, Text("Catatan dana kota: dana desa, BAZNAS, CSR", "The city's record of funds: villages, BAZNAS, companies")),
    }  # fmt: skip


def _agreement(when: _Round) -> Agreement:
    """One agreement a year, each extending the one before."""
    number = "PKS/PERAGAAN/13.73/{}/01"
    return Agreement(
        number.format(when.year),
        "BPJS Ketenagakerjaan Cabang Solok",
        when.on,
        when.first_month.first_day(),
        date(when.year, 12, 31),
        number.format(when.year - 1) if when.year > _FIRST.year else None,
    )


def _village_plan(
    folder: Path, when: _Round, proposals: tuple[Proposal, ...], references: tuple[Reference, ...]
) -> ProgrammePlan:
    places = PER_VILLAGE * len(when.villages)
    criteria = _criteria(
        f"Pekerja Rentan Desa dan Kelurahan {when.year}",
        when,
        places,
        villages={village.code: PER_VILLAGE for village in when.villages},
    )
    fund = Fund(
        f"dana-desa-{when.year}",
        Text("Dana desa dan kelurahan", "Village funds"),
        "apbdes",
        "Pemerintah desa dan kelurahan Kota Sawahlunto",
        when.year,
        places * when.months * 16_800,
        SAWAHLUNTO,
    )
    return _plan(f"desa-{when.year}", folder, when, criteria, fund, places, proposals, references)


def _farmer_plan(
    folder: Path, proposals: tuple[Proposal, ...], references: tuple[Reference, ...]
) -> ProgrammePlan:
    criteria = _criteria("Petani Sawahlunto 2025", _THIRD, FARMERS, occupations=FARM_WORK)
    fund = Fund(
        "apbd-2025",
        Text("APBD Kota Sawahlunto", "City budget of Sawahlunto"),
        "apbd",
        "Pemerintah Kota Sawahlunto, PMPTSPNAKER",
        _THIRD.year,
        FARMERS * _THIRD.months * 16_800,
        SAWAHLUNTO,
    )
    return _plan("petani-2025", folder, _THIRD, criteria, fund, FARMERS, proposals, references)


def _criteria(
    name: str,
    when: _Round,
    places: int,
    occupations: tuple[str, ...] = (),
    villages: Mapping[str, int] | None = None,
) -> Criteria:
    return Criteria(
        name=name,
        area=SAWAHLUNTO,
        first_month=when.first_month,
        months=when.months,
        min_age=MIN_AGE,
        max_age=MAX_AGE,
        registry_required=False,
        excluded_groups=("ASN", "TNI", "POLRI", "Pensiunan"),
        occupations=occupations,
        total=places,
        villages=villages or {},
    )


def _plan(
    key: str,
    folder: Path,
    when: _Round,
    criteria: Criteria,
    fund: Fund,
    places: int,
    proposals: tuple[Proposal, ...],
    references: tuple[Reference, ...],
) -> ProgrammePlan:
    number = f"SK/PERAGAAN/13.73/{when.year}/01"
    return ProgrammePlan(
        key=f"sawahlunto-{key}",
        criteria=criteria,
        criteria_path=write_criteria(folder / f"{key}.toml", criteria),
        on=when.on,
        priority=("first_come",),
        proposals=proposals,
        references=references,
        legal_bases=(INSTRUCTION_2_2021, REGULATION_44_2015),
        agreement=_agreement(when),
        funds=(fund,),
        decree=Decree(number, when.on, places, when.first_month, when.months),
        delegated=not criteria.occupations,
        expected={
            "files": len(when.districts),
            "people": sum(len(proposal.lines) for proposal in proposals),
            "accepted": places,
            "taken": places,
            "cost": places * when.months * 16_800,
        },
    )


def coverage() -> tuple[CoverageFigure, ...]:
    """105% counted everyone registered, 57.84% those active: two definitions, both shown as they are."""
    return (
        CoverageFigure(
            SAWAHLUNTO,
            Month(2024, 3),
            24_108,
            22_960,
            Text(
                "Peserta terdaftar terhadap perkiraan pekerja; pembilang dan penyebut disusun ulang untuk peragaan, pers hanya menyebut 105%",
                "Registered members of the estimated workers; both figures reconstructed for the demonstration, the press gives 105% only",
            ),
            Text("Pemberitaan Maret 2024", "Press reports of March 2024"),
            reconstructed=True,
        ),
        CoverageFigure(
            SAWAHLUNTO,
            Month(2025, 6),
            18_338,
            31_706,
            Text("Peserta aktif terhadap angkatan kerja", "Active members of the labour force"),
            Text("Pemberitaan 2025; bulan diperkirakan", "Press reports of 2025; the month is estimated"),
        ),
    )
