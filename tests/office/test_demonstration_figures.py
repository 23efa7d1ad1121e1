"""The whole demonstration, loaded as `payung demo` does: each published figure is counted here from its rows."""

from datetime import date
from typing import Any

import pytest
from django.db.models import F, Sum
from django.db.models.functions import ExtractMonth, ExtractYear
from django.urls import reverse
from django.utils import timezone

from office import every_way_out
from payung.law.benefit import benefit
from payung.law.case import read_case
from payung.law.parameters import current
from payung.office.accounts.models import User
from payung.office.areas.models import Area
from payung.office.billing.models import Bill
from payung.office.claims import experience
from payung.office.claims.models import Claim, SchoolYear
from payung.office.cover.models import PersonMonth
from payung.office.demonstration import load
from payung.office.insight import coverage, queries
from payung.office.insight.models import CoverageFigure
from payung.office.insight.overview import Overview
from payung.office.journal import chain
from payung.office.programmes.models import Programme
from payung.office.proposals.models import Standing

pytestmark = pytest.mark.django_db

MADIUN, SIJUNJUNG, SAWAHLUNTO = "35.77", "13.03", "13.73"
DIED = F("person__claims__died_on")
MONTH_OF_DEATH = ExtractYear(DIED) * 100 + ExtractMonth(DIED)


def manager(area: str) -> User:
    return User.objects.get(duties__role="programme_manager", duties__area=area)


def counted(programme: Programme) -> dict[str, Any]:
    """The programme's line of the summary page."""
    (row,) = queries.counts(manager(programme.area_id), "programme", programme)
    return row


def madiun() -> dict[str, Any]:
    programme = Programme.objects.get(name="Siaga Kita 2020")
    rows, decision = programme.rows, programme.decisions.get(state="approved")
    absent = rows.filter(findings__code="registry.absent").values("pk").distinct()
    bills = Bill.objects.filter(programme=programme)
    return {
        "proposed": rows.count(),
        "on the decree": decision.people,
        "places left": programme.quotas.get().places - decision.people,
        "turned away by the registry, at least": absent.count() > 3_000,
        "rates by month": {
            month: set(bills.filter(month=month).values_list("lines__due", flat=True))
            for month in (202009, 202010, 202011, 202012, 202101)
        },
        "undecided rows": rows.filter(standing=Standing.OPEN).count(),
    }


def sijunjung() -> dict[str, Any]:
    programme = Programme.objects.get(area=SIJUNJUNG, name__startswith="Satu Nagari")
    user, area = manager(SIJUNJUNG), Area.objects.get(code=SIJUNJUNG)
    decision = programme.decisions.get(state="approved")
    villages = queries.counts(user, "village", programme)
    active = coverage.active_members(area)
    target = coverage.targets(user).get(year=2023)
    projection = coverage.Projection(active.by_segment["BPU"], decision.people, target)
    return {
        "villages": len(villages),
        "people of each village": {row["decided_people"] for row in villages},
        "people": decision.people,
        "members then": projection.then,
        "target": target.people,
        "shortfall": projection.shortfall,
        "target of the stock": round(float(projection.of_stock.percent), 1),
        "members of both kinds": active.people,
    }


def sawahlunto() -> dict[str, Any]:
    user, area = manager(SAWAHLUNTO), Area.objects.get(code=SAWAHLUNTO)
    decided = Programme.objects.filter(area=SAWAHLUNTO, decisions__state="approved").distinct()
    by_name = {programme.name: counted(programme) for programme in decided}
    villages = [row for name, row in by_name.items() if name.startswith("Pekerja Rentan")]
    shares = [coverage.share(figure).percent for figure in CoverageFigure.objects.filter(area=SAWAHLUNTO)]
    return {
        "villages' workers": sum(row["decided_people"] for row in villages),
        "farmers": by_name["Petani Sawahlunto 2025"]["paid_people"],
        "farmers' rupiah": by_name["Petani Sawahlunto 2025"]["paid_rupiah"],
        "ever": coverage.own(user, area, date(2026, 1, 1)).ever_paid,
        "rupiah to families": sum(row["benefits"] for row in experience.by(user, "programme")),
        "cases paid": sum(row["cases"] for row in experience.by(user, "programme")) - 2,  # two are open
        "a share above the whole": any(share > 100 for share in shares),
    }


