"""What pages ask of overpayments: confined to the user's funds, each figure by one statement."""

from __future__ import annotations

from typing import Any

from django.db.models import F, Q, QuerySet, Sum

from payung.office.accounts.permissions import May, scope
from payung.office.billing.queries import bills
from payung.office.funding.models import Fund
from payung.office.funding.queries import funds
from payung.office.overpayments.models import WAITING, ClaimLetter, Finding, HistoryFile, Kind, State


def payers(user: Any) -> QuerySet[Fund]:
    """Funds whose money the user sees; a sponsor its own."""
    return funds(user).filter(scope(user, May.SEE_MONEY).within("area"))


def findings(user: Any) -> QuerySet[Finding]:
    return Finding.objects.filter(fund__in=payers(user).order_by().values("pk")).select_related(
        "fund", "person", "person__village", "programme", "letter", "credited_to", "credited_to__fund"
    )


def letters(user: Any) -> QuerySet[ClaimLetter]:
    return ClaimLetter.objects.filter(fund__in=payers(user).order_by().values("pk")).select_related(
        "fund", "fund__sponsor", "fund__area", "made_by"
    )


def histories(user: Any) -> QuerySet[HistoryFile]:
    return HistoryFile.objects.filter(fund__in=payers(user).order_by().values("pk")).select_related(
        "fund", "agreement", "imported_by"
    )


def waiting_rupiah(user: Any) -> int:
    """Rupiah found or claimed that has not come back, for whoever can do something about it."""
    own = Q(pk__in=[])
    mine = scope(user, May.RECORD_PAYMENTS, May.MANAGE_FUNDS)
    if mine:
        own = mine.within("fund__area")
    return int(Finding.objects.filter(own, state__in=WAITING).aggregate(s=Sum("rupiah", default=0))["s"])


def by_state(user: Any) -> dict[str, int]:
    """Rupiah in each state."""
    sums = dict(
        Finding.objects.filter(fund__in=payers(user).order_by().values("pk"))
        .order_by()
        .values_list("state")
        .annotate(sum=Sum("rupiah"))
    )
    return {state.value: sums.get(state.value, 0) for state in State}


def groups(user: Any) -> list[dict[str, Any]]:
    """For each fund and reason: person-months, and rupiah by state."""

    def of(*states: State) -> Sum:
        return Sum("rupiah", filter=Q(state__in=states), default=0)

    found: list[Any] = list(
        Finding.objects.filter(fund__in=payers(user).order_by().values("pk"))
        .order_by("fund__year", "fund__name", "kind")
        .values("fund__public_id", "fund__name", "fund__year", "kind")
        .annotate(
            person_months=Sum("months"),
            found_rupiah=of(State.FOUND),
            claimed_rupiah=of(State.CLAIMED),
            back_rupiah=of(State.CREDITED, State.REFUNDED),
            refused_rupiah=of(State.REFUSED),
        )
    )
    return found


def to_claim(fund: Fund, kind: Kind) -> dict[str, int]:
    """What a letter would claim."""
    found = Finding.objects.filter(fund=fund, kind=kind, state=State.FOUND)
    return found.aggregate(months=Sum("months", default=0), rupiah=Sum("rupiah", default=0))


def creditable(user: Any, finding: Finding) -> QuerySet[Any]:
    """Unpaid bills of the fund that are large enough for the credit."""
    large: QuerySet[Any] = (
        bills(user)
        .filter(fund=finding.fund_id)
        .annotate(still=F("total") + F("corrected") - F("paid"))
        .filter(still__gte=finding.rupiah)
        .order_by("month", "part")
    )
    return large
