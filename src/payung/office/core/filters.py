"""One filter of a list: its name in the address, what may be chosen, how it narrows the rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.functional import Promise

from payung.law.month import Month

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter: ``name`` in the address, ``path`` in the rows (its name, unless told otherwise).

    ``choices`` may be a function of the request. ``apply(rows, value)`` replaces the plain comparison. A choice,
    month or date is told in the journal when the list is exported; free text is not.
    """

    name: str
    label: Words
    kind: Literal["choice", "month", "date", "text"] = "choice"
    path: str = ""
    choices: Sequence[tuple[Any, Words]] | Callable[[HttpRequest], Sequence[tuple[Any, Words]]] = ()
    apply: Callable[[QuerySet[Any], str], QuerySet[Any]] | None = None

    def options(self, request: HttpRequest) -> list[tuple[str, Words]]:
        offered = self.choices(request) if callable(self.choices) else self.choices
        return [(str(value), label) for value, label in offered]

    def accepted(self, value: str, request: HttpRequest) -> str:
        """The value where it can be used, else "": an address written by hand must not break the page."""
        value = value.strip()
        if self.kind == "choice":
            return value if any(value == known for known, _label in self.options(request)) else ""
        if self.kind in ("month", "date"):
            shape = "0000-00" if self.kind == "month" else "0000-00-00"
            digits = [c.isdigit() == (s == "0") for c, s in zip(value, shape, strict=False)]
            return value if len(value) == len(shape) and all(digits) and _is_on_calendar(value) else ""
        return value[:100]

    def narrow(self, rows: QuerySet[Any], value: str) -> QuerySet[Any]:
        if self.apply:
            return self.apply(rows, value)
        path = self.path or self.name
        if self.kind == "month":
            return rows.filter(**{path: Month.parse(value).number})
        if self.kind == "text":
            return rows.filter(**{f"{path}__icontains": value})
        return rows.filter(**{path: value})


def _is_on_calendar(value: str) -> bool:
    try:
        date.fromisoformat(value if len(value) == 10 else f"{value}-01")
    except ValueError:
        return False
    return 1900 <= int(value[:4]) <= 2200
