"""The benefit calculator: the event, how it ended, the questions, and what is due.

Answers are sent by POST and are kept nowhere: not in the address, not in the journal (docs/decisions/0020).
"""

from __future__ import annotations

import json
from itertools import groupby
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from payung.language import Text
from payung.law.benefit import Benefit
from payung.law.benefit_text import CODE_WORDS, EVENT_WORDS
from payung.law.continuity import STATUS_WORDS, Continuity, continuity
from payung.law.month import Month, date_in_words
from payung.law.parameters import current
from payung.office.core.language import page_language
from payung.office.rules import citations, doubts
from payung.office.rules.case_form import MOST_ROWS, CaseForms
from payung.office.rules.words import (
    CONFIDENCE_TONES,
    CONFIDENCES,
    EVENTS,
    OUTCOMES,
    STANDING_TONES,
)


@require_safe
def events(request: HttpRequest) -> HttpResponse:
    """First of all: what happened."""
    choices = [
        {"title": title, "hint": hint, "href": reverse("benefit_event", args=[name])}
        for name, (_code, title, hint) in EVENTS.items()
    ]
    return render(request, "rules/benefit_events.html", {"choices": choices})


@require_safe
def outcomes(request: HttpRequest, event: str) -> HttpResponse:
    """Then: how it ended. A death that was not from work needs no such question."""
    if event not in EVENTS:
        raise Http404
    code, title, _hint = EVENTS[event]
    if code == "death":
        return redirect("benefit_case", event, "meninggal")
    choices = [
        {"title": said, "hint": hint, "href": reverse("benefit_case", args=[event, name])}
        for name, (_outcome, said, hint) in OUTCOMES.items()
    ]
    return render(request, "rules/benefit_outcomes.html", {"choices": choices, "event": title})


@require_http_methods(["GET", "HEAD", "POST"])
def case(request: HttpRequest, event: str, outcome: str) -> HttpResponse:
    """The questions, and the answer to them."""
    if event not in EVENTS or outcome not in OUTCOMES:
        raise Http404
    event_code, event_words, _hint = EVENTS[event]
    outcome_code, outcome_words, _hint = OUTCOMES[outcome]
    if event_code == "death" and outcome_code != "death":
        raise Http404
    context: dict[str, Any] = {"event": event_words, "dies_at_once": event_code == "death"}
    context |= {"outcome": outcome_words, "here": request.path}
    if request.method != "POST":
        return render(
            request, "rules/benefit_form.html", context | {"forms": CaseForms(event_code, outcome_code)}
        )
    changed = _rows_changed(request.POST)
    forms = CaseForms(event_code, outcome_code, changed or request.POST)
    if changed or "change" in request.POST:
        forms.quieten()
        _put_cursor(forms, request.POST.get("add", ""))
    elif forms.is_valid() and forms.answer:
        context |= {"given": _given(request.POST), "case": json.dumps(_plain(forms.case()), indent=1)}
        return render(request, "rules/benefit.html", context | _told(forms.answer))
    return render(request, "rules/benefit_form.html", context | {"forms": forms, "errors": forms.errors()})


def _rows_changed(sent: QueryDict) -> QueryDict | None:
    """The answers with an empty row more, or a row less; None where neither button was pressed."""
    added, removed = sent.get("add", ""), sent.get("remove", "")
    data = sent.copy()
    if added in ("children", "disabilities"):
        data[f"{added}-TOTAL_FORMS"] = str(min(_rows(data, added) + 1, MOST_ROWS))
        return data
    name, _dash, number = removed.partition("-")
    if name in ("children", "disabilities") and number.isdecimal():
        _take_out(data, name, int(number))
        return data
    return None


def _rows(data: QueryDict, name: str) -> int:
    said = data.get(f"{name}-TOTAL_FORMS", "")
    return min(int(said), MOST_ROWS) if said.isdecimal() and len(said) < 5 else 1


