"""The registers: regulations and agreements, each with its state today."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from payung.office.core.tables import Column, Filter, Table, Words
from payung.office.programmes.models import Agreement, BasisKind, LegalBasis, Scope
from payung.office.programmes.validity import SOON, agreement_state, basis_state, basis_until

BASIS_WORDS = {"coming": _("Not yet in force"), "holds": _("In force"), "lapsed": _("Lapsed")}
BASIS_TONES = {"coming": "wait", "holds": "ok", "lapsed": "stop"}
AGREEMENT_WORDS = {
    "coming": _("Not yet begun"),
    "runs": _("Runs"),
    "ending": _("Ends within 90 days"),
    "ended": _("Ended, nothing follows"),
    "followed": _("Ended, extended"),
}
AGREEMENT_TONES = {"coming": "info", "runs": "ok", "ending": "wait", "ended": "stop", "followed": "muted"}


def _lapsed(rows: QuerySet[Any]) -> QuerySet[Any]:
    today = timezone.localdate()
    successor = Coalesce(F("replaced_by__valid_from"), F("replaced_by__dated"))
    gone = Q(until__lt=today) | Q(successor_from__lte=today)
    found: QuerySet[Any] = rows.alias(successor_from=successor).filter(gone)
    return found


def _bases_in_state(rows: QuerySet[Any], value: str) -> QuerySet[Any]:
    if value == "cited":
        return _lapsed(rows).filter(cited__gt=0)
    if value == "lapsed":
        return _lapsed(rows)
    return rows.exclude(pk__in=_lapsed(rows).values("pk"))


class BasisTable(Table):
    name = "bases"
    title = _("Legal bases")
    columns = (
        Column("number", _("Number"), sort="number", width=34,
               link=lambda row: reverse("basis", args=[row.public_id])),
        Column("about", _("About"), sort="about", width=50),
        Column("kind", _("Kind"), sort="kind", words=dict(BasisKind.choices), width=34),
        Column("area__name", _("Area"), sort="area__name", width=24),
        Column("dated", _("Date"), kind="date", sort="dated"),
        Column("until", _("Valid until"), kind="date", value=basis_until),
        Column("state", _("State"), kind="status", value=lambda row: basis_state(row, timezone.localdate()),
               words=BASIS_WORDS, tones=BASIS_TONES),
        Column("cited", _("Cited by open programmes"), kind="integer", sort="cited"),
    )  # fmt: skip
    filters = (
        Filter("keadaan", _("State"), apply=_bases_in_state,
               choices=(("holds", _("In force or to come")), ("lapsed", _("Lapsed")),
                        ("cited", _("Lapsed, and cited all the same")))),
        Filter("jenis", _("Kind"), choices=BasisKind.choices, path="kind"),
    )  # fmt: skip
    order = ("-dated", "number")
    search_hint = _("Number or subject")
    empty_title = _("No legal basis is registered yet")
    empty_words = _("Programmes cite regulations and instructions from this register.")

    def __init__(self, request: Any, rows: QuerySet[LegalBasis]) -> None:
        cited = Count("programmes", filter=Q(programmes__closed=False), distinct=True)
        super().__init__(request, rows.annotate(cited=cited))

    def search(self, rows: QuerySet[Any], words: str) -> QuerySet[Any]:
        return rows.filter(Q(number__icontains=words) | Q(about__icontains=words))

    def empty_action(self) -> tuple[str, Words] | None:
        return reverse("basis_new"), _("Add a legal basis")


def _agreements_in_state(rows: QuerySet[Any], value: str) -> QuerySet[Any]:
    today = timezone.localdate()
    last = today + timedelta(days=SOON)
    in_words = {
        "coming": Q(starts__gt=today),
        "ending": Q(starts__lte=today, ends__range=(today, last), is_extended=False),
        "ended": Q(ends__lt=today, is_extended=False),
        "followed": Q(ends__lt=today, is_extended=True),
    }
    if value == "runs":
        return rows.filter(starts__lte=today, ends__gte=today).exclude(in_words["ending"])
    return rows.filter(in_words[value])


def state_of(row: Any) -> str:
    return agreement_state(row, timezone.localdate(), extended=row.is_extended)


class AgreementTable(Table):
    name = "agreements"
    title = _("Agreements with BPJS")
    columns = (
        Column("number", _("Number"), sort="number", width=34,
               link=lambda row: reverse("agreement", args=[row.public_id])),
        Column("branch", _("BPJS branch"), sort="branch", width=30),
        Column("area__name", _("Area"), sort="area__name", width=24),
        Column("scope", _("Scope"), sort="scope", words=dict(Scope.choices), width=28),
        Column("starts", _("From"), kind="date", sort="starts"),
        Column("ends", _("Until"), kind="date", sort="ends"),
        Column("state", _("State"), kind="status", value=state_of, words=AGREEMENT_WORDS,
               tones=AGREEMENT_TONES),
        Column("extends__number", _("Extends"), sort="extends__number", width=24),
    )  # fmt: skip
    filters = (
        Filter("keadaan", _("State"), choices=tuple(AGREEMENT_WORDS.items()), apply=_agreements_in_state),
        Filter("lingkup", _("Scope"), choices=Scope.choices, path="scope"),
    )
    order = ("-starts",)
    empty_title = _("No agreement is registered yet")
    empty_words = _("The agreement's dates say from when BPJS may hold people as members.")

    def __init__(self, request: Any, rows: QuerySet[Agreement]) -> None:
        following = Agreement.objects.filter(extends=OuterRef("pk"))
        super().__init__(request, rows.annotate(is_extended=Exists(following)))

    def empty_action(self) -> tuple[str, Words] | None:
        return reverse("agreement_new"), _("Add an agreement")
