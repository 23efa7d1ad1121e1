"""Lists, declared once: columns, filters, search, totals, order, pages, and the same rows as a spreadsheet.

    class PeopleTable(Table):
        name, title = "people", _("People")
        columns = (
            Column("name", _("Name"), sort="name", link=lambda row: row.get_absolute_url()),
            Column("village__name", _("Village"), sort="village__name"),
            Column("amount", _("Contribution"), kind="rupiah", sort="amount", total="amount"),
            Column("state", _("State"), kind="status", words=dict(State.choices), tones={"paid": "ok"}),
        )
        filters = (Filter("state", _("State"), choices=State.choices),)

All of a view's state stands in its address: the same address shows the same rows. ``journal.lists.respond``
answers the request with the page, the part that changed, or the spreadsheet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, ClassVar, Literal
from urllib.parse import urlencode

from django.db.models import Aggregate, Count, F, QuerySet, Sum
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from payung import language, sheets
from payung.office.core import cells
from payung.office.core.filters import Filter, Words
from payung.office.core.language import page_language
from payung.office.core.paging import may_be_empty, only_summed, page_of

__all__ = ["Column", "Filter", "Table", "Words"]

SEARCH, ORDER, PAGE = "cari", "urut", "hal"
# Beyond this a list without totals says "more than": counting on would cost more than it tells.
COUNT_LIMIT = 100_000
# Beyond this a search says so, and neither counts nor adds up: who finds so many has not found anybody yet.
FOUND_LIMIT = 10_000


@dataclass(frozen=True, slots=True)
class Column:
    """One column. ``key`` is a field path into the row (an instance, or a dict of ``values()``).

    ``sort`` is the ``order_by`` path (empty: not sortable); ``value(row)`` replaces the look-up by key; ``words``
    and ``tones`` put a stored value into words and a tone; ``total`` is the path summed over the whole list.
    """

    key: str
    label: Words
    kind: cells.Kind = "text"
    sort: str | Sequence[str] = ()
    link: Callable[[Any], str] | None = None
    value: Callable[[Any], Any] | None = None
    words: Mapping[Any, Words] | None = None
    tones: Mapping[Any, str] = field(default_factory=dict)
    total: str = ""
    width: int = 18
    exported: bool = True

    @property
    def is_figure(self) -> bool:
        return self.kind in (*cells.FIGURES, "share")

    @property
    def is_long(self) -> bool:
        """A sentence rather than a word: it is given room beside its neighbours."""
        return self.kind == "text" and self.width >= 40

    @property
    def order(self) -> tuple[str, ...]:
        return (self.sort,) if isinstance(self.sort, str) else tuple(self.sort)

    def raw(self, row: Any) -> Any:
        if self.value:
            return self.value(row)
        if isinstance(row, Mapping):
            return row[self.key]
        for part in self.key.replace(".", "__").split("__"):
            row = getattr(row, part) if row is not None else None
        return row() if callable(row) else row

    def in_words(self, raw: Any) -> Any:
        if self.words is not None:
            return self.words.get(raw, raw)
        return raw


@dataclass(frozen=True, slots=True)
class Cell:
    column: Column
    value: Any
    href: str
    tone: str


@dataclass(frozen=True, slots=True)
class Heading:
    column: Column
    href: str
    order: Literal["", "ascending", "descending"]


@dataclass(frozen=True, slots=True)
class Control:
    """A filter as the form shows it."""

    filter: Filter
    value: str
    options: list[tuple[str, Words]]


class Table:
    """Subclass and declare; then ``SomeTable(request, rows)``. ``rows`` is a queryset, of instances or values."""

    name: ClassVar[str]
    title: ClassVar[Words]
    columns: ClassVar[Sequence[Column]]
    filters: ClassVar[Sequence[Filter]] = ()
    order: ClassVar[Sequence[str]] = ("pk",)
    page_size: ClassVar[int] = 50
    exportable: ClassVar[bool] = True
    count_limit: ClassVar[int] = COUNT_LIMIT
    found_limit: ClassVar[int] = FOUND_LIMIT
    # Whether rows are counted up to the limit in the order of the list: where an index holds just these rows so.
    counted_in_order: ClassVar[bool] = False
    search_hint: ClassVar[Words] = ""
    empty_title: ClassVar[Words] = ""
    empty_words: ClassVar[Words] = ""

    def __init__(self, request: HttpRequest, rows: QuerySet[Any], *, area: str = "") -> None:
        self.request = request
        self.area = area  # whose list it is, for the journal line of an export
        self._rows = rows
        self._asked: QueryDict = request.GET

    def search(self, rows: QuerySet[Any], words: str) -> QuerySet[Any]:
        """Override together with ``search_hint`` to let the list be searched."""
        raise NotImplementedError(f"{type(self).__name__} has a search hint but no search")

    def empty_action(self) -> tuple[str, Words] | None:
        """Address and words of the next step that an empty list teaches."""
        return None

    # What was asked for

    @cached_property
    def region(self) -> str:
        return f"list-{self.name}"

    @cached_property
    def words(self) -> str:
        return self._asked.get(SEARCH, "").strip()[:100] if self.search_hint else ""

    @cached_property
    def chosen(self) -> dict[str, str]:
        """Filters in use, by name."""
        asked = ((f, f.accepted(self._asked.get(f.name, ""), self.request)) for f in self.filters)
        return {f.name: value for f, value in asked if value}

    @cached_property
    def order_asked(self) -> str:
        asked = self._asked.get(ORDER, "")
        sortable = {column.key for column in self.columns if column.order}
        return asked if asked.removeprefix("-") in sortable else ""

    @cached_property
    def page_number(self) -> int:
        asked = self._asked.get(PAGE, "1")
        return min(max(int(asked), 1), 1_000_000) if asked.isascii() and asked.isdigit() else 1

    def address(self, **changes: str) -> str:
        """The address of this view with some of its state changed; "" takes a part away."""
        state = {**self.chosen, SEARCH: self.words, ORDER: self.order_asked, PAGE: str(self.page_number)}
        state |= changes
        known = {*self.chosen, *(f.name for f in self.filters), SEARCH, ORDER, PAGE}
        kept = [(k, v) for k, values in self._asked.lists() if k not in known for v in values]
        said = [(k, v) for k, v in state.items() if v and not (k == PAGE and v == "1")]
        return f"{self.request.path}?{urlencode(kept + said)}" if kept or said else self.request.path

    @cached_property
    def kept(self) -> list[tuple[str, str]]:
        """What else stands in the address, for the filter form to hand on."""
        known = {*(f.name for f in self.filters), SEARCH, ORDER, PAGE}
        return [(k, v) for k, values in self._asked.lists() if k not in known for v in values]

    # The rows

    @cached_property
    def selected(self) -> QuerySet[Any]:
        """All rows of the view, filtered and in order."""
        rows = self._rows
        for one in self.filters:
            if value := self.chosen.get(one.name):
                rows = one.narrow(rows, value)
        if self.words:
            rows = self.search(rows, self.words)
        return rows.order_by(*self._order_by(rows))

    def _order_by(self, rows: QuerySet[Any]) -> list[Any]:
        backward = self.order_asked.startswith("-")
        column = next((c for c in self.columns if c.key == self.order_asked.removeprefix("-")), None)
        paths = list(column.order) if column else list(self.order)
        order: list[Any] = []
        for path in paths:
            down = path.startswith("-") != (backward and column is not None)
            expression = F(path.removeprefix("-"))
            last = True if may_be_empty(rows, path.removeprefix("-")) else None
            order.append(expression.desc(nulls_last=last) if down else expression.asc(nulls_last=last))
        # Equal values need an order of their own, or a row could stand on two pages; grouped rows have no key.
        if rows.query.group_by is None and "pk" not in {path.removeprefix("-") for path in paths}:
            order.append("pk")
        return order

    @cached_property
    def sums(self) -> dict[str, Aggregate]:
        return {f"sum_{c.key}": Sum(c.total) for c in self.columns if c.total}

    @property
    def limit(self) -> int | None:
        """How many rows are counted and added up at most; None: all of them."""
        if self.words:
            return min(self.found_limit, self.count_limit)
        return None if self.sums else self.count_limit

    @cached_property
    def _figures(self) -> dict[str, int]:
        """``rows_in_all`` and the sums; ``capped`` where there are more rows than were looked at."""
        sums, limit = self.sums, self.limit
        rows = self.selected if self.counted_in_order and not sums else self.selected.order_by()
        if sums:
            rows = only_summed(rows, {c.total for c in self.columns if c.total})
        if limit is not None:
            rows = rows[: limit + 1]
        if sums:
            found = {k: v or 0 for k, v in rows.aggregate(rows_in_all=Count("*"), **sums).items()}
        else:
            found = {"rows_in_all": rows.count()}
        return found | {"capped": int(limit is not None and found["rows_in_all"] > limit)}

    @property
    def count(self) -> int:
        return self._figures["rows_in_all"]

    @property
    def is_capped(self) -> bool:
        return bool(self._figures.get("capped"))

    @property
    def shows_totals(self) -> bool:
        """Not where only a part was added up."""
        return self.has_totals and not self.is_capped

    @property
    def advice(self) -> str:
        """What to do about a search that finds too many."""
        if not (self.words and self.is_capped):
            return ""
        if self.has_totals:
            return _("Too many to count and add up: write more letters, or choose a filter.")
        return _("Too many to count: write more letters, or choose a filter.")

    @property
    def has_totals(self) -> bool:
        return any(column.total for column in self.columns)

    @cached_property
    def _page(self) -> tuple[list[Any], bool]:
        start = (self.page_number - 1) * self.page_size
        found = list(page_of(self.selected, start, start + self.page_size + 1))
        return found[: self.page_size], len(found) > self.page_size

    # What the template shows

    @property
    def headings(self) -> list[Heading]:
        return [self._heading(column) for column in self.columns]

    def _heading(self, column: Column) -> Heading:
        if not column.order:
            return Heading(column, "", "")
        state: Literal["", "ascending", "descending"] = ""
        if self.order_asked.removeprefix("-") == column.key:
            state = "descending" if self.order_asked.startswith("-") else "ascending"
        following = f"-{column.key}" if state == "ascending" else column.key
        return Heading(column, self.address(**{ORDER: following, PAGE: ""}), state)

    @property
    def lines(self) -> list[list[Cell]]:
        return [[self._cell(column, row) for column in self.columns] for row in self._page[0]]

    def _cell(self, column: Column, row: Any) -> Cell:
        raw = column.raw(row)
        return Cell(
            column,
            cells.shown(column.in_words(raw), column.kind),
            column.link(row) if column.link else "",
            column.tones.get(raw, "muted"),
        )

    @property
    def totals(self) -> list[tuple[Column, str]]:
        figures = self._figures
        return [(c, cells.shown(figures[f"sum_{c.key}"], c.kind) if c.total else "") for c in self.columns]

    @property
    def controls(self) -> list[Control]:
        return [
            Control(f, self.chosen.get(f.name, ""), f.options(self.request) if f.kind == "choice" else [])
            for f in self.filters
        ]

    @property
    def is_narrowed(self) -> bool:
        return bool(self.chosen or self.words)

    @property
    def previous(self) -> str:
        return self.address(**{PAGE: str(self.page_number - 1)}) if self.page_number > 1 else ""

    @property
    def next(self) -> str:
        return self.address(**{PAGE: str(self.page_number + 1)}) if self._page[1] else ""

    @property
    def summary(self) -> str:
        """How many there are, in words."""
        how_many = language.number(self.count - self.is_capped, page_language())
        if self.is_capped:
            return _("more than %(count)s rows") % {"count": how_many}
        return _("%(count)s rows") % {"count": how_many}

    @property
    def page_words(self) -> str:
        shown = len(self._page[0])
        if not shown:
            return self.summary
        start = (self.page_number - 1) * self.page_size + 1
        tongue = page_language()
        return _("%(first)s to %(last)s of %(all)s") % {
            "first": language.number(start, tongue),
            "last": language.number(start + shown - 1, tongue),
            "all": self.summary,
        }

    # The same rows as a spreadsheet

    def told(self) -> dict[str, Any]:
        """The view as the journal may tell it: choices, months and dates; that there were search words, not which."""
        free = {f.name for f in self.filters if f.kind == "text"}
        told: dict[str, Any] = {k: ("…" if k in free else v) for k, v in sorted(self.chosen.items())}
        return told | ({"search": True} if self.words else {})

    def sheet_columns(self) -> list[sheets.Column]:
        kinds: dict[str, sheets.Kind] = {
            "status": "text",
            "month": "text",
            "datetime": "text",
            "share": "text",
        }
        return [
            sheets.Column(c.key, language.same(str(c.label)), kinds.get(c.kind, c.kind), c.width)  # type: ignore[arg-type]
            for c in self.columns
            if c.exported
        ]

    def sheet_rows(self) -> Iterator[dict[str, Any]]:
        """Every row of the view, read in chunks."""
        columns = [
            (column.key, column.raw, column.in_words, cells.plainer(column.kind))
            for column in self.columns
            if column.exported
        ]
        for row in self._for_sheet().iterator(chunk_size=2000):
            yield {key: plain(in_words(raw(row))) for key, raw, in_words, plain in columns}

    def _for_sheet(self) -> QuerySet[Any]:
        """Plain values where no column needs the instance: half the work."""
        columns = [column for column in self.columns if column.exported]
        fields = {field.name for field in self._rows.model._meta.get_fields()}
        is_plain = all(c.value is None and c.key.partition("__")[0] in fields for c in columns)
        if is_plain and self.selected._fields is None:  # type: ignore[attr-defined]
            return self.selected.values(*{column.key for column in columns})
        return self.selected