def of_the_law(claim: Claim) -> int:
    """The claim's first frozen case asked of the engine once more, and the school years that were paid."""
    first = claim.workings.exclude(why="late").first()
    school = SchoolYear.objects.filter(child__claim=claim, state=SchoolYear.State.PAID)
    return benefit(read_case(first.case, current())).total + sum(year.amount for year in school)


def sijunjungs_families() -> dict[str, Any]:
    """March 2022 to July 2025, as the press has it: paid in, paid out, cases."""
    claims = Claim.objects.filter(village__regency=SIJUNJUNG)
    months = PersonMonth.objects.filter(programme__area=SIJUNJUNG, payment__isnull=False, withdrawn_by=None)
    paid_in = months.aggregate(sum=Sum("due"))["sum"]
    rows = experience.by(manager(SIJUNJUNG), "programme")
    after_death = months.filter(person__claims__outcome="death", programme__name__startswith="Pekerja Rentan")
    return {
        "cases": claims.count(),
        "people": claims.values("person").distinct().count(),
        "rupiah by the law": sum(of_the_law(claim) for claim in claims),
        "rupiah to families": sum(claim.paid + claim.paid_scholarship for claim in claims),
        "paid in, in hundred millions": round(paid_in, -8),
        "the page says the same": (
            sum(row["cases"] for row in rows) == claims.count()
            and sum(row["contributions"] for row in rows) == paid_in
        ),
        "benefits of each Rp100": round(100 * sum(row["benefits"] for row in rows) / paid_in),
        "first and last month": (months.earliest("month").month, months.latest("month").month),
        "months paid after a death": after_death.filter(month__gt=MONTH_OF_DEATH).count(),
    }


def on_the_experience_page(client: Any, area: str) -> str:
    client.force_login(manager(area))
    answer = client.get(reverse("experience"))
    page: str = answer.content.decode()
    assert 'data-chart="experience-data"' in page  # by year
    assert 'data-chart="experience-groups-data"' in page  # by programme
    return page


def test_the_published_figures_come_out_of_the_rows(tmp_path, client):
    load.load(tmp_path, lambda what, done, of: None)

    assert madiun() == {
        "proposed": 8_962,
        "on the decree": 3_763,
        "places left": 737,
        "turned away by the registry, at least": True,
        "rates by month": {
            202009: {16_800},
            202010: {16_800},
            202011: {168},
            202012: {168},
            202101: {168},
        },
        "undecided rows": 0,
    }
    assert sijunjung() == {
        "villages": 62,
        "people of each village": {100},
        "people": 6_200,
        "members then": 23_343,
        "target": 30_000,
        "shortfall": 6_657,
        "target of the stock": 61.4,
        "members of both kinds": 31_611,
    }
    assert sawahlunto() == {
        "villages' workers": 1_850,
        "farmers": 620,
        "farmers' rupiah": 124_992_000,
        "ever": 2_374,
        "rupiah to families": 969_000_000,
        "cases paid": 24,
        "a share above the whole": True,
    }
    assert sijunjungs_families() == {
        "cases": 119,
        "people": 119,
        "rupiah by the law": 5_800_000_000,
        "rupiah to families": 5_800_000_000,
        "paid in, in hundred millions": 5_400_000_000,
        "the page says the same": True,
        "benefits of each Rp100": 107,
        "first and last month": (202203, 202507),
        "months paid after a death": 0,
    }
    assert "Rp5.800.000.000" in on_the_experience_page(client, SIJUNJUNG)
    assert "Rp969.000.000" in on_the_experience_page(client, SAWAHLUNTO)
    for code in (MADIUN, SIJUNJUNG, SAWAHLUNTO):
        seen = Overview(manager(code), Area.objects.get(code=code), timezone.localdate())
        public = every_way_out.compare(client, seen)
        every_way_out.compare_pages(seen)
        assert public["enrolled"] == seen.sums["enrolled"]
    assert chain.verify().broken is None
