"""The experience page: cases and rupiah, contributions against benefits, families paid in time."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from payung.language import number, rupiah
from payung.office.accounts.guards import needs
from payung.office.accounts.permissions import May
from payung.office.claims import experience as figures
from payung.office.claims.models import Claim
from payung.office.core import cells
from payung.office.core.language import page_language
from payung.office.core.tables import Column, Table
from payung.office.journal.lists import respond

_SLUGS = {"": "programme", "dana": "fund", "tahun": "year", "desa": "village", "pekerjaan": "occupation"}
_LABELS = {
    "programme": gettext_lazy("By programme"),
    "fund": gettext_lazy("By fund"),
    "year": gettext_lazy("By year"),
    "village": gettext_lazy("By village"),
    "occupation": gettext_lazy("By work"),
}
_HEADS = {
    "programme": gettext_lazy("Programme"),
    "fund": gettext_lazy("Fund"),
    "year": gettext_lazy("Year"),
    "village": gettext_lazy("Village"),
    "occupation": gettext_lazy("Work"),
}


def _decimal(value: float | None) -> str:
    """One digit behind the comma, as the page's language writes it."""
    if value is None:
        return ""
    said = f"{value:.1f}"
    return said.replace(".", ",") if page_language() == "id" else said


class ExperienceTable(Table):
    """Groups counted already; a few hundred at most."""

    name = "experience"
    title = gettext_lazy("Claims experience")
    empty_title = gettext_lazy("Nothing to count yet")
    empty_words = gettext_lazy("Figures appear with the first paid contributions and the first claims.")

    def __init__(self, request: HttpRequest, groups: list[dict[str, Any]], what: str) -> None:
        super().__init__(request, Claim.objects.none())
        self.groups = groups
        self.columns = (  # type: ignore[misc]
            Column("group", _HEADS[what], value=lambda row: str(row["group"] or "—"), sort="group", width=30),
            Column("people", gettext_lazy("People protected"), kind="integer", sort="people"),
            Column("cases", gettext_lazy("Cases"), kind="integer", sort="cases", total="cases"),
            Column("deaths", gettext_lazy("Deaths"), kind="integer", sort="deaths", total="deaths"),
            Column(
                "from_work", gettext_lazy("From work"), kind="integer", sort="from_work", total="from_work"
            ),
            Column(
                "contributions",
                gettext_lazy("Contributions"),
                kind="rupiah",
                sort="contributions",
                total="contributions",
            ),
            Column(
                "benefits", gettext_lazy("Benefits paid"), kind="rupiah", sort="benefits", total="benefits"
            ),
            Column("ratio", gettext_lazy("Benefits per Rp100 paid in"), kind="integer", sort="ratio"),
            Column(
                "frequency",
                gettext_lazy("Cases a year in 1,000 people"),
                value=lambda row: _decimal(row["frequency"]),
                sort="frequency",
            ),
            Column("severity", gettext_lazy("Rupiah per case"), kind="rupiah", sort="severity"),
        )

    @cached_property
    def selected(self) -> Any:
        key = self.order_asked.removeprefix("-") or "group"
        return sorted(
            self.groups,
            key=lambda row: (
                row[key] is None,
                row[key] if isinstance(row[key], int | float) else str(row[key]),
            ),
            reverse=self.order_asked.startswith("-"),
        )

    @cached_property
    def _figures(self) -> dict[str, int]:
        sums = {f"sum_{c.key}": sum(row[c.total] for row in self.groups) for c in self.columns if c.total}
        return {"rows_in_all": len(self.groups), **sums}

    @cached_property
    def _page(self) -> tuple[list[Any], bool]:
        start = (self.page_number - 1) * self.page_size
        found = self.selected[start : start + self.page_size + 1]
        return found[: self.page_size], len(found) > self.page_size

    def sheet_rows(self) -> Iterator[dict[str, Any]]:
        for row in self.selected:
            yield {c.key: cells.plainer(c.kind)(c.raw(row)) for c in self.columns}


@needs(May.SEE_INSIGHT)
def experience(request: HttpRequest) -> HttpResponseBase:
    allowed = figures.groups(request.user)
    asked: Any = _SLUGS.get(request.GET.get("per", ""), "programme")
    what: Any = asked if asked in allowed else "programme"
    rows = figures.by(request.user, what)
    years = figures.by(request.user, "year")
    totals = {key: sum(row[key] for row in rows) for key in ("cases", "contributions", "benefits")}
    here = reverse("experience")
    context = {
        "totals": totals,
        "time": figures.in_time(request.user),
        "tabs": [
            {"label": _LABELS[by], "href": f"{here}?per={slug}" if slug else here, "active": by == what}
            for slug, by in _SLUGS.items()
            if by in allowed
        ],
        "by": _LABELS[what],
        "largest": _largest(rows, what),
        "largest_chart": _bars(_largest(rows, what)),
        "chart": _chart(years),
        "chart_words": _("%(cases)s cases: %(benefits)s paid to families, %(contributions)s paid in.")
        % {
            "cases": number(totals["cases"], page_language()),
            "benefits": rupiah(totals["benefits"]),
            "contributions": rupiah(totals["contributions"]),
        },
        "years": years,
    }
    return respond(request, ExperienceTable(request, rows, what), "claims/experience.html", context)


SHOWN = 12  # groups of the chart; the table has all


def _largest(rows: list[dict[str, Any]], what: str) -> list[dict[str, Any]]:
    """The groups with most money, by what they are grouped; years have a chart of their own."""
    if what == "year":
        return []
    known = [row for row in rows if row["benefits"] or row["contributions"]]
    return sorted(known, key=lambda row: (-row["benefits"], -row["contributions"]))[:SHOWN]


def _bars(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Lying bars, the largest above: names of programmes are long."""
    low_first = rows[::-1]
    names = [
        _("%(group)s (%(cases)s cases)")
        % {"group": row["group"] or "—", "cases": number(row["cases"], page_language())}
        for row in low_first
    ]
    return {
        "xAxis": {"type": "value", "splitNumber": 3},
        "yAxis": {"type": "category", "data": names},
        "legend": {"top": 0},
        "series": [
            {"type": "bar", "name": _("Benefits paid"), "data": [row["benefits"] for row in low_first]},
            {"type": "bar", "name": _("Contributions"), "data": [row["contributions"] for row in low_first]},
        ],
    }


def _chart(years: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "xAxis": {"type": "category", "data": [str(row["group"]) for row in years]},
        "yAxis": {"type": "value"},
        "legend": {"top": 0},
        "series": [
            {"type": "bar", "name": _("Contributions"), "data": [row["contributions"] for row in years]},
            {"type": "bar", "name": _("Benefits paid"), "data": [row["benefits"] for row in years]},
        ],
    }
