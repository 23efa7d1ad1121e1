"""Who on a bill no payment has reached, in the order in which money settles them."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from payung.office.accounts.guards import needs
from payung.office.accounts.permissions import May, Refused, may, sponsors_of
from payung.office.billing import queries
from payung.office.billing.models import Bill
from payung.office.core.tables import Column, Table
from payung.office.journal.lists import respond


class UnpaidTable(Table):
    """By decree and line: enough to find a person, without the name."""

    name = "unpaid"
    title = _("People not paid yet")
    columns: Any = (  # type: ignore[misc]
        Column("village.name", _("Village"), sort="village__name", width=24),
        Column("line.decision.number", _("SK"), width=28),
        Column("line.number", _("Line"), kind="integer", sort="line__number"),
        Column("due", _("Rupiah"), kind="rupiah", sort="due", total="due"),
    )
    order = ("village", "line__decision", "line__number", "pk")
    empty_title = _("Everybody on this bill is paid")

    def __init__(self, request: HttpRequest, bill: Bill) -> None:
        super().__init__(request, queries.unpaid_months(bill), area=bill.programme.area_id)
        self._bill = bill

    @cached_property
    def _figures(self) -> dict[str, int]:
        people, due = queries.unpaid_sums(self._bill)
        return {"rows_in_all": people, "sum_due": due}


class UnpaidNamesTable(UnpaidTable):
    columns = (Column("person.name", _("Name"), sort="person__name", width=30), *UnpaidTable.columns)  # type: ignore[misc]


@needs(May.SEE_MONEY)
def people(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """Names only for whom the duty shows people. A sponsor sees counts, never this list."""
    bill = get_object_or_404(queries.bills(request.user), public_id=public_id)
    area = bill.programme.area_id
    if sponsors_of(request.user) is not None:
        raise Refused(May.SEE_PEOPLE, area)
    kind = UnpaidNamesTable if may(request.user, May.SEE_PEOPLE, area) else UnpaidTable
    table = kind(request, bill)
    return respond(request, table, "billing/unpaid.html", {"bill": bill})
