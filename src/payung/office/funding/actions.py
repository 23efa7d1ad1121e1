"""Every write on sponsors and funds."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction

from payung.errors import Place, UnusableInput
from payung.language import Text, rupiah
from payung.office.accounts.permissions import May, Refused, covers, require
from payung.office.funding.models import Fund, Payer, ProgrammeFund, Sponsor
from payung.office.journal.acts import act, record
from payung.office.programmes.models import Programme


@act("sponsor.create")
def create_sponsor(actor: Any, area_code: str, *, name: str) -> Sponsor:
    """Whose money it is."""
    require(actor, May.MANAGE_FUNDS, area_code)
    name = " ".join(name.split())
    if not name:
        raise _field(
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
    payer: str,
    year: int,
    ceiling: int | None = None,
    legal_note: str = "",
) -> Fund:
    """Money of a sponsor for the people of an area. ``ceiling`` whole rupiah; None: none set."""
    require(actor, May.MANAGE_FUNDS, area_code)
    require(actor, May.MANAGE_FUNDS, sponsor.area_id)
    name = " ".join(name.split())
    _check(name, payer, year, ceiling)
    fund = Fund(
        sponsor=sponsor,
        area_id=area_code,
        name=name,
        payer=payer,
        year=year,
        ceiling=ceiling,
        legal_note=legal_note.strip(),
    )
    _save(
        fund, f"Dana “{name}” {year} sudah ada di wilayah ini", f"The area has a fund “{name}” {year} already"
    )
    record(
        f"fund:{fund.public_id}",
        area=area_code,
        facts={"name": name, "payer": payer, "year": year, "ceiling": ceiling, "sponsor": sponsor.public_id},
    )
    return fund


@act("fund.ceiling")
def change_ceiling(actor: Any, fund: Fund, ceiling: int | None, *, why: str) -> Fund:
    """A new ceiling, never below what approved lists hold against the fund."""
    require(actor, May.MANAGE_FUNDS, fund.area_id)
    _check(fund.name, fund.payer, fund.year, ceiling)
    kept = Fund.objects.select_for_update(no_key=True).get(pk=fund.pk)
    if ceiling is not None and ceiling < kept.committed:
        raise UnusableInput(
            Text(
                f"Pagu {rupiah(ceiling)} kurang dari yang sudah terikat, {rupiah(kept.committed)}",
                f"The ceiling {rupiah(ceiling)} is below what is committed, {rupiah(kept.committed)}",
            ),
            Text(
                "Isi sedikitnya sebesar yang terikat, atau keluarkan peserta lewat SK perubahan lebih dulu",
                "Set at least what is committed, or withdraw people by a decree of change first",
            ),
            Place(column="ceiling"),
        )
    before, kept.ceiling = kept.ceiling, ceiling
    kept.save(update_fields=["ceiling"])
    record(f"fund:{kept.public_id}", area=kept.area_id, why=why, facts={"ceiling": ceiling, "before": before})
    return kept


@act("fund.link")
def link_fund(actor: Any, programme: Programme, fund: Fund, *, rank: int = 1) -> ProgrammeFund:
    """Let a fund pay in a programme; the lower rank is asked first. Again: changes the rank."""
    require(actor, May.MANAGE_FUNDS, programme.area_id)
    require(actor, May.MANAGE_FUNDS, fund.area_id)
    if not (covers(programme.area_id, fund.area_id) or covers(fund.area_id, programme.area_id)):
        raise Refused(May.MANAGE_FUNDS, fund.area_id)
    if not 1 <= rank <= 1000:
        raise _field(
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


def _check(name: str, payer: str, year: int, ceiling: int | None) -> None:
    if not name:
        raise _field("name", "Nama dana kosong", "The fund has no name", "Isi namanya", "Fill the name")
    if payer not in Payer.values:
        raise _field(
            "payer", "Jenis dana tidak dikenal", "No such kind of money", "Pilih dari daftar", "Choose one"
        )
    if not 2014 <= year <= 2100:
        raise _field(
            "year", "Tahun tidak masuk akal", "The year cannot be", "Isi tahun anggaran", "Write the year"
        )
    if ceiling is not None and not 0 <= ceiling <= 10**15:
        raise _field(
            "ceiling", "Pagu tidak masuk akal", "The ceiling cannot be", "Isi rupiah bulat", "Write rupiah"
        )


def _field(column: str, what_id: str, what_en: str, mend_id: str, mend_en: str) -> UnusableInput:
    return UnusableInput(Text(what_id, what_en), Text(mend_id, mend_en), Place(column=column))


def _save(row: Sponsor | Fund, taken_id: str, taken_en: str) -> None:
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise _field("name", taken_id, taken_en, "Pakai nama lain", "Use another name") from error
