"""The list of reference lists."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from payung.office.core.tables import Column, Filter, Table, Words
from payung.office.references.models import Kind


class ReferenceTable(Table):
    name = "references"
    title = _("Reference lists")
    columns = (
        Column(
            "name",
            _("Name"),
            sort="name",
            link=lambda row: reverse("reference", args=[row.public_id]),
            width=28,
        ),
        Column("kind", _("Kind of list"), sort="kind", words=dict(Kind.choices), width=28),
        Column("dated", _("Date of the data"), kind="date", sort="dated"),
        Column("rows", _("Rows"), kind="integer", sort="rows"),
        Column("area.name", _("Area"), sort="area__name"),
        Column("uploaded", _("Added"), kind="datetime", sort="uploaded"),
        Column("sha256", _("SHA-256"), value=lambda row: row.sha256[:12], width=16),
    )
    filters = (Filter("jenis", _("Kind of list"), path="kind", choices=Kind.choices),)
    order = ("-dated", "-pk")
    search_hint = _("Name of the list")
    empty_title = _("There are no reference lists yet")
    empty_words = _("Lists are what proposals are checked against. Add the social registry first.")

    def search(self, rows: QuerySet[Any], words: str) -> QuerySet[Any]:
        return rows.filter(name__icontains=words)

    def empty_action(self) -> tuple[str, Words] | None:
        return reverse("reference_new"), _("Add a list")