def _take_out(data: QueryDict, name: str, gone: int) -> None:
    """Rows after it move up by one."""
    kept = [n for n in range(_rows(data, name)) if n != gone]
    values = {
        (place, key.partition(f"{name}-{n}-")[2]): data.pop(key)
        for place, n in enumerate(kept)
        for key in [key for key in data if key.startswith(f"{name}-{n}-")]
    }
    for key in [key for key in data if key.startswith(f"{name}-{gone}-")]:
        del data[key]
    for (place, field), each in values.items():
        data.setlist(f"{name}-{place}-{field}", each)
    data[f"{name}-TOTAL_FORMS"] = str(len(kept))


def _put_cursor(forms: CaseForms, added: str) -> None:
    if rows := forms.rows.get(added):
        first = next(iter(rows.forms[-1].fields.values()))
        first.widget.attrs["autofocus"] = True


def _given(sent: QueryDict) -> list[tuple[str, Any]]:
    """What was answered, for the way back to the questions."""
    return [(name, value) for name, value in sent.items() if name != "csrfmiddlewaretoken" and value]


def _plain(case: Any) -> Any:
    """The case with its decimals as JSON numbers."""
    return json.loads(json.dumps(case, default=float))


def _told(answer: Benefit) -> dict[str, Any]:
    """The answer as the page tells it to a family."""
    tongue, happened = page_language(), answer.case
    standing = _standing(answer)
    on = date_in_words(happened.day, tongue)
    return {
        "answer": answer,
        "happened": EVENT_WORDS[happened.event].format(day=on).to(tongue),
        "wage": happened.wage,
        "lines": [
            {
                "title": CODE_WORDS[line.code].to(tongue),
                "amount": line.amount,
                "working": line.working.to(tongue),
                "rules": citations.links(line.rules),
                "confidence": CONFIDENCES[line.confidence] if line.confidence != "verified" else "",
                "tone": CONFIDENCE_TONES[line.confidence],
            }
            for line in answer.lines
        ],
        "children": _schooling(answer),
        "scholarship_rules": citations.links(answer.scholarship.rules),
        "deadlines": [
            {"what": each.what.to(tongue), "by": each.by, "rules": citations.links([each.rule])}
            for each in answer.deadlines
        ],
        "documents": [paper.to(tongue) for paper in answer.documents],
        **doubts.told(answer.doubts),
        "heirs": _heirs(answer) if happened.died else [],
        "standing": _standing_told(standing, died=happened.died) if standing else None,
    }


def _schooling(answer: Benefit) -> list[dict[str, Any]]:
    """Each child with its school years, and those gathered by level."""
    found = []
    for number, group in groupby(answer.scholarship.years, key=lambda year: year.child):
        years = list(group)
        levels = []
        for (level, amount), run in groupby(years, key=lambda year: (year.level, year.amount)):
            own = list(run)
            levels.append(
                {"level": level, "first": own[0].year, "last": own[-1].year, "count": len(own), "amount": amount}
            )  # fmt: skip
        child = (answer.case.children or ())[number - 1]
        total = sum(year.amount for year in years)
        found.append({"number": number, "born": child.born, "years": years, "levels": levels, "total": total})
    return found


def _heirs(answer: Benefit) -> list[dict[str, Any]]:
    """Who receives, in the order of the law."""
    rule = current().at("heirs/order", answer.case.day)
    return [{"who": Text(row["id"], row["en"]).to(page_language())} for row in rule.value]


def _standing(answer: Benefit) -> Continuity | None:
    """The membership of a BPU on the day, where registration and paid months are given."""
    happened = answer.case
    if happened.segment != "bpu" or happened.registered is None or happened.paid_months is None:
        return None
    # The case tells how many months were paid, not which: they are taken in order from the first.
    paid = Month.of(happened.registered).span(happened.paid_months)
    return continuity(paid, happened.day, registered=happened.registered)


def _standing_told(standing: Continuity, *, died: bool) -> dict[str, Any]:
    tongue = page_language()
    return {
        "word": STATUS_WORDS[standing.status].to(tongue),
        "tone": STANDING_TONES[standing.status],
        "until": standing.protected_until,
        "owed": ", ".join(month.to(tongue) for month in standing.months_owed),
        "left": standing.months_left_to_pay,
        "turns": [] if died else [{"day": turn.day, "what": turn.what.to(tongue)} for turn in standing.turns],
    }
