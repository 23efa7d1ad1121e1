"""Papers of a claim, ready to sign, filled from what is held: death claim, stage I and II report, letter of contest.

Each is an act: whole NIKs stand in them.
"""

from __future__ import annotations

from typing import Any, cast

from django.utils import timezone
from django.utils.translation import override

from payung.documents.letter import default_template, render
from payung.documents.letter_placeholders import Kind
from payung.errors import UnusableInput
from payung.language import Text
from payung.law.benefit_text import CODE_WORDS
from payung.office.accounts.permissions import May, require
from payung.office.areas.models import Area
from payung.office.claims.forms import RELATION_WORDS
from payung.office.claims.models import (
    SEALED_CLAIM,
    SEALED_HEIR,
    SEALED_MEDICAL,
    Claim,
    Difference,
    Medical,
    Working,
)
from payung.office.claims.presenting import comparison
from payung.office.core.vault import unseal, unseal_fields
from payung.office.cover.models import SEALED_KPJ, Membership
from payung.office.decisions.papers import signing
from payung.office.journal.acts import act, record
from payung.office.people.models import SEALED

KINDS = ("death_claim", "accident_report", "accident_claim", "benefit_contest")


@act("claim.letter")
def letter(actor: Any, claim: Claim, kind: str) -> bytes:
    """A Word document. Raises UnusableInput where it does not fit the claim."""
    require(actor, May.REPORT_EVENT, claim.village_id)
    require(actor, May.SEE_NIK, claim.village_id)
    if kind in ("accident_report", "accident_claim"):
        require(actor, May.SEE_MEDICAL, claim.village_id)
    _check(claim, kind)
    with override("id"):  # the letter's language, whatever the page's
        context = _context(claim, kind)
    paper = render(default_template(cast("Kind", kind)), context)
    record(f"claim:{claim.public_id}", area=claim.village_id, facts={"letter": kind, "bytes": len(paper)})
    return paper


def _context(claim: Claim, kind: str) -> dict[str, Any]:
    own = {
        "death_claim": _death,
        "accident_report": _accident,
        "accident_claim": _stage_two,
        "benefit_contest": _contest,
    }[kind]
    return _person(claim) | _signed(claim) | own(claim)


def offered(claim: Claim) -> list[str]:
    """The papers that fit the claim as it stands."""
    kinds = ["death_claim" if claim.kind == "death" else "accident_report"]
    if claim.kind != "death" and claim.doctor_statement:
        kinds.append("accident_claim")
    if claim.differences.filter(verdict=Difference.Verdict.CONTESTED).exists():
        kinds.append("benefit_contest")
    return kinds


def _check(claim: Claim, kind: str) -> None:
    if kind not in offered(claim):
        raise UnusableInput(
            Text("Surat ini tidak cocok dengan klaimnya", "This letter does not fit the claim"),
            Text("Pilih surat di halaman klaim", "Choose a letter on the claim's page"),
        )


def _person(claim: Claim) -> dict[str, Any]:
    person, held = claim.person, unseal_fields(claim.person.sealed, SEALED)
    member = Membership.objects.filter(person=person).first()
    return {
        "nama": person.name,
        "nik": held["nik"],
        "kpj": unseal(member.sealed, SEALED_KPJ).decode() if member else "",
        "tanggal_lahir": person.birth_date,
        "alamat": held.get("address") or "",
        "desa": claim.village.name,
        "pekerjaan": claim.occupation,
        "tanggal_kejadian": claim.day,
        "program": claim.programme.name,
    }


def _signed(claim: Claim) -> dict[str, Any]:
    area = Area.objects.get(code=claim.village.regency)
    signed = signing(area)
    reporter = unseal_fields(claim.sealed, SEALED_CLAIM)
    agreement = claim.programme.agreement
    return {
        "wilayah": area.name,
        "cabang": agreement.branch if agreement else "Kepala Kantor Cabang BPJS Ketenagakerjaan",
        "tempat": signed.place,
        "tanggal": timezone.localdate(),
        "jabatan": signed.title,
        "nama_pejabat": signed.name,
        "nip_pejabat": signed.nip,
        "pelapor": reporter["reporter"],
        "telepon": reporter["phone"],
    }


