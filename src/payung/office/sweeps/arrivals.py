"""What follows here when a reference list is added: deaths, other payers and active members (for wage jobs) are run over the members."""

from __future__ import annotations

from payung.office.references.models import Kind, ReferenceList
from payung.office.sweeps.tasks import sweep

SWEPT = (Kind.DEATHS, Kind.OTHER_PAYERS, Kind.ACTIVE)


def list_added(given: ReferenceList) -> None:
    """Queue the sweep; within the act that adds the list, so that both come together."""
    if given.kind in SWEPT:
        sweep.enqueue(given.pk, given.uploaded_by_id)
