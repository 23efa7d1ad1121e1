"""The parameter browser: every rule that a figure rests on, with its history and sources."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from payung.law.month import date_in_words
from payung.law.parameters import Dated, Parameter, current
from payung.law.parameters.model import NUMBERS, UNITS
from payung.office.core.language import page_language
from payung.office.rules import parameter_words
from payung.office.rules.words import BRANCHES, CONFIDENCE_HINTS, CONFIDENCE_TONES, CONFIDENCES


@require_safe
def parameters(request: HttpRequest) -> HttpResponse:
    """All parameters; branch, confidence and words of a search stand in the address."""
    branch, mark = request.GET.get("cabang", ""), request.GET.get("kepastian", "")
    branch, mark = branch if branch in BRANCHES else "", mark if mark in CONFIDENCES else ""
    words = request.GET.get("cari", "").strip()[:100]
    found = [
        _line(parameter)
        for parameter in current().values()
        if (not branch or _branch(parameter) == branch)
        and (not mark or _present(parameter).confidence == mark)
        and all(word in _searchable(parameter) for word in words.casefold().split())
    ]
    context = {
        "groups": [
            {"title": title, "rows": own}
            for code, title in BRANCHES.items()
            if (own := [row for row in found if row["branch"] == code])
        ],
        "count": len(found),
        "narrowed": bool(branch or mark or words),
        "words": words,
        "branch": branch,
        "mark": mark,
        "branches": BRANCHES.items(),
        "marks": [(code, word, CONFIDENCE_HINTS[code], CONFIDENCE_TONES[code]) for code, word in CONFIDENCES.items()],
    }  # fmt: skip
    return render(request, "rules/parameters.html", context)


@require_safe
def parameter(request: HttpRequest, path: str) -> HttpResponse:
    """One parameter: what it says, since when, on whose word."""
    found = current().get(path)
    if found is None:
        raise Http404
    present = _present(found)
    context: dict[str, Any] = {
        "parameter": found,
        "description": found.description.to(page_language()),
        "branch": BRANCHES[_branch(found)],
        "unit": UNITS[found.unit].to(page_language()),
        "present": _dated(found, present),
        "history": [_dated(found, each) for each in reversed(found.values)],
        "in_force": present.holds(timezone.localdate()),
        "back": f"{reverse('parameters')}?cabang={_branch(found)}",
    }
    if found.unit in (*NUMBERS, "relief"):
        context["unchanged"] = found.unit != "relief" and len({each.value for each in found.values}) == 1
        if not context["unchanged"]:
            context |= {"chart": _chart(found), "chart_words": _chart_words(found)}
    return render(request, "rules/parameter.html", context)


_BESIDE = timedelta(days=120)


def _branch(parameter: Parameter) -> str:
    return parameter.path.partition("/")[0]


def _present(parameter: Parameter) -> Dated:
    """The value in force today; else the last that was, or the first that will be."""
    today = timezone.localdate()
    return parameter.find(today) or next(
        (each for each in reversed(parameter.values) if each.start <= today), parameter.values[0]
    )


def _searchable(parameter: Parameter) -> str:
    said = [parameter.path, parameter.description.id, parameter.description.en]
    said += [each.citation.regulation for each in parameter.values]
    return " ".join(said).casefold()


def _line(parameter: Parameter) -> dict[str, Any]:
    present = _present(parameter)
    return {
        "branch": _branch(parameter),
        "description": parameter.description.to(page_language()),
        "href": reverse("parameter", args=[parameter.path]),
        **_dated(parameter, present),
    }


def _dated(parameter: Parameter, dated: Dated) -> dict[str, Any]:
    table = parameter_words.rows(parameter, dated.value)
    return {
        "start": dated.start,
        "end": dated.end,
        "period": _period(dated),
        "value": parameter_words.shown(parameter, dated.value),
        "citation": dated.citation.to(page_language()),
        "confidence": CONFIDENCES[dated.confidence],
        "hint": CONFIDENCE_HINTS[dated.confidence],
        "tone": CONFIDENCE_TONES[dated.confidence],
        "note": dated.note.to(page_language()) if dated.note else "",
        "sources": [{"href": each, "host": urlsplit(each).hostname or each} for each in dated.sources],
        "heads": table[0] if table else [],
        "table": table,
        "facts": parameter_words.facts(dated.value),
        "open_points": parameter_words.open_points(dated.value),
    }


def _period(dated: Dated) -> str:
    first = date_in_words(dated.start, page_language())
    if dated.end is None:
        return _("since %(day)s") % {"day": first}
    last = date_in_words(dated.end, page_language())
    return _("%(first)s to %(last)s") % {"first": first, "last": last}


def _figure(parameter: Parameter, dated: Dated) -> float:
    return float(dated.value["pays_percent"] if parameter.unit == "relief" else dated.value)


def _chart(parameter: Parameter) -> dict[str, Any]:
    """A step at each change, carried on to today or to the last day that is known."""
    points = [(dated.start, _figure(parameter, dated)) for dated in parameter.values]
    last = parameter.values[-1]
    points.append((last.end or max(last.start, timezone.localdate()), _figure(parameter, last)))
    name = UNITS[parameter.unit].to(page_language())
    if parameter.unit == "relief":
        # A relief is a dip: before and after it, all is paid.
        points.insert(0, (parameter.values[0].start - _BESIDE, 100.0))
        if last.end:
            points += [(last.end, 100.0), (last.end + _BESIDE, 100.0)]
        name = _("Percent still paid")
    line = {"type": "line", "name": name, "step": "end", "symbolSize": 8, "lineStyle": {"width": 3}}
    return {
        "xAxis": {"type": "time"},
        "yAxis": {"type": "value", "min": 0, "name": name, "nameTextStyle": {"align": "left"}},
        "grid": {"left": 8, "right": 32, "top": 36, "bottom": 8, "containLabel": True},
        "series": [line | {"data": [[day.isoformat(), figure] for day, figure in points]}],
    }


def _chart_words(parameter: Parameter) -> str:
    return "; ".join(
        f"{_period(dated)}: {parameter_words.shown(parameter, dated.value)}" for dated in parameter.values
    )
