"""Red flags: the rules with their counts, one flag with what stands behind it, and the answer to it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Case, When
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from payung.errors import UnusableInput
from payung.language import number
from payung.office.accounts.guards import needs
from payung.office.accounts.permissions import May
from payung.office.audit import queries
from payung.office.audit.actions import flags as acts
from payung.office.audit.forms import AnswerForm
from payung.office.audit.models import Flag, FlagState
from payung.office.audit.rules import BY_CODE, LIMIT_WORDS
from payung.office.audit.tables import STATE_TONES, STATE_WORDS, FlagTable, table_of
from payung.office.audit.views.parts import tabs
from payung.office.core.forms import put_on
from payung.office.core.language import page_language
from payung.office.journal.lists import respond
from payung.office.journal.once import once

_BEHIND = {
    "months": queries.months_behind,
    "people": queries.people_behind,
    "rows": queries.rows_behind,
    "decisions": queries.decisions_behind,
    "entries": queries.entries_behind,
}


@needs(May.AUDIT)
def page(request: HttpRequest) -> HttpResponseBase:
    rows = queries.flags(request.user).annotate(
        rank=Case(When(state=FlagState.NEW, then=0), When(state=FlagState.PASSED, then=1), default=2)
    )
    if not request.GET.get("terlihat"):
        rows = rows.filter(standing=True)
    counted = queries.by_rule(request.user)
    look = queries.last_look()
    context = {
        "tabs": tabs("flags"),
        "counted": counted,
        "found": [each for each in counted if each.standing],
        "quiet": [each for each in counted if not each.standing],
        "look": look,
        "late": bool(look and look.day < timezone.localdate()),
        "here": reverse("audit"),
        "figures": [
            {
                "label": label,
                "value": sum(getattr(each, name) for each in counted),
                "href": f"{reverse('audit')}?keadaan={name}",
                "tone": STATE_TONES[FlagState(name)] if any(getattr(each, name) for each in counted) else "",
            }
            for name, label in STATE_WORDS.items()
        ],
    }
    return respond(request, FlagTable(request, rows), "audit/flags.html", context)


@require_POST
@needs(May.AUDIT)
def look(request: HttpRequest) -> HttpResponse:
    made = acts.look(request.user, timezone.localdate())
    told = {"found": number(made.found, page_language()), "added": number(made.added, page_language())}
    messages.success(
        request,
        _("Looked at everything: %(found)s flags in the whole office, %(added)s never seen before.") % told,
    )
    return redirect("audit")


@needs(May.AUDIT)
def one(request: HttpRequest, public_id: str) -> HttpResponseBase:
    flag = get_object_or_404(queries.flags(request.user), public_id=public_id)
    return _page(request, flag, AnswerForm())


def _page(request: HttpRequest, flag: Flag, form: AnswerForm) -> HttpResponseBase:
    rule = BY_CODE[flag.rule]
    table = table_of(rule.behind, request, _BEHIND[rule.behind](request.user, flag), flag.area_id)
    context: dict[str, Any] = {
        "flag": flag,
        "rule": rule,
        "limits": ", ".join(f"{LIMIT_WORDS[name]} {limit}" for name, limit in rule.limits.items()),
        "tone": STATE_TONES[FlagState(flag.state)],
        "form": form,
        "entries": [] if rule.behind == "entries" else list(queries.entries_behind(request.user, flag)[:20]),
    }
    answer = respond(request, table, "audit/flag.html", context)
    if form.errors:
        answer.status_code = 422
    return answer


@require_POST
@needs(May.AUDIT)
def answer(request: HttpRequest, public_id: str) -> HttpResponseBase:
    flag = get_object_or_404(queries.flags(request.user), public_id=public_id)
    form = AnswerForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        try:
            once(
                request.user,
                said["token"],
                lambda: acts.answer(request.user, flag, said["state"], said["why"]).public_id,
            )
        except UnusableInput as error:
            put_on(form, error, "why")
        else:
            messages.success(request, _("The answer is in the journal."))
            return redirect("audit_flag", public_id)
    return _page(request, flag, form)
