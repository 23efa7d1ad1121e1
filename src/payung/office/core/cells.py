"""Values as people read them, by kind: one place for lists, figures and definition lists."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, Literal

from django.utils import timezone
from django.utils.translation import gettext as _

from payung import language
from payung.law.month import Month, date_in_words
from payung.office.core.language import page_language

Kind = Literal["text", "digits", "integer", "rupiah", "date", "datetime", "month", "status", "share"]
KINDS: tuple[Kind, ...] = (
    "text",
    "digits",
    "integer",
    "rupiah",
    "date",
    "datetime",
    "month",
    "status",
    "share",
)
FIGURES: tuple[Kind, ...] = ("integer", "rupiah")


def shown(value: Any, kind: str = "") -> Any:
    """The value in the page's language; "" for None. Without a kind the value's own type decides."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if kind == "rupiah":
        return language.rupiah(int(value))
    if kind == "month":
        return Month.from_number(int(value)).to(page_language())
    if isinstance(value, datetime):
        local = timezone.localtime(value) if timezone.is_aware(value) else value
        words = date_in_words(local.date(), page_language())
        return words if kind == "date" else f"{words} {local:%H.%M}"
    if isinstance(value, date):
        return date_in_words(value, page_language())
    if isinstance(value, int) and kind in ("", "number", "integer"):
        return language.number(value, page_language())
    return value


def plainer(kind: str) -> Callable[[Any], Any]:
    """How a spreadsheet keeps values of this kind: numbers and dates as such, a month as 2026-05, the rest as text.

    A function to be made once and called for every row: exports are long.
    """
    if kind in FIGURES:
        return lambda value: None if value is None else int(value)
    if kind == "month":
        return lambda value: None if value is None else str(Month.from_number(int(value)))
    here = timezone.get_current_timezone()

    def plain(value: Any) -> Any:
        if value is None or type(value) is str:
            return value
        if isinstance(value, datetime):
            local = value.astimezone(here) if timezone.is_aware(value) else value
            return local.date() if kind == "date" else f"{local:%Y-%m-%d %H:%M:%S}"
        return value if isinstance(value, date) else str(shown(value, "text"))

    return plain
