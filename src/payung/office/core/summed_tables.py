"""A list whose order is worked out from every row: what it adds up comes with the page, in one question."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.db.models import Count, QuerySet, Window

from payung.office.core.tables import Table


class SummedTable(Table):
    """As ``Table``, where neither the order nor a sum is found without reading all rows: they are read once for both."""

    @cached_property
    def _keys(self) -> list[dict[str, int]]:
        """The keys of the page, each beside the figures of the whole list."""
        start = (self.page_number - 1) * self.page_size
        asked = {name: Window(each) for name, each in self.sums.items()}
        rows = self.selected.annotate(rows_in_all=Window(Count("*")), **asked)
        return list(rows.values("pk", "rows_in_all", *asked)[start : start + self.page_size + 1])

    @cached_property
    def _figures(self) -> dict[str, int]:
        if not self._keys:  # the list is empty, or ends before this page
            return super()._figures
        return {name: value or 0 for name, value in self._keys[0].items() if name != "pk"}

    def these(self, keys: list[int]) -> QuerySet[Any]:
        """The rows of a page. Override where they are found quicker than among all rows of the list."""
        return self.selected.filter(pk__in=keys)

    @cached_property
    def _page(self) -> tuple[list[Any], bool]:
        keys = [row["pk"] for row in self._keys[: self.page_size]]
        place = {key: at for at, key in enumerate(keys)}
        return sorted(self.these(keys).order_by(), key=lambda row: place[row.pk]), len(
            self._keys
        ) > self.page_size
