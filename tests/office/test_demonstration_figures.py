"""The whole demonstration, loaded as `payung demo` does: each published figure is counted here from its rows."""

from datetime import date
from typing import Any

import pytest

from payung.office.accounts.models import User
from payung.office.areas.models import Area
from payung.office.billing.models import Bill
from payung.office.claims import experience
from payung.office.demonstration import load
from payung.office.insight import coverage, queries
from payung.office.insight.models import CoverageFigure
from payung.office.journal import chain
from payung.office.programmes.models import Programme
from payung.office.proposals.models import Standing

pytestmark = pytest.mark.django_db

MADIUN, SIJUNJUNG, SAWAHLUNTO = "35.77", "13.03", "13.73"


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
    programme = Programme.objects.get(area=SIJUNJUNG)
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


def test_the_published_figures_come_out_of_the_rows(tmp_path):
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
    assert chain.verify().broken is None
