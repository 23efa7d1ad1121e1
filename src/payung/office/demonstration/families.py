"""Sawahlunto's families: twenty-four cases whose benefits, each computed by the law, come to Rp969,000,000.

The press counts the rupiah; which cases they were it does not say, so these are made up to fit: deaths and accidents of
participants in months that were paid. Every amount is the engine's; a test adds them up. Two more cases are open, so
that there is something to do.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from payung.law.calendar_days import add_working_days
from payung.office.claims.actions import facts, papers, reporting, schooling, visits, way
from payung.office.claims.actions.facts import HeirFacts
from payung.office.claims.actions.reporting import Report
from payung.office.claims.models import Claim, Outcome, SchoolYear
from payung.office.cover.models import PersonMonth
from payung.office.demonstration.characters import SAWAHLUNTO, Office
from payung.office.demonstration.setting_up import ONE_ORDER
from payung.office.people.models import Person

TOTAL = 969_000_000  # as published, scholarships of the first years included


@dataclass(frozen=True, slots=True)
class Family:
    """One case. ``late`` is how many days after the legal day BPJS paid; ``children`` are name, birth, level, grade."""

    programme: str
    kind: str
    day: date
    happened: str
    died: bool = True
    facts: Mapping[str, Any] = field(default_factory=dict)
    outcome: str = Outcome.RECOVERED
    children: tuple[tuple[str, date, str, int], ...] = ()
    late: int = 0


_2023, _2024, _2025 = (
    "Pekerja Rentan Desa dan Kelurahan 2023",
    "Pekerja Rentan Desa dan Kelurahan 2024",
    "Petani Sawahlunto 2025",
)

_FARMERS_FROM = 202501


def _death(programme: str, day: date, happened: str, *, late: int = 0) -> Family:
    return Family(programme, "death", day, happened, late=late)


def _fall(programme: str, day: date, happened: str, **more: Any) -> Family:
    return Family(programme, "accident", day, happened, **more)


FAMILIES: tuple[Family, ...] = (
    _death(_2023, date(2023, 8, 14), "Sakit jantung di rumah"),
    _death(_2023, date(2023, 9, 3), "Strok, meninggal di RSUD"),
    _death(_2023, date(2023, 10, 21), "Demam berdarah"),
    _death(_2023, date(2023, 11, 8), "Sakit paru menahun", late=6),
    _death(_2023, date(2023, 12, 2), "Kecelakaan sepulang dari masjid"),
    _death(_2024, date(2024, 1, 19), "Sakit ginjal"),
    _death(_2024, date(2024, 3, 5), "Strok"),
    _death(_2024, date(2024, 4, 27), "Sakit jantung"),
    _death(_2024, date(2024, 6, 11), "Komplikasi diabetes", late=4),
    _death(_2024, date(2024, 7, 30), "Meninggal saat tidur"),
    _death(_2024, date(2024, 9, 16), "Sakit lambung kronis"),
    _death(_2024, date(2024, 11, 22), "Kanker"),
    _fall(
        _2024, date(2024, 5, 13), "Tertimbun longsor di kebun gambir", outcome=Outcome.DEATH,
        children=(("Anak Pertama", date(2011, 2, 4), "SMP", 1), ("Anak Kedua", date(2015, 8, 20), "SD", 2)),
    ),
    _fall(
        _2024, date(2024, 8, 6), "Terpeleset di tangga pasar, kaki patah", died=False,
        facts={"unable_months": 4, "medical": 1_300_000, "transport": {"land": 1_200_000}},
    ),
    _death(_2025, date(2025, 3, 10), "Sakit jantung, baru tiga bulan terdaftar"),
    _death(_2025, date(2025, 5, 18), "Strok di rumah"),
    _death(_2025, date(2025, 7, 9), "Sakit hati kronis"),
    _death(_2025, date(2025, 9, 25), "Demam tinggi"),
    _death(_2025, date(2025, 11, 3), "Sakit paru"),
    _fall(_2025, date(2025, 4, 14), "Tersambar petir di sawah", outcome=Outcome.DEATH),
    _fall(
        _2025, date(2025, 8, 20), "Jatuh dari pohon aren", outcome=Outcome.DEATH,
        children=(("Anak Tunggal", date(2009, 11, 30), "SMA", 1),), late=9,
    ),
    _fall(
        _2025, date(2025, 6, 2), "Mata tertusuk ranting karet", died=False, outcome=Outcome.PARTIAL,
        facts={"unable_months": 2, "disabilities": [{"part": "one_eye", "loss": 1.0}]},
    ),
    _fall(
        _2025, date(2025, 2, 17), "Kaki terjepit mesin perontok", died=False, outcome=Outcome.PARTIAL,
        facts={"unable_months": 3, "disabilities": [{"part": "one_foot_ankle", "loss": 1.0}]},
    ),
    _fall(
        _2025, date(2025, 10, 7), "Tangan terluka sabit", died=False,
        facts={"unable_months": 3, "medical": 1_000_000},
    ),
)  # fmt: skip


def add(office: Office, families: tuple[Family, ...] = FAMILIES) -> list[Claim]:
    """Every family from the report to the money, by whose duty it is; then two that still wait."""
    chosen = {name: _people(name) for name in {family.programme for family in families}}
    claims = [settle(office, chosen[family.programme].pop(0), family) for family in families]
    _open(office, chosen.get(_2025, []))
    return claims


def _people(programme: str) -> list[Person]:
    """Participants whom no other programme paid for, spread over the villages.

    Farmers of 2025 go on in 2026, the dead among them too, for nobody told the office: that is what a claim then shows.
    """
    months = PersonMonth.objects.filter(withdrawn_by=None, programme__area=SAWAHLUNTO.code).order_by()
    within = months.filter(programme__name=programme)
    others = months.exclude(programme__name=programme)
    if programme == _2025:
        others = others.filter(month__lt=_FARMERS_FROM)
    elsewhere = set(others.values_list("person_id", flat=True).distinct())
    once = set(within.values_list("person_id", flat=True).distinct()) - elsewhere
    people = list(Person.objects.filter(pk__in=once).order_by(*ONE_ORDER))
    return people[:: max(1, len(people) // 12)]


def settle(office: Office, person: Person, family: Family) -> Claim:
    """One family from the report to the money, its school years and its visits."""
    said = Report(
        kind=family.kind,
        day=family.day,
        outcome=Outcome.DEATH if family.died else Outcome.RECOVERED,
        happened=family.happened,
        reporter="Keluarga",
        phone="0000",
    )
    claim = reporting.report(office.verifier, person, said, today=family.day + timedelta(days=1))
    if family.facts:
        facts.set_facts(office.verifier, claim, outcome=family.outcome, facts=family.facts)
    for name, born, level, grade in family.children:
        facts.add_child(office.verifier, claim, name=name, birth_date=born, level=level, grade=grade)
    if family.died:
        facts.add_heir(office.verifier, claim, HeirFacts("spouse", f"Keluarga {person.name}"))
    handed = _working_day(family.day + timedelta(days=9))
    gather(office, claim, handed)
    _pay(office, claim, handed, family)
    claim.refresh_from_db()
    _school(office, claim)
    _visit(office, claim)
    claim.refresh_from_db()
    return claim


def gather(office: Office, claim: Claim, handed: date) -> None:
    """All papers but those that do not fit, and everything to BPJS."""
    for paper in claim.papers.all():
        if "lalu lintas" in paper.name:
            papers.spare(office.verifier, paper, "Bukan kecelakaan lalu lintas")
        else:
            papers.paper_came(office.verifier, paper, dated=handed)
    way.hand_over(office.branch, claim, dated=handed)


def _pay(office: Office, claim: Claim, handed: date, family: Family) -> None:
    allowed = 7 if claim.kind != "death" else 3
    paid_on = (
        add_working_days(handed, allowed) + timedelta(days=family.late)
        if family.late
        else add_working_days(handed, 2)
    )
    working = claim.workings.first()
    assert working is not None, "a claim is opened with its working"
    amounts: dict[str, int] = {}
    for line in working.answer["id"]["lines"]:
        amounts[line["code"]] = amounts.get(line["code"], 0) + line["amount"]
    heir = claim.heirs.first()
    way.pay(
        office.branch, claim, dated=paid_on, amounts=amounts, heir=heir, to="" if heir else claim.person.name
    )
    if family.late:
        why = "BPJS belum membayar kompensasi keterlambatan"
        way.judge_difference(office.branch, claim, code="late_payment", verdict="contested", why=why)


def _school(office: Office, claim: Claim) -> None:
    """The years up to 2025/2026 are proven and paid; the next one waits for its proof."""
    for year in SchoolYear.objects.filter(child__claim=claim, starts__lt=date(2026, 1, 1)).order_by("starts"):
        schooling.prove(office.verifier, year, proof=f"Surat keterangan sekolah {year.year}")
        dated = max(year.due_on, claim.paid_on or year.due_on)
        schooling.pay_year(office.branch, year, amount=year.amount, dated=min(dated, timezone.localdate()))


_USES = ("needs", "business", "school", "business", "house", "debt")


def _visit(office: Office, claim: Claim) -> None:
    """Visits of the first half year were made; the later ones wait."""
    for visit in claim.visits.filter(months__lte=6, due_on__lt=timezone.localdate()):
        at = (claim.pk + visit.months) % len(_USES)
        before = 900_000 + at * 100_000
        found = visits.Found(
            use=_USES[at],
            business=_USES[at] == "business",
            income_before=before,
            income_after=before + (at - 1) * 75_000,
            children=at % 3,
            at_school=at % 3,
            decile=1 + (at + claim.pk) % 5,
        )
        visits.record_visit(office.verifier, visit, found, dated=visit.due_on)


def _open(office: Office, people: list[Person]) -> None:
    """One claim waits for papers, one for BPJS, which is late: last year's members within the months of arrears."""
    today = timezone.localdate()
    for at, person in enumerate(people[:2]):
        said = Report(
            "death", date(2026, 1, 12 + at), Outcome.DEATH, "Meninggal di rumah", "Keluarga", "0000"
        )
        claim = reporting.report(office.verifier, person, said)
        if at:
            facts.add_heir(office.verifier, claim, HeirFacts("spouse", f"Keluarga {person.name}"))
            gather(office, claim, today - timedelta(days=12))


def _working_day(day: date) -> date:
    return add_working_days(day - timedelta(days=1), 1)


def total(claims: list[Claim]) -> int:
    """Rupiah that reached the families."""
    return sum(claim.paid + claim.paid_scholarship for claim in claims)
