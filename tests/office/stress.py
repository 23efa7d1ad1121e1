"""Many users at the same moment at what is scarce: each in a thread with a connection of its own. What came of it is
counted from the rows afterwards. Used by tests/office/test_stress.py and, with a hundred users, by bench/stress.py."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date

from django.db import connection
from django.db.models import Count, F, Sum

from office.conftest import character
from office.world import MUARO, SK_DATE, accepted, approved, nik, programme, submitted
from payung.errors import UnusableInput
from payung.language import Text
from payung.office.accounts.models import Role, User
from payung.office.billing.actions import issue_bills, record_payment
from payung.office.billing.models import Bill, Payment
from payung.office.cover.models import EnrolmentReturn, PersonMonth
from payung.office.decisions.actions import approve
from payung.office.decisions.models import Decision
from payung.office.funding.actions import link_fund
from payung.office.funding.models import Fund
from payung.office.journal import chain
from payung.office.programmes.actions.quotas import TOTAL
from payung.office.programmes.models import Programme, Quota
from payung.office.summaries.keeping import compare

COST = 8 * 16_800  # of a person in the world's programme


@dataclass
class Came:
    """What a run came to: ``broken`` names every invariant that the rows do not keep."""

    what: str
    attempts: int
    admitted: int
    refused: int
    failed: int  # neither admitted nor refused in words
    expected: int
    broken: list[str] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        return not self.broken and self.admitted == self.expected and not self.failed

    def __str__(self) -> str:
        said = "; ".join(self.broken) if self.broken else "kept"
        return (
            f"{self.what:44} {self.attempts:4} attempts {self.admitted:4} admitted (of {self.expected:3}) "
            f"{self.refused:4} refused {self.failed:3} failed; invariants {said}"
        )


def crew(many: int, role: str = Role.PROGRAMME_MANAGER) -> list[User]:
    return [character(f"{role}-{at}", f"Petugas {at}", (role, "13.03")) for at in range(many)]


def at_once(jobs: Iterable[Callable[[], object]]) -> Counter[str]:
    """All of them from one barrier on; each ends admitted, refused in words, or failed."""
    jobs = list(jobs)
    start = threading.Barrier(len(jobs))

    def run(job: Callable[[], object]) -> str:
        try:
            connection.ensure_connection()
            start.wait()
            job()
        except UnusableInput:
            return "refused"
        except Exception as error:  # noqa: BLE001 - whatever it is, it is counted and shown
            return f"failed: {error!r}"[:300]
        finally:
            connection.close()
        return "admitted"

    with ThreadPoolExecutor(len(jobs)) as pool:
        return Counter(pool.map(run, jobs))


def told(what: str, came: Counter[str], expected: int) -> Came:
    failed = [said for said in came if said.startswith("failed")]
    count = sum(came[said] for said in failed)
    return Came(what, came.total(), came["admitted"], came["refused"], count, expected, failed + invariants())


def invariants() -> list[str]:
    """Counted from the rows; every line is a rule that does not hold."""
    standing = PersonMonth.objects.filter(withdrawn_by=None).order_by()
    broken = []
    if standing.values("person", "month").annotate(n=Count("pk")).filter(n__gt=1).exists():
        broken.append("a person-month has two payers")
    for quota in Quota.objects.all():
        people = standing.filter(programme=quota.programme_id)
        people = people.filter(village=quota.village_id) if quota.village_id else people
        held = people.values("person").distinct().count()
        if held != quota.taken or held > quota.places:
            broken.append(f"{quota}: {held} people")
    planned = dict(standing.values_list("fund").annotate(s=Sum("planned")))
    for fund in Fund.objects.all():
        held = planned.get(fund.pk, 0)
        if held != fund.committed or (fund.ceiling is not None and held > fund.ceiling):
            broken.append(f"{fund}: {held} held, {fund.committed} committed, ceiling {fund.ceiling}")
    for bill in Bill.objects.all():
        months = PersonMonth.objects.filter(bill_line__bill=bill)
        if (months.count(), months.aggregate(s=Sum("due", default=0))["s"]) != (bill.people, bill.total):
            broken.append(f"bill {bill} is not its person-months")
    settled = Payment.objects.filter(state="paid").aggregate(s=Sum("settled", default=0))["s"]
    paid = PersonMonth.objects.filter(payment__isnull=False).aggregate(s=Sum("due", default=0))["s"]
    if settled != paid:
        broken.append(f"payments settled {settled}, person-months say {paid}")
    if chain.verify().broken is not None:
        broken.append("the journal's chain is broken")
    if compare().differences:
        broken.append("the summary is not its rows")
    return broken


def last_places(manager: User, users: list[User], places: int = 10) -> Came:
    """Each user approves a list of another person; the programme has a few places left."""
    made = programme(manager, "Tempat terakhir", quotas={TOTAL: places})
    lists = []
    for at in range(len(users)):
        accepted(made, manager, [{"village": MUARO, "nik": nik(at)}])
        sent = submitted(manager, made)
        made.rows.update(standing="open")
        Decision.objects.filter(pk=sent.pk).update(cycle=at + 1)
        lists.append(sent)
    made.rows.update(standing="accepted")
    came = at_once(approval(user, each, at) for at, (user, each) in enumerate(zip(users, lists, strict=True)))
    return told("last places of a quota", came, min(places, len(users)))


def last_rupiah(manager: User, users: list[User], people: int = 7) -> Came:
    """Each user approves the list of a programme of its own; all draw on one fund that pays for a few people."""
    shared, lists = None, []
    for at in range(len(users)):
        ceiling = people * COST + COST - 1 if at == 0 else None
        made = programme(manager, f"Dana bersama {at}", ceiling=ceiling)
        if shared is None:
            shared = made.fund_links.get().fund
        else:
            made.fund_links.all().delete()
            link_fund(manager, made, shared)
        accepted(made, manager, [{"village": MUARO, "nik": nik(1_000 + at)}])
        lists.append(submitted(manager, made))
    came = at_once(approval(user, each, at) for at, (user, each) in enumerate(zip(users, lists, strict=True)))
    return told("last rupiah of a fund's ceiling", came, min(people, len(users)))


def one_payer(manager: User, users: list[User], people: int = 10) -> Came:
    """Each user approves a list of the same people in a programme of its own, in another order."""
    lists = []
    for at in range(len(users)):
        made = programme(manager, f"Sama {at}")
        same = [{"village": MUARO, "nik": nik(2_000 + number)} for number in range(people)]
        accepted(made, manager, same if at % 2 else same[::-1])
        lists.append(submitted(manager, made))
    came = at_once(approval(user, each, at) for at, (user, each) in enumerate(zip(users, lists, strict=True)))
    return told("one payer for a person and month", came, 1)


def one_bill(manager: User, users: list[User], people: int = 20) -> Came:
    """Every treasurer bills the same month; one bill comes of it, the others find nothing left to bill."""
    made = decided(manager, "Satu tagihan", people, start=3_000)
    came = at_once(lambda user=user: billed(user, made) for user in users)
    return told("one bill for a month", came, 1)


def one_payment(manager: User, users: list[User], people: int = 20) -> Came:
    """Every treasurer records the same SP2D for the same bill."""
    made = decided(manager, "Satu SP2D", people, start=4_000)
    bill = issue_bills(users[0], made, 202605).bills[0]

    def pay(user: User) -> None:
        actor = User.objects.get(pk=user.pk)
        record_payment(
            actor, Bill.objects.get(pk=bill.pk), document="SP2D-1", dated=date(2026, 5, 20), amount=bill.total
        )

    came = at_once(lambda user=user: pay(user) for user in users)
    return told("one SP2D for a bill", came, 1)


def approval(user: User, decision: Decision, at: int) -> Callable[[], object]:
    def run() -> object:
        actor = User.objects.get(pk=user.pk)
        return approve(actor, Decision.objects.get(pk=decision.pk), number=f"SK-{at}", dated=SK_DATE)

    return run


def decided(manager: User, name: str, people: int, start: int) -> Programme:
    """A programme with everybody on a decree and enrolled, as a return list would leave it."""
    made = programme(manager, name)
    accepted(made, manager, [{"village": MUARO, "nik": nik(start + at)} for at in range(people)])
    other = User.objects.filter(duties__role=Role.PROGRAMME_MANAGER).exclude(pk=manager.pk).first()
    decision = approved(manager, other, made)
    answer = EnrolmentReturn.objects.create(
        decision=decision, file_name="b", file="x", sha256="0" * 64, rows=people, accepted=people, refused=0,
        unknown=0, imported_by=manager,
    )  # fmt: skip
    PersonMonth.objects.filter(line__decision=decision).update(enrolled_by=answer, planned=F("planned"))
    return made


def billed(user: User, made: Programme) -> None:
    issued = issue_bills(User.objects.get(pk=user.pk), Programme.objects.get(pk=made.pk), 202605)
    if not issued.bills:
        raise UnusableInput(Text("tidak ada lagi", "nothing left to bill"), Text("", ""))
