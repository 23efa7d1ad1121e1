"""What pages and acts ask of claims, held to the user's areas."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from payung.office.accounts.permissions import May, scope
from payung.office.claims.models import OPEN_STATES, Claim, Paper, SchoolYear, State, Step, Visit
from payung.office.claims.reckoning import Event
from payung.office.core.vault import unseal_fields


def claims(user: Any) -> QuerySet[Claim]:
    """Claims in the user's villages, with papers asked for and still missing."""
    seen = Claim.objects.filter(scope(user, May.SEE_CLAIMS).within("village"))
    return seen.select_related("person", "village", "programme", "fund").annotate(
        papers_needed=_papers(), papers_missing=_papers(came=None)
    )


def _papers(**which: Any) -> Coalesce:
    """Counted for each claim that is shown: papers joined to the list would have the whole list grouped first."""
    asked = Paper.objects.filter(claim=OuterRef("pk"), spared="", **which).order_by().values("claim")
    return Coalesce(Subquery(asked.values(n=Count("pk"))), 0)


def reporting_areas(user: Any) -> Q:
    """Where the user may report an event, as a filter on people."""
    return scope(user, May.REPORT_EVENT).within("village")


def missing_papers(user: Any) -> QuerySet[Claim]:
    """Open claims that wait for papers which the user can help to fetch."""
    helps = Claim.objects.filter(
        scope(user, May.REPORT_EVENT).within("village"), state__in=(State.REPORTED, State.REFUSED)
    )
    return helps.filter(Exists(Paper.objects.filter(claim=OuterRef("pk"), came=None, spared="")))


def with_bpjs(user: Any) -> QuerySet[Claim]:
    handled = Claim.objects.filter(scope(user, May.HANDLE_CLAIM).within("village"))
    return handled.filter(state__in=(State.HANDED, State.OBJECTED, State.GRANTED))


def school_years(user: Any) -> QuerySet[SchoolYear]:
    seen = SchoolYear.objects.filter(scope(user, May.SEE_CLAIMS).within("child__claim__village"))
    return seen.exclude(child__claim__state=State.CANCELLED).select_related(
        "child__claim__person", "child__claim__village"
    )


def visits(user: Any) -> QuerySet[Visit]:
    seen = Visit.objects.filter(scope(user, May.SEE_CLAIMS).within("claim__village"))
    return seen.exclude(claim__state=State.CANCELLED).select_related("claim__person", "claim__village")


def open_claims(user: Any) -> QuerySet[Claim]:
    return claims(user).filter(state__in=OPEN_STATES)


def last_step(claim: Claim) -> Step | None:
    return claim.steps.order_by("-pk").first()


def event_of(claim: Claim) -> Event:
    """The event as the engine is asked about it; opens the facts that lie with the medical words."""
    return Event(
        kind=claim.kind,
        day=claim.day,
        outcome=claim.outcome,
        died_on=claim.died_on,
        children=tuple(_child(child) for child in claim.children.all()),
        more=_facts(claim),
    )


def _facts(claim: Claim) -> dict[str, Any]:
    from payung.office.claims.models import SEALED_MEDICAL, Medical

    held = Medical.objects.filter(claim=claim).first()
    facts: dict[str, Any] = unseal_fields(held.sealed, SEALED_MEDICAL).get("facts", {}) if held else {}
    if claim.doctor_statement:
        facts |= {"doctor_statement": claim.doctor_statement.isoformat()}
    return facts


def _child(child: Any) -> dict[str, Any]:
    said: dict[str, Any] = {"born": child.birth_date.isoformat()}
    if child.level:
        said |= {"level": child.level, "grade": child.grade}
    if child.ended:
        said[child.ended_why or "working"] = child.ended.isoformat()
    return said
