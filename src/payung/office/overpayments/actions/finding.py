"""The act of looking: what is found only is brought up to date, what was claimed stands."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import connection, transaction
from django.db.models import Count, Sum
from django.utils import timezone

from payung.office.accounts.permissions import May, Refused, scope
from payung.office.billing.models import Payment
from payung.office.core.bulk import insert_rows
from payung.office.core.identifiers import public_id
from payung.office.journal.acts import act, record
from payung.office.journal.models import Entry
from payung.office.overpayments.finding import looked
from payung.office.overpayments.models import Finding, HistoryFile, Item, State

_LOCK = 5_026_0001  # of this act alone, so that two looks never write at once
# One finding for a person and fund; of relief one for a month, where everybody is meant.
_KEY = """kind || ':' || CAST(fund_id AS text) || ':' || CAST(COALESCE(programme_id, 0) AS text) || ':' ||
    CASE WHEN kind = 'relief' THEN 'm' || CAST(month AS text) ELSE 'p' || CAST(person_id AS text) END"""
_KEYS = f"""
SELECT {_KEY}, kind, fund_id, MIN(programme_id), CASE WHEN kind = 'relief' THEN NULL ELSE MIN(person_id) END,
    MIN(evidence), MIN(since)
FROM overpaid GROUP BY {_KEY}, kind, fund_id ORDER BY 1
"""
_FIELDS = (
    "public_id", "key", "kind", "fund", "programme", "person", "evidence", "since", "state", "first_month", "last_month",
    "months", "rupiah", "why", "document", "found",
)  # fmt: skip
_ITEMS = f"""
INSERT INTO overpayments_item (finding_id, person_id, month, people, paid, rupiah, whole, bill_id, person_month_id, history_id)
SELECT f.id, o.person_id, o.month, o.people, o.paid, o.rupiah, o.whole = 1, o.bill_id, o.person_month_id, o.history_id
FROM (SELECT {_KEY} AS made_key, overpaid.* FROM overpaid) o
JOIN overpayments_finding f ON f.key = o.made_key AND f.state = 'found'
"""
_SUM = """
UPDATE overpayments_finding SET
    first_month = s.first_month, last_month = s.last_month, months = s.months, rupiah = s.rupiah
FROM (SELECT finding_id, MIN(month) AS first_month, MAX(month) AS last_month, SUM(people) AS months, SUM(rupiah) AS rupiah
      FROM overpayments_item GROUP BY finding_id) s
WHERE s.finding_id = overpayments_finding.id AND overpayments_finding.state = 'found'
"""


def may_find(user: Any) -> bool:
    return bool(scope(user, May.RECORD_PAYMENTS, May.MANAGE_FUNDS))


@act("overpayment.find")
def find(actor: Any) -> dict[str, int]:
    """Look through all books and histories. ``actor`` None is the office itself, once a day.

    Gives how many findings stand as found, their person-months and rupiah. Safe to run again.
    """
    if actor is not None and not may_find(actor):
        raise Refused(May.RECORD_PAYMENTS)
    if connection.vendor == "postgresql":
        with connection.cursor() as sql:
            sql.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    with looked() as sql:
        Item.objects.filter(finding__state=State.FOUND)._raw_delete(using=connection.alias)
        sql.execute(_KEYS)
        _add(sql.fetchall())
        sql.execute(_ITEMS)
        sql.execute(_SUM)
        Finding.objects.filter(state=State.FOUND, items=None).delete()
    told = Finding.objects.filter(state=State.FOUND).aggregate(
        findings=Count("pk"), months=Sum("months", default=0), rupiah=Sum("rupiah", default=0)
    )
    record("overpayments", facts=told)
    return told


def _add(keys: list[tuple[Any, ...]]) -> None:
    """A finding for each key that has none yet; what the evidence says is brought up to date with it."""
    known = set(Finding.objects.filter(state=State.FOUND).values_list("key", flat=True))
    now = timezone.now()
    rows = (
        (public_id(), key, kind, fund, programme, person, (evidence or "")[:80], since, State.FOUND, 0, 0, 0, 0, "", "", now)
        for key, kind, fund, programme, person, evidence, since in keys
        if key not in known
    )  # fmt: skip
    insert_rows(Finding, _FIELDS, rows)


def find_daily(day: date) -> None:
    """The office's own look, once a day; not where nothing was ever paid."""
    looked_today = Entry.objects.filter(act="overpayment.find", actor=None, at__date=day).exists()
    if not looked_today and (Payment.objects.exists() or HistoryFile.objects.exists()):
        with transaction.atomic():
            find(None)
