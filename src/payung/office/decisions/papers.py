"""A decision in the terms of ``payung.documents``: the head of its annex, its lines, the words of its letter."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Sum

from payung.documents.decree import Decree, DecreeLine
from payung.documents.signature import Signatory
from payung.language import Text
from payung.law.month import Month
from payung.office.areas.models import Area
from payung.office.core.vault import unseal_fields
from payung.office.decisions.models import Decision, Signing, State
from payung.office.proposals.models import SEALED_ROW

_DOTS = "." * 30


def signing(area: Area) -> Signing:
    """Who signs; until the office has said so, dots to write on."""
    found = Signing.objects.filter(area_id=area.code).first()
    return found or Signing(
        area_id=area.code,
        regulation="Keputusan Kepala Daerah",
        title="KEPALA DAERAH",
        name=_DOTS,
        place=_DOTS,
    )


def about(decision: Decision) -> str:
    kind = "Perubahan Peserta" if decision.changes_id else "Penetapan Peserta"
    return f"{kind} {decision.programme.name}"


def decree(decision: Decision) -> Decree:
    area = decision.programme.area
    signed = signing(area)
    approved = decision.state == State.APPROVED
    first = Month.from_number(decision.first_month)
    return Decree(
        regulation=signed.regulation,
        about=about(decision),
        region=area.name,
        programme=decision.programme.name,
        first=first,
        last=first + (decision.months - 1),
        signatory=Signatory(signed.title, signed.name, signed.rank, signed.nip),
        list_hash=decision.list_hash,
        number=decision.number if approved else "",
        signed=decision.dated if approved else None,
    )


def lines(decision: Decision) -> list[DecreeLine]:
    """The taken lines in the order of areas, with the NIK opened for the paper."""
    taken = decision.lines.filter(taken=True).order_by("village_id", "number")
    values = taken.values_list(
        "number",
        "row__name",
        "row__sealed",
        "row__birth_date",
        "village__name",
        "village__parent__name",
        "row__occupation",
        "fund__name",
        "months",
        "rupiah",
    )
    return [
        DecreeLine(
            line=number,
            name=name,
            nik=unseal_fields(sealed, SEALED_ROW)["nik"],
            birth_date=born,
            village=village,
            district=district,
            occupation=occupation,
            fund=fund,
            months=months,
            amount=amount,
        )
        for number, name, sealed, born, village, district, occupation, fund, months, amount in values.iterator(
            chunk_size=10_000
        )
    ]


def letter_context(decision: Decision) -> dict[str, Any]:
    """A value for every placeholder of a decree's template."""
    said, signed, programme = decree(decision), signing(decision.programme.area), decision.programme
    funds = (
        decision.lines.filter(taken=True)
        .order_by("fund__name")
        .values("fund__name")
        .annotate(people=Count("id"), sum=Sum("rupiah"))
    )
    bases = list(programme.bases.order_by("dated"))
    return {
        "peraturan": said.regulation,
        "nomor": said.numbered(),
        "tentang": said.about,
        "menimbang": [programme.purpose] if programme.purpose else [_WHEREAS.id],
        "mengingat": [
            f"{basis.number} tentang {basis.about}" if basis.about else basis.number for basis in bases
        ],
        "program": programme.name,
        "wilayah": programme.area.name,
        "orang": decision.people,
        "bulan_awal": said.first,
        "bulan_akhir": said.last,
        "orang_bulan": decision.people * decision.months,
        "iuran": decision.rupiah,
        "sidik_daftar": decision.list_hash,
        "sumber_dana": [
            {"nama": fund["fund__name"], "orang": fund["people"], "iuran": fund["sum"]} for fund in funds
        ],
        "tempat": signed.place,
        "tanggal": said.signed or said.dated(),
        "jabatan": signed.title,
        "nama_pejabat": signed.name,
        "nip_pejabat": signed.nip,
        "tembusan": [programme.agreement.branch] if programme.agreement else [],
    }


_WHEREAS = Text("bahwa pekerja rentan perlu dilindungi", "that vulnerable workers need protection")
