"""Reading the journal, within the areas whose journal the reader may see."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from payung.office.accounts.permissions import May, scope
from payung.office.journal.models import Entry


def entries_of(reader: Any) -> QuerySet[Entry]:
    """Entries on the reader's areas, and what the reader did. The area is text here, so that it outlives the area."""
    inside = Q(actor_id=reader.pk)
    for code in sorted(scope(reader, May.SEE_JOURNAL).codes):
        inside |= Q(area_code=code) | Q(area_code__startswith=f"{code}.")
    return Entry.objects.filter(inside)
