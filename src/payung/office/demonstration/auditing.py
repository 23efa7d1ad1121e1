"""What an auditor and whoever writes reports would find: red flags with answers, and reports that were owed."""

from __future__ import annotations

from django.utils import timezone

from payung.law.month import Month
from payung.office.areas.models import Area
from payung.office.audit.actions import flags
from payung.office.audit.models import Flag, FlagState
from payung.office.demonstration.characters import SAWAHLUNTO, Office
from payung.office.funding.models import Sponsor
from payung.office.reports import actions as reports
from payung.office.reports.models import Every, Recipient, Report
from payung.office.reports.periods import last_ended


def look(offices: dict[str, Office]) -> None:
    """Let the rules look; one flag of each region is explained."""
    flags.look_if_due(timezone.localdate())
    for office in offices.values():
        found = Flag.objects.filter(rule="just_before", area=office.region.code).order_by("pk").first()
        if found:
            why = "Data peragaan: usulan dan keputusan dimuat pada hari yang sama"
            flags.answer(office.auditor, found, FlagState.EXPLAINED, why)


def report(offices: dict[str, Office]) -> None:
    """Every region owes its regent a report a quarter; Sawahlunto, whose cover runs, owes more, and sent one."""
    today = timezone.localdate()
    since = (Month.of(today) + -3).number
    for office in offices.values():
        area = Area.objects.get(code=office.region.code)
        owed = reports.owe(
            office.manager,
            area,
            recipient=Recipient.REGENT,
            every=Every.QUARTER,
            due_days=15,
            first_month=since,
        )
        if office.region is not SAWAHLUNTO:
            continue
        reports.owe(
            office.manager, area, recipient=Recipient.DPRD, every=Every.YEAR, due_days=60, first_month=since
        )
        monthly = reports.owe(
            office.manager, area, recipient=Recipient.BPJS, every=Every.MONTH, due_days=10, first_month=since
        )
        sponsor = _sponsor(area)
        if sponsor is not None:
            reports.owe(
                office.manager,
                area,
                recipient=Recipient.SPONSOR,
                sponsor=sponsor,
                every=Every.QUARTER,
                due_days=20,
                first_month=since,
            )
        period = last_ended(owed, today)
        if period:
            reports.make(office.manager, owed, period)
        reports.make_last(office.manager, monthly)
    sent = Report.objects.filter(obligation__recipient=Recipient.BPJS).order_by("pk").first()
    if sent is not None:
        office = offices[SAWAHLUNTO.code]
        reports.mark_sent(office.manager, sent, dated=today, letter="PERAGAAN/560/1")
    reports.make_due(today)


def _sponsor(area: Area) -> Sponsor | None:
    return Sponsor.objects.filter(area=area).order_by("pk").first()
