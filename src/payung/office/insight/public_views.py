"""Pages without log-in: what areas have published, and the same as open data."""

from __future__ import annotations

import csv
import io
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from payung.language import number
from payung.law.month import Month
from payung.office.core.language import page_language
from payung.office.insight import publishing
from payung.office.insight.models import Publication
from payung.sheets import neutral


@login_not_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    return render(request, "insight/public_list.html", {"publications": publishing.shown()})


@login_not_required
@require_safe
def area(request: HttpRequest, code: str) -> HttpResponse:
    given = _found(code)
    told = given.figures
    context = {
        "given": given,
        "told": told,
        "figures": _figures(told),
        "trend": _trend(told),
        "dictionary": [(key, words.to(page_language())) for key, words in publishing.DICTIONARY],
    }
    return render(request, "insight/public.html", context)


def _found(code: str) -> Publication:
    return get_object_or_404(publishing.shown(), area_id=code)


def _figures(told: dict[str, Any]) -> list[dict[str, Any]]:
    month = Month.from_number(told["month"]).to(page_language())
    figures = (
        ("enrolled", _("People protected"), "integer", month),
        ("families", _("Families helped"), "integer", _("since the beginning")),
        ("benefits", _("Benefits paid to families"), "rupiah", _("since the beginning")),
        ("contributions", _("Contributions paid"), "rupiah", _("since the beginning")),
    )
    return [
        {"label": label, "value": told[key] if told[key] is not None else _("hidden"),
         "kind": kind if told[key] is not None else "text", "hint": hint}
        for key, label, kind, hint in figures
    ]  # fmt: skip


def _trend(told: dict[str, Any]) -> dict[str, Any]:
    months = told["months"][-24:]
    known = [each for each in months if each["enrolled"] is not None]
    if len(known) < 2:
        return {}
    tongue = page_language()
    said = {
        "before": number(known[0]["enrolled"], tongue), "first": Month.from_number(known[0]["month"]).to(tongue),
        "after": number(known[-1]["enrolled"], tongue), "last": Month.from_number(known[-1]["month"]).to(tongue),
    }  # fmt: skip
    return {
        "option": {
            "xAxis": {
                "type": "category",
                "data": [Month.from_number(each["month"]).to(tongue) for each in months],
            },
            "yAxis": {"type": "value"},
            "series": [
                {"type": "line", "name": _("Enrolled"), "data": [each["enrolled"] for each in months]}
            ],
        },
        "words": _("People enrolled: %(before)s in %(first)s, %(after)s in %(last)s.") % said,
    }


@login_not_required
@require_safe
def data_csv(request: HttpRequest, code: str) -> HttpResponse:
    given, text = _found(code), io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(publishing.COLUMNS)
    for row in publishing.open_rows(given):
        writer.writerow([neutral(str(row[name])) for name in publishing.COLUMNS])
    return _file(
        text.getvalue().encode(), "text/csv; charset=utf-8", f"payung-{given.area_id}-{given.month}.csv"
    )


@login_not_required
@require_safe
def data_json(request: HttpRequest, code: str) -> HttpResponse:
    given = _found(code)
    told = {
        "area": {"code": given.area_id, "name": given.area.name},
        "month": str(Month.from_number(given.month)),
        "published": timezone.localtime(given.published).isoformat(timespec="seconds"),
        "suppressed_below": given.threshold,
        "dictionary": {key: {"id": words.id, "en": words.en} for key, words in publishing.DICTIONARY},
        "data": [
            row | {"value": None if row["value"] == "" else row["value"]}
            for row in publishing.open_rows(given)
        ],
    }
    answer = JsonResponse(told, json_dumps_params={"ensure_ascii": False, "indent": 1})
    answer["Access-Control-Allow-Origin"] = "*"  # open data: pages elsewhere may read it
    return answer


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Access-Control-Allow-Origin": "*"}
    return HttpResponse(content, content_type=kind, headers=headers)
