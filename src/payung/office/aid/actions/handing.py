"""The acts of handing out: by card or member number one at a time, by the signed sheet many at once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Max
from django.utils import timezone

from payung.errors import Place, UnusableInput
from payung.language import Text
from payung.law.month import date_in_words
from payung.office.accounts.permissions import May, require, scope
from payung.office.aid.actions.stock import filled, is_closed
from payung.office.aid.models import Distribution, Receipt, Recipient
from payung.office.core.vault import blind_index
from payung.office.cover.models import Membership
from payung.office.journal.acts import act, record

_RANGE = re.compile(r"(\d{1,7})(?:\s*-\s*(\d{1,7}))?")
MOST_AT_ONCE = 10_000


@act("aid.hand")
def hand_by_card(
    actor: Any, distribution: Distribution, code: str, *, taken_by: str = "", dated: date | None = None
) -> Receipt:
    """A pack for whoever shows the card: what its QR says, or the whole member number (KPJ)."""
    person = _person_of(code)
    recipient = (
        distribution.recipients.select_related("village").filter(person=person).first() if person else None
    )
    if recipient is None:
        raise UnusableInput(
            Text(
                "Kartu atau nomor ini tidak ada pada daftar bantuan",
                "This card or number is not on the list of this aid",
            ),
            Text(
                "Pindai lagi, atau periksa daftarnya; yang tidak terpilih tidak mendapat paket",
                "Scan again, or look at the list; whoever is not drawn gets no pack",
            ),
            Place(column="code"),
        )
    require(actor, May.HAND_OUT_AID, recipient.village_id)
    (receipt,) = _hand(actor, distribution, [recipient], Receipt.Way.CARD, dated, taken_by)
    record(
        f"aid:{distribution.public_id}",
        area=recipient.village_id,
        facts={"number": recipient.number, "pack": receipt.pack, "way": receipt.way},
    )
    return receipt


@act("aid.sheet")
def hand_by_sheet(actor: Any, distribution: Distribution, numbers: str, *, dated: date) -> list[Receipt]:
    """Packs for the numbers that signed: "1-20, 23". All of them or none; nobody gets a second pack."""
    wanted = read_numbers(numbers)
    recipients = list(
        distribution.recipients.filter(number__in=wanted).select_related("person").order_by("number")
    )
    handing = scope(actor, May.HAND_OUT_AID)
    for recipient in recipients:
        require(actor, May.HAND_OUT_AID, recipient.village_id)
    if not handing:
        require(actor, May.HAND_OUT_AID, distribution.area_id)
    if missing := sorted(set(wanted) - {one.number for one in recipients}):
        said = ", ".join(map(str, missing[:10]))
        raise UnusableInput(
            Text(f"Nomor {said} tidak ada pada daftar", f"The numbers {said} are not on the list"),
            Text("Periksa nomor pada lembar tanda tangan", "Check the numbers on the signed sheet"),
            Place(column="numbers"),
        )
    receipts = _hand(actor, distribution, recipients, Receipt.Way.SHEET, dated, "")
    record(
        f"aid:{distribution.public_id}",
        area=distribution.area_id,
        facts={"numbers": numbers.strip()[:500], "packs": len(receipts), "dated": dated},
    )
    return receipts


@act("aid.undo")
def undo(actor: Any, receipt: Receipt, *, why: str) -> None:
    """A pack that was recorded by mistake goes back to the stock."""
    distribution = receipt.distribution
    require(actor, May.MANAGE_AID, distribution.area_id)
    filled("why", why)
    kept = Distribution.objects.select_for_update(no_key=True, of=("self",)).get(pk=distribution.pk)
    if kept.closed:
        raise is_closed()
    gone, _each = Receipt.objects.filter(pk=receipt.pk).delete()
    Distribution.objects.filter(pk=kept.pk).update(handed=F("handed") - gone)
    record(
        f"aid:{kept.public_id}",
        area=kept.area_id,
        why=why,
        facts={"number": receipt.recipient.number, "pack": receipt.pack},
    )


def read_numbers(text: str) -> list[int]:
    """ "1-3, 7" is 1, 2, 3, 7. Raises UnusableInput for what is no number."""
    found: set[int] = set()
    for part in filter(None, (piece.strip() for piece in re.split(r"[,;\n]", text))):
        match = _RANGE.fullmatch(part)
        first, last = (int(match[1]), int(match[2] or match[1])) if match else (1, 0)
        if not match or last < first or last - first >= MOST_AT_ONCE:
            raise UnusableInput(
                Text(f"“{part}” bukan nomor", f"“{part}” is no number"),
                Text("Tulis misalnya 1-20, 23", "Write such as 1-20, 23"),
                Place(column="numbers"),
            )
        found.update(range(first, last + 1))
    if not found or len(found) > MOST_AT_ONCE:
        raise UnusableInput(
            Text("Nomornya kosong atau terlalu banyak", "There is no number, or too many"),
            Text("Tulis misalnya 1-20, 23", "Write such as 1-20, 23"),
            Place(column="numbers"),
        )
    return sorted(found)


def _person_of(code: str) -> int | None:
    """Whose card it is: by what its QR says, else by the member number. Only the blind index is asked."""
    said = code.strip().rstrip("/").rpartition("/")[2]
    digits = re.sub(r"\D", "", said)
    members = Membership.objects.filter(card_code=said)
    if not members.exists() and len(digits) == len(said.replace(" ", "").replace("-", "")):
        members = Membership.objects.filter(kpj_index=blind_index(digits)) if digits else members.none()
    return members.values_list("person", flat=True).first()


def _hand(
    actor: Any,
    distribution: Distribution,
    recipients: Sequence[Recipient],
    way: str,
    dated: date | None,
    taken_by: str,
) -> list[Receipt]:
    """Packs in the order of the numbers. The aid's row is locked, and the database refuses what is not there."""
    day = dated or timezone.localdate()
    kept = Distribution.objects.select_for_update(no_key=True, of=("self",)).get(pk=distribution.pk)
    if kept.closed:
        raise is_closed()
    if kept.drawn is None or day > timezone.localdate() or day < timezone.localdate(kept.drawn):
        raise UnusableInput(
            Text(
                "Tanggal penyerahan harus antara hari pengundian dan hari ini",
                "Packs are handed out between the drawing and today",
            ),
            Text("Periksa tanggalnya", "Check the date"),
            Place(column="dated"),
        )
    had = list(Receipt.objects.filter(recipient__in=recipients).select_related("recipient"))
    if had:
        raise _had_one(had)
    last = Receipt.objects.filter(distribution=kept).aggregate(last=Max("pack"))["last"] or 0
    try:
        with transaction.atomic():
            Distribution.objects.filter(pk=kept.pk).update(handed=F("handed") + len(recipients))
    except IntegrityError as error:
        left = kept.received - kept.handed
        raise UnusableInput(
            Text(
                f"Sisa paket {left}, diminta {len(recipients)}",
                f"{left} packs are left, {len(recipients)} were asked for",
            ),
            Text("Catat penerimaan paket, atau kurangi nomornya", "Record packs that came, or fewer numbers"),
            Place(column="numbers"),
        ) from error
    return Receipt.objects.bulk_create(
        Receipt(
            distribution=kept, recipient=one, pack=last + at, way=way, taken_by=taken_by.strip(), dated=day,
            handed_by=actor,
        )
        for at, one in enumerate(recipients, start=1)
    )  # fmt: skip


def _had_one(had: Sequence[Receipt]) -> UnusableInput:
    first = had[0]
    more = f" (+{len(had) - 1})" if len(had) > 1 else ""
    return UnusableInput(
        Text(
            f"Nomor {first.recipient.number} sudah menerima paket pada {date_in_words(first.dated, 'id')}{more}",
            f"Number {first.recipient.number} had a pack on {date_in_words(first.dated, 'en')} already{more}",
        ),
        Text("Satu orang satu paket; tidak ada yang dicatat", "One person, one pack; nothing was recorded"),
        Place(column="numbers"),
    )
