"""Claims of the small programme of ``cover_world``: Yusuf of Muaro died, or fell from a tree."""

from __future__ import annotations

from datetime import date

from payung.office.claims import files
from payung.office.claims.actions import papers, reporting, way
from payung.office.claims.actions.reporting import Report

JPEG = b"\xff\xd8\xff\xe0" + b"payung" * 40
DIED = date(2026, 4, 10)  # member since 1 January: the third month has passed, JKM is full
EARLY = date(2026, 1, 20)  # in the first month: the funeral part alone


def death(day=DIED, **more):
    said = {
        "kind": "death",
        "day": day,
        "outcome": "death",
        "happened": "Sakit di rumah",
        "reporter": "Siti",
        "phone": "0812",
    }
    return Report(**said | more)


def accident(day=EARLY, **more):
    said = {
        "kind": "accident", "day": day, "outcome": "recovered", "happened": "Jatuh dari pohon aren", "reporter": "Siti",
        "phone": "0812",
    }  # fmt: skip
    return Report(**said | more)


def photo(content=JPEG, name="foto.jpg"):
    return files.keep(name, [content], waiting=True)


def reported(clerk, world, said=None):
    return reporting.report(clerk, world.people[0], said or death())


def handed(clerk, branch, world, said=None, *, on=date(2026, 5, 4)):
    claim = reported(clerk, world, said)
    for paper in claim.papers.all():
        papers.paper_came(clerk, paper, dated=on)
    way.hand_over(branch, claim, dated=on)
    claim.refresh_from_db()
    return claim


def paid(clerk, branch, world, said=None, *, on=date(2026, 5, 6), amounts=None):
    claim = handed(clerk, branch, world, said)
    amounts = amounts or {"death_grant": 20_000_000, "funeral": 10_000_000, "periodic": 12_000_000}
    way.pay(branch, claim, dated=on, amounts=amounts, to="Rahmi")
    claim.refresh_from_db()
    return claim
