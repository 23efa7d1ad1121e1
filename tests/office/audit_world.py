"""A programme taken through the acts, with everything that an auditor wants to see: residuals, a reversal, a refusal."""

from __future__ import annotations

from datetime import date

from office import sweep_world
from office.world import nik
from payung.office.accounts.models import User
from payung.office.audit.actions import archives
from payung.office.audit.models import STORED_ARCHIVE, Archive
from payung.office.audit.tasks import write_archive
from payung.office.billing import actions as billing
from payung.office.billing.models import Bill, Payment
from payung.office.core import store


def audited(manager, other_manager, branch, treasurer, folder):
    """Six people and eight months, four billed and three paid; a payment refused, one reversed, one that left a rest."""
    decree = sweep_world.covered(manager, other_manager, branch, treasurer, folder)
    august = Bill.objects.get(month=202608)
    july = Payment.objects.get(bill__month=202607)
    billing.record_refusal(
        treasurer,
        august,
        document="SP2D X",
        dated=date(2026, 9, 2),
        amount=august.total,
        why="Rekening salah",
    )
    billing.reverse_payment(treasurer, july, dated=date(2026, 9, 3), why="Salah tagihan")
    billing.record_payment(
        treasurer, july.bill, document="SP2D 7b", dated=date(2026, 9, 4), amount=july.bill.total + 290
    )
    return decree


def written(auditor: User, programme, first=202605, last=202612) -> Archive:
    made = archives.ask(auditor, programme, first, last)
    assert write_archive.func(made.pk) == "ready"
    made.refresh_from_db()
    return made


def saved(archive: Archive, path):
    path.write_bytes(b"".join(store.read(archive.file, STORED_ARCHIVE)))
    return path


__all__ = ["audited", "nik", "saved", "written"]
