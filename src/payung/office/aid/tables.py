"""The lists of aid, of its recipients, of what came in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from payung.office.accounts.permissions import May, scope
from payung.office.aid.models import Receipt, Recipient
from payung.office.areas.models import Area
from payung.office.core.names import begins_with
from payung.office.core.tables import Column, Filter, Table, Words


class AidTable(Table):
    name = "aid"
    title = _("Aid in kind")
    columns = (
        Column("name", _("Aid"), sort="name", width=34, link=lambda row: reverse("aid", args=[row.public_id])),
        Column("pack", _("Pack"), sort="pack", width=26),
        Column("area__name", _("Area"), sort="area__name", width=24),
        Column("received", _("Packs received"), kind="integer", sort="received", total="received"),
        Column("handed", _("Handed out"), kind="integer", sort="handed", total="handed"),
        Column("left", _("Left"), kind="integer", sort="left", total="left"),
        Column("closed", _("State"), kind="status", sort="closed",
               words={False: _("Open"), True: _("Closed")}, tones={False: "ok", True: "muted"}),
    )  # fmt: skip
    order = ("-pk",)
    empty_title = _("No aid is registered yet")
    empty_words = _("Rice, seed or tools for participants: what came in, who is drawn, who received it.")

    def empty_action(self) -> tuple[str, Words] | None:
        if not scope(self.request.user, May.MANAGE_AID):
            return None
        return reverse("aid_new"), _("Register an aid")


def _state(row: Any) -> str:
    if getattr(row, "receipt", None) is not None:
        return "handed"
    return "reserve" if row.reserve else "waiting"


STATES = {"waiting": _("Waits for a pack"), "handed": _("Has a pack"), "reserve": _("In reserve")}


def _in_state(rows: QuerySet[Any], value: str) -> QuerySet[Any]:
    if value == "handed":
        return rows.filter(receipt__isnull=False)
    return rows.filter(receipt=None, reserve=value == "reserve")


def _villages(request: HttpRequest) -> list[tuple[str, str]]:
    """Villages on this list, of those that the user sees."""
    seen = scope(request.user, May.SEE_AID)
    public_id = request.resolver_match.kwargs["public_id"] if request.resolver_match else ""
    drawn = Area.objects.filter(
        seen.within(""),
        code__in=Recipient.objects.order_by().filter(distribution__public_id=public_id).values("village"),
    )
    return list(drawn.order_by("name").values_list("code", "name"))


class RecipientTable(Table):
    name = "aid-recipients"
    title = _("Recipients of aid")
    columns: ClassVar[Sequence[Column]] = (
        Column("number", _("Number"), kind="integer", sort="number"),
        Column("person.name", _("Name"), sort="person__name", width=30),
        Column("person.occupation", _("Work"), sort="person__occupation", width=24),
        Column("village.name", _("Village"), sort="village__name", width=24),
        Column("state", _("State"), kind="status", value=_state, words=STATES,
               tones={"waiting": "wait", "handed": "ok", "reserve": "muted"}),
        Column("receipt.dated", _("Handed out on"), kind="date", sort="receipt__dated",
               value=lambda row: row.receipt.dated if hasattr(row, "receipt") else None),
        Column("receipt.way", _("How"), words=dict(Receipt.Way.choices),
               value=lambda row: row.receipt.way if hasattr(row, "receipt") else None),
    )  # fmt: skip
    filters = (
        Filter("keadaan", _("State"), choices=tuple(STATES.items()), apply=_in_state),
        Filter("desa", _("Village"), choices=_villages, path="village"),
    )
    order = ("number",)
    search_hint = _("Beginning of the name")
    empty_title = _("Nobody is drawn in your villages")
    empty_words = _("The list is drawn once packs have come in.")

    def search(self, rows: QuerySet[Any], words: str) -> QuerySet[Any]:
        return begins_with(rows, words, "person__name")


class MendedRecipientTable(RecipientTable):
    """With a way to take back a pack that was recorded by mistake."""

    columns = (
        *RecipientTable.columns,
        Column("mend", _("Mend"), exported=False,
               value=lambda row: _("Take the pack back") if hasattr(row, "receipt") else "",
               link=lambda row: reverse("aid_undo", args=[row.distribution.public_id, row.receipt.public_id])
               if hasattr(row, "receipt") else ""),
    )  # fmt: skip


class DeliveryTable(Table):
    name = "aid-deliveries"
    title = _("What came in")
    columns = (
        Column("dated", _("Date"), kind="date", sort="dated"),
        Column("document", _("Document"), sort="document", width=30),
        Column("giver", _("From"), sort="giver", width=30),
        Column("packs", _("Packs"), kind="integer", sort="packs", total="packs"),
        Column("note", _("Note"), width=40),
    )
    order = ("dated",)
    empty_title = _("No pack has come in yet")
    empty_words = _("Record what came in, with its document.")
