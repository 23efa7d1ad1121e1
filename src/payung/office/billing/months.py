"""Which months of a programme are closed, and what is said to who comes too late."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Max
from django.utils import timezone

from payung.errors import Place, UnusableInput
from payung.language import Text
from payung.law.month import Month
from payung.office.billing.models import Closing

_OPEN = Text(
    "Catat sebagai koreksi, atau dengan tanggal di bulan yang masih terbuka",
    "Record a correction, or a date in a month that is still open",
)


def closed_until(programme: Any) -> int:
    """The last closed month (yyyymm), 0 where none is: months are closed one after the other."""
    return Closing.objects.filter(programme=programme).aggregate(last=Max("month"))["last"] or 0


def check_open_month(programme: Any, month: int) -> None:
    """Raises UnusableInput for a month whose books are closed."""
    if month <= closed_until(programme):
        raise closed(month, "month")


def check_dated(programme: Any, dated: date) -> None:
    """Raises UnusableInput for a day that has not come, or whose month is closed."""
    if dated > timezone.localdate():
        raise UnusableInput(
            Text("Tanggal ini belum tiba", "This day has not come yet"),
            Text("Isi tanggal yang sebenarnya", "Write the real date"),
            Place(column="dated"),
        )
    if Month.of(dated).number <= closed_until(programme):
        raise closed(Month.of(dated).number, "dated")


def closed(month: int, column: str) -> UnusableInput:
    named = Month.from_number(month)
    return UnusableInput(
        Text(
            f"Pembukuan {named.to('id')} sudah ditutup; tidak ada yang berubah",
            f"The books of {named.to('en')} are closed; nothing was changed",
        ),
        _OPEN,
        Place(column=column),
    )
