"""The way of one programme: proposals in, reviewed, decided, enrolled, billed, paid, each by whose duty it is."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from django.utils import timezone

from payung.errors import UnusableInput
from payung.law.month import Month
from payung.office.areas.models import Area
from payung.office.billing import actions as billing
from payung.office.billing.models import Bill
from payung.office.core.vault import blind_index, unseal_fields
from payung.office.cover import actions as cover
from payung.office.decisions import actions as decisions
from payung.office.decisions.models import Decision
from payung.office.demonstration.characters import Office
from payung.office.demonstration.returns import write_return
from payung.office.demonstration.running import BEHIND
from payung.office.demonstration.setting_up import chunks
from payung.office.people.models import SEALED as SEALED_PERSON
from payung.office.programmes.models import Programme
from payung.office.proposals import job, lease
from payung.office.proposals.actions import numbers, reviewing, submitting
from payung.office.proposals.models import Row, Standing, Submission
from payung.synthetic.plan import Line, ProgrammePlan, Proposal

Say = Callable[[str, int, int], None]


def propose(office: Office, programme: Programme, plan: ProgrammePlan, say: Say) -> None:
    """Send every file, check it, and answer what waits for review as a careful verifier would."""
    for done, proposal in enumerate(plan.proposals):
        say("proposals", done, len(plan.proposals))
        submission = send(office, programme, proposal, plan.on)
        review(office, submission, plan, proposal)
    say("proposals", len(plan.proposals), len(plan.proposals))


def send(office: Office, programme: Programme, proposal: Proposal, on: date) -> Submission:
    codes = proposal.village_codes
    of_clerk = codes == (office.region.village,)
    actor = office.clerk if of_clerk else office.verifier
    area = codes[0] if len(codes) == 1 else office.region.code
    submission = submitting.upload(
        actor,
        programme=programme,
        area=Area.objects.get(code=area),
        file_name=proposal.path.name,
        chunks=chunks(proposal.path),
    )
    submitting.confirm(actor, submission, on=on)
    hold = lease.take(submission.pk)
    if hold is None:
        raise RuntimeError(f"{proposal.path.name} is held by another worker")
    ended = job.run(hold)
    if ended != "ready":
        raise RuntimeError(f"{proposal.path.name}: {ended}")
    submission.refresh_from_db()
    return submission


def review(office: Office, submission: Submission, plan: ProgrammePlan, proposal: Proposal) -> None:
    answers: dict[tuple[str, str], list[int]] = defaultdict(list)
    for row in submission.rows.filter(standing=Standing.OPEN):
        line = plan.line(proposal.path.name, row.sheet, row.row)
        verdict = _settle(office, row, line) if line.accept else Standing.DROPPED
        answers[verdict, line.because.id].append(row.pk)
    for (verdict, why), keys in answers.items():
        rows = Row.objects.filter(pk__in=keys)
        left = len(keys) - reviewing.review_many(office.verifier, rows, verdict, why, expected=len(keys))
        if left:  # somebody with the same NIK stands already: the other row is the one that counts
            again = rows.filter(standing=Standing.OPEN)
            reviewing.review_many(office.verifier, again, Standing.DROPPED, "Sudah diusulkan", expected=left)


def _settle(office: Office, row: Row, line: Line) -> str:
    """Bring the NIK of the card where the list has none, or another."""
    if row.nik_index is None or bytes(row.nik_index) != blind_index(line.person):
        try:
            numbers.settle_nik(office.verifier, row, line.person, line.because.id)
        except UnusableInput:  # the person stands in the programme already
            return Standing.DROPPED
    return Standing.ACCEPTED


def decide(office: Office, programme: Programme, plan: ProgrammePlan) -> Decision:
    """Generated and submitted by the verifier, approved by the manager."""
    draft = decisions.generate(office.verifier, programme)
    decisions.submit(office.verifier, draft)
    return decisions.approve(office.manager, draft, number=plan.decree.number, dated=plan.decree.dated)


def enrol(office: Office, decision: Decision, *, seed: int, refused: float, export: bool = True) -> None:
    """Export for BPJS, and the branch's return list. Without ``export`` the list went to BPJS before Payung."""
    if export:
        cover.export_enrolment(office.manager, decision)
    people = [
        (unseal_fields(sealed, SEALED_PERSON)["nik"], name)
        for sealed, name in decision.lines.filter(taken=True)
        .order_by("number")
        .values_list("person__sealed", "person__name")
    ]
    first = Month.from_number(decision.first_month).first_day()
    with tempfile.TemporaryDirectory() as folder:
        path = write_return(Path(folder) / f"balikan-{decision.public_id}.csv", people, first, seed, refused)
        cover.import_return(office.branch, decision, path, file_name=path.name)


def bill_and_pay(office: Office, programme: Programme, months: int, *, last: str, say: Say) -> None:
    """Bill the first ``months`` and pay them; ``last`` says what becomes of the last month's bills.

    "behind": the bills of the last months wait, and nobody has paid them.
    """
    waiting = BEHIND if last == "behind" else 1
    for at, month in enumerate(Month.from_number(programme.first_month).span(months)):
        say("bills", at, months)
        for bill in billing.issue_bills(office.treasurer, programme, month.number).bills:
            billing.set_payment_code(office.treasurer, bill, f"{bill.month}{bill.pk:08}")
            pay(office, bill, last if at >= months - waiting else "paid")
    say("bills", months, months)


def pay(office: Office, bill: Bill, how: str) -> None:
    document = f"SP2D/PERAGAAN/{bill.month}/{bill.pk:05}"
    dated = min(Month.from_number(bill.month).last_day() + timedelta(days=12), timezone.localdate())
    paid = {"paid": bill.total, "surplus": bill.total + 16_290, "partial": bill.total * 3 // 5 + 90}
    if how in paid:
        billing.record_payment(office.treasurer, bill, document=document, dated=dated, amount=paid[how])
