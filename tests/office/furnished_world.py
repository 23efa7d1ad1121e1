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
    told |= _plans(office, programme)
    decision, more = _decisions(office, head, programme)
    told |= more | _cover(office, decision) | _money(office, programme) | _insight(office)
    told |= _outreach(office, programme) | _aid(office, programme) | _award(office)
    told |= _sweeps(office, folder)
    told |= _overpaid(office, folder) | _treasury(office, folder)
    told |= _families(office)
    told |= _audit(office, head, programme) | _reports(office, programme)
    told |= _accounts(office)
    sys.stdout.write(json.dumps(told) + "\n")


def _programme(office: Any, programme: Any) -> dict[str, str]:
    from payung.office.funding.models import ProgrammeFund
    from payung.office.programmes import actions
    from payung.office.programmes.actions.quotas import TOTAL
    from payung.office.references.models import ReferenceList
    from payung.office.workdays import actions as workdays

    manager, area = office.manager, office.region.code
    basis = actions.add_basis(
        manager,
        area,
        number="Perwal Nomor 12 Tahun 2026",
        about="Perlindungan pekerja rentan",
        dated=date(2026, 1, 5),
    )
    agreement = actions.add_agreement(
        manager,
        area,
        number="PKS/1/2026",
        branch="Madiun",
        starts=date(2026, 1, 5),
        ends=date(2030, 1, 4),
    )
    corrected = workdays.correct(
        manager,
        area,
        day=date(2026, 6, 3),
        works=False,
        name="Cuti bersama",
        document="SKB 3 Menteri",
        why="Baru diumumkan",
    )
    actions.start_catalogue(manager, programme)
    actions.set_quotas(manager, programme, {TOTAL: 18, office.region.village: 18})
    return {
        "basis": basis.public_id,
        "agreement": agreement.public_id,
        "programme": programme.public_id,
        "village": office.region.village,
        "city": area,
        "occupation": programme.occupations.earliest("pk").code,
        "corrected": corrected.public_id,
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


def _plans(office: Any, programme: Any) -> dict[str, str]:
    """A rule and a list of people; a plan, another that supposes a cut and a shorter cover, and one in the queue."""
    from payung.office.funding import actions as funding
    from payung.office.funding.models import ProgrammeFund
    from payung.office.plans import actions, job, lease

    fund = ProgrammeFund.objects.get(programme=programme).fund
    funding.set_rules(
        office.manager, fund, {"max_decile": 10}, valid_from=date(2020, 1, 1), basis="Perwal 12/2026"
    )
    funding.add_group(
        office.manager, office.region.code, name="Pengemudi becak", source="Paguyuban", dated=date(2026, 1, 5),
        chunks=[b"NIK,Nama\n3577010203809001,Wagimin\n"], file_name="becak.csv",
    )  # fmt: skip

    def made(plan: Any) -> Any:
        hold = lease.take(plan.pk)
        assert hold is not None
        assert job.run(hold) == "ready"
        plan.refresh_from_db()
        return plan

    plan = made(actions.make(office.manager, programme))
    after = made(actions.derive(office.manager, plan, {"cuts": {fund.public_id: 1}}, months=2))
    queued = actions.make(office.manager, programme, note="Antre")
    return {"plan": plan.public_id, "plan_after": after.public_id, "plan_queued": queued.public_id}


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
    gone = list(decision.lines.filter(taken=True).order_by("number")[4:5])
    (vacancy,) = actions.report(
        office.clerk, decision, gone, why="job", since=date.today(), note="Diterima bekerja di pabrik"
    )
    return decision, {
        "vacancy": vacancy.public_id,
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


def _outreach(office: Any, programme: Any) -> dict[str, str]:
    """An activity that was held, with everything on it, and one that people sign in to."""
    from payung.office.outreach.actions import attending, following, planning
    from payung.office.outreach.actions.attending import Person
    from payung.office.outreach.actions.planning import Plan

    manager, area, today = office.manager, office.region.code, date.today()
    campaign = planning.add_campaign(manager, area, name="Siaga Kita masuk kelurahan")
    said = Plan("fgd", "FGD kota dan BPJS", today, "Balai Kota", "Data DTKS", campaign, programme)
    held = planning.plan(manager, area, said)
    attending.write(manager, held, Person("Sumini", "PKK", office.region.village))
    planning.hold(manager, held, held_on=today, minutes="Sepakat memakai data terbaru", cards_handed=5)
    follow_up = following.agree(manager, held, what="Kirim data DTKS", owner="Dinas Sosial", due=today)
    coming = planning.plan(
        manager, office.region.village, Plan("cards", "Penyerahan kartu", today, "Kelurahan")
    )
    attending.open_signing(manager, coming)
    return {
        "activity": held.public_id,
        "next_activity": coming.public_id,
        "sign_code": coming.code,
        "attendance": str(held.present.get().pk),
        "follow_up": follow_up.public_id,
    }


def _aid(office: Any, programme: Any) -> dict[str, str]:
    """Three packs of rice, one of them handed out."""
    from payung.office.aid.actions import drawing, handing, stock
    from payung.office.aid.drawing import Rule

    manager, today = office.manager, date.today()
    rice = stock.plan(
        manager, office.region.code, name="Beras peserta", pack="karung beras 5 kg", programme=programme
    )
    stock.receive(manager, rice, packs=3, document="BAST/1", giver="Bulog", dated=today)
    rice = drawing.draw(manager, rice, Rule(programme.first_month, programme.pk), seed="madiun", reserve=1)
    (receipt,) = handing.hand_by_sheet(manager, rice, "1", dated=today)
    return {"aid": rice.public_id, "receipt": receipt.public_id}


def _award(office: Any) -> dict[str, str]:
    from payung.office.award import actions
    from payung.office.award.evidence import SOURCES

    told, area = {}, office.region.code
    weights = {code: {"weight": one.weight, "full": one.full} for code, one in SOURCES.items()}
    actions.add_innovation(office.manager, area, title="Usulan lewat RT", about="Cepat", dated=date.today())
    for key, level in (("award", "area"), ("league", "village")):
        made = actions.set_criteria(
            office.manager, area, name=f"Paritrana {level}", level=level, criteria=weights
        )
        told[key] = made.public_id
    return told


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

    died = date.today().replace(day=5) + timedelta(days=62)  # two months on, while covered
    dead = Person.objects.filter(months__enrolled_by__isnull=False).order_by("pk")[1]
    listed = folder / "kematian.csv"
    nik = unseal_fields(dead.sealed, SEALED)["nik"]
    listed.write_text(f"nik,name,birth_date,death_date\n{nik},{dead.name},{dead.birth_date},{died}\n")
    source = Text("Dukcapil", "Civil registry")
    add_list(office, Reference("deaths", listed, date.today(), source, 1))
    running.sweep_list(office.verifier, ReferenceList.objects.order_by("-pk")[0])
    _wage_jobs(office, folder)
    return {"match": Match.objects.get(person=dead).public_id}


def _wage_jobs(office: Any, folder: Path) -> None:
    """Three members on BPJS's list: two earn a wage, the third is the programme's own."""
    from payung.language import Text
    from payung.office.core.vault import unseal_fields
    from payung.office.demonstration.setting_up import add_list
    from payung.office.people.models import SEALED, Person
    from payung.office.references.models import ReferenceList
    from payung.office.sweeps.actions import running
    from payung.synthetic.plan import Reference

    listed = folder / "peserta-aktif.csv"
    rows = ["nik,name,segment,since"]
    for person, segment in zip(
        Person.objects.filter(months__enrolled_by__isnull=False).distinct().order_by("pk")[3:6],
        ("PU", "PU", "BPU"),
        strict=True,
    ):
        rows.append(f"{unseal_fields(person.sealed, SEALED)['nik']},{person.name},{segment},{date.today()}")
    listed.write_text("\n".join(rows) + "\n")
    source = Text("BPJS Ketenagakerjaan", "BPJS Ketenagakerjaan")
    add_list(office, Reference("active", listed, date.today(), source, 3))
    running.sweep_list(office.verifier, ReferenceList.objects.order_by("-pk")[0])


def _overpaid(office: Any, folder: Path) -> dict[str, str]:
    """A company and a zakat body that paid the full rate in April 2026, before Payung; the second is claimed back."""
    from payung.office.core.vault import unseal_fields
    from payung.office.funding.actions import create_fund, create_sponsor
    from payung.office.overpayments import actions
    from payung.office.overpayments.models import Finding
    from payung.office.people.models import SEALED, Person

    people = Person.objects.order_by("pk")[:4]
    niks = [unseal_fields(person.sealed, SEALED)["nik"] for person in people]
    made = []
    for name, payer, month in (("CSR PDAM", "csr", "2026-04"), ("BAZNAS", "baznas", "2026-05")):
        sponsor = create_sponsor(office.manager, office.region.code, name=name)
        fund = create_fund(
            office.manager,
            sponsor,
            area_code=office.region.code,
            name=name,
            payer=payer,
            year=2026,
            ceiling=None,
        )
        listed = folder / f"{payer}.csv"
        rows = [f"{nik},Peserta,{month},16800,TR/{payer},2026-06-01" for nik in niks]
        listed.write_text("\n".join(["NIK,Nama,Bulan,Jumlah,SP2D,Tanggal", *rows]) + "\n")
        made.append(actions.import_history(office.treasurer, fund, listed, file_name=listed.name))
    actions.find(office.treasurer)
    letter = actions.claim(
        office.treasurer, made[1].fund, "relief", number="560/51/2026", dated=date.today(), expected=4 * 8_400
    )
    return {
        "overpayment": Finding.objects.get(fund=made[0].fund).public_id,
        "overpaid_letter": letter.public_id,
        "overpaid_fund": made[0].fund.public_id,
        "history": made[0].public_id,
    }


def _treasury(office: Any, folder: Path) -> dict[str, str]:
    """A register of SP2D: one pays a bill by its code, one may, one is somebody's wage."""
    from payung.office.areas.models import Area
    from payung.office.billing.models import Bill
    from payung.office.billing.queries import with_money
    from payung.office.treasury import actions
    from payung.office.treasury.recognising import still_owed

    asking = [bill for bill in with_money(Bill.objects.order_by("-month", "pk")) if still_owed(bill) > 0]
    code, owed = "90011223344", still_owed(asking[0]) if asking else 16_800
    Bill.objects.filter(pk__in=[bill.pk for bill in asking[:1]]).update(code=code)
    listed = folder / "register-sp2d.csv"
    rows = [
        "Nomor SP2D;Tanggal SP2D;Nilai SP2D;Uraian;Penerima",
        f"04.01/LS/2026;{date.today():%d-%m-%Y};{owed};Iuran JKK dan JKM, kode iuran {code};BPJS Ketenagakerjaan",
        f"04.02/LS/2026;{date.today():%d-%m-%Y};{owed};Belanja iuran BPJS pekerja rentan;BPJS Ketenagakerjaan",
        f"04.03/LS/2026;{date.today():%d-%m-%Y};8750000;Gaji;Bendahara pengeluaran",
        "04.04/LS/2026;31-02-2026;8750000;Gaji;Bendahara pengeluaran",
    ]
    listed.write_text("\n".join(rows) + "\n")
    area = Area.objects.get(pk=office.region.code)
    made = actions.load_register(office.treasurer, area, listed, file_name=listed.name)
    return {"register": made.public_id, "order": made.orders.order_by("row")[1].public_id}


def _families(office: Any) -> dict[str, str]:
    """Word of a member's death, and of one who was no member; a complaint about money asked for."""
    from payung.office.areas.models import Area
    from payung.office.complaints import actions as complaints
    from payung.office.complaints.actions import Said
    from payung.office.people.models import Person
    from payung.office.unclaimed import actions as unclaimed

    member = Person.objects.filter(months__enrolled_by__isnull=False).order_by("pk")[2]
    village = Area.objects.get(code=office.region.village)
    said = {"source": "village", "teller": "Ketua RT", "died": None, "paper": "Surat kematian 12/2026"}
    unclaimed.note(office.verifier, village, name=member.name, person=member, **said)
    unclaimed.note(office.verifier, village, name="Orang Lain", **said)
    words = "Orang yang mencatat nama meminta uang dua puluh ribu."
    complaint = complaints.file(None, village, Said("fee", words), token="peragaan")
    return {"told": member.public_id, "complaint": complaint.public_id}


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
    return {"figure": figure.public_id, "kecamatan": office.region.village[:8], **_steering(office, city)}


def _steering(office: Any, city: Any) -> dict[str, str]:
    """Tables of BPJS and BPS, one waiting and one kept, and the page for everybody."""
    from payung.office.insight import importing, publishing

    def table(text: str, source: str, dated: date) -> Any:
        return importing.upload(
            office.manager,
            area=city,
            file_name="tabel.csv",
            chunks=[text.encode()],
            source=source,
            dated=dated,
            segment="all",
            protected="Peserta aktif",
            workforce="Penduduk bekerja",
        )

    rows = "Wilayah,PU,BPU\nKota Madiun,{},{}\nKota Antah,1,2\nJumlah,9,9\n"
    for year, pu, bpu in ((2023, 40_000, 9_000), (2024, 41_000, 12_000), (2025, 41_500, 16_500)):
        kept = table(rows.format(pu, bpu), "BPJS Ketenagakerjaan", date(year, 12, 31))
        importing.keep(office.manager, kept)
    waiting = table("Kota,Penduduk Bekerja\nKota Madiun,100000\n", "BPS", date(2025, 8, 31))
    publishing.publish(office.manager, city, date.today())
    return {"kept_table": kept.public_id, "table": waiting.public_id}


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
