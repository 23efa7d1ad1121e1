"""What pages and acts ask of cover."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from payung.law.month import Month
from payung.office.accounts.permissions import May, scope
from payung.office.core.vault import unseal, unseal_fields
from payung.office.cover.models import (
    SEALED_KPJ,
    ColumnProfile,
    EnrolmentExport,
    EnrolmentReturn,
    Membership,
    PersonMonth,
    ReturnLine,
)
from payung.office.decisions.models import Decision, Line
from payung.office.people.models import SEALED


def exports(user: Any) -> QuerySet[EnrolmentExport]:
    return EnrolmentExport.objects.filter(_seen(user, May.EXPORT_ENROLMENT, May.RETURN_ENROLMENT))


def returns(user: Any) -> QuerySet[EnrolmentReturn]:
    seen = _seen(user, May.EXPORT_ENROLMENT, May.RETURN_ENROLMENT)
    return EnrolmentReturn.objects.filter(seen).select_related("decision")


def return_lines(user: Any, given: EnrolmentReturn) -> QuerySet[ReturnLine]:
    return ReturnLine.objects.filter(enrolment_return__in=returns(user).filter(pk=given.pk)).select_related(
        "person"
    )


def profiles(user: Any) -> QuerySet[ColumnProfile]:
    return ColumnProfile.objects.filter(scope(user, May.EXPORT_ENROLMENT).around("area"))


def _seen(user: Any, *mays: May) -> Any:
    return scope(user, *mays).within("decision__programme__area")


def covered_lines(decision: Decision) -> QuerySet[Line]:
    """The taken lines that still hold some month: those withdrawn from the first month on are gone."""
    held = PersonMonth.objects.filter(line=OuterRef("pk"), withdrawn_by=None)
    return decision.lines.filter(Exists(held), taken=True)


def people_to_enrol(decision: Decision) -> list[dict[str, Any]]:
    """Rows for the registration file (keys of ``payung.exchange.registration_profile.FIELDS``), in annex order."""
    enrolled = PersonMonth.objects.filter(line=OuterRef("pk"), enrolled_by__isnull=False)
    lines = covered_lines(decision).filter(~Exists(enrolled)).order_by("village_id", "number")
    values = lines.values(
        "number",
        "first_month",
        "person__sealed",
        "person__name",
        "person__birth_date",
        "person__sex",
        "person__occupation",
        "person__memberships__sealed",
        "village_id",
        "village__name",
        "village__parent__name",
        "village__parent__parent__name",
        "village__parent__parent__parent__name",
        "fund__name",
    )
    return [_registration(decision, dict(line)) for line in values.iterator(chunk_size=10_000)]


def _registration(decision: Decision, line: Mapping[str, Any]) -> dict[str, Any]:
    private = unseal_fields(line["person__sealed"], SEALED)
    kpj = line["person__memberships__sealed"]
    heirs = private.get("heirs") or [{}]
    return {
        **{
            key: private.get(key, "")
            for key in ("nik", "kk", "birth_place", "mother_name", "address", "phone")
        },
        "kpj": unseal(kpj, SEALED_KPJ).decode() if kpj is not None else "",
        "name": line["person__name"],
        "birth_date": line["person__birth_date"],
        "sex": line["person__sex"],
        "occupation": line["person__occupation"],
        "village": line["village__name"],
        "village_code": line["village_id"],
        "district": line["village__parent__name"] or "",
        "regency": line["village__parent__parent__name"] or "",
        "province": line["village__parent__parent__parent__name"] or "",
        "income": decision.programme.income,
        "heir_name": heirs[0].get("name", ""),
        "heir_relation": heirs[0].get("relation", ""),
        "heir_phone": heirs[0].get("phone", ""),
        "fund": line["fund__name"],
        "programme": decision.programme.name,
        "decree_number": decision.number,
        "decree_line": line["number"],
        "start_date": Month.from_number(line["first_month"]).first_day(),
    }


def cards(decision: Decision, village: str = "") -> QuerySet[Membership]:
    """Members of an approved list with months that BPJS holds; ``village`` narrows it."""
    held = PersonMonth.objects.filter(
        person=OuterRef("person"), line__decision=decision, enrolled_by__isnull=False, withdrawn_by=None
    )
    if village:
        held = held.filter(village=village)
    return (
        Membership.objects.filter(Exists(held))
        .select_related("person", "person__village")
        .order_by("person__village", "person__name", "person_id")
    )