def _lines(claim: Claim) -> list[dict[str, Any]]:
    working = _working(claim)
    return [
        {"manfaat": CODE_WORDS[line["code"]].id, "jumlah": line["amount"], "dasar": line["citation"]}
        for line in working.answer["id"]["lines"]
    ]


def _working(claim: Claim) -> Working:
    found = claim.workings.first()
    assert found is not None, "a claim is opened with its working"
    return found


def _death(claim: Claim) -> dict[str, Any]:
    heirs = []
    for heir in claim.heirs.all():
        held = unseal_fields(heir.sealed, SEALED_HEIR)
        heirs.append(
            {
                "nama": held["name"],
                "hubungan": str(RELATION_WORDS[heir.relation]),
                "wali": held["guardian"],
                "telepon": held["phone"],
                "rekening": held["account"],
            }
        )
    return {
        "tanggal_meninggal": claim.died_on or claim.day,
        "ahli_waris": heirs,
        "manfaat": _lines(claim),
        "jumlah": claim.owed,
        "dokumen": [paper.name for paper in claim.papers.filter(spared="")],
    }


_KINDS = {"accident": "Kecelakaan kerja", "disease": "Penyakit akibat kerja"}
_OUTCOMES = {
    "recovered": "Dalam perawatan",
    "partial": "Cacat sebagian",
    "total": "Cacat total tetap",
    "death": "Meninggal dunia",
}


def _accident(claim: Claim) -> dict[str, Any]:
    words = unseal_fields(Medical.objects.get(claim=claim).sealed, SEALED_MEDICAL)
    return {
        "kejadian": _KINDS[claim.kind],
        "kronologi": words.get("happened", ""),
        "akibat": _OUTCOMES[claim.outcome],
        "tanggal_lapor": timezone.localtime(claim.reported).date(),
    }


_COSTS = {"medical": "Pengobatan", "land": "Angkutan darat", "sea": "Angkutan air", "air": "Angkutan udara"}


def _stage_two(claim: Claim) -> dict[str, Any]:
    """What the doctor's statement and the receipts brought; nothing is typed again."""
    held = unseal_fields(Medical.objects.get(claim=claim).sealed, SEALED_MEDICAL).get("facts", {})
    costs = {"medical": held.get("medical", 0), **held.get("transport", {})}
    months, days = held.get("unable_months", 0), held.get("unable_days", 0)
    time = [f"{months} bulan"] * bool(months) + [f"{days} hari"] * bool(days)
    recovered = "Sembuh" if claim.outcome == "recovered" else _OUTCOMES[claim.outcome]
    return {
        "kejadian": _KINDS[claim.kind],
        "akibat": recovered,
        "tanggal_dokter": claim.doctor_statement,
        "tidak_bekerja": " ".join(time) or "-",
        "biaya": [{"untuk": _COSTS[key], "jumlah": amount} for key, amount in costs.items() if amount],
        "manfaat": _lines(claim),
        "jumlah": claim.owed,
        "dokumen": [paper.name for paper in claim.papers.filter(spared="")],
    }


def _contest(claim: Claim) -> dict[str, Any]:
    rows = {row["code"]: row for row in comparison(claim, _working(claim))}
    contested = claim.differences.filter(verdict=Difference.Verdict.CONTESTED)
    citations = {line["code"]: line["citation"] for line in _working(claim).answer["id"]["lines"]}
    return {
        "tanggal_bayar": claim.paid_on or claim.day,
        "selisih": [
            {
                "manfaat": CODE_WORDS[one.code].id,  # type: ignore[index]
                "hak": rows[one.code]["owed"],
                "dibayar": rows[one.code]["paid"],
                "kurang": rows[one.code]["owed"] - rows[one.code]["paid"],
                "alasan": one.why,
                "dasar": citations.get(one.code, ""),
            }
            for one in contested
            if one.code in rows
        ],
        "hak": claim.owed,
        "dibayar": claim.paid,
        "kurang": claim.owed - claim.paid,
    }
