"""Acts on the aid itself and its stock."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from payung.errors import Place, UnusableInput
from payung.language import Text
from payung.office.accounts.permissions import May, covers, require
from payung.office.aid.models import Delivery, Distribution
from payung.office.journal.acts import act, record
from payung.office.programmes.models import Programme

MOST_PACKS = 1_000_000


@act("aid.plan")
def plan(
    actor: Any, area_code: str, *, name: str, pack: str, programme: Programme | None = None
) -> Distribution:
    """A new aid of the area."""
    require(actor, May.MANAGE_AID, area_code)
    filled("name", name)
    filled("pack", pack)
    if programme is not None and not covers(programme.area_id, area_code):
        raise UnusableInput(
            Text("Program ini milik daerah lain", "This programme is another area's"),
            Text("Pilih program daerah ini", "Choose a programme of this area"),
            Place(column="programme"),
        )
    try:
        with transaction.atomic():
            made = Distribution.objects.create(
                area_id=area_code, name=name.strip(), pack=pack.strip(), programme=programme, made_by=actor
            )
    except IntegrityError as error:
        raise UnusableInput(
            Text(f"Bantuan “{name}” sudah ada", f"There is an aid “{name}” already"),
            Text("Pakai nama lain, misalnya dengan tahunnya", "Use another name, such as one with the year"),
            Place(column="name"),
        ) from error
    record(f"aid:{made.public_id}", area=area_code, facts={"name": made.name, "pack": made.pack})
    return made


@act("aid.receive")
def receive(
    actor: Any,
    distribution: Distribution,
    *,
    packs: int,
    document: str,
    giver: str,
    dated: date,
    note: str = "",
) -> Delivery:
    """Packs that came in; below zero what was spoilt or sent back, with a note. Stock cannot fall below zero."""
    require(actor, May.MANAGE_AID, distribution.area_id)
    filled("document", document)
    filled("giver", giver)
    if packs < 0:
        filled("note", note)
    if packs == 0 or abs(packs) > MOST_PACKS or dated > timezone.localdate():
        column = "dated" if packs and abs(packs) <= MOST_PACKS else "packs"
        raise UnusableInput(
            Text("Jumlah atau tanggal ini tidak masuk akal", "This number or day cannot be"),
            Text("Periksa jumlah paket dan tanggal dokumen", "Check the packs and the document's date"),
            Place(column=column),
        )
    _open(distribution)
    try:
        with transaction.atomic():
            Distribution.objects.filter(pk=distribution.pk).update(received=F("received") + packs)
    except IntegrityError as error:
        raise UnusableInput(
            Text(
                f"Sisa paket tidak cukup untuk dikurangi {-packs}",
                f"There are not {-packs} packs left to take away",
            ),
            Text("Periksa jumlahnya", "Check the number"),
            Place(column="packs"),
        ) from error
    try:
        with transaction.atomic():
            delivery = Delivery.objects.create(
                distribution=distribution, packs=packs, document=document.strip(), giver=giver.strip(),
                dated=dated, note=note.strip(), recorded_by=actor,
            )  # fmt: skip
    except IntegrityError as error:
        raise UnusableInput(
            Text(f"Dokumen {document} sudah dicatat", f"The document {document} is recorded already"),
            Text("Periksa nomornya", "Check its number"),
            Place(column="document"),
        ) from error
    record(
        f"aid:{distribution.public_id}",
        area=distribution.area_id,
        why=delivery.note,
        facts={"packs": packs, "document": delivery.document, "giver": delivery.giver},
    )
    return delivery


@act("aid.close")
def close(actor: Any, distribution: Distribution, *, why: str) -> None:
    """No more packs come or go."""
    require(actor, May.MANAGE_AID, distribution.area_id)
    filled("why", why)
    kept = _open(distribution)
    kept.closed = True
    kept.save(update_fields=["closed"])
    record(
        f"aid:{kept.public_id}",
        area=kept.area_id,
        why=why,
        facts={"received": kept.received, "handed": kept.handed, "left": kept.received - kept.handed},
    )


def _open(distribution: Distribution) -> Distribution:
    kept = Distribution.objects.select_for_update(no_key=True, of=("self",)).get(pk=distribution.pk)
    if kept.closed:
        raise is_closed()
    return kept


def is_closed() -> UnusableInput:
    return UnusableInput(
        Text("Bantuan ini sudah ditutup", "This aid is closed"),
        Text("Tidak ada yang diubah", "Nothing was changed"),
    )


def filled(column: str, value: str) -> None:
    if not value.strip():
        raise UnusableInput(
            Text("Isian ini kosong", "This field is empty"),
            Text("Isi lebih dulu", "Fill it first"),
            Place(column=column),
        )
