"""Acts on what follows: photos of a visit with consent, samples drawn, a family of a sample looked at again."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from payung.errors import Place, UnusableInput
from payung.language import Text
from payung.office.accounts.permissions import May, Scope, require
from payung.office.claims import files
from payung.office.claims.actions.visits import Found, record_visit
from payung.office.claims.models import STORED_PAPER, Claim, State, Visit
from payung.office.core import store
from payung.office.core.vault import seal_fields
from payung.office.followup import sampling
from payung.office.followup.models import (
    SEALED_CHECK,
    SEALED_CONSENT,
    Drawn,
    Outcome,
    Sample,
    VisitPhoto,
)
from payung.office.journal.acts import act, record

MOST = 500  # families of one sample


@act("visit.photo_add")
def add_photo(
    actor: Any, visit: Visit, stored: files.Stored, *, agreed: bool, who: str, dated: date | None = None
) -> VisitPhoto:
    """A photo of a visit. Raises UnusableInput without the family's consent, and then nothing is kept."""
    area = visit.claim.village_id
    require(actor, May.REPORT_EVENT, area)
    if not agreed or not who.strip():
        store.remove(stored.file)
        raise UnusableInput(
            Text("Tanpa persetujuan keluarga tidak ada foto", "No photo without the family's consent"),
            Text("Tanyakan dulu, lalu tulis siapa yang setuju", "Ask first, then write who agreed"),
            Place(column="who"),
        )
    kept = files.settle(stored)
    try:
        with transaction.atomic():
            made = VisitPhoto.objects.create(
                visit=visit,
                file=kept.file,
                kind=kept.kind,
                size=kept.size,
                sha256=kept.sha256,
                sealed=seal_fields({"who": who.strip()[:120]}, SEALED_CONSENT),
                consented=dated or timezone.localdate(),
                added_by=actor,
            )
    except IntegrityError as error:
        store.remove(kept.file)
        raise UnusableInput(
            Text("Foto ini sudah ada pada kunjungan ini", "This photo is on the visit already"),
            Text("Pilih foto yang lain", "Choose another photo"),
            Place(column="file"),
        ) from error
    transaction.on_commit(lambda: store.remove(stored.file))
    record(
        f"claim:{visit.claim.public_id}",
        area=area,
        facts={"visit": visit.public_id, "photo": made.public_id, "sha256": made.sha256},
    )
    return made


@act("visit.record_with_photos")
def record_with_photos(
    actor: Any,
    visit: Visit,
    found: Found,
    stored: Sequence[files.Stored],
    *,
    agreed: bool,
    who: str,
    dated: date,
) -> Visit:
    """A visit and its photos, all or nothing. A photo that the visit has already is not kept again."""
    held = record_visit(actor, visit, found, dated=dated)
    known = set(VisitPhoto.objects.filter(visit=visit).values_list("sha256", flat=True))
    added = 0
    for one in stored:
        if one.sha256 in known:
            store.remove(one.file)
            continue
        add_photo(actor, visit, one, agreed=agreed, who=who, dated=dated)
        known.add(one.sha256)
        added += 1
    record(
        f"claim:{visit.claim.public_id}",
        area=visit.claim.village_id,
        facts={"visit": visit.public_id, "photos": added},
    )
    return held


@act("visit.photo_look")
def look_photo(actor: Any, photo: VisitPhoto) -> bytes:
    """One look at a photo of a family."""
    claim = photo.visit.claim
    require(actor, May.REPORT_EVENT, claim.village_id)
    if photo.withdrawn:
        raise UnusableInput(
            Text(
                "Persetujuannya sudah dicabut, fotonya dihapus", "Consent was taken back, the photo is gone"
            ),
            Text("Tidak ada yang dapat dilihat", "There is nothing to see"),
        )
    content = b"".join(store.read(photo.file, STORED_PAPER))
    record(f"claim:{claim.public_id}", area=claim.village_id, facts={"photo": photo.public_id})
    return content


