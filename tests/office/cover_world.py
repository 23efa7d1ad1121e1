"""A small programme with person-months at every gate, written straight into the tables.

Six people in three villages, January to March 2026. APBD pays five of them, a company the sixth.
January: all enrolled and billed; APBD has paid, the company has not. February: five enrolled and billed, nothing
paid. March: decided only.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from payung.office.accounts.models import User
from payung.office.billing.models import Bill, BillLine, Payment
from payung.office.core.vault import blind_index, seal, seal_fields
from payung.office.cover.models import SEALED_KPJ, EnrolmentReturn, Membership, PersonMonth
from payung.office.decisions.models import Decision, Line, State
from payung.office.funding.models import Fund, ProgrammeFund, Sponsor
from payung.office.people.models import SEALED, Person
from payung.office.people.sharing import shared_indexes
from payung.office.programmes.models import Criteria, Programme
from payung.office.proposals.models import Outcome, Row, Stage, Standing, Submission

RATE = 16_800
NAMES = ["Yusuf", "Rahmi", "Buyung", "Siti", "Anwar", "Upik"]
VILLAGES = ["13.03.04.2001"] * 3 + ["13.03.04.2002"] * 2 + ["13.03.08.2001"]
NIKS = [f"130304010180{n:04}" for n in range(1, 7)]


@dataclass
class World:
    programme: Programme
    apbd: Fund
    csr: Fund
    decision: Decision
    answer: EnrolmentReturn | None
    people: list[Person]
    bills: dict[tuple[str, int], Bill] = field(default_factory=dict)


def decided(manager: User, other: User, company: Sponsor | None = None, *, people: int = 6) -> World:
    """An approved decision with its person-months, nobody enrolled yet."""
    programme = Programme.objects.create(
        area_id="13.03", name="Satu Nagari 100", first_month=202601, months=3, purpose="Perlindungan"
    )
    criteria = Criteria.objects.create(
        programme=programme, version=1, valid_from=date(2026, 1, 1), rules={"name": "Satu Nagari 100"}
    )
    office = Sponsor.objects.create(area_id="13.03", name="Pemkab Sijunjung")
    company = company or Sponsor.objects.create(area_id="13.03", name="PT Lain")
    apbd = Fund.objects.create(area_id="13.03", sponsor=office, name="APBD", payer="apbd", year=2026)
    csr = Fund.objects.create(area_id="13.03", sponsor=company, name="CSR", payer="csr", year=2026)
    for rank, fund in enumerate((apbd, csr), start=1):
        ProgrammeFund.objects.create(programme=programme, fund=fund, rank=rank)
    submission = Submission.objects.create(
        programme=programme, area_id="13.03", file_name="usulan.xlsx", uploaded_by=other, stage=Stage.READY
    )
    decision = Decision.objects.create(
        programme=programme,
        criteria=criteria,
        first_month=202601,
        months=3,
        generated_by=manager,
        people=people,
        list_hash="0" * 64,
    )
    persons = [_person(submission, decision, at, csr if at == 5 else apbd) for at in range(6)]
    now = datetime(2026, 1, 5, tzinfo=UTC)
    Decision.objects.filter(pk=decision.pk).update(
        state=State.APPROVED,
        number="188.45/1/2026",
        dated=date(2026, 1, 5),
        submitted_by=manager,
        submitted=now,
        approved_by=other,
        approved=now,
    )
    decision.refresh_from_db()
    PersonMonth.objects.bulk_create(
        PersonMonth(
            person=line.person,
            month=month,
            programme=programme,
            fund=line.fund,
            village=line.village,
            line=line,
            planned=RATE,
        )
        for line in decision.lines.select_related("person", "fund", "village")
        for month in (202601, 202602, 202603)
    )
    return World(programme, apbd, csr, decision, None, persons)


def _person(submission: Submission, decision: Decision, at: int, fund: Fund) -> Person:
    nik, village = NIKS[at], VILLAGES[at]
    common = {"name": NAMES[at], "birth_date": date(1980, 1, 1), "sex": "L", "village_id": village}
    private = {"nik": nik, "kk": "1303040101800001", "mother_name": "Ibu"}
    person = Person.objects.create(
        nik_index=blind_index(nik),
        nik_tail=nik[-4:],
        sealed=seal_fields(private, SEALED),
        **shared_indexes(private),
        occupation="Petani",
        **common,
    )
    row = Row.objects.create(
        submission=submission,
        programme=submission.programme,
        position=at,
        sheet="Usulan",
        row=at + 2,
        nik_index=blind_index(nik),
        nik_tail=nik[-4:],
        sealed=b"",
        outcome=Outcome.ELIGIBLE,
        standing=Standing.DECIDED,
        **common,
    )
    Line.objects.create(
        decision=decision,
        number=at + 1,
        taken=True,
        row=row,
        person=person,
        village_id=village,
        fund=fund,
        first_month=202601,
        months=3,
        registered=202601,
        rupiah=3 * RATE,
    )
    return person


def at_every_gate(manager: User, other: User, company: Sponsor | None = None) -> World:
    world = decided(manager, other, company)
    world.answer = EnrolmentReturn.objects.create(
        decision=world.decision,
        file_name="balasan.xlsx",
        file="x",
        sha256="1" * 64,
        rows=6,
        accepted=6,
        refused=0,
        unknown=0,
        imported_by=other,
    )
    for at, person in enumerate(world.people):
        Membership.objects.create(
            person=person,
            kpj_index=blind_index(f"2600000000{at}"),
            kpj_tail=f"000{at}",
            sealed=seal(f"2600000000{at}".encode(), SEALED_KPJ),
            since=date(2026, 1, 1),
            returned_in=world.answer,
        )
    enrolled = PersonMonth.objects.filter(month__in=(202601, 202602))
    enrolled.exclude(person=world.people[4], month=202602).update(enrolled_by=world.answer)
    _bill(world, other, world.apbd, 202601)
    _bill(world, other, world.csr, 202601)
    _bill(world, other, world.apbd, 202602)
    _bill(world, other, world.csr, 202602)
    _pay(world, other, world.bills["APBD", 202601], "SP2D 1", 5 * RATE + 500)
    return world


def _bill(world: World, by: User, fund: Fund, month: int) -> None:
    months = PersonMonth.objects.filter(fund=fund, month=month, enrolled_by__isnull=False)
    count = months.count()
    bill = Bill.objects.create(
        programme=world.programme,
        fund=fund,
        month=month,
        code=f"KI-{fund.name}-{month}",
        people=count,
        total=count * RATE,
        normal=count * RATE,
        issued_by=by,
    )
    line = BillLine.objects.create(
        bill=bill,
        sector="other",
        registered=202601,
        jkk=10_000,
        jkm=6_800,
        normal=RATE,
        due=RATE,
        people=count,
        total=count * RATE,
        working={
            "lines": [],
            "citations": [{"id": "PP 44/2015 pasal 1", "en": "PP 44/2015 article 1"}],
            "doubts": [],
        },
    )
    months.update(bill_line=line, due=RATE)
    world.bills[fund.name, month] = bill


def _pay(world: World, by: User, bill: Bill, document: str, amount: int) -> None:
    people = amount // RATE
    payment = Payment.objects.create(
        bill=bill,
        document=document,
        dated=date(2026, 1, 20),
        amount=amount,
        settled=people * RATE,
        people=people,
        residual=amount - people * RATE,
        recorded_by=by,
    )
    PersonMonth.objects.filter(bill_line__bill=bill).update(payment=payment)
