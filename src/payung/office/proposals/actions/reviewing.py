"""Acts of review: a person decides what the checks could not, with a reason."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from itertools import takewhile
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from payung.errors import UnusableInput
from payung.language import Text
from payung.office.accounts.permissions import May, Refused, require, scope
from payung.office.core.vault import unseal_fields
from payung.office.journal.acts import act, record
from payung.office.proposals.actions.importing import lock_programme
from payung.office.proposals.earlier import STANDS
from payung.office.proposals.models import SEALED_ROW, BulkVerdict, Outcome, Row, Stage, Standing

VERDICTS = (Standing.ACCEPTED, Standing.DROPPED)
_REASON_MIN = 3
_AT_ONCE = 5_000
# What a reviewer's word consists of; a second reviewer's follows it.
_WORD = [
    "standing",
    "verdict",
    "review_reason",
    "reviewed_by",
    "reviewed",
    "together",
    "confirmed_by",
    "confirmed",
]


@act("proposals.review")
def review(actor: Any, row: Row, verdict: str, why: str) -> Row:
    """Accept or drop one row that waits for review, or change a reviewer's earlier word.

    Where the programme asks for two people the word waits for a second reviewer (``confirming``). Raises Refused;
    UnusableInput without a reason, for a row that moved on, one without a NIK, or one whose person stands in the
    programme already.
    """
    require(actor, May.REVIEW, row.village_id)
    why = _checked(verdict, why)
    lock_programme(row.programme_id)
    row = Row.objects.select_for_update(of=("self",)).select_related("submission", "programme").get(pk=row.pk)
    before = row.standing
    if not _reviewable(row) or row.submission.stage != Stage.READY:
        raise moved_on()
    if before == Standing.SECOND and row.reviewed_by_id != actor.pk:
        raise UnusableInput(
            Text("orang lain sudah memutuskan baris ini", "somebody else has decided on this row"),
            Text("Setujui keputusan itu, atau kembalikan", "Confirm that verdict, or send it back"),
        )
    if verdict == Standing.ACCEPTED and row.nik_index is None:
        raise UnusableInput(
            Text("baris tanpa NIK tidak dapat diterima", "a row without a NIK cannot be accepted"),
            Text(
                "Balas ke desa agar NIK-nya dilengkapi", "Reply to the village so that the NIK is filled in"
            ),
        )
    two = row.programme.two_reviewers
    if two and verdict == Standing.ACCEPTED and _stands_already(row):
        raise taken()
    row.standing, row.verdict = (Standing.SECOND, verdict) if two else (verdict, "")
    row.review_reason, row.reviewed_by, row.reviewed = why, actor, timezone.now()
    row.together = row.confirmed_by = row.confirmed = None
    try:
        with transaction.atomic():
            row.save(update_fields=_WORD)
    except IntegrityError:
        raise taken() from None
    record(
        f"row:{row.public_id}",
        area=row.village_id,
        why=why,
        facts={"before": before, "after": row.standing, "verdict": verdict, "reasons": row.reasons},
    )
    return row


@act("proposals.review_many")
def review_many(
    actor: Any, rows: QuerySet[Row], verdict: str, why: str, *, expected: int, reason: str = ""
) -> int:
    """One verdict over many rows that wait for review. ``expected`` is the figure that was confirmed: where
    it is another by now, nothing is done. Rows without a NIK, or whose person stands already, cannot be accepted
    and stay as they are; those of a programme that asks for two people then wait for the second. ``reason`` is the
    code by which the rows were chosen, and is only told. Returns how many were decided.
    """
    allowed = scope(actor, May.REVIEW)
    if not allowed:
        raise Refused(May.REVIEW)
    why = _checked(verdict, why)
    chosen = rows.filter(standing=Standing.OPEN, submission__stage=Stage.READY).order_by()
    for programme in sorted(set(chosen.values_list("programme_id", flat=True))):
        lock_programme(programme)
    if chosen.exclude(allowed.within("village")).exists():
        raise Refused(May.REVIEW)
    waiting = chosen.count()
    if waiting != expected or not waiting:
        raise another_figure(waiting, expected)
    at = timezone.now()
    fit = acceptable(chosen) if verdict == Standing.ACCEPTED else chosen
    together = BulkVerdict.objects.create(
        verdict=verdict, reason=reason, why=why, rows=0, made_by=actor, made=at
    )
    keys = list(fit.values_list("pk", "programme__two_reviewers"))
    said = {"review_reason": why, "reviewed_by": actor, "reviewed": at, "together": together}
    alone = _update([pk for pk, two in keys if not two], standing=verdict, **said)
    second = _update([pk for pk, two in keys if two], standing=Standing.SECOND, verdict=verdict, **said)
    done = alone + second
    together.rows, together.left = done, waiting - done
    together.save(update_fields=["rows", "left"])
    decided = together.decided_rows.all()
    record(
        f"rows:{together.public_id}",
        area=common_area(decided),
        why=why,
        facts={
            "verdict": verdict,
            "reason": reason,
            "rows": done,
            "waiting_for_second": second,
            "left": waiting - done,
            "rows_sha256": proof(decided),
        },
    )
    return done


@act("person.reveal")
def reveal(actor: Any, row: Row) -> dict[str, str]:
    """The full numbers of one proposed person, with a line in the journal that they were looked at."""
    require(actor, May.SEE_NIK, row.village_id)
    sealed = unseal_fields(row.sealed, SEALED_ROW)
    record(f"row:{row.public_id}", area=row.village_id)
    return {name: sealed.get(name, "") for name in ("nik", "kk", "phone", "nik_repair")}


def _update(keys: Sequence[int], **said: Any) -> int:
    """One statement for each few thousand rows: SQLite takes no more values in one."""
    return sum(
        Row.objects.filter(pk__in=keys[at : at + _AT_ONCE]).update(**said)
        for at in range(0, len(keys), _AT_ONCE)
    )


def _reviewable(row: Row) -> bool:
    """What waits; what a reviewer decided and no list has taken up; never what the checks refused."""
    if row.standing in (Standing.OPEN, Standing.SECOND):
        return True
    return row.standing in VERDICTS and row.reviewed_by_id is not None and row.outcome == Outcome.REVIEW


def _stands_already(row: Row) -> bool:
    return (
        Row.objects.filter(programme=row.programme_id, nik_index=row.nik_index, standing__in=STANDS)
        .exclude(pk=row.pk)
        .exists()
    )


def _checked(verdict: str, why: str) -> str:
    why = " ".join(why.split())
    if verdict not in VERDICTS:
        raise UnusableInput(
            Text("keputusan tidak dikenal", "the verdict is not known"),
            Text("Pilih terima atau gugurkan", "Choose accept or drop"),
        )
    if len(why) < _REASON_MIN:
        raise UnusableInput(
            Text("alasan belum ditulis", "the reason is missing"),
            Text("Tulis alasan keputusan ini dengan singkat", "Write shortly why"),
        )
    return why[:500]


def moved_on() -> UnusableInput:
    return UnusableInput(
        Text("baris ini sudah beralih ke tahap lain", "this row has moved on"),
        Text(
            "Muat ulang halamannya untuk melihat keadaan sekarang",
            "Reload the page to see how it stands now",
        ),
    )


def taken() -> UnusableInput:
    return UnusableInput(
        Text(
            "orang dengan NIK ini sudah diterima dalam program ini",
            "a person with this NIK is accepted already",
        ),
        Text(
            "Gugurkan baris ini, atau gugurkan yang lebih dahulu",
            "Drop this row, or drop the earlier one first",
        ),
    )


def another_figure(now: int, expected: int) -> UnusableInput:
    return UnusableInput(
        Text(f"jumlahnya sekarang {now}, bukan {expected}", f"there are {now} now, not {expected}"),
        Text("Periksa daftarnya lagi, lalu putuskan", "Look at the list again, then decide"),
    )


def acceptable(chosen: QuerySet[Row]) -> QuerySet[Row]:
    """Of several rows with one NIK the first; none whose person stands already, and none without a NIK."""
    same = {"programme": OuterRef("programme"), "nik_index": OuterRef("nik_index")}
    return chosen.filter(
        ~Exists(Row.objects.filter(**same, standing__in=STANDS)),
        ~Exists(chosen.filter(**same, pk__lt=OuterRef("pk"))),
        nik_index__isnull=False,
    )


def common_area(rows: QuerySet[Row]) -> str:
    """The smallest area that holds all of these rows."""
    codes = sorted(set(rows.values_list("village_id", flat=True).order_by()))
    if not codes:
        return ""
    pairs = zip(codes[0].split("."), codes[-1].split("."), strict=False)
    return ".".join(one for one, _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def proof(rows: QuerySet[Row]) -> str:
    """SHA-256 over the public ids, in order: which rows they were can be proven without listing them."""
    digest = hashlib.sha256()
    for public_id in rows.order_by("public_id").values_list("public_id", flat=True).iterator():
        digest.update(public_id.encode() + b"\n")
    return digest.hexdigest()
