"""A programme that is still being planned: money of five kinds with rules of their own, a plan, and what if."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.utils import timezone

from payung.law.month import Month
from payung.office.demonstration.characters import Office
from payung.office.demonstration.setting_up import set_up
from payung.office.demonstration.way import Say, propose
from payung.office.funding import actions as funding
from payung.office.funding.models import Sponsor
from payung.office.plans import actions, job, lease
from payung.office.plans.models import Plan
from payung.office.programmes.models import Programme
from payung.synthetic.plan import ProgrammePlan

KEY = "sawahlunto-petani-2027"
NAME = "Petani Sawahlunto 2027"
_FIRST = Month(2027, 1)
_ON = date(2026, 11, 2)


def next_year(before: ProgrammePlan) -> ProgrammePlan:
    """The farmers of the year before once more, proposed and not yet decided, with less money than people."""
    on = min(_ON, timezone.localdate())
    (fund,) = before.funds
    return replace(
        before,
        key=KEY,
        criteria=replace(before.criteria, name=NAME, first_month=_FIRST),
        on=on,
        references=(),
        agreement=replace(
            before.agreement,
            number="PKS/PERAGAAN/13.73/2027/01",
            signed=on,
            first_day=_FIRST.first_day(),
            last_day=date(2027, 12, 31),
            extends=before.agreement.number,
        ),
        funds=(replace(fund, code="apbd-2027", year=2027, ceiling=75_000_000),),
        expected={},
    )


def add(office: Office, before: ProgrammePlan, say: Say) -> Programme:
    """The programme with its proposals, its money, a plan, and two suppositions."""
    given = next_year(before)
    say(f"{given.name}, {given.first_month}", 0, 1)
    programme = set_up(office, given)
    propose(office, programme, given, say)
    _money(office, programme)
    plan = _made(actions.make(office.manager, programme, note="Rencana peragaan"))
    _made(actions.derive(office.manager, plan, {}, months=8, note="Delapan bulan"))
    main = plan.inputs["funds"][0]
    _made(actions.derive(office.manager, plan, {"cuts": {main["fund"]: 80}}, note="APBD dipotong seperlima"))
    return programme


def _made(plan: Plan) -> Plan:
    hold = lease.take(plan.pk)
    if hold is None:
        raise RuntimeError(f"{plan} is held by another worker")
    ended = job.run(hold)
    plan.refresh_from_db()
    if ended != "ready":
        raise RuntimeError(f"{plan}: {ended} {plan.problem_en}")
    return plan


def _money(office: Office, programme: Programme) -> None:
    manager, area = office.manager, office.region.code
    year = programme.first_month // 100
    sponsor = Sponsor.objects.filter(area_id=area).earliest("pk")
    for rank, (kind, name, ceiling, document, rules) in enumerate(_FUNDS, start=2):
        fund = funding.create_fund(
            manager,
            sponsor,
            area_code=area,
            name=name,
            kind=kind,
            year=year,
            ceiling=ceiling,
            document=document,
            dated=min(_ON, timezone.localdate()),
            proposer="Anggota DPRD (peragaan)" if kind == "pokir" else "",
            legal_note="Data peragaan",
        )
        if rules:
            funding.set_rules(manager, fund, rules, valid_from=date(2026, 1, 1), basis="Peragaan")
        funding.link_fund(manager, programme, fund, rank=rank)
    main = programme.fund_links.earliest("rank").fund
    funding.appropriate(
        manager,
        main,
        amount=5_000_000,
        document="DPPA-SKPD (peragaan)",
        dated=min(_ON, timezone.localdate()),
        why="APBD Perubahan",
    )


_FUNDS: tuple[tuple[str, str, int, str, dict[str, object]], ...] = (
    ("dbh_cht", "DBH CHT", 20_000_000, "Penetapan DBH CHT (peragaan)", {"areas": ["13.73.03", "13.73.04"]}),
    ("pokir", "Pokir Komisi III", 10_000_000, "Berita acara pokir (peragaan)", {"areas": ["13.73.02"]}),
    ("csr", "CSR Bank Daerah", 8_000_000, "MoU CSR (peragaan)", {"min_months": 6, "places": 40}),
    (
        "asn",
        "ASN Peduli",
        4_000_000,
        "Surat kuasa potong gaji (peragaan)",
        {"areas": ["13.73.04"]},
    ),
)
