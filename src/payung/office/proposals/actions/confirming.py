"""Acts of the second reviewer, where a programme asks for two people: confirm a verdict, or send it back."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from payung.errors import UnusableInput
from payung.language import Text
from payung.office.accounts.permissions import May, Refused, require, scope
from payung.office.journal.acts import act, record
from payung.office.proposals.actions.importing import lock_programme
from payung.office.proposals.actions.reviewing import (
    acceptable,
    another_figure,
    common_area,
    moved_on,
    proof,
    taken,
)
from payung.office.proposals.models import Row, Stage, Standing


@act("proposals.confirm_review")
def confirm(actor: Any, row: Row) -> Row:
    """Confirm another reviewer's verdict: the row then stands as that one said.

    Raises Refused; UnusableInput for one's own verdict, a row that does not wait for a second reviewer, or an
    acceptance of somebody who stands in the programme by now.
    """
    row = _waiting(actor, row)
    if row.reviewed_by_id == actor.pk:
        raise UnusableInput(
            Text("keputusan ini keputusan Anda sendiri", "this verdict is your own"),
            Text("Minta pemeriksa lain menyetujuinya", "Ask another reviewer to confirm it"),
        )
    row.standing = row.verdict
    row.confirmed_by, row.confirmed = actor, timezone.now()
    try:
        with transaction.atomic():
            row.save(update_fields=["standing", "confirmed_by", "confirmed"])
    except IntegrityError:
        raise taken() from None
    record(
        f"row:{row.public_id}",
        area=row.village_id,
        why=row.review_reason,
        facts={"verdict": row.verdict, "first": row.reviewed_by.username if row.reviewed_by else ""},
    )
    return row


@act("proposals.send_back")
def send_back(actor: Any, row: Row, why: str) -> Row:
    """The verdict does not convince, or its reviewer takes it back: the row waits for review again.

    Raises Refused; UnusableInput without a reason, or for a row that does not wait for a second reviewer.
    """
    row = _waiting(actor, row)
    why = " ".join(why.split())[:500]
    if not why:
        raise UnusableInput(
            Text("alasan belum ditulis", "the reason is missing"),
            Text("Tulis apa yang harus diperiksa lagi", "Write what must be looked at again"),
        )
    first, verdict = row.reviewed_by, row.verdict
    row.standing, row.verdict, row.review_reason = Standing.OPEN, "", ""
    row.reviewed_by = row.reviewed = row.together = None
    row.save(update_fields=["standing", "verdict", "review_reason", "reviewed_by", "reviewed", "together"])
    record(
        f"row:{row.public_id}",
        area=row.village_id,
        why=why,
        facts={"verdict": verdict, "first": first.username if first else ""},
    )
    return row


@act("proposals.confirm_many")
def confirm_many(actor: Any, rows: QuerySet[Row], *, expected: int) -> int:
    """Confirm many verdicts of others in one act. ``expected`` is the figure that was shown: where it is another
    by now, nothing is done. An acceptance of somebody who stands already stays as it is. Returns how many.
    """
    allowed = scope(actor, May.REVIEW)
    if not allowed:
        raise Refused(May.REVIEW)
    chosen = rows.filter(standing=Standing.SECOND, submission__stage=Stage.READY).order_by()
    chosen = chosen.exclude(reviewed_by=actor)
    for programme in sorted(set(chosen.values_list("programme_id", flat=True))):
        lock_programme(programme)
    if chosen.exclude(allowed.within("village")).exists():
        raise Refused(May.REVIEW)
    waiting = chosen.count()
    if waiting != expected or not waiting:
        raise another_figure(waiting, expected)
    at = timezone.now()
    said = {"confirmed_by": actor, "confirmed": at}
    accept = acceptable(chosen.filter(verdict=Standing.ACCEPTED))
    accepted = accept.update(standing=Standing.ACCEPTED, **said)
    dropped = chosen.filter(verdict=Standing.DROPPED).update(standing=Standing.DROPPED, **said)
    confirmed = Row.objects.filter(confirmed_by=actor, confirmed=at)
    record(
        "rows",
        area=common_area(confirmed),
        facts={
            "accepted": accepted,
            "dropped": dropped,
            "left": waiting - accepted - dropped,
            "rows_sha256": proof(confirmed),
        },
    )
    return accepted + dropped


def _waiting(actor: Any, row: Row) -> Row:
    require(actor, May.REVIEW, row.village_id)
    lock_programme(row.programme_id)
    row = (
        Row.objects.select_for_update(of=("self",)).select_related("submission", "reviewed_by").get(pk=row.pk)
    )
    if row.standing != Standing.SECOND or row.submission.stage != Stage.READY:
        raise moved_on()
    return row
