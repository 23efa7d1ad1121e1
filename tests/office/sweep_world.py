"""A decree of six people with eight months: four billed, three paid; and lists that name some of them."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone

from office.world import MUARO, PEMATANG, TANJUNG, accepted, approved, enrolled, nik, programme
from payung.office.areas.models import Area
from payung.office.billing.actions import issue_bills, record_payment
from payung.office.references import actions as references
from payung.office.references.models import Kind

RATE = 16_800
NAMES = ("Yusuf Chaniago", "Rahmi Lubis", "Buyung Sikumbang", "Siti Aminah", "Anwar Piliang", "Upik Siregar")
BORN = tuple(date(1970 + at, 1 + at, 10 + at) for at in range(6))
VILLAGES = (MUARO, MUARO, MUARO, PEMATANG, PEMATANG, TANJUNG)


def people():
    return [
        {"village": village, "name": name, "born": born}
        for village, name, born in zip(VILLAGES, NAMES, BORN, strict=True)
    ]


def covered(
    manager, other_manager, branch, treasurer, folder, rows=None, name="Satu Nagari", numbers=range(6)
):
    """Approved and enrolled; May to August billed, May to July paid."""
    made = programme(manager, name)
    accepted(made, manager, rows or people(), start=min(numbers))
    decree = approved(manager, other_manager, made)
    enrolled(branch, decree, folder, list(numbers))
    for month in (202605, 202606, 202607, 202608):
        for bill in issue_bills(treasurer, made, month).bills:
            if month < 202608:
                record_payment(
                    treasurer, bill, document=f"SP2D {month}", dated=date(2026, 9, 1), amount=bill.total
                )
    return decree


def deaths(*rows):
    """CSV. ``rows``: (nik, name, birth date, day of death)."""
    return "\n".join(["nik,name,birth_date,death_date", *(",".join(map(str, row)) for row in rows)]).encode()


DEATHS = deaths(
    (nik(0), "YUSUF CHANIAGO", BORN[0], "2026-06-15"),
    (nik(1), "HENDRA WIJAYA", BORN[1], "2026-07-01"),
    ("1303041205700099", "BUYUNG SIKUMBANG", BORN[2], "2026-05-20"),
    ("1303041205700098", "ORANG LAIN", "1960-01-01", "2026-05-20"),
)


def add(actor, kind=Kind.DEATHS, content=DEATHS, *, area="13.03", days=1):
    return references.add_from_file(
        actor,
        area=Area.objects.get(code=area),
        kind=kind,
        name="Kematian 2026",
        source="Disdukcapil",
        dated=timezone.localdate() - timedelta(days=days),
        chunks=[content],
        file_name="daftar.csv",
    )
