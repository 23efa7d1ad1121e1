"""An office with something behind every address: ``python -m office.furnished_world FOLDER``.

The newcomer's programme taken to its payments, and beside it all that can be half done: a list waiting for its
confirmation, one in the queue, an entry by hand, drafts, a change of a decree. Prints what stands in addresses.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from office.newcomer_world import begin, found

_TEXT = "No,Nama,NIK,Tanggal Lahir,L/P,Pekerjaan\n1,{name},{nik},{born},L,Pemulung\n"


def main() -> None:
    folder = Path(sys.argv[1])
    begin()
    office, head, programme = found(folder)
    told = _programme(office, programme)
    told |= _proposals(office, programme, folder)
    decision, more = _decisions(office, head, programme)
    told |= more | _cover(office, decision) | _money(office, programme) | _insight(office)
    told |= _sweeps(office, folder)
    told |= _audit(office, head, programme) | _reports(office, programme)
    told |= _accounts(office)
    sys.stdout.write(json.dumps(told) + "\n")


def _programme(office: Any, programme: Any) -> dict[str, str]:
    from payung.office.funding.models import ProgrammeFund
    from payung.office.programmes import actions
    from payung.office.programmes.actions.quotas import TOTAL
    from payung.office.references.models import ReferenceList

    manager, area = office.manager, office.region.code
    actions.add_basis(
        manager,
        area,
        number="Perwal Nomor 12 Tahun 2026",
        about="Perlindungan pekerja rentan",
        dated=date(2026, 1, 5),
    )
    actions.add_agreement(
        manager,
        area,
        number="PKS/1/2026",
        branch="Madiun",
        starts=date(2026, 1, 5),
        ends=date(2030, 1, 4),
    )
    actions.start_catalogue(manager, programme)
    actions.set_quotas(manager, programme, {TOTAL: 18, office.region.village: 18})
    return {
        "programme": programme.public_id,
        "village": office.region.village,
        "city": area,
        "occupation": programme.occupations.earliest("pk").code,
        "fund": ProgrammeFund.objects.get(programme=programme).fund.public_id,
        "reference": ReferenceList.objects.earliest("pk").public_id,
    }


def _proposals(office: Any, programme: Any, folder: Path) -> dict[str, str]:
    from payung.office.areas.models import Area
    from payung.office.demonstration.setting_up import chunks
    from payung.office.proposals import job, lease
    from payung.office.proposals.actions import by_hand, replying, submitting
    from payung.office.proposals.models import Standing

    village = Area.objects.get(code=office.region.village)

    def uploaded(name: str, content: Any) -> Any:
        return submitting.upload(
            office.clerk, programme=programme, area=village, file_name=name, chunks=content
        )

    first = uploaded("usulan.xlsx", chunks(folder / "usulan.xlsx"))
    submitting.confirm(office.clerk, first)
    hold = lease.take(first.pk)
    assert hold is not None
    assert job.run(hold) == "ready"
    reply = replying.send_reply(office.verifier, first, date.today())
    one = _TEXT.format(name="Wagimin", nik="3577010203809001", born="02-03-1980").encode()
    preview = uploaded("susulan.csv", [one])
    queued = uploaded("tambahan.csv", [one.replace(b"Wagimin", b"Tukiran")])
    submitting.confirm(office.clerk, queued)
    entry = by_hand.begin(office.clerk, programme, village)
    for name in ("Sumini", "Paijo"):
        by_hand.answer(office.clerk, entry, {"name": name, "nik": "3577014203809001", "sex": "P"})
        if name == "Sumini":
            by_hand.add_person(office.clerk, entry)
    waiting = first.rows.filter(standing=Standing.OPEN, reasons__contains="registry.probable").order_by("pk")
    return {
        "submission": first.public_id,
        "reply": reply.public_id,
        "preview": preview.public_id,
        "queued": queued.public_id,
        "entry": entry.public_id,
        "case": waiting[0].public_id,
        "row": waiting[1].public_id,
    }


def _decisions(office: Any, head: Any, programme: Any) -> tuple[Any, dict[str, str]]:
    from payung.office.decisions import actions
    from payung.office.decisions.actions import Leaving
    from payung.office.decisions.models import Withdrawal

    first = actions.submit(office.manager, actions.generate(office.manager, programme))
    decision = actions.approve(head, first, number="188.45/77/2026", dated=date.today())
    line = decision.lines.filter(taken=True).order_by("number")[3]
    leaving = [Leaving(line, Withdrawal.Why.MOVED, "Pindah ke Ngawi")]
    later = decision.first_month + (1 if decision.first_month % 100 < 12 else 89)
    change = actions.propose_change(office.manager, decision, leaving, from_month=later)
    actions.submit(office.manager, change)
    draft = actions.generate(office.manager, programme)
    return decision, {
        "decision": decision.public_id,
        "submitted": change.public_id,
        "draft": draft.public_id,
    }


def _cover(office: Any, decision: Any) -> dict[str, str]:
    from payung.office.cover.models import EnrolmentReturn
    from payung.office.demonstration import way
    from payung.office.people.models import Person

    way.enrol(office, decision, seed=7, refused=0.2)
    member = Person.objects.filter(months__enrolled_by__isnull=False).order_by("pk")[0]
    return {"return": EnrolmentReturn.objects.get().public_id, "person": member.public_id}


def _money(office: Any, programme: Any) -> dict[str, str]:
    from payung.office.billing import actions
    from payung.office.billing.models import Bill

    actions.issue_bills(office.treasurer, programme, programme.first_month)
    bill = Bill.objects.get()
    today = date.today()
    actions.record_refusal(
        office.treasurer,
        bill,
        document="SP2D/1",
        dated=today,
        amount=bill.total,
        why="Nomor rekening salah",
    )
    paid = actions.record_payment(
        office.treasurer, bill, document="SP2D/2", dated=today, amount=bill.total // 2
    )
    with tempfile.TemporaryDirectory() as folder:
        listed = Path(folder) / "tagihan-bpjs.csv"
        listed.write_text("NIK,Nama,Jumlah Iuran\n3577010203809001,Wagimin,16800\n")
        compared = actions.compare_billing(office.treasurer, bill, listed, file_name=listed.name)
    return {
        "bill": bill.public_id,
        "payment": paid.public_id,
        "bill_file": compared.public_id,
        "first_month": str(programme.first_month),
    }


def _sweeps(office: Any, folder: Path) -> dict[str, str]:
    """A member on a list of deaths, found by the sweep."""
    from payung.language import Text
    from payung.office.core.vault import unseal_fields
    from payung.office.demonstration.setting_up import add_list
    from payung.office.people.models import SEALED, Person
    from payung.office.references.models import ReferenceList
    from payung.office.sweeps.actions import running
    from payung.office.sweeps.models import Match
    from payung.synthetic.plan import Reference

    dead = Person.objects.filter(months__enrolled_by__isnull=False).order_by("pk")[1]
    listed = folder / "kematian.csv"
    nik = unseal_fields(dead.sealed, SEALED)["nik"]
    listed.write_text(f"nik,name,birth_date,death_date\n{nik},{dead.name},{dead.birth_date},2027-01-05\n")
    source = Text("Dukcapil", "Civil registry")
    add_list(office, Reference("deaths", listed, date.today(), source, 1))
    running.sweep_list(office.verifier, ReferenceList.objects.order_by("-pk")[0])
    return {"match": Match.objects.get(person=dead).public_id}


def _insight(office: Any) -> dict[str, str]:
    from payung.office.areas.models import Area
    from payung.office.continuity.actions import count_if_due
    from payung.office.insight import actions
    from payung.office.insight.models import Segment

    count_if_due(date.today())
    city = Area.objects.get(code=office.region.code)
    figure = actions.add_figure(
        office.manager,
        area=city,
        segment=Segment.ALL,
        definition="Peserta aktif dibanding angkatan kerja",
        numerator=105_300,
        denominator=100_000,
        published=None,
        source="Paparan dinas",
        dated=date(2026, 1, 5),
        note="",
    )
    actions.add_target(
        office.manager, area=city, year=2027, people=120_000, stock=150_000, about="RPJMD 2025-2029"
    )
    return {"figure": figure.public_id}


def _audit(office: Any, head: Any, programme: Any) -> dict[str, str]:
    """Flags with one explained, an archive that is written, one that waits, and a sample."""
    from payung.office.audit.actions import archives, flags, samples
    from payung.office.audit.models import Flag
    from payung.office.audit.tasks import write_archive

    last = programme.first_month
    flags.look(None, date.today())
    flag = Flag.objects.earliest("pk")
    ready = archives.ask(office.auditor, programme, programme.first_month, last)
    assert write_archive.func(ready.pk) == "ready"
    waiting = archives.ask(office.auditor, programme, programme.first_month, last)
    sample = samples.draw(
        office.auditor,
        programme,
        first=last,
        last=last,
        gate="decided",
        method="monetary",
        seed="2026",
        size=5,
    )
    return {
        "flag": flag.public_id,
        "archive": ready.public_id,
        "archive_waiting": waiting.public_id,
        "sample": sample.public_id,
    }


def _reports(office: Any, programme: Any) -> dict[str, str]:
    """A report of the month that begins now, made as if it had ended."""
    from unittest.mock import patch

    from django.utils import timezone

    from payung.law.month import Month
    from payung.office.areas.models import Area
    from payung.office.reports import actions
    from payung.office.reports.periods import period_of

    owed = actions.owe(
        office.manager,
        Area.objects.get(code=office.region.code),
        recipient="regent",
        every="month",
        due_days=10,
        first_month=programme.first_month,
        basis="Perwal 12/2026 pasal 9",
    )
    after = timezone.now() + timedelta(days=45)
    with patch.object(timezone, "now", lambda: after):
        made = actions.make(None, owed, period_of("month", Month.from_number(programme.first_month)))
    return {"obligation": owed.public_id, "report": made.public_id}


def _accounts(office: Any) -> dict[str, str]:
    from payung.office.accounts import actions, tokens
    from payung.office.journal.models import Entry

    closed, _ = actions.create_user(
        office.admin,
        username="lama.madiun",
        name="Petugas Lama",
        phone="",
        role="village_clerk",
        area=office.clerk.duties.get().area,
    )
    actions.close_user(office.admin, closed)
    token, _ = tokens.create_token(office.clerk, name="Laporan bulanan", days=30)
    return {
        "token": token.public_id,
        "duty": office.clerk.duties.get().public_id,
        "entry_seq": str(Entry.objects.filter(area_code__startswith="35.77").order_by("-seq")[5].seq),
    }


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "payung.office.settings")
    main()
