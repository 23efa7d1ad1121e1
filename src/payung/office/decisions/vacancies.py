"""What pages ask of free places: each with how far its replacement is, and the decrees that have any."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, CharField, Count, Exists, Max, OuterRef, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from payung.office.accounts.permissions import May, scope
from payung.office.decisions.departures import OPEN
from payung.office.decisions.models import Decision, State, Vacancy, Withdrawal

STANDINGS = {
    "open": _("Free"),
    "drafted": _("Replacement proposed"),
    "filled": _("Replaced by decree"),
    "dismissed": _("Put aside"),
}
_WAY = [State.DRAFT, State.SUBMITTED, State.RETURNED]
# A change that was not made from here may have filled the place: it took newcomers.
_FILLED_ELSEWHERE = Exists(
    Withdrawal.objects.filter(line=OuterRef("line"), decision__state=State.APPROVED, decision__people__gt=0)
)


def vacancies(user: Any) -> QuerySet[Vacancy]:
    """Free places in the villages that the user serves, with ``standing``."""
    seen = scope(user, May.SEE_DECISIONS).within("village")
    return stood(Vacancy.objects.filter(seen)).select_related(
        "line", "line__row", "line__person", "line__decision", "line__decision__programme", "village", "draft"
    )


def stood(rows: QuerySet[Vacancy]) -> QuerySet[Vacancy]:
    return rows.annotate(
        standing=Case(
            When(dismissed=True, then=Value("dismissed")),
            When(draft__state=State.APPROVED, then=Value("filled")),
            When(_FILLED_ELSEWHERE, then=Value("filled")),
            When(draft__state__in=_WAY, then=Value("drafted")),
            default=Value("open"),
            output_field=CharField(),
        )
    )


def open_places(decision: Decision) -> QuerySet[Vacancy]:
    """Places of a decree that may be filled."""
    rows = Vacancy.objects.filter(OPEN, ~_FILLED_ELSEWHERE, line__decision=decision)
    return rows.select_related("line", "line__row", "village").order_by("village__name", "line__number")


def waiting(user: Any) -> int:
    """How many places wait for this user to fill them."""
    mine = scope(user, May.SUBMIT_DECISION).within("village")
    return Vacancy.objects.filter(OPEN, ~_FILLED_ELSEWHERE, mine).count()


def decrees(user: Any) -> list[dict[str, Any]]:
    """Decrees of the user with places to fill: how many, and the month from which all of them are free."""
    mine = scope(user, May.SUBMIT_DECISION).within("line__decision__programme__area")
    found: list[Any] = list(
        Vacancy.objects.filter(OPEN, ~_FILLED_ELSEWHERE, mine)
        .order_by()
        .values("line__decision__public_id", "line__decision__number", "line__decision__programme__name")
        .annotate(places=Count("pk"), villages=Count("village", distinct=True), first=Max("first_month"))
        .order_by("line__decision__programme__name", "line__decision__number")
    )
    return found


def reportable(user: Any) -> QuerySet[Decision]:
    """Approved decrees from whose lists the user may report somebody."""
    from payung.office.decisions.queries import decisions

    return decisions(user).filter(state=State.APPROVED)


def waiting_people(decision: Decision) -> int:
    """Accepted and not decided, in the whole programme: who could come."""
    from payung.office.proposals.models import Standing

    return int(decision.programme.rows.filter(standing=Standing.ACCEPTED).count())