@act("visit.photo_withdraw")
def withdraw_photo(actor: Any, photo: VisitPhoto) -> None:
    """The family takes its consent back: the file goes at once, the line says so."""
    claim = photo.visit.claim
    require(actor, May.REPORT_EVENT, claim.village_id)
    held = VisitPhoto.objects.select_for_update().get(pk=photo.pk)
    gone = held.file
    held.file, held.withdrawn = "", held.withdrawn or timezone.localdate()
    held.save(update_fields=["file", "withdrawn"])
    if gone:
        transaction.on_commit(lambda: store.remove(gone))
    record(f"claim:{claim.public_id}", area=claim.village_id, facts={"photo": held.public_id})


@act("sample.draw")
def draw(
    actor: Any, area_code: str, *, paid_from: date, paid_until: date, size: int, seed: str = ""
) -> Sample:
    """Draw families that were paid in a time. Without a seed one is made by chance; it is kept either way."""
    require(actor, May.DRAW_SAMPLE, area_code)
    paid = Claim.objects.filter(
        Scope(frozenset({area_code})).within("village"),
        state=State.PAID,
        paid_on__range=(paid_from, paid_until),
    )
    claims = dict(paid.values_list("public_id", "pk"))
    if not claims:
        raise UnusableInput(
            Text("Tidak ada keluarga yang dibayar dalam masa itu", "No family was paid in that time"),
            Text("Ubah masanya", "Change the time"),
            Place(column="paid_from"),
        )
    if not 1 <= size <= MOST:
        raise UnusableInput(
            Text(f"Besar contoh harus 1 sampai {MOST}", f"A sample has 1 to {MOST} families"),
            Text("Periksa angkanya", "Check the number"),
            Place(column="size"),
        )
    chosen_seed = seed.strip()[:40] or secrets.token_hex(8)
    chosen = sampling.draw(claims, chosen_seed, size)
    made = Sample.objects.create(
        area_id=area_code,
        paid_from=paid_from,
        paid_until=paid_until,
        seed=chosen_seed,
        size=len(chosen),
        frame=" ".join(sorted(claims)),
        frame_sha256=sampling.hash_of(claims),
        method=sampling.METHOD,
        drawn_by=actor,
    )
    Drawn.objects.bulk_create(
        Drawn(sample=made, position=at, claim_id=claims[one]) for at, one in enumerate(chosen, start=1)
    )
    record(
        f"sample:{made.public_id}",
        area=area_code,
        facts={"seed": made.seed, "size": made.size, "frame": len(claims), "sha256": made.frame_sha256},
    )
    return made


@act("sample.check")
def check(
    actor: Any, drawn: Drawn, *, outcome: str, money_received: bool | None, note: str, dated: date
) -> Drawn:
    """What the second look found. Not by who visited the family first."""
    claim = drawn.claim
    require(actor, May.CHECK_SAMPLE, claim.village_id)
    if outcome not in Outcome.values:
        raise _missing("outcome", "Hasilnya", "What was found")
    if outcome == Outcome.DIFFERS and not note.strip():
        raise _missing("note", "Apa yang berbeda", "What is different")
    if claim.visits.filter(by=actor).exists():
        raise UnusableInput(
            Text("Anda sendiri yang mengunjungi keluarga ini", "You visited this family yourself"),
            Text("Mintalah petugas lain memeriksanya", "Let somebody else look"),
            Place(column="outcome"),
        )
    if dated > timezone.localdate() or (claim.paid_on and dated < claim.paid_on):
        raise UnusableInput(
            Text("Tanggalnya di luar masa yang mungkin", "That day cannot be"),
            Text("Periksa tanggalnya", "Check the date"),
            Place(column="checked_on"),
        )
    held = Drawn.objects.select_for_update(of=("self",)).get(pk=drawn.pk)
    held.outcome, held.money_received = outcome, None if outcome == Outcome.ABSENT else money_received
    held.sealed = seal_fields({"note": note.strip()[:2000]}, SEALED_CHECK)
    held.checked_on, held.checked_by = dated, actor
    held.save()
    record(
        f"sample:{held.sample.public_id}",
        area=claim.village_id,
        facts={"claim": claim.public_id, "outcome": outcome, "money": held.money_received},
    )
    return held


def _missing(column: str, indonesian: str, english: str) -> UnusableInput:
    return UnusableInput(
        Text(f"{indonesian} belum diisi", f"{english} is missing"),
        Text("Isi lebih dulu", "Fill it first"),
        Place(column=column),
    )
