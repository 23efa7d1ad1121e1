"""Acts on the claim's way: documents complete, with BPJS, granted or refused, objected, paid, a difference judged."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Sum
from django.utils import timezone

from payung.errors import Place, UnusableInput
from payung.language import Text, rupiah
from payung.law.benefit_text import CODE_WORDS
from payung.law.month import date_in_words
from payung.office.accounts.permissions import May, require
from payung.office.claims.actions.freezing import keep_working
from payung.office.claims.actions.visits import plan_visits
from payung.office.claims.models import (
    SEALED_CLAIM,
    SEALED_HEIR,
    Claim,
    Difference,
    Heir,
    Payment,
    State,
    Step,
)
from payung.office.claims.queries import event_of
from payung.office.claims.reckoning import reckon
from payung.office.core.vault import seal_fields, unseal_fields
from payung.office.journal.acts import act, record
from payung.office.workdays.queries import calendar_of

# From which state each step may be taken.
FROM: dict[str, tuple[str, ...]] = {
    State.GATHERED: (State.REPORTED,),
    State.HANDED: (State.REPORTED, State.GATHERED),
    State.GRANTED: (State.HANDED, State.OBJECTED),
    State.REFUSED: (State.HANDED, State.OBJECTED),
    State.OBJECTED: (State.REFUSED,),
    State.PAID: (State.HANDED, State.OBJECTED, State.GRANTED, State.PAID),
}


@act("claim.gathered")
def gathered(actor: Any, claim: Claim, *, dated: date) -> None:
    """Every paper asked for is here. Raises UnusableInput with how many are not."""
    require(actor, May.REPORT_EVENT, claim.village_id)
    claim = _step(claim, State.GATHERED, dated)
    _check_papers(claim)
    _take(actor, claim, State.GATHERED, dated)
    record(f"claim:{claim.public_id}", area=claim.village_id, facts={"dated": dated})


@act("claim.hand_over")
def hand_over(actor: Any, claim: Claim, *, dated: date) -> None:
    """BPJS has everything: its days to pay begin."""
    require(actor, May.HANDLE_CLAIM, claim.village_id)
    claim = _step(claim, State.HANDED, dated)
    _check_papers(claim)
    claim.complete = dated
    _take(actor, claim, State.HANDED, dated)
    record(f"claim:{claim.public_id}", area=claim.village_id, facts={"dated": dated})


@act("claim.grant")
def grant(actor: Any, claim: Claim, *, dated: date, note: str = "") -> None:
    require(actor, May.HANDLE_CLAIM, claim.village_id)
    claim = _step(claim, State.GRANTED, dated)
    _take(actor, claim, State.GRANTED, dated, note)
    record(f"claim:{claim.public_id}", area=claim.village_id, facts={"dated": dated})


@act("claim.refuse")
def refuse(actor: Any, claim: Claim, *, dated: date, why: str) -> None:
    """BPJS refused, with its reason."""
    require(actor, May.HANDLE_CLAIM, claim.village_id)
    claim = _step(claim, State.REFUSED, dated)
    _need(why, "why")
    claim.why_refused = why.strip()
    _take(actor, claim, State.REFUSED, dated, why)
    record(f"claim:{claim.public_id}", area=claim.village_id, why=why.strip(), facts={"dated": dated})


@act("claim.object")
def raise_objection(actor: Any, claim: Claim, *, dated: date, why: str) -> None:
    """The family or the office does not accept the refusal."""
    require(actor, May.HANDLE_CLAIM, claim.village_id)
    claim = _step(claim, State.OBJECTED, dated)
    _need(why, "why")
    _take(actor, claim, State.OBJECTED, dated, why)
    record(f"claim:{claim.public_id}", area=claim.village_id, why=why.strip(), facts={"dated": dated})


@act("claim.pay")
def pay(
    actor: Any,
    claim: Claim,
    *,
    dated: date,
    amounts: Mapping[str, int],
    heir: Heir | None = None,
    to: str = "",
) -> list[Payment]:
    """What BPJS paid, by benefit line (rupiah), to whom. The first payment makes the claim a paid one.

    Paid late, the engine is asked once more with both dates, so that its compensation is part of what is owed.
    """
    require(actor, May.HANDLE_CLAIM, claim.village_id)
    claim = _step(claim, State.PAID, dated)
    paid = {code: amount for code, amount in amounts.items() if amount}
    _check_amounts(paid)
    name = unseal_fields(heir.sealed, SEALED_HEIR)["name"] if heir else to.strip()
    _need(name, "to")
    made = [
        Payment.objects.create(
            claim=claim,
            code=code,
            amount=amount,
            dated=dated,
            heir=heir,
            sealed=seal_fields({"to": name}, SEALED_CLAIM),
            recorded_by=actor,
        )
        for code, amount in paid.items()
    ]
    first = claim.state != State.PAID
    claim.paid = sum_paid(claim)
    claim.paid_on = claim.paid_on or dated
    if first:
        _freeze_delay(claim, dated)
        _take(actor, claim, State.PAID, dated)
        plan_visits(claim)
    else:
        claim.save(update_fields=["paid"])
    record(
        f"claim:{claim.public_id}",
        area=claim.village_id,
        facts={
            "dated": dated,
            "amounts": paid,
            "heir": heir.public_id if heir else "",
            "owed": claim.owed,
            "paid": claim.paid,
        },
    )
    return made


def sum_paid(claim: Claim) -> int:
    return int(claim.payments.aggregate(sum=Sum("amount", default=0))["sum"])


def _freeze_delay(claim: Claim, dated: date) -> None:
    """Compensation for a late payment: a new version of the working, and only where there is any."""
    if claim.complete is None or not claim.owed:
        return
    event = event_of(claim)
    dates: dict[str, Any] = {"documents_complete": claim.complete.isoformat(), "paid_on": dated.isoformat()}
    dates |= _corrected(claim, claim.complete, dated)
    more = {**event.more, **dates}
    reckoned = reckon(
        claim.person,
        type(event)(event.kind, event.day, event.outcome, event.died_on, event.children, more),
        max(dated, timezone.localdate()),
    )
    if reckoned.total == claim.owed:
        return
    keep_working(claim, reckoned, "late")
    claim.owed = reckoned.total


def _corrected(claim: Claim, since: date, until: date) -> dict[str, Any]:
    """Days that the office corrected in the time to pay: part of the case, so that it gives the same answer anywhere."""
    days = calendar_of(claim.village_id)
    said = {"days_off": sorted(days.off), "days_on": sorted(days.on)}
    within = {key: [day.isoformat() for day in held if since <= day <= until] for key, held in said.items()}
    return {key: held for key, held in within.items() if held}


@act("claim.difference")
def judge_difference(actor: Any, claim: Claim, *, code: str, verdict: str, why: str) -> Difference:
    """Why one line was paid otherwise than owed: explained, or contested (then the letter may be written)."""
    require(actor, May.HANDLE_CLAIM, claim.village_id)
    _need(why, "why")
    if code not in CODE_WORDS or verdict not in Difference.Verdict:
        raise UnusableInput(
            Text("Baris manfaat ini tidak dikenal", "This benefit line is unknown"),
            Text("Pilih dari daftar", "Choose from the list"),
            Place(column="code"),
        )
    made, _new = Difference.objects.update_or_create(
        claim=claim, code=code, defaults={"verdict": verdict, "why": why.strip()[:500], "by": actor}
    )
    record(
        f"claim:{claim.public_id}",
        area=claim.village_id,
        why=made.why,
        facts={"code": code, "verdict": verdict},
    )
    return made


def _step(claim: Claim, state: str, dated: date) -> Claim:
    """The claim, locked, where this step may follow. Raises UnusableInput."""
    held = Claim.objects.select_for_update(of=("self",)).select_related("person").get(pk=claim.pk)
    if held.state not in FROM[state]:
        raise UnusableInput(
            Text(
                f"Langkah ini tidak dapat menyusul keadaan “{_ID[held.state]}”",
                f"This step cannot follow the state “{_EN[held.state]}”",
            ),
            Text("Muat ulang halaman klaimnya", "Load the claim's page again"),
            Place(column="dated"),
        )
    earlier = held.steps.exclude(state=State.REPORTED).order_by("-pk").first()
    earliest = earlier.dated if earlier else held.died_on or held.day
    if dated > timezone.localdate() or dated < earliest:
        raise UnusableInput(
            Text(
                f"Tanggal harus antara {date_in_words(earliest, 'id')} dan hari ini",
                f"The date must lie between {date_in_words(earliest, 'en')} and today",
            ),
            Text("Periksa tanggalnya", "Check the date"),
            Place(column="dated"),
        )
    return held


_ID = {
    "reported": "dilaporkan", "gathered": "dokumen lengkap", "handed": "di BPJS", "objected": "keberatan diajukan",
    "granted": "dikabulkan", "refused": "ditolak BPJS", "paid": "dibayar", "cancelled": "dibatalkan",
}  # fmt: skip
_EN = {
    "reported": "reported", "gathered": "documents complete", "handed": "with BPJS", "objected": "objection raised",
    "granted": "granted", "refused": "refused by BPJS", "paid": "paid", "cancelled": "cancelled",
}  # fmt: skip


def _take(actor: Any, claim: Claim, state: str, dated: date, note: str = "") -> None:
    claim.state = state
    claim.save(update_fields=["state", "complete", "paid", "paid_on", "owed", "why_refused"])
    Step.objects.create(claim=claim, state=state, dated=dated, note=note.strip(), by=actor)


def _check_papers(claim: Claim) -> None:
    missing = claim.papers.filter(came=None, spared="").count()
    if missing:
        raise UnusableInput(
            Text(f"{missing} kertas belum ada", f"{missing} papers are still missing"),
            Text(
                "Tandai yang sudah ada, atau tulis mengapa tidak perlu",
                "Mark those that are here, or write why they are not needed",
            ),
            Place(column="dated"),
        )


def _check_amounts(paid: Mapping[str, int]) -> None:
    wrong = [code for code, amount in paid.items() if code not in CODE_WORDS or amount < 0]
    if wrong or not paid:
        raise UnusableInput(
            Text(
                f"Jumlah {rupiah(sum(paid.values()))} tidak dapat dicatat",
                f"{rupiah(sum(paid.values()))} cannot be recorded",
            ),
            Text("Isi rupiah sekurangnya pada satu baris", "Fill rupiah on at least one line"),
            Place(column="amounts"),
        )


def _need(words: str, column: str) -> None:
    if not words.strip():
        raise UnusableInput(
            Text("Isian ini kosong", "This field is empty"),
            Text("Isi lebih dulu", "Fill it first"),
            Place(column=column),
        )
