"""The start page and the contribution calculator."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from payung.law.contribution import Contribution
from payung.law.parameters import current
from payung.office.core.language import page_language
from payung.office.rules import citations, doubts
from payung.office.rules.contribution_form import ContributionForm
from payung.office.rules.words import SEGMENTS


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """The three tools."""
    return render(request, "rules/start.html", {"parameters": len(current())})


@require_safe
def contribution(request: HttpRequest) -> HttpResponse:
    """What is due. The whole case stands in the address, which names nobody."""
    asked = request.GET.get("segment", "bpu")
    segment = asked if asked in SEGMENTS else "bpu"
    form = ContributionForm(request.GET, segment)
    context: dict[str, Any] = {
        "form": form,
        "segment": segment,
        "tabs": [
            {"label": label, "href": f"{reverse('contribution')}?segment={code}", "active": code == segment}
            for code, label in SEGMENTS.items()
        ],
    }
    if form.is_bound and form.is_valid() and form.answer:
        context |= _told(form.answer)
    return render(request, "rules/contribution.html", context)


def _told(answer: Contribution) -> dict[str, Any]:
    """The answer as the page tells it: months with their lines, sums, rules with links, doubts."""
    tongue = page_language()
    reliefs = {rule.relief: rule for rule in answer.rules if rule.relief}
    months = []
    for month, group in groupby(answer.lines, key=lambda line: line.month):
        lines = [
            {
                "line": line,
                "relief": reliefs[line.relief].about.to(tongue) if line.relief else "",
                "regulation": reliefs[line.relief].dated.citation.regulation if line.relief else "",
            }
            for line in group
        ]
        months.append({"month": month.to(tongue), "lines": lines})
    last = answer.start + (answer.months - 1)
    by_programme: dict[str, int] = {}
    for line in answer.lines:
        by_programme[line.programme] = by_programme.get(line.programme, 0) + line.due
    return {
        "answer": answer,
        "span": answer.start.to(tongue) if answer.months == 1 else f"{answer.start.to(tongue)} – {last.to(tongue)}",
        "saved": answer.normal - answer.due,
        "base": answer.lines[0].base,
        "by_programme": by_programme,
        "months": months,
        "rules": [
            {"about": rule.about.to(tongue), **link}
            for rule in answer.rules
            for link in citations.links([rule.dated])
        ],
        **doubts.told(answer.doubts),
    }  # fmt: skip
