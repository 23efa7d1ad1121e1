"""Sijunjung's 119 cases, March 2022 to July 2025: each benefit computed by the law, together Rp5,800,000,000.

The press counts the cases and the rupiah; which they were it does not say, so these are made up to fit. Who died left
the decree with the month after, so that nobody is paid for after death.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from payung.law.month import Month
from payung.office.claims.models import Claim, Outcome
from payung.office.decisions import actions as decisions
from payung.office.decisions.actions.change import Leaving
from payung.office.decisions.models import Decision, Line, Withdrawal
from payung.office.demonstration.characters import Office
from payung.office.demonstration.families import Family, settle
from payung.office.people.models import Person
from payung.office.programmes.models import Programme

CASES, TOTAL = 119, 5_800_000_000  # as published

SINCE_2022, SINCE_2024, NAGARI = (
    "Pekerja Rentan Sijunjung 2022",
    "Pekerja Rentan Sijunjung 2024",
    "Satu Nagari 100 Pekerja Rentan 2023",
)
_LATE_EVERY, _LATE_DAYS = 13, (3, 5, 8)
_ILLS = (
    "Sakit jantung di rumah", "Strok, meninggal di RSUD", "Komplikasi diabetes", "Sakit paru menahun",
    "Sakit ginjal", "Kanker", "Demam berdarah", "Meninggal saat tidur", "Sakit lambung kronis", "Sakit hati kronis",
)  # fmt: skip
_AT_WORK = (
    ("Tertimpa pohon karet yang ditebang", "SMP", date(2010, 3, 12)),
    ("Tertimbun di lubang tambang rakyat", "SD", date(2014, 7, 1)),
    ("Jatuh dari pohon kelapa", "", None),
    ("Tersengat listrik saat memperbaiki atap", "SMA", date(2007, 10, 23)),
    ("Hanyut ketika mencari ikan di Batang Kuantan", "", None),
    ("Tergelincir bersama ojek di tanjakan", "SD", date(2013, 2, 9)),
    ("Tersambar petir di sawah", "", None),
)  # fmt: skip
_INJURIES = (
    (date(2022, 9, 14), "Tangan masuk mesin perontok, lama dirawat", 169_700_000, 9),
    (date(2023, 3, 2), "Terbakar di dapur gambir", 164_750_000, 7),
    (date(2023, 7, 19), "Jatuh dari atap, tulang punggung dioperasi", 138_300_000, 11),
    (date(2023, 11, 8), "Kaki tertimpa batu, dioperasi dua kali", 61_200_000, 6),
    (date(2024, 4, 23), "Ditabrak truk ketika mengangkut sawit", 57_900_000, 5),
    (date(2024, 10, 30), "Paha robek kena parang", 24_650_000, 3),
    (date(2025, 2, 11), "Jatuh dari motor sepulang dari pasar", 1_000_000, 4),
)  # the first one's bill is what brings the sum out
_ILL, _ILL_NEW = 80, 16  # natural deaths of those protected since 2022 and since 2024


def families() -> tuple[Family, ...]:
    """All 119, each with a day in the months of its programme."""
    made = [*_natural(), *_early(), *_at_work(), *_injured()]
    return tuple(
        replace(family, late=_LATE_DAYS[at % len(_LATE_DAYS)]) if at % _LATE_EVERY == 5 else family
        for at, family in enumerate(made)
    )


def _natural() -> Iterator[Family]:
    """Deaths from illness: 42 million each."""
    for at in range(_ILL):
        yield _death(SINCE_2022, date(2022, 6, 20) + timedelta(days=14 * at), at)
    for at in range(_ILL_NEW):
        yield _death(SINCE_2024, date(2024, 4, 25) + timedelta(days=28 * at), at + 3)


def _early() -> Iterator[Family]:
    """Deaths in the first months: 42 million too, for the waiting time came with Permenaker 1/2025 only."""
    yield _death(SINCE_2022, date(2022, 4, 11), 1)
    yield _death(NAGARI, date(2023, 10, 17), 4)
    yield _death(NAGARI, date(2023, 11, 5), 6)


def _death(programme: str, day: date, at: int) -> Family:
    return Family(programme, "death", day, _ILLS[at % len(_ILLS)])


def _at_work() -> Iterator[Family]:
    for at in range(CASES - _ILL - _ILL_NEW - 3 - len(_INJURIES)):
        happened, level, born = _AT_WORK[at % len(_AT_WORK)]
        children = ((f"Anak Pertama {at + 1}", born, level, 2),) if born else ()
        programme = (SINCE_2022, SINCE_2022, SINCE_2024)[at % 3]
        day = date(2022, 8, 3) + timedelta(days=86 * at)
        if programme == SINCE_2024:
            day = max(day, date(2024, 5, 6) + timedelta(days=11 * at))
        yield Family(programme, "accident", day, happened, outcome=Outcome.DEATH, children=children)


def _injured() -> Iterator[Family]:
    for day, happened, medical, months in _INJURIES:
        facts = {"unable_months": months, "medical": medical}
        yield Family(SINCE_2022, "accident", day, happened, died=False, facts=facts)


def leave(office: Office, programme: Programme, decision: Decision) -> None:
    """Before anything is billed: a change of the decree for everybody of it who died, each with the month after.

    The villages' programme of 2023 is not changed: nobody told the office of its two deaths.
    """
    if programme.name not in (SINCE_2022, SINCE_2024):
        return
    dead = [
        Leaving(line, Withdrawal.Why.DIED, "Akta kematian", (Month.of(family.day) + 1).number)
        for family, line in zip(_of(programme), _lines(decision), strict=False)
        if family.died
        and Month.of(family.day) < Month.from_number(decision.first_month) + (decision.months - 1)
    ]
    if not dead:
        return
    first = min(one.from_month for one in dead)
    draft = decisions.propose_change(office.verifier, decision, dead, from_month=first, replace=False)
    decisions.submit(office.verifier, draft)
    last = Month.from_number(decision.first_month) + (decision.months - 1)
    decisions.approve(office.manager, draft, number=f"{decision.number}/PERUBAHAN", dated=last.last_day())


def add(office: Office) -> list[Claim]:
    """Every family from the report to the money."""
    claims = []
    for name in (SINCE_2022, SINCE_2024, NAGARI):
        programme = Programme.objects.get(name=name, area=office.region.code)
        decision = programme.decisions.filter(changes=None, state="approved").get()
        people = Person.objects.in_bulk([line.person_id for line in _lines(decision)])
        for family, line in zip(_of(programme), _lines(decision), strict=False):
            claims.append(settle(office, people[line.person_id], family))
    return claims


def _of(programme: Programme) -> list[Family]:
    return [family for family in families() if family.programme == programme.name]


def _lines(decision: Decision) -> list[Line]:
    """Whom it strikes: people of the decree whom BPJS holds, spread over its villages; always the same."""
    taken = decision.lines.filter(
        taken=True, person_months__month=decision.first_month, person_months__enrolled_by__isnull=False
    ).order_by("number")
    step = max(1, decision.people // (CASES + 1))
    return [line for at, line in enumerate(taken) if at % step == step // 2]
