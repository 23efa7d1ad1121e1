"""The lists of programmes, of quotas and of kinds of work."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from payung.office.core.tables import Column, Table, Words
from payung.office.people.models import Sector
from payung.office.programmes.models import Occupation, Quota


class ProgrammeTable(Table):
    name = "programmes"
    title = _("Programmes")
    columns = (
        Column(
            "name",
            _("Programme"),
            sort="name",
            link=lambda row: reverse("programme", args=[row.public_id]),
            width=34,
        ),
        Column("area__name", _("Area"), sort="area__name", width=26),
        Column("first_month", _("First month"), kind="month", sort="first_month"),
        Column("months", _("Months"), kind="integer", sort="months"),
        Column(
            "closed",
            _("State"),
            kind="status",
            sort="closed",
            words={False: _("Open"), True: _("Closed")},
            tones={False: "ok", True: "muted"},
        ),
    )
    order = ("-first_month", "name")
    search_hint = _("Name of the programme")
    empty_title = _("There is no programme yet")
    empty_words = _("A programme says who is protected, for which months, and with whose money.")

    def search(self, rows: QuerySet[Any], words: str) -> QuerySet[Any]:
        return rows.filter(name__icontains=words)

    def empty_action(self) -> tuple[str, Words] | None:
        return reverse("programme_new"), _("Make a programme")


def _left(row: Quota) -> int:
    return row.places - row.taken


class QuotaTable(Table):
    name = "quotas"
    title = _("Quotas")
    columns = (
        Column("village__name", _("Village"), sort="village__name", width=28,
               link=lambda row: reverse("quota_edit", args=[row.programme.public_id, row.village_id])),
        Column("village__parent__name", _("Kecamatan"), sort="village__parent__name", width=24),
        Column("places", _("Places"), kind="integer", sort="places", total="places"),
        Column("taken", _("Taken"), kind="integer", sort="taken", total="taken"),
        Column("left", _("Left"), kind="integer", value=_left),
    )  # fmt: skip
    order = ("village__parent__name", "village__name")
    search_hint = _("Village or kecamatan")
    empty_title = _("No village has a quota yet")
    empty_words = _(
        "Without quotas of villages only the quota in total and the funds limit who gets a place."
    )

    def search(self, rows: QuerySet[Any], words: str) -> QuerySet[Any]:
        return rows.filter(Q(village__name__icontains=words) | Q(village__parent__name__icontains=words))


class OccupationTable(Table):
    name = "occupations"
    title = _("Kinds of work")
    columns = (
        Column("name", _("Kind of work"), sort="name", width=30,
               link=lambda row: reverse("occupation_edit", args=[row.programme.public_id, row.code])),
        Column("synonyms", _("Other words for it"), value=lambda row: ", ".join(row.synonyms), width=60),
        Column("sector", _("Sector"), sort="sector", words=dict(Sector.choices)),
    )  # fmt: skip
    order = ("name",)
    search_hint = _("Kind of work")
    empty_title = _("The list of work is empty")
    empty_words = _("Start from the list that comes with Payung, then add your own words.")

    def search(self, rows: QuerySet[Any], words: str) -> QuerySet[Occupation]:
        return rows.filter(Q(name__icontains=words) | Q(synonyms__icontains=words.lower()))
