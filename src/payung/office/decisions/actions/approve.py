"""Approval: in one transaction the list becomes people, places, money held and person-months, and is frozen.

Quotas, ceilings and the one payer of a month are guarded by the database alone; what it refuses is said in figures.
Locks are taken in one order everywhere (programme, decision, quotas, funds, people by index, journal), so that acts
that meet wait for each other and never block each other for good.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from payung.errors import Place, UnusableInput
from payung.language import Text
from payung.office.accounts.permissions import May, require
from payung.office.decisions import people, refusals
from payung.office.decisions.actions.generate import summary
from payung.office.decisions.actions.submit import check_unchanged, locked, must_be
from payung.office.decisions.models import Decision, State
from payung.office.decisions.person_months import create_months, withdraw_months
from payung.office.journal.acts import act, record
from payung.office.proposals.models import Row, Standing

_TAKE_VILLAGE = """
UPDATE programmes_quota SET taken = taken + (
    SELECT SUM(n) FROM (
        SELECT COUNT(*) AS n FROM decisions_line l
        WHERE l.decision_id = %s AND l.taken AND (programmes_quota.village_id IS NULL OR l.village_id = programmes_quota.village_id)
        UNION ALL
        SELECT -COUNT(*) FROM decisions_withdrawal w JOIN decisions_line l ON l.id = w.line_id
        WHERE w.decision_id = %s AND (programmes_quota.village_id IS NULL OR l.village_id = programmes_quota.village_id)
    ) sums
)
WHERE programme_id = %s
"""
_COMMIT_FUNDS = """
UPDATE funding_fund SET committed = committed + (
    SELECT SUM(n) FROM (
        SELECT COALESCE(SUM(l.rupiah), 0) AS n FROM decisions_line l
        WHERE l.decision_id = %s AND l.taken AND l.fund_id = funding_fund.id
        UNION ALL
        SELECT -COALESCE(SUM(w.rupiah), 0) FROM decisions_withdrawal w JOIN decisions_line l ON l.id = w.line_id
        WHERE w.decision_id = %s AND l.fund_id = funding_fund.id
    ) sums
)
WHERE id IN (
    SELECT fund_id FROM decisions_line WHERE decision_id = %s AND taken
    UNION
    SELECT l.fund_id FROM decisions_withdrawal w JOIN decisions_line l ON l.id = w.line_id WHERE w.decision_id = %s
)
"""


@act("decision.approve")
def approve(actor: Any, decision: Decision, *, number: str, dated: date) -> Decision:
    """Approve a submitted list under its SK number and date; by another user than who submitted it.

    Raises UnusableInput, with nothing changed, where a village, the programme or a fund has no room left, where
    somebody's month has a payer already, or where another list of the cycle was approved first.
    """
    require(actor, May.APPROVE_DECISION, decision.programme.area_id)
    kept = locked(decision)
    must_be(kept, State.SUBMITTED)
    _check(actor, kept, number, dated)
    check_unchanged(kept)
    refusals.check_villages(kept)
    refusals.check_open(kept)
    refusals.check_leaving(kept)
    withdrawn = withdraw_months(kept)
    _take_places(kept)
    people.make_people(kept)
    months = _make_months(kept)
    _mark_rows(kept)
    _freeze(actor, kept, number.strip(), dated)
    facts = summary(kept) | {"number": kept.number, "dated": dated, "person_months": months, **withdrawn}
    record(f"decision:{kept.public_id}", area=kept.programme.area_id, facts=facts)
    return kept


def _check(actor: Any, decision: Decision, number: str, dated: date) -> None:
    if decision.submitted_by_id == actor.pk:
        raise UnusableInput(
            Text("Anda sendiri yang mengajukan daftar ini", "You submitted this list yourself"),
            Text(
                "Minta pengguna lain yang berwenang menyetujuinya",
                "Ask another user with that duty to approve it",
            ),
        )
    if not number.strip():
        raise UnusableInput(
            Text("Nomor SK belum diisi", "The decree's number is missing"),
            Text("Isi nomor SK", "Fill the decree's number"),
            Place(column="number"),
        )
    if dated > timezone.localdate():
        raise UnusableInput(
            Text("Tanggal SK di masa depan", "The decree's date lies in the future"),
            Text("Isi tanggal SK yang sebenarnya", "Fill the decree's real date"),
            Place(column="dated"),
        )


def _take_places(decision: Decision) -> None:
    """Quotas, then funds: each in the order of their keys."""
    own, programme = decision.pk, decision.programme
    list(programme.quotas.select_for_update(no_key=True).order_by("pk").values_list("pk"))
    try:
        with transaction.atomic(), connection.cursor() as sql:
            sql.execute(_TAKE_VILLAGE, [own, own, programme.pk])
    except IntegrityError as error:
        raise refusals.no_places(decision) from error
    refusals.lock_funds(decision)
    try:
        with transaction.atomic(), connection.cursor() as sql:
            sql.execute(_COMMIT_FUNDS, [own, own, own, own])
    except IntegrityError as error:
        raise refusals.no_money(decision) from error


def _make_months(decision: Decision) -> int:
    try:
        with transaction.atomic():
            return create_months(decision)
    except IntegrityError as error:
        raise refusals.paid_already(decision) from error


def _mark_rows(decision: Decision) -> None:
    taken = decision.lines.filter(taken=True).values("row_id")
    marked = Row.objects.filter(pk__in=taken, standing=Standing.ACCEPTED).update(standing=Standing.DECIDED)
    if marked != decision.people:  # decided by somebody else between our check and now
        raise refusals.rows_changed()


def _freeze(actor: Any, decision: Decision, number: str, dated: date) -> None:
    others = Decision.objects.filter(
        programme=decision.programme,
        cycle=decision.cycle,
        state__in=[State.DRAFT, State.SUBMITTED, State.RETURNED],
    ).exclude(pk=decision.pk)
    others.update(state=State.DISCARDED, note=f"SK {number}")
    decision.state, decision.number, decision.dated = State.APPROVED, number, dated
    decision.approved_by, decision.approved = actor, timezone.now()
    try:
        with transaction.atomic():
            decision.save(update_fields=["state", "number", "dated", "approved_by", "approved"])
    except IntegrityError as error:
        raise refusals.not_the_one(decision) from error
