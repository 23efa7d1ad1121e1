"""Reads on proposals: scoped to the user's areas, set-based, a constant number of queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum

from payung.language import Text
from payung.office.accounts.permissions import May, scope
from payung.office.areas.models import Area
from payung.office.core.vault import blind_index, unseal_fields
from payung.office.programmes.models import Programme
from payung.office.proposals.models import (
    COMING,
    MENDABLE,
    SEALED_FINDING,
    SEALED_ROW,
    SEALED_SKIPPED,
    Finding,
    HandEntry,
    Row,
    SkippedRow,
    Stage,
    Standing,
    Submission,
)
from payung.office.proposals.reasons import Reason, reason
from payung.office.proposals.tallying import codes_of, counted_rows

# What became of a proposed person, each counted once: a row that was mended counts as the row that mended it, and
# one who left a decree later did not fall out of a list.
FATES: dict[str, Q] = {
    "sekali": ~Q(standing=Standing.MENDED),
    "gugur": Q(standing=Standing.DROPPED) & ~Q(outcome="eligible"),
    "tunggu": Q(standing__in=(Standing.OPEN, Standing.SECOND)),
}


def submissions(user: Any) -> QuerySet[Submission]:
    """Submissions of the user's areas. A village sees its own; a regency those of its villages too."""
    return Submission.objects.filter(scope(user, May.SEE_PROPOSALS).within("area")).select_related(
        "programme", "area", "uploaded_by"
    )


def rows(user: Any, *, may: May = May.SEE_PROPOSALS) -> QuerySet[Row]:
    """Rows of the user's villages, of submissions that are checked: nothing that is still arriving."""
    return (
        Row.objects.filter(scope(user, may).within("village"), submission__stage=Stage.READY)
        .exclude(standing=Standing.ARRIVING)
        .select_related("village", "submission", "programme")
    )


def counted(user: Any, *, may: May = May.SEE_PROPOSALS) -> QuerySet[Any]:
    """The rows of ``rows`` for counting: each for its ``heads``."""
    return counted_rows().filter(scope(user, may).within("village"), submission__stage=Stage.READY)


def how_many(of: QuerySet[Any]) -> int:
    return int(of.aggregate(n=Sum("heads", default=0))["n"])


def row_of(user: Any, public_id: str) -> QuerySet[Row]:
    """One row, with all that its page shows."""
    return (
        rows(user)
        .filter(public_id=public_id)
        .select_related("mends", "reviewed_by", "confirmed_by", "together", "submission__area")
    )


def waiting(user: Any) -> QuerySet[Row]:
    """What waits for this user's review."""
    return rows(user, may=May.REVIEW).filter(standing=Standing.OPEN)


def second(user: Any) -> QuerySet[Row]:
    """Verdicts that wait for a second reviewer, in the user's areas; the user's own word is among them."""
    return rows(user, may=May.REVIEW).filter(standing=Standing.SECOND)


def to_confirm(user: Any) -> QuerySet[Row]:
    """Those of them that this user may confirm: another gave the verdict."""
    return second(user).exclude(reviewed_by=user)


def own_words(user: Any) -> QuerySet[Row]:
    """Verdicts of the user that another must confirm."""
    return second(user).filter(reviewed_by=user)


def counted_waiting(user: Any, *, in_second: bool = False) -> QuerySet[Any]:
    """``waiting``, or ``second``, for counting."""
    standing = Standing.SECOND if in_second else Standing.OPEN
    return counted(user, may=May.REVIEW).filter(standing=standing)


def skipped(submission: Submission) -> QuerySet[SkippedRow]:
    return SkippedRow.objects.filter(submission=submission).order_by("position")


def skipped_counts(submission: Submission) -> dict[str, int]:
    """How many rows were skipped, by why."""
    told = SkippedRow.objects.filter(submission=submission).order_by().values_list("why")
    return dict(told.annotate(n=Count("pk")))


def cells_of(skipped_row: SkippedRow) -> dict[str, str]:
    cells: dict[str, str] = unseal_fields(skipped_row.sealed, SEALED_SKIPPED)["cells"]
    return cells


def by_nik(user: Any, digits: str) -> QuerySet[Row]:
    """Rows of a full NIK, found blind; a NIK never stands in an address, where it would be logged."""
    return rows(user).filter(nik_index=blind_index(digits)).order_by("-pk")


def open_programmes(user: Any) -> QuerySet[Programme]:
    """Programmes for which the user may propose: of their areas, or of an area above."""
    around = scope(user, May.PROPOSE).around("area")
    return Programme.objects.filter(around, closed=False).select_related("area")


def proposing_areas(user: Any, programme: Programme) -> QuerySet[Area]:
    """Areas for which the user may propose within a programme, the widest first."""
    inside = Q(code=programme.area_id) | Q(code__startswith=f"{programme.area_id}.")
    return Area.objects.filter(scope(user, May.PROPOSE).within(""), inside).order_by("level", "code")


