"""Reads on what follows: how families fare by village, and samples with what they found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Avg, Count, F, Q, QuerySet, Sum
from django.utils import timezone

from payung.office.accounts.permissions import May, scope
from payung.office.claims.forms import USES
from payung.office.claims.models import Visit
from payung.office.claims.queries import visits
from payung.office.followup import sampling
from payung.office.followup.models import Drawn, Outcome, Sample, VisitPhoto

_NARROW = {f"use_{use}": Count("pk", filter=Q(use=use)) for use in USES}


def made(user: Any, months: int = 0) -> QuerySet[Visit]:
    """Visits that were made, of one month of the plan where one is asked for."""
    done = visits(user).filter(done_on__isnull=False)
    return done.filter(months=months) if months else done


def by_village(user: Any, months: int = 0) -> list[dict[str, Any]]:
    """One row a village: families, business, income before and after, school, decile, use of the money."""
    rows = (
        made(user, months)
        .order_by("claim__village__name")
        .values("claim__village__name")
        .annotate(
            visits=Count("pk"),
            families=Count("claim", distinct=True),
            business=Count("pk", filter=Q(business=True)),
            better=Count("pk", filter=Q(income_after__gte=F("income_before"))),
            before=Avg("income_before"),
            after=Avg("income_after"),
            pupils=Sum("children"),
            schooled=Sum("at_school"),
            deciles=Avg("decile"),
            poor=Count("pk", filter=Q(decile__lte=4)),
            **_NARROW,
        )
    )
    due = visits(user).filter(done_on=None, due_on__lte=timezone.localdate())
    waiting = dict(due.order_by().values_list("claim__village__name").annotate(count=Count("pk")))
    return [row | {"due": waiting.get(row["group"], 0)} for row in (_row(dict(each)) for each in rows)]


def _row(row: dict[str, Any]) -> dict[str, Any]:
    pupils = row["pupils"] or 0
    return row | {
        "group": row.pop("claim__village__name"),
        "before": round(row["before"] or 0),
        "after": round(row["after"] or 0),
        "pupils": pupils,
        "schooled": row["schooled"] or 0,
        "school_share": round(100 * (row["schooled"] or 0) / pupils) if pupils else None,
        "decile": round(row["deciles"], 1) if row["deciles"] is not None else None,
    }


def months_visited(user: Any) -> list[int]:
    return sorted(set(made(user).order_by().values_list("months", flat=True).distinct()))


def photos(user: Any) -> QuerySet[VisitPhoto]:
    return VisitPhoto.objects.filter(
        scope(user, May.REPORT_EVENT).within("visit__claim__village")
    ).select_related("visit__claim")


def samples(user: Any) -> QuerySet[Sample]:
    """Samples of the user's areas and of those around them."""
    seen = scope(user, May.DRAW_SAMPLE, May.CHECK_SAMPLE)
    return (
        Sample.objects.filter(seen.within("area"))
        .select_related("area", "drawn_by")
        .annotate(
            checked=Count("families", filter=~Q(families__outcome="")),
            agrees=Count("families", filter=Q(families__outcome=Outcome.AGREES)),
        )
    )


def families(sample: Sample) -> QuerySet[Drawn]:
    return sample.families.select_related("claim__person", "claim__village", "checked_by")


@dataclass(frozen=True, slots=True)
class Found:
    """What a sample found, and what that says of the whole frame."""

    population: int
    size: int
    met: int
    agrees: int
    differs: int
    absent: int
    money: int
    share: tuple[int, int, int] | None
    same_again: bool


def found(sample: Sample) -> Found:
    """The draw is made once more from seed and frame: it must give the same families in the same order."""
    frame = sample.frame.split()
    rows = list(families(sample))
    count = {one: sum(row.outcome == one for row in rows) for one in Outcome}
    met = count[Outcome.AGREES] + count[Outcome.DIFFERS]
    again = sampling.draw(frame, sample.seed, sample.size) == [row.claim.public_id for row in rows]
    return Found(
        population=len(frame),
        size=len(rows),
        met=met,
        agrees=count[Outcome.AGREES],
        differs=count[Outcome.DIFFERS],
        absent=count[Outcome.ABSENT],
        money=sum(bool(row.money_received) for row in rows),
        share=sampling.share(count[Outcome.AGREES], met),
        same_again=again and sampling.hash_of(frame) == sample.frame_sha256,
    )
