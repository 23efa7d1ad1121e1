"""Sponsors and funds, and which funds pay in a programme."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from payung.errors import UnusableInput
from payung.language import Text
from payung.office.accounts.permissions import May, Refused, covers, require
from payung.office.funding.actions.complaints import field
from payung.office.funding.actions.money import MOST, first_money
from payung.office.funding.kinds import FACTS, kind_of
from payung.office.funding.models import Fund, Kind, Payer, ProgrammeFund, Sponsor
from payung.office.journal.acts import act, record
from payung.office.programmes.models import Programme


@act("sponsor.create")
def create_sponsor(actor: Any, area_code: str, *, name: str) -> Sponsor:
    """Whose money it is."""
    require(actor, May.MANAGE_FUNDS, area_code)
    name = " ".join(name.split())
    if not name:
        raise field(
            "name", "Nama penyandang dana kosong", "The sponsor has no name", "Isi namanya", "Fill the name"
        )
    sponsor = Sponsor(area_id=area_code, name=name)
    _save(sponsor, f"Penyandang dana “{name}” sudah ada", f"There is a sponsor “{name}” already")
    record(f"sponsor:{sponsor.public_id}", area=area_code, facts={"name": name})
    return sponsor


@act("fund.create")
def create_fund(
    actor: Any,
    sponsor: Sponsor,
    *,
    area_code: str,
    name: str,
    year: int,
    kind: str = "",
    payer: str = "",
    ceiling: int | None = None,
    document: str = "",
    dated: date | None = None,
    legal_note: str = "",
    proposer: str = "",
) -> Fund:
    """Money of a sponsor for the people of an area.

    ``kind`` says where it comes from; ``payer`` is its rate rule, the kind's usual one where left out (and a kind left
    out is the usual one of the rate). ``ceiling`` whole rupiah, by its ``document``; None: no appropriation yet.
    """
    require(actor, May.MANAGE_FUNDS, area_code)
    require(actor, May.MANAGE_FUNDS, sponsor.area_id)
    name, proposer = " ".join(name.split()), " ".join(proposer.split())
    kind = kind or (kind_of(payer) if payer in Payer.values else "")
    _check(name, kind, payer, year, ceiling)
    payer = payer or FACTS[Kind(kind)].payers[0]
    _check_kind(Kind(kind), legal_note, proposer)
    fund = Fund(
        sponsor=sponsor,
        area_id=area_code,
        name=name,
        kind=kind,
        payer=payer,
        year=year,
        legal_note=legal_note.strip(),
        proposer=proposer[:120],
    )
    _save(
        fund, f"Dana “{name}” {year} sudah ada di wilayah ini", f"The area has a fund “{name}” {year} already"
    )
    if ceiling is not None:
        first_money(actor, fund, ceiling, document, dated)
    record(
        f"fund:{fund.public_id}",
        area=area_code,
        facts={
            "name": name, "kind": kind, "payer": payer, "year": year, "ceiling": ceiling,
            "document": document, "sponsor": sponsor.public_id, "proposer": proposer,
        },
    )  # fmt: skip
    return fund


@act("fund.link")
def link_fund(actor: Any, programme: Programme, fund: Fund, *, rank: int = 1) -> ProgrammeFund:
    """Let a fund pay in a programme; the lower rank is asked first. Again: changes the rank."""
    require(actor, May.MANAGE_FUNDS, programme.area_id)
    require(actor, May.MANAGE_FUNDS, fund.area_id)
    if not (covers(programme.area_id, fund.area_id) or covers(fund.area_id, programme.area_id)):
        raise Refused(May.MANAGE_FUNDS, fund.area_id)
    if not 1 <= rank <= 1000:
        raise field(
            "rank",
            "Urutan dana harus 1 sampai 1000",
            "The rank must be 1 to 1000",
            "Isi 1, 2, …",
            "Write 1, 2, …",
        )
    link, _ = ProgrammeFund.objects.update_or_create(programme=programme, fund=fund, defaults={"rank": rank})
    record(
        f"programme:{programme.public_id}",
        area=programme.area_id,
        facts={"fund": fund.public_id, "rank": rank},
    )
    return link


@act("fund.unlink")
def unlink_fund(actor: Any, programme: Programme, fund: Fund) -> None:
    """The fund takes nobody new of the programme; what it holds already it goes on paying."""
    require(actor, May.MANAGE_FUNDS, programme.area_id)
    gone, _ = ProgrammeFund.objects.filter(programme=programme, fund=fund).delete()
    if not gone:
        raise UnusableInput(
            Text("Dana ini tidak dipakai program ini", "The programme does not use this fund"),
            Text("Muat ulang halaman", "Load the page again"),
        )
    record(f"programme:{programme.public_id}", area=programme.area_id, facts={"fund": fund.public_id})


def _check(name: str, kind: str, payer: str, year: int, ceiling: int | None) -> None:
    if not name:
        raise field("name", "Nama dana kosong", "The fund has no name", "Isi namanya", "Fill the name")
    if kind not in Kind.values or (payer and payer not in Payer.values):
        raise field(
            "kind" if payer in ("", *Payer.values) else "payer",
            "Jenis dana tidak dikenal",
            "No such kind of money",
            "Pilih dari daftar",
            "Choose one",
        )
    if payer and payer not in FACTS[Kind(kind)].payers:
        label = Kind(kind).label
        raise field(
            "payer",
            f"Tarif itu bukan untuk {label}",
            f"That rate is not for {label}",
            "Pilih tarif menurut jenis dananya",
            "Choose the rate of its kind of money",
        )
    if not 2014 <= year <= 2100:
        raise field(
            "year", "Tahun tidak masuk akal", "The year cannot be", "Isi tahun anggaran", "Write the year"
        )
    if ceiling is not None and not 0 <= ceiling <= MOST:
        raise field(
            "ceiling", "Pagu tidak masuk akal", "The ceiling cannot be", "Isi rupiah bulat", "Write rupiah"
        )


def _check_kind(kind: Kind, legal_note: str, proposer: str) -> None:
    asked = FACTS[kind]
    if asked.note and not legal_note.strip():
        raise field(
            "legal_note",
            "Dasar hukum pemakaian Dana Desa belum dicatat",
            "The legal basis for using Dana Desa is not noted",
            "Tulis Permendesa, Perbup, atau hasil musyawarah desanya",
            "Name the regulation or the village's resolution",
        )
    if asked.proposer and not proposer:
        raise field(
            "proposer",
            "Pengusul pokir belum diisi",
            "Who proposed the pokir is missing",
            "Isi nama anggota DPRD pengusulnya",
            "Write the council member's name",
        )


def _save(row: Sponsor | Fund, taken_id: str, taken_en: str) -> None:
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise field("name", taken_id, taken_en, "Pakai nama lain", "Use another name") from error