def mendable(user: Any, programme: Programme) -> QuerySet[Submission]:
    """Checked lists with rows that a village can mend."""
    return (
        submissions(user)
        .filter(programme=programme, stage=Stage.READY)
        .filter(Exists(Row.objects.filter(submission=OuterRef("pk"), standing__in=MENDABLE)))
    )


def to_mend(user: Any, today: date) -> QuerySet[Submission]:
    """Lists that were replied to, whose day has not passed, with rows that still wait or fell out."""
    return (
        Submission.objects.filter(scope(user, May.PROPOSE).within("area"), mend_by__gte=today)
        .filter(Exists(Row.objects.filter(submission=OuterRef("pk"), standing__in=MENDABLE)))
        .exclude(mended_by__stage__in=COMING)
        .exclude(
            pk__in=Submission.objects.filter(stage=Stage.READY, people__gt=0, mends__isnull=False).values(
                "mends"
            )
        )
    )


def hand_entries(user: Any) -> QuerySet[HandEntry]:
    return HandEntry.objects.filter(owner=user).select_related("programme", "area")


@dataclass(frozen=True, slots=True)
class ReasonCount:
    reason: Reason
    rows: int
    open: int


def reason_counts(of: QuerySet[Any]) -> list[ReasonCount]:
    """How many rows each reason concerns, and how many of them wait; the gravest first. ``of`` as ``counted`` gives it."""
    found: dict[str, list[int]] = {}
    for each in of.order_by().values("codes", "standing").annotate(n=Sum("heads")):
        for code in codes_of(each["codes"], hints=True):
            sums = found.setdefault(code, [0, 0])
            sums[0] += each["n"]
            sums[1] += each["n"] if each["standing"] == Standing.OPEN else 0
    counts = [ReasonCount(reason(code), *sums) for code, sums in found.items()]
    return sorted(counts, key=lambda each: each.reason.order)


def rows_with_reason(code: str) -> QuerySet[Finding, int]:
    """The rows that a reason concerns, as a subquery."""
    return Finding.objects.filter(code=code).values_list("row_id", flat=True)


def standing_counts(of: QuerySet[Any]) -> dict[str, int]:
    """``of`` as ``counted`` gives it."""
    told = of.order_by().values("standing").annotate(n=Sum("heads"))
    return {each["standing"]: each["n"] for each in told}


def village_counts(submission: Submission) -> list[Any]:
    """By village: people, and how many of them passed, wait and fell out."""
    return list(
        counted_rows()
        .filter(submission=submission)
        .order_by()
        .values(code=F("village_id"), village_name=F("village__name"))
        .annotate(
            people=Sum("heads"),
            eligible=Sum("heads", filter=Q(outcome="eligible"), default=0),
            review=Sum("heads", filter=Q(outcome="review"), default=0),
            refused=Sum("heads", filter=Q(outcome="refused"), default=0),
        )
        .order_by("village_id")
    )


def villages_to_mend(submission: Submission) -> list[Any]:
    """Villages of a list of several with rows to mend, each with how many."""
    return list(
        counted_rows()
        .filter(submission=submission, standing__in=MENDABLE)
        .order_by()
        .values(code=F("village_id"), village_name=F("village__name"))
        .annotate(rows=Sum("heads"))
        .order_by("village_id")
    )


@dataclass(frozen=True, slots=True)
class Told:
    """One finding in words: ``said`` names what it rests on; ``finding.list`` cites the list and its date."""

    finding: Finding
    reason: Reason
    said: dict[str, Any]

    @property
    def sentence(self) -> Text:
        """As pages show it: numbers are masked."""
        return self.reason.said(self.said)

    @property
    def likeness(self) -> str:
        """The score as a share; nobody is told to be the same for certain."""
        return f"{min(self.finding.score or 0, 0.99):.0%}"

    @property
    def in_full(self) -> Text:
        """As the village reads it that wrote the list."""
        return self.reason.said(self.said, mask="")


def findings(of: Sequence[Row]) -> dict[int, list[Told]]:
    """The findings of some rows by row, gravest first, in one query."""
    told: dict[int, list[Told]] = {row.pk: [] for row in of}
    for finding in (
        Finding.objects.filter(row__in=[row.pk for row in of]).select_related("list").order_by("pk")
    ):
        said = unseal_fields(finding.sealed, SEALED_FINDING) if finding.sealed else {}
        if finding.score is not None:
            said["score"] = f"{finding.score:.2f}"
        told[finding.row_id].append(Told(finding, reason(finding.code), said))
    return told


def sealed_of(row: Row) -> dict[str, Any]:
    """What rests sealed on a row: nik, kk, address and the original cells."""
    return unseal_fields(row.sealed, SEALED_ROW)
