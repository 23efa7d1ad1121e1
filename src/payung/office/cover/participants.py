"""Reads on participants: people with their membership, months and standing under the law."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from payung.law.continuity import Continuity, continuity
from payung.law.month import Month
from payung.office.accounts.permissions import May, scope
from payung.office.core.names import begins_with
from payung.office.core.vault import blind_index, unseal_fields
from payung.office.cover.models import Membership, PersonMonth
from payung.office.cover.months import GATES
from payung.office.people.models import SEALED, Person


def people(user: Any) -> QuerySet[Person]:
    """People in the villages that the user may see by name."""
    return Person.objects.filter(scope(user, May.SEE_PEOPLE).within("village")).select_related("village")


def participants(user: Any, today: date) -> QuerySet[Person]:
    """With the tail of the member number, and programme, fund and month of the cover that runs now.

    Where none runs now it is the last one before, else the first to come.
    """
    now = Month.of(today).number
    months = PersonMonth.objects.filter(person=OuterRef("pk"), withdrawn_by=None)
    nearest = months.order_by(Case(When(month__lte=now, then=F("month")), default=-F("month")).desc())
    member = Membership.objects.filter(person=OuterRef("pk"))
    return people(user).annotate(
        kpj_tail=Coalesce(Subquery(member.values("kpj_tail")[:1]), Value("")),
        programme_name=Subquery(nearest.values("programme__name")[:1]),
        fund_name=Subquery(nearest.values("fund__name")[:1]),
        cover_month=Subquery(nearest.values("month")[:1]),
    )


def at_gate(
    rows: QuerySet[Person], *, gate: str = "decided", programme: str = "", month: int = 0
) -> QuerySet[Person]:
    """Those with a person-month at the gate: of a programme (public id), of a month (yyyymm), or of both."""
    asked = GATES[gate]
    if programme:
        asked &= Q(programme__public_id=programme)
    if month:
        asked &= Q(month=month)
    return rows.filter(Exists(PersonMonth.objects.filter(asked, person=OuterRef("pk"), withdrawn_by=None)))


def search_people(rows: QuerySet[Any], words: str, prefix: str = "") -> QuerySet[Any]:
    """By the beginning of the name. A NIK is looked for by ``by_nik``, never in an address."""
    return begins_with(rows, words, f"{prefix}name")


def by_nik(user: Any, nik: str) -> Person | None:
    """The participant with the NIK, where the user may see that person by name."""
    return people(user).filter(nik_index=blind_index(nik)).first()


def months_of(person: Person) -> list[PersonMonth]:
    """Every month of the person with the document of each gate, latest first; withdrawn ones too."""
    return list(
        PersonMonth.objects.filter(line__person=person)  # withdrawn ones too have their line at hand
        .select_related(
            "programme",
            "fund",
            "line__decision",
            "enrolled_by",
            "bill_line__bill",
            "payment",
            "withdrawn_by",
        )
        .order_by("-month", "-pk")
    )


def standing(person: Person, months: list[PersonMonth], today: date) -> Continuity:
    """The person's standing today by the months that are paid."""
    paid = [Month.from_number(each.month) for each in months if each.payment_id and not each.withdrawn_by_id]
    membership = Membership.objects.filter(person=person).first()
    since = membership.since if membership else None
    # A start after the first paid month cannot be counted from: the months themselves are taken then.
    usable = since if since and paid and Month.of(since) <= min(paid) else None
    return continuity(paid, today, registered=usable)


def sealed_of(person: Person) -> dict[str, Any]:
    """What rests sealed on a person: nik, kk, address, heirs."""
    return unseal_fields(person.sealed, SEALED)
