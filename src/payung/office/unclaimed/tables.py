"""Lists of unclaimed deaths."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Aggregate, Count, Q, QuerySet, Sum
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from payung.law.calendar_days import add_years
from payung.law.parameters import current
from payung.office.accounts.permissions import May, scope
from payung.office.core.names import begins_with
from payung.office.core.summed_tables import SummedTable
from payung.office.core.tables import Column, Filter, Table
from payung.office.core.vault import unseal_fields
from payung.office.unclaimed.models import SEALED, Source
from payung.office.unclaimed.queries import CONFIRMED, LISTED, Waiting, leads_of, waiting

SOURCES: dict[str, Any] = {
    CONFIRMED: _("Deaths list, confirmed"),
    LISTED: _("Deaths list, to be confirmed"),
    **{str(one): one.label for one in Source},
}
SOURCE_TONES = {CONFIRMED: "stop", LISTED: "wait", "village": "wait", "registry": "stop", "family": "wait",
                "decree": "wait", "silent": "muted"}  # fmt: skip


def last_day_if_from_work(died: date) -> date:
    """A death from work must be claimed by then; one not from work has no last day."""
    return add_years(died, int(current().amount("jkk/claim_expiry", died)))


class LeadTable(SummedTable):
    name = "unclaimed"
    title = _("Unclaimed deaths")
    columns = (
        Column(
            "name",
            _("Name"),
            sort="name",
            link=lambda row: reverse("unclaimed_lead", args=[row.public_id]),
            width=28,
        ),
        Column("village.name", _("Village"), sort="village__name", width=22),
        Column("source", _("Known from"), kind="status", words=SOURCES, tones=SOURCE_TONES, sort="source"),
        Column("died_on", _("Day of death"), kind="date", sort="died_on"),
        Column("benefit", _("The law pays"), kind="rupiah", sort="benefit", total="benefit"),
        Column(
            "by",
            _("If from work, claim by"),
            kind="date",
            value=lambda row: last_day_if_from_work(row.died_on) if row.died_on else None,
        ),
    )
    filters = (Filter("sumber", _("Known from"), choices=tuple(SOURCES.items()), path="source"),)
    order = ("-benefit", "name")
    search_hint = _("Beginning of the name")
    empty_title = _("No unclaimed death is known")
    empty_words = _(
        "Lists of deaths are run over the members by themselves; note here what the village or the family tells."
    )

    @cached_property
    def sums(self) -> dict[str, Aggregate]:
        told = ~Q(source=Source.SILENT)
        return super().sums | {"told": Count("pk", filter=told), "told_rupiah": Sum("benefit", filter=told)}

    @property
    def waiting(self) -> Waiting:
        """Of everything that the user sees, whatever the list is narrowed to."""
        if self.is_narrowed:
            return waiting(self.request.user)
        return Waiting(self._figures["told"], self._figures["told_rupiah"])

    def these(self, keys: list[int]) -> QuerySet[Any]:
        return leads_of(keys)

    def search(self, rows: QuerySet[Any], words: str) -> QuerySet[Any]:
        return begins_with(rows, words)

    def empty_action(self) -> tuple[str, Any] | None:
        if not scope(self.request.user, May.REPORT_EVENT):
            return None
        return reverse("unclaimed_note"), _("Note a death")


def _told(key: str) -> Any:
    return lambda row: unseal_fields(row.sealed, SEALED).get(key, "")


class NobodyTable(Table):
    name = "unclaimed-nobody"
    title = _("Deaths of people who were no members")
    columns = (
        Column("name", _("Name"), value=_told("name"), width=28),
        Column("village.name", _("Village"), sort="village__name", width=22),
        Column("source", _("Known from"), words=dict(Source.choices)),
        Column("died", _("Day of death"), kind="date", sort="died"),
        Column("teller", _("Told by"), value=_told("teller")),
        Column("noted", _("Noted on"), kind="date", sort="noted"),
    )
    order = ("-noted",)
    empty_title = _("Every death that was told is of a member")
    empty_words = _("What fits no member is kept here, so that nothing told is lost.")
