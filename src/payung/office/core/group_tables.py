"""Lists of groups that are counted already (by village, by fund, by month): a few thousand dicts at most."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from payung.office.core import cells
from payung.office.core.tables import Table


class GroupTable(Table):
    """A Table over ``groups`` instead of a queryset: sorted, summed and paged in memory."""

    first_order = ""  # the key that groups are sorted by where nothing else is asked, "-" before it for the largest first

    def __init__(self, request: HttpRequest, groups: list[dict[str, Any]], *, area: str = "") -> None:
        super().__init__(request, QuerySet(), area=area)
        self.groups = groups

    @cached_property
    def selected(self) -> Any:
        order = self.order_asked or self.first_order
        if not order:
            return self.groups
        key = order.removeprefix("-")
        known = [row for row in self.groups if row[key] is not None]
        unknown = [row for row in self.groups if row[key] is None]  # last, whichever way the others go
        return sorted(known, key=lambda row: row[key], reverse=order.startswith("-")) + unknown

    @cached_property
    def _figures(self) -> dict[str, int]:
        sums = {
            f"sum_{c.key}": sum(row[c.total] or 0 for row in self.groups) for c in self.columns if c.total
        }
        return {"rows_in_all": len(self.groups), **sums}

    @cached_property
    def _page(self) -> tuple[list[Any], bool]:
        start = (self.page_number - 1) * self.page_size
        found = self.selected[start : start + self.page_size + 1]
        return found[: self.page_size], len(found) > self.page_size

    def sheet_rows(self) -> Iterator[dict[str, Any]]:
        for row in self.selected:
            yield {c.key: cells.plainer(c.kind)(c.in_words(c.raw(row))) for c in self.columns}
